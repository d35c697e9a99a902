"""Lets the tests beside it import `snapshot_samples`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from snapshot_samples import RamArchive, filled


@pytest.fixture
def memory_with_moments() -> RamArchive:
    return filled()
