"""Answers without a model: the statement that carries the question, with the moment that shows it; or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from base.records.line import Line
from base.records.moment import Moment
from base.records.search import Hit
from base.records.vector import Vector
from memory.ask.extractive import extract_answer
from memory.memories.memory import FIELDS, Kind, Memory
from memory.memories.serialization import fields_from_json

NOW = datetime(2026, 3, 6, 17, 0, tzinfo=UTC)


def hit(text: str, title: str = "Notes", app: str = "Editor", url: str = "", frame: str = "f1") -> Hit:
    at = NOW - timedelta(hours=3)
    return Hit(frame, at, at, 0, 0.9, app, title, url, text[:20], text)


def memory(summary: str, kind: Kind = Kind.CORE, *, details: str = "", evidence: str = "f1", **fields) -> Memory:
    return Memory(
        id=summary,
        key=summary,
        summary=summary,
        details=details,
        fields=fields_from_json(FIELDS[kind], fields),
        evidence=(evidence,),
        created_at=NOW,
        updated_at=NOW,
        valid_from=NOW,
    )


def meanings(texts: Sequence[str]) -> Vector:
    """Only the words of one small family are like one another."""
    family = ("diet", "vegetarian", "vegan")
    rows = []
    for text in texts:
        row = np.zeros(64, np.float32)
        row[0 if any(word in text.lower() for word in family) else 1 + sum(map(ord, text)) % 63] = 1
        rows.append(row)
    return np.array(rows)


def ask(question: str, *hits: Hit, known: Sequence[Memory] = ()) -> str:
    memories: dict[Kind, list[Memory]] = {}
    for one in known:
        memories.setdefault(one.kind, []).append(one)
    return extract_answer(question, NOW, hits, memories, meanings).text


def test_the_line_that_says_most_of_it_comes_first_with_its_moment():
    said = ask("When does the ferry leave?", hit("Weather\nThe ferry leaves at 7:40\nTea"), hit("Tea", frame="f2"))

    assert said.splitlines()[0] == "The ferry leaves at 7:40 [1]"


def test_a_label_comes_with_what_stands_beside_it():
    assert "Gate\nD29".replace("\n", " ") in ask("Which gate?", hit("Boarding at noon in the main hall\nGate\nD29"))


def test_the_cells_of_a_table_are_read_together():
    cells = [("Guard", 40, 300), ("8248", 400, 302), ("Diesel", 40, 340), ("7271", 400, 341), ("Crates", 40, 380)]
    lines = tuple(Line(text, (x, y, 80, 20)) for text, x, y in cells)
    shown = Moment(id="f1", at=NOW, monitor=0, app="Sheets", title="Costs", lines=lines)
    found = hit("Guard\nDiesel\nCrates\n8248\n7271", "Costs", "Sheets")

    said = extract_answer("What did diesel cost?", NOW, [found], {}, meanings, {"f1": shown}).text

    assert "Diesel 7271" in said.splitlines()[0]


def test_nothing_named_is_nowhere():
    assert ask("Which podcast did I listen to?", hit("listen: 0.0.0.0:80\nlevel: info")) == ""
    assert ask("What is the status of ZX-9000?", hit("Status of the harbour: open")) == ""
    assert ask("When is my next yoga class?", hit("Class of 2009\nThe next train")) == ""


def test_no_moment_no_answer():
    assert ask("Which gate?") == ""


def test_a_word_of_like_meaning_stands_for_another():
    assert "vegetarian" in ask("What is my diet?", hit("Food\nvegetarian"))


def test_the_sort_of_thing_that_is_asked_for_need_not_be_named():
    assert "Acme" in ask("Which company made the anvil?", hit("The anvil of Acme\nTea"))


def test_of_two_things_offered_one_is_enough():
    assert "window seat" in ask("Do I like window or aisle?", hit("10F window seat preferred"))


def test_what_is_known_comes_before_what_is_seen_and_is_told():
    known = memory("Birthday: 28 May")

    found = extract_answer("When is my birthday?", NOW, [hit("Birthday party list")], {Kind.CORE: [known]}, meanings)

    assert found.text.splitlines()[0] == "Birthday: 28 May [1]"
    assert found.memories == (known,)


def test_a_fact_names_the_thing_that_it_is_of():
    known = memory("", Kind.SEMANTIC, details="Pool size: 46 (before: 13)", name="gateway.yaml")

    assert "gateway.yaml: Pool size: 46 (before: 13) [1]" in ask(
        "Which pool size now?", hit("Pool size"), known=[known]
    )


def test_the_moment_with_the_newest_value_of_what_changed_comes_first():
    facts = [{"attribute": "Pool size", "value": "46", "before": "13"}]
    known = memory(
        "", Kind.SEMANTIC, details="Pool size: 46 (before: 13)", name="gateway.yaml", evidence="f2", facts=facts
    )
    older, newer = hit("The pool size was small on the old server", frame="f1"), hit("Pool size 46", frame="f2")
    other = hit("Tea", frame="f3")

    def asked(question="Which pool size does it have?", **more):
        found = extract_answer(question, NOW, [older, newer, other], {Kind.SEMANTIC: [known]}, meanings, **more)
        return [one.frame for one in found.hits], found.text

    hits, text = asked()
    assert hits == ["f2", "f1", "f3"]
    assert text.splitlines()[0] == "gateway.yaml: Pool size: 46 (before: 13) [1]"
    assert "old server [2]" in text
    assert asked(reorder=False)[0] == ["f1", "f2", "f3"]
    assert asked("Which pool size did it have on Tuesday?")[0] == ["f1", "f2", "f3"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How long did I edit the budget?", "9 minutes in all, 2 times"),
        ("How many times did I edit the budget?", "2 times, 9 minutes in all"),
    ],
)
def test_how_long_and_how_often_are_reckoned_from_the_episodes(question, told):
    known = [memory(f"Edited the budget {n}", Kind.EPISODIC, seconds=270.0) for n in (1, 2)]
    other = memory("Read the news", Kind.EPISODIC, seconds=5000.0)

    assert ask(question, hit("budget"), known=[*known, other]).startswith(told)


def test_what_came_next_is_a_window():
    said = ask("What did I read right after the letter?", hit("x", "Tide table", "Browser", "tides.example/t"))

    assert said.startswith("Tide table (tides.example/t) [1]")


def test_a_question_in_another_language_finds_the_word():
    assert "Rechnung" in ask("Which invoice came?", hit("Rechnung vom Montag"))


def test_where_something_is_and_which_window_it_was_are_told_by_its_name_and_address():
    guide = hit("Duty phone: ext. 7029", "Tide guide - Wiki", "Browser", "wiki.example/tides")
    query = hit("About 7 results", "lost ferry ticket - Seekr", "Browser", "seekr.example/search?q=lost")

    assert ask("Where is the tide guide?", guide).startswith("Tide guide - Wiki (wiki.example/tides) [1]")
    assert ask("Which query did I enter?", query).startswith("lost ferry ticket - Seekr (seekr.example/search?q=lost)")


def test_what_one_did_at_a_time_is_told_by_what_was_shown_then():
    habit = memory("Programs used most: Editor and Browser", evidence="f9")
    shown = hit("The ferry report", "Report", frame="f1")

    said = ask("Which programs did I read the ferry report in today?", shown, known=[habit])

    assert "ferry report" in said
    assert "used most" not in said
    assert "used most" in ask("Which programs do I use most?", shown, known=[habit])


def test_a_question_about_oneself_is_answered_by_what_is_known_of_one():
    name = memory("Name: Ada Quill")

    assert ask("What is my name?", hit("The name of the ferry is Tern"), known=[name]).startswith("Name: Ada Quill")


def test_where_a_command_is_asked_for_a_command_is_the_answer():
    told = "The log shows all commits of the ferry\nada@quay:~$ git log --oneline"

    assert "git log --oneline" in ask("Which command shows the log?", hit(told, "sh", "Terminal")).splitlines()[0]


def test_the_moment_of_a_fact_that_carries_the_question_comes_first():
    fact = memory("", Kind.SEMANTIC, details="Phone: +41 471 29", name="Kofi Quispe", evidence="f2")
    chat, directory = hit("Kofi Quispe: see you", "Chat", frame="f1"), hit("Phone +41 471 29", "People", frame="f2")

    found = extract_answer(
        "What is the phone of Kofi Quispe?", NOW, [chat, directory], {Kind.SEMANTIC: [fact]}, meanings
    )
    assert [one.frame for one in found.hits] == ["f2", "f1"]

    vague = extract_answer(
        "Why does Kofi hate sailing boats?", NOW, [chat, directory], {Kind.SEMANTIC: [fact]}, meanings
    )
    assert vague.text == "" or [one.frame for one in vague.hits] == ["f1", "f2"]


def test_a_secret_that_is_asked_for_is_named_with_its_moment_and_stays_in_the_vault():
    entry = memory("Password “DB_PASSWORD”, seen in Terminal: staging env", Kind.VAULT, evidence="f2")
    hits = [hit("The staging area of the quay", frame="f1"), hit("DB_PASSWORD=[secret: password]", frame="f2")]

    def asked(question):
        return extract_answer(question, NOW, hits, {Kind.VAULT: [entry]}, meanings)

    found = asked("What is the staging password?")
    assert found.text.startswith(f"{entry.summary}: in the vault, shown on request only [1]")
    assert [one.frame for one in found.hits] == ["f2", "f1"]
    assert "vault" not in asked("What is the password of my guest flat?").text
    assert "vault" not in asked("Where is the staging area of the quay?").text
