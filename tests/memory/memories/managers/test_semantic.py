"""Knowledge: facts of things and people, and what becomes of them when a value changes."""

from __future__ import annotations

import pytest

from base.records.moment import Moment
from memory.memories.fields import SemanticFields
from memory.memories.memory import Kind, Memory, fields_of
from memory.memories.screen.facts import is_different
from memory.memories.screen.names import is_name
from memory.memories.screen.people import is_same_name
from tests.memory.memories.managers.conftest import Person, at, look


def page(minute: float, *rows: str, title: str = "Pump - Mill", url: str = "https://mill.example/pump") -> Moment:
    return look(minute, *rows, app="Firefox", title=title, url=url)


def facts(memory: Memory) -> dict[str, str]:
    return {fact.attribute: fact.value for fact in fields_of(memory, SemanticFields).facts or ()}


def things(person: Person, *, history: bool = False) -> list[Memory]:
    return [one for one in person.remembers(Kind.SEMANTIC, history=history) if one.key.startswith("thing:")]


def people(person: Person) -> dict[str, Memory]:
    met = [one for one in person.remembers(Kind.SEMANTIC) if not one.key.startswith("thing:")]
    return {one.fields.name: one for one in met}


def test_labelled_values_are_facts_of_their_page(person: Person) -> None:
    person.sees(page(0, "Pressure: 4 bar", "Last service: 12 May 2027", "Druck: hoch", "联系电话：037-1711"))

    (thing,) = things(person)
    assert facts(thing) == {
        "Pressure": "4 bar", "Last service": "12 May 2027", "Druck": "hoch", "联系电话": "037-1711",
    }  # fmt: skip
    assert thing.summary.startswith("Pump on Mill: Pressure: 4 bar; Last service: 12 May 2027")
    assert thing.fields.source == "mill.example/pump"


def test_a_table_gives_facts_by_its_rows_and_heads(person: Person) -> None:
    person.sees(page(0, "Pump ¦ Pressure ¦ State", "north ¦ 4 bar ¦ ok", "south ¦ 2 bar ¦ leaking", "Total ¦ 6 bar"))

    (thing,) = things(person)
    assert facts(thing) == {
        "north, Pressure": "4 bar", "north, State": "ok", "south, Pressure": "2 bar", "south, State": "leaking",
        "Total, Pressure": "6 bar",
    }  # fmt: skip
    assert "north: Pressure 4 bar, State ok" in thing.summary


def test_labels_in_one_column_have_their_values_in_the_other_also_where_one_was_not_read(person: Person) -> None:
    person.sees(page(0, "Field ¦ Entry", "Owner ¦ Nia", "Colour", "Built ¦ 1931"))

    assert facts(things(person)[0]) == {"Owner": "Nia", "Built": "1931"}


def test_settings_in_a_file_are_facts_and_lines_of_code_are_not(person: Person) -> None:
    person.sees(
        look(0, "port: 8080", "host: mill.example", app="Code", title="pump.yaml - Visual Studio Code"),
        look(5, "x = open(path)", "LIMIT = 40", "def run(self):", app="Code", title="pump.py - Visual Studio Code"),
    )

    assert [facts(one) for one in things(person)] == [{"port": "8080", "host": "mill.example"}, {"LIMIT": "40"}]


def test_a_sentence_with_a_date_or_an_amount_is_kept(person: Person) -> None:
    person.sees(
        page(
            0,
            "The mill was closed on 3 May 2027 after a flood.",
            "People like to come here.",
            "Die Miete kostet 900 €.",
        )
    )

    (thing,) = things(person)
    assert thing.fields.says == ("The mill was closed on 3 May 2027 after a flood.", "Die Miete kostet 900 €.")


def test_a_newer_value_closes_the_older_one_which_stays_as_history(person: Person) -> None:
    person.sees(page(0, "Delivery: 3 May", "Weight: 20 kg"))
    person.sees(page(60, "Delivery: 9 May", "Weight: 20 kg"))

    older, newer = things(person, history=True)
    assert (facts(older)["Delivery"], facts(newer)["Delivery"]) == ("3 May", "9 May")
    assert (older.valid_to, older.superseded_by) == (at(60), newer.id)
    assert things(person) == [newer]
    assert "Delivery: 9 May (before: 3 May)" in newer.details
    assert newer.summary.startswith("Pump on Mill: Delivery: 9 May")


def test_an_older_value_that_arrives_later_becomes_history(person: Person) -> None:
    person.sees(page(60, "Delivery: 9 May"))
    person.sees(page(0, "Delivery: 3 May"))

    (holding,) = things(person)
    assert facts(holding)["Delivery"] == "9 May"
    assert [facts(one)["Delivery"] for one in things(person, history=True)] == ["3 May", "9 May"]


def test_a_change_within_one_batch_is_a_change_too(person: Person) -> None:
    person.sees(page(0, "Level: 13"), page(1, "Level: 13"), page(2, "Level: 46"))

    older, newer = things(person, history=True)
    assert (older.evidence, newer.evidence) == (older.evidence[:2], newer.evidence[:1])
    assert newer.valid_from == at(2)


@pytest.mark.parametrize(
    ("one", "other", "different"),
    [
        ("13", "46", True),
        ("3 May", "9 May", True),
        ("timeout 429", "timeout429", False),
        ("1O bar", "10 bar", False),
        ("in Progress", "in Progr", False),
        ("12", "120", True),
        ("open", "closed", True),
        ("The pump was serviced by the miller in May", "The pump was servlced by the miller in May", False),
    ],
)
def test_a_value_differs_when_it_is_not_the_same_read_otherwise(one: str, other: str, different: bool) -> None:
    assert is_different(one, other) is different


def test_what_is_said_twice_with_different_values_is_no_fact(person: Person) -> None:
    person.sees(page(0, "Price: 3", "Colour: red", "Price: 4"))

    assert facts(things(person)[0]) == {"Colour": "red"}


def test_nothing_secret_becomes_a_fact(person: Person) -> None:
    person.sees(page(0, "Password: rosebud1941", "API key: abcdef", "Card number: 4111 1111", "PIN: 1234", "Shelf: B2"))

    assert facts(things(person)[0]) == {"Shelf": "B2"}


def test_people_are_met_in_mails_and_chats_and_are_one_person_in_both(person: Person) -> None:
    person.sees(
        look(0, "The roof", "Bruno Castellani <bruno@roofs.example>", "Come and see.", "Bruno Castellani, Alpine Roofs",
             app="Firefox", title="Inbox - Post", url="https://post.example/mail/1"),
        look(30, "Bruno Castellani 09:02", "on my way", app="Element", title="attic | Element"),
    )  # fmt: skip

    met = people(person)
    assert met["Bruno Castellani"].summary == (
        "Bruno Castellani: bruno@roofs.example; writes in attic; works at Alpine Roofs; wrote “The roof”"
    )
    assert met["Bruno Castellani"].tree_path == ("People", "Alpine Roofs")
    assert met["Alpine Roofs"].fields.type == "organisation"
    assert len(met["Bruno Castellani"].evidence) == 2


def test_an_address_book_gives_people_their_facts(person: Person) -> None:
    person.sees(
        page(
            0,
            "Name ¦ Phone ¦ Mail",
            "Bruno Castellani ¦ 318 ¦ bruno@mill.example",
            "Ute Brandt ¦ 77 ¦ ute@mill.example",
        )
    )

    assert facts(people(person)["Ute Brandt"]) == {"Phone": "77", "Mail": "ute@mill.example"}
    assert things(person) == []


@pytest.mark.parametrize("name", ["Ada Lovelace", "Vincent van Gogh", "Jean-Luc Picard", "J. R. Oppenheimer", "李小龙"])
def test_these_may_be_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("name", ["Ada", "ada lovelace", "ADA LOVELACE", "Page 2", "a list of names"])
def test_these_are_none(name: str) -> None:
    assert not is_name(name)


def test_a_misread_name_is_the_same_name() -> None:
    assert is_same_name("Ada Lovelace", "Ada Lovelaoe")
    assert is_same_name("Ada Lovelace", "Ada Lovelac")
    assert not is_same_name("Ada Lovelace", "Ida Lovelock")


def test_looking_again_changes_nothing(person: Person) -> None:
    person.sees(page(0, "Level: 13", "Owner: Nia"), page(1, "Level: 46"))
    before = person.remembers(Kind.SEMANTIC, history=True)

    person.store.database.table("digested").delete("true")
    person.sees()

    assert person.remembers(Kind.SEMANTIC, history=True) == before


def test_a_column_that_counts_the_rows_names_nothing(person: Person) -> None:
    person.sees(page(0, "Pos ¦ Leistung ¦ Betrag", "1 ¦ Anfahrt ¦ 35,00 €", "2 ¦ Reinigung ¦ 120,00 €"))

    assert facts(things(person)[0]) == {"Anfahrt, Betrag": "35,00 €", "Reinigung, Betrag": "120,00 €"}


def test_a_letter_in_a_mail_program_is_known_by_its_title(person: Person) -> None:
    person.sees(
        look(0, "Stadtwerke Aurich <post@werke.example>", "Der Abschlag beträgt ab 1. Juni 2027 monatlich 84,00 €.",
             app="Thunderbird", title="Ihre Abrechnung - Mozilla Thunderbird"),
    )  # fmt: skip

    (thing,) = things(person)
    assert thing.summary == "Ihre Abrechnung: Der Abschlag beträgt ab 1. Juni 2027 monatlich 84,00 €."
