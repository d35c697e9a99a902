"""A recorded working day through the command line: import killed once and resumed, import again, questions, score.

    python benchmarks/workday.py ../shared/corpus

The folder holds `workday/` (frames, metadata.jsonl, questions.jsonl, frames.jsonl) and `score.py`. A second import
runs on metadata whose `incognito` marks are taken out, so that only the second gate can keep private windows out.
Everything lives in a throw-away home. CPU seconds are those of all processes of a command.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from throwaway import PASSPHRASE, new_home  # sets the import path

from base.records.scope import Scope
from memory.archive.opening import open_archive

ROOT = Path(__file__).resolve().parent.parent
KILLED_AFTER = 15.0
"""Seconds after which the first import is killed."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    corpus = parser.parse_args().corpus.resolve()
    with tempfile.TemporaryDirectory(prefix="afterglow-workday-") as folder:
        Workday(corpus, Path(folder)).run()


class Workday:
    def __init__(self, corpus: Path, folder: Path) -> None:
        self._day, self._score, self._folder = corpus / "workday", corpus / "score.py", folder
        self._secret = folder / "passphrase"
        self._secret.write_text(PASSPHRASE + "\n")

    def run(self) -> None:
        home = self._folder / "home"
        self._kill(home)
        print("after kill -9:", self._said(home, "stats")["moments"], "moments")
        for name in ("resumed", "once more"):
            print(f"{name}:", self._said(home, *self._import(self._day / "metadata.jsonl")))
            print("  stored:", self._said(home, "stats")["moments"])
        self._ask(home)
        self._without_marks()

    def _import(self, metadata: Path) -> tuple[str | Path, ...]:
        return ("import", self._day / "frames", "--metadata", metadata)

    def _kill(self, home: Path) -> None:
        running = subprocess.Popen(self._command(home, *self._import(self._day / "metadata.jsonl")), cwd=ROOT)
        try:
            running.wait(KILLED_AFTER)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()

    def _ask(self, home: Path) -> None:
        answers = self._folder / "answers.jsonl"
        self._timed(home, "ask", "--batch", self._day / "questions.jsonl", "--out", answers)
        table = ("--corpus", self._day, "--run", answers)
        subprocess.run([sys.executable, str(self._score), *map(str, table)], check=True)

    def _without_marks(self) -> None:
        """Forbidden frames that are stored when the metadata does not say what was private: must be none."""
        metadata = self._folder / "unmarked.jsonl"
        rows = [json.loads(line) for line in (self._day / "metadata.jsonl").read_text().splitlines()]
        metadata.write_text("\n".join(json.dumps(_unmarked(row)) for row in rows))
        home = self._folder / "unmarked"
        keys = new_home(home)
        print("without marks:", self._said(home, *self._import(metadata)))
        frames = (json.loads(line) for line in (self._day / "frames.jsonl").read_text().splitlines())
        forbidden = {datetime.fromisoformat(frame["ts"]) for frame in frames if frame["forbidden"]}
        archive = open_archive(home, keys)
        stored = {moment.at for moment in archive.select(Scope())}
        archive.close()
        print(f"  {len(forbidden & stored)} of {len(forbidden)} forbidden frames are stored")

    def _said(self, home: Path, *words: str | Path) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self._timed(home, *words, "--json"))
        return answer

    def _timed(self, home: Path, *words: str | Path) -> str:
        began, before = time.perf_counter(), _cpu()
        done = subprocess.run(self._command(home, *words), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        print(f"  [{words[0]}: {time.perf_counter() - began:.1f} s, {_cpu() - before:.1f} CPU s]")
        return done.stdout

    def _command(self, home: Path, *words: str | Path) -> list[str]:
        secret = ("--passphrase-file", self._secret)
        return [sys.executable, "-m", "app.main", "--home", *map(str, (home, *secret, *words))]


def _unmarked(row: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in row.items() if name != "incognito"}
    return rest | {"windows": [_unmarked(window) for window in row.get("windows") or ()]}


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    os.environ.pop("AFTERGLOW_PASSPHRASE_FILE", None)
    main()
