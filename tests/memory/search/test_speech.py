"""Who says a line, and what a query's words say of people."""

from __future__ import annotations

import pytest

from base.records.line import Line
from memory.text.speakers import find_mentioned_senders, find_people, find_senders, is_about_oneself, remove_words


def said(*lines: str) -> frozenset[str]:
    return find_senders([Line(text, (0, 0, 9, 9)) for text in lines])


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ana Ruiz 14:02", {"ana", "ruiz"}),
        ("Ana · today at 9:05 AM", {"ana"}),
        ("Zoë: shall we?", {"zoe"}),
        ("[12:04] <mkofi> on it", {"mkofi"}),
        ("You (08:15)", {"you"}),
        ("the meeting of all the teams is at 14:02", set()),
        ("https://ana.example/a", set()),
        ("14:02", set()),
        ("it was sunny", set()),
    ],
)
def test_a_sender_stands_at_the_beginning(line, names):
    assert said(line) == names


def test_one_line_with_a_colon_makes_no_person():
    spoken = [frozenset({"ana"}), frozenset({"ana", "you"}), frozenset({"total", "you"})]

    assert find_people(("did", "ana", "pay", "the", "total", "to", "you"), spoken) == {"ana"}


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("what did ana promise ben", {"ana"}),
        ("when did ana and ben meet chloe", {"ana", "ben"}),
        ("was hat ben mit ana und chloe vor", {"ben"}),
        ("who paid", set()),
    ],
)
def test_a_question_is_about_the_first_whom_it_names(text, about):
    assert find_mentioned_senders(text.split(), {"ana", "ben", "chloe"}) == about


def test_a_name_is_no_part_of_the_meaning():
    assert remove_words("What did Ana's sister say, Ana?", frozenset({"ana"})) == "What did sister say,"
    assert remove_words("Ana", frozenset({"ana"})) == "Ana"


@pytest.mark.parametrize(("text", "oneself"), [("what did i say", True), ("was habe ich", True), ("who paid", False)])
def test_some_questions_are_about_oneself(text, oneself):
    assert is_about_oneself(text.split()) is oneself
