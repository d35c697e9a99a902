"""One-line extractive summary of a moment. Extractive and deterministic: no model.

Pure functions, called by the perceiving thread.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from base.records.line import Line
from memory.text.cjk import CJK_SIGNS, has_cjk_sign

MAX_LENGTH = 140
_NEWS_WORDS = 4
_NEWS_SHARE = 0.5
"""Above it the screen is another one: its heading says more than the first of many new lines."""


def summarise(lines: Sequence[Line], *, before: Collection[str] = (), title: str = "") -> str:
    """What is new since `before` (the texts of the moment before), else the most prominent heading, else the title.

    One line of at most 140 characters.
    """
    shown = [line for line in lines if not line.redacted and _tokens(line.text)]
    new = [line for line in shown if line.text not in before]
    if before and new and len(new) <= _NEWS_SHARE * len(shown):
        news = max(new, key=lambda line: min(len(_tokens(line.text)), 20))
        if len(_tokens(news.text)) >= _NEWS_WORDS:
            return _shorten(news.text)
    return _shorten(_heading(shown) or title)


def _heading(lines: Sequence[Line]) -> str:
    """The tallest line that stands out by a third, or nothing."""
    if len(lines) < 3:
        return ""
    candidates = [line for line in lines if 2 <= len(_tokens(line.text)) <= 16 or has_cjk_sign(line.text)]
    usual = sorted(line.box[3] for line in lines)[len(lines) // 2]
    tallest = max(candidates, key=lambda line: (line.box[3], -line.box[1]), default=None)
    return tallest.text if tallest and tallest.box[3] >= 1.35 * usual else ""


def _tokens(text: str) -> list[str]:
    return re.findall(rf"[^\W\d_]{{2,}}|\d+|[{CJK_SIGNS}]", text)


def _shorten(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= MAX_LENGTH else flat[: MAX_LENGTH - 1].rsplit(" ", 1)[0] + "…"
