"""Every benchmark, one after the other, as one Markdown document.

    python benchmarks/all.py [--only NAME,NAME] [--corpus DIR] > benchmarks.md

Each script runs in a process of its own with its default arguments; what it prints becomes its section (text that is
not Markdown stands in a fence under a heading). A script that fails says so in its section and the others go on.
Progress and the scripts' own messages go to stderr. Without the corpus the scripts that read it are left out.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"


@dataclass(frozen=True, slots=True)
class Bench:
    """`script` is run with `words`, in which {corpus} stands for the corpus' folder."""

    name: str
    title: str
    script: str
    words: tuple[str, ...] = ()

    @property
    def needs_corpus(self) -> bool:
        return any("{corpus}" in word for word in self.words)


BENCHES = (
    Bench("workday", "A recorded working day", "workday.py", ("{corpus}",)),
    Bench("recall", "Recall on the true text", "recall.py", ("--corpus", "{corpus}")),
    Bench("answers", "Answers on the sample day", "answers.py"),
    Bench("conversations", "Long conversations", "locomo.py", ("--corpus", "{corpus}")),
    Bench("memories", "Memories without a model", "memories.py", ("--corpus", "{corpus}")),
    Bench("gate", "The change gate", "gate.py"),
    Bench("reading", "Reading", "reading.py", ("{corpus}/workday",)),
    Bench("precision", "Models in half precision", "model_precision.py", ("{corpus}/workday",)),
    Bench("reading days", "What yesterday's lines would save", "reading_days.py", ("{corpus}/workday",)),
    Bench("secrets", "Secrets", "secrets_found.py", ("--corpus", "{corpus}/workday")),
    Bench("languages", "The language of a line", "languages.py"),
    Bench("films", "Films", "films.py", ("{corpus}/workday",)),
    Bench("stills", "Stills", "stills.py", ("{corpus}/workday/frames",)),
    Bench("record", "Recording", "record.py"),
    Bench("search", "Search over 100,000 frames", "search.py"),
    Bench("crash", "Crashes and full disks", "crash.py"),
    Bench("still", "A still screen", "live.py", ("--static", "600")),
    Bench("video", "A film that plays", "live.py", ("--video", "60")),
    Bench("window", "The window", "window.py", ("--story",)),
    Bench("million", "A million frames", "million.py"),
    Bench("soak", "Soak", "soak.py"),
    Bench("live", "An hour of live work", "live.py"),
)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = ", ".join(bench.name for bench in BENCHES)
    options.add_argument("--only", type=_names, default=(), metavar="NAME,...", help=f"of {names}")
    options.add_argument("--corpus", type=Path, default=CORPUS)
    chosen = options.parse_args()
    failed = 0
    for bench in BENCHES:
        if chosen.only and bench.name not in chosen.only:
            continue
        if bench.needs_corpus and not (chosen.corpus / "workday").is_dir():
            print(f"{bench.name} is left out: {chosen.corpus} holds no corpus", file=sys.stderr)
            continue
        failed += run(bench, chosen.corpus)
    return 1 if failed else 0


def _names(text: str) -> tuple[str, ...]:
    known = {bench.name for bench in BENCHES}
    names = tuple(name.strip() for name in text.split(","))
    if unknown := [name for name in names if name not in known]:
        raise argparse.ArgumentTypeError(f"there is no {', '.join(unknown)}")
    return names


def run(bench: Bench, corpus: Path) -> bool:
    """Print the section; True when the script failed."""
    command = [sys.executable, f"benchmarks/{bench.script}"]
    command += [word.replace("{corpus}", str(corpus.resolve())) for word in bench.words]
    print(f"{bench.name} ...", file=sys.stderr, flush=True)
    began = time.monotonic()
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=here, stdout=subprocess.PIPE, text=True, check=False)
    print(f"{bench.name}: {time.monotonic() - began:.0f} s, exit {done.returncode}", file=sys.stderr, flush=True)
    print(section(bench, done.stdout, done.returncode), flush=True)
    return done.returncode != 0


def section(bench: Bench, said: str, code: int) -> str:
    """What the script said, with a heading of its own or ours."""
    text = said.strip("\n")
    if not re.search(r"^## ", text, re.MULTILINE):
        text = f"## {bench.title}\n\n`benchmarks/{bench.script}`\n\n```\n{text}\n```"
    return text + (f"\n\nThe script ended with {code}: its figures are not whole." if code else "") + "\n"


if __name__ == "__main__":
    sys.exit(main())
