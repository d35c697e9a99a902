"""What the ask page looks like: nothing asked yet, answers with and without words, stopped, much to say."""

from __future__ import annotations

import threading

import pytest

from base.errors import ModelUnreachable
from ui.kit.fakes import FakeAsking
from ui.kit.theme import asset

THEMES = pytest.mark.parametrize("theme", ["light", "dark"])
ANSWER = "The quay floods above **4.2 metres** [1]; spring tide is on *Thursday* [2]."
LONG = ANSWER + "\n\n" + "".join(f"- The {n}. line of a list that goes on and on\n" for n in range(1, 15))
LONG += "\n| when | how high |\n|---|---|\n| 07:42 | 4.3 m |\n| 20:05 | 4.1 m |\n\n`make report`\n"


@pytest.fixture
def asked(desk):
    def shown(*questions, **options):
        one = desk(**options)
        one.window.navigation.go("Ask")
        one.settle()
        for question in questions:
            one.window.page_set.ask.ask(question)
            one.settle()
        return one

    return shown


@THEMES
def test_before_anything_is_asked(asked, golden, theme):
    golden(asked(theme=theme).window, f"ask-empty-{theme}")


@THEMES
def test_an_answer_with_citations(asked, golden, theme):
    one = asked("quay", asking=FakeAsking(ANSWER), theme=theme)
    one.window.page_set.ask.bubbles[-1].toggle.click()
    one.settle()

    golden(one.window, f"ask-answer-{theme}")


def test_no_answer_in_words(asked, golden):
    golden(asked("zebra", "report").window, "ask-no-answer-light")


def test_a_picture_with_a_question(asked, golden):
    """One that was asked with it, and one that waits for its question."""
    one = asked(asking=FakeAsking(ANSWER))
    page = one.window.page_set.ask
    page.composer.field.setPlainText("quay")
    page.composer.attached.attach(asset("day", "frames", "2026-03-12T11-33-00.000.webp"))
    one.settle()
    page.composer.send.click()
    one.settle()
    page.composer.attached.attach(asset("day", "frames", "2026-03-12T11-33-00.000.webp"))
    one.settle()

    golden(one.window, "ask-picture-light")


def test_looking_for_what_was_asked(asked, golden):
    one = asked("quay", asking=FakeAsking(ANSWER))
    one.window.page_set.ask.open_find()
    one.window.page_set.ask._find.setText("metres")
    one.settle()

    golden(one.window, "ask-find-light")


def test_much_to_say(asked, golden):
    golden(asked("quay " * 60, "quay", asking=FakeAsking(LONG)).window, "ask-long-light")


def test_the_language_model_is_gone(asked, golden):
    """The answer is quoted from the moments, and the steps say why."""
    why = f"{ModelUnreachable.title}, so this answer was made without it."
    one = asked("quay", asking=FakeAsking(ANSWER, steps=("Every moment was looked at.", why)), theme="dark")
    one.window.page_set.ask.bubbles[-1].toggle.click()
    one.settle()

    golden(one.window, "ask-model-gone-dark")


def test_stopped(asked, golden, qtbot):
    one = asked(asking=FakeAsking(ANSWER, hold=threading.Event()), theme="dark")
    one.window.page_set.ask.ask("quay")
    qtbot.waitUntil(lambda: bool(one.window.page_set.ask.bubbles[-1].answer.toPlainText()))
    one.window.page_set.ask.stop()
    one.settle()

    golden(one.window, "ask-stopped-dark")
