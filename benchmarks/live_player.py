"""A player who works at a real screen for as long as it is asked: browser, editor, terminal, vi, spreadsheet, idling.

What is done and said follows from a seed; how long it lasts, from the clock. A step that fails is counted, the programs
are looked after, and the work goes on. Everything happens in the thread that calls `Player.play`, the X connection too.
"""

from __future__ import annotations

import http.server
import random
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from day_screen import PANEL, Screen
from live_material import HOSTS, Site, Words
from openpyxl import Workbook
from throwaway import word

SIZE = (1920, 1080)
FULL = (0, PANEL, SIZE[0], SIZE[1] - PANEL)
LEFT, RIGHT = (0, PANEL, 1100, SIZE[1] - PANEL), (1106, PANEL + 24, 800, 900)
IDLES = (0.2, 0.52, 0.8)
"""When the player leaves the desk, in shares of the whole."""
IDLE_SHARE = 1 / 15
KEY_MS = (110, 210)
"""Milliseconds between two keys: some 60 words a minute."""
FONT = ("-fa", "DejaVu Sans Mono", "-fs", "12")
XTERM = ("xterm", *FONT, "-bc", "-bg", "#1d2126", "-fg", "#d4dbd2", "-geometry", "110x34")


MAY_LACK = {"web": "chromium", "note": "mousepad", "sheet": "soffice", "vi": "vi"}
"""What the player can do without, and the program it is."""
NEEDS = {
    "write": {"note"}, "read": {"web"}, "mail": {"web"}, "watch": {"web"}, "side by side": {"web", "note"},
    "calculate": {"sheet"}, "edit code": {"vi"},
}  # fmt: skip


def possible(occupation: str, lacks: frozenset[str]) -> bool:
    """Whether a machine that lacks these of `MAY_LACK` still allows it; shell and windows are always there."""
    return lacks.isdisjoint(NEEDS.get(occupation, ()))


class Over(Exception):
    """The time is up."""


def pages_of(site: Site) -> type[http.server.BaseHTTPRequestHandler]:
    class Pages(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = site.answer(self.path)
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    return Pages


class LiveScreen(Screen):
    """A 1080p screen with a session bus, whose waits end when the time is up."""

    def __init__(self, folder: Path, site: Site, *, clock: bool) -> None:
        self.over = threading.Event()
        self._ticking, self._shown = clock, ""
        super().__init__(folder, size=SIZE, pages=pages_of(site))
        self.env |= {"DBUS_SESSION_BUS_ADDRESS": self._bus(folder)}
        self.clock("")

    def _preferences(self) -> None:
        super()._preferences()
        with (self.home / ".config/glib-2.0/settings/keyfile").open("a") as file:
            file.write("[org/xfce/mousepad/preferences/view]\nword-wrap=true\n")
            file.write("[org/xfce/mousepad/preferences/file]\nsession-restore='never'\n")

    def _bus(self, folder: Path) -> str:
        address = f"unix:path={folder / 'bus'}"
        self.start("dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}")
        return address

    def wait(self, seconds: float) -> None:
        """Raises Over. The clock in the strip goes on meanwhile."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._tick()
            if self.over.wait(min(left, 5)):
                raise Over
        if self.over.is_set():
            raise Over

    def _tick(self) -> None:
        now = f"{datetime.now(UTC):%a %d %b %Y   %H:%M}" if self._ticking else ""
        if now != self._shown:
            self._shown = now
            self.clock(now)


class Player:
    """`open` the programs, then `play` until the screen's time is up."""

    def __init__(self, screen: LiveScreen, seed: int, *, lacks: frozenset[str] = frozenset()) -> None:
        self.screen, self.lacks = screen, lacks
        self.typed: Callable[[str], None] = lambda _: None
        self.dice = random.Random(seed)
        self.words = Words(random.Random(seed + 1))
        self.done: Counter[str] = Counter()
        self.faults: list[str] = []
        self._windows: dict[str, int] = {}
        openers = {"web": self._web, "note": self._note, "shell": self._shell, "sheet": self._sheet}
        self._openers = {name: opener for name, opener in openers.items() if name not in lacks}
        self._pages = self._probes = 0

    # -- programs
    def open(self, *names: str) -> None:
        for name in names or self._openers:
            self._step("look around", lambda name=name: self.show(name))

    def show(self, name: str) -> int:
        """Bring a program to the front, started anew if it is gone."""
        window = self._windows.get(name)
        if window is None or not self.screen.lives(window):
            self.done[f"opened {name}"] += 1
            window = self._windows[name] = self._openers[name]()
        self.screen.focus(window)
        return window

    def _web(self) -> int:
        window = self.screen.browser(self._address("article", 0))
        self.screen.place(window, FULL)
        return window

    def _note(self) -> int:
        path = self.screen.home / f"glasshouse-{self.done['opened note']}.txt"
        path.write_text("\n\n".join(self.words.paragraph(2) for _ in range(6)) + "\n\n")
        window = self.screen.new_window(*self.screen.as_person("mousepad", "--disable-server", str(path)))
        self.screen.place(window, (520, 180, 1180, 780))
        return window

    def _shell(self) -> int:
        folder = self.screen.home / "drumsieve"
        folder.mkdir(exist_ok=True)
        for number in range(8):
            (folder / f"part{number}.c").write_text(self.words.source(90))
        (folder / "build").write_text('while read -r line; do echo "$line"; sleep 0.1; done < "$1"\n')
        (self.screen.home / ".bashrc").write_text("PS1='keeper@glasshouse:~/drumsieve$ '\nunset PROMPT_COMMAND\n")
        (self.screen.home / ".vimrc").write_text("set nocompatible number nohlsearch\nsyntax on\n")
        window = self.screen.new_window(*XTERM, "-T", "drumsieve", "-e", "bash", cwd=folder)
        self.screen.place(window, (140, 110, 1330, 800))
        return window

    def _sheet(self) -> int:
        path = self.screen.home / f"germination-{self.done['opened sheet']}.xlsx"
        book = Workbook()
        for number in range(3):
            page = book.active if number == 0 else book.create_sheet()
            assert page is not None
            page.title = f"Bench {number + 1}"
            page.append(("Plant", "Kept in", "Sown", "Up", "Keeper"))
            for _ in range(70):
                sown, up = self.dice.randint(20, 200), self.dice.randint(1, 99)
                page.append((self.words.plant(), self.words.place(), sown, up, self.words.who()))
            for column, width in zip("ABCDE", (20, 22, 10, 10, 14), strict=True):
                page.column_dimensions[column].width = width
        book.save(path)
        self.screen.new_window("soffice", "--norestore", "--nologo", "--calc", str(path), seconds=90)
        self.screen.wait(6)
        window = self.screen.stacking()[-1]
        self.screen.place(window, (0, PANEL + 22, SIZE[0] - 4, SIZE[1] - PANEL - 26))
        return window

    # -- the day
    def play(self, seconds: float) -> None:
        """Until Over. Idle stretches and probes have their times; between them one occupation follows the other."""
        began = time.monotonic()
        idles = [share * seconds for share in IDLES]
        probes = _every(max(55.0, seconds / 17), after=min(20.0, seconds / 10))
        probe_at = next(probes)
        turn = min(50.0, seconds / 7)
        try:
            for name, occupation in self._occupations():
                now = time.monotonic() - began
                if now >= probe_at:
                    self._step("probe", self._probe)
                    probe_at = next(at for at in probes if at > now)
                if idles and now >= idles[0]:
                    idles.pop(0)
                    self.done["idle"] += 1
                    self.screen.wait(IDLE_SHARE * seconds)
                self._step(name, lambda do=occupation: do(time.monotonic() + turn))
        except Over:
            return

    def _occupations(self) -> Iterator[tuple[str, Callable[[float], None]]]:
        """Each at least once a round; the first round in this order, so that a short run has them all."""
        round_ = [
            ("write", self.write), ("read", self.read), ("build", self.build), ("calculate", self.calculate),
            ("switch", self.switch), ("edit code", self.edit_code), ("side by side", self.side_by_side),
            ("watch", self.watch), ("write", self.write), ("read", self.read), ("mail", self.mail),
            ("read", self.read), ("switch", self.switch), ("write", self.write),
        ]  # fmt: skip
        round_ = [(name, occupation) for name, occupation in round_ if possible(name, self.lacks)]
        while True:
            yield from round_
            self.dice.shuffle(round_)

    def _step(self, name: str, step: Callable[[], object]) -> None:
        try:
            step()
            self.done[name] += 1
        except Over:
            raise
        except Exception as fault:  # noqa: BLE001 whatever a program did, the hour goes on
            self.faults.append(f"{name}: {type(fault).__name__}")
            print(f"the player's step {name!r} failed: {type(fault).__name__}", file=sys.stderr)
            self.screen.wait(2)

    # -- occupations: each lasts about until `until`
    def write(self, until: float) -> None:
        """Whole sentences at human speed."""
        self.show("note")
        self.screen.do("key", "ctrl+End")
        while time.monotonic() < until:
            self._type(self.words.sentence(), enter=True)
            self.screen.wait(self.dice.uniform(0.5, 2.5))
        self.screen.do("key", "ctrl+s")

    def read(self, until: float) -> None:
        """Pages of all kinds, scrolled by keys and by the wheel."""
        self.show("web")
        while time.monotonic() < until:
            self.visit(self.dice.choice(("article", "board", "stock", "manual", "album", "article")))
            for _ in range(self.dice.randint(2, 5)):
                self.screen.wait(self.dice.uniform(2, 6))
                self._scroll()

    def mail(self, until: float) -> None:
        self.show("web")
        while time.monotonic() < until:
            self.visit("mail")
            self.screen.wait(self.dice.uniform(3, 7))

    def build(self, until: float) -> None:
        """A build whose output runs by, then a look around."""
        self.show("shell")
        name = f"log{self.done['build']}"
        lines = int(max(20, 6 * (until - time.monotonic())))
        text = "\n".join(self.words.build_line() for _ in range(lines))
        (self.screen.home / "drumsieve" / name).write_text(text)
        self._type(f"sh build {name}", enter=True)
        self.screen.wait(lines * 0.11)
        for command in ("ls -l", f"grep -n warning {name} | tail -20", "wc -l *.c", f"head -40 part{lines % 8}.c"):
            self._type(command, enter=True)
            self.screen.wait(self.dice.uniform(2, 4))

    def edit_code(self, until: float) -> None:
        """vi in the terminal: scroll, add comments, write."""
        self.show("shell")
        self._type(f"vi part{self.dice.randint(0, 7)}.c", enter=True)
        self.screen.wait(1)
        while time.monotonic() < until:
            for _ in range(self.dice.randint(1, 3)):
                self.screen.do("key", self.dice.choice(("ctrl+d", "ctrl+d", "ctrl+u")))
                self.screen.wait(self.dice.uniform(1, 2.5))
            self._type("o")
            self._type(f"/* {self.words.sentence()} */")
            self.screen.do("key", "Escape")
            self.screen.wait(1)
        self._type(":wq", enter=True)
        self.screen.wait(1)

    def calculate(self, until: float) -> None:
        """Numbers and names into rows, sheets turned, columns summed."""
        self.show("sheet")
        self.screen.do("key", "ctrl+Home")
        for _ in range(self.dice.randint(2, 9)):
            self.screen.do("key", "Down")
        while time.monotonic() < until:
            for text in (self.words.plant(), self.words.place(), str(self.dice.randint(20, 200))):
                self._type(text)
                self.screen.do("key", "Tab")
            self._type(f"=C{self.dice.randint(2, 9)}/2", enter=True)
            self.screen.wait(self.dice.uniform(0.5, 2))
            self.screen.do("key", self.dice.choice(("Next", "Prior", "Down", "ctrl+Next", "ctrl+Prior", "Down")))
            self.screen.wait(self.dice.uniform(1, 3))

    def switch(self, until: float) -> None:
        """From window to window and back, as somebody who looks something up."""
        while time.monotonic() < until:
            self.show(self.dice.choice(tuple(self._openers)))
            self.screen.wait(self.dice.uniform(1.5, 5))

    def side_by_side(self, until: float) -> None:
        """A page on the left, the note beside it."""
        web, note = self.show("web"), self.show("note")
        self.screen.place(web, LEFT)
        self.screen.place(note, RIGHT)
        self.screen.focus(web)
        self.visit("article")
        self.screen.focus(note)
        self.screen.do("key", "ctrl+End")
        while time.monotonic() < until:
            self._type(self.words.sentence(), enter=True)
            self.screen.wait(self.dice.uniform(1, 3))
        self.screen.place(web, FULL)
        self.screen.place(note, (520, 180, 1180, 780))

    def watch(self, until: float) -> None:
        """A clip that plays in its page; then away from it, so that nothing moves on behind."""
        self.show("web")
        self.visit("clip")
        self.screen.wait(max(5.0, until - time.monotonic()))
        self.visit("board")

    def _probe(self) -> None:
        """A word that was nowhere before, into the note; where there is none, as a remark into the shell."""
        remark = "# " if "note" in self.lacks else ""
        self.show("shell" if remark else "note")
        if not remark:
            self.screen.do("key", "ctrl+End")
        self._probes += 1
        fresh = word(self.dice.getrandbits(32))[:12]
        self._type(f"{remark}The tag on tray {self._probes} says {fresh}", enter=True)
        self.typed(fresh)
        self.screen.wait(6)

    # -- hands
    def _type(self, text: str, *, enter: bool = False) -> None:
        for part in re.findall(r"\S+\s?", text):
            self.screen.do("type", "--delay", self.dice.randint(*KEY_MS), "--", part)
            self.screen.wait(0.02)
        if enter:
            self.screen.do("key", "Return")

    def _scroll(self) -> None:
        if self.dice.random() < 0.4:
            self.screen.do("key", self.dice.choice(("Next", "Next", "Prior")))
        else:
            self.screen.do("mousemove", 700 + self.dice.randint(0, 300), 500 + self.dice.randint(0, 200))
            self.screen.do("click", "--repeat", self.dice.randint(2, 6), "--delay", 60, 5)

    def visit(self, kind: str) -> None:
        """An address typed quickly into the bar, as a click would be."""
        self._pages += 1
        self.screen.do("key", "ctrl+l")
        self.screen.type(self._address(kind, self._pages).removeprefix("http://"))
        self.screen.do("key", "Delete", "Return")
        self.screen.wait(2)

    def _address(self, kind: str, number: int) -> str:
        return f"http://{HOSTS[kind]}/{kind}/{number}"


def _every(step: float, after: float) -> Iterator[float]:
    at = after
    while True:
        yield at
        at += step
