"""Motion mask: places of a window that move without showing anything new, learnt from the samples.

A spot is a small box: a caret, a clock, a spinner, a progress bar. It is trusted only as long as it behaves as before:
a spot that stands still, or text that appears on empty ground, is news again. A film is a large box of photographs that
change at every sample. Boxes are relative to the window, so that they stay valid when it is moved. Only hashes of
pixels are held, nothing that could be read. Called by the thread that samples, through capture/change_gate.py.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from capture.frames import Pixels
from capture.tiles import Box, hash_region, is_fill, is_replaced_in_place, pack_pixels

MAX_SPOTS, MAX_VIDEO_REGIONS = 48, 4
MAX_AREA = 256 * 256
"""Pixels of a spot. Only a spot that returns to an earlier look may be so large."""
SMALL_AREA, LINE_RATIO = 128 * 128, 7
"""A clock or a counter is smaller than this, and at most seven times as wide as high: a line of text is longer."""
MAX_LOOKS = 8
"""Earlier looks that a spot remembers: the phases of a spinner."""
MIN_TOGGLES, CARET_TOGGLES = 3, 2
"""Returns to an earlier look before a spot counts as cycling; a caret needs fewer, since its shape is evidence too."""
EDGE_PIXELS = 2
"""Pixels by which a proven spot may grow on each side."""
QUICK_GAP = 4
"""Samples: a cycle slower than this is made by a hand."""
MAX_GAP = 12
"""Samples: a longer rest says nothing about how quickly a spot changes."""
FADE, RESTLESS = 0.85, 3.15
"""A change adds 1 to a spot's activity, each sample leaves 85 % of it: 3.15 is reached by four changes in a row."""
MIN_TICKS, MAX_TICKS = 2, 6
"""Changes at the turn of a minute, and at no other time, before a spot counts as a clock."""
MIN_HABIT = 8
"""Changes in place after which a figure that changes now and then (a price, a counter) is kept only once in a while."""
SETTLED_AFTER = 3
"""Samples for which an ignored difference may stand still before it is kept after all: noise would have gone on."""
DULL_AFTER = 3
"""Samples without a photograph after which a film is no film any more."""


@dataclass(slots=True, eq=False)
class MovingRegion:
    """A spot. `sample` (of its last change) and `number` count the samples at which its window was visible."""

    box: Box
    sample: int
    look: int
    looks: deque[int] = field(default_factory=lambda: deque(maxlen=MAX_LOOKS))
    last: Box | None = None
    """The part that changed last."""
    returned: bool = False
    """It shows a look that it has shown before."""
    toggles: int = 0
    activity: float = 0.0
    ticks: int = 0
    habit: int = 0
    gap: float = 1.0
    """Samples between two changes: the longest one lately."""
    fill: bool = False
    """It is a bar that fills."""

    @property
    def is_small(self) -> bool:
        return self.box.area <= SMALL_AREA and not _is_line(self.box)

    def includes(self, part: Box) -> bool:
        """Does a change of `part` belong to this spot? A small change within a spot as long as a line of text does not:
        it may be a clock in a bar that was once redrawn as a whole. Within a bar that fills, every change belongs."""
        return self.box.contains(part) and (self.fill or _is_line(part) or not _is_line(self.box))

    def extends_to(self, part: Box, now: Pixels, then: Pixels, origin: tuple[int, int]) -> bool:
        """Does a change that goes beyond the box still belong to this spot? Yes for a soft edge all around, and for
        digits beside a clock's that change with it."""
        if self.box.expand(EDGE_PIXELS).contains(part):
            return self.box.intersection(part).area >= 0.75 * self.box.area
        left = Box(part.top, part.left, part.bottom, self.box.left)
        right = Box(part.top, self.box.right, part.bottom, part.right)
        beside = [side.shift(*origin) for side in (left, right) if side.width > EDGE_PIXELS]
        level = abs(self.box.top - part.top) <= EDGE_PIXELS and abs(self.box.bottom - part.bottom) <= EDGE_PIXELS
        if (
            self.ticks <= MIN_TICKS
            or not level
            or self.box.intersection(part).area == 0
            or _is_line(self.box.union(part))
        ):
            return False
        return all(is_replaced_in_place(now, then, side) for side in beside)

    @property
    def is_proven(self) -> bool:
        return (
            self.toggles >= CARET_TOGGLES
            or self.activity >= RESTLESS
            or self.ticks > MIN_TICKS
            or self.habit >= MIN_HABIT
        )

    def samples_still(self, number: int) -> int:
        return number - self.sample

    def patience(self) -> float:
        return max(SETTLED_AFTER, 2 * self.gap)

    def record_change(self, part: Box, look: int, number: int, *, in_place: bool, ticking: bool) -> None:
        """It shows `look` since this sample. A change that is not in place is typing: it ends the trust in this spot,
        unless the look is known."""
        gap = number - self.sample
        if gap <= MAX_GAP:
            self.gap = max(float(gap), 0.8 * self.gap)
        known = look in self.looks
        overlap = self.last.intersection(part).area if self.last else part.area
        in_place = in_place and (2 * overlap >= min(part.area, self.last.area if self.last else part.area))
        if known:
            self.toggles += 1
        else:
            self.looks.extend({self.look} - set(self.looks))
            self.looks.append(look)
        if in_place:
            self.activity = self.activity * FADE**gap + 1
            self.ticks = min(MAX_TICKS, self.ticks + 1) if ticking else 0
            self.habit += 1
        elif not known:
            self.activity, self.ticks, self.habit = self.activity / 2, 0, 0  # a spinner's arc may seem typed once
        self.look, self.last, self.sample, self.returned = look, part, number, known

    def distrust(self, look: int, number: int) -> None:
        """A large change went over it: it has to prove itself again."""
        self.activity, self.habit, self.ticks = 0.0, 0, max(0, self.ticks - 2)
        self.record_look(look, number)

    def record_look(self, look: int, number: int) -> None:
        """It shows `look` since this sample, for whatever reason."""
        self.look, self.sample, self.returned = look, number, look in self.looks

    def is_cycling(self, number: int) -> bool:
        """It returns to earlier looks again and again, like a caret or a spinner."""
        if self.toggles < MIN_TOGGLES or self.gap > QUICK_GAP or self.look not in self.looks:
            return False
        return self.samples_still(number) < (self.patience() if self.returned else SETTLED_AFTER)

    def is_busy(self, number: int) -> bool:
        """It changes at nearly every sample, or is a clock that changes with the minute."""
        if not self.is_small:
            return False
        return self.ticks > MIN_TICKS or (self.activity >= RESTLESS and self.samples_still(number) < SETTLED_AFTER)

    def is_habitual(self, number: int) -> bool:
        """A figure that changes in place now and then."""
        return self.is_small and self.habit >= MIN_HABIT and self.samples_still(number) < self.patience()

    def may_be_shape(self, number: int) -> bool:
        """May a difference without text here (a caret, a fill) be ignored for longer?"""
        if self.toggles >= CARET_TOGGLES and not self.fill:
            return True
        return self.samples_still(number) < self.patience()


@dataclass(slots=True, eq=False)
class VideoRegion:
    box: Box
    sample: int
    dull: int = 0


@dataclass(slots=True)
class MotionMask:
    """All that is learnt about one window."""

    number: int = 0
    """Samples at which the window was visible."""
    spots: list[MovingRegion] = field(default_factory=list)
    films: list[VideoRegion] = field(default_factory=list)

    def observe(self, part: Box, now: Pixels, then: Pixels, origin: tuple[int, int], *, ticking: bool) -> None:
        """`part` of the picture has changed since the last sample; `origin`: top and left of the window in it."""
        down, right = origin
        inner = part.shift(-down, -right)
        spot = self.find_spot(inner) or self._widen_spot(inner, now, then, origin)
        if spot is None:
            spot = self._add_spot(inner, now, then, origin)
            if spot is None:
                return
        look = hash_region(now, spot.box.shift(down, right))
        spot.record_change(inner, look, self.number, in_place=is_replaced_in_place(now, then, part), ticking=ticking)

    def find_spot(self, inner: Box) -> MovingRegion | None:
        """The smallest spot to which a change of this box belongs."""
        spots = [spot for spot in self.spots if spot.includes(inner)]
        return min(spots, key=lambda spot: spot.box.area, default=None)

    def _widen_spot(self, inner: Box, now: Pixels, then: Pixels, origin: tuple[int, int]) -> MovingRegion | None:
        """A proven spot that turns out to be larger: the soft edge of a ring, the hour of a clock."""
        for spot in self.spots:
            if spot.is_proven and spot.is_small and spot.extends_to(inner, now, then, origin):
                spot.box = spot.box.union(inner)
                spot.look = hash_region(then, spot.box.shift(*origin))
                spot.looks.clear()
                return spot
        return None

    def _add_spot(self, inner: Box, now: Pixels, then: Pixels, origin: tuple[int, int]) -> MovingRegion | None:
        """A new spot, joined with unproven ones that it meets: a spinner appears bit by bit, a bar grows."""
        shown = inner.shift(*origin)
        fill = is_fill(pack_pixels(shown.crop(now)), pack_pixels(shown.crop(then)))
        box, joined = (inner if fill else _expand_to_run(now, shown).shift(-origin[0], -origin[1])), []
        for spot in self.spots:
            if fill:
                belongs = spot.fill and _is_next_step(spot.box, box)
            else:
                overlaps = spot.box.intersection(box).area > 0 and _is_line(spot.box) == _is_line(box)
                belongs = not spot.fill and not spot.is_proven and overlaps
            if belongs:
                box = box.union(spot.box)
                joined.append(spot)
        if box.area > MAX_AREA:
            return None
        spot = MovingRegion(box, self.number, hash_region(then, box.shift(*origin)), fill=fill)
        if joined:
            newest = max(joined, key=lambda spot: spot.sample)
            spot.sample, spot.last, spot.gap, spot.activity = newest.sample, newest.last, newest.gap, newest.activity
            spot.ticks, spot.habit = newest.ticks, newest.habit
        self.spots = [region for region in self.spots if region not in joined] + [spot]
        if len(self.spots) > MAX_SPOTS:
            self.spots.remove(min(self.spots, key=lambda spot: (spot.is_proven, spot.sample)))
        return spot

    def expire(self, area: Box, now: Pixels, origin: tuple[int, int], *, same_window: bool) -> None:
        """A large change went over `area`: spots whose look it changed are no longer trusted. After a switch of windows
        they are, since the other window only covered them."""
        for spot in self.spots:
            shown = spot.box.shift(*origin)
            if area.intersection(shown).area == 0:
                continue
            look = hash_region(now, shown)
            if look != spot.look and same_window:
                spot.distrust(look, self.number)
            elif look != spot.look:
                spot.record_look(look, self.number)


def _is_next_step(bar: Box, more: Box) -> bool:
    """The next step of a bar that fills: in the same rows, and touching."""
    same_rows = abs(bar.top - more.top) <= 2 and abs(bar.bottom - more.bottom) <= 2
    return same_rows and more.left <= bar.right + 4 and more.right >= bar.left - 4


def _is_line(box: Box) -> bool:
    return box.width > LINE_RATIO * box.height


def _expand_to_run(now: Pixels, box: Box) -> Box:
    """A digit together with the others close beside it, so that one tick teaches the whole clock: gaps within a word
    are less than a quarter of its height."""
    gap = max(2, box.height // 4)
    reach = LINE_RATIO * box.height
    left, right = max(0, box.left - reach), min(now.shape[1], box.right + reach)
    band = pack_pixels(now[max(0, box.top) : box.bottom, left:right])
    inked = (band != band[:1]).any(axis=0)
    first, last = box.left - left, box.right - left
    while first > 0 and inked[max(0, first - gap) : first].any():
        first -= 1
    while last < inked.size and inked[last : last + gap].any():
        last += 1
    grown = Box(box.top, left + first, box.bottom, left + last)
    return box if _is_line(grown) else grown
