"""status and doctor."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from filelock import FileLock, Timeout

from app.background.governor import decide
from app.background.sensors import Sensors
from app.commands.context import Context
from app.commands.output import out, print_json, show_pairs, size
from app.version import VERSION
from base.errors import AfterglowError, Damaged, KeyStoreUnavailable, NoDisplay
from memory.sealed.keys import KeyFile

if TYPE_CHECKING:
    from memory.perception.spool import Spool

Check = Callable[[Context], str]


def status(context: Context, options: argparse.Namespace) -> None:
    """Works while locked: it reads sizes and names only."""
    from memory.perception.spool import Spool

    home = context.home
    facts: dict[str, object] = {
        "home": str(home.root),
        "exists": home.exists,
        "locked": home.locked,
        "version": VERSION,
    }
    if home.exists:
        file = KeyFile.load(home.keys)
        spool = Spool(home.spool, public_key=file.public_key)
        facts |= {
            "unlocked_by": list(file.slots),
            "recording": _held(home.recorder_lock),
            "waiting": len(spool.pending()),
            "waiting_bytes": spool.waiting_bytes(),
            **_reading_facts(context, spool),
            "bytes_on_disk": sum(path.stat().st_size for path in home.root.rglob("*") if path.is_file()),
        }
    if context.json:
        print_json(facts)
        return
    shown = {
        name: size(value) if name.endswith(("bytes", "disk")) and isinstance(value, int) else value
        for name, value in facts.items()
    }
    show_pairs("Afterglow", [(name.replace("_", " "), _plain(value)) for name, value in shown.items()])


def _reading_facts(context: Context, spool: Spool) -> dict[str, object]:
    """As the reading loop of the app or of `afterglow record` sees it: whoever asks is at the machine."""
    frames = spool.frames()
    effort = context.settings().perception.effort
    decision = decide(effort, Sensors(own=lambda: 0.0).conditions())
    return {
        "effort": effort,
        "waiting_frames": len(frames),
        "waiting_since": spool.arrived(next(iter(frames))).isoformat() if frames else None,
        "waits_for": decision.waits_for if frames else "",
    }


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) or "–" if isinstance(value, list) else value


def _held(path: Path) -> bool:
    try:
        with FileLock(path, timeout=0):
            return False
    except (Timeout, OSError):
        return path.exists()


def doctor(context: Context, options: argparse.Namespace) -> int:
    """Each check says what it found; exit code 1 when something that recording or searching needs is broken."""
    results = [_run(name, check, context) for name, check in CHECKS.items()]
    if context.json:
        print_json([{"check": name, "ok": ok, "found": found} for name, ok, found in results])
    else:
        for name, ok, found in results:
            out.print(f"[{'green' if ok else 'red'}]{'✓' if ok else '✗'}[/] [bold]{name}[/]  ", end="")
            out.print(found, markup=False)
    return 0 if all(ok for _, ok, _ in results) else 1


def _run(name: str, check: Check, context: Context) -> tuple[str, bool, str]:
    try:
        return name, True, check(context)
    except NoDisplay as error:
        return name, True, f"{error} Import and search work without one."
    except AfterglowError as error:
        return name, False, str(error)


def _system(context: Context) -> str:
    session = os.environ.get("XDG_SESSION_TYPE") or ("x11" if os.environ.get("DISPLAY") else "no display")
    return f"{platform.system()} {platform.release()}, Python {platform.python_version()}, {session}"


def _room(context: Context) -> str:
    folder = next(path for path in (context.home.root, *context.home.root.parents) if path.exists())
    return f"{size(shutil.disk_usage(folder).free)} free"


def _key_store(context: Context) -> str:
    from memory.sealed.os_keystore import SystemKeyStore, set_and_read_back

    store = SystemKeyStore()
    try:
        set_and_read_back(store, "doctor", "probe")
        store.delete("doctor")
    except KeyStoreUnavailable:
        return "none on this system: a passphrase is used instead"
    return "works"


def _memory(context: Context) -> str:
    if not context.home.exists:
        return "none yet; it is made on first use"
    if context.home.locked:
        return "locked"
    with context.session() as session:
        faults = session.archive.check()
    if faults:
        raise Damaged("; ".join(faults[:5]))
    return "every stored object verifies"


def _screen(context: Context) -> str:
    from capture.screen import MssScreen

    screen = MssScreen()
    try:
        shapes = [screen.grab(monitor).shape for monitor in screen.monitors()]
    finally:
        screen.close()
    sizes = ", ".join(f"{width} x {height}" for height, width, _ in shapes)
    return f"{len(shapes)} {'monitor' if len(shapes) == 1 else 'monitors'}: {sizes}"


def _windows(context: Context) -> str:
    from capture.desktop import open_desktop

    desktop = open_desktop()
    try:
        active, count = desktop.active(), len(desktop.windows())
    finally:
        desktop.close()
    return f"{count} windows, the active one {'identified' if active and active.identified else 'not identified'}"


def _reading(context: Context) -> str:
    """Draws a sentence and reads it back."""
    from PIL import Image, ImageDraw, ImageFont

    from memory.ocr.reader import packaged_reader

    image = Image.new("RGB", (640, 96), "white")
    ImageDraw.Draw(image).text((20, 24), "Afterglow reads this line", fill="black", font=ImageFont.load_default(36))
    reader = packaged_reader(threads=1)
    lines = reader.read(np.ascontiguousarray(np.asarray(image)[..., ::-1]))
    text = " ".join(line.text for line in lines)
    if "reads this line" not in text:
        raise AfterglowError("a drawn sentence was not read back")
    return f"{reader.name}: a drawn sentence was read back"


def _meaning(context: Context) -> str:
    from memory.encoders.minilm import MiniLM

    encoder = MiniLM(threads=1)
    near, same, far = encoder.encode(["the invoice is due", "when must I pay the bill", "a walk in the forest"])
    if float(near @ same) <= float(near @ far):
        raise AfterglowError("the text encoder does not tell likeness")
    return encoder.name


def _temporary(context: Context) -> str:
    with tempfile.TemporaryDirectory():
        return "writable"


CHECKS: dict[str, Check] = {
    "system": _system,
    "disk": _room,
    "temporary folder": _temporary,
    "key store": _key_store,
    "memory": _memory,
    "screen": _screen,
    "windows": _windows,
    "reading": _reading,
    "meaning": _meaning,
}
