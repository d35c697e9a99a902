"""The picture model's adapter, with a small model of random weights: shapes, lengths, determinism; never quality."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from perceive_drawing import frame, screen

from base.errors import Cancelled, WeightsMissing
from base.records.moment import Moment
from memory.encoders import clip
from memory.encoders.clip import ClipWeights, OpenClip
from memory.perception.perceiver import Perceiver
from memory.perception.private_browsing import PrivateBrowsingDetector

TINY = {
    "embed_dim": 48,
    "vision_cfg": {"image_size": 64, "layers": 2, "width": 64, "head_width": 32, "patch_size": 16},
    "text_cfg": {"context_length": 77, "vocab_size": 49408, "width": 64, "heads": 2, "layers": 2},
}


class _Placeholder:
    """Any class, function or mode of torchvision: open_clip names them at import, our adapter uses none."""

    BICUBIC = BILINEAR = NEAREST = "mode"

    def __init__(self, *_: object, **__: object) -> None: ...


_TRANSFORMS = "torchvision.transforms", "torchvision.transforms.functional"


class _StandIn(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Placeholder


def _stand_in_for_torchvision(patch: pytest.MonkeyPatch) -> None:
    """Some machines have torch for the CPU and only a torchvision for CUDA, which does not load with it."""
    try:
        import torchvision  # noqa: F401
    except (ImportError, RuntimeError):
        for name in [name for name in sys.modules if name.split(".")[0] in ("torchvision", "timm")]:
            patch.delitem(sys.modules, name)
        for name in ("torchvision", "torchvision.ops", "torchvision.ops.misc", *_TRANSFORMS):
            module = _StandIn(name)
            patch.setitem(sys.modules, name, module)
            parent, _, child = name.rpartition(".")
            if parent:
                setattr(sys.modules[parent], child, module)
        patch.setitem(sys.modules, "timm", None)


@pytest.fixture(scope="module")
def open_clip() -> Any:
    pytest.importorskip("torch", reason="the clip extra is not installed")
    with pytest.MonkeyPatch.context() as patch:
        _stand_in_for_torchvision(patch)
        yield pytest.importorskip("open_clip", reason="the clip extra is not installed")


@pytest.fixture(scope="module")
def weights(open_clip: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of random weights of a small architecture."""
    import torch

    folder = tmp_path_factory.mktemp("clip")
    (folder / "tiny-clip.json").write_text(json.dumps(TINY))
    open_clip.add_model_config(folder / "tiny-clip.json")
    torch.manual_seed(3)
    torch.save(open_clip.create_model("tiny-clip").state_dict(), folder / "tiny.pt")
    return folder / "tiny.pt"


@pytest.fixture(scope="module")
def encoder(weights: Path) -> OpenClip:
    return clip.open_weights(weights, architecture="tiny-clip")


PICTURES = [screen((20, 20, "one")), screen((200, 100, "two"), paper="#334455"), screen(shape=(1080, 1920))]


def test_pictures_and_words_lie_in_one_space(encoder: OpenClip) -> None:
    pictures, words = encoder.encode_images(PICTURES), encoder.encode_texts(["a chart", "a map"])

    assert pictures.shape == (3, encoder.dimensions)
    assert words.shape == (2, encoder.dimensions)
    assert encoder.dimensions == 48
    for vectors in (pictures, words):
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_the_same_picture_has_the_same_vector_alone_and_among_others(encoder: OpenClip) -> None:
    among = encoder.encode_images(PICTURES * 5)
    alone = encoder.encode_images(PICTURES[1:2])

    assert np.array_equal(alone, encoder.encode_images(PICTURES[1:2]))
    assert np.allclose(among[1], alone[0], atol=1e-5)
    assert np.allclose(among[13], alone[0], atol=1e-5)


def test_other_pictures_have_other_vectors(encoder: OpenClip) -> None:
    vectors = encoder.encode_images(PICTURES)

    assert not np.allclose(vectors[0], vectors[1], atol=1e-4)


def test_nothing_gives_no_vectors(encoder: OpenClip) -> None:
    assert encoder.encode_images([]).shape == encoder.encode_texts([]).shape == (0, 48)


def test_the_name_tells_architecture_and_weights(encoder: OpenClip) -> None:
    assert encoder.name.startswith("open-clip/tiny-clip/")
    assert len(encoder.name.split("/")[2]) == 12


def test_a_moment_carries_the_picture_vector_and_who_made_it(encoder: OpenClip) -> None:
    perceiver = Perceiver(reader=None, text_encoder=None, image_encoder=encoder, private_gate=PrivateBrowsingDetector())

    found = perceiver.perceive(frame(PICTURES[0]))

    assert isinstance(found, Moment)
    assert found.image_vector is not None
    assert np.allclose(found.image_vector, encoder.encode_images(PICTURES[:1])[0], atol=1e-5)
    assert found.encoders == encoder.name


def test_weights_that_are_absent_or_of_another_model_are_told(open_clip: Any, weights: Path, tmp_path: Path) -> None:
    (tmp_path / "damaged.pt").write_bytes(b"no weights")
    for path, architecture in ((tmp_path / "none.pt", "tiny-clip"), (tmp_path / "damaged.pt", "tiny-clip"),
                               (weights, "ViT-B-32-256"), (weights, "no-such-model")):  # fmt: skip
        with pytest.raises(WeightsMissing) as missing:
            clip.open_weights(path, architecture=architecture)
        assert missing.value.advice


def test_without_the_extra_the_person_is_told_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "open_clip", None)
    monkeypatch.setitem(sys.modules, "torch", None)

    with pytest.raises(WeightsMissing) as missing:
        clip.open_weights(tmp_path / "any.pt")

    assert "afterglow-memory[clip]" in missing.value.advice


def test_nothing_is_downloaded_without_consent(tmp_path: Path) -> None:
    shown: list[ClipWeights] = []

    def refuse(weights: ClipWeights) -> bool:
        shown.append(weights)
        return False

    def fetch(*_: object) -> None:
        raise AssertionError("downloaded without consent")

    with pytest.raises(Cancelled):
        clip.download(tmp_path, consent=refuse, progress=lambda *_: None, fetch=fetch)

    assert "licence" in shown[0].licence
    assert shown[0].megabytes > 0
    assert list(tmp_path.iterdir()) == []


def test_with_consent_the_weights_come_once_and_progress_is_shown(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []

    def fetch(weights: ClipWeights, target: Path, progress: clip.Progress) -> None:
        target.write_bytes(b"weights")
        progress(7, 7)

    first = clip.download(tmp_path, consent=lambda _: True, progress=lambda *at: steps.append(at), fetch=fetch)
    again = clip.download(tmp_path, consent=lambda _: False, progress=lambda *at: steps.append(at), fetch=fetch)

    assert first == again
    assert first.read_bytes() == b"weights"
    assert steps == [(7, 7)]


def test_a_broken_download_leaves_nothing_behind(tmp_path: Path) -> None:
    def fetch(weights: ClipWeights, target: Path, progress: clip.Progress) -> None:
        target.write_bytes(b"wei")
        raise OSError("cut")

    with pytest.raises(WeightsMissing):
        clip.download(tmp_path, consent=lambda _: True, progress=lambda *_: None, fetch=fetch)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
