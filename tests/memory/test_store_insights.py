"""Figures over time, and that counting them writes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from base.errors import BadInput
from memory.insights import day_counts

NOON = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
SCHEMA = pa.schema(
    [("id", pa.string()), ("at", pa.timestamp("us", "UTC")), ("monitor", pa.int16()), ("app", pa.string())]
)


def moments(*rows: tuple[float, str, int]) -> Any:
    return pa.Table.from_pylist(
        [
            {"id": str(i), "at": NOON + timedelta(seconds=s), "monitor": m, "app": app}
            for i, (s, app, m) in enumerate(rows)
        ],
        schema=SCHEMA,
    )


def test_days_follow_the_clock_change() -> None:
    """Zurich puts its clocks forward on 2026-03-29: midnight is at 23:00 UTC before and 22:00 after."""
    hour = 3600
    table = moments((10.5 * hour, "a", 0), (11.5 * hour, "a", 0), (33.5 * hour, "a", 0), (34.5 * hour, "a", 0))

    days = day_counts.count_days(table, "Europe/Zurich")

    assert [(day.day, day.moments) for day in days] == [("2026-03-28", 1), ("2026-03-29", 2), ("2026-03-30", 1)]


def test_an_unknown_zone_is_bad_input() -> None:
    with pytest.raises(BadInput):
        day_counts.count_days(moments((0, "a", 0)), "Mars/Base")


def test_no_file_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    day_counts.count_days(moments(*((i, f"app {i}", 0) for i in range(2000))), "UTC")

    assert list(tmp_path.iterdir()) == []
