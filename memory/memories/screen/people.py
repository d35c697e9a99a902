"""People and organisations met in mails, chats, address books.

Pure functions, for the semantic manager.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from memory.memories.screen.facts import Fact, find_facts, is_address_book
from memory.memories.screen.mail import parse_mail
from memory.memories.screen.names import find_names, is_name
from memory.memories.screen.observation import Observation
from memory.memories.screen.tables import find_tables
from memory.memories.screen.window_subject import is_draft, normalize_key
from memory.text.lexicon import LEXICON

_COMPANY = re.compile(LEXICON.words("screen_labels/organisations").alternatives, re.IGNORECASE)
_SMALL_WORDS = frozenset(LEXICON.words("mail_and_names/in_organisations").words)


@dataclass(slots=True)
class KnownPerson:
    name: str = field(repr=False)
    type: str = "person"
    source: str = field(default="", repr=False)
    facts_seen_at: list[tuple[datetime, str, list[Fact]]] = field(default_factory=list, repr=False)
    """Time, frame and facts of each sight."""
    ties: list[tuple[str, str]] = field(default_factory=list, repr=False)
    """How, and to whom or what."""

    @property
    def key(self) -> str:
        return f"{'person' if self.type == 'person' else 'organisation'}:{normalize_key(self.name)}"


def find_acquaintances(looks: Iterable[Observation], known: Sequence[str]) -> list[KnownPerson]:
    """`known`: names that are remembered, so that a misread one is not somebody else."""
    book = _Book(known)
    for look in looks:
        if not is_draft(look.about) and not look.about.asked:
            _of_names(book, look)
            _of_tables(book, look)
            _of_labels(book, look)
    return list(book.met.values())


class _Book:
    def __init__(self, known: Sequence[str]) -> None:
        self._names = list(known)
        self.met: dict[str, KnownPerson] = {}

    def meet(
        self, name: str, look: Observation, facts_seen: Iterable[Fact] = (), tie: tuple[str, str] | None = None
    ) -> None:
        self._note(
            "person",
            next((known_name for known_name in self._names if is_same_name(known_name, name)), name),
            look,
            facts_seen,
            tie,
        )

    def see(self, company: str, look: Observation, tie: tuple[str, str]) -> None:
        self._note("organisation", company, look, (), tie)

    def _note(
        self, sort: str, name: str, look: Observation, facts_seen: Iterable[Fact], tie: tuple[str, str] | None
    ) -> None:
        if sort == "person" and name not in self._names:
            self._names.append(name)
        source = look.about.site or look.about.app
        person = self.met.setdefault(f"{sort}:{name}", KnownPerson(name, sort, source))
        person.facts_seen_at.append((look.at, look.moment.id, list(facts_seen)))
        if tie and tie not in person.ties:
            person.ties.append(tie)


def _of_names(book: _Book, look: Observation) -> None:
    chat, letter = look.about.has("chat"), parse_mail(look)
    for name in find_names(look.cells):
        if name.how == "chat" and not chat:
            continue
        wrote = letter is not None and letter.sender == name.name
        tie = ("wrote", letter.subject) if wrote and letter and letter.subject else None
        tie = ("writes in", look.about.name) if chat and look.about.name != name.name else tie
        book.meet(name.name, look, [Fact("Mail", name.mail)] if name.mail else (), tie=tie)
        if company := _company_of(name.name, look.cells):
            book.meet(name.name, look, tie=("works at", company))
            book.see(company, look, ("employs", name.name))


def _company_of(name: str, cells: Collection[str]) -> str:
    """`Ada Lovelace, Analytical Engines` in a signature or a head."""
    for text in cells:
        place = text.find(f"{name}, ")
        if place >= 0:
            rest = re.split(r"[,;|·<(]", text[place + len(name) + 2 :])[0].strip()
            if _is_company(rest):
                return rest
    return ""


def _is_company(text: str) -> bool:
    parts = text.split()
    plain = 2 <= len(parts) <= 5 and len(text) <= 40 and not any(letter.isdigit() for letter in text)
    return plain and all(part[:1].isupper() or part in _SMALL_WORDS for part in parts)


def _of_tables(book: _Book, look: Observation) -> None:
    """An address book: a column of names, and what stands beside each."""
    if look.about.has("mail"):
        return
    for grid in filter(is_address_book, find_tables(look.rows)[0]):
        for line in (line for line in grid.body if is_name(line[0])):
            values = [Fact(head, value) for head, value in zip(grid.heads[1:], line[1:], strict=True) if value]
            book.meet(line[0], look, values)


def _of_labels(book: _Book, look: Observation) -> None:
    """`Customer: Analytical Engines`, `Assignee: Ada Lovelace`."""
    for fact in find_facts(look):
        value = re.split(r"[,;(]", fact.value)[0].strip()
        if _COMPANY.fullmatch(fact.attribute) and _is_company(value):
            book.see(value, look, (fact.attribute.lower(), look.about.name))


def is_same_name(first_name: str, second_name: str) -> bool:
    """The same, or with one letter read wrongly, left out or too much."""
    first, second = normalize_key(first_name), normalize_key(second_name)
    if first == second:
        return True
    if min(len(first), len(second)) < 8 or abs(len(first) - len(second)) > 1:
        return False
    shorter, longer = sorted((first, second), key=len)
    place = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    tail = longer[place + 1 :]
    return tail in (shorter[place:], shorter[place + 1 :])
