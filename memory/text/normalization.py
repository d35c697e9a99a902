"""Unicode normal forms for storing and for comparing."""

from __future__ import annotations

import unicodedata


def normalize_nfkc(text: str) -> str:
    """One form for what is stored and what is asked: full-width letters, ligatures and combining marks composed."""
    return unicodedata.normalize("NFKC", text).replace("\x00", " ")


def fold_case(text: str) -> str:
    """Compatibility forms joined, case and Latin accents removed."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in plain if not ("\u0300" <= c <= "\u036f")))
