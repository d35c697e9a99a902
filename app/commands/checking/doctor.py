"""doctor: does everything that recording and searching need work on this machine?"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field

from app.commands.context import Context
from app.commands.options import Subparsers, add_command
from app.commands.output import content, out, print_json, size, waiting
from app.commands.words import count_words
from base.errors import AfterglowError, Damaged, KeyStoreUnavailable, NoDisplay


@dataclass(frozen=True, slots=True)
class CheckResult:
    check: str
    found: str = field(repr=False)
    fault: AfterglowError | None = None
    """None: it works."""


Check = Callable[[Context], str]
"""Returns what it saw. Raises AfterglowError where something is broken."""


def register(commands: Subparsers) -> None:
    text = "Check that everything works on this computer. Where something does not, it says what to do."
    add_command(commands, "doctor", text, run, examples=("doctor",))


def run(context: Context, options: argparse.Namespace) -> int:
    """Exit code 1 when something that recording or searching needs is broken."""
    results = check_all(context)
    if context.json:
        print_json([{"check": one.check, "ok": one.fault is None, "found": one.found} for one in results])
    else:
        for one in results:
            mark = "[green]✓[/]" if one.fault is None else "[red]✗[/]"
            out.print(f"{mark} [bold]{one.check.capitalize()}[/]: {content(one.found)}")
    return 0 if all(one.fault is None for one in results) else 1


def check_all(context: Context) -> list[CheckResult]:
    """Every check, whatever the others find. Raises no AfterglowError."""
    results = []
    for name, check in CHECKS.items():
        with waiting(f"Checking: {name}"):
            results.append(_run_check(name, check, context))
    return results


def _run_check(name: str, check: Check, context: Context) -> CheckResult:
    try:
        return CheckResult(name, check(context))
    except NoDisplay as error:
        return CheckResult(name, f"{error.title}. Import and search work without one.")
    except AfterglowError as error:
        return CheckResult(name, str(error), error)
    except Exception as error:  # noqa: BLE001 what a check breaks on is what it is there to find
        fault = AfterglowError(type(error).__name__)
        return CheckResult(name, str(fault), fault)


def _check_system(context: Context) -> str:
    session = os.environ.get("XDG_SESSION_TYPE") or ("x11" if os.environ.get("DISPLAY") else "no display")
    return f"{platform.system()} {platform.release()}, Python {platform.python_version()}, {session}"


def _check_disk(context: Context) -> str:
    folder = next(path for path in (context.home.root, *context.home.root.parents) if path.exists())
    return f"{size(shutil.disk_usage(folder).free)} free"


def _check_temporary_folder(context: Context) -> str:
    with tempfile.TemporaryDirectory():
        return "writable"


def _check_key_store(context: Context) -> str:
    from memory.sealed.keys import KeyFile
    from memory.sealed.os_keystore import SystemKeyStore, set_and_read_back

    if context.home.exists and "keyring" not in KeyFile.load(context.home.keys).slots:
        # A store that nobody set up asks for a new password when it is written to, and waits for as long as it takes.
        return "not used; your passphrase opens the memory"
    store = SystemKeyStore()
    try:
        set_and_read_back(store, "doctor", "probe")
        store.delete("doctor")
    except KeyStoreUnavailable:
        return "none on this system; a passphrase is used instead"
    return "works"


def _check_memory(context: Context) -> str:
    if not context.home.exists:
        return "none yet; it is made when you begin"
    if context.home.locked:
        return "locked"
    with context.session() as session:
        faults = session.archive.check()
    if faults:
        raise Damaged("; ".join(faults[:5]))
    return "every stored file is intact"


def _check_screen(context: Context) -> str:
    from capture.screen import MssScreen

    screen = MssScreen()
    try:
        shapes = [screen.grab(monitor).shape for monitor in screen.monitors()]
    finally:
        screen.close()
    sizes = ", ".join(f"{width} × {height}" for height, width, _ in shapes)
    return f"{count_words(len(shapes), 'monitor')}: {sizes}"


def _check_windows(context: Context) -> str:
    from capture.desktop import open_desktop

    desktop = open_desktop()
    try:
        active, count = desktop.active(), len(desktop.windows())
    finally:
        desktop.close()
    known = "known" if active and active.identified else "not known: it is treated as a window without a name"
    return f"{count_words(count, 'window')}; the app of the one in front is {known}"


def _check_reading(context: Context) -> str:
    """Draws a sentence and reads it back."""
    import numpy as np
    from PIL import Image, ImageDraw, ImageFont

    from memory.ocr.reader import packaged_reader

    image = Image.new("RGB", (640, 96), "white")
    ImageDraw.Draw(image).text((20, 24), "Afterglow reads this line", fill="black", font=ImageFont.load_default(36))
    reader = packaged_reader(threads=1)
    lines = reader.read(np.ascontiguousarray(np.asarray(image)[..., ::-1]))
    text = " ".join(line.text for line in lines)
    if "reads this line" not in text:
        raise AfterglowError("a test sentence could not be read", advice="Install Afterglow again.")
    return f"a test sentence was read correctly ({reader.name})"


def _check_meaning(context: Context) -> str:
    """Two sentences that mean the same must be nearer to each other than to a third."""
    from memory.encoders.minilm import MiniLM

    encoder = MiniLM(threads=1)
    near, same, far = encoder.encode(["the invoice is due", "when must I pay the bill", "a walk in the forest"])
    if float(near @ same) <= float(near @ far):
        raise AfterglowError("sentences that mean the same are not recognised", advice="Install Afterglow again.")
    return f"sentences that mean the same are told from others ({encoder.name})"


CHECKS: dict[str, Check] = {
    "system": _check_system,
    "disk": _check_disk,
    "temporary folder": _check_temporary_folder,
    "key store": _check_key_store,
    "memory": _check_memory,
    "screen": _check_screen,
    "windows": _check_windows,
    "reading": _check_reading,
    "meaning": _check_meaning,
}
