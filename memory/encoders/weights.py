"""Loads the model weights that lie in memory/weights and checks their hashes (SHA-256).

No model is downloaded by the program: packaging/weights.py takes them from pinned packages when Afterglow is built.
Each file is pinned by size and sha256; anything else counts as missing. Text encoder and reader load them when they are
built, in any thread; memory/weights/README.md says where each comes from.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from base.errors import WeightsMissing

FOLDER = Path(__file__).resolve().parent.parent / "weights"


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """A file of the folder with the weights; `serves` is what does not work without it."""

    name: str
    serves: str
    size: int
    sha256: str


# PaddleOCR PP-OCRv6 (Apache-2.0): "tiny" finds and reads every line, "small" reads again what "tiny" doubts. Their
# weights are stored in half precision, and the sessions compute with single precision (packaging/halving.py).
DETECTION = PinnedFile(
    "PP-OCRv6_det_tiny.onnx",
    "reading",
    988_394,
    "a45e7c3c0684718a5f13b19c557c58d244b267640971482f45be60ec65ddcf3d",
)
RECOGNITION_FAST = PinnedFile(
    "PP-OCRv6_rec_tiny.onnx",
    "reading",
    2_266_450,
    "27fd39bf76331812a5aea37ca4af9b2627b83c57a5158fb1e7eebac33672cf71",
)
ALPHABET_FAST = PinnedFile(
    "PP-OCRv6_rec_tiny.json",
    "reading",
    47_870,
    "b9bf03b8b02c9c22f6af847769269d5c1f877cfc8914bbaecac6a44d7a6061de",
)
RECOGNITION_CAREFUL = PinnedFile(
    "PP-OCRv6_rec_small.onnx",
    "reading",
    10_723_606,
    "400697843662149b6accf87ff27bc067d85f8d18d868a8aa04eecd1398712ab8",
)

# sentence-transformers all-MiniLM-L6-v2 (Apache-2.0), in half precision as well.
MINILM_TENSORS = PinnedFile(
    "all-MiniLM-L6-v2.safetensors",
    "meaning",
    45_141_872,
    "ef4f66adbac55a55f9d5a2d865d84a17f42e2f202b49d0235c77d3cdd5b19ce9",
)
MINILM_TOKENIZER = PinnedFile(
    "all-MiniLM-L6-v2.json",
    "meaning",
    466_247,
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)

ALL = (DETECTION, RECOGNITION_FAST, ALPHABET_FAST, RECOGNITION_CAREFUL, MINILM_TENSORS, MINILM_TOKENIZER)


@dataclass(frozen=True, slots=True)
class FastReading:
    """The three files of the fast reading."""

    detection: bytes = field(repr=False)
    recognition: bytes = field(repr=False)
    alphabet: tuple[str, ...] = field(repr=False)


def load(pinned: PinnedFile) -> bytes:
    """The pinned bytes. Raises WeightsMissing if they are missing or differ."""
    try:
        data = (FOLDER / pinned.name).read_bytes()
    except OSError:
        raise WeightsMissing(f"{pinned.serves}: {pinned.name} is not there") from None
    if hashlib.sha256(data).hexdigest() != pinned.sha256:
        raise WeightsMissing(f"{pinned.serves}: {pinned.name} is damaged")
    return data


def load_fast_reading() -> FastReading:
    """Raises WeightsMissing."""
    return FastReading(load(DETECTION), load(RECOGNITION_FAST), tuple(json.loads(load(ALPHABET_FAST))))


def find_fault() -> WeightsMissing | None:
    """What is wrong with the folder at a glance: a file that is not there or has another size. Reads none of them."""
    for pinned in ALL:
        try:
            whole = (FOLDER / pinned.name).stat().st_size == pinned.size
        except OSError:
            return WeightsMissing(f"{pinned.serves}: {pinned.name} is not there")
        if not whole:
            return WeightsMissing(f"{pinned.serves}: {pinned.name} is damaged")
    return None
