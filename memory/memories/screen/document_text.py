"""One text of a document read over many moments. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from memory.text.normalization import normalize_nfkc

MAX_CHARACTERS = 20_000
"""Characters that are kept of what was read of one document."""
_LETTERS = re.compile(r"\w+")
_PREFIX = 4


def line_key(text: str) -> str:
    """The same for a line that was read with other spaces or punctuation."""
    return "".join(_LETTERS.findall(normalize_nfkc(text).casefold()))


def extend_text(before: str, lines: Iterable[str], most: int = MAX_CHARACTERS) -> str:
    """The text with what is new. A line that is being typed takes the place of its beginning."""
    text_lines = before.split("\n") if before else []
    marks = {line_key(line): place for place, line in enumerate(text_lines)}
    cut = {name[:-1]: name for name in marks}
    size = len(before)
    for line in (" ".join(line.split()) for line in lines):
        name = line_key(line)
        if not name or name in marks or size + len(line) > most:
            continue
        begun = next((old for beginning in _beginnings(name) if (old := _there(beginning, marks, cut, name))), None)
        place = len(text_lines) if begun is None else marks.pop(begun)
        text_lines[place : place + 1] = [line]
        marks[name], cut[name[:-1]] = place, name
        size += len(line) + 1
    return "\n".join(text_lines)


def _there(begin: str, marks: Mapping[str, int], cut: Mapping[str, str], name: str) -> str | None:
    """A line that is this beginning, or is it but for its last letter: that is misread when the cursor stands there."""
    if begin in marks:
        return begin
    almost = cut.get(begin, "")
    return almost if almost in marks and len(name) >= len(almost) + 2 else None


def _beginnings(name: str) -> Iterable[str]:
    """All beginnings, longest first."""
    return (name[:end] for end in range(len(name) - 1, max(_PREFIX, len(name) // 8) - 1, -1))
