"""Observations of a batch, made once for all managers.

A screen shows more than the window that is worked in. A line belongs to the first window that showed it in this batch,
so a page in the background, or a bar that every page of a site has, is not read again as if it were the front one.
Pure functions, called in the reader's process by each manager.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from base.records.line import Line
from memory.memories.manager import Batch
from memory.memories.screen.layout import Row, content_rows, find_words, group_rows
from memory.memories.screen.observation import Observation, text_of
from memory.memories.screen.window_subject import WindowSubject, normalize_key, window_subject

_KEPT = timedelta(minutes=10)
"""A line that was on no screen for this long no longer belongs to a window."""
_NEAR = 8
"""Pixels by which the same line may lie elsewhere after it was read again."""
_FEW = 3
"""Numbers that change at once in a sheet that is worked on; when more do, it was scrolled."""
_SUDDEN, _SHORT = 3, 8
"""So few new texts of so few words are an answer to what was done; more are another page."""
_STAYS = 0.7
"""Share of the rows that are still at their places while something is added below them."""
_EDGES = (0.15, 0.94)
"""Shares of the height between which a sheet's cells lie: above are the formula and the bars, below the sums."""


class Observations(list[Observation]):
    """Of one batch; a class of its own so that it can be held weakly."""


class BatchObserver:
    """`observe_batch`, made once for all managers that look at a batch at the same time, and gone when they are
    done."""

    def __init__(self) -> None:
        self._making = threading.Lock()
        self._last: Callable[[], Observations | None] = lambda: None
        self._batch = ("", 0)

    def __call__(self, batch: Batch) -> Sequence[Observation]:
        with self._making:
            name, sights = (batch.id, id(batch.moments)), self._last()
            if sights is None or self._batch != name:
                sights = Observations(observe_batch(batch))
                self._last, self._batch = weakref.ref(sights), name
            return sights


def observe_batch(batch: Batch) -> tuple[Observation, ...]:
    """In time order."""
    owners: dict[str, tuple[str, datetime]] = {}
    before: dict[str, tuple[Row, ...]] = {}
    sights = []
    for moment in batch.moments:
        window = window_subject(moment)
        own = _rows_of_window(content_rows(moment), window.base, moment.at, owners)
        shown = before.get(window.base, ())
        known = {normalize_key(text_of(row)) for row in shown}
        fresh = tuple(text for row in own if normalize_key(text := text_of(row)) not in known)
        typed = bool(shown) and _is_typed(shown, own, window)
        happened = _find_outcomes(shown, own) if shown else ()
        seconds = batch.durations.get(moment.id, 0.0)
        sights.append(Observation(moment, window, own, fresh, happened, typed, seconds, moment.id in batch.new))
        before[window.base] = own
    return tuple(sights)


def _rows_of_window(
    shown: Iterable[Row], base: str, at: datetime, owners: dict[str, tuple[str, datetime]]
) -> tuple[Row, ...]:
    rows_of_window = []
    for row in shown:
        own = tuple(line for line in row if _owner(_mark(line), base, at, owners) == base)
        if own:
            rows_of_window.append(own)
    return tuple(rows_of_window)


def _owner(mark: str, base: str, at: datetime, owners: dict[str, tuple[str, datetime]]) -> str:
    owner, last = owners.get(mark, (base, at))
    owner = owner if at - last <= _KEPT else base
    owners[mark] = owner, at
    return owner


def _mark(line: Line) -> str:
    """Numbers and short words stand in many windows at once: they are the same only at the same place."""
    text = normalize_key(line.text)
    return text if len(find_words(text)) > 1 or len(text) > 8 else f"{text}@{_place(line)}"


def _is_typed(before: Iterable[Row], now: Iterable[Row], window: WindowSubject) -> bool:
    """A line that grew at its place; in a file also a number that changed, or rows that were added below."""
    old, shown = [line for row in before for line in row], [line for row in now for line in row]
    places = {_place(line): line for line in old}
    height = max((line.box[1] + line.box[3] for line in shown), default=0)
    changed = 0
    for line in shown:
        there = _line_near(places, line)
        if there is None or there.text == line.text:
            continue
        if len(there.text) >= 3 and len(line.text) >= len(there.text) + 2 and line.text.startswith(there.text[:-1]):
            return True
        changed += _EDGES[0] < line.box[1] / height < _EDGES[1] and _numbers_differ(there.text, line.text)
    if not window.is_file or window.has("pdf", "photos", "video"):
        return False
    return 0 < changed <= _FEW or (window.has("letter", "note", "code") and _added_below(old, shown, places))


def _added_below(old: Sequence[Line], shown: Sequence[Line], places: Mapping[tuple[int, int], Line]) -> bool:
    """What was there is where it was, and under it stands more."""
    if not old:
        return False
    low = max(line.box[1] for line in old)
    same = sum(1 for line in shown if (there := _line_near(places, line)) is not None and there.text == line.text)
    more = any(low < line.box[1] <= low + 3 * line.box[3] and len(find_words(line.text)) > 1 for line in shown)
    return more and same >= _STAYS * len(old)


def _find_outcomes(before: Iterable[Row], now: Iterable[Row]) -> tuple[str, ...]:
    known = {normalize_key(line.text) for row in before for line in row}
    places = {_place(line) for row in before for line in row}
    across = group_rows([line for row in now for line in row])
    new = {
        id(line)
        for row in across
        for line in row
        if normalize_key(line.text) not in known and _place(line) not in places
    }
    if not 0 < len(new) <= _SUDDEN:
        return ()
    return tuple(
        _after_button(row, line)
        for row in across
        for line in row
        if id(line) in new and 1 <= len(find_words(line.text)) <= _SHORT
    )


def _after_button(row: Row, line: Line) -> str:
    left = [cell for cell in row if cell.box[0] < line.box[0]]
    return f"{left[-1].text}: {line.text}" if left and len(find_words(left[-1].text)) <= 4 else line.text


def _place(line: Line) -> tuple[int, int]:
    return line.box[0] // _NEAR, line.box[1] // _NEAR


def _line_near(places: Mapping[tuple[int, int], Line], line: Line) -> Line | None:
    x, y = _place(line)
    near = [places.get((x + dx, y + dy)) for dx in (0, -1, 1) for dy in (0, -1, 1)]
    return next((line for line in near if line is not None), None)


def _numbers_differ(before: str, now: str) -> bool:
    first, second = ("".join(filter(str.isdigit, text)) for text in (before, now))
    return bool(first and second) and first != second and len(first) > 1
