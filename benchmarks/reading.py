"""How well and how dearly the screen is read: word recall, CPU, pixels, lines; full and incremental.

    python benchmarks/reading.py ../shared/corpus/workday [--frames 60] [--start 0] [--threads 2]

A run of consecutive frames is what incremental reading meets in life. CPU is this process's own.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import cv2

from memory.perceive import reading, weights
from memory.perceive.finding import Finder
from memory.perceive.spelling import CascadeSpeller, NetworkSpeller, Speller
from memory.records import Line

Words = Counter[str]


def words(texts: list[str]) -> Words:
    return Counter(word for text in texts for word in re.findall(r"\w+", text.lower()))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpus", type=Path)
    options.add_argument("--frames", type=int, default=60)
    options.add_argument("--start", type=int, default=0)
    options.add_argument("--every", type=int, default=1, help="take every n-th frame (for full reading)")
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--models", choices=["cascade", "small"], default="cascade")
    options.add_argument("--modes", default="full,incremental")
    options.add_argument("--worst", action="store_true", help="list the frames with the lowest recall")
    chosen = options.parse_args()
    truth = [json.loads(line) for line in (chosen.corpus / "truth.jsonl").read_text().splitlines()]
    truth = truth[chosen.start :: chosen.every][: chosen.frames]
    for mode in chosen.modes.split(","):
        measure(mode, truth, chosen)


def measure(mode: str, truth: list[dict[str, object]], chosen: argparse.Namespace) -> None:
    reader, counts = build(chosen.models, chosen.threads)
    found = total = 0
    cpu, slowest, scores = 0.0, 0.0, []
    for record in truth:
        image = cv2.imread(str(chosen.corpus / str(record["file"])))
        assert image is not None
        if mode == "full":
            reader.forget_cache()
        start = time.process_time()
        lines: tuple[Line, ...] = reader.read(image)
        spent = time.process_time() - start
        cpu, slowest = cpu + spent, max(slowest, spent)
        expected = words([str(text) for text in record["text"]])  # type: ignore[union-attr, attr-defined]
        hit = sum((expected & words([line.text for line in lines])).values())
        found, total = found + hit, total + sum(expected.values())
        scores.append((hit / max(1, sum(expected.values())), str(record["file"])))
    megapixels, fast, careful = counts()
    print(
        f"{mode:>12}: {len(truth)} frames, word recall {found / total:.4f} (worst frame {min(scores)[0]:.3f}), "
        f"CPU s a frame {cpu / len(truth):.3f} (slowest {slowest:.2f}), detected {megapixels:.1f} Mpx, "
        f"recognised {fast} lines, read again {careful}"
    )
    if chosen.worst:
        for score, name in sorted(scores)[:12]:
            print(f"    {score:.3f} {name}")


def build(models: str, threads: int) -> tuple[reading.ScreenReader, Callable[[], tuple[float, int, int]]]:
    careful = NetworkSpeller(weights.load(weights.RECOGNISE_SMALL), threads=threads)
    if models == "small":
        finder = Finder(weights.load(weights.DETECT_SMALL), threads=threads)
        reader = reading.ScreenReader(finder=finder, speller=careful, name="small")
        return reader, lambda: (finder.pixels / 1e6, careful.lines, 0)
    tiny = weights.load_tiny_reading()
    finder = Finder(tiny.detection, threads=threads)
    fast = NetworkSpeller(tiny.recognition, tiny.alphabet, threads=threads)
    speller: Speller = CascadeSpeller(fast, careful)
    reader = reading.ScreenReader(finder=finder, speller=speller, name="cascade")
    return reader, lambda: (finder.pixels / 1e6, fast.lines, careful.lines)


if __name__ == "__main__":
    main()
