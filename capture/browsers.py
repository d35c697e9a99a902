"""Browsers and what they call a private window, by language. Facts from capture/words; used by capture/rules.py."""

from __future__ import annotations

from capture.words import WORDS

PRIVATE_WORDS = WORDS.words("private_windows/badges").by_language
"""ISO 639-1 → words, lower case."""

BROWSERS = frozenset(WORDS.words("browsers/names").words)
"""Names as capture/rules.py folds them: lower case, letters and digits only."""

ALWAYS_PRIVATE = frozenset(WORDS.words("browsers/always_private").words)
"""Browsers that keep nothing themselves."""
