"""A home and an export that commit 3680c52 made are read by today's code, whole. `make_with_3680c52.py` made them."""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.settings import load_settings
from base.coverage import Coverage
from base.records.scope import Scope
from base.records.search import Query
from capture.frames import CapturedFrame
from memory.archive.api import ArchiveApi
from memory.archive.fake import FakeArchive
from memory.archive.local import LocalArchive
from memory.archive.opening import Opening, open_here
from memory.memories.memory import Kind
from memory.perception.spool import Spool
from memory.pictures.decoding import decode
from memory.sealed.keys import KeyFile, Keys
from memory.search.recall import Recall
from memory.snapshots import restore
from memory.store.frame_tables import FrameTables

DATA = Path(__file__).parents[2] / "data" / "made_by_3680c52"
PASSPHRASE = "seven green kettles"
EXPECTED: dict[str, Any] = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))
NOW = datetime(2027, 5, 1, tzinfo=UTC)


def without_encoder(frames: FrameTables) -> Recall:
    return Recall(frames, text_encoder=None)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with tarfile.open(DATA / "home.tar.xz") as tar:
        tar.extractall(tmp_path, filter="data")
    return tmp_path / "home"


@pytest.fixture
def old_keys(home: Path) -> Keys:
    return KeyFile.load(home / "keys.json").unlock_passphrase(PASSPHRASE)


@pytest.fixture
def archive(home: Path, old_keys: Keys) -> Iterator[LocalArchive]:
    opening = Opening(home, old_keys, without_encoder, witness_dir=home.parent / "witness", fsync=False)
    opened = open_here(opening)
    yield opened
    opened.close()


def read_moments(archive: ArchiveApi) -> dict[str, dict[str, Any]]:
    return {
        moment.id: {
            "at": moment.at.isoformat(),
            "app": moment.app,
            "title": moment.title,
            "url": moment.url,
            "text": moment.text,
            "summary": moment.summary,
            "encoders": moment.encoders,
            "thumbnail": moment.thumbnail.decode(),
            "vectors": None if moment.text_vectors is None else moment.text_vectors.tolist(),
            "picture": int(decode(moment.picture).astype(np.int64).sum()) if moment.picture else None,
        }
        for moment in archive.select(Scope(), pictures=True, vectors=True)
    }


def read_memories(archive: ArchiveApi) -> dict[str, dict[str, Any]]:
    return {
        memory.id: {
            "kind": str(memory.kind),
            "key": memory.key,
            "summary": memory.summary,
            "details": memory.details,
            "evidence": list(memory.evidence),
            "open": memory.valid_to is None,
        }
        for memory in archive.memories(limit=10_000, history=True).memories
    }


def test_every_moment_of_the_store_is_there_with_its_picture_and_vectors(archive: LocalArchive) -> None:
    assert read_moments(archive) == EXPECTED["moments"]
    assert any(moment["picture"] for moment in EXPECTED["moments"].values())
    assert archive.known([EXPECTED["forgotten"]]) == {EXPECTED["forgotten"]}
    assert archive.check() == ()


def test_every_memory_is_there_with_its_history_and_its_sealed_values(archive: LocalArchive) -> None:
    assert read_memories(archive) == EXPECTED["memories"]
    assert {name: len(archive.history(name)) for name in EXPECTED["history"]} == EXPECTED["history"]
    revealed = {
        name: [hashlib.sha256(secret.value.encode()).hexdigest() for secret in archive.reveal(name)]
        for name in EXPECTED["revealed"]
    }
    assert revealed == EXPECTED["revealed"]
    assert any(revealed.values())


def test_coverage_chats_consents_logs_and_pins_are_there(archive: LocalArchive) -> None:
    assert [
        [c.id, c.start.isoformat(), c.end.isoformat(), str(c.state), c.reason, c.count] for c in archive.coverage()
    ] == EXPECTED["coverage"]
    assert [
        [chat.id, chat.conversation, chat.role, chat.text, list(chat.citations)] for chat in archive.chats()
    ] == EXPECTED["chats"]
    assert [[c.id, c.url, c.model, c.granted, c.key] for c in archive.consents()] == EXPECTED["consents"]
    assert [[s.id, s.url, s.purpose, s.moments, str(s.ending)] for s in archive.sent()] == EXPECTED["sent"]
    assert [access.action for access in archive.accesses()].count("forget") == EXPECTED["accesses"]
    assert list(archive.pins()) == EXPECTED["pins"]


def test_a_search_finds_words_and_parts_of_words(archive: LocalArchive) -> None:
    searched = {frame: f"{m['title']} {m['url']} {m['text']}".lower() for frame, m in EXPECTED["moments"].items()}
    holding = {frame for frame, text in searched.items() if "harvest" in text}

    hits = archive.search(Query("harvest", now=NOW)).hits
    parts = archive.search(Query("arves", now=NOW)).hits

    assert hits
    assert parts
    assert {hits[0].frame, parts[0].frame} <= holding


def test_the_store_is_written_and_forgotten_in_as_before(archive: LocalArchive) -> None:
    moments = read_moments(archive)
    gone = EXPECTED["pins"][0]

    archive.forget(Scope(ids=(gone,)))
    archive.maintain(thorough=True)

    assert read_moments(archive) == {frame: moment for frame, moment in moments.items() if frame != gone}
    assert archive.check() == ()


def test_what_waited_in_the_spool_is_read(home: Path, old_keys: Keys) -> None:
    spool = Spool(home / "spool", public_key=old_keys.spool_public, reserve_bytes=0)

    frame, coverage = (spool.open(entry, old_keys) for entry in spool.pending())

    assert isinstance(frame, CapturedFrame)
    assert isinstance(coverage, Coverage)
    assert frame.window is not None
    assert (frame.id, frame.window.title, frame.pixels.shape) == ("waiting", "Inbox", (60, 80, 4))
    assert (coverage.id, str(coverage.state)) == ("noted", "unchanged")


def test_the_settings_load(home: Path) -> None:
    settings = load_settings(home / "settings.json")

    assert (settings.capture.interval, settings.capture.idle_after) == (3, 300)
    assert settings.exclusions.apps == ("Bank",)
    assert settings.exclusions.sites == ("health.example",)
    assert (settings.appearance.theme, settings.appearance.language) == ("dark", "de")


def test_the_export_is_restored_into_an_empty_memory() -> None:
    fresh = FakeArchive()

    report = restore(fresh, DATA / "export.afterglow", passphrase=PASSPHRASE)

    assert (report.added, report.memories) == (len(EXPECTED["moments"]), len(EXPECTED["memories"]))
    assert read_moments(fresh) == EXPECTED["moments"]
    assert read_memories(fresh) == EXPECTED["memories"]
    assert {memory["kind"] for memory in EXPECTED["memories"].values()} == set(map(str, Kind))
