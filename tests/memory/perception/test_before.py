"""What is new is measured against the frame before in time, in whatever order frames are read."""

from __future__ import annotations

from base.records.line import Line
from memory.perception.previous_lines import MAX_FRAMES, PreviousLines


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(text, (0, 0, 9, 9)) for text in texts)


def test_the_newest_frame_read_first_does_not_stand_between_the_others() -> None:
    before = PreviousLines()
    before.swap(1, "a", lines("one"))
    before.swap(1, "d", lines("four"))

    second = before.swap(1, "b", lines("two"))
    third = before.swap(1, "c", lines("three"))
    fifth = before.swap(1, "e", lines("five"))

    assert (second, third, fifth) == ({"one"}, {"two"}, {"four"})


def test_each_monitor_has_its_own_and_a_frame_is_not_compared_with_itself() -> None:
    before = PreviousLines()
    before.swap(1, "a", lines("left"))

    assert before.swap(2, "b", lines("right")) == frozenset()
    assert before.swap(1, "a", lines("left again")) == frozenset()


def test_it_stays_small_and_can_be_emptied() -> None:
    before = PreviousLines()
    for number in range(3 * MAX_FRAMES):
        before.swap(1, f"{number:04}", lines(f"page {number}"))
    latest = before.swap(1, "9999", lines("last"))
    oldest = before.swap(1, "0001x", lines("old"))

    before.clear()

    assert latest == {f"page {3 * MAX_FRAMES - 1}"}
    assert oldest == frozenset()
    assert before.swap(1, "99999", lines("next")) == frozenset()
