"""What other screen memories drop, as rules over whole frames (FINDINGS §4), for the change gate's benchmark.

Each rule compares with the last frame that it kept itself. Thresholds and sizes are those of the projects' sources.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
Grey = NDArray[np.uint8]


def grey_of(pixels: Pixels) -> Grey:
    return np.asarray(Image.frombuffer("RGB", pixels.shape[1::-1], pixels, "raw", "BGRX").convert("L"))


def _small(grey: Grey, width: int, height: int) -> NDArray[np.float64]:
    return np.asarray(Image.fromarray(grey).resize((width, height), Image.Resampling.LANCZOS), np.float64)


def dhash(grey: Grey) -> NDArray[np.bool_]:
    small = _small(grey, 9, 8)
    bits: NDArray[np.bool_] = small[:, 1:] > small[:, :-1]
    return bits.ravel()


def phash(grey: Grey) -> NDArray[np.bool_]:
    low = (_COSINES @ _small(grey, 32, 32) @ _COSINES.T)[:8, :8]
    bits: NDArray[np.bool_] = low > np.median(low)
    return bits.ravel()


_COSINES = np.cos(np.pi / 32 * np.outer(np.arange(32), np.arange(32) + 0.5))


def ssim(one: Grey, other: Grey) -> float:
    """Over the whole picture at once, as OpenRecall computes it."""
    a, b = one.astype(np.float32), other.astype(np.float32)
    mean_a, mean_b = float(a.mean()), float(b.mean())
    a -= mean_a
    b -= mean_b
    both, first, second = float((a * b).mean()), float((a * a).mean()), float((b * b).mean())
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    top = (2 * mean_a * mean_b + c1) * (2 * both + c2)
    return top / ((mean_a**2 + mean_b**2 + c1) * (first + second + c2))


def likeness(one: Grey, other: Grey) -> float:
    return 1 - float(np.abs(one.astype(np.int16) - other).mean()) / 255


def _bits(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> int:
    return int((one != other).sum())


@dataclass(slots=True)
class Peer:
    """`describe` makes what is compared out of a frame; `drops` says that two of them are the same."""

    name: str
    describe: Callable[[Grey], Any]
    drops: Callable[[Any, Any], bool]
    kept: Any = None

    def keeps(self, described: Any) -> bool:
        if self.kept is not None and self.drops(described, self.kept):
            return False
        self.kept = described
        return True


def peers() -> list[Peer]:
    return [
        Peer("OpenRecall", _itself, lambda one, other: ssim(one, other) >= 0.9),
        Peer("MineContext", dhash, lambda one, other: _bits(one, other) <= 7),
        Peer("LifeTrace", phash, lambda one, other: _bits(one, other) <= 5),
        Peer("Pensieve", phash, lambda one, other: _bits(one, other) < 4),
        Peer("MIRIX", _itself, lambda one, other: likeness(one, other) >= 0.99),
    ]


def _itself(grey: Grey) -> Grey:
    return grey
