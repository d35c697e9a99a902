"""Judged LOCOMO: a scripted model answers and judges, over the product's own store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import SimpleNamespace

import numpy as np
import pytest

from base.records.consent import Purpose
from base.records.vector import Vector
from benchmarks.locomo import AfterglowMemory
from benchmarks.locomo_judged import Judged, endpoint, judge, judged, table
from memory.llm.consent_gate import ConsentGate
from tests.memory.llm.conftest import fault, server, words

__all__ = ["server"]


class Flat:
    name, dimensions = "flat", 4

    def encode(self, texts: Sequence[str]) -> Vector:
        return np.tile(np.array([0.5], np.float32), (len(texts), 4))


class Small(AfterglowMemory):
    encoder = staticmethod(Flat)


def turn(place: int, speaker: str, text: str) -> SimpleNamespace:
    at = datetime(2023, 5, 8, 13, 0)
    return SimpleNamespace(id=f"D1:{place}", session=1, pos=place, speaker=speaker, text=text, caption="", date=at)


def question(text: str, answer: str, category: int) -> SimpleNamespace:
    return SimpleNamespace(text=text, answer=answer, category=category)


@pytest.fixture
def conversation() -> SimpleNamespace:
    turns = [turn(0, "Ana", "The ferry leaves at noon"), turn(1, "Ben", "Good to know")]
    asked = [question("When does the ferry leave?", "noon", 4), question("left out", "x", 5)]
    return SimpleNamespace(turns=turns, questions=asked)


def gate(server) -> ConsentGate:
    return ConsentGate(endpoint(server.url, "judge"), Purpose.ASK, lambda _line: None)


@pytest.mark.parametrize(
    ("act", "verdict"),
    [(words("Correct."), True), (words("WRONG"), False), (words("It depends"), None), (fault(500), None)],
    ids=["right", "wrong", "no label", "gone"],
)
def test_a_label_is_read_from_what_the_judge_says(server, act, verdict):
    server.acts = [act]

    assert judge(gate(server), "When?", "noon", "at noon") is verdict
    assert "Reference: noon" in server.said()


def test_a_model_answers_and_is_judged_without_its_citations(server, conversation):
    server.acts = [words("At noon [1]."), words("CORRECT")]

    found = list(judged([conversation], {4: "single-hop"}, gate(server), endpoint(server.url, "little"), memory=Small))

    assert found == [Judged("single-hop", right=True, answered=True)]
    assert "Answer: At noon." in server.said()


def test_without_a_model_the_extractive_answer_is_judged(server, conversation):
    server.acts = [words("WRONG")]

    found = list(judged([conversation], {4: "single-hop"}, gate(server), None, memory=Small))

    assert found == [Judged("single-hop", right=False, answered=True)]
    assert "ferry leaves at noon" in server.said()


def test_the_table_tells_the_spread_of_the_runs():
    right, wrong = Judged("temporal", True, True), Judged("temporal", False, False, sure=False)

    told = list(table([[right, right], [right, wrong]]))

    assert told[2] == "| all | 2 | 75.0 | 50.0, 100.0 | 75.0 |"
    assert told[-1].endswith("In 1 cases the judge gave no label; they count as wrong.")
