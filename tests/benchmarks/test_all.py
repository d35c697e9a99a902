"""One command prints every benchmark as one Markdown document."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from all import BENCHES, Bench, section
from live_report import render

ROOT = Path(__file__).resolve().parents[2]


def test_a_script_that_prints_markdown_is_its_own_section() -> None:
    said = "## Reading\n\n| a | b |\n|---|---|\n"

    assert section(Bench("x", "Title", "x.py"), said, 0) == said


def test_plain_text_stands_in_a_fence_and_a_failure_is_said() -> None:
    text = section(Bench("x", "Title", "x.py"), "1 of 2\n", 3)

    assert text.startswith("## Title\n\n`benchmarks/x.py`\n\n```\n1 of 2\n```")
    assert "ended with 3" in text


def test_without_the_corpus_its_scripts_are_left_out(tmp_path: Path) -> None:
    command = [sys.executable, "benchmarks/all.py", "--only", "stills", "--corpus", str(tmp_path)]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == ""
    assert "stills is left out" in done.stderr


def test_every_script_is_named_once() -> None:
    assert len({bench.name for bench in BENCHES}) == len(BENCHES)


def test_a_run_that_was_broken_off_still_has_its_table() -> None:
    broken = {
        "elapsed": 60.0, "load": 1.0, "cpu": {"store": 3.0}, "minutes": [], "backlog": {"mean": 0, "p95": 0, "max": 0},
        "latency": {"newest": {"n": 0}, "every frame": {"n": 0}}, "probes": {"asked": 1, "found": 0},
        "written_mb": {"store": 2.0}, "home_mb": 1.0, "kept": 0,
    }  # fmt: skip

    text = render(broken)

    assert text.startswith("## 1 minutes of live work")
    assert "| mean CPU of the whole tree | 3.0 % of a core (store 3.0) |" in text
