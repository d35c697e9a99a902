"""Reads a screen at the cost of what changed.

`PPOcrReader` keeps recent screens and the texts of lines in memory only, bounded; `forget_cache` drops them (lock).
Called by the perceiving thread.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

import numpy as np
import xxhash

from base.records.line import Line
from base.records.picture import BgrImage
from memory.encoders import weights
from memory.ocr.detection import Span, TextDetector, split_at_rules
from memory.ocr.ink_mask import CELL, find_ink, reading_rectangles, tiles_to_cells
from memory.ocr.reading_order import in_reading_order
from memory.ocr.recognition import CascadeRecognizer, CtcRecognizer, RecognizedText, TextRecognizer
from memory.ocr.screen_cache import CachedScreen, Picture, PlacedLine, ReusableLines, ScreenCache, merge_lines
from memory.ocr.tile_diff import Mask, TileHashes, area, overlap, tile_hashes

_MIN_CONFIDENCE = 0.5
_MIN_CONFIDENCE_OF_ONE_LETTER = 0.9
_MAX_CACHED_LINES = 20_000
_INK = 20
_MIN_WIDTH = 5
_MIN_NEWS_FOR_SHIFTS = 0.01
"""Share of the screen that must be inked news before it is asked where it came from (15 ms)."""


class PPOcrReader:
    """A Reader that remembers. `image` may come from any monitor; sizes may differ from call to call."""

    def __init__(self, *, detector: TextDetector, recognizer: TextRecognizer, name: str) -> None:
        self._detector, self._name = detector, name
        self._lines = RecognitionCache(recognizer)
        self._references = ScreenCache()

    @property
    def name(self) -> str:
        return self._name

    def read(self, image: BgrImage) -> tuple[Line, ...]:
        image = np.ascontiguousarray(image)
        digest = xxhash.xxh3_128_digest(image.data) + repr(image.shape).encode()
        same = self._references.same(digest)
        if same is not None:
            return same.lines
        hashes = tile_hashes(image)
        picture = Picture(image)
        known, news = self._known_of(picture, hashes)
        lines_read = self._read_news(image, known, news)
        lines = ordered_lines(lines_read)
        self._references.remember(CachedScreen(digest, hashes, lines_read, lines, picture))
        return lines

    def forget_cache(self) -> None:
        """Drop every picture and text that is remembered."""
        self._references.clear()
        self._lines.clear()

    def _known_of(self, picture: Picture, hashes: TileHashes) -> tuple[ReusableLines, Mask]:
        """What is known of a picture, and its inked cells that nothing explains."""
        known = self._references.known_of(picture.image, hashes)
        ink = find_ink(picture.image, within=known.news)
        news = ink & tiles_to_cells(known.news, ink.shape)
        if news.mean() > _MIN_NEWS_FOR_SHIFTS:
            self._references.learn_what_moved(known, picture)
            news = ink & tiles_to_cells(known.news, ink.shape)
        return known, news

    def _read_news(self, image: BgrImage, known: ReusableLines, news: Mask) -> tuple[PlacedLine, ...]:
        spans: list[Span] = []
        for left, top, right, bottom in reading_rectangles(news, image.shape):
            for x0, y0, x1, y1 in self._detector.detect(image[top:bottom, left:right]):
                for span in _subtract_known_lines((x0 + left, y0 + top, x1 + left, y1 + top), known.lines):
                    if _has_news(span, news):
                        spans.extend(split_at_rules(image, span))
        spans = _remove_duplicates(spans)
        texts = self._lines.recognize([image[top:bottom, left:right] for left, top, right, bottom in spans])
        new = [PlacedLine(span, text) for span, text in zip(spans, texts, strict=True)]
        return tuple(merge_lines(known.lines, new))


def _subtract_known_lines(span: Span, known: list[PlacedLine]) -> list[Span]:
    """The parts of a new line beside the known lines that it runs into: a rectangle may begin within a known line."""
    parts = [span]
    for item in known:
        if _shared_rows(item.span, span) > 0.5 * (span[3] - span[1]):
            parts = [piece for part in parts for piece in _parts_beside(part, item.span)]
    return parts


def _shared_rows(a: Span, b: Span) -> int:
    return min(a[3], b[3]) - max(a[1], b[1])


def _parts_beside(part: Span, known: Span) -> list[Span]:
    left, top, right, bottom = part
    if known[2] <= left or known[0] >= right:
        return [part]
    sides = [(left, top, known[0], bottom), (known[2], top, right, bottom)]
    return [side for side in sides if side[2] - side[0] >= _MIN_WIDTH]


def _has_news(span: Span, news: Mask) -> bool:
    """Whether the core of a line, which no neighbour's ink reaches, holds ink that is news."""
    quarter = (span[3] - span[1]) // 4
    rows = slice((span[1] + quarter) // CELL, -(-(span[3] - quarter) // CELL))
    return bool(news[rows, span[0] // CELL : -(-span[2] // CELL)].any())


def _remove_duplicates(spans: list[Span]) -> list[Span]:
    """Without lines that were found twice, where rectangles overlap: the widest stands for all."""
    widest: list[Span] = []
    for span in sorted(spans, key=area, reverse=True):
        if all(overlap(span, other) <= 0.5 * area(span) for other in widest):
            widest.append(span)
    return widest


class RecognitionCache:
    """Texts of lines by their exact pixels. Holds what was on the screen: memory only, bounded, cleared at lock."""

    def __init__(self, recognizer: TextRecognizer) -> None:
        self._recognizer = recognizer
        self._known: OrderedDict[bytes, RecognizedText] = OrderedDict()

    def clear(self) -> None:
        self._known.clear()

    def recognize(self, crops: list[BgrImage]) -> list[RecognizedText]:
        keys = [_ink_key(crop) for crop in crops]
        unknown = {key: crop for key, crop in zip(keys, crops, strict=True) if key not in self._known}
        if unknown:
            recognized = self._recognizer.recognize(list(unknown.values()))
            self._known.update(zip(unknown, recognized, strict=True))
        for key in keys:
            self._known.move_to_end(key)
        texts = [self._known[key] for key in keys]
        while len(self._known) > _MAX_CACHED_LINES:
            self._known.popitem(last=False)
        return texts


def _ink_key(crop: BgrImage) -> bytes:
    """A hash of the part that differs from the background, so that a box found one pixel wider is the same line."""
    ink = np.abs(crop.astype(np.int16) - crop[0, 0].astype(np.int16)).max(2) > _INK
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    inked = crop[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else crop
    shape = np.array(inked.shape, np.uint32).tobytes()
    return xxhash.xxh3_128_digest(np.ascontiguousarray(inked).tobytes() + shape)


def ordered_lines(placed_lines: Iterable[PlacedLine]) -> tuple[Line, ...]:
    """The lines without icons, in reading order."""
    return in_reading_order(_to_line(item) for item in placed_lines if _is_text(item.recognized))


def _is_text(recognized: RecognizedText) -> bool:
    """Not an icon: icons are read as single letters and signs, with little confidence or without meaning."""
    letters = sum(letter.isalnum() for letter in recognized.text)
    if len(recognized.text) <= 2:
        return letters > 0 and recognized.confidence >= _MIN_CONFIDENCE_OF_ONE_LETTER
    return letters > 0 and recognized.confidence >= _MIN_CONFIDENCE


def _to_line(placed: PlacedLine) -> Line:
    left, top, right, bottom = placed.span
    return Line(placed.recognized.text, (left, top, right - left, bottom - top), round(placed.recognized.confidence, 3))


def packaged_reader(*, threads: int = 2) -> PPOcrReader:
    """The reader with Afterglow's own weights. Raises WeightsMissing."""
    model = weights.load_fast_reading()
    fast = CtcRecognizer(model.recognition, model.alphabet, threads=threads)
    careful = CtcRecognizer(weights.load(weights.RECOGNITION_CAREFUL), threads=threads)
    detector = TextDetector(model.detection, threads=threads)
    return PPOcrReader(detector=detector, recognizer=CascadeRecognizer(fast, careful), name="pp-ocrv6-tiny+small/1")
