"""Episodes: what was done, in which order, for how long, told as a person would tell it."""

from __future__ import annotations

import pytest

from base.clock import IDLE_AFTER
from base.records.moment import Moment
from memory.memories.manager import Batch
from memory.memories.memory import Kind, Memory
from tests.memory.memories.managers.conftest import EVENING, Person, at, look, watched

MAIL = "https://post.example/mail"


def note(minute: float, *rows: str, title: str = "*ideas.txt - Notepad") -> Moment:
    return look(minute, *rows, app="Notepad", title=title)


def summaries(person: Person) -> list[str]:
    return [one.summary for one in person.remembers(Kind.EPISODIC)]


def seconds(memories: list[Memory]) -> float:
    return sum(one.fields.seconds for one in memories)


def test_durations_add_up_to_the_time_that_was_watched_whatever_the_batches(person: Person) -> None:
    titles = ["*ideas.txt - Notepad", "budget.ods - LibreOffice Calc", "letter.odt - LibreOffice Writer"]
    day = [look(n / 2, f"row {n}", title=titles[n // 7 % 3]) for n in range(130)]

    person.sees(*day, watched=[watched(0, 70)])

    assert seconds(person.remembers(Kind.EPISODIC)) == pytest.approx(64.5 * 60 + IDLE_AFTER.total_seconds())


def test_how_long_the_last_moment_of_a_batch_stayed_is_corrected_by_the_next(person: Person) -> None:
    person.sees(note(0, "first thought"))
    assert seconds(person.remembers(Kind.EPISODIC)) == 0

    person.sees(look(4, "other", title="other.txt - Notepad"), watched=[watched(0, 5)])

    first, second = person.remembers(Kind.EPISODIC)
    assert (first.fields.seconds, second.fields.seconds) == (120.0, 60.0)
    assert first.fields.ended_at == at(2)


def test_two_screens_do_not_make_time_pass_twice(person: Person) -> None:
    left = [look(n, f"left {n}", title="a.txt - Notepad", monitor=1) for n in range(10)]
    right = [look(n + 0.5, f"right {n}", title="b.txt - Notepad", monitor=2) for n in range(10)]

    person.sees(*left, *right, watched=[watched(0, 10, 1), watched(0.5, 10, 2)])

    assert seconds(person.remembers(Kind.EPISODIC)) == pytest.approx(600)


def test_a_screen_that_stands_still_for_an_hour_has_nobody_before_it(person: Person) -> None:
    person.sees(note(0, "lunch"), watched=[watched(0, 60)])

    assert seconds(person.remembers(Kind.EPISODIC)) == IDLE_AFTER.total_seconds()


def test_who_looks_something_up_goes_on_with_the_same_episode(person: Person) -> None:
    person.sees(
        note(0, "a thought"),
        look(2, "help", app="Firefox", title="Commas - Grammar", url="https://grammar.example/commas"),
        note(3, "a thought, better"),
        watched=[watched(0, 4)],
    )

    assert summaries(person) == ["Wrote ideas.txt in Notepad, 3 min", "Looked at “Commas” on Grammar, 1 min"]


def test_who_comes_back_much_later_begins_another_one_also_in_another_session(person: Person) -> None:
    person.sees(note(0, "morning"), note(30, "later"))

    first, second = person.remembers(Kind.EPISODIC)
    assert first.fields.session != second.fields.session


def test_moments_that_arrive_late_join_the_episodes_around_them(person: Person) -> None:
    person.sees(note(0, "one"), note(14, "three"))
    assert len(person.remembers(Kind.EPISODIC)) == 2

    person.sees(note(7, "two"))

    (whole,) = person.remembers(Kind.EPISODIC)
    assert len(whole.evidence) == 3
    assert whole.valid_from == at(0)


def test_another_subject_on_the_same_site_is_another_episode(person: Person) -> None:
    person.sees(
        look(0, "tides", app="Firefox", title="Tides - Papers", url="https://papers.example/1", vector=[1, 0.1, 0]),
        look(1, "more", app="Firefox", title="Moon - Papers", url="https://papers.example/2", vector=[1, 0.2, 0]),
        look(2, "bread", app="Firefox", title="Bread - Papers", url="https://papers.example/3", vector=[0, 0.1, 1]),
    )

    assert summaries(person) == ["Looked at “Tides” and “Moon” on Papers, 2 min", "Looked at “Bread” on Papers"]


def test_mails_are_told_by_who_wrote_them_and_about_what(person: Person) -> None:
    person.sees(
        look(0, "The roof is leaking", "Bruno Castellani <bruno@roofs.example>", "Dear Nia,", "come and see.",
             app="Firefox", title="Inbox - Post", url=f"{MAIL}/1"),
        look(20, "bruno@roofs.example", "Re: The roof", "I come at four", "Send",
             app="Firefox", title="Compose - Post", url=f"{MAIL}/compose/7"),
        look(40, "Von Ute Brandt an Nia, Montag", "Guten Tag",
             app="Firefox", title="Angebot - Post", url=f"{MAIL}/2"),
    )  # fmt: skip

    assert summaries(person) == [
        "Read a mail from Bruno Castellani: “The roof is leaking”, 2 min",
        "Wrote a mail to bruno@roofs.example about “Re: The roof”, 2 min",
        "Read a mail from Ute Brandt: “Angebot”",
    ]
    assert person.remembers(Kind.EPISODIC)[2].fields.people == ("Ute Brandt",)


def test_a_chat_is_told_with_those_who_write_in_it(person: Person) -> None:
    person.sees(
        look(0, "Nia Okafor 09:01", "who has the key?", "Bruno Castellani 09:02", "me",
             app="Element", title="attic | Element"),
    )  # fmt: skip

    assert summaries(person) == ["Read the chat “attic” in Element with Nia Okafor and Bruno Castellani"]


def test_commands_are_told_without_what_may_be_a_secret(person: Person) -> None:
    person.sees(
        look(0, "nia@attic:~/bees$ make hon", app="kitty", title="nia@attic: ~/bees"),
        look(1, "nia@attic:~/bees$ make honey", "done", "nia@attic:~/bees$ export TOKEN=k3yk3yk3yk3yk3y1",
             "nia@attic:~/bees$ curl -H aB3dE5fG7hI9jK1lM3nO5 x.example", app="kitty", title="nia@attic: ~/bees"),
    )  # fmt: skip

    (episode,) = person.remembers(Kind.EPISODIC)
    assert episode.summary == "Ran make honey, export and curl in kitty, 1 min"
    assert episode.fields.commands == ("make honey", "export", "curl -H")


def test_what_was_searched_for_is_told(person: Person) -> None:
    search = "https://find.example/search?q="
    person.sees(
        look(0, "results", app="Firefox", title="bee hotel - Find", url=f"{search}bee+hotel"),
        look(1, "results", app="Firefox", title="bee hotel wood - Find", url=f"{search}bee+hotel+wood"),
    )

    assert summaries(person) == ["Searched Find for “bee hotel” and “bee hotel wood”, 1 min"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (["Dear all,"], ["Dear all, the bees"], "Wrote letter.odt in Writer"),
        (["Dear all,", "the bees"], ["Dear all,", "the bees", "have moved out."], "Wrote letter.odt in Writer"),
        (["Dear all,", "the bees"], ["Dear all,", "the bees"], "Read letter.odt in Writer"),
    ],
)
def test_writing_shows_in_text_that_grows(person: Person, before: list[str], after: list[str], told: str) -> None:
    person.sees(*(look(n / 60, *rows, app="Writer", title="letter.odt") for n, rows in enumerate([before, after])))

    assert summaries(person) == [told]


def test_a_sheet_was_worked_on_when_a_number_in_it_changed(person: Person) -> None:
    rows = [f"item {n} ¦ {n}00" for n in range(1, 12)]
    changed = [*rows[:4], "item 5 ¦ 720", *rows[5:]]

    person.sees(*(look(n / 60, *each, app="Calc", title="cost.ods") for n, each in enumerate([rows, changed])))

    assert summaries(person) == ["Worked on cost.ods in Calc"]


def test_looking_again_at_the_same_batch_changes_nothing(person: Person) -> None:
    day = [note(n, f"thought {n}") for n in range(12)]
    person.sees(*day, watched=[watched(0, 12)])
    before = person.remembers(Kind.EPISODIC)

    person.store.database.table("digested").delete("true")
    person.sees()

    assert person.remembers(Kind.EPISODIC) == before


def test_the_details_say_the_day_in_the_persons_zone_and_what_was_new(person: Person) -> None:
    person.sees(note(0, "the bees have moved out"))

    (episode,) = person.remembers(Kind.EPISODIC)
    assert episode.details == "Tuesday 6 April 2027, 09:00 to 09:00\nthe bees have moved out"
    assert episode.tree_path == ("2027-04-06", "Notepad")


def test_a_zone_that_nobody_knows_costs_no_episode(person: Person) -> None:
    batch = Batch((note(0, "a thought"),), frozenset([note(0).id]), EVENING, zone="Nowhere/At All", id="b")

    digest = person.meta.digest(batch)

    assert [one.failure for one in digest.outcomes if one.failure] == []
    (operation,) = (one for each in digest.outcomes if each.kind is Kind.EPISODIC for one in each.operations)
    assert operation.memory is not None
    assert operation.memory.details.startswith("Tuesday 6 April 2027, 09:00 to 09:00")


def test_a_window_of_which_nothing_is_known_is_told_as_such(person: Person) -> None:
    person.sees(look(0, "something", app="", title=""), look(30, "a song", app="Player", title="Nightingale"))

    assert summaries(person) == ["Used an unknown program, 2 min", "Looked at “Nightingale” in Player"]
