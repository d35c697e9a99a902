"""Detects private browsing from the picture.

Signs count only in a dark toolbar at the edge of a window: the hat-and-glasses badge of Chromium and the white mask on
violet of Firefox, shown in every language, found by shape before anything is read; and the words of a badge, found in
what was read, which serves the other browsers. Called by the perceiving thread.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageDraw

from base.records.line import Line
from base.records.picture import BgrImage
from capture.browsers import BROWSERS, PRIVATE_WORDS
from capture.frames import CapturedFrame, Rect, Window
from capture.name_matching import app_names
from memory.ocr.detection import Span
from memory.pictures.masks import close_gaps, components
from memory.pictures.pixels import to_pillow
from memory.pictures.template_matching import TemplateMatcher

RULE = "private browsing"

# Device scales of common screens. Chromium's badge is 16 units high in a toolbar whose middle is 60 below the top edge.
_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
_TOOLBAR_REACH = 110
"""Units below a window's top edge that toolbars reach, a title bar by the window manager included."""
_MAX_EDGE_DISTANCE = 420
"""Units between a badge and the end of its toolbar: menu and window buttons stand there."""
_MIN_BAND_WIDTH = 400
"""Pixels that a toolbar is at least wide."""
_MIN_CORRELATION = 0.7
"""Correlation of badge and drawing; measured: badges .81 and more at five scales, all else .56 at most."""
_MAX_PLACES = 1000
_MAX_DARK = 110
_MAX_UNEVEN = 6
"""How far the pixels of a band may differ from the one at the badge's middle."""
_BADGE_REACH = 72
"""Pixels from the top of the largest badge to the last row below it that is looked at, and as far above."""

Grey = NDArray[np.uint8]


class PrivateBrowsingDetector:
    """Tells whether a picture shows a private browser window. Keeps nothing."""

    def shows_badge(self, frame: CapturedFrame, image: BgrImage) -> bool:
        """By shape, without reading. About 15 ms for windows of known place, 150 otherwise."""
        dark = _find_dark_rows(image)
        for zone in _search_zones(frame, image):
            left, top, right, bottom = _narrow(zone, dark)
            part = image[top:bottom, left:right]
            for x0, y0, x1, y1, scale in (*_find_hats(part), *_find_masks(part)):
                place = (x0 + left, y0 + top, x1 + left, y1 + top)
                if _is_in_dark_toolbar(image, place, scale):
                    return True
        return False

    def reads_badge(self, frame: CapturedFrame, image: BgrImage, lines: Sequence[Line]) -> bool:
        """By the words of browsers' badges in the lines that were read."""
        places = _placed_windows(frame)
        browsers = [(window, place) for window, place in places if _may_be_browser(window)]
        tops = list(_window_tops(browsers, image)) if places else [(0, 0, image.shape[1], _TOOLBAR_REACH)]
        return any(_is_badge_line(image, line, tops) for line in lines)


def _is_badge_line(image: BgrImage, line: Line, tops: Sequence[Span]) -> bool:
    x, y, width, height = line.box
    place = (x, y, x + width, y + height)
    on_top = any(_is_within(place, top) for top in tops)
    return on_top and is_badge(line.text) and _is_in_dark_toolbar(image, place, max(1.0, height / 26))


def is_badge(text: str) -> bool:
    """Whether a line is nothing but a browser's word for private browsing, a misread icon before or after it apart."""
    words = _normalize(text)
    return any(
        badge in words and re.fullmatch(rf"(\S{{1,2}} ?)?{re.escape(badge)}( ?\S)?", words) for badge in _badge_words()
    )


def _may_be_browser(window: Window) -> bool:
    return not window.identified or not app_names(window) or bool(app_names(window) & BROWSERS)


def _normalize(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


@cache
def _badge_words() -> frozenset[str]:
    return frozenset(_normalize(word) for words in PRIVATE_WORDS.values() for word in words)


def _placed_windows(frame: CapturedFrame) -> list[tuple[Window, Rect]]:
    """Windows of known place in picture coordinates."""
    windows = frame.windows or (frame.window,)
    return [
        (window, Rect(place.x - frame.origin[0], place.y - frame.origin[1], place.width, place.height))
        for window in windows
        if (place := window.geometry) is not None
    ]


def _search_zones(frame: CapturedFrame, image: BgrImage) -> list[Span]:
    """Where badges are looked for: the tops of windows, or everywhere when it is not known where all windows are."""
    tops = list(_window_tops(_placed_windows(frame), image))
    complete = frame.windows and len(_placed_windows(frame)) == len(frame.windows)
    return tops if complete else [(0, 0, image.shape[1], image.shape[0])]


def _window_tops(windows: Iterable[tuple[Window, Rect]], image: BgrImage) -> Iterator[Span]:
    height, width = image.shape[:2]
    reach = (
        _TOOLBAR_REACH if max(height, width) < 2400 else 2 * _TOOLBAR_REACH
    )  # dense screens may be scaled up to twice
    for _, place in windows:
        left, top = max(0, place.x), max(0, place.y)
        right, bottom = min(width, place.x + place.width), min(height, place.y + min(place.height, reach))
        if right - left > 100 and bottom - top > 30:
            yield left, top, right, bottom


def _find_dark_rows(image: BgrImage) -> NDArray[np.int64]:
    """Rows that may hold a dark band as wide as a toolbar: two neighbouring samples are dark and alike."""
    samples = image[:, :: _MIN_BAND_WIDTH // 3].astype(np.int16)  # at least three of them lie in a band
    alike = np.abs(np.diff(samples, axis=1)).max(2) <= 2 * _MAX_UNEVEN
    return np.flatnonzero((alike & (samples[:, 1:].mean(2) <= _MAX_DARK + _MAX_UNEVEN)).any(1))


def _narrow(zone: Span, dark: NDArray[np.int64]) -> Span:
    """The part of a zone near enough to a dark band for a badge: most windows have none, and nothing is searched."""
    left, top, right, bottom = zone
    near = dark[(dark >= top - _BADGE_REACH) & (dark < bottom + _BADGE_REACH)]
    if not len(near):
        return left, top, right, top
    return left, max(top, int(near[0]) - _BADGE_REACH), right, min(bottom, int(near[-1]) + _BADGE_REACH)


def _is_within(place: Span, zone: Span) -> bool:
    x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
    return zone[0] <= x < zone[2] and zone[1] <= y < zone[3]


def _find_hats(part: BgrImage) -> Iterator[tuple[int, int, int, int, float]]:
    if not part.size:
        return
    grey = np.asarray(to_pillow(part).convert("L"))
    for number, y, x in itertools.islice(_hat_matcher().find(grey, _MIN_CORRELATION), _MAX_PLACES):
        height, width = _draw_hat(_SCALES[number]).shape
        yield x, y, x + width, y + height, _SCALES[number]


@cache
def _hat_matcher() -> TemplateMatcher:
    return TemplateMatcher([_draw_hat(scale) for scale in _SCALES])


def _find_masks(part: BgrImage) -> Iterator[tuple[int, int, int, int, float]]:
    """Violet discs (Firefox's #8000d7) of 15 units with something white of the right size inside."""
    blue, green, red = (part[:, :, channel].astype(np.int16) for channel in range(3))
    violet = (blue - green > 90) & (red - green > 50) & (blue > red + 20)
    if not violet.any():
        return
    discs = components(close_gaps(violet, 7, 7))
    for (x, y, width, height), area in zip(discs.boxes.tolist(), discs.areas.tolist(), strict=True):
        white = (part[y : y + height, x : x + width].min(2) > 200).mean()
        if 13 <= width <= 36 and abs(width - height) <= 3 and area > 0.6 * width * height and 0.1 < white < 0.4:
            yield x, y, x + width, y + height, width / 15


@cache
def _draw_hat(scale: float) -> Grey:
    """Our drawing of a hat over a pair of glasses, light on dark, about 17×16 units."""
    fine = 16
    canvas = Pillow.new("L", (17 * fine, 16 * fine), 40)
    draw = ImageDraw.Draw(canvas)

    def at(*places: float) -> list[int]:
        return [round(place * fine) for place in places]

    draw.line(at(4.2, 6.6, 5.8, 1.6, 8.5, 2.1, 11.2, 1.6, 12.8, 6.6), 199, round(1.5 * fine), joint="curve")
    draw.rectangle(at(1, 6.2, 16, 7.9), 190)
    for x in (4.9, 12.1):
        draw.circle(at(x, 11.9), 2.55 * fine, outline=199, width=round(1.3 * fine))
    draw.line(at(7, 11.5, 10, 11.5), 190, round(1.4 * fine))
    return np.asarray(canvas.resize((round(17 * scale), round(16 * scale)), Pillow.Resampling.BOX), np.uint8)


def _is_in_dark_toolbar(image: BgrImage, place: Span, scale: float) -> bool:
    """Whether some row just above or below lies in a wide dark band that ends soon after the badge on one side."""
    x = (place[0] + place[2]) // 2
    rows = [*range(place[1] - round(14 * scale), place[1]), *range(place[3], place[3] + round(14 * scale))]
    return any(_is_dark_band(image[y], x, scale) for y in rows if 0 <= y < image.shape[0])


def _is_dark_band(row: BgrImage, x: int, scale: float) -> bool:
    if int(row[x].mean()) > _MAX_DARK:
        return False
    other = np.flatnonzero(np.abs(row.astype(np.int16) - row[x].astype(np.int16)).max(1) > _MAX_UNEVEN)
    right = int(other[other > x][0]) if (other > x).any() else len(row)
    left = int(other[other < x][-1]) + 1 if (other < x).any() else 0
    return right - left >= _MIN_BAND_WIDTH and min(right - x, x - left) <= _MAX_EDGE_DISTANCE * scale
