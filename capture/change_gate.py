"""Change gate: lets a frame pass only when something changed (tile hashes and learnt motion). One gate a monitor,
between the rules and the sink (DESIGN §2.3, FINDINGS §4).

A new word is a change; a caret, a clock or a spinner is not; a film is kept now and then. In doubt the frame passes:
typed text must never be lost. Cheap tests come first: hashes of bands (0.34 ms for a 1080p picture), then which tiles
differ in the changed bands (as much again), then the pixels of a few tiles. A difference from the last kept picture is
news unless it is explained by motion that was learnt at that place of that window (capture/motion_mask.py). The gate
learns from the sequence of shots alone and uses their own times, so an import that replays them decides the same.
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
from capture.motion_mask import DULL_AFTER, FADE, MAX_VIDEO_REGIONS, RESTLESS, SETTLED_AFTER, MotionMask, VideoRegion
from capture.tiles import (
    TILE,
    Box,
    Mask,
    Place,
    band_hashes,
    changed_boxes,
    changed_tiles,
    connected_components,
    differences,
    is_photograph,
    is_textless,
    main_extent,
    mask_cells,
    tiles_box,
)

MAX_NOISE_TILES = 24
"""More changed tiles than this, outside films, are news; they are not looked at one by one."""
MAX_SPOT_TILES = 16
"""Touching tiles that the change of a spot may span."""
MIN_FILM_TILES = 6
"""Smaller moving pictures are spots."""
MAX_WINDOWS = 64
"""Windows of a monitor whose motion is remembered; the one that was not seen for longest is forgotten first."""
CLOCK_LAG = timedelta(seconds=2)
CLOCK_GAP = timedelta(seconds=30)
"""If samples are further apart, nearly every change falls on the turn of a minute, so that it says nothing."""
SAMPLE_EVERY = timedelta(seconds=30)
"""How often a film, or a figure that changes now and then, is kept."""


class GateDecision(Enum):
    """News: keep it. Noise: something small moved. Film: only a film plays. Still: the same, and a picture of it is
    due. Same: nothing moved at all."""

    NEWS = "news"
    NOISE = "noise"
    FILM = "film"
    STILL = "still"
    SAME = "same"

    @property
    def is_kept(self) -> bool:
        return self in (GateDecision.NEWS, GateDecision.STILL)


@dataclass(frozen=True, slots=True)
class WindowState:
    """The visible box of a window in the picture, its own top and left, and what is learnt about it."""

    box: Box
    origin: tuple[int, int]
    name: int
    noise: MotionMask = field(repr=False)


@dataclass(slots=True, repr=False)
class ChangeGate:
    """Call `judge` for each sample, and `keep` after the frame was durably stored. If the sink refuses it, the next
    sample is compared with the same frame as before."""

    _shape: tuple[int, ...] = ()
    _bands: list[int] = field(default_factory=list)
    _last: Pixels | None = None
    _kept: Pixels | None = None
    _kept_bands: list[int] = field(default_factory=list)
    _kept_at: datetime | None = None
    _last_at: datetime | None = None
    _activity: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    """For each tile: how often it changed lately."""
    _known: OrderedDict[int, MotionMask] = field(default_factory=OrderedDict)
    _states: tuple[WindowState, ...] = ()
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
        """Compare with the last kept frame; a new size starts anew. `windows` (bottom to top) and `origin` as in
        `Screenshot`. `pixels` are held until the next call, so they must not be written to."""
        if self._shape != pixels.shape:
            self._reset(pixels.shape)
        same_windows = self._update_windows(tuple(windows) or ((active,) if active else ()), origin)
        before, self._last_at = self._last_at, at
        bands = band_hashes(pixels)
        if bands == self._bands:
            if self._verdict in (GateDecision.NOISE, GateDecision.FILM):
                self._verdict = self._compare(pixels, at)
            return self._verdict
        moved, last_was_kept = None, self._last is self._kept
        if self._last is not None:
            moved = changed_tiles(pixels, self._last, _differing_rows(bands, self._bands))
            ticking = before is not None and _crosses_minute(before, at)
            self._learn(pixels, self._last, moved, ticking=ticking, same_windows=same_windows)
        self._bands, self._last = bands, pixels
        self._verdict = self._compare(pixels, at, moved if last_was_kept else None)
        return self._verdict

    def keep(self, pixels: Pixels, at: datetime) -> None:
        """The frame that `judge` has just seen was stored: from now on others are compared with it."""
        self._kept, self._kept_bands, self._kept_at = pixels, self._bands, at
        self._verdict = GateDecision.SAME

    def _reset(self, shape: tuple[int, ...]) -> None:
        """What was learnt about windows stays: a monitor that is turned or plugged in again shows the same ones."""
        self._shape, self._bands, self._last, self._last_at = shape, [], None, None
        self._kept, self._kept_bands, self._kept_at, self._windows = None, [], None, None
        self._activity = np.zeros((-(-shape[0] // TILE), -(-shape[1] // TILE)), np.float32)

    def _update_windows(self, windows: tuple[Window, ...], origin: tuple[int, int]) -> bool:
        """Find out which window is where. True if that is as it was at the last sample."""
        seen = (windows, origin)
        same = seen == self._windows
        if not same:
            self._windows, was = seen, [(state.name, state.box) for state in self._states]
            self._states = self._stack_windows(windows, origin)
            same = was == [(state.name, state.box) for state in self._states]
            if not same:
                self._activity[:] = 0
        for state in self._states:
            state.noise.number += 1
        return same

    def _stack_windows(self, windows: tuple[Window, ...], origin: tuple[int, int]) -> tuple[WindowState, ...]:
        screen, states = Box(0, 0, *self._shape[:2]), list[WindowState]()
        for window in reversed(windows):
            place = window.geometry
            box = screen if place is None else Box(place.y, place.x, place.y + place.height, place.x + place.width)
            box = box if place is None else box.shift(-origin[1], -origin[0])
            seen = box.intersection(screen)
            if seen.area and not any(above.box.contains(seen) for above in states):
                states.append(self._to_state(_window_identity(window), seen, (box.top, box.left)))
        states.append(self._to_state(0, screen, (0, 0)))
        while len(self._known) > MAX_WINDOWS:
            self._known.popitem(last=False)
        return tuple(states)

    def _to_state(self, name: int, box: Box, origin: tuple[int, int]) -> WindowState:
        noise = self._known.setdefault(name, MotionMask())
        self._known.move_to_end(name)
        return WindowState(box, origin, name, noise)

    def _owner(self, box: Box) -> WindowState:
        """The topmost window at the middle of a box."""
        y, x = (box.top + box.bottom) // 2, (box.left + box.right) // 2
        return next(state for state in self._states if state.box.contains(Box(y, x, y + 1, x + 1)))

    def _learn(self, now: Pixels, then: Pixels, moved: Mask, *, ticking: bool, same_windows: bool) -> None:
        self._activity *= FADE
        self._activity[moved] += 1
        self._follow_films(now, then, moved)
        films = [box for _, box, _ in self._films()]
        rest = self._tiles_beside(films, moved, now, then)
        if len(rest) > MAX_NOISE_TILES:
            self._expire_spots(now, Box(0, 0, *self._shape[:2]), same_windows)
            return
        for group in connected_components(rest):
            area = tiles_box(group, self._shape)
            if len(group) > MAX_SPOT_TILES:
                self._expire_spots(now, area, same_windows)
                continue
            for part in changed_boxes(_difference_mask(now, then, area, films), area):
                owner = self._owner(part)
                owner.noise.observe(part, now, then, owner.origin, ticking=ticking)

    def _expire_spots(self, now: Pixels, area: Box, same_windows: bool) -> None:
        for state in self._states:
            state.noise.expire(area, now, state.origin, same_window=same_windows)

    def _films(self) -> list[tuple[VideoRegion, Box, MotionMask]]:
        return [
            (film, film.box.shift(*state.origin), state.noise) for state in self._states for film in state.noise.films
        ]

    def _follow_films(self, now: Pixels, then: Pixels, moved: Mask) -> None:
        """Update known films, and add new ones: restless tiles outside them that look like photographs."""
        for film, box, noise in self._films():
            tiles = mask_cells(moved & _tiles_inside(box, moved.shape))
            if not tiles:
                continue
            film.sample, film.dull = noise.number, 0 if is_photograph(now, tiles) else film.dull + 1
            if film.dull >= DULL_AFTER:
                noise.films.remove(film)
        restless = moved & (self._activity >= RESTLESS) & ~self._tiles_of_films()
        if int(restless.sum()) < MIN_FILM_TILES:
            return
        for group in connected_components(mask_cells(restless)):
            if len(group) >= MIN_FILM_TILES and is_photograph(now, group):
                self._add_film(now, then, tiles_box(group, self._shape))

    def _add_film(self, now: Pixels, then: Pixels, area: Box) -> None:
        """A film begins, or turns out to be larger."""
        box = main_extent(differences(now, then, area), area)
        if box is None:
            return
        owner = self._owner(box)
        noise, inner = owner.noise, box.shift(-owner.origin[0], -owner.origin[1])
        for film in list(noise.films):
            if film.box.expand(1).intersection(inner).area:
                inner = inner.union(film.box)
                noise.films.remove(film)
        noise.films = [*noise.films[1 - MAX_VIDEO_REGIONS :], VideoRegion(inner, noise.number)]

    def _tiles_of_films(self) -> Mask:
        """Tiles that lie wholly within known films."""
        covered = np.zeros(self._activity.shape, bool)
        for _, box, _ in self._films():
            covered |= _tiles_inside(box, covered.shape)
        return covered

    def _compare(self, pixels: Pixels, at: datetime, changed: Mask | None = None) -> GateDecision:
        if self._kept_at is None or self._kept is None:
            return GateDecision.NEWS
        if changed is None:
            changed = changed_tiles(pixels, self._kept, _differing_rows(self._bands, self._kept_bands))
        if not changed.any():
            return GateDecision.SAME
        due = abs(at - self._kept_at) >= SAMPLE_EVERY
        films = [
            box for film, box, noise in self._films() if noise.number - film.sample < SETTLED_AFTER and film.dull == 0
        ]
        rest = self._tiles_beside(films, changed, pixels, self._kept)
        if len(rest) > MAX_NOISE_TILES or not all(
            self._is_explained(group, pixels, films, due=due) for group in connected_components(rest)
        ):
            return GateDecision.NEWS
        if any((changed & _tiles_inside(box, changed.shape)).any() for box in films):
            return GateDecision.STILL if due else GateDecision.FILM
        return GateDecision.NOISE

    def _tiles_beside(self, films: list[Box], changed: Mask, now: Pixels, then: Pixels) -> list[Place]:
        """Changed tiles outside films, without those at a film's edge where nothing but the film changed."""
        for box in films:
            edge = _edge_tiles(box, now, then, films)
            changed = changed & ~(_tiles_touching(box, changed.shape) & ~edge)
        return mask_cells(changed)

    def _is_explained(self, group: list[Place], pixels: Pixels, films: list[Box], *, due: bool) -> bool:
        """Does nothing differ there except learnt motion, and shapes without text that are still moving?"""
        assert self._kept is not None
        area = tiles_box(group, self._shape)
        mask = _difference_mask(pixels, self._kept, area, films + self._trusted_boxes(area, due=due))
        if not mask.any():
            return True
        return all(self._is_shape(part, pixels) for part in changed_boxes(mask, area))

    def _trusted_boxes(self, area: Box, *, due: bool) -> list[Box]:
        """Boxes of spots whose changes are to be ignored."""
        boxes = []
        for state in self._states:
            for spot in state.noise.spots:
                box, number = spot.box.shift(*state.origin), state.noise.number
                if box.intersection(area).area and (
                    spot.is_cycling(number) or spot.is_busy(number) or (spot.is_habitual(number) and not due)
                ):
                    boxes.append(box)
        return boxes

    def _is_shape(self, part: Box, pixels: Pixels) -> bool:
        assert self._kept is not None
        owner = self._owner(part)
        spot = owner.noise.find_spot(part.shift(-owner.origin[0], -owner.origin[1]))
        if spot is None or not spot.may_be_shape(owner.noise.number):
            return False
        return is_textless(pixels, self._kept, part)


def _tiles_inside(box: Box, shape: tuple[int, ...]) -> Mask:
    """Tiles that lie wholly within a box."""
    mask = np.zeros(shape, bool)
    mask[-(-box.top // TILE) : box.bottom // TILE, -(-box.left // TILE) : box.right // TILE] = True
    return mask


def _tiles_touching(box: Box, shape: tuple[int, ...]) -> Mask:
    """Tiles that lie at least partly within a box."""
    mask = np.zeros(shape, bool)
    mask[max(0, box.top) // TILE : -(-box.bottom // TILE), max(0, box.left) // TILE : -(-box.right // TILE)] = True
    return mask


def _edge_tiles(film: Box, now: Pixels, then: Pixels, films: list[Box]) -> Mask:
    """Tiles that a film covers in part and that differ in their other part."""
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
            rows, columns = np.nonzero(_difference_mask(now, then, strip, films))
            out[(rows + strip.top) // TILE, (columns + strip.left) // TILE] = True
    return out


def _difference_mask(now: Pixels, then: Pixels, area: Box, covered: list[Box]) -> Mask:
    """Where two pictures differ within an area, outside of the `covered` boxes."""
    mask = differences(now, then, area)
    for box in covered:
        inner = box.intersection(area).shift(-area.top, -area.left)
        mask[inner.top : inner.bottom, inner.left : inner.right] = False
    return mask


def _window_identity(window: Window) -> int:
    """One number for a window, whatever it counts or spins in its title: `(3) Inbox` is the same as `(4) Inbox`."""
    title = "".join(letter for letter in window.title if letter.isalpha())
    return xxhash.xxh3_64_intdigest(f"{window.app}\0{window.wm_class}\0{window.pid}\0{title}".encode())


def _differing_rows(bands: list[int], others: list[int]) -> list[int]:
    return [row for row, (new, old) in enumerate(zip(bands, others, strict=True)) if new != old]


def _crosses_minute(before: datetime, at: datetime) -> bool:
    if not timedelta() < at - before <= CLOCK_GAP:
        return False
    return (before - CLOCK_LAG).replace(second=0, microsecond=0) != at.replace(second=0, microsecond=0)
