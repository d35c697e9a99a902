"""The ranges of Chinese, Japanese and Korean letters, and whether a text holds any. Pure; any thread.

The ranges stand between the brackets of a regular expression. Every module that needs one takes it from here.
"""

from __future__ import annotations

import re

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
KANA = "\u3040-\u30ff"
HANGUL = "\uac00-\ud7af"
CJK = KANA + HAN + HANGUL
UNSPACED = f"\u2e80-\u303f\u3100-\u33ff{KANA}{HAN}"
"""Scripts that put no blanks between words, with their punctuation and radicals."""
CJK_SIGNS = UNSPACED + HANGUL
"""Letters and punctuation."""

_LETTER = re.compile(f"[{CJK}]")
_SIGN = re.compile(f"[{CJK_SIGNS}]")


def has_cjk(text: str) -> bool:
    """Whether a letter is Han, Kana or Hangul."""
    return bool(_LETTER.search(text))


def has_cjk_sign(text: str) -> bool:
    """The same, or punctuation of those scripts."""
    return bool(_SIGN.search(text))
