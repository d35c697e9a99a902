"""What the soak leaves behind when it is broken off."""

from __future__ import annotations

import json
import os
from pathlib import Path

from live_meter import Tree
from soak import Soak


def test_each_row_is_in_the_report_as_soon_as_it_is_full(tmp_path: Path) -> None:
    report = tmp_path / "soak.json"
    soak = Soak(tmp_path, Tree(os.getpid()), row_minutes=1, speed=0, report=report)

    for _ in range(39):
        soak.advance()
    before = report.exists()
    soak.advance()

    figures = json.loads(report.read_text())
    assert not before
    assert [row["minute"] for row in figures["rows"]] == [1.0]
    assert figures["looks"] == 40
    assert [path.name for path in tmp_path.iterdir()] == ["soak.json"]
