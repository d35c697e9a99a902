"""The CJK ranges, and whether a text holds such characters."""

from __future__ import annotations

import re

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"


_CJK_RUN = re.compile(f"[{CJK}]")


def is_cjk(text: str) -> bool:
    return bool(_CJK_RUN.search(text))


def has_cjk(text: str) -> bool:
    return any("\u2e80" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af" for letter in text)
