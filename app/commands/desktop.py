"""The window over a running recorder: what `afterglow` without a command starts."""

from __future__ import annotations

import argparse
import os
import sys

from app.commands.context import Context
from app.commands.output import err
from base.errors import NoDisplay, StoreBusy


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--background", action="store_true", help="start recording without opening the window, as at login"
    )
    parser.set_defaults(run=run)


def run(context: Context, options: argparse.Namespace) -> int:
    """Without a display it says what to do instead. A second start brings the window of the first one up."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise NoDisplay
    from filelock import Timeout

    from app.composition import run_desktop
    from app.desktop.single_instance import window_address, window_lock
    from ui.shell.first_window import call_first_window

    context.home.create()
    lock = window_lock(context.home)
    try:
        lock.acquire()
    except Timeout:
        address = window_address(context.home)
        if address and call_first_window(address):
            err.print("Afterglow is already open; its window was brought to the front.")
            return 0
        raise StoreBusy("its window is already open", advice="Look for it among your windows or in the tray.") from None
    try:
        return run_desktop(
            context.home, context.settings(), passphrase=context.passphrase(), background=options.background
        )
    finally:
        lock.release()
