"""What an answer likely says, by what is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from base.ids import new_id
from base.records.line import Line
from base.records.moment import Moment
from base.records.search import Query
from memory.search.answer_terms import answer_terms
from memory.search.ram_source import RamSource
from memory.search.recall import Recall

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("When did she move?", "yesterday"),
        ("Which month was it?", "october"),
        ("How long have they lived there?", "since"),
        ("Since when is the shop open?", "month"),
        ("Wann ist sie umgezogen?", "gestern"),
        ("Wie lange wohnt er in dem Haus?", "jahre"),
        ("Quand est-ce que je suis parti ?", "hier"),
        ("¿Cuándo fue la reunión?", "ayer"),
    ],
)
def test_times_are_expected_where_they_are_asked_for(question: str, word: str) -> None:
    assert word in answer_terms(question).split()


@pytest.mark.parametrize("question", ["When I was in the shop, what did I read?", "Who moved?", "the long road", ""])
def test_else_anything_may_be_the_answer(question: str) -> None:
    assert answer_terms(question) == ""


def test_of_two_moments_that_say_the_same_the_one_with_a_time_tells_when() -> None:
    said = ("a red boat last week from them", "a red boat with sails", "a loaf of bread", "the ferry timetable")
    first = Moment(new_id(NOON), NOON, 1, app="Chat", title="Chat")
    moments = [
        replace(first, id=new_id(at), at=at, title=f"Chat {n}", lines=(Line(f"bought {text}", (0, 0, 100, 20)),))
        for n, text in enumerate(said)
        for at in (NOON + timedelta(hours=n),)
    ]
    recall = Recall(RamSource(moments), text_encoder=None)

    def best(question: str) -> str:
        return recall.search(Query(question, NOON + timedelta(days=1))).hits[0].text

    assert best("Who bought the red boat?") == "bought a red boat with sails"
    assert best("When was the red boat bought?") == "bought a red boat last week from them"
