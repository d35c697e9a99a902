"""The window over a running recorder: what `afterglow` without a command starts."""

from __future__ import annotations

import argparse
import os
import sys

from app.commands.context import Context
from app.commands.output import err
from base.errors import AfterglowError, NoDisplay, StoreBusy
from base.files import refusal


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--background", action="store_true", help="start recording without opening the window, as at login"
    )
    parser.set_defaults(run=run)


def run(context: Context, options: argparse.Namespace) -> int:
    """Without a display it says what to do instead. A second start brings the window of the first one up. What keeps it
    from starting is said in a window too."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise NoDisplay
    while True:
        try:
            return _open_window(context, background=options.background)
        except OSError as error:
            problem = refusal(error)
        except AfterglowError as error:
            problem = error
        err.print(str(problem), markup=False)
        # from a menu nobody reads that line
        from ui.shell.start_problem import show_problem

        folder = next((str(place) for place in (context.home.root, context.home.root.parent) if place.is_dir()), "")
        if not show_problem(problem, folder=folder):
            return 1


def _open_window(context: Context, *, background: bool) -> int:
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
        return run_desktop(context.home, context.settings(), passphrase=context.passphrase(), background=background)
    finally:
        lock.release()
