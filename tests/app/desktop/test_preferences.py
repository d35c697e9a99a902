"""Settings changed from the window: checked as a whole, kept in the file, obeyed; a wrong value changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.desktop.preferences import Preferences
from app.settings import Settings, load_settings
from base.errors import BadInput
from ui.kit.ports import SampleWindow
from ui.settings.labels import NAMES, SECTIONS, choice_text, section_of


@pytest.fixture
def obeyed() -> list[Settings]:
    return []


@pytest.fixture
def preferences(tmp_path: Path, obeyed: list[Settings]) -> Preferences:
    return Preferences(tmp_path / "settings.json", apply_settings=obeyed.append)


def test_every_setting_is_described_with_its_bounds(preferences):
    by_name = {one.name: one for one in preferences.settings()}

    assert (by_name["capture.interval"].lowest, by_name["capture.interval"].highest) == (1, 10)
    assert by_name["perception.effort"].choices == ("light", "balanced", "full")
    assert by_name["exclusions.apps"].default == ()
    assert not by_name["perception.threads"].applies_at_once


def test_every_setting_has_a_section_and_a_name_in_words(preferences):
    for one in preferences.settings():
        assert section_of(one.name) in SECTIONS
        assert one.name in NAMES
        assert all(choice_text(choice) != choice for choice in one.choices)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("capture.interval", 2.5),
        ("exclusions.apps", ("Signal",)),
        ("appearance.theme", "dark"),
        ("storage.budget_gb", 0),
    ],
)
def test_a_change_is_kept_and_obeyed(preferences, tmp_path, obeyed, name, value):
    preferences.change(name, value)

    assert {one.name: one.value for one in preferences.settings()}[name] == value
    assert obeyed == [load_settings(tmp_path / "settings.json")]


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("capture.interval", 0.2, "1 or more"),
        ("perception.threads", 99, "16 or less"),
        ("perception.threads", 1.5, "whole number"),
        ("perception.effort", "heroic", "one of"),
        ("exclusions.titles", ("/(/",), "regular expression"),
        ("exclusions.sites", ("///",), "names no host"),
        ("capture.colour", 1, "no setting"),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence_and_changes_nothing(preferences, tmp_path, obeyed, name, value, why):
    with pytest.raises(BadInput, match=why):
        preferences.change(name, value)

    assert obeyed == []
    assert load_settings(tmp_path / "settings.json") == Settings()


@pytest.mark.parametrize(
    ("trial", "rule"),
    [
        (SampleWindow(app="Firefox", title="News"), ""),
        (SampleWindow(app="KeePassXC"), "password manager"),
        (SampleWindow(app="Firefox", title="News", private=True), "private browsing"),
        (SampleWindow(app="Firefox", url="https://my.bank.example/login"), "site: bank.example"),
        (SampleWindow(url="https://nowhere.example"), "unknown window"),
    ],
)
def test_the_rule_lab_answers_by_the_rules_in_force(preferences, trial, rule):
    preferences.change("exclusions.sites", ("bank.example",))

    judged = preferences.judge(trial)

    assert (judged.saved, judged.rule) == (not rule, rule)
