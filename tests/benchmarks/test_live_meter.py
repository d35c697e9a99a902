"""What the live benchmark says about a program's spool and processes."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from live_meter import ROLES, Minutes, Prober, Spooled, SpoolWatch, Tree, shares, slope

from base.coverage import Coverage, State
from capture.frames import CapturedFrame
from memory.perception.spool import Spool

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def frame(number: int) -> CapturedFrame:
    pixels = np.random.default_rng(number).integers(0, 256, (60, 80, 4), np.uint8)
    return CapturedFrame(id=f"{number:024x}", at=NOW, monitor=1, pixels=pixels)


def test_a_frame_counts_while_it_waits_and_its_wait_is_timed(tmp_path: Path, spool: Spool) -> None:
    watch = SpoolWatch(tmp_path / "spool")
    spool.accept(frame(1))
    watch.look()

    waiting = watch.waiting()
    spool.discard(spool.pending()[0])
    watch.look()

    assert (waiting, watch.waiting(), watch.kept()) == (1, 0, 1)
    assert watch.latency()["every frame"]["n"] == 1
    assert 0 < watch.frames[0].gone - watch.frames[0].made < 60


def test_a_stretch_of_coverage_is_no_frame(tmp_path: Path, spool: Spool) -> None:
    watch = SpoolWatch(tmp_path / "spool")
    spool.note(Coverage("a" * 24, NOW, NOW, 1, State.UNCHANGED))

    watch.look()

    assert (watch.waiting(), watch.kept()) == (0, 0)


def test_news_is_fresh_when_the_newest_frame_is_read_first(tmp_path: Path) -> None:
    watch = SpoolWatch(tmp_path / "spool")
    watch.frames = [Spooled(10, 60), Spooled(20, 22), Spooled(30)]

    latency = watch.latency()

    assert latency["every frame"] == {"n": 2, "p50": 26, "p95": 47.6, "max": 50}
    assert latency["newest"]["max"] == 12


def test_the_backlog_is_weighed_by_time(tmp_path: Path, spool: Spool) -> None:
    watch = SpoolWatch(tmp_path / "spool")
    for _ in range(9):
        watch.look()
    spool.accept(frame(1))

    watch.look()

    assert watch.backlog() == {"mean": 0.1, "p95": 1, "max": 1}


def test_a_process_that_ended_keeps_what_it_has_used() -> None:
    script = "sum(range(3_000_000)); print('done', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        tree = Tree(process.pid)
        tree.look()
        process.kill()
    used = tree.cpu()[ROLES[0]]

    tree.look()

    assert used > 0
    assert tree.cpu()[ROLES[0]] == used
    assert sum(tree.rss_mb().values()) == 0


def test_every_word_is_searched_for_once_even_when_the_run_is_over() -> None:
    asked: list[str] = []
    prober = Prober(lambda word: bool(asked.append(word)) or word == "seen")
    prober.typed("seen")
    prober.typed("lost")
    prober.start()

    prober.stop()

    assert set(asked) == {"seen", "lost"}
    assert prober.figures()["found"] == 1
    assert prober.figures()["missing"] == ["lost"]


def test_a_minute_is_the_mean_of_its_looks() -> None:
    minutes = Minutes()
    for size in (100.0, 200.0):
        minutes.look({"reader": size})

    row = minutes.close(1.0, 12.3, waiting=2, kept=7)

    assert row == {"minute": 1.0, "cpu": 12.3, "waiting": 2, "kept": 7, "rss": 150.0, "reader": 150.0}


def test_a_slope_needs_three_points() -> None:
    assert slope([(0, 1), (1, 3)]) is None
    assert slope([(0, 1), (1, 3), (2, 5)]) == pytest.approx(2)
    assert shares([]) == {"n": 0}
