"""Word lists of the memory as data files, by language. Each file's header says what it is for and who reads it."""

from base.word_lists import WordFolder

LEXICON = WordFolder(__name__)
