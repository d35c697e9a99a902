"""One-line extractive summary of a moment. Extractive and deterministic: no model.

Pure functions, called by the perceiving thread.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from base.records.line import Line
from memory.text.cjk import CJK_SIGNS, HAN, HANGUL, KANA, has_cjk_sign

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


# Frequent short words; each list is among the commonest of its language and rare in the others of the table.
_STOP_WORDS = {
    "en": "the and of to is that for with you was this are not have from",
    "de": "der die und das ist nicht mit für auf ein eine dem sich auch werden",
    "fr": "le les des est une dans pour que qui sur pas avec vous cette nous",
    "es": "el los las del que para una por con está como más pero sus ha",
    "it": "il che di della per una sono con non gli alla anche questo nel dei",
    "pt": "o os não uma para com do da em você mais como são pelo mas",
    "nl": "het een van niet voor zijn met dat aan ook naar wordt deze maar bij",
    "pl": "nie się jest na to że jak ale przez tylko dla czy przy oraz może",
    "sv": "och att det som en på är av för inte med har den ett till",
    "cs": "je se na že to jako pro ale jsou nebo podle však být který aby",
    "tr": "bir ve bu için ile da de çok olarak daha gibi ama kadar sonra değil",
    "id": "yang dan di untuk dengan ini dari tidak pada dalam adalah akan itu juga oleh",
    "vi": "và của là không có được cho một người trong các này với những để",
    "ro": "și este pe cu nu care sunt din pentru mai într această acest dar fost",
}
_WORDS = {language: frozenset(words.split()) for language, words in _STOP_WORDS.items()}
_SCRIPTS = (
    ("ja", f"[{KANA}]"),
    ("ko", f"[{HANGUL}]"),
    ("zh", f"[{HAN}]"),
    ("uk", r"[іїєґ]"),
    ("ru", r"[\u0400-\u04ff]"),
    ("el", r"[\u0370-\u03ff]"),
    ("ar", r"[\u0600-\u06ff]"),
    ("he", r"[\u0590-\u05ff]"),
    ("hi", r"[\u0900-\u097f]"),
    ("th", r"[\u0e00-\u0e7f]"),
)


def detect_language(text: str) -> str:
    """ISO 639-1 of the likeliest language, empty when there is too little to tell."""
    lowered = text.lower()
    letters = sum(letter.isalpha() for letter in lowered)
    for language, script in _SCRIPTS:
        share = 0.02 if language in ("ja", "uk") else 0.15
        if letters and len(re.findall(script, lowered)) > max(3, share * letters):
            return language
    words = Counter(re.findall(r"[^\W\d_]+", lowered))
    scores = {language: sum(words[word] for word in known) for language, known in _WORDS.items()}
    best = max(scores, key=scores.__getitem__)
    rest = sorted(scores.values())[-2]
    return best if scores[best] >= 3 and scores[best] > 1.2 * rest else ""
