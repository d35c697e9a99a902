"""Index of all moments in RAM: time, window, scene and page, as NumPy arrays.

Built by `memory.search.search_index`, read by every step of a search, in any thread. A `FrameIndex` is immutable: a new
one takes its place. 100,000 moments take about 20 MB.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
SCENE_BREAK = timedelta(minutes=5)
"""A longer gap in one window ends the scene: the person was away or did something else."""

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
    """A stretch in one window on one monitor without a long gap. Numbers rise with the time of its first moment."""
    page: Ints
    """The same number for the same page or document at any time, even when its title changes."""
    windows: tuple[Window, ...] = field(repr=False)
    positions: dict[str, int] = field(repr=False)
    """From a frame's id to its position in the arrays."""
    scenes: tuple[Ints, ...] = field(repr=False)
    """The positions of each scene's moments, by time."""
    previous: Ints = field(repr=False)
    """The position one step earlier in the same scene, -1 at its start."""
    following: Ints = field(repr=False)
    """The position one step later in the same scene, -1 at its end."""
    senders: tuple[frozenset[str] | None, ...] = field(repr=False)
    """Who says something in each moment; None for moments that were stored before senders were noted."""
    apps: tuple[str, ...] = field(default=(), repr=False)
    """Each once."""
    stems: dict[int, frozenset[str]] = field(default_factory=dict, repr=False)
    """Of the windows' titles and addresses, by position in `windows`. Filled by `window_stems`."""

    def window_stems(self, window: int) -> frozenset[str]:
        cached = self.stems.get(window)
        if cached is None:
            title, url = self.windows[window].title, self.windows[window].url
            cached = self.stems[window] = frozenset(stems(f"{title}\n{url}"))
        return cached

    def __len__(self) -> int:
        return len(self.ids)

    def mask_of_frames(self, frames: Iterable[str]) -> Mask:
        mask = np.zeros(len(self), bool)
        mask[self.positions_of(frames)] = True
        return mask

    def positions_of(self, frames: Iterable[str]) -> list[int]:
        """A frame that was written after this index was built is left out."""
        return [self.positions[frame] for frame in frames if frame in self.positions]

    def mask_of_scope(self, scope: Scope) -> Mask:
        """Which moments a scope holds; the same rules as the store's filter."""
        mask = np.ones(len(self), bool)
        if scope.since is not None:
            mask &= self.at >= micros(scope.since)
        if scope.until is not None:
            mask &= self.at < micros(scope.until)
        if scope.monitors:
            mask &= np.isin(self.monitor, scope.monitors)
        if scope.ids:
            mask &= np.isin(np.arange(len(self)), self.positions_of(scope.ids))
        if scope.apps or scope.sites or scope.titles:
            in_scope = np.array([_is_in_scope(window, scope) for window in self.windows], bool)
            mask &= in_scope[self.window] if self.windows else np.zeros(0, bool)
        return mask


def build_frame_index(table: Any, earlier: FrameIndex | None = None) -> FrameIndex:
    """From a pyarrow table with COLUMNS in any order of rows; with `earlier`, its moments and the table's together.

    100,000 rows take 0.2 s, so what is already in `earlier` is not read again.
    """
    earlier_windows = earlier.windows if earlier else ()
    numbers = {(window.app, window.title, window.url, window.host): i for i, window in enumerate(earlier_windows)}
    rows = zip(*(table[name].fill_null("").to_pylist() for name in ("app", "title", "url", "host")), strict=True)
    window = np.array([numbers.setdefault(row, len(numbers)) for row in rows], np.int64)
    at = np.asarray(table["at"].cast("int64").to_numpy(), np.int64)
    monitor = np.asarray(table["monitor"].fill_null(0).to_numpy(), np.int64)
    ids, senders = table["id"].to_pylist(), _read_senders(table["senders"].to_pylist())
    if earlier:
        ids, senders = [*earlier.ids, *ids], [*earlier.senders, *senders]
        at, monitor = np.concatenate([earlier.at, at]), np.concatenate([earlier.monitor, monitor])
        window = np.concatenate([earlier.window, window])
    order = np.lexsort((np.array(ids, dtype="U"), at)) if len(ids) else np.zeros(0, np.int64)
    windows = (*earlier_windows, *(Window(*row) for row in islice(numbers, len(earlier_windows), None)))
    index = _index_in_order(tuple(ids[i] for i in order), at[order], monitor[order], window[order], windows)
    index = replace(index, senders=tuple(senders[i] for i in order))
    return replace(index, stems=earlier.stems) if earlier else index  # windows keep their positions


def _read_senders(column: Sequence[str | None]) -> list[frozenset[str] | None]:
    """Equal sets are one object: there are few different ones."""
    sets: dict[str, frozenset[str]] = {}
    return [None if names is None else sets.setdefault(names, frozenset(names.split())) for names in column]


def _index_in_order(
    ids: tuple[str, ...], at: Ints, monitor: Ints, window: Ints, windows: tuple[Window, ...]
) -> FrameIndex:
    pages: dict[str, int] = {}
    page_of_window = np.array([pages.setdefault(_page_key(window), len(pages)) for window in windows], np.int64)
    page = page_of_window[window]
    scene = _number_scenes(at, monitor, page)
    by_scene = np.argsort(scene, kind="stable")
    scenes = tuple(np.split(by_scene, np.flatnonzero(np.diff(scene[by_scene])) + 1)) if len(scene) else ()
    previous, following = np.full(len(at), -1, np.int64), np.full(len(at), -1, np.int64)
    for members in scenes:
        previous[members[1:]] = members[:-1]
        following[members[:-1]] = members[1:]
    return FrameIndex(
        ids=ids,
        at=at,
        monitor=monitor,
        window=window,
        page=page,
        scene=scene,
        windows=windows,
        positions={frame: i for i, frame in enumerate(ids)},
        scenes=scenes,
        previous=previous,
        following=following,
        senders=(),
        apps=tuple(sorted({window.app for window in windows if window.app})),
    )


def _number_scenes(at: Ints, monitor: Ints, page: Ints) -> Ints:
    """Numbers by the time of the first moment; another monitor, another page or a long gap begins a new scene."""
    if not len(at):
        return np.zeros(0, np.int64)
    order = np.lexsort((at, monitor))
    begins = np.ones(len(at), bool)
    begins[1:] = (
        (np.diff(monitor[order]) != 0)
        | (np.diff(page[order]) != 0)
        | (np.diff(at[order]) > SCENE_BREAK / timedelta(microseconds=1))
    )
    first = order[begins]
    scene = np.empty(len(at), np.int64)
    scene[order] = np.argsort(np.argsort(at[first], kind="stable"))[np.cumsum(begins) - 1]
    return scene


def _page_key(window: Window) -> str:
    """What stays the same while a person works in one window: the page, or the title without its unsaved mark."""
    page = window.url.partition("#")[0]
    return f"{window.app}\n{page or window.title.lstrip('*•● ')}"


def _is_in_scope(window: Window, scope: Scope) -> bool:
    app, title = window.app.casefold(), window.title.casefold()
    return (
        (not scope.apps or any(name.casefold() in app for name in scope.apps))
        and (not scope.sites or any(_is_on_site(window.host, site) for site in scope.sites))
        and all(part.casefold() in title for part in scope.titles)
    )


def _is_on_site(host: str, site: str) -> bool:
    domain = site.lower().strip().strip(".").removeprefix("www.")
    return host == domain or host.endswith("." + domain)


def datetime_of(at: int) -> datetime:
    """The aware UTC datetime of UTC microseconds."""
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=int(at))
