"""Words that an answer to a question likely holds. Pure; called by ranking, in any thread.

An answer to "when did she buy the house?" says `last week`, not `when`. Question answering calls this the expected
answer type; here it is one ranking signal among others, too weak to bring up a moment that has nothing else.
"""

from __future__ import annotations

import re

from memory.text.language import detect_language
from memory.text.lexicon import LEXICON

_ASKS_LENGTH = re.compile(LEXICON.words("questions/length").whole_words, re.IGNORECASE)
_ASKS_WHEN = re.compile(
    rf"^\W*{LEXICON.words('questions/when').alternatives}\b|{LEXICON.words('questions/which_day').whole_words}",
    re.IGNORECASE,
)
_LENGTHS = LEXICON.words("answer_words/lengths").by_language
_TIMES = LEXICON.words("answer_words/times").by_language


def answer_terms(text: str) -> str:
    """Words separated by blanks, in the question's language; none where anything may be the answer."""
    words = _LENGTHS if _ASKS_LENGTH.search(text) else _TIMES if _ASKS_WHEN.search(text) else {}
    return " ".join(words.get(detect_language(text), words.get("en", ())))
