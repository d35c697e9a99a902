"""What tests of several packages start from: keys that cost nothing to unlock, and a spool that is sealed to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from memory.perception.spool import Spool
from memory.sealed.keys import ArgonCost, KeyFile, Keys


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    file = KeyFile.create(tmp_path / "keys.json")
    file.add_passphrase("seven green kettles", cost=ArgonCost(memory=64, iterations=1, lanes=1))
    return file.save()


@pytest.fixture
def spool(tmp_path: Path, keys: Keys) -> Spool:
    return Spool(tmp_path / "spool", public_key=keys.spool_public, reserve_bytes=0)
