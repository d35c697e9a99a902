"""How a question of the window is answered: with moments, told steps and a line in the access log; or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import numpy as np
import pytest

from base.errors import Cancelled
from base.ids import new_id
from base.records.consent import RequestOutcome
from base.records.search import QueryImage, SearchResult
from memory.archive.fake import FakeArchive
from memory.ask import pipeline
from memory.ask.pipeline import NO_SCREEN, NOT_ALIKE, PICTURE_ALONE, PICTURE_FIRST, SCREEN_FIRST
from tests.memory.llm.conftest import consent, fault, server, stream_for_ever, words
from tests.memory.memories.conftest import LATER, moment

__all__ = ["server"]


PICTURE = np.zeros((40, 60, 3), np.uint8)
SEEN = QueryImage(np.ones((1, 4), np.float32))


def look(picture):
    assert picture is PICTURE
    return SEEN


answer = partial(pipeline.answer_for_window, read_image=look)


@pytest.fixture
def archive():
    return FakeArchive([moment(0, "the quay floods"), moment(1, "something else")])


def test_the_moments_that_carry_it_come_with_how_they_were_found(archive):
    found = answer(archive, "quay", LATER, lambda _: None, lambda: False)

    assert [hit.snippet for hit in found.hits] == ["the quay floods"]
    assert "1 stretch" in " ".join(found.steps)
    assert "quay" not in " ".join(found.steps)


def test_what_the_screen_showed_last_comes_first_when_it_is_asked_for(archive):
    def shown(now, **more):
        found = answer(archive, "which quay is it?", now, lambda _: None, lambda: False, **more)
        return [hit.snippet or hit.text for hit in found.hits], found.steps[0]

    soon = moment(1, "").at + timedelta(minutes=2)
    texts, step = shown(soon, screen=True)
    assert "something else" in texts[0]
    assert step == SCREEN_FIRST
    assert shown(soon)[1] != SCREEN_FIRST
    assert shown(LATER + timedelta(days=1), screen=True)[1] == NO_SCREEN


class Gallery(FakeArchive):
    """The moment of something else is like every picture."""

    def search(self, query):
        if query.image is None:
            return super().search(query)
        assert query.image is SEEN
        return super().search(replace(query, text="something else", image=None))


def test_moments_that_are_like_a_picture_come_first():
    archive = Gallery([moment(0, "the quay floods"), moment(1, "something else")])

    found = answer(archive, "quay", LATER, lambda _: None, lambda: False, False, PICTURE)
    assert [hit.text for hit in found.hits] == ["something else", "the quay floods"]
    assert found.text.startswith("the quay floods [2]")
    assert found.steps[0] == PICTURE_FIRST

    alone = answer(archive, "", LATER, lambda _: None, lambda: False, False, PICTURE)
    assert [hit.text for hit in alone.hits] == ["something else"]
    assert (alone.text, alone.steps) == ("", (PICTURE_ALONE,))


def test_it_is_said_when_no_moment_is_like_the_picture(archive):
    class Bare(Gallery):
        def search(self, query):
            return SearchResult(()) if query.image is not None else super().search(query)

    bare = Bare([moment(0, "the quay floods")])

    found = answer(bare, "quay", LATER, lambda _: None, lambda: False, False, PICTURE)
    assert found.steps[0] == NOT_ALIKE
    assert found.text == "the quay floods [1]"

    alone = answer(bare, "", LATER, lambda _: None, lambda: False, False, PICTURE)
    assert (alone.hits, alone.steps) == ((), (NOT_ALIKE,))


def test_nothing_is_made_up(archive):
    found = answer(archive, "Which yoga class is next?", LATER, lambda _: None, lambda: False)

    assert found.text == ""
    assert "there is no answer" in found.steps[-1]


def test_without_a_model_the_answer_quotes_the_screen(archive):
    found = answer(archive, "quay", LATER, lambda _: None, lambda: False)

    assert found.text.splitlines()[0] == "the quay floods [1]"


def test_the_access_log_says_that_it_was_asked_and_not_what(archive):
    answer(archive, "quay", LATER, lambda _: None, lambda: False)

    assert [(one.action, one.count) for one in archive.accesses()] == [("ask", 1)]


def test_a_stopped_question_ends(archive):
    with pytest.raises(Cancelled):
        answer(archive, "quay", LATER, lambda _: None, lambda: True)

    assert archive.accesses() == ()


def allowed(archive, url: str, **more) -> None:
    archive.consent(consent(url, id=new_id(LATER), **more))


def test_without_consent_no_model_is_asked(archive, server):
    server.acts = [words("At noon [1].")]
    allowed(archive, server.url, granted=False)

    assert answer(archive, "quay", LATER, lambda _: None, lambda: False).text.startswith("the quay floods [1]")
    assert (server.heard, archive.sent()) == ([], ())


def test_a_model_that_may_be_asked_writes_the_answer_and_the_ledger_says_so(archive, server):
    server.acts = [words("It floods [1], and dragons come [4].")]
    allowed(archive, server.url)
    told = []

    found = answer(archive, "quay", LATER, told.append, lambda: False)

    assert found.text == told[-1] == "It floods [1], and dragons come."
    assert "language model on this machine" in found.steps[-1]
    (line,) = archive.sent()
    assert (line.purpose, line.ending, line.moments, line.pictures) == ("ask", RequestOutcome.ANSWERED, 1, 0)


def test_a_model_that_fails_is_told_of_and_everything_else_stands(archive, server):
    server.acts = [fault(503)]
    allowed(archive, server.url)

    found = answer(archive, "quay", LATER, lambda _: None, lambda: False)

    assert [hit.snippet for hit in found.hits] == ["the quay floods"]
    assert found.steps[-2].startswith("The language model cannot be reached, so")
    assert found.text.startswith("the quay floods [1]")
    assert archive.sent()[0].failure == "ModelGone"


def test_a_person_stops_a_model_that_is_writing(archive, server):
    server.acts = [stream_for_ever]
    allowed(archive, server.url)
    told = []

    with pytest.raises(Cancelled):
        answer(archive, "quay", LATER, told.append, lambda: bool(told))

    assert archive.sent()[0].ending is RequestOutcome.STOPPED
