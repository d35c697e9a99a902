"""The tray says in its icon, its words and its menu what the recorder does; without one the window's title says it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.conftest import NOW
from ui.kit.confirm import ConfirmDialog
from ui.kit.formatting import shown_state
from ui.kit.icons import tray_icon
from ui.kit.ports import RecordingState, UiStatus
from ui.recording.tray import Tray

FULL = "The disk is full."


@pytest.fixture
def tray(qapp: QApplication):
    made = Tray(lambda: NOW)
    yield made
    made.close()


def entries(tray: Tray) -> list[str]:
    return [action.text() for action in tray.menu.actions() if action.text() and action.isEnabled()]


def choose(tray: Tray, text: str) -> None:
    next(action for action in tray.menu.actions() if action.text() == text).trigger()


@pytest.mark.parametrize(
    ("status", "locked", "said"),
    [
        (UiStatus(RecordingState.RECORDING), False, "Recording"),
        (UiStatus(RecordingState.RECORDING), True, "Recording · memory locked"),
        (UiStatus(RecordingState.PAUSED, until=NOW + timedelta(minutes=15)), False, "Paused, 15 min left"),
        (UiStatus(RecordingState.SKIPPING, rule="private_browsing"), False, "Leaving out private browsing"),
        (UiStatus(RecordingState.FAULT, message=FULL), False, f"Not recording. {FULL}"),
        (UiStatus(RecordingState.FAULT, message=FULL), True, f"Not recording. {FULL} · memory locked"),
    ],
)
def test_the_tool_tip_says_which_state_it_is(tray, status, locked, said):
    tray.show_status(status, locked=locked)

    assert tray.tool_tip == f"Afterglow: {said}"
    assert tray.menu.actions()[0].text() == said


def test_a_locked_memory_shows_a_padlock_unless_something_is_not_recorded():
    assert shown_state(UiStatus(RecordingState.RECORDING), locked=True) is RecordingState.LOCKED
    assert shown_state(UiStatus(RecordingState.PAUSED), locked=True) is RecordingState.PAUSED
    assert shown_state(UiStatus(RecordingState.FAULT), locked=True) is RecordingState.FAULT


def test_the_menu_has_what_must_be_quick(tray, qtbot):
    tray.show_status(UiStatus(RecordingState.RECORDING), locked=False)

    assert entries(tray) == [
        "Open Afterglow",
        "Search…",
        "Pause for 15 minutes",
        "Pause for 1 hour",
        "Pause until I resume",
        "Forget the last 10 minutes…",
        "Lock the memory",
        "Quit",
    ]
    with qtbot.waitSignal(tray.pause) as paused:
        choose(tray, "Pause for 1 hour")
    assert paused.args == [60]


def test_a_paused_recorder_can_be_resumed_from_the_menu(tray):
    tray.show_status(UiStatus(RecordingState.PAUSED), locked=False)

    assert "Resume now" in entries(tray)


def test_nothing_is_offered_that_a_locked_memory_cannot_do(tray):
    tray.show_status(UiStatus(RecordingState.RECORDING), locked=True)

    assert entries(tray)[0] == "Unlock…"
    assert not {"Search…", "Lock the memory"} & set(entries(tray))
    assert not any("Forget" in text for text in entries(tray))


def test_forget_from_the_tray_brings_the_window_up_and_asks(desk):
    one = desk()
    one.window.hide()

    choose(one.window.recording_controller.tray, "Forget the last 10 minutes…")

    question = one.window.findChild(ConfirmDialog)
    assert one.window.isVisible()
    assert one.recording.forgotten == []
    question.confirm_button.click()
    one.settle()
    assert one.recording.forgotten == [10]


def test_search_from_the_tray_brings_the_field(desk):
    one = desk()
    one.window.hide()

    choose(one.window.recording_controller.tray, "Search…")

    assert one.window.isVisible()
    assert one.window.navigation.currentWidget() is one.window.search


def test_without_a_tray_the_windows_title_says_the_state(desk, qtbot):
    one = desk()
    assert one.window.windowTitle() == "Recording · Afterglow"

    one.recording.show(UiStatus(RecordingState.SKIPPING, rule="private_browsing"))

    qtbot.waitUntil(lambda: one.window.windowTitle() == "Leaving out private browsing · Afterglow")


def test_icons_of_every_state_on_both_grounds(qapp, golden):
    sheet = QPixmap(2 * len(RecordingState) * 72, 2 * 72)
    painter = QPainter(sheet)
    for row, (ground, dark) in enumerate((("#1d1d20", True), ("#ececec", False))):
        painter.fillRect(0, row * 72, sheet.width(), 72, QColor(ground))
        for column, state in enumerate(RecordingState):
            _draw(painter, tray_icon(state, dark=dark), QPoint(column * 144 + 6, row * 72 + 4))
    painter.end()
    shown = QLabel()
    shown.setPixmap(sheet)
    shown.resize(sheet.size())

    golden(shown, "tray-icons")


def _draw(painter: QPainter, icon: QIcon, place: QPoint) -> None:
    painter.drawPixmap(place, icon.pixmap(64, 64))
    painter.drawPixmap(place + QPoint(84, 20), icon.pixmap(22, 22))
