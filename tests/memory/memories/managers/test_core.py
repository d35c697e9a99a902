"""Core memory: who the person is, read, stated or concluded."""

from __future__ import annotations

import pytest

from base.records.moment import Moment
from memory.memories.memory import Basis, Kind, Memory
from tests.memory.memories.managers.conftest import Person, look, watched

DAY = 24 * 60


def shell(minute: float) -> Moment:
    return look(minute, "nia@attic:~/bees$ ls", app="kitty", title="nia@attic: ~/bees")


def profile(minute: float, *rows: str) -> Moment:
    return look(minute, "Nia Okafor", *rows, app="Firefox", title="Profile - Hives", url="https://hives.example/me")


def about(person: Person) -> dict[str, str]:
    return {one.fields.attribute: one.fields.value for one in person.remembers(Kind.CORE)}


def one_of(person: Person, attribute: str) -> Memory:
    return next(one for one in person.remembers(Kind.CORE) if one.fields.attribute == attribute)


def test_the_name_is_first_what_a_shell_calls_the_person_then_what_a_page_writes_in_full(person: Person) -> None:
    person.sees(shell(0))
    assert about(person) == {"Name": "Nia"}
    assert one_of(person, "Name").basis is Basis.INFERRED

    person.sees(
        look(30, "Passenger: Nia Okafor", "Seat: 12A", app="Firefox", title="Trip", url="https://fly.example/1")
    )

    assert about(person)["Name"] == "Nia Okafor"
    assert len(person.remembers(Kind.CORE, history=True)) == 1


def test_others_who_are_named_on_the_screen_are_not_the_person(person: Person) -> None:
    person.sees(
        shell(0),
        look(1, "Passenger: Bruno Castellani", app="Firefox", title="Trip", url="https://fly.example/1"),
        look(2, "Nils Okafor 09:00", "hello", app="Element", title="attic | Element"),
    )

    assert about(person) == {"Name": "Nia"}


def test_a_page_about_oneself_is_taken_over(person: Person) -> None:
    person.sees(profile(0, "Field ¦ Entry", "Home city ¦ Trieste", "Food ¦ vegan", "Birthday ¦ 3 May"))

    assert about(person) == {"Name": "Nia Okafor", "Home city": "Trieste", "Food": "vegan", "Birthday": "3 May"}
    city = one_of(person, "Home city")
    assert (city.summary, city.fields.block, city.basis) == ("Home city: Trieste", "human", Basis.MEASURED)


def test_who_moves_lives_in_the_new_city_and_lived_in_the_old_one(person: Person) -> None:
    person.sees(profile(0, "Home city: Trieste"))
    person.sees(profile(DAY, "Home city: Rijeka"))

    assert about(person)["Home city"] == "Rijeka"
    history = [one.fields.value for one in person.remembers(Kind.CORE, history=True) if one.key == "core:home city"]
    assert history == ["Trieste", "Rijeka"]


@pytest.mark.parametrize(
    ("written", "stated"),
    [
        ("remember I am allergic to nuts, please", "“I am allergic to nuts”"),
        ("I never eat fish. See you", "“I never eat fish”"),
        ("denk dran, ich bin Vegetarierin", "“Ich bin Vegetarierin”"),
        ("我对花生过敏，谢谢", "“我对花生过敏”"),
        ("I am late, my train is full", ""),
        ("I will bring the umbrella", ""),
    ],
)
def test_what_the_person_writes_of_themselves_is_stated(person: Person, written: str, stated: str) -> None:
    person.sees(
        profile(0),
        look(5, "Bruno Castellani 09:00", "I am allergic to bees", "Nia Okafor 09:01", written,
             app="Element", title="lunch | Element"),
    )  # fmt: skip

    said = [one for one in person.remembers(Kind.CORE) if one.basis is Basis.STATED]
    assert [one.summary for one in said] == ([stated] if stated else [])


def test_the_mail_address_tells_who_keeps_it(person: Person) -> None:
    person.sees(
        profile(0),
        look(5, "River Mill Mail", "nia.okafor@rivermill.example", app="Firefox", title="Inbox - River Mill",
             url="https://mail.rivermill.example/in"),
    )  # fmt: skip

    assert about(person)["Mail"] == "nia.okafor@rivermill.example"
    employer = one_of(person, "Employer")
    assert (employer.fields.value, employer.basis) == ("River Mill", Basis.INFERRED)
    assert employer.details == "By the mail address at rivermill.example"


def test_a_providers_address_tells_no_employer(person: Person) -> None:
    person.sees(profile(0, "Mail: nia.okafor@gmail.com"))

    assert "Employer" not in about(person)


def test_habits_are_counted_over_days_that_are_over(person: Person) -> None:
    for day in range(4):
        person.sees(
            *(look(day * DAY + n * 30, f"row {n}", app="Calc", title="cost.ods") for n in range(16)),
            watched=[watched(day * DAY, day * DAY + 450)],
        )

    hours = one_of(person, "Working hours")
    assert (hours.fields.value, hours.basis) == ("09:00 to 16:30", Basis.INFERRED)
    assert about(person)["Programs used most"] == "Calc"


def test_every_line_names_its_evidence(person: Person) -> None:
    person.sees(shell(0), profile(1, "Home city: Trieste"))

    assert all(one.evidence for one in person.remembers(Kind.CORE))
    assert one_of(person, "Home city").fields.sure == 1
