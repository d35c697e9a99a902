"""Image and text encoder CLIP (open-clip, torch).

Comes with the `clip` extra; nothing else needs torch. The weights are a file of the person's own, or a download to
which they agreed after seeing the licence. torch and open_clip are imported only when a model is opened. The reader's
thread calls it, and recall for queries.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from base.errors import Cancelled, WeightsMissing
from base.records.picture import BgrImage
from base.records.vector import Vector
from memory.pictures.pixels import resize_area


@dataclass(frozen=True, slots=True)
class ClipWeights:
    """Weights that can be downloaded, and what the person must know before."""

    architecture: str
    repository: str
    file: str
    megabytes: int
    licence: str


RECOMMENDED = ClipWeights(
    architecture="ViT-B-32-256",
    repository="laion/CLIP-ViT-B-32-256x256-DataComp-s34B-b86K",
    file="open_clip_model.safetensors",
    megabytes=605,
    licence="MIT licence, by LAION. Trained on DataComp-1B. Its authors call it a research output, not tested for "
    "deployment. It understands English. See huggingface.co/laion/CLIP-ViT-B-32-256x256-DataComp-s34B-b86K",
)

Consent = Callable[[ClipWeights], bool]
Progress = Callable[[int, int], None]
"""Bytes received, bytes in total (0: unknown)."""
Fetch = Callable[[ClipWeights, Path, Progress], None]

_INSTALL = "Install the picture model's libraries: pip install 'afterglow-memory[clip]'. All else works on."
_BATCH = 8


class OpenClip:
    """An ImageEncoder, for one thread at a time."""

    def __init__(self, *, model: Any, tokenizer: Any, name: str, threads: int = 2) -> None:
        """`model` and `tokenizer` from open_clip."""
        self._torch, open_clip = _import_libraries()
        self._torch.set_num_threads(threads)
        self._model, self._tokenizer, self._name = model.eval(), tokenizer, name
        settings = open_clip.get_model_preprocess_cfg(model)
        size = settings["size"]
        self._size = (size, size) if isinstance(size, int) else (int(size[1]), int(size[0]))
        self._mean, self._std = np.float32(settings["mean"]), np.float32(settings["std"])
        self._dimensions = int(self._embed_texts(["a"]).shape[1])

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimensions(self) -> int:
        return self._dimensions

    def encode_images(self, images: Sequence[BgrImage]) -> Vector:
        """(len(images), dimensions) float32, rows of length 1. Screens are scaled to the model's square, because a crop
        would lose the sides.
        """
        batches = [self._embed_images(images[at : at + _BATCH]) for at in range(0, len(images), _BATCH)]
        return np.concatenate(batches) if batches else np.empty((0, self._dimensions), np.float32)

    def encode_texts(self, texts: Sequence[str]) -> Vector:
        """(len(texts), dimensions) float32, rows of length 1."""
        batches = [self._embed_texts(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)]
        return np.concatenate(batches) if batches else np.empty((0, self._dimensions), np.float32)

    def _embed_images(self, images: Sequence[BgrImage]) -> Vector:
        inputs = []
        for image in images:
            small = resize_area(image, *self._size)
            scaled = (small[:, :, ::-1].astype(np.float32) / 255 - self._mean) / self._std
            inputs.append(np.ascontiguousarray(scaled.transpose(2, 0, 1), np.float32))
        with self._torch.inference_mode():
            return _to_unit_rows(self._model.encode_image(self._torch.from_numpy(np.stack(inputs))))

    def _embed_texts(self, texts: Sequence[str]) -> Vector:
        with self._torch.inference_mode():
            return _to_unit_rows(self._model.encode_text(self._tokenizer(list(texts))))


def open_weights(path: Path, *, architecture: str = RECOMMENDED.architecture, threads: int = 2) -> OpenClip:
    """A model from a file on disk (safetensors or pt). Nothing is downloaded.

    Raises WeightsMissing if the libraries or the file are missing, or the architecture is another one.
    """
    _, open_clip = _import_libraries()
    if not path.is_file():
        raise WeightsMissing(str(path), advice="Give the path of the weights, or let Afterglow download them.")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    try:
        model = open_clip.create_model(architecture, pretrained=str(path))
        tokenizer = open_clip.get_tokenizer(architecture)
    except Exception as error:
        advice = f"The file is damaged or is not of {architecture}; all else works on without pictures in search."
        raise WeightsMissing(str(path), advice=advice) from error
    return OpenClip(model=model, tokenizer=tokenizer, name=f"open-clip/{architecture}/{digest[:12]}", threads=threads)


def download(
    folder: Path,
    *,
    consent: Consent,
    progress: Progress,
    weights: ClipWeights = RECOMMENDED,
    fetch: Fetch | None = None,
) -> Path:
    """The weights' file below `folder`, downloaded once after `consent` returned True for source, size and licence.

    Raises Cancelled without consent, WeightsMissing if the download fails.
    """
    target = folder / weights.repository.replace("/", "--") / weights.file
    if target.is_file():
        return target
    if not consent(weights):
        raise Cancelled
    target.parent.mkdir(parents=True, exist_ok=True)
    partial_file = target.with_suffix(".part")
    try:
        (fetch or _fetch)(weights, partial_file, progress)
        partial_file.replace(target)
    except OSError as error:
        partial_file.unlink(missing_ok=True)
        raise WeightsMissing(weights.repository, advice="Check the network and try again.") from error
    return target


def _fetch(weights: ClipWeights, target: Path, progress: Progress) -> None:
    from urllib.request import urlopen

    url = f"https://huggingface.co/{weights.repository}/resolve/main/{weights.file}"
    with urlopen(url, timeout=60) as answer, target.open("wb") as file:
        total, done = int(answer.headers.get("Content-Length", 0)), 0
        while block := answer.read(1 << 20):
            file.write(block)
            done += len(block)
            progress(done, total)
    if total and done != total:
        raise OSError("the download was cut short")


def _import_libraries() -> tuple[Any, Any]:
    try:
        return import_module("torch"), import_module("open_clip")
    except (ImportError, RuntimeError) as error:  # RuntimeError: torchvision built for another torch
        raise WeightsMissing("open-clip-torch", advice=_INSTALL) from error


def _to_unit_rows(vectors: Any) -> Vector:
    rows: Vector = vectors.float().cpu().numpy()
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), np.float32)
