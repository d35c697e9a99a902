"""The window in German and Chinese: everything it says is translated, and what was seen stays as it was."""

from __future__ import annotations

import importlib.util
import re
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QLabel

from base.coverage import State
from base.errors import BadInput, DiskFull
from ui.kit import formatting
from ui.kit.i18n import (
    Language,
    choose_locale,
    format_number,
    lower_in_sentence,
    plural,
    tr,
    translate_count,
    translate_keys,
)
from ui.search.hit_delegate import ROW

ROOT = Path(__file__).parents[2]
LANGUAGES = ("de", "zh")
MEMORIES = plural("{n} memory", "{n} memories")


@pytest.fixture(scope="module")
def translations():
    spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging" / "translations.py")
    made = sys.modules["translations"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def speak(qapp):
    made = []

    def choose(name):
        made.append(Language(qapp, name))

    yield choose
    for language in made:
        language.uninstall()


def places(text):
    return sorted(re.findall(r"{\w+}", text))


# The files


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_none_is_left_over(translations, language):
    known = translations.read(language)

    assert set(translations.collect()) == set(known), "run `make translations`"
    assert [said.text for said, told in known.items() if not told.finished or not all(told.forms)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_holds_the_same_values(translations, language):
    wrong = [
        (said.text, form)
        for said, told in translations.read(language).items()
        for form in told.forms
        if places(form) != places(said.text)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_is_that_of_the_texts(translations, language, tmp_path):
    translations.compiled(language, tmp_path / "made.qm")

    kept = ROOT / "assets" / "translations" / f"afterglow_{language}.qm"
    assert (tmp_path / "made.qm").read_bytes() == kept.read_bytes(), "run `make translations`"


def test_a_text_collected_again_keeps_its_translation(translations, tmp_path, monkeypatch):
    monkeypatch.setattr(translations, "FOLDER", tmp_path)
    counted, plain = (
        translations.Said("Afterglow", "{n} suns", "{n} sun"),
        translations.Said("Afterglow", "A <b>\nline"),
    )
    told = {
        counted: translations.Told(("{n} Sonne", "{n} Sonnen"), True),
        plain: translations.Told(("Eine\nZeile",), True),
    }

    missing = translations.write("de", [counted, plain, translations.Said("Afterglow", "New")], told)

    again = translations.read("de")
    assert missing == 1
    assert {said: again[said] for said in told} == told
    assert not again[translations.Said("Afterglow", "New")].finished


# The words


def test_english_needs_no_translation():
    assert (translate_count(1, MEMORIES), translate_count(1204, MEMORIES)) == ("1 memory", "1,204 memories")
    assert formatting.format_day(date(2026, 3, 17), date(2026, 3, 20), long=True) == "Tuesday 17 March"


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("de", ("1 Erinnerung", "1.204 Erinnerungen", "Di. 17. März", "16. – 22. März", "3 h 5 min")),
        ("zh", ("1 条记忆", "1,204 条记忆", "3月17日 周二", "3月16日 – 3月22日", "3 小时 5 分")),
    ],
)
def test_counts_and_dates_follow_the_language(speak, language, wanted):
    speak(language)
    day, today = date(2026, 3, 17), date(2026, 3, 30)

    said = (
        translate_count(1, MEMORIES),
        translate_count(1204, MEMORIES),
        formatting.format_day(day, today),
        formatting.format_range(date(2026, 3, 16), date(2026, 3, 22), today),
        formatting.format_duration(3 * 3600 + 5 * 60),
    )

    assert said == wanted


def test_german_keeps_its_capitals_and_its_keys(speak):
    assert (lower_in_sentence("Knowledge"), translate_keys("Ctrl+Shift+Delete  F1")) == (
        "knowledge",
        "Ctrl+Shift+Delete  F1",
    )
    speak("de")
    assert (lower_in_sentence("Wissen"), translate_keys("Ctrl+Shift+Delete  F1")) == (
        "Wissen",
        "Strg+Umschalt+Entf  F1",
    )
    assert formatting.format_state(State.SKIPPED, "private_browsing") == "Ausgelassen: privates Surfen"
    assert formatting.format_state(State.SKIPPED, "app:KeePass") == "Ausgelassen: app:KeePass"


def test_errors_are_told_in_the_language_where_their_words_are_fixed(speak):
    speak("de")

    assert formatting.translate_error(DiskFull())[0] == "Der Platz reicht nicht aus"
    said = formatting.format_error(BadInput("an exclusion rule is empty", advice="Not a known advice."), detail=True)
    assert said == "Eine Ausschlussregel ist leer. Not a known advice."


@pytest.mark.parametrize(
    ("wished", "wanted"),
    [(["de-AT", "en"], "de"), (["fr-FR", "zh-Hans-CN", "en"], "zh"), (["fr-FR"], "en"), ([], "en")],
)
def test_the_systems_first_language_that_is_spoken_here(wished, wanted):
    assert choose_locale(wished).bcp47Name().partition("-")[0] == wanted


def test_leaving_a_language_brings_english_back(qapp):
    german = Language(qapp, "de")
    assert (tr("Cancel"), format_number(1204)) == ("Abbrechen", "1.204")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"

    german.uninstall()

    assert (tr("Cancel"), format_number(1204)) == ("Cancel", "1,204")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


# The window


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_is_left_on_any_page(desk, translations, language):
    """But for what the screen showed, and what is spelt the same."""
    one = desk(language=language)
    english = {said.text for said in translations.collect()}
    known = {said.text: told.forms[0] for said, told in translations.read(language).items()}
    same = {text for text in english if known[text] == text}
    for page in ("Timeline", "Search", "Ask", "Memories", "Insights", "Settings"):
        one.window.navigation.go(page)
        one.settle()
    shown = [widget.text() for widget in one.window.findChildren(QLabel)]
    shown += [widget.text().strip() for widget in one.window.findChildren(QAbstractButton)]
    named = [widget.accessibleName() for widget in one.window.findChildren(QAbstractButton)]

    assert len([text for text in (*shown, *named) if text]) > 100
    assert [text for text in (*shown, *named) if text in english - same] == []


def test_titles_that_were_seen_are_not_translated(desk):
    one = desk(language="de")
    one.search("quay")

    found = one.window.search.results.model()
    apps = {found.index(row, 0).data(ROW).hit.app for row in range(found.rowCount())}
    assert "Files" in apps
