"""Keys without Argon2's two seconds, and a store in a temporary home."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from memory.sealed.keys import ArgonCost, KeyFile, Keys
from memory.sealed.objects import SealedObjects
from memory.sealed.os_keystore import MemoryKeyStore
from memory.sealed.sealed_store import SealedStore, open_sealed
from memory.sealed.storage import LocalStorage

CHEAP = ArgonCost(memory=64, iterations=1, lanes=1)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    file = KeyFile.create(tmp_path_factory.mktemp("keys") / "keys.json", key_store=MemoryKeyStore())
    file.add_passphrase("only for tests", cost=CHEAP)
    return file.save()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def objects(home: Path, keys: Keys) -> Iterator[SealedObjects]:
    made = SealedObjects(LocalStorage(home, fsync=False), data=keys.data, names=keys.names)
    yield made
    made.close()


Opener = Callable[..., SealedStore]


@pytest.fixture
def opened(home: Path, keys: Keys, tmp_path: Path) -> Iterator[Opener]:
    """Opens the home, as often as asked; everything is closed at the end."""
    stores: list[SealedStore] = []

    def open_(**options: object) -> SealedStore:
        given = {"witness_dir": tmp_path / "witness", "fsync": False, **options}
        stores.append(open_sealed(home, keys, **given))  # type: ignore[arg-type]
        return stores[-1]

    yield open_
    for store in stores:
        store.close()
