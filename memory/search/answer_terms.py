"""Words that an answer to a question likely holds. Pure; any thread.

Who bought a house tells it with `last week`, not with the word when. Question answering calls it the expected type of
the answer; here it is one signal among others, too weak to bring up a moment that has nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from memory.text.language import detect_language
from memory.text.lexicon import LEXICON

_LENGTH = re.compile(LEXICON.words("questions/length").whole_words, re.IGNORECASE)
_WHEN = re.compile(
    rf"^\W*{LEXICON.words('questions/when').alternatives}\b|{LEXICON.words('questions/which_day').whole_words}",
    re.IGNORECASE,
)
_LENGTHS = LEXICON.words("answer_words/lengths").by_language
_TIMES = LEXICON.words("answer_words/times").by_language


def answer_terms(text: str, said: Sequence[str]) -> str:
    """Words parted by blanks, in the language of the folded words `said`; none where anything may be the answer."""
    words = _LENGTHS if _LENGTH.search(text) else _TIMES if _WHEN.search(text) else {}
    return " ".join(words.get(detect_language(said), words.get("en", ())))
