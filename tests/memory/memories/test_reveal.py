"""The values of the vault: sealed where they were read, opened by name only, gone with their moment."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from base.errors import BadInput, Damaged
from base.records.moment import Moment
from base.records.scope import Scope
from memory.archive.fake import FakeArchive
from memory.archive.local import LocalArchive
from memory.archive.opening import Opening, open_here, words_only
from memory.memories.batches import next_batch
from memory.memories.managers import measured_managers
from memory.memories.managers.meta import MetaMemoryManager
from memory.memories.memory import Kind, Memory
from memory.perception.redaction import redact
from memory.perception.secret_values import open_value, seal_values
from memory.sealed.envelope import SealError
from memory.sealed.keys import Keys
from memory.store import schema
from memory.store.memory_tables import MemoryTables
from tests.memory.memories.managers.conftest import EVENING, look

STRIPE = "sk" + "_live_" + "Zq81LmPw44TrNv02KxYd77Ba"
NEWER = "sk" + "_live_" + "Bb55QqWw66EeRr77TtYy88Uu"
PAPER = np.zeros((900, 1600, 3), np.uint8)


def seen(keys: Keys, minute: float, *rows: str, title: str = "make deploy") -> Moment:
    moment = look(minute, *rows, app="Terminal", title=title)
    done = redact(PAPER, moment.lines)
    return replace(moment, lines=done.lines, secrets=seal_values(keys.vault_public, moment.id, done.taken))


class Mind:
    """An archive that digests all that it is given."""

    def __init__(self, archive: LocalArchive) -> None:
        self.archive = archive
        self._meta = MetaMemoryManager(measured_managers(None))

    def sees(self, *moments: Moment) -> None:
        self.archive.add(moments)
        while (batch := self.archive.next_batch(whole=False)) is not None:
            self._meta.learn(self.archive.knowledge(self._meta.mark))
            self.archive.apply(self._meta.digest(batch))

    def entries(self) -> Sequence[Memory]:
        return self.archive.memories(Kind.VAULT).memories

    def values(self, caption: str) -> list[str]:
        (entry,) = [one for one in self.entries() if caption in one.summary]
        return [one.value for one in self.archive.reveal(entry.id)]


def kept(archive: LocalArchive) -> MemoryTables:
    return archive._store.memories


def in_ram(keys: Keys, _: Path) -> FakeArchive:
    return FakeArchive(clock=lambda: EVENING, vault_key=keys.vault_private)


def on_sealed_files(keys: Keys, home: Path) -> LocalArchive:
    return open_here(Opening(home, keys, words_only, witness_dir=home / "witness", fsync=False))


@pytest.fixture(params=[in_ram, on_sealed_files], ids=lambda make: make.__name__)
def mind(request: pytest.FixtureRequest, keys: Keys, tmp_path: Path) -> Iterator[Mind]:
    made = Mind(request.param(keys, tmp_path))
    yield made
    made.archive.close()


def test_the_pair_is_made_of_the_vault_key_alone_and_the_reader_cannot_open(keys: Keys) -> None:
    again = pickle.loads(pickle.dumps(keys))
    reading = keys.for_reading()

    assert again.vault_public == keys.vault_public != keys.spool_public
    assert (reading.vault, reading.names, dict(reading.data)) == (b"", b"", {})
    assert reading.spool == keys.spool


def test_a_value_opens_only_where_it_was_read(keys: Keys) -> None:
    taken = redact(PAPER, look(0, f"STRIPE_KEY={STRIPE}").lines).taken
    (one,) = seal_values(keys.vault_public, "a", taken)

    assert STRIPE.encode() not in one.sealed
    assert open_value(keys.vault_private, "a", one) == STRIPE
    for moved in (lambda: open_value(keys.vault_private, "b", one),
                  lambda: open_value(keys.vault_private, "a", replace(one, line=one.line + 1)),
                  lambda: open_value(keys.spool, "a", one)):  # fmt: skip
        with pytest.raises(SealError):
            moved()


def test_each_entry_reveals_its_own_values_the_newest_first(mind: Mind, keys: Keys) -> None:
    mind.sees(seen(keys, 0, "building", f"export STRIPE_KEY={STRIPE}", "DB_PASSWORD=kelp77gannet"))
    mind.sees(seen(keys, 9, f"export STRIPE_KEY={STRIPE}"), seen(keys, 20, f"export STRIPE_KEY={NEWER}"))

    assert mind.values("STRIPE_KEY") == [NEWER, STRIPE]
    assert mind.values("DB_PASSWORD") == ["kelp77gannet"]


def test_the_lines_of_a_private_key_are_one_value(mind: Mind, keys: Keys) -> None:
    head, tail = ("-----" + word + " OPENSSH PRIVATE" + " KEY-----" for word in ("BEGIN", "END"))
    body = ["b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ" + letter for letter in "AB"]
    mind.sees(seen(keys, 0, head, *body, tail))

    (value,) = mind.values("Private key")
    assert value.split("\n")[1:3] == body


def test_each_reveal_is_a_line_in_the_access_log(mind: Mind, keys: Keys) -> None:
    mind.sees(seen(keys, 0, "DB_PASSWORD=kelp77gannet"))
    mind.values("DB_PASSWORD")
    with pytest.raises(BadInput, match="no such entry"):
        mind.archive.reveal("unknown")

    assert [one.action for one in mind.archive.accesses()].count("reveal") == 2


def test_a_value_stands_in_no_memory_journal_search_or_moment(mind: Mind, keys: Keys) -> None:
    mind.sees(seen(keys, 0, "DB_PASSWORD=kelp77gannet"), seen(keys, 1, "DB_PASSWORD=kelp77gannet", "done"))

    everything = [mind.archive.memories(history=True), [mind.archive.history(one.id) for one in mind.entries()]]
    moments = [replace(one, secrets=()) for one in mind.archive.select(Scope())]
    assert b"kelp77gannet" not in pickle.dumps([everything, moments])


def test_what_is_no_secret_or_was_not_kept_reveals_nothing(mind: Mind, keys: Keys) -> None:
    mind.sees(replace(seen(keys, 0, "DB_PASSWORD=kelp77gannet"), secrets=()))
    assert mind.values("DB_PASSWORD") == []

    mind.sees(look(5, "Quay wall survey, page 3", "The wall moved 4 mm since autumn.", app="Editor", title="survey.md"))
    other = next(one for one in mind.archive.memories().memories if one.kind is not Kind.VAULT)
    with pytest.raises(BadInput, match="no such entry"):
        mind.archive.reveal(other.id)


def test_values_go_with_their_moment_and_with_their_entry(mind: Mind, keys: Keys) -> None:
    first, second = (seen(keys, minute, f"STRIPE_KEY={key}", "DB_PASSWORD=kelp77gannet")
                     for minute, key in ((0, STRIPE), (9, NEWER)))  # fmt: skip
    mind.sees(first, second)

    mind.archive.forget(Scope(ids=(second.id,)))
    while next_batch(kept(mind.archive), EVENING, whole=False):
        mind.sees()
    assert mind.values("STRIPE_KEY") == [STRIPE]

    (entry,) = [one for one in mind.entries() if "STRIPE_KEY" in one.summary]
    mind.archive.forget_memories([entry.id])
    assert mind.values("DB_PASSWORD") == ["kelp77gannet"]
    assert [len(some) for some in kept(mind.archive).values_of([first.id]).values()] == [1]


def test_a_value_without_its_frame_is_swept(keys: Keys, tmp_path: Path) -> None:
    """A crash came between the two; the next forget takes it along."""
    archive = on_sealed_files(keys, tmp_path)
    lone, whole = (seen(keys, minute, "DB_PASSWORD=kelp77gannet") for minute in (0, 1))
    archive.add([whole])
    archive._store.database.put("secrets", schema.secret_rows(lone))

    archive.maintain(thorough=True)

    assert set(kept(archive).values_of([lone.id, whole.id])) == {whole.id}
    archive.close()


def test_a_value_that_does_not_verify_is_damage(mind: Mind, keys: Keys) -> None:
    good = seen(keys, 0, "DB_PASSWORD=kelp77gannet")
    bad = replace(good.secrets[0], sealed=good.secrets[0].sealed[:-1] + b"\0")
    mind.sees(replace(good, secrets=(bad,)))

    with pytest.raises(Damaged):
        mind.values("DB_PASSWORD")
