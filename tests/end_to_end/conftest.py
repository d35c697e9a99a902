"""The real program as a subprocess, on a throw-away home, as a person or a script would run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from memory.sealed.keys import ArgonCost, KeyFile

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "seven green kettles sing"


@dataclass
class Program:
    """`run` waits for the end; `start` returns the running process."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    started: list[subprocess.Popen[str]] = field(default_factory=list, repr=False)

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def run(self, *words: str | Path, code: int | None = 0, **more: Any) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            self._command(words), env=self.surroundings(), capture_output=True, text=True, timeout=300, cwd=ROOT, **more
        )
        assert code is None or done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def json(self, *words: str | Path, code: int | None = 0) -> Any:
        return json.loads(self.run(*words, "--json", code=code).stdout)

    def start(self, *words: str | Path) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            self._command(words),
            env=self.surroundings(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self.started.append(process)
        return process

    def end(self) -> None:
        """A test that failed half way leaves nothing running for the tests after it."""
        for process in self.started:
            process.kill()
            process.communicate(timeout=60)

    def _command(self, words: tuple[str | Path, ...]) -> list[str]:
        return [sys.executable, "-m", "app.main", "--home", str(self.home), *map(str, words)]

    def surroundings(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AFTERGLOW", "XDG_", "COV_"))}
        return {
            **kept,
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder / "tmp"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "TZ": "UTC",
            **self.environment,
        }


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    (tmp_path / "tmp").mkdir()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE + "\n")
    made = Program(tmp_path, {"AFTERGLOW_PASSPHRASE_FILE": str(secret)})
    quick_keys(made)
    yield made
    made.end()


def quick_keys(program: Program) -> None:
    """A key file whose passphrase costs nothing to check: each command would take two seconds more."""
    file = KeyFile.create(program.home / "keys.json")
    file.add_passphrase(PASSPHRASE, cost=ArgonCost(memory=64, iterations=1, lanes=1))
    file.save()


@dataclass
class Diary:
    """Screens with text drawn on them, and their metadata."""

    folder: Path
    start: datetime
    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, *lines: str, minutes: float, app: str = "Editor", title: str = "", **more: Any) -> None:
        at = self.start + timedelta(minutes=minutes)
        name = f"{len(self.rows):03}.png"
        draw(self.folder / name, lines)
        row = {
            "ts": at.isoformat(),
            "file": name,
            "app": app,
            "title": title or lines[0],
            "wm_class": app.lower(),
            **more,
        }
        self.rows.append({"geometry": [0, 0, 1000, 600], "monitor": 1, **row})
        self.metadata.write_text("\n".join(json.dumps(row) for row in self.rows))

    @property
    def metadata(self) -> Path:
        return self.folder.with_suffix(".jsonl")


def draw(path: Path, lines: tuple[str, ...]) -> None:
    image = Image.new("RGB", (1000, 600), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(26)
    for number, line in enumerate(lines):
        pen.text((40, 40 + 50 * number), line, fill="black", font=font)
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path)


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    return Diary(tmp_path / "screens", datetime(2026, 3, 2, 9, tzinfo=UTC))


def every_byte(folder: Path, wanted: Callable[[bytes], bool]) -> list[Path]:
    """Files under the folder whose content `wanted` recognises."""
    return [path for path in folder.rglob("*") if path.is_file() and wanted(path.read_bytes())]
