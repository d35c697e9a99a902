"""The report for a bug report: useful, and without anything of the person. Markers are planted wherever words stand."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from app.commands.context import Context
from app.home import Home
from app.logs import start_logging
from app.main import parser
from app.settings import (
    AppearanceSettings,
    CaptureSettings,
    DesktopSettings,
    ExclusionSettings,
    PerceptionSettings,
    Settings,
    save_settings,
)
from tests.app.commands.conftest import PASSPHRASE, Afterglow
from tests.end_to_end.conftest import Diary, quick_keys

MARKER = "quagga"


@pytest.fixture
def home(tmp_path: Path, qapp: object) -> Home:
    class Folder:
        home = tmp_path / f"{MARKER}-home" / "memory"

    quick_keys(Folder)  # type: ignore[arg-type]
    return Home(Folder.home).create()


@pytest.fixture
def planted(home: Home, diary: Diary, afterglow: Afterglow, monkeypatch: pytest.MonkeyPatch) -> Afterglow:
    diary.add(f"A letter about the {MARKER}", f"Password: {MARKER}77gannet", minutes=0, app=MARKER, title=MARKER)
    diary.add(f"The {MARKER} left out", minutes=5, app=f"{MARKER}mail", title=f"{MARKER} mail")
    exclusions = ExclusionSettings(apps=(f"{MARKER}mail",), titles=(f"{MARKER}!",), sites=(f"{MARKER}.example",))
    changed = Settings(
        exclusions=exclusions,
        perception=PerceptionSettings(image_architecture=MARKER, threads=3, effort="light"),
        capture=CaptureSettings(interval=2.5),
        desktop=DesktopSettings(search_key=f"Ctrl+{MARKER}", start_with_session=True),
        appearance=AppearanceSettings(theme="dark"),
    )
    save_settings(home.settings, changed)
    for name in ("XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "LANG", "USER", "LOGNAME", "HOSTNAME", "TZ_NAME"):
        monkeypatch.setenv(name, MARKER)
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", f"{MARKER}:GNOME")
    home.logs.mkdir(exist_ok=True)
    (home.logs / "afterglow.log").write_text(
        f"2026-03-02 12:00:00,001 WARNING memory.store.store DiskFull {MARKER}\n"
        f"2026-03-03 12:00:00,001 WARNING memory.store.store DiskFull {MARKER}\n"
        f"2026-03-03 12:00:00,001 INFO memory.store.store {MARKER}\n"
        f"2026-03-03 12:00:00,001 ERROR {MARKER}.other {MARKER}\n"
        "2026-03-04 12:00:00,001 ERROR ui.shell.crash_report crash: KeyError at ui/ask/page.py:31\n"
        f"2026-03-04 12:00:00,001 ERROR ui.shell.crash_report crash: {MARKER} at ui/ask/page.py:33\n"
        f"{MARKER}\n"
    )
    afterglow("import", diary.folder, "--metadata", diary.metadata)
    afterglow("ask", f"what about the {MARKER}?")
    return afterglow


def test_nothing_of_the_person_is_in_it(planted: Afterglow, tmp_path: Path) -> None:
    target = tmp_path / "report.txt"

    shown = planted("report").out
    structured = planted("report", "--json").out
    planted("report", "--out", target)

    for text in (shown, structured, target.read_text()):
        assert MARKER not in text.casefold()
        assert str(tmp_path) not in text
        assert os.uname().nodename not in text.split()


def test_it_says_what_a_developer_needs(planted: Afterglow) -> None:
    report = json.loads(planted("report", "--json").out)

    assert report["Settings that differ"] == {
        "capture.interval": 2.5,
        "exclusions.apps": "1 entries",
        "exclusions.titles": "1 entries",
        "exclusions.sites": "1 entries",
        "perception.effort": "light",
        "perception.threads": 3,
        "perception.image_architecture": "changed",
        "desktop.start_with_session": True,
        "desktop.search_key": "changed",
        "appearance.theme": "dark",
    }
    assert report["System"]["Desktop"] == "gnome"
    assert report["System"]["Session"] == "another one"
    assert report["Program"]["lancedb"] == "0.40.0"
    assert (report["Memory"]["Moments"], report["Memory"]["Left out by rules of your own"]) == (1, 1)
    assert report["Health"]["Memory"] == "every stored file is intact"
    logs = report["Warnings and errors in the logs"]
    assert logs == {"warning in memory.store.store, DiskFull": "2 times, last on 2026-03-03"}
    assert report["Crashes in the logs"] == {
        "KeyError at ui/ask/page.py:31": "1 times",
        "another error at ui/ask/page.py:33": "1 times",
    }


def test_a_damaged_or_locked_memory_is_reported_and_not_named(home: Home, planted: Afterglow) -> None:
    for path in (home.root / "store").rglob("*"):
        if path.is_file():
            path.write_bytes(b"broken")
    home.settings.write_text(f'{{"{MARKER}": 1}}')

    broken = planted("report", context=Context).out
    home.set_locked(True)
    locked = planted("report", context=Context).out

    assert "FAULT" in broken
    assert "Settings that differ\n  settings.json  cannot be read" in broken
    assert MARKER not in (broken + locked).casefold()
    assert str(home.root) not in broken + locked
    assert re.search("Locked +yes", locked)


def test_a_home_without_a_memory_has_a_report_and_stays_without_one(tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    nowhere = Home(tmp_path / "nowhere")
    options = parser().parse_args(["report"])

    options.run(Context(nowhere), options)

    assert "none yet" in capsys.readouterr().out
    assert not nowhere.root.exists()


def test_a_file_that_cannot_be_written_is_told(planted: Afterglow, tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"cannot be written: it is a folder"):
        planted("report", "--out", tmp_path)


def test_a_crash_in_the_log_is_one_that_the_report_counts(home: Home, afterglow: Afterglow) -> None:
    import logging

    start_logging(home.logs, verbose=False)
    log = logging.getLogger("ui.shell.crash_report")
    log.error("crash: %s at %s", "KeyError", "ui/ask/page.py:31")
    for name in ("app", "ui", "memory", "capture", "base"):
        for handler in logging.getLogger(name).handlers:
            handler.close()
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True

    assert PASSPHRASE not in afterglow("report").out
    assert json.loads(afterglow("report", "--json").out)["Crashes in the logs"] == {
        "KeyError at ui/ask/page.py:31": "1 times"
    }
