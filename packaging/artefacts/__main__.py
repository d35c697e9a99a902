"""Builds into dist/: `python -m artefacts [tree|deb|appimage|sbom …]`, without a word everything.

packaging/packages.sh runs it in an environment with the pinned build tools.
"""

import hashlib
import os
import sys
import time
from pathlib import Path

from artefacts.appimage import build_appimage
from artefacts.deb import build_deb
from artefacts.sbom import check_sbom, write_sbom
from artefacts.tree import build_tree

ROOT = Path(__file__).resolve().parents[2]
WORK, TARGET = ROOT / "build/packages", ROOT / "dist"
ALL = ("tree", "deb", "appimage", "sbom")


def main(wanted: list[str]) -> None:
    (wheel,) = TARGET.glob("afterglow_memory-*.whl")
    version = wheel.name.split("-")[1]
    tree = WORK / "tree"
    steps = {
        "tree": lambda: build_tree(tree, root=ROOT, wheel=wheel),
        "deb": lambda: build_deb(tree, WORK / "deb", TARGET, root=ROOT, version=version, python=tree / "bin/python3"),
        "appimage": lambda: build_appimage(tree, WORK, TARGET, root=ROOT, version=version),
        "sbom": lambda: check_sbom(write_sbom(tree, TARGET / f"afterglow-{version}.cdx.json", version=version)),
    }
    for name in wanted or ALL:
        started = time.monotonic()
        steps[name]()
        print(f"{name}: {time.monotonic() - started:.0f} s", flush=True)
    print(f"tree: {megabytes(tree):.0f} MB installed")
    write_checksums(TARGET)


def megabytes(folder: Path) -> float:
    """What the files take on the disk, hard links once."""
    seen = {(entry.st_dev, entry.st_ino): entry.st_blocks * 512 for entry in (p.lstat() for p in folder.rglob("*"))}
    return sum(seen.values()) / 1e6


def write_checksums(target: Path) -> None:
    """SHA256SUMS beside the artefacts, as `sha256sum --check` reads it."""
    lines = []
    for path in sorted(target.iterdir()):
        if path.is_file() and path.name != "SHA256SUMS":
            with path.open("rb") as file:
                lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
            print(f"{path.stat().st_size / 1e6:8.1f} MB  {path.name}")
    (target / "SHA256SUMS").write_text("".join(lines))


if __name__ == "__main__":
    os.umask(0o022)
    main(sys.argv[1:])
