"""Weights are used only when they are byte for byte the ones that were measured."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from base.errors import WeightsMissing
from memory.encoders import weights
from memory.encoders.minilm import MiniLM
from memory.encoders.weights import PinnedFile
from memory.ocr.reader import packaged_reader
from memory.perception.perceiver import default_perceiver


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The real models under links, so that a test may take one away or damage it."""
    for pinned in weights.ALL:
        (tmp_path / pinned.name).symlink_to(weights.FOLDER / pinned.name)
    monkeypatch.setattr(weights, "FOLDER", tmp_path)
    return tmp_path


def damage(path: Path, data: bytes) -> None:
    path.unlink()
    path.write_bytes(data)


def test_the_models_are_the_pinned_ones(folder: Path) -> None:
    for pinned in weights.ALL:
        data = weights.load(pinned)
        assert (len(data), hashlib.sha256(data).hexdigest()) == (pinned.size, pinned.sha256)

    assert weights.find_fault() is None


@pytest.mark.parametrize("pinned", weights.ALL, ids=lambda pinned: pinned.name)
def test_a_missing_file_is_named_with_what_to_do(folder: Path, pinned: PinnedFile) -> None:
    (folder / pinned.name).unlink()

    with pytest.raises(WeightsMissing, match=f"{pinned.serves}: {pinned.name} is not there") as missing:
        weights.load(pinned)

    assert "Install Afterglow again" in str(missing.value)
    assert str(weights.find_fault()) == str(missing.value)


def test_a_file_that_was_cut_off_is_refused(folder: Path) -> None:
    whole = weights.load(weights.DETECTION)
    damage(folder / weights.DETECTION.name, whole[: len(whole) // 2])

    with pytest.raises(WeightsMissing, match="is damaged"):
        packaged_reader(threads=1)
    assert "is damaged" in str(weights.find_fault())


def test_a_file_with_one_other_byte_is_refused(folder: Path) -> None:
    data = bytearray(weights.load(weights.MINILM_TOKENIZER))
    data[1000] ^= 1
    damage(folder / weights.MINILM_TOKENIZER.name, bytes(data))

    with pytest.raises(WeightsMissing, match="is damaged"):
        MiniLM(threads=1)


def test_two_files_that_changed_places_are_refused(folder: Path) -> None:
    fast, careful = weights.RECOGNITION_FAST, weights.RECOGNITION_CAREFUL
    first, second = weights.load(fast), weights.load(careful)
    damage(folder / fast.name, second)
    damage(folder / careful.name, first)

    for pinned in (fast, careful):
        with pytest.raises(WeightsMissing, match="is damaged"):
            weights.load(pinned)


def test_without_one_model_the_others_work_and_the_missing_one_is_told(folder: Path) -> None:
    (folder / weights.MINILM_TENSORS.name).unlink()

    perceiver = default_perceiver(threads=1)

    assert perceiver.encoders == "pp-ocrv6-tiny+small/1"
    assert [weights.MINILM_TENSORS.name in str(missing) for missing in perceiver.missing] == [True]
