"""Pictures that are not true."""

from __future__ import annotations

import numpy as np

from capture.frames import Window
from capture.screen_watchdog import ScreenWatchdog

BLACK = np.zeros((90, 160, 4), np.uint8)
GREY = np.full((90, 160, 4), 90, np.uint8)


def window(number: int) -> Window:
    return Window(app="XTerm", title=f"tab {number}")


def test_black_pictures_while_somebody_types_are_a_fault():
    heart = ScreenWatchdog()

    seen = [heart.check(BLACK, active=window(1), input_seen=True) for _ in range(4)]

    assert seen == ["", "", "black picture", "black picture"]


def test_black_pictures_while_nobody_is_there_are_a_dark_screen():
    heart = ScreenWatchdog()

    assert not any(heart.check(BLACK, active=window(1), input_seen=False) for _ in range(9))


def test_one_bright_pixel_is_a_picture():
    heart, nearly = ScreenWatchdog(), BLACK.copy()
    nearly[33, 33, 1] = 1

    assert not any(heart.check(nearly, active=window(1), input_seen=True) for _ in range(9))


def test_a_picture_that_stays_while_windows_switch_is_frozen():
    heart = ScreenWatchdog()

    seen = [heart.check(GREY, active=window(number), input_seen=True) for number in range(5)]

    assert seen[-1] == "frozen picture"


def test_a_picture_that_stays_while_keys_are_pressed_in_one_window_is_no_fault():
    heart = ScreenWatchdog()

    assert not any(heart.check(GREY, active=window(1), input_seen=True) for _ in range(50))


def test_it_recovers_with_the_next_true_picture():
    heart = ScreenWatchdog()
    for number in range(5):
        heart.check(GREY, active=window(number), input_seen=True)

    assert heart.check(GREY + 1, active=window(9), input_seen=True) == ""
