"""Word lists of capture as data files: what browsers call a private window, and what browsers are called."""

from base.word_lists import WordFolder

WORDS = WordFolder(__name__)
