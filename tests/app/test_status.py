"""What waits to be read, and what for, without a key."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.commands.checking import status
from app.commands.context import Context
from app.home import Home
from app.settings import PerceptionSettings, Settings, save_settings
from base.coverage import Coverage, State
from capture.frames import CapturedFrame, Window
from memory.encoders import weights
from memory.perception.spool import Spool
from memory.sealed.keys import ArgonCost, KeyFile

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home").create()
    file = KeyFile.create(made.keys)
    file.add_passphrase("seven green kettles", cost=ArgonCost(memory=64, iterations=1, lanes=1))
    file.save()
    return made


def told(home: Home, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    status.run(Context(home, json=True), argparse.Namespace())
    facts: dict[str, Any] = json.loads(capsys.readouterr().out)
    return facts


def test_nothing_waits(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    facts = told(home, capsys)

    assert (facts["waiting"], facts["waiting_frames"], facts["waiting_since"], facts["waits_for"]) == (0, 0, None, "")
    assert facts["effort"] == "balanced"


def test_frames_are_counted_apart_from_accounts_and_say_what_they_wait_for(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    save_settings(home.settings, Settings(perception=PerceptionSettings(effort="light")))
    spool = Spool(home.spool, public_key=KeyFile.load(home.keys).public_key, clock=lambda: NOON)
    pixels = np.random.default_rng(1).integers(0, 255, (32, 32, 4), np.uint8)
    spool.note(Coverage("c", NOON, NOON, 1, State.SAVED))
    spool.accept(CapturedFrame("f", NOON, 1, pixels, Window(app="Editor")))

    facts = told(home, capsys)

    assert (facts["waiting"], facts["waiting_frames"], facts["effort"]) == (2, 1, "light")
    assert datetime.fromisoformat(facts["waiting_since"]).replace(microsecond=0) == NOON
    assert facts["waits_for"] in ("idle", "mains", "battery", "heat")


def test_a_model_that_is_not_there_is_told_with_what_to_do(
    home: Home, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(home, capsys)["models"] == "complete"

    monkeypatch.setattr(weights, "FOLDER", tmp_path)

    assert "is not there. Install Afterglow again" in told(home, capsys)["models"]
