"""The vault: which secrets were seen where, made of the marks that redaction left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from base.records.moment import Moment
from memory.memories.fields import VaultFields
from memory.memories.memory import Kind
from memory.memories.serialization import text_of_memory
from memory.perception.redaction import redact
from tests.memory.memories.managers.conftest import Person, look

STRIPE = "sk" + "_live_" + "Zq81LmPw44TrNv02KxYd77Ba"
BANK = "DE02120300000000202051"
PAPER = np.zeros((900, 1600, 3), np.uint8)


def redacted(moment: Moment) -> Moment:
    return replace(moment, lines=redact(PAPER, moment.lines).lines)


def terminal(minute: float, *rows: str) -> Moment:
    return redacted(look(minute, *rows, app="Terminal", title="make deploy"))


def captions(person: Person) -> Sequence[str]:
    return [one.summary for one in person.remembers(Kind.VAULT)]


def test_a_secret_is_one_entry_however_often_it_was_seen(person: Person) -> None:
    first = terminal(0, "building", f"export STRIPE_KEY={STRIPE}")
    person.sees(first, terminal(1, f"export STRIPE_KEY={STRIPE}", "done"))
    person.sees(again := terminal(300, "once more", f"export STRIPE_KEY={STRIPE}"))

    (entry,) = person.remembers(Kind.VAULT)
    assert entry.summary == "Stripe key “STRIPE_KEY”, seen in Terminal: make deploy"
    assert entry.fields == VaultFields(entry_type="api_key", source="Terminal", sensitivity="high")
    assert (entry.evidence[0], entry.evidence[-1]) == (first.id, again.id)


def test_different_secrets_and_different_places_are_different_entries(person: Person) -> None:
    mail = look(2, f"Pay into {BANK} by Friday", app="Firefox", title="Rent - Post", url="https://post.example/m/1")

    person.sees(terminal(0, f"STRIPE_KEY={STRIPE}", "DB_PASSWORD=kelp77gannet"), redacted(mail))

    found = person.remembers(Kind.VAULT)
    assert {one.summary.split(",")[0] for one in found} == {
        "Stripe key “STRIPE_KEY”",
        "Password “DB_PASSWORD”",
        "Bank account number",
    }
    (account,) = [one for one in found if one.fields.entry_type == "bank_account"]
    assert account.fields.sensitivity == "medium"
    assert account.summary.startswith("Bank account number, seen on ")


def test_a_field_is_named_by_the_label_beside_it(person: Person) -> None:
    person.sees(redacted(look(0, "Router", "Wi-Fi password¦kelp77gannet", app="Settings")))

    assert captions(person) == ["Password “Wi-Fi password”, seen in Settings"]


def test_no_value_is_in_any_memory_of_any_kind(person: Person) -> None:
    person.sees(terminal(0, f"STRIPE_KEY={STRIPE}", "password: kelp77gannet", f"transfer {BANK}"))

    told = " ".join(f"{one.key} {text_of_memory(one)}" for one in person.remembers_all())
    assert person.remembers(Kind.VAULT)
    for value in (STRIPE, "kelp77gannet", BANK):
        assert not any(value[at : at + 6] in told for at in range(len(value) - 5))


def test_a_screen_without_secrets_concerns_no_vault(person: Person) -> None:
    person.sees(look(0, "Password: ••••••••", "the word [secret: key] in somebody's text"))

    assert person.remembers(Kind.VAULT) == []
