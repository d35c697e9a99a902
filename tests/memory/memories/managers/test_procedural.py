"""Workflows: what is done again and again in the same order, found among everything else that was done."""

from __future__ import annotations

from base.records.moment import Moment
from memory.memories.managers.prefixspan import mine_patterns
from memory.memories.memory import Kind, Memory
from tests.memory.memories.managers.conftest import Person, at, look

DAY = 24 * 60


def report(day: int, number: int, *, start: float = 0, between: tuple[Moment, ...] = ()) -> list[Moment]:
    """The harvest is looked up, reckoned in a sheet, and sent to Ute."""
    begin = day * DAY + start
    rows = [f"hive {n} ¦ {n}0" for n in range(1, 8)]
    return [
        look(begin, "Harvest", "Download", app="Firefox", title=f"Harvest {number} - Hives",
             url=f"https://hives.example/harvest/{number}"),
        look(begin + 0.5, "Harvest", f"Download ¦ Saved as harvest-{number}.csv", app="Firefox",
             title=f"Harvest {number} - Hives", url=f"https://hives.example/harvest/{number}"),
        *between,
        look(begin + 3, *rows, app="Calc", title=f"harvest-{number}.ods - Calc"),
        look(begin + 3.2, *rows[:3], "hive 4 ¦ 99", *rows[4:], app="Calc", title=f"harvest-{number}.ods - Calc"),
        look(begin + 5, "ute@mill.example", f"Harvest {number} is in", "the sum is 480",
             app="Firefox", title="Compose - Post", url=f"https://post.example/mail/compose/{number}"),
    ]  # fmt: skip


def other(minute: float, name: str) -> Moment:
    return look(minute, "something", app="Firefox", title=f"{name} - News", url=f"https://news.example/{name}")


def workflows(person: Person) -> list[Memory]:
    return person.remembers(Kind.PROCEDURAL)


def test_what_was_done_on_three_days_is_a_workflow_with_its_steps_in_order(person: Person) -> None:
    for day in range(3):
        person.sees(
            other(day * DAY - 30, f"morning{day}x"), *report(day, 11 + day), other(day * DAY + 60, f"noon{day}")
        )

    (workflow,) = workflows(person)
    assert workflow.fields.steps == (
        "Open “Harvest …” on Hives (Download: Saved as harvest-….csv)",
        "Work on harvest-….ods in Calc",
        "Write a mail to ute@mill.example about “Harvest … is in”",
    )
    assert workflow.fields.times_seen == 3
    assert workflow.summary == (
        "“Harvest …” on Hives → Work on harvest-….ods in Calc → "
        "a mail to ute@mill.example about “Harvest … is in”, 3 times"
    )
    assert workflow.fields.apps == ("Firefox", "Calc")
    assert workflow.valid_from == at(0)
    assert all(one in set(person.store.frames.ids()) for one in workflow.evidence)


def test_once_is_no_workflow(person: Person) -> None:
    person.sees(*report(0, 11))

    assert workflows(person) == []


def test_another_time_is_counted_and_does_not_make_another_workflow(person: Person) -> None:
    person.sees(*report(0, 11), *report(1, 12))
    assert workflows(person)[0].fields.times_seen == 2

    person.sees(*report(2, 13))

    assert [one.fields.times_seen for one in workflows(person)] == [3]


def test_something_else_in_between_is_a_variation(person: Person) -> None:
    between = (other(DAY + 1, "bees"),)
    person.sees(*report(0, 11), *report(1, 12, between=between), *report(2, 13))

    (workflow,) = workflows(person)
    assert workflow.fields.times_seen == 3
    (variation,) = workflow.fields.variations
    assert "Open “bees” on News" in variation  # type: ignore[operator]


def test_things_that_are_far_apart_in_time_belong_to_no_workflow(person: Person) -> None:
    for day in range(3):
        first, _, *rest = report(day, 11 + day)
        late = report(day, 11 + day, start=120)[2:]
        person.sees(first, *late)
        assert rest

    assert workflows(person) == []


def test_looking_at_pages_is_a_routine_only_from_the_third_time_on(person: Person) -> None:
    def round_of_news(day: int) -> list[Moment]:
        names = ("weather", "tides", "ferries")
        return [
            look(day * DAY + n, "now", app="Firefox", title=name, url=f"https://{name}.example/today")
            for n, name in enumerate(names)
        ]

    person.sees(*round_of_news(0), *round_of_news(1))
    assert workflows(person) == []

    person.sees(*round_of_news(2))
    assert len(workflows(person)) == 1


def test_commands_that_are_run_one_after_the_other_are_a_script(person: Person) -> None:
    for day in range(2):
        person.sees(
            look(day * DAY, "nia@attic:~/bees$ git pull", "nia@attic:~/bees$ ls", "nia@attic:~/bees$ make honey",
                 "nia@attic:~/bees$ git push", app="kitty", title="nia@attic: ~/bees"),
        )  # fmt: skip

    (script,) = workflows(person)
    assert script.fields.entry_type == "script"
    assert script.fields.steps == ("Run git pull", "Run make honey", "Run git push")
    assert script.summary == "git pull → make honey → git push, twice"


def test_looking_again_changes_nothing(person: Person) -> None:
    person.sees(*report(0, 11), *report(1, 12))
    before = workflows(person)

    person.store.database.table("digested").delete("true")
    person.sees()

    assert workflows(person) == before


def test_patterns_are_closed_and_do_not_overlap() -> None:
    sequence = list("abcxabycab")

    (found,) = mine_patterns(sequence, frozenset(), least=3, times=2)

    assert found.labels == ("a", "b", "c")
    assert found.places == ((0, 1, 2), (4, 5, 7))


def test_no_pattern_goes_over_a_break() -> None:
    assert mine_patterns(list("abcabc"), frozenset([2, 5]), least=3, times=2) == []
