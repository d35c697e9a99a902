"""The sample day in assets/day: whole, small, importable, and free of traces of the machine that recorded it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import assets
from app.background.screenshot_import import plan_import

DAY = Path(assets.__file__).parent / "day"


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DAY / name).read_text(encoding="utf-8").splitlines()]


def test_every_frame_can_be_imported_with_what_a_recorder_knew() -> None:
    items = plan_import(DAY / "frames", DAY / "metadata.jsonl")

    assert len(items) == len(list((DAY / "frames").iterdir()))
    assert 40 <= len(items) <= 80
    assert all(item.row and item.row.windows and item.row.app for item in items)


def test_frames_are_pictures_of_one_screen() -> None:
    sizes = set()
    for path in (DAY / "frames").iterdir():
        with Image.open(path) as picture:
            sizes.add(picture.size)

    assert sizes == {(1600, 900)}


def test_it_stays_small() -> None:
    assert sum(path.stat().st_size for path in DAY.rglob("*") if path.is_file()) < 6_000_000


def test_questions_name_frames_that_exist_and_may_be_remembered() -> None:
    allowed = {row["file"] for row in lines("truth.jsonl") if not row["forbidden"]}

    for question in lines("questions.jsonl"):
        assert set(question["evidence"]) <= allowed
        assert bool(question["evidence"]) == (question["expect"] == "answer")


def test_metadata_never_says_what_the_platform_could_not_know() -> None:
    browsers = [w for row in lines("metadata.jsonl") for w in row["windows"] if w["app"] == "Chromium"]

    assert browsers
    assert all(window["incognito"] is None for window in browsers)


@pytest.mark.parametrize("trace", ["/tmp", "/home/", "/root", "afterglow"])
def test_no_trace_of_the_recording_machine(trace: str) -> None:
    for path in DAY.glob("*.jsonl"):
        assert trace not in path.read_text(encoding="utf-8")
