"""Did anything change? One gate a monitor, between the rules and the sink (DESIGN §2.3, FINDINGS §4).

A new word is a change; a caret, a clock, a spinner is not; a film is looked at now and then. In doubt the answer is
yes: typed text must never be lost. The order is by cost: one hash of the picture (0.34 ms at 1080p), then hashes of
64 px tiles (1 ms), then, for a few tiles, the pixels themselves. What a gate learns it learns from the sequence of
shots alone, with the shots' own times, so that an import that replays a sequence decides the same.
Called by the thread that samples; not shared between threads.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

import numpy as np
import xxhash
from numpy.typing import NDArray

from capture.model import Pixels

TILE = 64
Hashes = NDArray[np.uint64]
"""(rows, columns) of one hash a tile."""

SMALL = 4
"""Touching tiles: a caret, a clock or a spinner fits in two by two however it lies on the grid."""
FEW = 12
"""More changed tiles than this are no small noise; they are not looked at one by one."""
LOOKS = 8
"""Former looks that a tile remembers: the phases of a spinner."""
TOGGLES = 3
"""Returns to a former look before a tile counts as toggling."""
FADE, RESTLESS, FILMED = 0.85, 4.0, 2.5
"""A change adds 1 to a tile's activity, each sample leaves 85 % of it: 4 is six changes in a row or about 60 % of all
samples, 2.5 about 40 %. Below FILMED a tile is at rest."""
TICKS = 2
"""Changes across a minute's edge, and none elsewhere, before a tile counts as a clock."""
CLOCK_LAG = timedelta(seconds=2)
CLOCK_GAP = timedelta(seconds=30)
"""With samples further apart nearly every change crosses a minute's edge: nothing can be learnt from that."""
SETTLED = 3
"""Equal samples after which an ignored difference is kept after all: noise would have gone on."""
FILM_RATE = timedelta(seconds=30)
FILM_COLOURS = 400
"""Colours in a 64 px tile above which it is a photograph: anti-aliased text on a flat ground stays under 200."""
CARET_WIDTH, CARET_HEIGHT = 3, 64

Place = tuple[int, int]
"""Row and column of a tile."""


class Change(Enum):
    """News: keep it. Noise: something small moved. Film: a film plays. Same: nothing moved at all."""

    NEWS = "news"
    NOISE = "noise"
    FILM = "film"
    SAME = "same"


@dataclass(slots=True)
class _Tile:
    """What is known of a tile that has changed lately."""

    looks: deque[int] = field(default_factory=lambda: deque(maxlen=LOOKS))
    toggles: int = 0
    activity: float = 0.0
    sample: int = 0
    """Number of the last sample at which it changed."""
    ticks: int = 0

    def active(self, number: int) -> float:
        return float(self.activity * FADE ** (number - self.sample))


@dataclass(slots=True, repr=False)
class ChangeGate:
    """`judge` each sample in turn; `keep` after it was durably kept. A refused sink thus costs nothing: the next sample
    is compared with the same kept frame."""

    _shape: tuple[int, ...] = ()
    _whole: int | None = None
    _hashes: Hashes | None = None
    _kept: Pixels | None = None
    _kept_hashes: Hashes | None = None
    _kept_at: datetime | None = None
    _last_at: datetime | None = None
    _tiles: dict[Place, _Tile] = field(default_factory=dict)
    _number: int = 0
    _still: int = 0
    _verdict: Change = Change.SAME

    def judge(self, pixels: Pixels, at: datetime) -> Change:
        """Compare with the last kept frame. A new size starts afresh."""
        if self._shape != pixels.shape:
            self._start_afresh(pixels.shape)
        whole = xxhash.xxh3_64_intdigest(pixels.data)
        before, self._last_at, self._number = self._last_at, at, self._number + 1
        if whole == self._whole:
            self._still += 1
            self._verdict = self._unmoved()
        else:
            self._whole, self._still = whole, 0
            old, self._hashes = self._hashes, tile_hashes(pixels)
            if old is not None:
                self._learn(old, self._hashes, ticking=before is not None and _crosses_minute(before, at))
            self._verdict = self._compare(pixels, self._hashes, at)
        return self._verdict

    def keep(self, pixels: Pixels, at: datetime) -> None:
        """The frame that `judge` has just seen is kept: from now on it is what others are compared with.

        `pixels` must not be written to afterwards; they are held until the next kept frame."""
        self._kept, self._kept_hashes, self._kept_at = pixels, self._hashes, at
        self._verdict = Change.SAME

    def _start_afresh(self, shape: tuple[int, ...]) -> None:
        self._shape, self._whole, self._hashes, self._last_at = shape, None, None, None
        self._kept, self._kept_hashes, self._kept_at = None, None, None
        self._tiles = {}

    def _unmoved(self) -> Change:
        """The same picture again. News that were refused stay news; what was ignored and now stands still is kept,
        unless it is known to come round."""
        if self._verdict not in (Change.NOISE, Change.FILM) or self._still < SETTLED:
            return self._verdict
        assert self._hashes is not None
        changed = _places(self._hashes != self._kept_hashes)
        known = len(changed) <= FEW and all(self._comes_round(place) or self._is_clock(place) for place in changed)
        return Change.NOISE if known else Change.NEWS

    def _learn(self, old: Hashes, new: Hashes, *, ticking: bool) -> None:
        """Tiles that moved since the last sample: do they toggle, never rest, follow the minute?"""
        moved = _places(new != old)
        small = _small(moved)
        for place in moved:
            tile = self._tiles.setdefault(place, _Tile())
            tile.activity, tile.sample = tile.active(self._number) + 1, self._number
            look = int(new[place])
            if look in tile.looks:
                tile.toggles += 1
            elif place in small:
                tile.looks.extend({int(old[place])} - set(tile.looks))
                tile.looks.append(look)
                tile.ticks = tile.ticks + 1 if ticking else 0
            elif not ticking:
                tile.ticks = tile.toggles = 0

    def _compare(self, pixels: Pixels, hashes: Hashes, at: datetime) -> Change:
        if self._kept_at is None:
            return Change.NEWS
        changed = _places(hashes != self._kept_hashes)
        if not changed:
            return Change.SAME
        film = {place for place in changed if self._activity(place) >= FILMED}
        if len(film) <= SMALL or not self._is_film(pixels, film):
            film = set()
        rest = [place for place in changed if place not in film]
        if rest and not self._all_noise(rest, pixels):
            return Change.NEWS
        if film:
            return Change.NEWS if at - self._kept_at >= FILM_RATE else Change.FILM
        return Change.NOISE

    def _all_noise(self, places: list[Place], pixels: Pixels) -> bool:
        if len(_small(places)) < len(places):
            return False
        return all(
            self._is_caret(group, pixels) or all(self._is_noise(place) for place in group) for group in _groups(places)
        )

    def _is_noise(self, place: Place) -> bool:
        return self._comes_round(place) or self._is_clock(place) or self._activity(place) >= RESTLESS

    def _comes_round(self, place: Place) -> bool:
        tile = self._tiles.get(place)
        return (
            tile is not None
            and self._hashes is not None
            and tile.toggles >= TOGGLES
            and int(self._hashes[place]) in tile.looks
        )

    def _is_clock(self, place: Place) -> bool:
        tile = self._tiles.get(place)
        return tile is not None and tile.ticks > TICKS

    def _activity(self, place: Place) -> float:
        tile = self._tiles.get(place)
        return tile.active(self._number) if tile else 0.0

    def _is_caret(self, group: list[Place], pixels: Pixels) -> bool:
        """A thin upright bar of one colour that came or went, and nothing else."""
        assert self._kept is not None
        top, left = min(r for r, _ in group) * TILE, min(c for _, c in group) * TILE
        bottom, right = (max(r for r, _ in group) + 1) * TILE, (max(c for _, c in group) + 1) * TILE
        now, then = pixels[top:bottom, left:right, :3], self._kept[top:bottom, left:right, :3]
        rows, columns = np.nonzero((now != then).any(axis=2))
        y, x = slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1)
        height, width = y.stop - y.start, x.stop - x.start
        if not (width <= CARET_WIDTH and 4 * width <= height <= CARET_HEIGHT and rows.size == width * height):
            return False
        return _one_colour(now[y, x]) or _one_colour(then[y, x])

    def _is_film(self, pixels: Pixels, places: set[Place]) -> bool:
        """Most of the restless tiles are photographic. Scrolling text is restless too, and must not be lost."""
        some = sorted(places)[:: max(1, len(places) // 8)]
        rich = sum(
            _colours(pixels[r * TILE : (r + 1) * TILE, c * TILE : (c + 1) * TILE]) > FILM_COLOURS for r, c in some
        )
        return 2 * rich > len(some)


def tile_hashes(pixels: Pixels) -> Hashes:
    """xxh3 of each 64 px tile, (ceil(height / 64), ceil(width / 64)) uint64."""
    height, width = pixels.shape[:2]
    out = np.empty((-(-height // TILE), -(-width // TILE)), np.uint64)
    for row in range(out.shape[0]):
        band = pixels[row * TILE : (row + 1) * TILE]
        for column in range(out.shape[1]):
            tile = np.ascontiguousarray(band[:, column * TILE : (column + 1) * TILE])
            out[row, column] = xxhash.xxh3_64_intdigest(tile.data)
    return out


def _tile(pixels: Pixels, place: Place) -> Pixels:
    row, column = place
    return pixels[row * TILE : (row + 1) * TILE, column * TILE : (column + 1) * TILE]


def _places(mask: NDArray[np.bool_]) -> list[Place]:
    return [(int(row), int(column)) for row, column in np.argwhere(mask)]


def _groups(places: list[Place]) -> list[list[Place]]:
    """Tiles that touch, corners included."""
    left, groups = set(places), []
    while left:
        queue = [left.pop()]
        for row, column in queue:
            near = {p for p in left if abs(p[0] - row) <= 1 and abs(p[1] - column) <= 1}
            left -= near
            queue += sorted(near)
        groups.append(sorted(queue))
    return groups


def _small(places: list[Place]) -> set[Place]:
    """Those in small groups; none when many changed."""
    if len(places) > FEW:
        return set()
    return {place for group in _groups(places) if len(group) <= SMALL for place in group}


def _crosses_minute(before: datetime, at: datetime) -> bool:
    if at - before > CLOCK_GAP:
        return False
    return (before - CLOCK_LAG).replace(second=0, microsecond=0) != at.replace(second=0, microsecond=0)


def _one_colour(bar: Pixels) -> bool:
    return bool((bar == bar[0, 0]).all())


def _colours(tile: Pixels) -> int:
    packed = np.ascontiguousarray(tile[..., :3]).astype(np.uint32)
    return int(np.unique(packed[..., 0] | packed[..., 1] << 8 | packed[..., 2] << 16).size)
