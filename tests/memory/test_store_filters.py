"""A scope means the same to the store's SQL as to a plain loop over moments, whatever letters a person types."""

from __future__ import annotations

import random
import string
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from base.ids import new_id
from base.records.moment import Moment
from base.records.scope import Scope
from memory.archive.fake import FakeArchive
from memory.store.database import Database
from memory.store.filters import quote, scope_condition
from memory.store.store import Store

NOON = datetime(2026, 3, 3, 12, 0, 0, 123456, tzinfo=UTC)
NASTY = [
    *["'", "''", "\\", "\\'", '"', "%", "_", "%'", "--", "; DROP TABLE frames", "' OR 1=1 --", "') OR ('1'='1"],
    *["`", "$1", "?", "{}", "/*", "*/", "\n", "\r\n", "\t", "E'\\n'", "N'", "x" * 3000],
    *["é", "e\u0301", "東京", "😀", "\u202e", "\ufeff", "ﬁ", "İ"],
]


def moment(index: int, app: str, title: str = "", url: str = "") -> Moment:
    at = NOON + timedelta(seconds=index)
    return Moment(id=new_id(at, f"{index:010x}"), at=at, monitor=index % 3, app=app, title=title, url=url)


def ids(moments: list[Moment]) -> list[str]:
    return [one.id for one in moments]


def both(tmp_path: Path, moments: list[Moment]) -> tuple[Store, FakeArchive]:
    store = Store(Database(uri=str(tmp_path / "objects"), home=tmp_path))
    store.add(moments)
    return store, FakeArchive(moments)


def test_no_letter_breaks_out_of_a_filter(tmp_path: Path) -> None:
    moments = [moment(i, f"app {nasty}", f"{nasty} title") for i, nasty in enumerate(NASTY)]
    store, _ = both(tmp_path, moments)

    for one, nasty in zip(moments, NASTY, strict=True):
        assert store.frames.ids_by_time(Scope(ids=(one.id,), apps=(nasty,), titles=(nasty,))) == [one.id], repr(nasty)
        assert store.frames.ids_by_time(Scope(ids=(one.id, nasty))) == [one.id]
        assert store.frames.ids_by_time(Scope(apps=("absent" + nasty,))) == []
        assert store.frames.ids_by_time(Scope(sites=(nasty,))) == []


def test_random_scopes_choose_what_a_plain_loop_chooses(tmp_path: Path) -> None:
    dice = random.Random(7)
    letters = string.ascii_letters + "'\\%_ é東\"-"

    def word() -> str:
        return "".join(dice.choice(letters) for _ in range(dice.randint(1, 3)))

    hosts = ["example.org", "docs.example.org", "badexample.org", "a.b.docs.example.org", ""]
    moments = [
        moment(i, word() + word(), word() + word(), f"https://{host}/x" if (host := dice.choice(hosts)) else "")
        for i in range(120)
    ]
    store, fake = both(tmp_path, moments)

    for _ in range(150):
        scope = Scope(
            since=dice.choice([None, NOON + timedelta(seconds=dice.randint(0, 120))]),
            until=dice.choice([None, NOON + timedelta(seconds=dice.randint(0, 120))]),
            apps=tuple(word()[:1] for _ in range(dice.randint(0, 2))),
            sites=tuple(
                dice.choice(["example.org", "www.example.org", "docs.example.org", "org", "EXAMPLE.org"])
                for _ in range(dice.randint(0, 1))
            ),
            titles=tuple(word()[:1] for _ in range(dice.randint(0, 1))),
            monitors=dice.choice([(), (0,), (1, 2)]),
        )
        assert store.frames.ids_by_time(scope) == ids(list(fake.select(scope))), scope


def test_times_are_exact_to_the_microsecond(tmp_path: Path) -> None:
    store, _ = both(tmp_path, [moment(0, "a")])
    tick = timedelta(microseconds=1)

    assert store.frames.count(Scope(since=NOON)) == 1
    assert store.frames.count(Scope(since=NOON + tick)) == 0
    assert store.frames.count(Scope(until=NOON)) == 0
    assert store.frames.count(Scope(until=NOON + tick)) == 1


def test_an_empty_scope_needs_no_filter() -> None:
    assert scope_condition(Scope()) is None


@pytest.mark.parametrize(("text", "literal"), [("a'b", "'a''b'"), ("\\", "'\\'"), ("a\x00b", "'ab'")])
def test_quoting(text: str, literal: str) -> None:
    assert quote(text) == literal


@pytest.mark.parametrize("nasty", NASTY)
def test_no_letter_breaks_a_search(store_of_one: Store, nasty: str) -> None:
    for search in (store_of_one.frames.match_words, store_of_one.frames.match_phrase, store_of_one.frames.match_ngrams):
        assert isinstance(search(nasty, Scope(), 5), list)
        assert len(search(f"anchor {nasty}", Scope(), 5)) <= 1


@pytest.fixture(scope="module")
def store_of_one(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("one")
    store = Store(Database(uri=str(folder / "objects"), home=folder))
    store.add([replace(moment(0, "a"), summary="anchor")])
    return store
