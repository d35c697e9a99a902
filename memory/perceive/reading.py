"""Reads the text of a screen at the cost of its news: changed tiles → detection there → lines not seen before.

`ScreenReader` keeps recent pictures and the texts of lines in memory only, bounded; `forget_cache` drops them (lock).
Called by the perceiving thread.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import xxhash

from capture.errors import WeightsMissing
from memory.perceive import weights
from memory.perceive.changes import (
    Mask,
    TileHashes,
    area,
    overlap,
    reading_rectangles,
    scrolled_by,
    span_of,
    tile_hashes,
    tiles_under,
)
from memory.perceive.encoders import Image
from memory.perceive.finding import Finder, Span, split_at_rules
from memory.perceive.order import in_reading_order
from memory.perceive.spelling import CascadeSpeller, NetworkSpeller, Spelled, Speller
from memory.records import Line

_SURE = 0.5
_SURE_OF_ONE = 0.9
_REFERENCES = 8
_CACHED_LINES = 20_000
_SCROLL_FROM = 0.03
_FULL_FROM = 0.7
_INK = 20


class _Found(NamedTuple):
    span: Span
    spelled: Spelled


@dataclass(frozen=True, slots=True)
class _Reference:
    """A picture that was read. Several are kept: people go back and forth between windows."""

    hashes: TileHashes = field(repr=False)
    image: Image = field(repr=False)
    found: tuple[_Found, ...] = field(repr=False)


class ScreenReader:
    """A Reader that remembers. `image` may come from any monitor; sizes may differ from call to call."""

    def __init__(self, *, finder: Finder, speller: Speller, name: str, references: int = _REFERENCES) -> None:
        self._finder, self._name, self._limit = finder, name, references
        self._lines = _LineTexts(speller)
        self._references: list[_Reference] = []

    @property
    def name(self) -> str:
        return self._name

    def read(self, image: Image) -> tuple[Line, ...]:
        hashes = tile_hashes(image)
        reference = self._nearest(hashes)
        if reference is None:
            found = self._read_in(image, [(0, 0, image.shape[1], image.shape[0])])
        elif np.array_equal(reference.hashes, hashes):
            found = reference.found
        else:
            found = self._read_news(image, hashes, reference)
        self._remember(_Reference(hashes, image, found), reference)
        return in_reading_order(_as_line(item) for item in found if _is_text(item.spelled))

    def forget_cache(self) -> None:
        """Drop every picture and text that is remembered."""
        self._references.clear()
        self._lines.clear()

    def _nearest(self, hashes: TileHashes) -> _Reference | None:
        alike = [reference for reference in self._references if reference.hashes.shape == hashes.shape]
        if not alike:
            return None
        changed = [int((reference.hashes != hashes).sum()) for reference in alike]
        best = min(range(len(alike)), key=changed.__getitem__)
        # The latest one can still be the better start although it differs more: only it may have scrolled.
        return alike[best] if changed[best] < changed[0] / 2 else alike[0]

    def _remember(self, new: _Reference, used: _Reference | None) -> None:
        if used is not None and (new.hashes != used.hashes).mean() < 0.1:
            self._references = [kept for kept in self._references if kept is not used]
        self._references = [new, *self._references][: self._limit]

    def _read_news(self, image: Image, hashes: TileHashes, reference: _Reference) -> tuple[_Found, ...]:
        changed, kept = hashes != reference.hashes, list(reference.found)
        if changed.mean() > _SCROLL_FROM:
            changed, kept = _after_scrolling(image, hashes, reference, changed)
        kept = _untouched(kept, changed)
        if not changed.any():
            return tuple(kept)
        rectangles = reading_rectangles(changed, image.shape)
        if sum(map(area, rectangles)) > _FULL_FROM * image.shape[0] * image.shape[1]:
            return self._read_in(image, [(0, 0, image.shape[1], image.shape[0])])
        return self._read_in(image, rectangles, kept)

    def _read_in(self, image: Image, rectangles: list[Span], kept: list[_Found] | None = None) -> tuple[_Found, ...]:
        old = kept or []
        spans: list[Span] = []
        for left, top, right, bottom in rectangles:
            for x0, y0, x1, y1 in self._finder.find(image[top:bottom, left:right]):
                spans.extend(split_at_rules(image, (x0 + left, y0 + top, x1 + left, y1 + top)))
        new = [span for span in spans if sum(overlap(span, item.span) for item in old) <= 0.5 * area(span)]
        old = [item for item in old if sum(overlap(span, item.span) for span in new) <= 0.5 * area(item.span)]
        texts = self._lines.spell([image[top:bottom, left:right] for left, top, right, bottom in new])
        return (*old, *(_Found(span, text) for span, text in zip(new, texts, strict=True)))


class _LineTexts:
    """Texts of lines by their exact pixels. Holds what was on the screen: memory only, bounded, cleared at lock."""

    def __init__(self, speller: Speller) -> None:
        self._speller = speller
        self._known: OrderedDict[bytes, Spelled] = OrderedDict()

    def clear(self) -> None:
        self._known.clear()

    def spell(self, crops: list[Image]) -> list[Spelled]:
        keys = [_ink_key(crop) for crop in crops]
        unknown = {key: crop for key, crop in zip(keys, crops, strict=True) if key not in self._known}
        if unknown:
            spelled = self._speller.spell(list(unknown.values()))
            self._known.update(zip(unknown, spelled, strict=True))
        for key in keys:
            self._known.move_to_end(key)
        texts = [self._known[key] for key in keys]
        while len(self._known) > _CACHED_LINES:
            self._known.popitem(last=False)
        return texts


def _ink_key(crop: Image) -> bytes:
    """A hash of the part that differs from the background, so that a box found one pixel wider is the same line."""
    ink = np.abs(crop.astype(np.int16) - crop[0, 0].astype(np.int16)).max(2) > _INK
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    inked = crop[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else crop
    shape = np.array(inked.shape, np.uint32).tobytes()
    return xxhash.xxh3_128_digest(np.ascontiguousarray(inked).tobytes() + shape)


def _after_scrolling(
    image: Image, hashes: TileHashes, reference: _Reference, changed: Mask
) -> tuple[Mask, list[_Found]]:
    """The changed tiles and known lines, once what scrolled has been moved to where it is now."""
    within = span_of(changed, image.shape)
    shift = scrolled_by(reference.image, image, within)
    if not shift:
        return changed, list(reference.found)
    within = left, top, right, bottom = _with_whole_lines(within, reference.found)
    start, stop = (top, bottom - shift) if shift > 0 else (top - shift, bottom)
    moved = reference.image.copy()
    moved[start + shift : stop + shift, left:right] = reference.image[start:stop, left:right]
    changed = tile_hashes(moved) != hashes
    bared = (left, top, right, top + shift) if shift > 0 else (left, bottom + shift, right, bottom)
    changed[tiles_under(bared)] = True  # nothing is known of rows that came into sight, even if they look the same
    return changed, _moved(reference.found, within, shift, changed)


def _moved(found: tuple[_Found, ...], within: Span, shift: int, changed: Mask) -> list[_Found]:
    """Known lines after a scroll. Marks as changed where a line cannot simply have moved."""
    _, top, _, bottom = within
    kept = []
    for item in found:
        x0, y0, x1, y1 = item.span
        target = (x0, y0 + shift, x1, y1 + shift)
        if not overlap(item.span, within):
            kept.append(item)
        elif _inside(item.span, within) and _inside(target, within):
            kept.append(item._replace(span=target))
        else:
            _mark(changed, (x0, max(top, target[1]), x1, min(bottom, target[3])))
            if not _inside(item.span, within):
                _mark(changed, item.span)
    return kept


def _with_whole_lines(within: Span, found: tuple[_Found, ...]) -> Span:
    """Wide enough for lines whose beginning looks unchanged only because the line that came there begins alike."""
    touched = [item.span for item in found if overlap(item.span, within)]
    left = min([within[0], *(span[0] for span in touched)])
    return left, within[1], max([within[2], *(span[2] for span in touched)]), within[3]


def _inside(span: Span, within: Span) -> bool:
    return (
        span[0] >= within[0] - 2 and span[1] >= within[1] - 2 and span[2] <= within[2] + 2 and span[3] <= within[3] + 2
    )


def _mark(changed: Mask, span: Span) -> None:
    if area(span):
        changed[tiles_under(span)] = True


def _untouched(found: list[_Found], changed: Mask) -> list[_Found]:
    """Lines none of whose tiles, nor the next one on either side, changed. Marks all of a touched line as changed."""
    kept = found
    for _ in range(2):  # a touched line can touch another one through a tile they share
        still = []
        for item in kept:
            rows, columns = tiles_under(item.span)
            if changed[rows, max(0, columns.start - 1) : columns.stop + 1].any():
                changed[rows, columns] = True
            else:
                still.append(item)
        kept = still
    return kept


def _is_text(spelled: Spelled) -> bool:
    """Not an icon: icons are read as single letters and signs, with little confidence or without meaning."""
    letters = sum(letter.isalnum() for letter in spelled.text)
    if len(spelled.text) <= 2:
        return letters > 0 and spelled.confidence >= _SURE_OF_ONE
    return letters > 0 and spelled.confidence >= _SURE


def _as_line(found: _Found) -> Line:
    left, top, right, bottom = found.span
    return Line(found.spelled.text, (left, top, right - left, bottom - top), round(found.spelled.confidence, 3))


def packaged_reader(*, threads: int = 2) -> ScreenReader:
    """The best reader that the installed packages allow. Raises WeightsMissing when there is none."""
    careful = NetworkSpeller(weights.load(weights.RECOGNISE_SMALL), threads=threads)
    try:
        tiny = weights.load_tiny_reading()
    except WeightsMissing:
        finder = Finder(weights.load(weights.DETECT_SMALL), threads=threads)
        return ScreenReader(finder=finder, speller=careful, name="pp-ocrv6-small/1")
    fast = NetworkSpeller(tiny.recognition, tiny.alphabet, threads=threads)
    finder = Finder(tiny.detection, threads=threads)
    return ScreenReader(finder=finder, speller=CascadeSpeller(fast, careful), name="pp-ocrv6-tiny+small/1")
