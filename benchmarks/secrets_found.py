"""Whether secrets on the screen are found and blotted out, in text and pixels, and what is blotted out without need.

    python benchmarks/secrets_found.py [--corpus ../shared/corpus/workday] [--screenleak DIR] [--seed 1] [--missed]

Samples (benchmarks/secrets_samples.py) are drawn on four kinds of screen, read by the product's own reader and redacted
by its own code. Text: nothing of the value is left in any line. Pixels: the redacted picture is read again by a reader
that remembers nothing, and nothing of the value is read. Something is left where six characters in a row are (of a
shorter value, all of it), letters that look alike taken as one. ScreenLeak's public screens (Louis Beaumont 2026, CC
BY 4.0), which others drew, are redacted and read again alike. Prints the Markdown of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from base.records.line import Line
from base.records.picture import BgrImage
from benchmarks.secrets_samples import Sample, samples
from memory.ocr.reader import PPOcrReader, packaged_reader
from memory.perception.redaction import redact
from memory.perception.secrets import is_key_body
from memory.pictures import decoding

ROOT = Path(__file__).resolve().parents[1]
RUN = 6
_MARK = re.compile(r"\[secret: [^]]+\]")
_ALIKE = str.maketrans("ol|sbzg", "0115829")


@dataclass(frozen=True, slots=True)
class Look:
    """A kind of screen."""

    name: str
    fonts: tuple[str, ...]
    size: int
    paper: str
    ink: str
    around: tuple[str, ...]


_MONO = ("DejaVuSansMono.ttf", "LiberationMono-Regular.ttf")
_SANS = (str(ROOT / "assets/fonts/Inter-Regular.otf"), "LiberationSans-Regular.ttf", "DejaVuSans.ttf")
LOOKS = (
    Look("terminal, dark", _MONO, 16, "#1b1d23", "#d7dae0", ("ada@quill:~/tern$ make deploy", "12 files changed")),
    Look("editor, light", _MONO[::-1], 15, "#fdfdfb", "#2a2a2a", ("# settings of the ferry service", "retries = 4")),
    Look("form", _SANS, 17, "#ffffff", "#222222", ("Account of the harbour office", "Save changes")),
    Look(
        "mail, dark", _SANS[1:], 15, "#20242b", "#e6e6e6", ("Hello Ada, as we said on the phone", "See you on Monday")
    ),
)


def drawn(sample: Sample, look: Look) -> BgrImage:
    """BGR, (420, 1280, 3)."""
    canvas = Pillow.new("RGB", (1280, 420), look.paper)
    pen = ImageDraw.Draw(canvas)
    font = _font(look)
    for place, row in enumerate((look.around[0], *sample.rows, look.around[1])):
        for column, cell in enumerate(row.split("¦")):
            pen.text((40 + 300 * column, 40 + place * 2 * look.size), cell, fill=look.ink, font=font)
    return np.ascontiguousarray(np.asarray(canvas)[:, :, ::-1])


def _font(look: Look) -> ImageFont.FreeTypeFont:
    for name in look.fonts:
        try:
            return ImageFont.truetype(name, look.size)
        except OSError:
            continue
    raise SystemExit(f"none of the fonts of the {look.name} is installed")


def left(value: str, lines: Sequence[Line]) -> bool:
    """Whether something of the value is still there."""
    text, sought = " ".join(_folded(_MARK.sub(" ", line.text)) for line in lines), _folded(value)
    length = min(RUN, len(sought))
    return any(sought[at : at + length] in text for at in range(len(sought) - length + 1))


def _folded(text: str) -> str:
    return "".join(letter for letter in text.casefold().translate(_ALIKE) if letter.isalnum())


@dataclass(slots=True)
class Tally:
    samples: int = 0
    text: int = 0
    pixels: int = 0
    missed: list[str] = field(default_factory=list)


def measure(reader: PPOcrReader, seed: int) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    for number, sample in enumerate(samples(seed)):
        # types come in turns of eight and look kinds in turns of four: the shift gives each type all kinds
        look = LOOKS[(number + number // 8) % len(LOOKS)]
        tally = tallies.setdefault(sample.type, Tally())
        tally.samples += 1
        lines, told, again = _read_again(reader, drawn(sample, look))
        kept = [any(left(value, some) for value in sample.values) for some in (told, again)]
        found = any(line.redacted for line in told)
        tally.text += found and not kept[0]
        tally.pixels += found and not kept[1]
        if not found or any(kept):
            tally.missed.append(f"{look.name}: {[line.text for line in lines]} -> {[line.text for line in told]}")
    return tallies


def _read_again(reader: PPOcrReader, image: BgrImage) -> tuple[Sequence[Line], Sequence[Line], Sequence[Line]]:
    """What is read, what is left of it, and what a reader that remembers nothing reads on the redacted picture."""
    lines, after, told = _redacted(reader, image)
    reader.forget_cache()
    again = reader.read(after)
    reader.forget_cache()
    return lines, told, again


def _redacted(reader: PPOcrReader, image: BgrImage) -> tuple[Sequence[Line], BgrImage, Sequence[Line]]:
    lines = reader.read(image)
    done = redact(image, lines)
    after, told = done.image, done.lines
    return lines, after, told


_KEY = re.compile(r"(?:sk-|sk_|rk_|pk_)[\w-]{16,}$")
_DIGEST = re.compile(r"SHA256:")


def leaks(reader: PPOcrReader, folder: Path, missed: bool) -> Iterator[str]:
    """Rows of a table. A key in an address is a secret though the label says address; the fingerprint of a public key
    is none though the label says secret."""
    tallies: dict[str, Tally] = {name: Tally() for name in ("secrets", "keys in addresses")}
    others, clean = 0, 0
    for line in (folder / "annotations_sample.jsonl").read_text(encoding="utf-8").splitlines():
        screen = json.loads(line)
        secret = [found for span in screen["spans"] if (found := _secret(span))]
        picture = decoding.load(folder / "images" / Path(screen["image_path"]).name)
        _, told, again = _read_again(reader, np.asarray(picture, np.uint8))
        for kind, value in secret:
            tally = tallies[kind]
            tally.samples += 1
            tally.text += not left(value, told)
            tally.pixels += not left(value, again)
            if missed and (left(value, told) or left(value, again)):
                print(f"MISSED {screen['id']}: {value}", file=sys.stderr)
        if not secret:
            clean += 1
            others += sum(one.redacted for one in told)
    yield "| screens of ScreenLeak | samples | gone from the text | gone from the pixels |\n|---|---|---|---|"
    for name, one in tallies.items():
        yield f"| {name} | {one.samples} | {one.text} | {one.pixels} |"
    yield f"\nLines marked on the {clean} screens without any: {others}."


def _secret(span: dict[str, str]) -> tuple[str, str] | None:
    if span["label"] == "secret":
        return None if _DIGEST.match(span["text"]) else ("secrets", span["text"])
    key = _KEY.search(span["text"]) if span["label"] == "private_url" else None
    return ("keys in addresses", key[0]) if key else None


@dataclass(slots=True)
class Alarms:
    frames: int = 0
    lines: int = 0
    right: int = 0
    frames_wrong: int = 0
    wrong: Counter[str] = field(default_factory=Counter)


def alarms(reader: PPOcrReader, files: Sequence[Path], secret: Callable[[str], bool]) -> Alarms:
    """Over recorded frames in their order; `secret` says whether the true line holds one."""
    found = Alarms()
    for file in files:
        lines, _, told = _redacted(reader, decoding.load(file))
        found.frames += 1
        found.lines += len(lines)
        marked = [old.text for old, new in zip(lines, told, strict=True) if new.redacted]
        wrong = [text for text in marked if not secret(text)]
        found.right += len(marked) - len(wrong)
        found.frames_wrong += bool(wrong)
        found.wrong.update(wrong)
    return found


_STAGED = ("AKIAIOSFODNN7EXAMPLE",)
"""The sample day's key: the one of AWS' own manuals."""


def _true_secrets(folder: Path) -> list[str]:
    """What the corpus' questions expect to be masked."""
    asked = folder / "questions.jsonl"
    told = [json.loads(line) for line in asked.read_text().splitlines()] if asked.exists() else []
    return [*_STAGED, *(value for one in told if one.get("expect") == "masked" for value in one.get("must_see", ()))]


def _holds(values: Sequence[str]) -> Callable[[str], bool]:
    """The corpus names one line of a private key; the others are known by what they are."""
    parts = {_folded(value)[at : at + 4] for value in values for at in range(max(1, len(_folded(value)) - 3))}
    return lambda text: is_key_body(text) or any(part in _folded(text) for part in parts if len(part) >= 3)


def report(tallies: dict[str, Tally], missed: bool) -> None:
    print("| type | samples | gone from the text | gone from the pixels |")
    print("|---|---|---|---|")
    for name, one in sorted(tallies.items()):
        print(f"| {name} | {one.samples} | {one.text} | {one.pixels} |")
    total = [sum(getattr(one, part) for one in tallies.values()) for part in ("samples", "text", "pixels")]
    print(f"| **all {len(tallies)} types** | **{total[0]}** | **{total[1]}** | **{total[2]}** |")
    for name, one in tallies.items() if missed else ():
        for text in one.missed:
            print(f"MISSED {name}: {text}", file=sys.stderr)


def report_alarms(name: str, found: Alarms, missed: bool) -> None:
    print(
        f"| {name} | {found.frames} | {found.lines} | {found.right} | {found.wrong.total()}"
        f" ({len(found.wrong)} different) | {found.frames_wrong} |"
    )
    for text, times in found.wrong.most_common() if missed else ():
        print(f"FALSE {times}: {text}", file=sys.stderr)


def _days(chosen: argparse.Namespace) -> Iterator[tuple[str, Path]]:
    for name, folder in (("workday corpus", chosen.corpus), ("sample day", chosen.day)):
        if folder is not None and (folder / "frames").is_dir():
            yield name, folder


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path)
    options.add_argument("--screenleak", type=Path, help="the folder with annotations_sample.jsonl and images/")
    options.add_argument("--day", type=Path, default=ROOT / "assets" / "day")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--missed", action="store_true", help="say on stderr what was missed or taken without need")
    chosen = options.parse_args()
    print(f"## Secrets\n\n`benchmarks/secrets_found.py --seed {chosen.seed}`: generated values, none real.\n")
    report(measure(packaged_reader(threads=2), chosen.seed), chosen.missed)
    print(
        "\n| recorded frames | frames | lines read | lines with a secret, marked | lines marked without need | frames |"
    )
    print("|---|---|---|---|---|---|", flush=True)
    for name, folder in _days(chosen):
        files = sorted((folder / "frames").iterdir())
        found = alarms(packaged_reader(threads=2), files, _holds(_true_secrets(folder)))
        report_alarms(name, found, chosen.missed)
    if chosen.screenleak is not None and chosen.screenleak.is_dir():
        print()
        print("\n".join(leaks(packaged_reader(threads=2), chosen.screenleak, chosen.missed)))


if __name__ == "__main__":
    main()
