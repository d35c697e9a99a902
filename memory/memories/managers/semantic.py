"""Semantic memory: things, people, organisations.

A document's facts belong to it (the port in a guide, the amount of an invoice, a cell of a sheet); a person's are the
addresses and the company that stand beside the name. A newer value closes the older one, whose record stays as history.
Called in the reader's process, beside the other managers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from memory.encoders.interface import TextEncoder
from memory.memories.fields import CoreFields, Relation, SemanticFields
from memory.memories.manager import Batch, MemoryLookup
from memory.memories.managers.entities import EntityFacts, describe_entity, load_facts, to_known_facts, write_lines
from memory.memories.managers.factory import MemoryFactory
from memory.memories.managers.observations import BatchObserver
from memory.memories.managers.resource import repeats, resource_key
from memory.memories.managers.self_facts import is_profile
from memory.memories.memory import Action, Kind, Memory, Operation, fields_of
from memory.memories.screen.document_text import extend_text
from memory.memories.screen.facts import Fact, find_facts, find_sentences, sentence_weight
from memory.memories.screen.mail import parse_mail
from memory.memories.screen.observation import Observation
from memory.memories.screen.people import KnownPerson, find_acquaintances
from memory.memories.screen.window_subject import WindowSubject, normalize_key
from memory.text.phrasing import join_list, quote, shorten

_SAYINGS, _TIES = 12, 20
"""Sentences of one thing, relations of one person."""
_FEW = 3
"""With fewer facts a summary quotes a sentence too."""


class SemanticManager:
    kind = Kind.SEMANTIC
    name = "measured-semantic-1"

    def __init__(self, encoder: TextEncoder | None, view: BatchObserver) -> None:
        self._view = view
        self._maker = MemoryFactory(encoder)

    def concerns(self, batch: Batch) -> bool:
        return bool(batch.new)

    def propose(self, batch: Batch, known: MemoryLookup) -> Sequence[Operation]:
        looks = [sight for sight in self._view(batch) if sight.new]
        people = [memory for memory in known.all(self.kind) if memory.key.startswith("person:")]
        names = [fields_of(person, SemanticFields).name or "" for person in people]
        operations = [*self._things(looks, known, names), *self._people(looks, known, names)]
        made = [operation.memory for operation in operations if operation.memory is not None]
        olds = known.by_key(self.kind, [memory.key for memory in made])
        embedded = iter(self._maker.embedded(made, [olds.get(memory.key) for memory in made]))
        return [
            replace(operation, memory=next(embedded)) if operation.memory is not None else operation
            for operation in operations
        ]

    # -- things --------------------------------------------------------------------------------------------------------

    def _things(self, looks: Sequence[Observation], known: MemoryLookup, names: Sequence[str]) -> Iterator[Operation]:
        seen: dict[str, list[Observation]] = {}
        for look in looks:
            if not is_profile(look) and (key := resource_key(look.about)):
                seen.setdefault(f"thing:{key}", []).append(look)
        there = known.by_key(self.kind, list(seen))
        for key, shown in seen.items():
            yield from self._thing(key, shown, there.get(key), names)

    def _thing(
        self, key: str, looks: Sequence[Observation], old: Memory | None, names: Sequence[str]
    ) -> Iterator[Operation]:
        """What was seen before the current value began may be an older value: then it becomes history."""
        earlier = [look for look in looks if old is not None and look.at < old.valid_from]
        before = self._learned(key, earlier, None, names)
        if old is not None and before is not None and load_facts(old).contradicts(before[1]):
            past = self._write(*before, None, before[1].seen)
            yield Operation(action=Action.SUPERSEDE, memory=past, targets=(old.id,), reason="an older value")
            looks = [look for look in looks if look not in earlier]
        subject_and_facts = self._learned(key, looks, old, names)
        if subject_and_facts is not None:
            yield from self._versions(*subject_and_facts, old)

    def _learned(
        self, key: str, looks: Sequence[Observation], old: Memory | None, names: Sequence[str]
    ) -> tuple[_Subject, EntityFacts] | None:
        knowledge, sayings = load_facts(old), "\n".join(fields_of(old, SemanticFields).says or ())
        for look in looks:
            facts_seen, telling = find_facts(look, names), find_sentences(look)
            if facts_seen or telling:
                knowledge.hear(facts_seen, look.at, look.moment.id)
                sayings = extend_text(
                    sayings, (sentence for sentence in telling if not repeats(sentence, look.about.name))
                )
        if not knowledge.seen or not (knowledge.now or sayings):
            return None
        return _Subject(
            key, looks[-1].about, _name(looks), tuple(sayings.split("\n")[:_SAYINGS]) if sayings else ()
        ), knowledge

    def _versions(self, subject: _Subject, knowledge: EntityFacts, old: Memory | None) -> Iterator[Operation]:
        changed = knowledge.changes
        if not changed or knowledge.changed_at is None:
            made = self._write(subject, knowledge, old, knowledge.seen)
            yield Operation(action=Action.UPDATE if old else Action.ADD, memory=made, reason="more of it was read")
            return
        since = knowledge.changed_at
        if old is None:
            first = EntityFacts(now=knowledge.before)
            old = self._write(subject, first, None, [sight for sight in knowledge.seen if sight[0] < since])
            yield Operation(action=Action.ADD, memory=old, reason="it was read")
        newer = self._write(subject, knowledge, None, [sight for sight in knowledge.seen if sight[0] >= since])
        yield Operation(action=Action.SUPERSEDE, memory=newer, targets=(old.id,), reason="newer value")

    def _write(
        self, subject: _Subject, knowledge: EntityFacts, old: Memory | None, seen: Sequence[tuple[datetime, str]]
    ) -> Memory:
        now = tuple(knowledge.now.values())
        best = [max(subject.sayings, key=sentence_weight)] if subject.sayings and len(now) < _FEW else []
        words = "; ".join([*([describe_entity(now, knowledge.older)] if now else []), *best])
        return self._maker.new(
            subject.key,
            f"{_name_with_site(subject)}: {shorten(words, 200)}",
            evidence=(*(old.evidence if old else ()), *(frame for _, frame in seen)),
            at=min(seen[0][0], old.valid_from) if old else seen[0][0],
            until=max(seen[-1][0], old.updated_at) if old else seen[-1][0],
            details="\n".join((*write_lines(knowledge), *subject.sayings)),
            tree_path=("Knowledge", subject.window.site or subject.window.app),
            fields=SemanticFields(
                name=subject.name,
                type="concept",
                source=subject.window.location,
                facts=to_known_facts(knowledge),
                relations=(),
                says=subject.sayings,
            ),
            confidence=0.9,
        )

    # -- people and organisations --------------------------------------------------------------------------------------

    def _people(self, looks: Sequence[Observation], known: MemoryLookup, names: Sequence[str]) -> Iterator[Operation]:
        core = known.by_key(Kind.CORE, ["core:name"]).get("core:name")
        own = normalize_key(fields_of(core, CoreFields).value or "")
        met = [
            acquaintance for acquaintance in find_acquaintances(looks, names) if normalize_key(acquaintance.name) != own
        ]
        there = known.by_key(self.kind, [person.key for person in met] + [f"person:{own}"])
        if own and (mistaken := there.get(f"person:{own}")):
            yield Operation(action=Action.REMOVE, targets=(mistaken.id,), reason="it is the person")
        for person in met:
            made = self._person(person, there.get(person.key))
            if made is not None:
                yield made

    def _person(self, person: KnownPerson, old: Memory | None) -> Operation:
        knowledge = load_facts(old)
        for at, frame, facts_seen in person.facts_seen_at:
            knowledge.hear(facts_seen, at, frame)
        ties = _ties(old, person)
        now = tuple(knowledge.now.values())
        made = self._maker.new(
            person.key,
            _describe_person(person, now, ties),
            evidence=(*(old.evidence if old else ()), *(frame for _, frame in knowledge.seen)),
            at=min(knowledge.seen[0][0], old.valid_from) if old else knowledge.seen[0][0],
            until=max(knowledge.seen[-1][0], old.updated_at) if old else knowledge.seen[-1][0],
            details="\n".join([*write_lines(knowledge), *(f"{how} {to}" for how, to in ties)]),
            tree_path=("People", _circle(person, now, ties)) if person.type == "person" else ("Organisations",),
            fields=SemanticFields(
                name=person.name,
                type=person.type,
                source=person.source,
                facts=to_known_facts(knowledge),
                relations=tuple(Relation(to=to, how=how) for how, to in ties),
            ),
            confidence=0.8,
        )
        if old is None:
            return Operation(action=Action.ADD, memory=made, reason="met for the first time")
        return Operation(action=Action.UPDATE, memory=made, reason="met again")


class _Subject:
    """The thing that a memory is written about."""

    def __init__(self, key: str, window: WindowSubject, name: str, sayings: tuple[str, ...]) -> None:
        self.key, self.window, self.name, self.sayings = key, window, name, sayings


def _name(looks: Sequence[Observation]) -> str:
    letter = next((mail for look in reversed(looks) if (mail := parse_mail(look)) is not None), None)
    return (letter.subject if letter else "") or looks[-1].about.name


def _name_with_site(subject: _Subject) -> str:
    """A page also by its site: `Settings` says little."""
    site = subject.window.site
    whole = not site or subject.window.has("mail") or normalize_key(site) in normalize_key(subject.name)
    return shorten(subject.name, 70) if whole else f"{shorten(subject.name, 60)} on {site}"


def _ties(old: Memory | None, person: KnownPerson) -> list[tuple[str, str]]:
    known = [(relation.how, relation.to) for relation in fields_of(old, SemanticFields).relations or ()]
    return list(dict.fromkeys([*known, *person.ties]))[-_TIES:]


def _circle(person: KnownPerson, now: Sequence[Fact], ties: Sequence[tuple[str, str]]) -> str:
    """Where a person belongs in a tree of people."""
    works = next((to for how, to in ties if how == "works at"), "")
    mail = next((fact.value for fact in now if "@" in fact.value), "")
    return works or mail.rpartition("@")[2] or person.source


def _describe_person(person: KnownPerson, now: Sequence[Fact], ties: Sequence[tuple[str, str]]) -> str:
    groups: dict[str, list[str]] = {}
    for how, to in reversed(ties):
        groups.setdefault(how, []).append(to)
    parts = [fact.value for fact in now[:2]] + [_describe_ties(how, to) for how, to in groups.items()]
    return f"{person.name}: {'; '.join(parts[:4])}" if parts else person.name


def _describe_ties(how: str, to: Sequence[str]) -> str:
    if how == "employs":
        return f"{join_list(to)} {'work' if len(to) > 1 else 'works'} there"
    names = to if how in ("works at", "writes in") else [quote(shorten(name, 60)) for name in to]
    return (
        f"{how} {join_list(names, 2)}" if how in ("works at", "writes in", "wrote") else f"{how} in {join_list(to, 2)}"
    )
