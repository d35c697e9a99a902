"""What counts as a change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capture.change_gate import ChangeGate, GateDecision
from capture.motion_mask import MAX_GAP
from capture.tiles import changed_tiles

START = datetime(2026, 3, 2, 9, 0, 10, tzinfo=UTC)


class Screen:
    """Feeds a gate as the intake does: what is news is kept. Remembers what was decided."""

    def __init__(self, step: float = 1.5):
        self.gate = ChangeGate()
        self.at = START
        self.step = timedelta(seconds=step)
        self.pixels = np.full((384, 640, 4), 210, np.uint8)
        self.decided = []

    def show(self, times: int = 1) -> GateDecision:
        for _ in range(times):
            change = self.gate.judge(self.pixels.copy(), self.at)
            if change.is_kept:
                self.gate.keep(self.pixels.copy(), self.at)
            self.decided.append(change)
            self.at += self.step
        return self.decided[-1]

    def write(self, x: int, y: int, seed: int, width: int = 40, height: int = 12) -> None:
        strokes = np.random.default_rng(seed).integers(0, 2, (height, width, 1), dtype=np.uint8) * 200
        self.pixels[y : y + height, x : x + width, :3] = strokes

    def bar(self, x: int, y: int, shade: int = 0) -> None:
        self.pixels[y : y + 18, x : x + 2, :3] = shade

    def noise(self, x: int, y: int, width: int, height: int, seed: int) -> None:
        self.pixels[y : y + height, x : x + width, :3] = np.random.default_rng(seed).integers(
            0, 256, (height, width, 3), dtype=np.uint8
        )

    def kept(self) -> int:
        return sum(change.is_kept for change in self.decided)


@pytest.fixture
def screen() -> Screen:
    return Screen()


def test_the_first_picture_is_news_and_the_same_again_is_not(screen):
    assert screen.show() is GateDecision.NEWS
    assert screen.show() is GateDecision.SAME


def test_one_new_word_is_news(screen):
    screen.show()
    screen.write(100, 100, seed=1)

    assert screen.show() is GateDecision.NEWS


def test_one_letter_is_news(screen):
    screen.show()
    screen.write(100, 100, seed=1, width=7, height=10)

    assert screen.show() is GateDecision.NEWS


def test_a_blinking_caret_is_never_kept(screen):
    screen.show()
    for blink in range(40):
        screen.bar(200, 120, shade=0 if blink % 2 == 0 else 210)
        screen.show()

    assert screen.kept() == 1


def test_every_word_typed_before_a_blinking_caret_is_kept(screen):
    screen.show()
    for word in range(12):
        screen.bar(40 + 44 * word, 100, shade=210)
        screen.write(40 + 44 * word, 100, seed=word)
        screen.bar(40 + 44 * (word + 1), 100)
        assert screen.show() is GateDecision.NEWS
        screen.bar(40 + 44 * (word + 1), 100, shade=210)
        assert screen.show() is not GateDecision.NEWS


def test_a_word_typed_where_a_caret_has_blinked_for_long_is_kept(screen):
    screen.show()
    for blink in range(30):
        screen.bar(200, 120, shade=0 if blink % 2 == 0 else 210)
        screen.show()
    screen.write(160, 120, seed=5, width=30)

    assert screen.show() is GateDecision.NEWS


def test_a_caret_that_stands_still_at_a_new_place_is_kept_once(screen):
    screen.show()
    screen.bar(200, 120)

    screen.show(10)

    assert screen.kept() == 2


def minutes(screen: Screen, count: int) -> list[int]:
    """A clock that ticks at the full minute for `count` minutes; the pictures kept in each."""
    kept = []
    for _ in range(count):
        before = screen.kept()
        minute = screen.at.minute
        while screen.at.minute == minute:
            screen.show()
        screen.write(580, 8, seed=1000 + screen.at.minute, width=30, height=12)
        kept.append(screen.kept() - before)
    return kept


def test_a_clock_is_learnt_after_a_few_minutes(screen):
    kept = minutes(screen, 10)

    assert sum(kept[4:]) == 0


def test_a_clock_is_learnt_in_a_bar_that_was_once_written_anew(screen):
    screen.write(400, 8, seed=5, width=210, height=12)
    while screen.at.minute == START.minute:
        screen.show()
    screen.write(400, 8, seed=6, width=210, height=12)
    screen.show()

    kept = minutes(screen, 10)

    assert sum(kept[4:]) == 0


def test_the_hour_of_a_learnt_clock_may_change_with_its_minutes(screen):
    screen.write(540, 8, seed=5, width=30, height=12)
    minutes(screen, 6)
    before = screen.kept()
    screen.write(540, 8, seed=6, width=70, height=12)

    screen.show(5)

    assert screen.kept() == before


def test_a_word_that_is_written_beside_a_clock_as_it_ticks_is_news(screen):
    minutes(screen, 6)
    screen.write(540, 8, seed=6, width=70, height=12)

    assert screen.show() is GateDecision.NEWS


def test_a_word_beside_a_learnt_clock_is_news(screen):
    minutes(screen, 6)
    screen.show(5)
    screen.write(100, 200, seed=3)

    assert screen.show() is GateDecision.NEWS


def test_a_word_in_the_clocks_own_place_is_news(screen):
    minutes(screen, 6)
    screen.show(5)
    screen.write(580, 30, seed=3, width=30)

    assert screen.show() is GateDecision.NEWS


def test_a_spinner_is_learnt(screen):
    screen.show()
    for turn in range(60):
        screen.write(300, 300, seed=turn % 5, width=20, height=20)
        screen.show()

    assert GateDecision.NEWS not in screen.decided[20:]


def test_a_spinner_whose_soft_edge_shows_late_stays_learnt(screen):
    screen.show()
    for turn in range(60):
        edge = 1 if turn > 20 and turn % 6 == 0 else 0
        screen.write(300 - edge, 300 - edge, seed=turn, width=20 + 2 * edge, height=20 + 2 * edge)
        screen.show()

    assert GateDecision.NEWS not in screen.decided[20:]


def test_a_bar_that_fills_is_learnt(screen):
    screen.pixels[300:316, 100:500, :3] = 240
    screen.show()
    for step in range(60):
        screen.pixels[300:316, 100 : 106 + 6 * step, :3] = (200, 120, 40)
        screen.show()

    assert GateDecision.NEWS not in screen.decided[12:]


def test_a_clock_with_seconds_is_learnt(screen):
    screen.show()
    for tick in range(60):
        screen.write(500, 10, seed=tick, width=60)
        screen.show()

    assert GateDecision.NEWS not in screen.decided[12:]


def test_what_a_restless_place_shows_at_last_is_kept(screen):
    screen.show()
    for tick in range(30):
        screen.write(500, 10, seed=tick, width=60)
        screen.show()
    before = screen.kept()

    screen.show(6)

    assert screen.kept() == before + 1


def test_a_result_where_a_slow_spinner_turned_is_kept_as_soon_as_it_stands(screen):
    screen.show()
    for turn in range(12):
        screen.write(300, 300, seed=turn % 2, width=20, height=20)
        screen.show(3)
    before = screen.kept()

    screen.write(300, 300, seed=77, width=20, height=20)
    screen.show(4)

    assert screen.kept() == before + 1


def test_typing_while_a_spinner_turns_is_kept(screen):
    screen.show()
    for turn in range(40):
        screen.write(300, 300, seed=turn % 4, width=20, height=20)
        screen.show()
    screen.write(40, 40, seed=99)

    assert screen.show() is GateDecision.NEWS


def test_a_film_is_kept_now_and_then(screen):
    for frame in range(80):
        screen.noise(64, 64, 384, 256, seed=frame)
        screen.show()

    late = screen.decided[20:]
    assert 1 <= late.count(GateDecision.STILL) <= 4
    assert GateDecision.NEWS not in late
    assert GateDecision.FILM in late


def test_words_beside_a_film_are_kept_at_once(screen):
    for frame in range(30):
        screen.noise(64, 64, 384, 256, seed=frame)
        screen.show()
    screen.noise(64, 64, 384, 256, seed=31)
    screen.write(520, 340, seed=1)

    assert screen.show() is GateDecision.NEWS


def test_the_picture_at_which_a_film_stops_is_kept(screen):
    for frame in range(20):
        screen.noise(64, 64, 384, 256, seed=frame)
        screen.show()
    screen.decided.clear()

    screen.show(5)

    assert screen.kept() == 1


def test_scrolling_text_is_no_film(screen):
    for line in range(30):
        screen.pixels[:-16] = screen.pixels[16:].copy()
        screen.write(20, 364, seed=line, width=560)
        screen.show()

    assert screen.kept() == 30


def test_a_new_size_starts_afresh(screen):
    screen.show()
    screen.pixels = np.full((300, 500, 4), 210, np.uint8)

    assert screen.show() is GateDecision.NEWS
    assert screen.show() is GateDecision.SAME


def test_news_that_could_not_be_kept_stay_news(screen):
    first = screen.gate.judge(screen.pixels, screen.at)
    again = screen.gate.judge(screen.pixels, screen.at + screen.step)

    assert (first, again) == (GateDecision.NEWS, GateDecision.NEWS)


def test_going_back_to_another_window_is_news_each_time(screen):
    one, two = screen.pixels.copy(), screen.pixels.copy()
    one[:, :, :3] = 40
    for turn in range(8):
        screen.pixels = (one, two)[turn % 2].copy()
        assert screen.show() is GateDecision.NEWS


@given(st.lists(st.tuples(st.integers(0, 560), st.integers(0, 360), st.integers(0, 3)), max_size=30))
@settings(max_examples=25, deadline=None)
def test_the_same_sequence_is_always_decided_alike(marks):
    def play() -> list[GateDecision]:
        screen = Screen()
        for x, y, seed in marks:
            screen.write(x, y, seed=seed)
            screen.show()
        return screen.decided

    assert play() == play()


@given(st.integers(0, 600), st.integers(0, 370), st.lists(st.sampled_from(["caret", "clock", "word"]), max_size=25))
@settings(max_examples=40, deadline=None)
def test_a_screen_at_rest_has_been_kept_as_it_is_but_for_carets_and_clocks(x, y, acts):
    """Nothing typed is ever lost: whatever went before, when all is still the last word is in a kept picture."""
    screen, kept = Screen(), []
    for number, act in enumerate(acts):
        if act == "caret":
            screen.bar(300, 200, shade=0 if number % 2 else 210)
        elif act == "clock":
            screen.write(600, 4, seed=number, width=30)
        else:
            screen.write(x % 500, 40 + y % 300, seed=number)
        if screen.show() is GateDecision.NEWS:
            kept.append(screen.pixels.copy())
    for _ in range(2 * MAX_GAP + 1):
        if screen.show() is GateDecision.NEWS:
            kept.append(screen.pixels.copy())

    place = (slice(40 + y % 300, 52 + y % 300), slice(x % 500, x % 500 + 40))
    clear_of_caret = not (x % 500 < 302 and x % 500 + 40 > 300 and 28 + y % 300 < 178)
    if clear_of_caret and "word" in acts:
        assert (kept[-1][place] == screen.pixels[place]).all()


def test_tiles_cover_pictures_of_any_size():
    black = np.zeros((65, 130, 4), np.uint8)
    dotted = black.copy()
    dotted[64, 129] = 255

    assert changed_tiles(dotted, black, range(2)).tolist() == [[False, False, False], [False, False, True]]
