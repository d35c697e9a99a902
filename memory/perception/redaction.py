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
SLACK_CHARACTERS = 1.5
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
    matches = [find_secrets(line.text) for line in lines]
    for place in _find_beside_labels(lines, matches) | _find_key_bodies(lines):
        text = lines[place].text
        kind = "private key" if is_key_body(text) else "password"
        matches[place] = [SecretMatch(0, len(text), kind)]
    if not any(matches):
        return Redacted(image, tuple(lines))
    image = image.copy()
    for line, line_matches in zip(lines, matches, strict=True):
        for match in line_matches:
            _blot(image, line, match)
    taken = tuple(
        redacted_value
        for place, line_matches in enumerate(matches)
        for redacted_value in _taken_values(place, lines[place].text, line_matches)
    )
    return Redacted(
        image, tuple(_redact_line(line, line_matches) for line, line_matches in zip(lines, matches, strict=True)), taken
    )


def _taken_values(place: int, text: str, matches: Sequence[SecretMatch]) -> Iterator[RedactedValue]:
    moved = 0
    for match in matches:
        yield RedactedValue(place, match.start + moved, text[match.start : match.end])
        moved += len(_mark(match)) - (match.end - match.start)


def _mark(match: SecretMatch) -> str:
    return f"[secret: {match.kind}]"


def _redact_line(line: Line, matches: Sequence[SecretMatch]) -> Line:
    text = line.text
    for match in reversed(matches):
        text = f"{text[: match.start]}{_mark(match)}{text[match.end :]}"
    return replace(line, text=text, redacted=True) if matches else line


def _find_beside_labels(lines: Sequence[Line], matches: Sequence[Sequence[SecretMatch]]) -> set[int]:
    """Values in a field of their own, right of their label or right below it."""
    places = set[int]()
    for label in lines:
        if not bare_label(label.text):
            continue
        near = [place for place, line in enumerate(lines) if not matches[place] and _is_field(label, line)]
        if near:
            places.add(min(near, key=lambda place: _distance(label, lines[place])))
    return places


def _is_field(label: Line, line: Line) -> bool:
    left, top, width, height = label.box
    x, y, _, _ = line.box
    right = abs(y - top) <= height // 2 + 4 and 0 <= x - left - width <= 40 * height
    below = 0 < y - top <= 3 * height and abs(x - left) <= 2 * height
    return line is not label and (right or below) and may_be_value(line.text)


def _distance(label: Line, line: Line) -> int:
    return abs(line.box[1] - label.box[1]) * 10 + abs(line.box[0] - label.box[0])


def _find_key_bodies(lines: Sequence[Line]) -> set[int]:
    """What follows the head of a private key, down to its end."""
    places, inside = set[int](), False
    for place, line in enumerate(lines):
        if "PRIVATE KEY" in line.text:
            inside = "BEGIN" in line.text
        elif inside and is_key_body(line.text):
            places.add(place)
        elif inside and len(line.text) > 4 and " " in line.text.strip():
            inside = False
    return places


def _blot(image: BgrImage, line: Line, match: SecretMatch) -> None:
    x, y, width, height = line.box
    letter = width / max(1, len(line.text))
    left, right = (
        int(x + (match.start - SLACK_CHARACTERS) * letter),
        int(np.ceil(x + (match.end + SLACK_CHARACTERS) * letter)),
    )
    if match.start == 0:
        left = x - 2
    if match.end == len(line.text):
        right = x + width + max(2, height // 2)
    image[max(0, y - 2) : y + height + 2, max(0, left) : max(0, right)] = INK
