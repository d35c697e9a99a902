"""Change detection: lets a frame pass only when something changed. One gate a monitor, between the rules and the
sink (DESIGN §2.3, FINDINGS §4).

A new word is a change; a caret, a clock, a spinner is not; a film is looked at now and then. In doubt the answer is
yes: typed text must never be lost. The order is by cost: hashes of bands (0.34 ms a 1080p picture), then which tiles
differ in bands that changed (as much again), then the pixels of a few tiles. What is new is whatever differs from the
last kept picture and is not explained by noise that was learnt at that very place of that very window (`noise.py`).
Everything is learnt from the sequence of shots alone, with the shots' own times, so that an import that replays it
decides the same.
Called by the thread that samples; not shared between threads.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

import numpy as np
import xxhash
from numpy.typing import NDArray

from capture.frames import Pixels, Window
from capture.motion_mask import DULL, FADE, MAX_VIDEO_REGIONS, RESTLESS, SETTLED, MotionMask, VideoRegion
from capture.tiles import (
    TILE,
    Box,
    Mask,
    Place,
    area_of,
    band_hashes,
    changed_boxes,
    changed_tiles,
    connected_components,
    differences,
    holds_no_text,
    is_photograph,
    main_extent,
    mask_cells,
)

FEW = 24
"""More changed tiles than this, outside films, are no noise; they are not looked at one by one."""
GROUP = 16
"""Touching tiles that a spot's change may span."""
FILM_TILES = 6
"""Smaller pictures that move are spots."""
MOST_WINDOWS = 64
"""Windows a monitor of which noise is remembered; the one not seen for longest goes first."""
CLOCK_LAG = timedelta(seconds=2)
CLOCK_GAP = timedelta(seconds=30)
"""With samples further apart nearly every change crosses a minute's edge: nothing can be learnt from that."""
SAMPLED = timedelta(seconds=30)
"""A film, or a figure that changes now and then, is kept so often."""


class GateDecision(Enum):
    """News: keep it. Noise: something small moved. Film: a film plays. Still: it plays, and a picture of it is due.
    Same: nothing moved at all."""

    NEWS = "news"
    NOISE = "noise"
    FILM = "film"
    STILL = "still"
    SAME = "same"

    @property
    def kept(self) -> bool:
        return self in (GateDecision.NEWS, GateDecision.STILL)


@dataclass(frozen=True, slots=True)
class WindowState:
    """A window's place in the picture, and what is learnt of it."""

    box: Box
    origin: tuple[int, int]
    name: int
    noise: MotionMask = field(repr=False)


@dataclass(slots=True, repr=False)
class ChangeGate:
    """`judge` each sample in turn; `keep` after it was durably kept. A refused sink thus costs nothing: the next sample
    is compared with the same kept frame."""

    _shape: tuple[int, ...] = ()
    _bands: list[int] = field(default_factory=list)
    _last: Pixels | None = None
    _kept: Pixels | None = None
    _kept_bands: list[int] = field(default_factory=list)
    _kept_at: datetime | None = None
    _last_at: datetime | None = None
    _activity: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    """Of each tile: how often it changed of late."""
    _known: OrderedDict[int, MotionMask] = field(default_factory=OrderedDict)
    _shown: tuple[WindowState, ...] = ()
    """Windows that can be seen, topmost first; the last is the desktop itself."""
    _windows: tuple[object, ...] | None = None
    _verdict: GateDecision = GateDecision.SAME

    def judge(
        self,
        pixels: Pixels,
        at: datetime,
        *,
        windows: Sequence[Window] = (),
        active: Window | None = None,
        origin: tuple[int, int] = (0, 0),
    ) -> GateDecision:
        """Compare with the last kept frame. A new size starts afresh. `windows` bottom to top, and the monitor's
        `origin`, as a Shot has them. `pixels` must not be written to afterwards; they are held until the next call."""
        if self._shape != pixels.shape:
            self._start_afresh(pixels.shape)
        same_windows = self._look_at_windows(tuple(windows) or ((active,) if active else ()), origin)
        before, self._last_at = self._last_at, at
        bands = band_hashes(pixels)
        if bands == self._bands:
            if self._verdict in (GateDecision.NOISE, GateDecision.FILM):
                self._verdict = self._compare(pixels, at)
            return self._verdict
        moved, last_was_kept = None, self._last is self._kept
        if self._last is not None:
            moved = changed_tiles(pixels, self._last, _differing(bands, self._bands))
            ticking = before is not None and _crosses_minute(before, at)
            self._learn(pixels, self._last, moved, ticking=ticking, same_windows=same_windows)
        self._bands, self._last = bands, pixels
        self._verdict = self._compare(pixels, at, moved if last_was_kept else None)
        return self._verdict

    def keep(self, pixels: Pixels, at: datetime) -> None:
        """The frame that `judge` has just seen is kept: from now on it is what others are compared with."""
        self._kept, self._kept_bands, self._kept_at = pixels, self._bands, at
        self._verdict = GateDecision.SAME

    def _start_afresh(self, shape: tuple[int, ...]) -> None:
        """What is known of windows stays: a monitor that is turned or plugged in again shows the same ones."""
        self._shape, self._bands, self._last, self._last_at = shape, [], None, None
        self._kept, self._kept_bands, self._kept_at, self._windows = None, [], None, None
        self._activity = np.zeros((-(-shape[0] // TILE), -(-shape[1] // TILE)), np.float32)

    def _look_at_windows(self, windows: tuple[Window, ...], origin: tuple[int, int]) -> bool:
        """Who shows what; whether that is as it was at the last sample."""
        seen = (windows, origin)
        same = seen == self._windows
        if not same:
            self._windows, was = seen, [(shown.name, shown.box) for shown in self._shown]
            self._shown = self._lay_out(windows, origin)
            same = was == [(shown.name, shown.box) for shown in self._shown]
            if not same:
                self._activity[:] = 0
        for shown in self._shown:
            shown.noise.number += 1
        return same

    def _lay_out(self, windows: tuple[Window, ...], origin: tuple[int, int]) -> tuple[WindowState, ...]:
        screen, states = Box(0, 0, *self._shape[:2]), list[WindowState]()
        for window in reversed(windows):
            place = window.geometry
            box = screen if place is None else Box(place.y, place.x, place.y + place.height, place.x + place.width)
            box = box if place is None else box.moved(-origin[1], -origin[0])
            seen = box.common(screen)
            if seen.area and not any(above.box.holds(seen) for above in states):
                states.append(self._shown_as(_identity(window), seen, (box.top, box.left)))
        states.append(self._shown_as(0, screen, (0, 0)))
        while len(self._known) > MOST_WINDOWS:
            self._known.popitem(last=False)
        return tuple(states)

    def _shown_as(self, name: int, box: Box, origin: tuple[int, int]) -> WindowState:
        noise = self._known.setdefault(name, MotionMask())
        self._known.move_to_end(name)
        return WindowState(box, origin, name, noise)

    def _owner(self, box: Box) -> WindowState:
        """The topmost window at the middle of a box."""
        y, x = (box.top + box.bottom) // 2, (box.left + box.right) // 2
        return next(shown for shown in self._shown if shown.box.holds(Box(y, x, y + 1, x + 1)))

    def _learn(self, now: Pixels, then: Pixels, moved: Mask, *, ticking: bool, same_windows: bool) -> None:
        self._activity *= FADE
        self._activity[moved] += 1
        self._follow_films(now, then, moved)
        films = [box for _, box, _ in self._films()]
        rest = self._beside(films, moved, now, then)
        if len(rest) > FEW:
            self._sweep(now, Box(0, 0, *self._shape[:2]), same_windows)
            return
        for group in connected_components(rest):
            area = area_of(group, self._shape)
            if len(group) > GROUP:
                self._sweep(now, area, same_windows)
                continue
            for part in changed_boxes(_mask(now, then, area, films), area):
                owner = self._owner(part)
                owner.noise.observe(part, now, then, owner.origin, ticking=ticking)

    def _sweep(self, now: Pixels, area: Box, same_windows: bool) -> None:
        for shown in self._shown:
            shown.noise.expire(area, now, shown.origin, same_window=same_windows)

    def _films(self) -> list[tuple[VideoRegion, Box, MotionMask]]:
        return [
            (film, film.box.moved(*shown.origin), shown.noise) for shown in self._shown for film in shown.noise.films
        ]

    def _follow_films(self, now: Pixels, then: Pixels, moved: Mask) -> None:
        """Known films that go on playing, and new ones: restless tiles outside them that look like photographs."""
        for film, box, noise in self._films():
            tiles = mask_cells(moved & _inside(box, moved.shape))
            if not tiles:
                continue
            film.sample, film.dull = noise.number, 0 if is_photograph(now, tiles) else film.dull + 1
            if film.dull >= DULL:
                noise.films.remove(film)
        restless = moved & (self._activity >= RESTLESS) & ~self._tiles_of_films()
        if int(restless.sum()) < FILM_TILES:
            return
        for group in connected_components(mask_cells(restless)):
            if len(group) >= FILM_TILES and is_photograph(now, group):
                self._discover(now, then, area_of(group, self._shape))

    def _discover(self, now: Pixels, then: Pixels, area: Box) -> None:
        """A film begins, or shows more of itself than was known."""
        box = main_extent(differences(now, then, area), area)
        if box is None:
            return
        owner = self._owner(box)
        noise, inner = owner.noise, box.moved(-owner.origin[0], -owner.origin[1])
        for film in list(noise.films):
            if film.box.grown(1).common(inner).area:
                inner = inner.around(film.box)
                noise.films.remove(film)
        noise.films = [*noise.films[1 - MAX_VIDEO_REGIONS :], VideoRegion(inner, noise.number)]

    def _tiles_of_films(self) -> Mask:
        """Tiles wholly within known films."""
        covered = np.zeros(self._activity.shape, bool)
        for _, box, _ in self._films():
            covered |= _inside(box, covered.shape)
        return covered

    def _compare(self, pixels: Pixels, at: datetime, changed: Mask | None = None) -> GateDecision:
        if self._kept_at is None or self._kept is None:
            return GateDecision.NEWS
        if changed is None:
            changed = changed_tiles(pixels, self._kept, _differing(self._bands, self._kept_bands))
        if not changed.any():
            return GateDecision.SAME
        due = abs(at - self._kept_at) >= SAMPLED
        films = [box for film, box, noise in self._films() if noise.number - film.sample < SETTLED and film.dull == 0]
        rest = self._beside(films, changed, pixels, self._kept)
        if len(rest) > FEW or not all(
            self._explained(group, pixels, films, due=due) for group in connected_components(rest)
        ):
            return GateDecision.NEWS
        if any((changed & _inside(box, changed.shape)).any() for box in films):
            return GateDecision.STILL if due else GateDecision.FILM
        return GateDecision.NOISE

    def _beside(self, films: list[Box], changed: Mask, now: Pixels, then: Pixels) -> list[Place]:
        """Changed tiles outside films, without those at a film's edge where nothing but the film changed."""
        for box in films:
            edge = _edge(box, now, then, films)
            changed = changed & ~(_touched(box, changed.shape) & ~edge)
        return mask_cells(changed)

    def _explained(self, group: list[Place], pixels: Pixels, films: list[Box], *, due: bool) -> bool:
        """Nothing differs there but learnt noise, and shapes that hold no text and move still."""
        assert self._kept is not None
        area = area_of(group, self._shape)
        mask = _mask(pixels, self._kept, area, films + self._trusted(area, due=due))
        if not mask.any():
            return True
        return all(self._is_shape(part, pixels) for part in changed_boxes(mask, area))

    def _trusted(self, area: Box, *, due: bool) -> list[Box]:
        found = []
        for shown in self._shown:
            for spot in shown.noise.spots:
                box, number = spot.box.moved(*shown.origin), shown.noise.number
                if box.common(area).area and (
                    spot.comes_round(number) or spot.beats(number) or (spot.habitual(number) and not due)
                ):
                    found.append(box)
        return found

    def _is_shape(self, part: Box, pixels: Pixels) -> bool:
        assert self._kept is not None
        owner = self._owner(part)
        spot = owner.noise.around(part.moved(-owner.origin[0], -owner.origin[1]))
        if spot is None or not spot.may_be_shape(owner.noise.number):
            return False
        return holds_no_text(pixels, self._kept, part)


def _inside(box: Box, shape: tuple[int, ...]) -> Mask:
    """Tiles that lie wholly within a box."""
    mask = np.zeros(shape, bool)
    mask[-(-box.top // TILE) : box.bottom // TILE, -(-box.left // TILE) : box.right // TILE] = True
    return mask


def _touched(box: Box, shape: tuple[int, ...]) -> Mask:
    """Tiles that lie at least partly within a box."""
    mask = np.zeros(shape, bool)
    mask[max(0, box.top) // TILE : -(-box.bottom // TILE), max(0, box.left) // TILE : -(-box.right // TILE)] = True
    return mask


def _edge(film: Box, now: Pixels, then: Pixels, films: list[Box]) -> Mask:
    """Tiles that a film covers in part and that differ in the other part."""
    height, width = now.shape[:2]
    out = np.zeros((-(-height // TILE), -(-width // TILE)), bool)
    top, left = film.top // TILE * TILE, film.left // TILE * TILE
    bottom, right = min(height, -(-film.bottom // TILE) * TILE), min(width, -(-film.right // TILE) * TILE)
    strips = (
        Box(top, left, film.top, right),
        Box(film.bottom, left, bottom, right),
        Box(film.top, left, film.bottom, film.left),
        Box(film.top, film.right, film.bottom, right),
    )
    for strip in strips:
        if strip.area:
            rows, columns = np.nonzero(_mask(now, then, strip, films))
            out[(rows + strip.top) // TILE, (columns + strip.left) // TILE] = True
    return out


def _mask(now: Pixels, then: Pixels, area: Box, covered: list[Box]) -> Mask:
    """Where two pictures differ within an area and outside of some boxes."""
    mask = differences(now, then, area)
    for box in covered:
        inner = box.common(area).moved(-area.top, -area.left)
        mask[inner.top : inner.bottom, inner.left : inner.right] = False
    return mask


def _identity(window: Window) -> int:
    """One number for an application's window, whatever it counts or spins in its title: `(3) Inbox` is `(4) Inbox`."""
    title = "".join(letter for letter in window.title if letter.isalpha())
    return xxhash.xxh3_64_intdigest(f"{window.app}\0{window.wm_class}\0{window.pid}\0{title}".encode())


def _differing(bands: list[int], others: list[int]) -> list[int]:
    return [row for row, (new, old) in enumerate(zip(bands, others, strict=True)) if new != old]


def _crosses_minute(before: datetime, at: datetime) -> bool:
    if not timedelta() < at - before <= CLOCK_GAP:
        return False
    return (before - CLOCK_LAG).replace(second=0, microsecond=0) != at.replace(second=0, microsecond=0)
