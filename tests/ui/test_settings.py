"""The settings page: found by words, changed one at a time, refused in sentences; and what Afterglow accounts for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from base.records.statistics import AccessEntry, Stats
from tests.ui.conftest import NOW
from tests.ui.models import allow_and_ask, take_back
from ui.kit.fakes import FakePreferences
from ui.kit.theme import DARK
from ui.settings.cards import format_forecast, format_size


@pytest.fixture
def settings(desk):
    def opened(**options):
        one = desk(**options)
        one.window.navigation.go("Settings")
        one.settle()
        return one

    return opened


def told(widget):
    return [text.text() for text in widget.findChildren(QLabel) if text.isVisibleTo(widget)]


def value_of(one, name):
    return next(each.value for each in one.preferences.settings() if each.name == name)


def test_a_number_is_kept_when_the_person_is_done_with_it(settings, qtbot):
    one = settings()
    field = one.window.page_set.settings.rows["capture.interval"].control

    field.setText("2,5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    one.settle()

    assert value_of(one, "capture.interval") == 2.5


def test_a_list_is_kept_when_it_is_left(settings):
    one = settings()
    row = one.window.page_set.settings.rows["exclusions.apps"]
    row.control.setFocus()

    row.control.setPlainText("Bank\n  Signal \n\n")
    one.window.page_set.settings.field.setFocus()
    one.settle()

    assert value_of(one, "exclusions.apps") == ("Bank", "Signal")


def test_a_wrong_value_is_refused_below_it_and_stays_to_be_corrected(settings, qtbot):
    one = settings(preferences=FakePreferences(refuse="it must be 1 or more"))
    row = one.window.page_set.settings.rows["capture.interval"]

    row.control.setText("0.2")
    qtbot.keyClick(row.control, Qt.Key.Key_Return)
    one.settle()

    assert row.fault.text().startswith("It must be 1 or more")
    assert row.control.text() == "0.2"


def test_what_is_no_number_is_refused_at_once(settings, qtbot):
    one = settings()
    row = one.window.page_set.settings.rows["capture.interval"]

    row.control.setText("often")
    qtbot.keyClick(row.control, Qt.Key.Key_Return)

    assert row.fault.text() == "It must be a number."


def test_a_changed_setting_can_go_back_to_the_usual(settings):
    one = settings()
    row = one.window.page_set.settings.rows["exclusions.apps"]

    row._reset.click()
    one.settle()

    assert value_of(one, "exclusions.apps") == ()
    assert not row._reset.isVisible()


def test_the_theme_changes_before_the_eyes(settings):
    one = settings()
    combo = one.window.page_set.settings.rows["appearance.theme"].control

    combo.setCurrentIndex(combo.findData("dark"))
    combo.activated.emit(combo.currentIndex())
    one.settle()

    assert one.look.tokens is DARK


def test_settings_are_found_by_words_and_escape_shows_all_again(settings, qtbot):
    one = settings()
    page = one.window.page_set.settings

    qtbot.keyClicks(page.field, "gigabytes")
    shown = [name for name, row in page.rows.items() if row.isVisibleTo(page)]
    assert shown == ["storage.budget_gb"]

    one.window.back()
    assert page.rows["capture.interval"].isVisibleTo(page)


def test_nothing_found_is_said(settings, qtbot):
    one = settings()

    qtbot.keyClicks(one.window.page_set.settings.field, "zebra")

    assert "No settings found." in told(one.window.page_set.settings)


def test_the_rule_lab_answers_while_a_window_is_described(settings, qtbot):
    one = settings()
    lab = one.window.page_set.settings.rule_tester

    qtbot.keyClicks(lab.fields[0], "Bank")
    one.settle()
    assert lab.verdict.text() == "It would not be saved. Rule: app: Bank"

    qtbot.keyClicks(lab.fields[0], "er")
    one.settle()
    assert lab.verdict.text() == "It would be saved."


def test_a_lock_forgets_what_was_tried_in_the_lab(settings, qtbot):
    one = settings()
    lab = one.window.page_set.settings.rule_tester
    qtbot.keyClicks(lab.fields[1], "something private")

    one.window.lock_memory()
    one.settle()

    assert all(not field.text() for field in lab.fields)


def test_the_ledger_says_who_looked_and_not_at_what(settings, archive):
    archive.note_access(AccessEntry(NOW, "cli", "search", 3))
    one = settings()

    lines = told(one.window.page_set.settings.ledger)

    assert "The command line searched (3)" in lines
    assert "Today, 13:30" in lines
    assert "Left out: private browsing" in " ".join(lines) or "Skipped" in lines


def test_the_ledger_says_which_language_models_may_be_told_what_and_what_they_were_told(settings, archive):
    allow_and_ask(archive)
    one = settings()

    lines = " | ".join(told(one.window.page_set.settings.ledger))

    assert "little on this computer (http://localhost:11434/v1) may receive questions and what was found" in lines
    assert "and new moments, no pictures. Allowed: Yesterday, 13:30" in lines
    assert "2 requests: 2,100 tokens sent, 120 received" in lines
    assert "A question to http://localhost:11434/v1: 6 moments, 8,412 characters; answered after 4.2 s" in lines
    assert "letmein" not in lines


def test_a_model_that_is_not_allowed_any_more_is_told_nothing(settings, archive):
    allow_and_ask(archive)
    take_back(archive)
    one = settings()

    assert "None allowed; nothing leaves this computer" in told(one.window.page_set.settings.ledger)


def test_every_stored_file_is_checked_on_demand(settings):
    one = settings()

    one.window.page_set.settings.health.check_button.click()
    one.settle()

    assert one.window.page_set.settings.health.check_result.text() == "All stored files are intact."


@pytest.mark.parametrize(
    ("stored", "budget", "a_day", "words"),
    [
        (10, 0, 1, "No limit is set"),
        (50, 40, 1, "Full: the oldest pictures are reduced, text stays"),
        (10, 40, 0, "Available after a few days"),
        (10, 40, 2, "15 more days at the current rate"),
    ],
)
def test_the_forecast_is_said_in_words(stored, budget, a_day, words):
    stats = Stats(1, None, None, stored, 1, 0, 0, bytes_a_day=a_day)

    assert format_forecast(stats, budget) == words


def test_sizes_count_in_thousands():
    assert [format_size(n) for n in (0, 999, 1500, 3_400_000, 50e9, 2e12)] == [
        "0 bytes",
        "999 bytes",
        "2 kB",
        "3.4 MB",
        "50.0 GB",
        "2000 GB",
    ]


def test_every_control_has_a_name(settings):
    one = settings()

    for button in one.window.page_set.settings.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text() or button.objectName().startswith("qt_"), button
    assert all(row.control.accessibleName() for row in one.window.page_set.settings.rows.values())


def test_tab_goes_down_the_page(settings, qtbot):
    one = settings()
    page = one.window.page_set.settings
    one.window.activateWindow()
    page.rows["exclusions.private_browsing"].control.setFocus()

    page.focusNextChild()

    assert page.rows["exclusions.unknown_windows"].control.hasFocus()
