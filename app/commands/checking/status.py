"""status: recording or not, locked or not, and what waits to be read. Reads sizes and names only, so needs no key."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import print_json, show_pairs, size
from app.commands.words import count_words, waits_for_words
from app.version import VERSION
from base.time_zone import local_zone

UNLOCKED_BY = {
    "passphrase": "your passphrase",
    "keyring": "the system's key store",
    "recovery": "the recovery key",
}


def register(commands: Subparsers) -> None:
    text = "Show whether Afterglow is recording or locked. Also what is recorded and not read yet. Needs no passphrase."
    add_command(commands, "status", text, run, examples=("status",))


def run(context: Context, options: argparse.Namespace) -> None:
    from app.consent import Consent
    from memory.encoders.weights import find_fault

    home = context.home
    fault = find_fault()
    facts: dict[str, object] = {
        "home": str(home.root),
        "exists": home.exists,
        "locked": home.locked,
        "version": VERSION,
        "models": str(fault) if fault else "complete",
        "recording_started": Consent(home).given(),
    }
    if home.exists:
        facts |= memory_facts(context)
    if context.json:
        print_json(facts)
    else:
        show_pairs(f"Afterglow {VERSION}", _in_words(facts))


def memory_facts(context: Context) -> dict[str, Any]:
    """Without the key."""
    from app.background.governor import decide
    from app.background.sensors import Sensors
    from memory.perception.spool import Spool
    from memory.sealed.keys import KeyFile

    home = context.home
    file = KeyFile.load(home.keys)
    spool = Spool(home.spool, public_key=file.public_key)
    frames = spool.frames()
    effort = context.settings().perception.effort
    # As the reading loop of the app or of `afterglow record` sees it: the person is at the machine.
    decision = decide(effort, Sensors(own=lambda: 0.0).conditions())
    return {
        "unlocked_by": list(file.slots),
        "recording": _is_held(home.recorder_lock),
        "waiting": len(spool.pending()),
        "waiting_bytes": spool.waiting_bytes(),
        "effort": effort,
        "waiting_frames": len(frames),
        "waiting_since": spool.arrived(next(iter(frames))).isoformat() if frames else None,
        "waits_for": decision.waits_for if frames else "",
        "bytes_on_disk": sum(path.stat().st_size for path in home.root.rglob("*") if path.is_file()),
    }


def _is_held(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        with FileLock(path, timeout=0, mode=0o600):
            return False
    except (Timeout, OSError):
        return True


def _in_words(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if facts["models"] != "complete":
        yield "Fault", facts["models"]
    if not facts["exists"]:
        yield "Memory", "none yet; open Afterglow or run `afterglow record` to begin"
        yield "Folder", facts["home"]
        return
    never = "" if facts["recording_started"] else ", and not yet started in the window"
    yield "Recording", "yes" if facts["recording"] else f"no{never}"
    yield "Locked", "yes; `afterglow unlock` opens it" if facts["locked"] else "no"
    yield "Opens with", " or ".join(UNLOCKED_BY[name] for name in facts["unlocked_by"])
    if facts["waiting_frames"]:
        since = datetime.fromisoformat(facts["waiting_since"]).astimezone(local_zone())
        yield "Not read yet", f"{count_words(facts['waiting_frames'], 'picture')} since {since:%a %d %b %H:%M}"
        if facts["waits_for"]:
            yield "Waits for", waits_for_words(facts["waits_for"])
    else:
        yield "Not read yet", "nothing"
    yield "Processor use", facts["effort"]
    yield "On the disk", size(facts["bytes_on_disk"])
    yield "Folder", facts["home"]
