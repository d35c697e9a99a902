"""What `afterglow report` says, section by section.

Nothing is copied from where a person's words could stand. Text from outside (the environment, settings, logs) appears
only where it is one of a few known words, a number, or the name of an error of ours or Python's.
"""

from __future__ import annotations

import builtins
import importlib.metadata
import multiprocessing
import os
import platform
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from multiprocessing.connection import Connection
from typing import Literal, get_origin

import psutil

from app.commands.checking.doctor import check_all
from app.commands.checking.status import memory_facts
from app.commands.context import Context
from app.commands.output import size
from app.commands.words import KINDS, reason_words, state_words, waits_for_words
from app.home import Home, default_home
from app.settings import Settings
from app.version import VERSION
from base import errors
from base.errors import AfterglowError

Section = dict[str, str | int | float | bool]
LIBRARIES = ("PySide6-Essentials", "onnxruntime", "lancedb", "duckdb", "pyarrow", "numpy", "Pillow", "cryptography")
DESKTOPS = ("gnome", "kde", "xfce", "mate", "x-cinnamon", "lxqt", "lxde", "sway", "hyprland", "budgie", "unity",
            "pantheon", "deepin", "i3", "openbox", "enlightenment", "cosmic", "niri", "wlroots")  # fmt: skip
SESSIONS = ("x11", "wayland", "tty", "mir")
SCREEN_SECONDS = 20.0
_LOG_LINE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d) [\d:,]+ (?P<level>WARNING|ERROR|CRITICAL) (?P<part>[a-z_.]+) (?P<text>.*)"
)
_PARTS = ("app", "base", "capture", "memory", "ui")
_CRASH = re.compile(r"crash: (?P<kind>\w+) at (?P<place>[\w/.]+\.py:\d+)$")


def collect(context: Context) -> dict[str, Section]:
    """Title → name → value. Raises no AfterglowError: what is broken is what the report is for."""
    return {
        "Program": _program(context.home),
        "System": _system(),
        "Screens": _screens(),
        "Settings that differ": _settings(context),
        "Memory": _memory(context),
        "Health": _health(context),
        "Warnings and errors in the logs": _logs(context.home),
        "Crashes in the logs": _crashes(context.home),
    }


def _program(home: Home) -> Section:
    folder = "the usual one" if home == default_home() else "chosen with --home"
    return {"Afterglow": VERSION, "Python": platform.python_version(), **dict(_versions()), "Folder": folder}


def _versions() -> Iterator[tuple[str, str]]:
    for name in LIBRARIES:
        try:
            yield name, importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield name, "not found"


def _system() -> Section:
    memory = psutil.virtual_memory()
    return {
        "System": f"{platform.system()} {platform.release()} {platform.machine()}",
        "Distribution": _distribution(),
        "Desktop": _known(os.environ.get("XDG_CURRENT_DESKTOP", ""), DESKTOPS),
        "Session": _known(os.environ.get("XDG_SESSION_TYPE", ""), SESSIONS),
        "Processors": psutil.cpu_count() or 0,
        "Memory": f"{size(memory.total)}, {size(memory.available)} free",
    }


def _distribution() -> str:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return "–"
    return f"{release.get('ID', 'unknown')} {release.get('VERSION_ID', '')}".strip()


def _known(value: str, known: tuple[str, ...]) -> str:
    """The known words in a list such as `ubuntu:GNOME`."""
    words = [word for word in re.split(r"[:;\s]+", value.casefold()) if word in known]
    return ", ".join(words) or ("another one" if value else "not said")


# -- screens: asked for in a process of its own, since Qt ends the process where it finds no screen


def _screens() -> Section:
    ours, theirs = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_send_screens, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        found: list[tuple[int, int, float]] = ours.recv() if ours.poll(SCREEN_SECONDS) else []
    except EOFError:
        found = []
    process.join(SCREEN_SECONDS if found else 0)
    process.kill()
    process.join()
    return {
        f"Screen {number}": f"{width} × {height}, scale {scale:g}"
        for number, (width, height, scale) in enumerate(found, 1)
    } or {"Screens": "none found"}


def _send_screens(answer: Connection) -> None:
    """(width, height, scale) in pixels."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # Qt's complaints about a display that is not there
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication([])
    scales = [(screen.size(), screen.devicePixelRatio()) for screen in app.screens()]
    answer.send([(round(one.width() * scale), round(one.height() * scale), scale) for one, scale in scales])


# -- settings


def _settings(context: Context) -> Section:
    try:
        given = context.settings()
    except AfterglowError:
        return {"settings.json": "cannot be read or has an error"}
    differ: Section = {}
    for section, usual in Settings():
        for name, field in type(usual).model_fields.items():
            value = getattr(getattr(given, section), name)
            if value != getattr(usual, name):
                differ[f"{section}.{name}"] = _shown(value, field.annotation)
    return differ or {"Settings": "all as they come"}


def _shown(value: object, annotation: object) -> str | int | float | bool:
    """Switches, numbers and choices from a list as they are; of what a person wrote only that, or how many."""
    if isinstance(value, bool | int | float) or (isinstance(value, str) and get_origin(annotation) is Literal):
        return value
    return f"{len(value)} entries" if isinstance(value, tuple) else "changed"


# -- the memory


def _memory(context: Context) -> Section:
    if not context.home.exists:
        return {"Memory": "none yet"}
    said: Section = {"Locked": context.home.locked}
    try:
        facts = memory_facts(context)
    except (AfterglowError, OSError) as error:
        return said | {"Looking at it": _title(error)}
    said |= {
        "Recording": bool(facts["recording"]),
        "Opens with": ", ".join(name for name in facts["unlocked_by"] if name in ("passphrase", "keyring", "recovery")),
        "Not read yet": f"{facts['waiting_frames']} pictures, {size(facts['waiting_bytes'])}",
        "Waits for": waits_for_words(facts["waits_for"]) if facts["waits_for"] else "nothing",
        "On the disk": size(facts["bytes_on_disk"]),
        "Disk": f"{size(shutil.disk_usage(context.home.root).free)} free",
    }
    return said | ({} if context.home.locked else _counts(context))


def _counts(context: Context) -> Section:
    try:
        with context.session(existing=True) as session:
            stats = session.archive.stats()
            memories = session.archive.memory_counts()
    except AfterglowError as error:
        return {"Opening it": _title(error)}
    spent = stats.coverage_seconds.items()
    states: Section = {f"Time {state_words(state)}": f"{seconds / 3600:.1f} h" for state, seconds in spent}
    return {
        "Moments": stats.moments,
        "Days since the first": (stats.last - stats.first).days if stats.first and stats.last else 0,
        "Files of the store": stats.objects,
        "Pictures": size(stats.picture_bytes),
        **{KINDS[kind]: count for kind, count in memories.open.items()},
        "Not yet looked at for memories": memories.waiting,
        **states,
        **_left_out(stats.skipped),
    }


def _left_out(skipped: Mapping[str, int]) -> Section:
    """By our own rules by name; those that the person wrote, which name apps, sites and titles, together."""
    counts: Counter[str] = Counter()
    for rule, count in skipped.items():
        counts["rules of your own" if ":" in rule else reason_words(rule)] += count
    return {f"Left out by {name}": count for name, count in counts.items()}


def _health(context: Context) -> Section:
    """What `doctor` says; of what is broken only the kind of fault, since its details may name files. Its line about
    the system is left out: it quotes the environment."""
    return {
        result.check.capitalize(): result.found if result.fault is None else f"FAULT: {_title(result.fault)}"
        for result in check_all(context)
        if result.check != "system"
    }


def _title(error: Exception) -> str:
    return f"{type(error).__name__}: {error.title}" if isinstance(error, AfterglowError) else type(error).__name__


# -- logs


def _logs(home: Home) -> Section:
    counts: Counter[str] = Counter()
    last: dict[str, str] = {}
    for line in _log_lines(home):
        match = _LOG_LINE.fullmatch(line)
        if match and match["part"].split(".")[0] in _PARTS and not _CRASH.fullmatch(match["text"]):
            what = f"{match['level'].lower()} in {match['part']}{_error_in(match['text'])}"
            counts[what] += 1
            last[what] = max(match["day"], last.get(what, ""))
    return {what: f"{count} times, last on {last[what]}" for what, count in counts.most_common()} or {"Logs": "none"}


def _crashes(home: Home) -> Section:
    matches = (_LOG_LINE.fullmatch(line) for line in _log_lines(home))
    crashes = (_CRASH.fullmatch(match["text"]) for match in matches if match)
    known = _error_names()
    counts = Counter(
        f"{one['kind'] if one['kind'] in known else 'another error'} at {one['place']}" for one in crashes if one
    )
    return {what: f"{count} times" for what, count in counts.most_common()} or {"Crashes": "none"}


def _log_lines(home: Home) -> Iterator[str]:
    for path in sorted(home.logs.glob("afterglow.log*")):
        try:
            yield from path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue


def _error_in(text: str) -> str:
    """`, DiskFull` where the message names an error that we know."""
    named = [word for word in re.findall(r"\w+", text) if word in _error_names()]
    return f", {named[0]}" if named else ""


def _error_names() -> frozenset[str]:
    known = [*vars(errors).items(), *vars(builtins).items()]
    return frozenset(name for name, value in known if isinstance(value, type) and issubclass(value, BaseException))
