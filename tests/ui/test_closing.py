"""Closing the window: recording goes on and one is told how to come back, or Afterglow ends."""

from __future__ import annotations

import pytest

from ui.kit.ports import RecordingState, Setting, UiStatus
from ui.recording.closing import ASK, KEEP, QUIT, SETTING, ClosingDialog


def desk_with(desk, choice=ASK, *, tray=False, **options):
    one = desk(**options)
    one.preferences.add(Setting(SETTING, "", choice, ASK, choices=(ASK, KEEP, QUIT)))
    one.left = []
    one.window.leaving.connect(lambda: one.left.append(True))
    if tray:
        one.window.closing._has_tray = lambda: True
    return one


def chosen(one) -> object:
    return {setting.name: setting.value for setting in one.preferences.settings()}[SETTING]


def close(one) -> None:
    one.window.close()
    one.settle()


def test_without_a_tray_one_is_asked_and_the_window_stays(desk):
    one = desk_with(desk)

    close(one)

    assert one.window.isVisible()
    assert isinstance(one.window.closing.dialog, ClosingDialog)
    assert one.left == []


def test_keep_recording_hides_the_window_and_is_remembered(desk):
    one = desk_with(desk)
    close(one)

    one.window.closing.dialog.keep_button.click()
    one.settle()

    assert not one.window.isVisible()
    assert chosen(one) == KEEP
    assert one.recording.listeners == 1


def test_it_is_not_asked_again(desk):
    one = desk_with(desk, KEEP)

    close(one)

    assert one.window.closing.dialog is None
    assert not one.window.isVisible()
    assert one.left == []


def test_quit_ends_it_and_is_remembered(desk, qtbot):
    one = desk_with(desk)
    close(one)

    one.window.closing.dialog.quit_button.click()
    qtbot.waitUntil(lambda: bool(one.left))

    assert chosen(one) == QUIT
    assert one.recording.listeners == 0


def test_escape_leaves_the_window_open_and_remembers_nothing(desk):
    one = desk_with(desk)
    close(one)

    one.window.closing.dialog.reject()
    one.settle()

    assert one.window.isVisible()
    assert chosen(one) == ASK


def test_with_a_tray_it_hides_and_says_so_once(desk):
    one = desk_with(desk, tray=True)

    close(one)

    assert not one.window.isVisible()
    assert one.window.closing.notice.isVisible()
    one.window.bring_up()
    assert not one.window.closing.notice.isVisible()
    close(one)
    assert not one.window.closing.notice.isVisible()


def test_the_notice_stops_the_recording(desk):
    one = desk_with(desk, tray=True)
    close(one)

    one.window.closing.notice.stop_button.click()
    one.settle()

    assert one.recording.status().state is RecordingState.PAUSED
    assert not one.window.closing.notice.isVisible()


def test_the_notice_is_not_shown_again_where_one_said_so(desk):
    one = desk_with(desk, tray=True)
    close(one)

    one.window.closing.notice.not_again_button.click()
    one.settle()

    assert chosen(one) == KEEP


def test_a_tray_that_went_away_leads_to_the_question(desk):
    one = desk_with(desk, tray=True)
    one.window.closing._has_tray = lambda: False

    close(one)

    assert one.window.closing.dialog is not None


def test_where_nothing_is_recorded_closing_quits(desk, qtbot):
    one = desk_with(desk, status=UiStatus(RecordingState.OFF))

    one.window.close()

    qtbot.waitUntil(lambda: bool(one.left))


def test_an_answer_that_cannot_be_saved_holds_for_this_time(desk):
    one = desk_with(desk)
    one.preferences.refuse = "the settings cannot be saved"
    close(one)

    one.window.closing.dialog.keep_button.click()
    one.settle()

    assert not one.window.isVisible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_how_the_question_looks(desk, golden, theme):
    one = desk_with(desk, theme=theme)
    close(one)

    golden(one.window.closing.dialog, f"closing-{theme}")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_how_the_notice_looks(desk, golden, theme):
    one = desk_with(desk, theme=theme, tray=True)
    close(one)

    golden(one.window.closing.notice, f"closed-{theme}")
