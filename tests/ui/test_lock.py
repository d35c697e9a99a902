"""The lock screen says why it is there, how long a wrong try costs, and what stands in the way of opening."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit

from base.errors import Damaged, KeyStoreUnavailable, RolledBack, StoreTooNew, WrongPassphrase
from ui.kit.ports import LockedBy
from ui.lock.page import wait_seconds, wait_words
from ui.lock.typing_guard import TypingGuard


def tried(one, times: int) -> None:
    card = one.window.lock_page.unlock_card
    for _ in range(times):
        card.field.setText("wrong")
        card.submit()
        one.qtbot.waitUntil(lambda: one.window.jobs.idle)


def seconds_pass(one, seconds: int) -> None:
    tick = one.window.lock_page.unlock_card.findChild(QTimer)
    for _ in range(seconds):
        tick.timeout.emit()


@pytest.mark.parametrize(
    ("by", "said"), [(LockedBy.IDLE, "you were away"), (LockedBy.SESSION, "together with your screen")]
)
def test_a_lock_that_came_by_itself_says_why(desk, qtbot, by, said):
    one = desk()

    one.lock.lock(by)
    qtbot.waitUntil(lambda: one.window.archive is None)

    assert said in one.window.lock_page.unlock_card.words.text()


def test_waits_grow_and_end_at_half_a_minute():
    assert [wait_seconds(wrong) for wrong in range(10)] == [0, 0, 0, 1, 2, 4, 8, 16, 30, 30]


def test_a_wait_is_told_in_a_sentence_that_counts_down(desk):
    one = desk(locked=True, refuse=WrongPassphrase)
    card = one.window.lock_page.unlock_card

    tried(one, 3)
    seconds_pass(one, 1)
    tried(one, 1)
    assert card.message.text().endswith("4 wrong attempts. You can try again in 2 seconds.")
    assert not card.submit_button.isEnabled()

    seconds_pass(one, 1)
    assert card.message.text().endswith("try again in 1 second.")
    seconds_pass(one, 1)
    assert card.message.text() == f"{WrongPassphrase.title}. {WrongPassphrase.advice}"
    assert card.submit_button.isEnabled()
    assert wait_words(4, 0) == ""


def test_leaving_and_coming_back_does_not_shorten_a_wait(desk):
    one = desk(locked=True, refuse=WrongPassphrase)
    card = one.window.lock_page.unlock_card
    tried(one, 3)

    card.mode_button.click()
    one.window.lock_page.enter()

    assert not card.submit_button.isEnabled()
    seconds_pass(one, 1)


def test_the_key_store_opens_without_a_passphrase(desk):
    one = desk(locked=True, key_store=True)
    card = one.window.lock_page.unlock_card
    assert card.field.isHidden()

    card.submit_button.click()
    one.settle()

    assert one.window.archive is not None


def test_a_key_store_that_is_locked_is_told_and_the_field_comes_back(desk):
    one = desk(locked=True, key_store=True, refuse=KeyStoreUnavailable)
    card = one.window.lock_page.unlock_card

    card.submit_button.click()
    one.settle()

    assert KeyStoreUnavailable.title in card.message.text()
    assert not card.field.isHidden()
    assert card.submit_button.isEnabled()


@pytest.mark.parametrize("error", [StoreTooNew, Damaged, RolledBack])
def test_what_is_no_wrong_passphrase_is_told_with_advice_and_costs_no_wait(desk, error):
    one = desk(locked=True, refuse=error)

    tried(one, 5)

    card = one.window.lock_page.unlock_card
    assert card.message.text() == f"{error.title}. {error.advice}"
    assert card.submit_button.isEnabled()


# A passphrase file or a key store opens it without a question


@pytest.fixture
def opening(desk, archive):
    """A window that opens its memory by itself, and is held there until `go` is set."""
    go = threading.Event()

    def begin(**options):
        one = desk(locked=True, **options)
        one.go = go

        def unlock():
            go.wait(10)
            return one.lock.unlock("dusk over the harbour")

        one.window.open_memory(unlock)
        return one

    yield begin
    go.set()


def test_a_memory_that_opens_by_itself_shows_no_form(opening):
    one = opening()
    page = one.window.lock_page

    assert page.opening_card.isVisible()
    assert not page.unlock_card.field.isVisible()

    one.go.set()
    one.settle()
    assert one.window.archive is one.archive


def test_what_is_typed_meanwhile_goes_nowhere_and_never_to_the_timeline(opening, qtbot, archive):
    one = opening()
    for key in (Qt.Key.Key_P, Qt.Key.Key_Delete, Qt.Key.Key_S):
        qtbot.keyClick(one.window.focusWidget(), key)

    one.go.set()
    qtbot.waitUntil(lambda: one.window.archive is not None)
    qtbot.waitUntil(lambda: one.window.timeline.current is not None)
    before = one.window.timeline.current.id
    assert one.window.navigation.currentWidget() is one.window.timeline
    for key in (Qt.Key.Key_Left, Qt.Key.Key_P, Qt.Key.Key_Delete, Qt.Key.Key_Return):
        qtbot.keyClick(one.window.timeline, key)

    assert one.window.timeline.current.id == before
    assert one.window.navigation.currentWidget() is one.window.timeline


def test_after_a_pause_keys_work_again(opening, qtbot):
    one = opening()
    qtbot.keyClick(one.window.focusWidget(), Qt.Key.Key_P)
    one.go.set()
    qtbot.waitUntil(lambda: one.window.timeline.current is not None)
    before = one.window.timeline.current.id

    one.window.findChild(TypingGuard).findChild(QTimer).timeout.emit()
    one.settle()
    qtbot.keyClick(one.window.timeline, Qt.Key.Key_Left)

    assert one.window.timeline.current.id != before


def test_where_nobody_typed_the_timeline_hears_keys_at_once(opening, qtbot):
    one = opening()
    one.go.set()
    one.settle()
    before = one.window.timeline.current.id

    qtbot.keyClick(one.window.timeline, Qt.Key.Key_Left)

    assert one.window.timeline.current.id != before


@pytest.mark.parametrize("error", [KeyStoreUnavailable, Damaged, WrongPassphrase])
def test_where_it_does_not_open_by_itself_the_form_comes_and_says_why(opening, error):
    one = opening(refuse=error)

    one.go.set()
    one.settle()

    card = one.window.lock_page.unlock_card
    assert card.isVisible()
    assert error.title in card.message.text()
    assert one.window.focusWidget() is card.field


def test_unlocking_turns_a_spinner(desk, qtbot, archive):
    one = desk(locked=True)
    card = one.window.lock_page.unlock_card
    card.field.setText("dusk over the harbour")

    card.submit()
    assert card._spinner.isVisible()
    one.settle()

    assert not card._spinner.isVisible()


def test_a_second_enter_while_unlocking_changes_nothing(desk, qtbot):
    one = desk(locked=True)
    card = one.window.lock_page.unlock_card
    card.field.setText("dusk over the harbour")

    for _ in range(3):
        qtbot.keyClick(one.window.focusWidget(), Qt.Key.Key_Return)

    assert card.mode_button.text() == "Forgotten? Use your recovery key"
    one.settle()
    assert one.window.archive is one.archive


def test_no_undo_brings_a_passphrase_back(desk, qtbot):
    """Who locks expects that nobody at this keyboard can read what opened the memory."""
    one = desk(locked=True)
    card = one.window.lock_page.unlock_card
    qtbot.keyClicks(card.field, "dusk over the harbour")
    card.submit()
    one.settle()
    assert one.window.archive is not None

    one.window.lock_memory()
    one.settle()
    card.mode_button.click()  # the recovery key's letters are shown
    qtbot.keyClick(card.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert card.field.echoMode() is QLineEdit.EchoMode.Normal
    assert card.field.text() == ""
