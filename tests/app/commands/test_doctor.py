"""The doctor's look at the key store: only where something rests on it, as a store may ask the person."""

from __future__ import annotations

import json

import pytest

from app.home import Home
from memory.sealed.os_keystore import MemoryKeyStore
from tests.app.commands.conftest import Afterglow


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Watched:
    watched = Watched()
    monkeypatch.setattr("memory.sealed.os_keystore.SystemKeyStore", lambda: watched)
    return watched


class Watched(MemoryKeyStore):
    def __init__(self) -> None:
        super().__init__()
        self.written: list[str] = []

    def set(self, name: str, secret: str) -> None:
        self.written.append(name)
        super().set(name, secret)


def key_store_check(afterglow: Afterglow) -> dict[str, object]:
    checks = json.loads(afterglow("doctor", "--json").out)
    return next(one for one in checks if one["check"] == "key store")


def test_a_key_store_that_opens_nothing_is_left_alone(afterglow: Afterglow, store: Watched) -> None:
    check = key_store_check(afterglow)

    assert check["ok"]
    assert "not used" in str(check["found"])
    assert store.written == []


def test_without_a_memory_the_key_store_is_tried(afterglow: Afterglow, home: Home, store: Watched) -> None:
    home.keys.unlink()

    check = key_store_check(afterglow)

    assert (check["ok"], check["found"]) == (True, "works")
    assert store.written == ["doctor"]
    assert store.secrets == {}
