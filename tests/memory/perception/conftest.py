from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from memory.ocr.reader import PPOcrReader, packaged_reader
from memory.perception.perceiver import Perceiver, default_perceiver


@pytest.fixture(scope="session")
def loaded_reader() -> PPOcrReader:
    return packaged_reader(threads=2)


@pytest.fixture
def reader(loaded_reader: PPOcrReader) -> PPOcrReader:
    loaded_reader.forget_cache()
    return loaded_reader


@pytest.fixture(scope="session")
def loaded_perceiver() -> Perceiver:
    return default_perceiver(threads=2)


@pytest.fixture
def perceiver(loaded_perceiver: Perceiver) -> Perceiver:
    loaded_perceiver.forget_cache()
    return loaded_perceiver
