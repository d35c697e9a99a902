"""The tour of a first run: page by page, back and out at any time, and what it shows once it shows once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit

from base.errors import NoDisplay
from ui.kit.fakes import FakeTour
from ui.kit.ports import SelfTest
from ui.tour.dialog import TourDialog
from ui.tour.steps import format_self_test

THEMES = pytest.mark.parametrize("theme", ["light", "dark"])
PAGES = ("welcome", "left-out", "keys", "test", "shortcuts")


@pytest.fixture
def toured(desk):
    def begin(**options):
        options.setdefault("tour", FakeTour())
        one = desk(**options)
        one.tour = one.window.findChild(TourDialog)
        return one

    return begin


def said(dialog: TourDialog) -> str:
    return "\n".join(text.text() for text in dialog.pages.currentWidget().findChildren(QLabel))


def press(dialog: TourDialog, key: str) -> None:
    """The offscreen platform makes no dialog active, and shortcuts answer only in an active one."""
    next(one for one in dialog.findChildren(QShortcut) if one.key() == QKeySequence(key)).activated.emit()


def test_it_begins_on_a_fresh_home_only(toured, desk):
    assert toured().tour.isVisible()
    assert desk().window.findChild(TourDialog) is None


def test_it_waits_until_the_passphrase_is_chosen(toured):
    one = toured(fresh=True)
    assert one.tour is None

    one.lock.set_passphrase("seven slow herons")
    one.window.set_archive(one.archive)

    assert one.window.findChild(TourDialog).isVisible()


def test_it_does_not_come_again_after_a_lock(toured, qtbot):
    one = toured()
    one.window.lock_memory()
    one.settle()

    one.window.set_archive(one.archive)
    one.settle()

    assert one.window.findChild(TourDialog) is None


def test_it_says_what_is_kept_and_where(toured):
    dialog = toured().tour

    assert "/home/ada/.local/share/afterglow" in said(dialog)
    assert "Nothing is sent anywhere" in said(dialog)


def test_next_and_back_lead_through_every_page_to_done(toured):
    dialog = toured().tour
    assert not dialog.back_button.isEnabled()

    for number in range(1, len(dialog.steps)):
        press(dialog, "Alt+Right")
        assert dialog.position.text() == f"{number + 1} of {len(dialog.steps)}"
    assert dialog.next_button.text() == "Done"

    press(dialog, "Alt+Left")
    assert dialog.index == len(dialog.steps) - 2
    dialog.next_button.click()
    dialog.next_button.click()
    assert not dialog.isVisible()


@pytest.mark.parametrize("page", range(len(PAGES)))
def test_escape_closes_it_on_every_page(toured, qtbot, page):
    dialog = toured().tour
    for _ in range(page):
        dialog.next_button.click()

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()


def test_skip_closes_it(toured):
    dialog = toured().tour

    dialog.skip_button.click()

    assert not dialog.isVisible()


def test_apps_that_are_named_become_a_rule(toured):
    one = toured()
    one.tour.next_button.click()
    one.tour.exclusions.apps.setPlainText("Signal\n\n Bank \n")

    one.tour.next_button.click()
    one.settle()

    values = {setting.name: setting.value for setting in one.preferences.settings()}
    assert values["exclusions.apps"] == ("Signal", "Bank")


def test_the_recovery_key_is_shown_once(toured):
    one = toured()
    safety = one.tour.recovery_key
    one.tour.next_button.click()
    one.tour.next_button.click()
    safety.make_button.click()
    one.settle()
    assert safety.key_label.text() == "AMBER-KITE-0042-QUAY"
    safety.copy_button.click()
    assert QGuiApplication.clipboard().text() == "AMBER-KITE-0042-QUAY"

    one.tour.next_button.click()
    one.tour.back_button.click()

    assert safety.key_label.text() == ""
    assert "was shown" in safety.message.text()
    assert safety.make_button.isHidden()


def test_a_recovery_key_that_was_written_down_is_not_made_again(toured):
    tour = FakeTour(has_key=True)
    dialog = toured(tour=tour).tour

    assert dialog.recovery_key.make_button.isHidden()
    assert "already" in dialog.recovery_key.message.text()
    assert tour.keys_made == 0


def test_the_self_test_tells_counts(toured):
    one = toured()

    one.tour.self_test.start_button.click()
    one.settle()

    assert one.tour.self_test.result.text() == "2 screens seen, 214 words read in 1.3 seconds."


def test_a_self_test_that_fails_is_told_with_advice(toured):
    one = toured(tour=FakeTour(result=NoDisplay()))

    one.tour.self_test.start_button.click()
    one.settle()

    assert one.tour.self_test.result.text() == f"{NoDisplay.title}. {NoDisplay.advice}"
    assert one.tour.self_test.start_button.isEnabled()


def test_a_window_without_a_name_is_told_since_the_rules_leave_it_out():
    assert "cannot be identified" in format_self_test(SelfTest(1, 12, 0.5, identified=False))
    assert "may be blocked" in format_self_test(SelfTest(1, 0, 0.5, identified=True))


def test_everything_that_acts_has_a_name(toured):
    dialog = toured().tour

    acting = [*dialog.findChildren(QAbstractButton), *dialog.findChildren(QPlainTextEdit)]
    assert all(one.accessibleName() or getattr(one, "text", str)() for one in acting)


@THEMES
def test_what_the_pages_look_like(toured, golden, theme):
    one = toured(theme=theme)
    for page in PAGES:
        if page == "keys":
            one.tour.recovery_key.make_button.click()
        if page == "test":
            one.tour.self_test.start_button.click()
        one.settle()
        golden(one.tour, f"tour-{page}-{theme}")
        one.tour.next_button.click()
