"""What a kept picture costs as a frame of a film: bytes, CPU, words still read, and how soon one is shown.

    python benchmarks/films.py ../shared/corpus/workday [--every 4]

Distinct frames in time order, 24 a film; beside it the same frames as WebP stills and as AV1 sequences (AVIF by libaom
through Pillow, screen tools on). `--every`: of how many frames one is read again. CPU is this process's own; "shown" is
the store's: rows found, objects unsealed, the frame decoded.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import xxhash
from PIL import Image as Pillow
from throwaway import new_home

from base.ids import new_id
from base.records.moment import Moment
from base.records.picture import BgrImage, Picture
from memory.archive.opening import Opening, open_here, words_only
from memory.ocr.reader import PPOcrReader, packaged_reader
from memory.pictures import decoding, films, stills
from memory.pictures.decoding import decode, encode_film

Words = Counter[str]
AVIF = {"codec": "aom", "quality": 50, "speed": 9, "max_threads": 1, "advanced": {"tune-content": "screen"}}


@dataclass(slots=True)
class Coding:
    """One way of coding a run of frames, and what it cost so far. `show` decodes one frame of the coded run."""

    name: str
    code: Callable[[Sequence[BgrImage]], list[bytes]]
    show: Callable[[list[bytes], int], BgrImage]
    size: int = 0
    coding: float = 0.0
    showing: list[float] = field(default_factory=list)
    kept: int = 0
    error: list[float] = field(default_factory=list)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus", type=Path)
    options.add_argument("--every", type=int, default=4)
    chosen = options.parse_args()
    paths = distinct(sorted((chosen.corpus / "frames").iterdir()))
    reader = packaged_reader(threads=1)
    ways = [
        Coding("film", lambda run: [films.encode(run)], lambda data, n: films.decode(data[0], n)),
        Coding(
            "film, thinned",
            lambda run: [films.downscale_film(films.encode(run))],
            lambda data, n: films.decode(data[0], n),
        ),
        Coding("AV1 sequence (AVIF)", lambda run: [sequence(run)], lambda data, n: frame_of(data[0], n)),
        Coding("WebP still, lossless", lambda run: [lossless(one) for one in run], webp_frame),
        Coding("WebP still, q85", lambda run: [lossy(one) for one in run], webp_frame),
    ]
    read = measure(ways, paths, reader, chosen.every)
    report(ways, len(paths), read)
    print(f"\nShown from the sealed store, warm: {shown([load(path) for path in paths[: 3 * films.MAX_FRAMES]])}")


def distinct(paths: Sequence[Path]) -> list[Path]:
    found: dict[str, Path] = {}
    for path in paths:
        found.setdefault(xxhash.xxh3_128_hexdigest(load(path).tobytes()), path)
    return list(found.values())


def load(path: Path) -> BgrImage:
    return decoding.load(path)


def measure(ways: list[Coding], paths: list[Path], reader: PPOcrReader, every: int) -> int:
    """Codes and decodes everything; the number of words that the originals of the read-again frames hold."""
    total = 0
    for start in range(0, len(paths), films.MAX_FRAMES):
        run = [load(path) for path in paths[start : start + films.MAX_FRAMES]]
        expected = {n: words(reader, run[n]) for n in range(len(run)) if (start + n) % every == 0}
        total += sum(sum(one.values()) for one in expected.values())
        for way in ways:
            began = time.process_time()
            data = way.code(run)
            way.coding += time.process_time() - began
            way.size += sum(map(len, data))
            for n, true in expected.items():
                began = time.process_time()
                image = way.show(data, n)
                way.showing.append(1000 * (time.process_time() - began))
                way.error.append(psnr(image, run[n]))
                way.kept += sum((words(reader, image) & true).values())
        print(f"{start + len(run)} of {len(paths)} frames", file=sys.stderr)
    return total


def words(reader: PPOcrReader, image: BgrImage) -> Words:
    reader.forget_cache()
    return Counter(word for line in reader.read(image) for word in re.findall(r"\w+", line.text.lower()))


def psnr(image: BgrImage, original: BgrImage) -> float:
    error = float(((image.astype(np.float32) - original) ** 2).mean())
    return 99.0 if error == 0 else float(10 * np.log10(255**2 / error))


def sequence(run: Sequence[BgrImage]) -> bytes:
    first, *rest = [Pillow.fromarray(np.ascontiguousarray(one[:, :, ::-1])) for one in run]
    buffer = io.BytesIO()
    first.save(buffer, "AVIF", save_all=True, append_images=rest, duration=100, **AVIF)
    return buffer.getvalue()


def frame_of(data: bytes, position: int) -> BgrImage:
    with Pillow.open(io.BytesIO(data)) as opened:
        opened.seek(position)
        return np.ascontiguousarray(np.asarray(opened.convert("RGB"), np.uint8)[:, :, ::-1])


def lossless(image: BgrImage) -> bytes:
    return stills._encode_webp(image, lossless=True, quality=20, method=1)


def lossy(image: BgrImage) -> bytes:
    return stills._encode_webp(image, quality=85, method=2)


def webp_frame(data: list[bytes], position: int) -> BgrImage:
    return stills.decode(Picture(stills.MIME, 0, 0, data[position]))


def report(ways: list[Coding], frames: int, total: int) -> None:
    print("## Films\n")
    print(f"`benchmarks/films.py workday`: {frames} distinct 1920×1080 frames, {films.MAX_FRAMES} a film.\n")
    heads = (
        "coding",
        "KB a frame",
        "CPU ms to code",
        "to decode one, mean / p95",
        "PSNR dB, mean / worst",
        "words kept",
    )
    print(f"| {' | '.join(heads)} |")
    print("|---|--:|--:|--:|--:|--:|")
    for way in ways:
        decoding = f"{np.mean(way.showing):.0f} / {np.percentile(way.showing, 95):.0f}"
        print(
            f"| {way.name} | {way.size / frames / 1000:.1f} | {1000 * way.coding / frames:.0f} | {decoding} "
            f"| {np.mean(way.error):.1f} / {min(way.error):.1f} | {100 * way.kept / total:.1f} % |"
        )


def shown(images: list[BgrImage]) -> str:
    """Milliseconds on the clock and of CPU for one picture out of a sealed store with these frames in films."""
    with tempfile.TemporaryDirectory(prefix="afterglow-films-") as folder:
        home = Path(folder) / "home"
        archive = open_here(Opening(home, new_home(home), words_only, witness_dir=Path(folder) / "witness"))
        moments = list(as_moments(images))
        archive.add(moments)
        while (roll := archive.next_still_batch()) is not None:
            archive.put_film(encode_film(roll))
        clock, cpu = [], []
        for moment in [moments[0], *moments]:
            began, used = time.perf_counter(), time.process_time()
            picture = archive.picture(moment.id)
            assert picture is not None
            decode(picture)
            clock.append(1000 * (time.perf_counter() - began))
            cpu.append(1000 * (time.process_time() - used))
        archive.close()
    p50, p95 = np.percentile(clock[1:], 50), np.percentile(clock[1:], 95)
    return (
        f"{p50:.0f} ms p50, {p95:.0f} ms p95 on the clock ({np.mean(cpu[1:]):.0f} ms CPU) over {len(moments)} frames."
    )


def as_moments(images: list[BgrImage]) -> Iterator[Moment]:
    long_ago = datetime(2026, 3, 3, 12, tzinfo=UTC)
    for number, image in enumerate(images):
        at = long_ago + timedelta(seconds=2 * number)
        yield Moment(new_id(at, f"{number:010x}"), at, 1, picture=stills.encode_still(image))


if __name__ == "__main__":
    main()
