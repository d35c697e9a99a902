"""record: records the screen without a window, and reads what was recorded while the memory is open."""

from __future__ import annotations

import argparse
import math
import signal
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from app.commands.context import Context
from app.commands.options import Subparsers, add_command, number
from app.commands.output import err, out, print_json, progress_bar
from app.commands.words import count_words
from base.errors import BadInput

if TYPE_CHECKING:
    from app.background.open_memory import OpenMemory
    from app.background.reading_loop import ReadingLoop

CONSOLIDATION_SECONDS = 20.0
"""That making memories may take when a recording ends; the rest is done by the next process that opens this home."""

WATCH_SECONDS = 1.0
"""Between two looks whether another process has locked the memory."""


def register(commands: Subparsers) -> None:
    text = "Record the screen without a window, until you press Ctrl-C. This also works while your memory is locked."
    parser = add_command(commands, "record", text, run, examples=("record", "record --seconds 600"))
    parser.add_argument("--seconds", type=number, metavar="N", help="stop after N seconds")


def run(context: Context, options: argparse.Namespace) -> None:
    """Needs no key: while the memory is locked frames are sealed into the spool and read after the next unlock."""
    if options.seconds is not None and options.seconds <= 0:
        raise BadInput("--seconds must be more than 0", advice="Leave it out to record until you press Ctrl-C.")
    if not context.home.exists:
        context.home.create()
        context.keys()
    stopping = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopping.set())
    try:
        with FileLock(context.home.recorder_lock, timeout=0, mode=0o600):
            counts = _record(context, stopping, options.seconds)
    except Timeout:
        raise BadInput(
            "Afterglow is already recording", advice="Quit its window or the other `afterglow record` first."
        ) from None
    if context.json:
        print_json(counts)
    else:
        out.print(
            f"{count_words(counts['kept'], 'picture')} saved. Nothing had changed {counts['unchanged']:,} times, and "
            f"{counts['skipped']:,} times the screen showed something that is left out."
        )


def _record(context: Context, stopping: threading.Event, seconds: float | None) -> dict[str, int]:
    from app.composition import build_reading_loop, build_recorder, open_spool

    settings = context.settings()
    session = None if context.home.locked else context.session()
    spool = session.spool if session else open_spool(context.home, settings)
    loop: ReadingLoop | None = None
    recorder = build_recorder(settings, spool, on_frame=lambda: loop.poke() if loop else None)
    loop = build_reading_loop(session, idle=lambda: recorder.status().person_idle) if session else None
    recorder.start()
    if loop:
        loop.start()
    err.print(
        "Recording. Press Ctrl-C to stop."
        if seconds is None
        else f"Recording for {seconds:g} seconds. Press Ctrl-C to stop earlier."
    )
    until = math.inf if seconds is None else time.monotonic() + seconds
    if loop and session:
        _wait(stopping, until, locked=lambda: context.home.locked)
        if context.home.locked:
            _close(loop, session)
            loop = session = None
    _wait(stopping, until, locked=lambda: False)
    recorder.stop()
    status = recorder.status()
    if loop and session:
        loop.stop()
        with progress_bar() as bar:
            task = bar.add_task("Reading new pictures", total=len(spool.pending()))
            session.drain(lambda done: bar.update(task, completed=done))
            task = bar.add_task("Making memories", total=None)
            session.consolidate(
                lambda done, total: bar.update(task, completed=done, total=total), within=CONSOLIDATION_SECONDS
            )
        session.close()
    elif spool.pending():
        waiting = count_words(len(spool.pending()), "file")
        err.print(f"The memory was locked. {waiting} wait, encrypted, and are read the next time it is open.")
    if status.message:
        err.print(status.message, markup=False)
    return {"kept": status.kept, "unchanged": status.unchanged, "skipped": sum(status.skipped.values())}


def _wait(stopping: threading.Event, until: float, *, locked: Callable[[], bool]) -> None:
    """Until the person stops it, until that time of the monotonic clock, or until it is locked."""
    while not stopping.is_set() and (left := until - time.monotonic()) > 0 and not locked():
        stopping.wait(min(WATCH_SECONDS, left))


def _close(loop: ReadingLoop, session: OpenMemory) -> None:
    """Somebody locked the memory: its keys go now, while the recording goes on."""
    if session.waits:
        session.close()  # else the loop would wait for a process that nobody wants any more
    loop.stop()
    session.close()
