"""Image and text encoder CLIP (open-clip). The `clip` extra; nothing else needs torch.

Weights come as a file of the person's own, or by a download that they agreed to, licence in view. torch and open_clip
are imported when a model is opened, not before. Called by the perceiving thread, and by recall for queries.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from base.errors import Cancelled, WeightsMissing
from base.records.picture import BgrImage
from base.records.vector import Vector


@dataclass(frozen=True, slots=True)
class ClipWeights:
    """A set of weights that can be downloaded, and what the person must know before."""

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
"""Bytes that have come, bytes in all (0: not known)."""
Fetch = Callable[[ClipWeights, Path, Progress], None]

_INSTALL = "Install the picture model's libraries: pip install 'afterglow-memory[clip]'. All else works on."
_BATCH = 8


class OpenClip:
    """An ImageEncoder. Not for several threads at once."""

    def __init__(self, *, model: Any, tokenizer: Any, name: str, threads: int = 2) -> None:
        """`model` and `tokenizer` as open_clip makes them."""
        self._torch, open_clip = _libraries()
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
        """(len(images), dimensions) float32, rows of length 1. Whole screens, squashed to the model's square: a crop
        would lose what stands at the sides. Raises nothing of its own."""
        parts = [self._embed_images(images[at : at + _BATCH]) for at in range(0, len(images), _BATCH)]
        return np.concatenate(parts) if parts else np.empty((0, self._dimensions), np.float32)

    def encode_texts(self, texts: Sequence[str]) -> Vector:
        """(len(texts), dimensions) float32, rows of length 1."""
        parts = [self._embed_texts(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)]
        return np.concatenate(parts) if parts else np.empty((0, self._dimensions), np.float32)

    def _embed_images(self, images: Sequence[BgrImage]) -> Vector:
        stack = np.stack([self._prepared(image) for image in images])
        with self._torch.inference_mode():
            return _unit(self._model.encode_image(self._torch.from_numpy(stack)))

    def _embed_texts(self, texts: Sequence[str]) -> Vector:
        with self._torch.inference_mode():
            return _unit(self._model.encode_text(self._tokenizer(list(texts))))

    def _prepared(self, image: BgrImage) -> Vector:
        small = cv2.resize(image, self._size, interpolation=cv2.INTER_AREA)
        scaled = (small[:, :, ::-1].astype(np.float32) / 255 - self._mean) / self._std
        return np.ascontiguousarray(scaled.transpose(2, 0, 1), np.float32)


def open_weights(path: Path, *, architecture: str = RECOMMENDED.architecture, threads: int = 2) -> OpenClip:
    """A model from a file on disk (safetensors or pt). Nothing is downloaded.

    Raises WeightsMissing when the libraries, the file or its fitting architecture are absent.
    """
    _, open_clip = _libraries()
    if not path.is_file():
        raise WeightsMissing(str(path), advice="Give the path of the weights, or let Afterglow download them.")
    digest = _sha256(path)
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
    """The weights' file below `folder`, downloaded once after `consent` said yes to source, size and licence.

    Raises Cancelled without consent, WeightsMissing when the download fails.
    """
    target = folder / weights.repository.replace("/", "--") / weights.file
    if target.is_file():
        return target
    if not consent(weights):
        raise Cancelled
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    try:
        (fetch or _fetch)(weights, part, progress)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
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


def _libraries() -> tuple[Any, Any]:
    try:
        return import_module("torch"), import_module("open_clip")
    except (ImportError, RuntimeError) as error:  # RuntimeError: torchvision built for another torch
        raise WeightsMissing("open-clip-torch", advice=_INSTALL) from error


def _unit(vectors: Any) -> Vector:
    rows: Vector = vectors.float().cpu().numpy()
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), np.float32)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
