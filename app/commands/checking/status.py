"""status: recording or not, locked or not, and what waits to be read. Reads sizes and names only, so needs no key."""

from __future__ import annotations

import argparse
from pathlib import Path

from filelock import FileLock, Timeout

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import print_json, show_pairs, size
from app.version import VERSION
from memory.encoders.weights import find_fault

LABELS = {
    "home": "folder",
    "exists": "created",
    "recording_started": "recording was started in the window",
    "unlocked_by": "unlocked by",
    "waiting": "files waiting to be read",
    "waiting_bytes": "their size",
    "effort": "processor use",
    "waiting_frames": "pictures waiting to be read",
    "waiting_since": "waiting since",
    "waits_for": "waiting for",
    "bytes_on_disk": "on disk",
}
"""What the terminal shows for the names that `--json` has."""


def register(commands: Subparsers) -> None:
    add_command(
        commands, "status", "Show whether Afterglow is recording or locked, and how much is waiting to be read.", run
    )


def run(context: Context, options: argparse.Namespace) -> None:
    from app.consent import Consent

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
        facts |= _memory_facts(context)
    if context.json:
        print_json(facts)
    else:
        show_pairs("Afterglow", [(LABELS.get(name, name), _in_words(name, fact)) for name, fact in facts.items()])


def _memory_facts(context: Context) -> dict[str, object]:
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
    try:
        with FileLock(path, timeout=0):
            return False
    except (Timeout, OSError):
        return path.exists()


def _in_words(name: str, fact: object) -> object:
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, int) and name.endswith(("bytes", "disk")):
        return size(fact)
    if isinstance(fact, list):
        fact = ", ".join(fact)
    return "–" if fact in (None, "") else fact
