"""Words that belong to the program's inside, and what slips out of it."""

from __future__ import annotations

import re

_INSIDE = (
    "spool", "sealed", "seal", "ingest", "anchor", "witness", "frame", "frames", "core", "episodic", "semantic",
    "procedural", "resource", "vault", "embed", "embedded", "embedding", "vector", "vectors", "index", "indexes",
    "compact", "payload", "stdout", "stderr", "loopback", "coverage", "consolidate", "digest", "provenance", "endpoint",
    "positional", "arguments", "argument", "invalid", "exception", "null", "regex", "daemon", "mend", "sort",
)  # fmt: skip
_SLIPS = re.compile(r"\b(?:None|True|False|nan|Traceback)\b|\b[a-z]+_[a-z_]+\b|<[\w.]+ object")


def odd_words(text: str) -> set[str]:
    """Those that a person was shown, in text that quotes nothing of theirs."""
    words = set(re.findall(r"[\w']+", text.casefold()))
    return {word for word in _INSIDE if word in words} | set(_SLIPS.findall(text))
