"""Attribute-value facts and sentences with numbers.

`Label: value` lines, tables, figures under labels, settings in files. Nothing is guessed: a fact is what a structure of
the screen says. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from statistics import median

from memory.memories.screen.layout import find_words, join_paragraphs
from memory.memories.screen.mail import parse_mail
from memory.memories.screen.names import MAIL, find_names, is_name
from memory.memories.screen.observation import Observation, text_of
from memory.memories.screen.tables import Cell, Table, find_pairs, find_tables, is_label
from memory.memories.screen.window_subject import normalize_key
from memory.text.cjk import HAN
from memory.text.language import FUNCTION_WORDS
from memory.text.lexicon import LEXICON
from memory.text.lexicon.calendar_words import MONTHS

_LABELLED = re.compile(r"^\s*(?:[-*•]\s*)?([^:：]{1,40}?)\s?[:：]\s?(?!//)(\S.{0,140})$")
_HAN_LABEL = re.compile(rf"\s+(?=[{HAN}]{{2,6}}[:：])")
"""Several labels in one line."""
_SETTING = re.compile(r"^\s*([\w.-]{2,40})\s?[:=]\s?(\S.{0,140})$")
_LARGE = 1.25
"""Lines so much larger than the others are headings, whatever stands in them."""
_TELLING = re.compile(r"\d\s?(?:%|kg|km|mm|cm|GB|MB|ms|min\b|Uhr|h\b)|\b\d{1,2}:\d{2}\b|\b\d[\d.,]*\d\b")
_CODE = re.compile(r"[{};]|\w\(|\bdef\b|\bimport\b|\breturn\b|=>|->|::|==")
_DATED = re.compile(
    r"[€$£¥₹]\s?\d|\d\s?(?:€|\$|£|元|円)|\b(?:EUR|USD|GBP|CHF|CNY|JPY|SEK|NOK|DKK|PLN)\b|\d{1,2}\.? [A-Z][a-zäé]{2,9}\b"
    r"|[A-Z][a-z]{2,8} \d{1,2}\b|\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{2,4}|\d+月\d+日"
)
"""Amounts of money and dates: even a short line with one says something."""
_LITERAL = re.compile(r"[-+]?\d[\w.,:%/-]*|[\"'].{0,80}[\"'],?|true|false|null|none|on|off|yes|no", re.IGNORECASE)
_SETTINGS = re.compile(r"\.(?:ya?ml|toml|ini|conf|cfg|env|json|properties|service)$", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d[\d.,]*%?")
_NUMBERING = re.compile(r"^\W*(?:\d{1,3}\.)*\d{1,4}[.)]?\s+(?:[A-Z]\s)?")
_MONTH = "|".join(
    sorted((re.escape(name) for name in MONTHS if len(name) > 2 and name.isalpha()), key=len, reverse=True)
)
_SENTENCE = re.compile(rf"(?<=[.!?])\s+(?!(?i:{_MONTH})\b)(?=[^\W\d_a-zß-ÿ]|[\"“„])|(?<=[。！？])")
"""After `1.` a month goes on with the sentence."""
_REPLY = frozenset(LEXICON.words("screen_labels/no_labels").words)
_PRIVATE = re.compile(LEXICON.words("secrets/private_labels").alternatives, re.IGNORECASE)
_SUBJECTS = frozenset(word for words in FUNCTION_WORDS.values() for word in words) - frozenset(
    LEXICON.words("screen_labels/begin_labels").words
)
"""Words that begin a sentence rather than the name of something."""
MOST_FACTS, MOST_SENTENCES = 60, 8


@dataclass(frozen=True, slots=True)
class Fact:
    attribute: str = field(repr=False)
    value: str = field(repr=False)

    @property
    def key(self) -> str:
        """The same for what was read a little otherwise."""
        return _shape(_NUMBERING.sub("", self.attribute))

    @property
    def row(self) -> str:
        """Of a table with several: `salmon` in `salmon, Price`."""
        return self.attribute.rpartition(", ")[0]

    @property
    def head(self) -> str:
        return self.attribute.rpartition(", ")[2]


def find_facts(sight: Observation, people: Collection[str] = ()) -> tuple[Fact, ...]:
    """Each attribute once; one that is said twice with different values says nothing. `people`: whose names are no
    labels, though a colon stands after them."""
    window = sight.about
    if window.terminal or window.asked:
        return ()
    if "facts" not in sight.memo:
        sight.memo["facts"] = list(_found(sight)), [named.name for named in find_names(sight.cells)]
    facts_seen, there = sight.memo["facts"]
    names = {normalize_key(name_of_person) for name_of_person in (*people, *there)}
    names |= {normalize_key(fact.value) for fact in facts_seen if is_name(fact.value)} | {normalize_key(window.site)}
    name = normalize_key(window.name)
    telling = [fact for fact in facts_seen if not _is_about(fact, names) and normalize_key(fact.value) != name]
    values: dict[str, set[str]] = {}
    for fact in telling:
        values.setdefault(fact.key, set()).add(normalize_key(fact.value))
    sure = {fact.key: fact for fact in reversed(telling) if len(values[fact.key]) == 1}
    ordered = dict.fromkeys(fact.key for fact in telling if fact.key in sure)
    return tuple(sure[key] for key in ordered)[:MOST_FACTS]


def _is_about(fact: Fact, names: Collection[str]) -> bool:
    """`Ada Lovelace: …` and `Ada Lovelace wrote: …` name a speaker, not an attribute."""
    label = normalize_key(fact.attribute)
    return label in names or label.rsplit(" ", 1)[0] in names


def _found(sight: Observation) -> Iterable[Fact]:
    window = sight.about
    if window.has("code") and window.is_file:
        return _of_code([text_of(row) for row in sight.rows], settings=bool(_SETTINGS.search(window.location)))
    if window.has("mail") and not window.is_file:
        letter = parse_mail(sight)
        return _of_lines(letter.body if letter else ())
    grids, rest = find_tables(sight.rows)
    grids = tuple(grid for grid in grids if not is_address_book(grid))
    usual = median([line.box[3] for row in sight.rows for line in row] or [0])
    plain = [text_of(row) for row in rest if row[0].box[3] < _LARGE * usual]
    return [*_of_tables(grids, sheet=window.has("sheet")), *_of_cells(find_pairs(rest)), *_of_lines(plain)]


def _of_tables(grids: Iterable[Table], *, sheet: bool) -> Iterable[Fact]:
    """`sheet`: a single row under heads is what was read of a larger one."""
    for grid in grids:
        grid = _without_numbers(grid)
        single = len(grid.body) == 1 or any(_NUMBER.fullmatch(line[0]) for line in grid.body)
        if single and sheet:
            continue
        for line in grid.body[:1] if single else grid.body:
            start = 0 if single else 1
            for head, value in zip(grid.heads[start:], line[start:], strict=True):
                if value and (single or line[0]):
                    yield from _fact(head if single else f"{line[0]}, {head}", value)


def _without_numbers(grid: Table) -> Table:
    """Drop a column that only counts the rows; a sum below them may have its name there."""
    counted = [line[0].rstrip(".") for line in grid.body if line[0].rstrip(".").isdigit()]
    if len(grid.heads) < 3 or not counted or counted != [str(number) for number in range(1, len(counted) + 1)]:
        return grid
    body = ((line[1] if line[0].rstrip(".").isdigit() or line[1] else line[0], *line[2:]) for line in grid.body)
    return Table(grid.heads[1:], tuple(body))


def _of_cells(cells: Iterable[Cell]) -> Iterable[Fact]:
    for cell in cells:
        yield from _fact(cell.head, cell.value)


def _of_lines(texts: Iterable[str]) -> Iterable[Fact]:
    for text in (part for line in texts for part in _HAN_LABEL.split(line)):
        match = _LABELLED.match(text)
        if match and not _CODE.search(text) and not _is_time(match):
            yield from _fact(match[1], match[2])


def _is_time(match: re.Match[str]) -> bool:
    return match[1][-1:].isdigit() and match[2][:2].isdigit() and match.start(2) - match.end(1) == 1


def _of_code(texts: Iterable[str], *, settings: bool) -> Iterable[Fact]:
    """Settings, and constants with a literal value."""
    for text in texts:
        match = _SETTING.match(_NUMBERING.sub("", text))
        if match and (settings or (match[1].isupper() and _LITERAL.fullmatch(match[2].strip(" ,;")))):
            yield from _fact(match[1], match[2])


def _fact(attribute: str, value: str) -> Iterable[Fact]:
    name, text = attribute.strip(" :：*•-\"'"), value.strip().rstrip(".;,")
    label = name.split(", ")[-1]
    first = normalize_key(label).split()[:1]
    if not first or not is_label(label) or _PRIVATE.search(name):
        return
    if first[0] in _REPLY or (first[0] in _SUBJECTS and " " in label):
        return
    if len(text) <= 140 and (find_words(text) or any(map(str.isdigit, text))):
        yield Fact(name, text)


def find_sentences(sight: Observation) -> tuple[str, ...]:
    """Sentences with a number, an amount or a date that somebody may ask for."""
    window = sight.about
    if window.terminal or window.asked or (window.has("code") and window.is_file):
        return ()
    letter = parse_mail(sight)
    if window.has("mail") and letter is None:
        return ()
    if window.has("video", "dashboard", "map"):
        return ()
    _, rest = find_tables(sight.rows)
    running = [text_of(row) for row in rest] if window.has("chat", "note") else join_paragraphs(rest)
    texts = [sentence for text in running if not find_names([text]) for sentence in _SENTENCE.split(text)]
    return tuple(dict.fromkeys(text.rstrip("|■▌ ") for text in texts if _is_telling(text)))[:MOST_SENTENCES]


def sentence_weight(sentence: str) -> tuple[bool, bool, int]:
    """What a summary quotes: a whole sentence, with money or a date, and long."""
    return sentence.rstrip()[-1:] in ".!?。！？", bool(_DATED.search(sentence)), len(sentence)


def is_address_book(grid: Table) -> bool:
    """A column of names, and mail addresses beside them."""
    people = [line for line in grid.body if is_name(line[0])]
    mails = any(MAIL.search(" ".join(line)) for line in people)
    return mails and len(people) >= max(2, 0.7 * len(grid.body))


def _is_telling(text: str) -> bool:
    bare = _NUMBERING.sub("", text)
    words = find_words(bare)
    if " · " in bare or MAIL.search(bare) or _CODE.search(bare) or _LABELLED.match(bare):
        return False
    han = bool(words) and sum(word.isalpha() and len(word) == 1 for word in words) > len(words) / 2
    small = sum(word.isalpha() and not word[0].isupper() for word in words)
    if _DATED.search(bare):
        return len(words) >= 4 and small >= 1
    return len(words) >= 5 and (han or small >= max(3, 0.4 * len(words))) and bool(_TELLING.search(bare))


def is_different(before: str, now: str) -> bool:
    """Whether two readings are two values: not where letters that look alike, spaces or an unfinished end differ."""
    first, second = _shape(before), _shape(now)
    if first == second or not first or not second:
        return False
    shorter, longer = sorted((first, second), key=len)
    if longer.startswith(shorter) and not (shorter.isdigit() and longer.isdigit()):
        return False
    return len(longer) <= 24 or _unlike(first, second)


def _shape(text: str) -> str:
    letters = "".join(letter for letter in normalize_key(text) if letter.isalnum())
    return letters.translate(_ALIKE)


_ALIKE = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1", "s": "5", "b": "8", "z": "2", "q": "g"})


def _unlike(before: str, now: str) -> bool:
    """Long texts are another value only when much of them differs, or a digit does."""
    if [letter for letter in before if letter.isdigit()] != [letter for letter in now if letter.isdigit()]:
        return True
    common = len(_grams(before) & _grams(now))
    return common < 0.7 * max(1, min(len(_grams(before)), len(_grams(now))))


def _grams(text: str) -> set[str]:
    return {text[place : place + 3] for place in range(max(1, len(text) - 2))}
