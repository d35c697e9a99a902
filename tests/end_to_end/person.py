"""A person at a screen: keys and the mouse through the X server, and what stands there as they would read it.

Nothing here knows the program's insides. `Pings` asks the window's thread again and again whether it listens, by the
window manager's own question for programs that hang (`_NET_WM_PING`), and measures how long the answer takes.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import mss
import numpy as np
from Xlib import X, display
from Xlib.protocol import event

from base.records.picture import BgrImage
from memory.ocr.reader import PPOcrReader, packaged_reader
from memory.pictures.pixels import to_pillow
from tests.xserver import XServer

PATIENCE = 90.0
"""Seconds until what must appear is given up: two loaded cores read a screen in three."""


@dataclass
class Person:
    screen: XServer
    seen: Path
    """Folder for what was on the screen when something did not appear."""

    @cached_property
    def _reader(self) -> PPOcrReader:
        return packaged_reader(threads=1)

    def press(self, *keys: str) -> None:
        self.screen.sh("xdotool", "key", "--delay", "60", *keys)

    def type(self, text: str) -> None:
        self.screen.sh("xdotool", "type", "--delay", "15", text)

    def click(self, text: str) -> None:
        """In the middle of the words `text`, wherever they stand."""
        x, y = self.wait_for(text)
        self.screen.sh("xdotool", "mousemove", str(x), str(y), "click", "1")

    def pastes(self) -> str:
        """What was copied last, as every program that pastes it gets it."""
        with closing(display.Display(self.screen.display)) as server:
            window = server.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
            clipboard, text, place = (server.get_atom(name) for name in ("CLIPBOARD", "UTF8_STRING", "PASTED"))
            window.convert_selection(clipboard, text, place, X.CurrentTime)
            while server.next_event().type != X.SelectionNotify:
                pass
            pasted = window.get_full_property(place, X.AnyPropertyType)
            return bytes(pasted.value).decode() if pasted is not None else ""

    def looks(self) -> BgrImage:
        with closing(mss.MSS(display=self.screen.display)) as camera:
            grabbed = camera.grab(camera.monitors[0])
        return np.ascontiguousarray(np.asarray(grabbed, np.uint8)[:, :, :3])

    def reads(self) -> dict[str, tuple[int, int]]:
        """Every line on the screen without its spaces, in small letters, and its middle."""
        lines = self._reader.read(self.looks())
        return {_plain(one.text): (one.box[0] + one.box[2] // 2, one.box[1] + one.box[3] // 2) for one in lines}

    def wait_for(self, text: str, *, gone: bool = False) -> tuple[int, int]:
        """The middle of the line in which `text` stands; with `gone`, until it stands nowhere."""
        place = self.waits_for(text, gone=gone)
        if place is None:
            to_pillow(self.looks()).save(self.seen / "screen.png")
            raise AssertionError(f"“{text}” {'is still' if gone else 'is not'} on the screen: see screen.png")
        return place

    def waits_for(self, text: str, *, gone: bool = False, seconds: float = PATIENCE) -> tuple[int, int] | None:
        """None after so many seconds in vain. A line that says nothing else is preferred."""
        wanted, until = _plain(text), time.monotonic() + seconds
        while True:
            lines = sorted(self.reads().items(), key=lambda read: read[0] != wanted)
            places = [place for line, place in lines if wanted in line]
            if bool(places) is not gone:
                return places[0] if places else (0, 0)
            if time.monotonic() > until:
                return None
            time.sleep(0.2)


def _plain(text: str) -> str:
    return "".join(text.casefold().split())


@dataclass
class Pings:
    """Answers of a window, from its first to its last, in seconds. A context manager."""

    screen: str
    window: int
    every: float = 0.01
    answers: list[tuple[float, float]] = field(default_factory=list)
    """(when it was asked, how long the answer took)."""

    def __enter__(self) -> Pings:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._ask, name="pings", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def longest(self, since: float = 0.0) -> float:
        return max((took for asked, took in self.answers if asked >= since), default=0.0)

    def _ask(self) -> None:
        with closing(display.Display(self.screen)) as server:
            protocols, ping = server.get_atom("WM_PROTOCOLS"), server.get_atom("_NET_WM_PING")
            root, window = server.screen().root, server.create_resource_object("window", self.window)
            root.change_attributes(event_mask=X.StructureNotifyMask | X.SubstructureNotifyMask)
            answered: Callable[[int], bool] = lambda number: _is_answer(server, ping, number)  # noqa: E731
            number = 0
            while not self._stop.is_set():
                number += 1
                asked = time.monotonic()
                data = (32, (ping, number, self.window, 0, 0))
                window.send_event(event.ClientMessage(window=window, client_type=protocols, data=data))
                server.flush()
                while not answered(number) and not self._stop.is_set():
                    time.sleep(0.0005)
                self.answers.append((asked, time.monotonic() - asked))
                self._stop.wait(self.every)


def _is_answer(server: display.Display, ping: int, number: int) -> bool:
    while server.pending_events():
        come = server.next_event()
        if come.type == X.ClientMessage and list(come.data[1][:2]) == [ping, number]:
            return True
    return False
