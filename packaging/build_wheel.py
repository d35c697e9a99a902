"""Builds dist/*.whl: the whole program with its models inside, so that `pip install FILE.whl` is all that is needed.

    make wheel

The models are made first, where they are missing (packaging/weights.py). setuptools builds without isolation, with the
pinned version of requirements-build.txt, so nothing is fetched. Its dates are those of the last commit, so that the
same commit gives the same file.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from memory.encoders import weights  # noqa: E402

DIST = ROOT / "dist"
PACKAGES = ("app", "assets", "base", "capture", "memory", "ui")


def main() -> None:
    """Prints the wheel's path, size and sha256. Exits with a sentence where something is missing from it."""
    subprocess.run([sys.executable, str(ROOT / "packaging/weights.py")], check=True)
    wheel = build()
    lacking = missing_from(wheel)
    if lacking:
        wheel.unlink()
        sys.exit("afterglow: the wheel lacks " + ", ".join(sorted(lacking)))
    data = wheel.read_bytes()
    print(f"{wheel.relative_to(ROOT)}  {len(data) / 1e6:.1f} MB  sha256 {hashlib.sha256(data).hexdigest()}")


def build() -> Path:
    """The new wheel in dist/, in place of older ones."""
    shutil.rmtree(ROOT / "build", ignore_errors=True)  # setuptools would pack what an earlier build left there
    DIST.mkdir(exist_ok=True)
    for old in DIST.glob("*.whl"):
        old.unlink()
    command = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", "wheel"]
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(DIST), str(ROOT)]
    subprocess.run([*command, *options], check=True, env={**os.environ, "SOURCE_DATE_EPOCH": commit_time()})
    (wheel,) = DIST.glob("*.whl")
    return wheel


def commit_time() -> str:
    """Seconds of the last commit; of 2026 where there is no git."""
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    return os.environ.get("SOURCE_DATE_EPOCH", asked or "1767225600")


def missing_from(wheel: Path) -> set[str]:
    """Files of the program's folders that git knows, and the models, that the wheel does not hold."""
    with zipfile.ZipFile(wheel) as archive:
        held = {item.filename: item.file_size for item in archive.infolist()}
    models = {f"memory/weights/{pinned.name}": pinned.size for pinned in weights.ALL}
    lacking = {name for name, size in models.items() if held.get(name) != size}
    return lacking | (program_files() - held.keys())


def program_files() -> set[str]:
    listed = subprocess.run(["git", "ls-files", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=False)
    return set(listed.stdout.split("\n")) - {""}


if __name__ == "__main__":
    main()
