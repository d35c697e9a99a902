"""Weights are used only when they are byte for byte the ones that were measured."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from base.errors import WeightsMissing
from memory.encoders import weights
from memory.encoders.weights import PinnedFile

MODEL = b"\x08\x08 graph and weights \x00\xff" * 50


def pinned(path: str, *, prefix: bytes = b"", data: bytes = MODEL) -> PinnedFile:
    return PinnedFile("carrier_of_weights", path, len(data), hashlib.sha256(data).hexdigest(), prefix)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "carrier_of_weights"
    folder.mkdir()
    (folder / "__init__.py").write_text("raise AssertionError('only the weights are wanted')")
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def test_a_file_of_a_package_is_loaded_without_running_the_package(package: Path) -> None:
    (package / "model.onnx").write_bytes(MODEL)

    assert weights.load(pinned("model.onnx")) == MODEL


def test_a_model_inside_a_compiled_library_is_found_past_what_looks_like_it(package: Path) -> None:
    (package / "carrier.abi3.so").write_bytes(b"\x7fELF" + MODEL[:9] + b"a decoy" * 400 + MODEL + b"code")

    assert weights.load(pinned("carrier*", prefix=MODEL[:9])) == MODEL


def test_other_bytes_in_its_place_are_refused(package: Path) -> None:
    (package / "model.onnx").write_bytes(MODEL[:-1] + b"!")
    (package / "carrier.so").write_bytes(MODEL[:-1] + b"!")

    for wanted in (pinned("model.onnx"), pinned("carrier*", prefix=MODEL[:9])):
        with pytest.raises(WeightsMissing) as missing:
            weights.load(wanted)
        assert "Reinstall" in missing.value.advice


def test_a_package_that_is_not_installed_is_told(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing, match="carrier_of_weights"):
        weights.load(pinned("model.onnx"))
