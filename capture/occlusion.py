"""Visible parts of a window (rectangles minus rectangles), and blacking them out. Pure; for rules and pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from capture.frames import Pixels, Rect

Region = tuple[int, int, int, int]
"""x, y, width, height in the picture's own pixels."""

MARGIN = 8
"""Pixels: a covering window is taken to hide less than its rectangle, for rounded corners, shadows and borders."""


def subtract_rectangles(rect: Rect, above: Iterable[Rect], monitor: Rect) -> list[Rect]:
    """The parts of `rect` that the windows above do not hide; in doubt they hide less. A side on the monitor's edge is
    straight (a maximised window), so nothing is visible there."""
    parts = [rect]
    for cover in above:
        hidden = _shrink(cover, monitor)
        parts = [rest for part in parts for rest in _subtract(part, hidden)]
    return parts


def clip(parts: Iterable[Rect], monitor: Rect) -> list[Region]:
    """The parts inside the monitor, in picture coordinates."""
    regions = []
    for part in parts:
        left, top = max(part.x, monitor.x), max(part.y, monitor.y)
        right = min(part.x + part.width, monitor.x + monitor.width)
        bottom = min(part.y + part.height, monitor.y + monitor.height)
        if right > left and bottom > top:
            regions.append((left - monitor.x, top - monitor.y, right - left, bottom - top))
    return regions


def black_out(pixels: Pixels, regions: Sequence[Region]) -> Pixels:
    """A copy in which the regions are black. The original is not touched: it may be shared."""
    copy = pixels.copy()
    for x, y, width, height in regions:
        copy[y : y + height, x : x + width, :3] = 0
    return copy


def _shrink(cover: Rect, monitor: Rect) -> Rect:
    """By MARGIN on each side that is not on the monitor's edge."""
    left = cover.x if cover.x <= monitor.x else cover.x + MARGIN
    top = cover.y if cover.y <= monitor.y else cover.y + MARGIN
    right, bottom = cover.x + cover.width, cover.y + cover.height
    right = right if right >= monitor.x + monitor.width else right - MARGIN
    bottom = bottom if bottom >= monitor.y + monitor.height else bottom - MARGIN
    return Rect(left, top, max(0, right - left), max(0, bottom - top))


def _subtract(part: Rect, hole: Rect) -> list[Rect]:
    """At most four rectangles that together are `part` without `hole`."""
    left, top = max(part.x, hole.x), max(part.y, hole.y)
    right = min(part.x + part.width, hole.x + hole.width)
    bottom = min(part.y + part.height, hole.y + hole.height)
    if right <= left or bottom <= top:
        return [part]
    end_x, end_y = part.x + part.width, part.y + part.height
    around = (
        Rect(part.x, part.y, part.width, top - part.y),
        Rect(part.x, bottom, part.width, end_y - bottom),
        Rect(part.x, top, left - part.x, bottom - top),
        Rect(right, top, end_x - right, bottom - top),
    )
    return [rect for rect in around if rect.width > 0 and rect.height > 0]
