"""How well and how dearly a screen is read: by its news, against every frame as a whole, frame by frame in turns.

    python benchmarks/reading.py ../shared/corpus/workday [--frames 60] [--start 0] [--threads 2]

Prints the Markdown of docs/benchmarks.md. Both read the same frames in their order, with the same networks in one
process. The whole frame is read the plain way and with nothing remembered: detection everywhere, every line recognised.
CPU is this process's own, all its threads.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from base.records.line import Line
from base.records.picture import BgrImage
from benchmarks.reading_words import Score
from memory.encoders import weights
from memory.ocr.detection import TextDetector, split_at_rules
from memory.ocr.reader import PPOcrReader, ordered_lines
from memory.ocr.recognition import CascadeRecognizer, CtcRecognizer
from memory.ocr.screen_cache import PlacedLine
from memory.ocr.tile_diff import find_shifts, sample_patches, tile_hashes
from memory.pictures import decoding

KINDS = (
    "identical frame",
    "back to a known window",
    "new page or window",
    "dialog",
    "scroll",
    "typing",
    "terminal output",
    "other",
)
_KNOWN = 0.02
_TYPING = 0.01


class Networks:
    """The networks of both ways of reading, and what they have been made to do."""

    def __init__(self, threads: int) -> None:
        tiny = weights.load_fast_reading()
        self.detector = TextDetector(tiny.detection, threads=threads)
        self._fast = CtcRecognizer(tiny.recognition, tiny.alphabet, threads=threads)
        self._careful = CtcRecognizer(weights.load(weights.RECOGNITION_CAREFUL), threads=threads)
        self.recognizer = CascadeRecognizer(self._fast, self._careful)

    def spent(self) -> Cost:
        return Cost(time.process_time(), self.detector.pixels / 1e6, self._fast.lines, self._careful.lines)


@dataclass(slots=True)
class Cost:
    cpu: float = 0.0
    megapixels: float = 0.0
    fast: int = 0
    careful: int = 0

    def add(self, before: Cost, after: Cost) -> None:
        self.cpu += after.cpu - before.cpu
        self.megapixels += after.megapixels - before.megapixels
        self.fast += after.fast - before.fast
        self.careful += after.careful - before.careful


@dataclass(slots=True)
class Kind:
    frames: int = 0
    whole: Cost = field(default_factory=Cost)
    news: Cost = field(default_factory=Cost)


def read_whole(networks: Networks, image: BgrImage) -> tuple[Line, ...]:
    """The plain way: detection on the whole frame, every line of it recognised."""
    spans = [part for span in networks.detector.detect(image) for part in split_at_rules(image, span)]
    texts = networks.recognizer.recognize([image[top:bottom, left:right] for left, top, right, bottom in spans])
    return ordered_lines(PlacedLine(span, text) for span, text in zip(spans, texts, strict=True))


class Kinds:
    """What kind of change each frame is, from its pixels and what the recorder knows of its windows."""

    def __init__(self) -> None:
        self._hashes: list[np.ndarray[Any, Any]] = []
        self._image: BgrImage | None = None
        self._record: dict[str, Any] = {}

    def of(self, image: BgrImage, record: dict[str, Any]) -> str:
        before, known, self._image = self._image, self._record, image
        hashes, self._record = tile_hashes(image), record
        alike = [float((old != hashes).mean()) for old in self._hashes if old.shape == hashes.shape]
        self._hashes.append(hashes)
        if before is None or before.shape != image.shape:
            return "new page or window"
        return _kind(alike, known, record, lambda: bool(find_shifts(sample_patches(before), sample_patches(image))))


def _kind(alike: list[float], before: dict[str, Any], now: dict[str, Any], moved: Callable[[], bool]) -> str:
    if alike[-1] == 0:
        return "identical frame"
    if alike[-1] > 5 * _KNOWN and min(alike) <= _KNOWN:
        return "back to a known window"
    if len(now.get("windows", ())) > len(before.get("windows", ())) and now.get("pid") == before.get("pid"):
        return "dialog"
    if any(now.get(name) != before.get(name) for name in ("pid", "url")):
        return "new page or window"
    if moved():
        return "scroll"
    if now.get("app") == "XTerm" and alike[-1] > _TYPING:
        return "terminal output"
    return "typing" if alike[-1] <= _TYPING else "other"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpus", type=Path)
    options.add_argument("--frames", type=int, default=10_000)
    options.add_argument("--start", type=int, default=0)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--worst", action="store_true", help="list the frames with the fewest words kept")
    chosen = options.parse_args()
    networks = Networks(chosen.threads)
    reader = PPOcrReader(detector=networks.detector, recognizer=networks.recognizer, name="benchmark")
    kinds: defaultdict[str, Kind] = defaultdict(Kind)
    score, classify = Score(networks.recognizer), Kinds()
    for record in records(chosen.corpus, chosen.start, chosen.frames):
        image = decoding.load(chosen.corpus / record["file"])
        kind = kinds[classify.of(image, record)]
        started = networks.spent()
        whole = read_whole(networks, image)
        between = networks.spent()
        news = reader.read(image)
        ended = networks.spent()
        kind.frames += 1
        kind.whole.add(started, between)
        kind.news.add(between, ended)
        score.add(image, record, whole, news)
    report(kinds, score, chosen)


def records(corpus: Path, start: int, frames: int) -> list[dict[str, Any]]:
    """What the recorder knows of each frame, with the true text where the corpus has it."""
    told = {known["file"]: known for known in _jsonl(corpus / "metadata.jsonl")}
    true = {known["file"]: known for known in _jsonl(corpus / "truth.jsonl")}
    merged = [{**known, "text": true.get(name, {}).get("text")} for name, known in sorted(told.items())]
    return merged[start:][:frames]


def _jsonl(path: Path) -> Iterable[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text().splitlines()) if path.exists() else ()


def report(kinds: dict[str, Kind], score: Score, chosen: argparse.Namespace) -> None:
    total = Kind()
    for kind in kinds.values():
        total.frames += kind.frames
        total.whole.add(Cost(), kind.whole)
        total.news.add(Cost(), kind.news)
    print("## Reading\n")
    print(f"`benchmarks/reading.py {chosen.corpus.name}`: {total.frames} frames in order; whole frame / by its news.\n")
    parts = ("CPU s", "Mpx detected", "lines, fast", "lines, careful")
    print(f"| kind of change | frames | {' | ratio | '.join(parts)} | ratio |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name in KINDS:
        if name in kinds:
            print(_row(name, kinds[name]))
    print(_row("**all**", total))
    score.report(worst=chosen.worst)


def _row(name: str, kind: Kind) -> str:
    cells = [name, str(kind.frames)]
    for part, form in (("cpu", ".2f"), ("megapixels", ".1f"), ("fast", "d"), ("careful", "d")):
        whole, news = getattr(kind.whole, part), getattr(kind.news, part)
        cells += [f"{whole:{form}} / {news:{form}}", f"{whole / news:.1f}" if news else "–"]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
