"""What the soak leaves behind when it is broken off."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from live_meter import ROLES, Tree
from soak import Soak, growth


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


def test_a_process_that_started_after_the_first_quarter_has_no_growth() -> None:
    main, store, reader = ROLES[:3]
    quarters = [
        {main: 100.0, store: 200.0, reader: 0.0, "whole": 300.0},
        {main: 105.0, store: 200.0, reader: 60.0, "whole": 365.0},
    ]

    grown = growth(quarters)

    assert reader not in grown
    assert grown[main] == pytest.approx(5)
