"""Word lists as data files: words by language (TOML), rows of translations (TSV).

A file begins with a header of comments that says what the words are for, which modules read them, where they come from
and under which licence. A TOML file holds lists (`[latest]`, then `en = ["now"]`) and tables of meanings
(`[weekdays.monday]`, then `en = ["monday"]`); a TSV file has a first line of languages and then one meaning a row, with
commas between the variants. An entry is a word in lower case (NFC), or a regular expression where it has one's signs.

Read by `capture` and by `memory.text.lexicon`, in any thread; each file is read once, when it is first asked for.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import TypeVar

T = TypeVar("T")

FIELDS = ("Purpose", "Readers", "Source", "Licence")
"""What each header must say."""
UNSPACED = frozenset({"ja", "th", "zh"})
"""Languages that put no blanks between words, so that a word has no bounds that a pattern could ask for."""
_PATTERN = re.compile(r"[\\^$*+?{}()|\[\]]")


class MalformedWordList(ValueError):
    """A data file of ours is not of the form above. Says which file and where."""


@dataclass(frozen=True, slots=True)
class WordList:
    """Words, or patterns of words, by ISO 639-1 code. `any` stands for words that belong to no language."""

    name: str
    by_language: Mapping[str, tuple[str, ...]]

    @property
    def words(self) -> tuple[str, ...]:
        """Those of all languages, each once, in the order of the file."""
        return tuple(dict.fromkeys(word for words in self.by_language.values() for word in words))

    def only(self, *languages: str) -> WordList:
        return WordList(self.name, {language: self.by_language[language] for language in languages})

    @property
    def alternatives(self) -> str:
        """A pattern for any of them, inside other letters too."""
        return _alternatives(self.words)

    @property
    def whole_words(self) -> str:
        """A pattern for any of them as a whole word; in languages without blanks anywhere."""
        spaced = [word for code, words in self.by_language.items() if code not in UNSPACED for word in words]
        unspaced = [word for code, words in self.by_language.items() if code in UNSPACED for word in words]
        return _alternatives([*([rf"\b{_alternatives(spaced)}\b"] if spaced else []), *unspaced])


Meanings = Mapping[str, WordList]
"""Meaning to its words, in the order of the file."""
Row = Mapping[str, tuple[str, ...]]
"""Language to the variants of one meaning."""


class WordFolder:
    """The word lists of one package. A list's name is `file/list`; a TSV file is one list, named as the file."""

    def __init__(self, package: str) -> None:
        self._folder = files(package)
        self._read: dict[str, _WordFile] = {}
        self._left_out: set[str] = set()

    def names(self) -> tuple[str, ...]:
        """All lists that there are."""
        stems = sorted(path.name for path in self._folder.iterdir() if path.name.endswith((".toml", ".tsv")))
        return tuple(name for stem in stems for name in self._file(stem.rpartition(".")[0]).names())

    def header(self, name: str) -> Mapping[str, str]:
        """What the list's file says about itself, by FIELDS."""
        return self._file(name.partition("/")[0]).header

    def words(self, name: str) -> WordList:
        words = self._list(name)
        if not isinstance(words, WordList):
            raise MalformedWordList(f"{name}: a list of words by language is expected here")
        return words

    def meanings(self, name: str) -> Meanings:
        table = self._list(name)
        if isinstance(table, WordList | tuple):
            raise MalformedWordList(f"{name}: a table of meanings is expected here")
        return table

    def by_word(self, name: str, values: Mapping[str, T]) -> dict[str, T]:
        """Each word of a table with the value of its meaning. Raises MalformedWordList for a word with two meanings."""
        meaning_of: dict[str, str] = {}
        for meaning, words in self.meanings(name).items():
            for word in words.words:
                if meaning_of.setdefault(word, meaning) != meaning:
                    raise MalformedWordList(f"{name}: {word!r} means both {meaning_of[word]} and {meaning}")
        return {word: values[meaning] for word, meaning in meaning_of.items()}

    def rows(self, name: str) -> tuple[Row, ...]:
        rows = self._list(name)
        if not isinstance(rows, tuple):
            raise MalformedWordList(f"{name}: rows of translations are expected here")
        return rows

    def leave_out(self, name: str) -> None:
        """From now on the list is empty, so that its worth can be measured. Call it before the modules that read the
        list are imported."""
        if name not in self.names():
            raise KeyError(name)
        self._left_out.add(name)

    def _list(self, name: str) -> WordList | Meanings | tuple[Row, ...]:
        content = self._file(name.partition("/")[0]).lists.get(name)
        if content is None:
            raise KeyError(name)
        return _empty_list(content) if name in self._left_out else content

    def _file(self, stem: str) -> _WordFile:
        if stem not in self._read:
            table = self._folder / f"{stem}.tsv"
            path = table if table.is_file() else self._folder / f"{stem}.toml"
            if not path.is_file():
                raise KeyError(stem)
            read = _read_tsv if path is table else _read_toml
            self._read[stem] = read(stem, path.read_text(encoding="utf-8"))
        return self._read[stem]


@dataclass(frozen=True, slots=True)
class _WordFile:
    header: Mapping[str, str]
    lists: Mapping[str, WordList | Meanings | tuple[Row, ...]]

    def names(self) -> tuple[str, ...]:
        return tuple(self.lists)


def _read_toml(stem: str, text: str) -> _WordFile:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MalformedWordList(f"{stem}: {error}") from error
    lists: dict[str, WordList | Meanings] = {}
    for key, table in tables.items():
        name = f"{stem}/{key}"
        if not isinstance(table, dict) or not table:
            raise MalformedWordList(f"{name}: words by language, or meanings, are expected here")
        if all(isinstance(value, dict) for value in table.values()):
            lists[name] = {meaning: _word_list(f"{name}/{meaning}", value) for meaning, value in table.items()}
        else:
            lists[name] = _word_list(name, table)
    return _WordFile(_read_header(stem, text), lists)


def _word_list(name: str, table: Mapping[str, object]) -> WordList:
    words: dict[str, tuple[str, ...]] = {}
    for language, entries in table.items():
        if not isinstance(entries, list):
            raise MalformedWordList(f"{name}: {language} is no list of words")
        words[language] = _check_entries(f"{name}, {language}", entries)
    return WordList(name, MappingProxyType(words))


def _read_tsv(stem: str, text: str) -> _WordFile:
    first, *lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    languages = first.split("\t")
    rows = []
    for line in lines:
        cells = line.split("\t")
        if len(cells) != len(languages):
            raise MalformedWordList(f"{stem}: {len(languages)} columns are expected in “{line}”")
        pairs = zip(languages, cells, strict=True)
        rows.append({code: _check_entries(f"{stem}, “{line}”", cell.split(",")) for code, cell in pairs})
    return _WordFile(_read_header(stem, text), {stem: tuple(rows)})


def _read_header(stem: str, text: str) -> Mapping[str, str]:
    """The comments before the first line that is none: `# Purpose: …`, which a line without a field's name goes on."""
    header: dict[str, str] = {}
    last = ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        field, colon, rest = line.removeprefix("#").strip().partition(":")
        if colon and field in FIELDS:
            header[field], last = rest.strip(), field
        elif last:
            header[last] += f" {line.removeprefix('#').strip()}"
    missing = [field for field in FIELDS if not header.get(field)]
    if missing:
        raise MalformedWordList(f"{stem}: the header does not say {', '.join(missing)}")
    return header


def _check_entries(place: str, entries: Iterable[object]) -> tuple[str, ...]:
    words: dict[str, None] = {}
    for entry in entries:
        if not isinstance(entry, str) or not entry or entry.strip() != entry or "  " in entry:
            raise MalformedWordList(f"{place}: {entry!r} is no word")
        if not unicodedata.is_normalized("NFC", entry):
            raise MalformedWordList(f"{place}: {entry!r} is not in NFC")
        if _PATTERN.search(entry):
            try:
                re.compile(entry)
            except re.error as error:
                raise MalformedWordList(f"{place}: {entry!r} is no pattern: {error}") from error
        elif entry != entry.lower():
            raise MalformedWordList(f"{place}: {entry!r} is not in lower case")
        if entry in words:
            raise MalformedWordList(f"{place}: {entry!r} stands there twice")
        words[entry] = None
    if not words:
        raise MalformedWordList(f"{place}: there are no words")
    return tuple(words)


def _alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words; it never matches if there are none."""
    joined = "|".join(words)
    return f"(?:{joined})" if joined else "(?!)"


def _empty_list(content: WordList | Meanings | tuple[Row, ...]) -> WordList | Meanings | tuple[Row, ...]:
    if isinstance(content, tuple):
        return ()
    if isinstance(content, WordList):
        return WordList(content.name, dict.fromkeys(content.by_language, ()))
    return {meaning: WordList(words.name, dict.fromkeys(words.by_language, ())) for meaning, words in content.items()}
