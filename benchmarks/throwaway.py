"""What the crash, search and record benchmarks share: a throw-away home, and cheap stand-ins for the models.

The stand-ins keep a run about storage and capture: reading one real frame costs a CPU second, storing it milliseconds.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import psutil
import xxhash

from base.records.line import Line
from base.records.picture import BgrImage
from base.records.vector import Vector
from memory.sealed.keys import ArgonCost, KeyFile, Keys

PASSPHRASE = "a throw-away passphrase"
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "ve")


def new_home(home: Path) -> Keys:
    """Keys for a new memory in `home`. The key derivation is cheap: nobody's data is in it."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = KeyFile.create(home / "keys.json")
    file.add_passphrase(PASSPHRASE, cost=ArgonCost(memory=64, iterations=1, lanes=1))
    return file.save()


def open_home(home: Path) -> Keys:
    return KeyFile.load(home / "keys.json").unlock_passphrase(PASSPHRASE)


def word(number: int) -> str:
    """A pronounceable word that stands for one number below 2**32 and no other."""
    return "".join(SYLLABLES[number >> shift & 15] for shift in range(28, -1, -4))


def rss_mb(pid: int | None = None) -> float:
    return float(psutil.Process(pid).memory_info().rss) / 1e6


@dataclass(frozen=True, slots=True)
class HashEncoder:
    """A text encoder whose vectors depend on the words and on nothing else."""

    dimensions: int = 384
    name: str = "hash 1"

    def encode(self, texts: Sequence[str]) -> Vector:
        rows = [
            np.random.default_rng(xxhash.xxh3_64_intdigest(text.encode())).normal(size=self.dimensions)
            for text in texts
        ]
        made = np.asarray(rows, np.float32).reshape(len(texts), self.dimensions)
        made /= np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9)
        return made


@dataclass(frozen=True, slots=True)
class NumberReader:
    """Reads the number that `numbered` wrote into a picture."""

    name: str = "number 1"

    def read(self, image: BgrImage) -> tuple[Line, ...]:
        number = int.from_bytes(bytes(image[0, :4, 0]), "big")
        return (Line(f"frame {word(number)}", (0, 0, 200, 16)), Line("common to all", (0, 20, 200, 16)))


def numbered(picture: BgrImage, number: int) -> BgrImage:
    """Write the number into the first four pixels; in place."""
    picture[0, :4, 0] = list(number.to_bytes(4, "big"))
    return picture
