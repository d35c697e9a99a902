"""Learned regions of a window that move without saying anything.

A spot is a small box: a caret, a clock, a spinner, a progress bar. It is trusted for as long as it behaves as it was
learnt, and no longer: what stands still, or what is written where there was empty ground, is news again. A film is a
large box of photographs that change at every sample. Boxes are kept relative to the window, so that a window that was
moved is known still; nothing that could be read is held, only hashes. Called by the thread that samples.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from capture.frames import Pixels
from capture.tiles import Box, hash_region, is_fill, packed, replaced_in_place

MOST_SPOTS, MAX_VIDEO_REGIONS = 48, 4
MOST_AREA = 256 * 256
"""Pixels of a spot. Only what comes round to a look that was seen before may be so large."""
SMALL_AREA, SLENDER = 128 * 128, 7
"""A clock or a counter is smaller than this, and at most seven times as wide as high: a line of text is longer."""
LOOKS = 8
"""Former looks that a spot remembers: the phases of a spinner."""
TOGGLES, CARET_TOGGLES = 3, 2
"""Returns to a former look before it counts as coming round; a caret's shape is half the proof."""
EDGE = 2
"""Pixels that a proven spot may turn out to be wider on each side."""
QUICK = 4
"""Samples: what comes round slower than this is moved by a hand."""
EPISODE = 12
"""Samples: a longer rest tells nothing of how quickly a spot changes."""
FADE, RESTLESS = 0.85, 3.15
"""A change adds 1 to a spot's activity, each sample leaves 85 % of it: 3.15 is reached by four changes in a row."""
TICKS, MOST_TICKS = 2, 6
"""Changes across a minute's edge, and none elsewhere, before a spot counts as a clock."""
HABIT = 8
"""Changes in place after which a figure that changes now and then (a price, a counter) is only sampled."""
SETTLED = 3
"""Samples that an ignored difference stands still before it is kept after all: noise would have gone on."""
DULL = 3
"""Samples at which a film showed no photograph before it is none."""


@dataclass(slots=True, eq=False)
class MovingRegion:
    """One learnt place. `sample` and `number` count the samples at which its window showed."""

    box: Box
    sample: int
    look: int
    looks: deque[int] = field(default_factory=lambda: deque(maxlen=LOOKS))
    last: Box | None = None
    """What changed in it last."""
    returned: bool = False
    """It shows a look that it had shown before."""
    toggles: int = 0
    activity: float = 0.0
    ticks: int = 0
    habit: int = 0
    gap: float = 1.0
    """Samples between two changes, the longest of late."""
    fill: bool = False

    @property
    def small(self) -> bool:
        return self.box.area <= SMALL_AREA and not _is_line(self.box)

    def takes(self, part: Box) -> bool:
        """Whether a change of `part` is one of this spot. What moves within a line of text is no part of that line: a
        clock is learnt also where its bar was once written anew. A bar that fills is no text."""
        return self.box.holds(part) and (self.fill or _is_line(part) or not _is_line(self.box))

    def reaches(self, part: Box, now: Pixels, then: Pixels, origin: tuple[int, int]) -> bool:
        """Whether a change that goes beyond the box is this spot's all the same: by a soft edge all around, or by the
        figures beside a clock's, which become other figures with it."""
        if self.box.grown(EDGE).holds(part):
            return self.box.common(part).area >= 0.75 * self.box.area
        left = Box(part.top, part.left, part.bottom, self.box.left)
        right = Box(part.top, self.box.right, part.bottom, part.right)
        beside = [side.moved(*origin) for side in (left, right) if side.width > EDGE]
        level = abs(self.box.top - part.top) <= EDGE and abs(self.box.bottom - part.bottom) <= EDGE
        if self.ticks <= TICKS or not level or self.box.common(part).area == 0 or _is_line(self.box.around(part)):
            return False
        return all(replaced_in_place(now, then, side) for side in beside)

    @property
    def proven(self) -> bool:
        return self.toggles >= CARET_TOGGLES or self.activity >= RESTLESS or self.ticks > TICKS or self.habit >= HABIT

    def still(self, number: int) -> int:
        return number - self.sample

    def patience(self) -> float:
        return max(SETTLED, 2 * self.gap)

    def change(self, part: Box, look: int, number: int, *, in_place: bool, ticking: bool) -> None:
        """It showed `look` since this sample. What is not in place is typed, and ends all trust but in known looks."""
        gap = number - self.sample
        if gap <= EPISODE:
            self.gap = max(float(gap), 0.8 * self.gap)
        known = look in self.looks
        overlap = self.last.common(part).area if self.last else part.area
        in_place = in_place and (2 * overlap >= min(part.area, self.last.area if self.last else part.area))
        if known:
            self.toggles += 1
        else:
            self.looks.extend({self.look} - set(self.looks))
            self.looks.append(look)
        if in_place:
            self.activity = self.activity * FADE**gap + 1
            self.ticks = min(MOST_TICKS, self.ticks + 1) if ticking else 0
            self.habit += 1
        elif not known:
            self.activity, self.ticks, self.habit = self.activity / 2, 0, 0  # a spinner's arc may seem typed once
        self.look, self.last, self.sample, self.returned = look, part, number, known

    def shake(self, look: int, number: int) -> None:
        """It was swept over by a large change: what was learnt is to be proven again."""
        self.activity, self.habit, self.ticks = 0.0, 0, max(0, self.ticks - 2)
        self.turn(look, number)

    def turn(self, look: int, number: int) -> None:
        """It shows another look since this sample, whatever brought it."""
        self.look, self.sample, self.returned = look, number, look in self.looks

    def comes_round(self, number: int) -> bool:
        if self.toggles < TOGGLES or self.gap > QUICK or self.look not in self.looks:
            return False
        return self.still(number) < (self.patience() if self.returned else SETTLED)

    def beats(self, number: int) -> bool:
        """Restless at nearly every sample, or a clock that ticks with the minute."""
        if not self.small:
            return False
        return self.ticks > TICKS or (self.activity >= RESTLESS and self.still(number) < SETTLED)

    def habitual(self, number: int) -> bool:
        return self.small and self.habit >= HABIT and self.still(number) < self.patience()

    def may_be_shape(self, number: int) -> bool:
        """Whether a difference without text here (a caret, a fill) can go on being ignored."""
        if self.toggles >= CARET_TOGGLES and not self.fill:
            return True
        return self.still(number) < self.patience()


@dataclass(slots=True, eq=False)
class VideoRegion:
    box: Box
    sample: int
    dull: int = 0


@dataclass(slots=True)
class MotionMask:
    """All that is learnt of one window."""

    number: int = 0
    """Samples at which the window showed."""
    spots: list[MovingRegion] = field(default_factory=list)
    films: list[VideoRegion] = field(default_factory=list)

    def observe(self, part: Box, now: Pixels, then: Pixels, origin: tuple[int, int], *, ticking: bool) -> None:
        """`part` of the picture has changed since the last sample; `origin` is the window's top and left in it."""
        down, right = origin
        inner = part.moved(-down, -right)
        spot = self.around(inner) or self._widened(inner, now, then, origin)
        if spot is None:
            spot = self._begin(inner, now, then, origin)
            if spot is None:
                return
        look = hash_region(now, spot.box.moved(down, right))
        spot.change(inner, look, self.number, in_place=replaced_in_place(now, then, part), ticking=ticking)

    def around(self, inner: Box) -> MovingRegion | None:
        """The smallest spot that takes a box."""
        holding = [spot for spot in self.spots if spot.takes(inner)]
        return min(holding, key=lambda spot: spot.box.area, default=None)

    def _widened(self, inner: Box, now: Pixels, then: Pixels, origin: tuple[int, int]) -> MovingRegion | None:
        """A proven spot that reaches further than was known: the soft edge of a ring, the hour of a clock."""
        for spot in self.spots:
            if spot.proven and spot.small and spot.reaches(inner, now, then, origin):
                spot.box = spot.box.around(inner)
                spot.look = hash_region(then, spot.box.moved(*origin))
                spot.looks.clear()
                return spot
        return None

    def _begin(self, inner: Box, now: Pixels, then: Pixels, origin: tuple[int, int]) -> MovingRegion | None:
        """A new spot, joined with unproven ones that it meets: a spinner shows itself bit by bit, a bar grows."""
        shown = inner.moved(*origin)
        fill = is_fill(packed(shown.of(now)), packed(shown.of(then)))
        box, joined = (inner if fill else _whole_run(now, shown).moved(-origin[0], -origin[1])), []
        for spot in self.spots:
            if spot.fill == fill and (_continues(spot.box, box) if fill else _meets(spot, box)):
                box = box.around(spot.box)
                joined.append(spot)
        if box.area > MOST_AREA:
            return None
        spot = MovingRegion(box, self.number, hash_region(then, box.moved(*origin)), fill=fill)
        if joined:
            newest = max(joined, key=lambda one: one.sample)
            spot.sample, spot.last, spot.gap, spot.activity = newest.sample, newest.last, newest.gap, newest.activity
            spot.ticks, spot.habit = newest.ticks, newest.habit
        self.spots = [region for region in self.spots if region not in joined] + [spot]
        if len(self.spots) > MOST_SPOTS:
            self.spots.remove(min(self.spots, key=lambda one: (one.proven, one.sample)))
        return spot

    def expire(self, area: Box, now: Pixels, origin: tuple[int, int], *, same_window: bool) -> None:
        """A large change went over `area`: spots whose look it changed are no longer trusted, if the window is the same
        as before; behind a switch of windows they are as they were left."""
        for spot in self.spots:
            shown = spot.box.moved(*origin)
            if area.common(shown).area == 0:
                continue
            look = hash_region(now, shown)
            if look != spot.look and same_window:
                spot.shake(look, self.number)
            elif look != spot.look:
                spot.turn(look, self.number)


def _continues(bar: Box, more: Box) -> bool:
    """The next step of a bar that fills: the same rows, and touching."""
    same_rows = abs(bar.top - more.top) <= 2 and abs(bar.bottom - more.bottom) <= 2
    return same_rows and more.left <= bar.right + 4 and more.right >= bar.left - 4


def _meets(spot: MovingRegion, box: Box) -> bool:
    return not spot.proven and spot.box.common(box).area > 0 and _is_line(spot.box) == _is_line(box)


def _is_line(box: Box) -> bool:
    return box.width > SLENDER * box.height


def _whole_run(now: Pixels, box: Box) -> Box:
    """A figure of a clock with the others that stand close beside it: gaps within a word are under a quarter of its
    height. So the first tick teaches the whole clock."""
    gap = max(2, box.height // 4)
    reach = SLENDER * box.height
    left, right = max(0, box.left - reach), min(now.shape[1], box.right + reach)
    band = packed(now[max(0, box.top) : box.bottom, left:right])
    inked = (band != band[:1]).any(axis=0)
    first, last = box.left - left, box.right - left
    while first > 0 and inked[max(0, first - gap) : first].any():
        first -= 1
    while last < inked.size and inked[last : last + gap].any():
        last += 1
    grown = Box(box.top, left + first, box.bottom, left + last)
    return box if _is_line(grown) else grown
