"""Lines of earlier pictures that still stand on the screen.

Holds what was on the screen: memory only, bounded, cleared at lock. Called by the perceiving thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from base.records.line import Line
from base.records.picture import BgrImage
from memory.ocr.detection import Span
from memory.ocr.recognition import RecognizedText
from memory.ocr.tile_diff import (
    TILE,
    Mask,
    Patches,
    Shift,
    TileHashes,
    area,
    find_shifts,
    overlap,
    overlaps,
    same_when_moved,
    sample_patches,
    tiles_under,
)

_MAX_SCREENS = 64
_MAX_PICTURES = 3
_MAX_BYTES = 96_000_000
"""Of pictures and hashes: three 4K pictures and the hashes of 64 (0.07 MB each at 1080p, 0.26 at 4K)."""
_SAME_SCREEN = 0.01
"""Share of tiles: a typed line or two. What differs so little is soon read again."""
_MIN_EXPLAINED = 2
"""Tiles that one more screen must explain to be worth its millisecond."""
_MAX_HELPERS = 8
_COVERED = 0.9
"""Share of a line that others must say already for it to say nothing new."""


class PlacedLine(NamedTuple):
    span: Span
    recognized: RecognizedText


class Picture:
    """A picture, and what tells where its content has gone, worked out when it is first asked for."""

    def __init__(self, image: BgrImage) -> None:
        self.image = image

    @cached_property
    def patches(self) -> Patches:
        return sample_patches(self.image)


@dataclass(frozen=True, slots=True, eq=False)
class CachedScreen:
    """A screen that was read. The latest ones keep their picture: content may have moved since."""

    digest: bytes = field(repr=False)
    hashes: TileHashes = field(repr=False)
    placed_lines: tuple[PlacedLine, ...] = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)
    picture: Picture | None = field(repr=False)


class ReusableLines:
    """Lines that still stand, and the tiles that nothing explains yet (`news`)."""

    def __init__(self, image: BgrImage, tiles: tuple[int, ...]) -> None:
        self.size = (0, 0, image.shape[1], image.shape[0])
        self.news: Mask = np.ones(tiles, np.bool_)
        self.lines: list[PlacedLine] = []

    def learn(self, lines: Sequence[PlacedLine], changed: Mask, *, room: int = 0) -> None:
        """Take the lines none of whose tiles, nor the next one on either side, changed; and explain the other tiles.

        A line that is not taken explains none of its tiles, so that it is read again as a whole.
        """
        standing, changed = _split_untouched(lines, changed, self.size, room=room)
        news = [item for item in standing if self.news[tiles_under(item.span)].any()]
        self.lines = merge_lines(self.lines, news)
        self.news &= changed


def merge_lines(old: list[PlacedLine], new: list[PlacedLine]) -> list[PlacedLine]:
    """Lines of two screens, without those that lie within a line of the other."""
    if not old or not new:
        return old or new
    spans = np.array([item.span for item in old], np.int64)
    areas = np.array([area(item.span) for item in old])
    stays = np.ones(len(old), np.bool_)
    taken = []
    for item in new:
        shared = overlaps(item.span, spans)
        if shared.sum() < _COVERED * area(item.span):
            stays &= shared <= 0.5 * areas
            taken.append(item)
    return [item for item, stay in zip(old, stays, strict=True) if stay] + taken


class ScreenCache:
    """Recent screens of all monitors, the latest first. People go back and forth between windows."""

    def __init__(self, limit: int = _MAX_SCREENS) -> None:
        self._limit = limit
        self._all: list[CachedScreen] = []

    def clear(self) -> None:
        self._all.clear()

    def same(self, digest: bytes) -> CachedScreen | None:
        """The screen with these very pixels, which becomes the latest one."""
        known = next((reference for reference in self._all if reference.digest == digest), None)
        if known is not None:
            self._all.remove(known)
            self._all.insert(0, known)
        return known

    def known_of(self, image: BgrImage, hashes: TileHashes) -> ReusableLines:
        """What all remembered screens together know of this one."""
        known = ReusableLines(image, hashes.shape)
        for reference, changed in self._helpful(hashes, known):
            known.learn(reference.placed_lines, changed)
        return known

    def _helpful(self, hashes: TileHashes, known: ReusableLines) -> Iterator[tuple[CachedScreen, Mask]]:
        """References in the order of how much they explain of what is still news."""
        rest = [
            (cached_screen, cached_screen.hashes != hashes)
            for cached_screen in self._all
            if cached_screen.hashes.shape == hashes.shape
        ]
        for _ in range(_MAX_HELPERS):
            helps = [int((known.news & ~changed).sum()) for _, changed in rest]
            if not helps or max(helps) < _MIN_EXPLAINED:
                return
            yield rest.pop(helps.index(max(helps)))

    def learn_what_moved(self, known: ReusableLines, picture: Picture) -> None:
        """What has been scrolled or dragged since one of the latest pictures."""
        for reference in self._all:
            before = reference.picture
            if before is not None and before.image.shape == picture.image.shape and known.news.any():
                for shift in find_shifts(before.patches, picture.patches):
                    same = same_when_moved(before.image, picture.image, shift)
                    known.learn(_shift_lines(reference.placed_lines, shift, known.size), ~same, room=1)

    def remember(self, new: CachedScreen) -> None:
        """A screen that hardly differs (typing) takes the place of the one before it."""
        latest = next(
            (cached_screen for cached_screen in self._all if cached_screen.hashes.shape == new.hashes.shape), None
        )
        if latest is not None and (latest.hashes != new.hashes).mean() < _SAME_SCREEN:
            self._all.remove(latest)
        self._all = list(_trim_to_bounds([new, *self._all][: self._limit]))


def _trim_to_bounds(latest_first: Sequence[CachedScreen]) -> Iterator[CachedScreen]:
    """As many as fit into memory, the latest ones with their pictures; always the latest one."""
    pictures, room = _MAX_PICTURES, _MAX_BYTES
    for place, cached_screen in enumerate(latest_first):
        room -= cached_screen.hashes.nbytes
        size = cached_screen.picture.image.nbytes if cached_screen.picture else 0
        if place and (not pictures or size > room):
            size, cached_screen = 0, replace(cached_screen, picture=None)
        if place and room < 0:
            return
        pictures, room = pictures - (size > 0), room - size
        yield cached_screen


def _shift_lines(lines: tuple[PlacedLine, ...], shift: Shift, size: Span) -> list[PlacedLine]:
    """Lines where they are after a shift, but for those that have left the screen."""
    x, y = shift
    moved = [
        item._replace(span=(item.span[0] + x, item.span[1] + y, item.span[2] + x, item.span[3] + y)) for item in lines
    ]
    return [item for item in moved if overlap(item.span, size)]


def _split_untouched(
    lines: Sequence[PlacedLine], changed: Mask, size: Span, *, room: int
) -> tuple[list[PlacedLine], Mask]:
    """Lines on unchanged tiles, and the changed tiles with all tiles of the other lines."""
    if not lines:
        return [], changed
    changed = changed.copy()
    left, top, right, bottom = np.array([item.span for item in lines], np.int64).T
    whole = (left >= 0) & (top >= 0) & (right <= size[2]) & (bottom <= size[3])
    sides = left // TILE - 1, top // TILE - room, -(-right // TILE) + 1, -(-bottom // TILE) + room
    near = np.maximum(np.stack(sides), 0)
    touched = ~whole | (_count_true(changed, near) > 0)
    for place in np.flatnonzero(touched):
        changed[tiles_under(lines[int(place)].span)] = True
    return [item for item, gone in zip(lines, touched, strict=True) if not gone], changed


def _count_true(mask: Mask, boxes: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n,) true tiles in each of (4, n) boxes."""
    sums = np.zeros((mask.shape[0] + 1, mask.shape[1] + 1), np.int64)
    sums[1:, 1:] = mask.cumsum(0).cumsum(1)
    left, right = (np.minimum(edge, mask.shape[1]) for edge in boxes[[0, 2]])
    top, bottom = (np.minimum(edge, mask.shape[0]) for edge in boxes[[1, 3]])
    counted: NDArray[np.int64] = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    return counted
