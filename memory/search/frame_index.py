"""Time, window and place of every moment as arrays.

A `FrameIndex` is immutable; `Recall.refresh` puts a new one in place of the old. 100,000 moments take about 20 MB.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from base.clock import micros
from base.records.scope import Scope
from memory.text.tokens import stems

COLUMNS = ("id", "at", "monitor", "app", "title", "url", "host", "senders")
PAUSE = timedelta(minutes=5)
"""A longer gap in one window ends the scene: the person was away or did something else."""
BREAK = timedelta(minutes=30)
"""A longer gap on a monitor ends the sitting."""

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Window:
    """One distinct (app, title, url) that was seen."""

    app: str = field(repr=False)
    title: str = field(repr=False)
    url: str = field(repr=False)
    host: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FrameIndex:
    """All arrays are as long as `ids` and in order of time."""

    ids: tuple[str, ...]
    at: Ints
    """UTC microseconds."""
    monitor: Ints
    window: Ints
    """Position in `windows`."""
    scene: Ints
    """A stretch in one window on one monitor without a pause. Numbers rise with the time of its first moment."""
    page: Ints
    """The same number for the same page or document at any time, whatever its title says meanwhile."""
    windows: tuple[Window, ...] = field(repr=False)
    place: dict[str, int] = field(repr=False)
    """From id to position."""
    scenes: tuple[Ints, ...] = field(repr=False)
    """The positions of each scene's moments, by time."""
    before: Ints = field(repr=False)
    """The position one step earlier in the same scene, -1 at its start."""
    after: Ints = field(repr=False)
    senders: tuple[frozenset[str] | None, ...] = field(repr=False)
    """Who says something in each moment; None of those that were stored before that was noted."""
    apps: tuple[str, ...] = field(default=(), repr=False)
    """Each once."""
    stems: dict[int, frozenset[str]] = field(default_factory=dict, repr=False)
    """Of windows' titles and addresses, by their position in `windows`; filled as they are asked for."""

    def stems_of(self, window: int) -> frozenset[str]:
        found = self.stems.get(window)
        if found is None:
            one = self.windows[window]
            found = self.stems[window] = frozenset(stems(f"{one.title}\n{one.url}"))
        return found

    def __len__(self) -> int:
        return len(self.ids)

    def inside(self, scope: Scope) -> Mask:
        """Which moments a scope holds; the same rules as the store's filter."""
        mask = np.ones(len(self), bool)
        if scope.since is not None:
            mask &= self.at >= micros(scope.since)
        if scope.until is not None:
            mask &= self.at < micros(scope.until)
        if scope.monitors:
            mask &= np.isin(self.monitor, scope.monitors)
        if scope.ids:
            mask &= np.isin(np.arange(len(self)), [self.place[i] for i in scope.ids if i in self.place])
        if scope.apps or scope.sites or scope.titles:
            mask &= self.of_windows([_holds(window, scope) for window in self.windows])
        return mask

    def of_windows(self, chosen: Sequence[bool]) -> Mask:
        return np.array(chosen, bool)[self.window] if self.windows else np.zeros(0, bool)


def build_frame_index(table: Any, earlier: FrameIndex | None = None) -> FrameIndex:
    """From a pyarrow table with COLUMNS in any order of rows; with `earlier`, its moments and the table's together.

    100,000 rows take 0.2 s, so what is there already is not read again.
    """
    known = {(one.app, one.title, one.url, one.host): i for i, one in enumerate(earlier.windows)} if earlier else {}
    rows = zip(*(table[name].fill_null("").to_pylist() for name in ("app", "title", "url", "host")), strict=True)
    window = np.array([known.setdefault(row, len(known)) for row in rows], np.int64)
    at = np.asarray(table["at"].cast("int64").to_numpy(), np.int64)
    monitor = np.asarray(table["monitor"].fill_null(0).to_numpy(), np.int64)
    ids, told = table["id"].to_pylist(), _told(table["senders"].to_pylist())
    if earlier:
        ids, told = [*earlier.ids, *ids], [*earlier.senders, *told]
        at, monitor = np.concatenate([earlier.at, at]), np.concatenate([earlier.monitor, monitor])
        window = np.concatenate([earlier.window, window])
    order = np.lexsort((np.array(ids, dtype="U"), at)) if len(ids) else np.zeros(0, np.int64)
    there = earlier.windows if earlier else ()
    windows = (*there, *(Window(*one) for one in islice(known, len(there), None)))
    shelf = _arranged(tuple(ids[i] for i in order), at[order], monitor[order], window[order], windows)
    shelf = replace(shelf, senders=tuple(told[i] for i in order))
    return replace(shelf, stems=earlier.stems) if earlier else shelf  # windows keep their positions


def _told(column: Sequence[str | None]) -> list[frozenset[str] | None]:
    """Few different ones, each held once."""
    known: dict[str, frozenset[str]] = {}
    return [None if one is None else known.setdefault(one, frozenset(one.split())) for one in column]


def _arranged(ids: tuple[str, ...], at: Ints, monitor: Ints, window: Ints, windows: tuple[Window, ...]) -> FrameIndex:
    pages: dict[str, int] = {}
    page_of = np.array([pages.setdefault(_same_page(window), len(pages)) for window in windows], np.int64)
    page = page_of[window]
    scene = _scenes(at, monitor, page)
    scenes = _members(scene)
    before, after = _chained(scenes, len(at))
    return FrameIndex(
        ids=ids,
        at=at,
        monitor=monitor,
        window=window,
        page=page,
        scene=scene,
        windows=windows,
        place={frame: i for i, frame in enumerate(ids)},
        scenes=scenes,
        before=before,
        after=after,
        senders=(),
        apps=tuple(sorted({window.app for window in windows if window.app})),
    )


def _scenes(at: Ints, monitor: Ints, page: Ints) -> Ints:
    """Numbers by the time of the first moment; a change of monitor, window, or a pause begins a new one."""
    if not len(at):
        return np.zeros(0, np.int64)
    order = np.lexsort((at, monitor))
    begins = np.ones(len(at), bool)
    begins[1:] = (
        (np.diff(monitor[order]) != 0)
        | (np.diff(page[order]) != 0)
        | (np.diff(at[order]) > PAUSE / timedelta(microseconds=1))
    )
    first = order[begins]
    scene = np.empty(len(at), np.int64)
    scene[order] = np.argsort(np.argsort(at[first], kind="stable"))[np.cumsum(begins) - 1]
    return scene


def _members(scene: Ints) -> tuple[Ints, ...]:
    if not len(scene):
        return ()
    order = np.argsort(scene, kind="stable")
    return tuple(np.split(order, np.flatnonzero(np.diff(scene[order])) + 1))


def _chained(scenes: Sequence[Ints], size: int) -> tuple[Ints, Ints]:
    before, after = np.full(size, -1, np.int64), np.full(size, -1, np.int64)
    for members in scenes:
        before[members[1:]] = members[:-1]
        after[members[:-1]] = members[1:]
    return before, after


def _same_page(window: Window) -> str:
    """What stays the same while a person works in one window: the page, or the title without its unsaved mark."""
    page = window.url.partition("#")[0]
    return f"{window.app}\n{page or window.title.lstrip('*•● ')}"


def _holds(window: Window, scope: Scope) -> bool:
    app, title = window.app.casefold(), window.title.casefold()
    return (
        (not scope.apps or any(one.casefold() in app for one in scope.apps))
        and (not scope.sites or any(_on_site(window.host, site) for site in scope.sites))
        and all(one.casefold() in title for one in scope.titles)
    )


def _on_site(host: str, site: str) -> bool:
    asked = site.lower().strip().strip(".").removeprefix("www.")
    return host == asked or host.endswith("." + asked)


def instant(at: int) -> datetime:
    """The aware UTC datetime of UTC microseconds."""
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=int(at))
