"""Removes secrets from lines, title, address and pixels.

Called by the perceiving thread between reading and everything else, so that no vector, passage, summary, thumbnail,
still or film is ever made of a secret. What is blotted out of the picture cannot be brought back; the values themselves
are handed on in memory, to be sealed at once or dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from base.records.line import Line
from base.records.picture import BgrImage
from memory.perception.secrets import SecretMatch, bare_label, find_secrets, is_key_body, may_be_value

INK = (72, 66, 60)
"""The flat mark, blue green red: sober on dark and on light."""
SLACK = 1.5
"""Characters by which the mark is wider on each side: letters are not all alike wide."""


@dataclass(frozen=True, slots=True)
class RedactedValue:
    """A value that was taken out of line number `line`; its mark begins at character `start` of what is left."""

    line: int
    start: int
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Redacted:
    image: BgrImage = field(repr=False)
    """Copied only if something had to be blotted out."""
    lines: tuple[Line, ...] = field(repr=False)
    taken: tuple[RedactedValue, ...] = ()


def redact(image: BgrImage, lines: Sequence[Line]) -> Redacted:
    told = _by_themselves(lines)
    for place in _beside_labels(lines, told) | _key_bodies(lines):
        told[place] = [SecretMatch(0, len(lines[place].text), _kind_of(lines, place))]
    if not any(told):
        return Redacted(image, tuple(lines))
    image = image.copy()
    for line, found in zip(lines, told, strict=True):
        for one in found:
            _blot(image, line, one)
    taken = tuple(
        redacted_value for place, found in enumerate(told) for redacted_value in _taken(place, lines[place].text, found)
    )
    return Redacted(image, tuple(_redacted(line, found) for line, found in zip(lines, told, strict=True)), taken)


def _kind_of(lines: Sequence[Line], place: int) -> str:
    return "private key" if is_key_body(lines[place].text) else "password"


def _by_themselves(lines: Sequence[Line]) -> list[list[SecretMatch]]:
    return [find_secrets(line.text) for line in lines]


def _taken(place: int, text: str, found: Sequence[SecretMatch]) -> Iterator[RedactedValue]:
    moved = 0
    for one in found:
        yield RedactedValue(place, one.start + moved, text[one.start : one.end])
        moved += len(_mark(one)) - (one.end - one.start)


def _mark(one: SecretMatch) -> str:
    return f"[secret: {one.kind}]"


def _redacted(line: Line, found: Sequence[SecretMatch]) -> Line:
    text = line.text
    for one in reversed(found):
        text = f"{text[: one.start]}{_mark(one)}{text[one.end :]}"
    return replace(line, text=text, redacted=True) if found else line


def _beside_labels(lines: Sequence[Line], told: Sequence[Sequence[SecretMatch]]) -> set[int]:
    """Values in a field of their own, right of their label or right below it."""
    found = set[int]()
    for label in lines:
        if not bare_label(label.text):
            continue
        near = [place for place, line in enumerate(lines) if not told[place] and _is_field(label, line)]
        if near:
            found.add(min(near, key=lambda place: _far(label, lines[place])))
    return found


def _is_field(label: Line, line: Line) -> bool:
    left, top, width, height = label.box
    x, y, _, _ = line.box
    right = abs(y - top) <= height // 2 + 4 and 0 <= x - left - width <= 40 * height
    below = 0 < y - top <= 3 * height and abs(x - left) <= 2 * height
    return line is not label and (right or below) and may_be_value(line.text)


def _far(label: Line, line: Line) -> int:
    return abs(line.box[1] - label.box[1]) * 10 + abs(line.box[0] - label.box[0])


def _key_bodies(lines: Sequence[Line]) -> set[int]:
    """What follows the head of a private key, down to its end."""
    found, inside = set[int](), False
    for place, line in enumerate(lines):
        if "PRIVATE KEY" in line.text:
            inside = "BEGIN" in line.text
        elif inside and is_key_body(line.text):
            found.add(place)
        elif inside and len(line.text) > 4 and " " in line.text.strip():
            inside = False
    return found


def _blot(image: BgrImage, line: Line, one: SecretMatch) -> None:
    x, y, width, height = line.box
    letter = width / max(1, len(line.text))
    left, right = int(x + (one.start - SLACK) * letter), int(np.ceil(x + (one.end + SLACK) * letter))
    if one.start == 0:
        left = x - 2
    if one.end == len(line.text):
        right = x + width + max(2, height // 2)
    image[max(0, y - 2) : y + height + 2, max(0, left) : max(0, right)] = INK
