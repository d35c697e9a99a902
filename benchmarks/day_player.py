"""Plays one invented working day on a real screen and records it: the sample day in `assets/day/`.

    python benchmarks/day_player.py [--out assets/day]

Real Chromium, XTerm with shell and vi, Mousepad and LibreOffice under Xvfb; every word is our own. The times are the
story's: the day takes three minutes to play. What a recorder may know goes to `metadata.jsonl`; what the story knows
(which frames nobody may ever find again) goes to `truth.jsonl`, and the questions in `questions.jsonl` get the frames
that carry their answers. Pictures are lossless, so that the tests read what a live screen would have shown.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from day_material import BASHRC, CONFIG, COSTS, LOG, NOTE, PASSWORDS, PRINTQ, QUESTIONS
from day_screen import PANEL, SIZE, Screen
from openpyxl import Workbook

ASSETS = Path(__file__).parent.parent / "assets" / "day"
FULL = (0, PANEL, SIZE[0], SIZE[1] - PANEL)
LEFT, RIGHT = (0, PANEL, 960, 878), (966, PANEL + 24, 624, 640)
HALL = "kestrelhall.example"


class Day:
    """The story's clock and the recorder."""

    def __init__(self, screen: Screen, out: Path) -> None:
        self.screen, self._frames = screen, out / "frames"
        self._now = datetime(2026, 3, 12, 8, 11, tzinfo=UTC)
        self.rows: list[dict[str, Any]] = []
        self.truth: list[dict[str, Any]] = []
        self.urls: dict[int, str] = {}
        self.scene = ""

    def at(self, clock: str, scene: str) -> None:
        """Move the story to `clock` (HH:MM:SS)."""
        self._now = datetime.fromisoformat(f"2026-03-12T{clock}+00:00")
        self.scene = scene

    def keep(self, *, after: float = 1.7, forbidden: str = "") -> None:
        """One frame, `after` seconds of the story later. `forbidden` names why it must never be remembered."""
        self._now += timedelta(seconds=after)
        self.screen.clock(f"{self._now:%a %d %b %Y   %H:%M}")
        self.screen.wait(0.35)
        stamp = self._now.strftime("%Y-%m-%dT%H-%M-%S.%f")[:-3]
        name = f"frames/{stamp}.webp"
        picture = self.screen.shot()
        picture.save(self._frames / f"{stamp}.webp", lossless=True, quality=100, method=6)
        self.rows.append({"ts": self._now.isoformat(timespec="milliseconds"), "file": name, **self._seen()})
        self.truth.append({"file": name, "scene": self.scene, "forbidden": forbidden or None})

    def _seen(self) -> dict[str, Any]:
        windows = [self._row(window) for window in self.screen.stacking()]
        return {"monitor": 1, **self._row(self.screen.active()), "windows": windows}

    def _row(self, window: int) -> dict[str, Any]:
        row = self.screen.describe(window)
        return {**row, "url": self.urls.get(window), "incognito": None if row["app"] == "Chromium" else False}

    def visit(self, window: int, url: str) -> None:
        """Type an address as a person would."""
        self.screen.focus(window)
        self.screen.do("key", "ctrl+l")
        self.screen.type(url.removeprefix("http://"))
        self.screen.do("key", "Delete", "Return")
        self.urls[window] = url
        self.screen.wait(1.2)


def play(day: Day) -> None:
    screen = day.screen
    web = screen.browser(f"http://mail.{HALL}/inbox")
    day.urls[web] = f"http://mail.{HALL}/inbox"
    screen.place(web, FULL)
    morning(day, web)
    sheet(day)
    shell = printer(day, web)
    note = notes(day, web, shell)
    reading(day, web)
    afternoon(day, web, shell, note)


def morning(day: Day, web: int) -> None:
    day.at("08:12:04", "inbox")
    day.keep()
    for clock, scene, url in (
        ("08:13:20", "mail-invoice", f"http://mail.{HALL}/m-2041"),
        ("08:16:41", "mail-petra", f"http://mail.{HALL}/m-2038"),
        ("08:19:02", "invoice", "http://billing.lumenstage.example/invoice/4471"),
    ):
        day.at(clock, scene)
        day.visit(web, url)
        day.keep()
        day.keep(after=2)


def sheet(day: Day) -> None:
    """Concert costs in LibreOffice Calc."""
    screen, path = day.screen, day.screen.home / "concert-costs-2026.xlsx"
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Spring"
    for row in COSTS:
        page.append(row)
    page["A8"], page["C8"], page["D8"] = "Total", "=SUM(C2:C6)", "=SUM(D2:D6)"
    for row in page["C2:D8"]:
        for cell in row:
            cell.number_format = "#,##0.00"
    for column, width in zip("ABCD", (28, 24, 14, 14), strict=True):
        page.column_dimensions[column].width = width
    book.save(path)
    day.at("08:27:30", "sheet")
    calc = screen.new_window("soffice", "--norestore", "--nologo", "--calc", str(path), seconds=90)
    screen.wait(6)
    calc = screen.stacking()[-1]
    screen.place(calc, (0, PANEL + 22, SIZE[0] - 4, SIZE[1] - PANEL - 26))
    screen.focus(calc)
    day.keep()
    screen.do("key", "Down", "Down", "Down", "Right", "Right", "Right")
    screen.type("742.50", enter=True)
    screen.wait(0.5)
    day.keep(after=4)
    screen.do("key", "ctrl+s")
    screen.wait(1)
    screen.do("key", "Return")
    screen.wait(1.5)
    screen.do("key", "ctrl+q")
    screen.wait(2.5)


def printer(day: Day, web: int) -> int:
    """Chat, dashboard, then the fix in the terminal, with the how-to page in between."""
    screen = day.screen
    day.at("08:40:10", "chat")
    day.visit(web, f"http://chat.{HALL}/spring-concert")
    day.keep()
    day.visit(web, f"http://chat.{HALL}/spring-concert?upto=2")
    day.keep(after=240)
    day.at("08:47:00", "dashboard")
    day.visit(web, f"http://tickets.{HALL}/desk")
    day.keep()
    shell = terminal(day)
    day.at("08:55:12", "printer-log")
    for command in ("cat log/queue3.log", "./printq status"):
        screen.type(command, enter=True)
        screen.wait(0.7)
        day.keep(after=6)
    day.at("08:58:30", "wiki")
    day.visit(web, f"http://wiki.{HALL}/label-roll")
    day.keep()
    screen.do("mousemove", 800, 600)
    for _ in range(2):
        screen.do("click", "--repeat", 3, 5)
        screen.wait(0.8)
        day.keep(after=5)
    day.at("09:04:05", "printer-fix")
    screen.focus(shell)
    screen.type("vi printq.conf", enter=True)
    screen.wait(1)
    day.keep()
    screen.type("/62", enter=True)
    screen.type("cw54")
    day.keep(after=4)
    screen.do("key", "Escape")
    screen.type(":wq", enter=True)
    for command in ("./printq reload 3", "git commit -qam 'Tell queue 3 that the roll is 54 mm' && git log --oneline"):
        screen.type(command, enter=True)
        screen.wait(1)
        day.keep(after=7)
    screen.type("clear", enter=True)
    screen.type("export TICKET_KEY=AKIAIOSFODNN7EXAMPLE", enter=True)
    day.keep(after=50)
    return shell


def terminal(day: Day) -> int:
    screen, folder = day.screen, day.screen.home / "printq"
    (folder / "log").mkdir(parents=True)
    (folder / "printq").write_text(PRINTQ)
    (folder / "printq").chmod(0o755)
    (folder / "printq.conf").write_text(CONFIG)
    (folder / "log" / "queue3.log").write_text(LOG)
    (screen.home / ".bashrc").write_text(BASHRC)
    (screen.home / ".vimrc").write_text("set nocompatible number nohlsearch\nsyntax off\n")
    (screen.home / ".gitconfig").write_text("[user]\nname = Ilse Varga\nemail = ilse.varga@kestrelhall.example\n")
    when = "2026-03-12T09:06:00Z"
    screen.env |= {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "SHELL": "/bin/bash"}
    for command in (("init", "-qb", "main"), ("add", "."), ("commit", "-qm", "The badge printer, as Noor left it")):
        subprocess.run(["git", *command], cwd=folder, env=screen.env, check=True)
    look = ["-fa", "DejaVu Sans Mono", "-fs", "13", "-bg", "#1b1f27", "-fg", "#d7dde8"]
    shell = screen.new_window("xterm", *look, "-geometry", "110x34+120+90", "-e", "bash", cwd=folder)
    screen.place(shell, (140, 110, 1180, 700))
    screen.focus(shell)
    return shell


def notes(day: Day, web: int, shell: int) -> int:
    """A note typed line by line, then beside the invoice."""
    screen = day.screen
    path = screen.home / "today.txt"
    path.write_text("")
    note = screen.new_window(*screen.as_person("mousepad", "--disable-server", str(path)))
    screen.place(note, (420, 160, 900, 560))
    screen.focus(note)
    day.at("10:15:00", "note")
    for line in NOTE:
        screen.type(line, enter=True)
        if line:
            day.keep(after=8)
    for _ in range(2):
        day.keep()
        screen.wait(0.6)
    screen.do("key", "ctrl+s")
    day.at("10:40:00", "side-by-side")
    screen.do("windowminimize", shell)
    screen.place(web, LEFT)
    day.visit(web, "http://billing.lumenstage.example/invoice/4471")
    screen.place(note, RIGHT)
    screen.focus(note)
    day.keep()
    screen.type("- Agnieszka says: sent to the ledger desk, answer by three o'clock", enter=True)
    day.keep(after=75)
    screen.do("key", "ctrl+s")
    return note


def reading(day: Day, web: int) -> None:
    """News, German, Chinese; then nobody is there and only the clock goes on."""
    day.screen.place(web, FULL)
    for clock, scene, url in (
        ("11:05:10", "news", "http://courier.brennholm.example/ferry-repairs"),
        ("11:14:32", "german", "http://stadt.brennholm.example/bekanntmachung/muehlenbruecke"),
        ("11:26:48", "chinese", "http://tea.qingfeng.example/longjing"),
    ):
        day.at(clock, scene)
        day.visit(web, url)
        day.keep()
        day.keep(after=2)
    day.at("11:31:00", "idle")
    for _ in range(4):
        day.keep(after=60)


def afternoon(day: Day, web: int, shell: int, note: int) -> None:
    screen = day.screen
    for clock, scene, url in (
        ("13:05:20", "map", "http://wayfinder.example/route/kestrel-hall/harbour-station"),
        ("13:20:44", "shop", "http://paperbarn.example/label-roll-54"),
        ("13:24:09", "order", "http://paperbarn.example/order/PH-77-30418"),
    ):
        day.at(clock, scene)
        day.visit(web, url)
        day.keep()
        day.keep(after=2)
    secrets(day)
    day.at("14:20:00", "commit")
    screen.focus(shell)
    screen.type("clear; git show --stat HEAD", enter=True)
    screen.wait(1)
    day.keep()
    screen.type("q")
    day.at("15:01:10", "mail-credit")
    day.visit(web, f"http://mail.{HALL}/m-2066")
    day.keep()
    day.keep(after=2)
    day.at("15:08:00", "note-credit")
    screen.focus(note)
    screen.type("- Lumen settled: credit note CN-0093, we pay 1,168.00 on 27 March", enter=True)
    day.keep()
    screen.type("- haze machine is lent for free", enter=True)
    day.keep(after=9)
    for clock, scene, url in (
        ("16:12:25", "calendar", f"http://calendar.{HALL}/friday"),
        ("16:30:02", "dashboard-late", f"http://tickets.{HALL}/desk?late"),
        ("16:52:40", "chat-late", f"http://chat.{HALL}/spring-concert?upto=4"),
    ):
        day.at(clock, scene)
        day.visit(web, url)
        day.keep()
        day.keep(after=2)


def secrets(day: Day) -> None:
    """What must never be remembered: a password manager, and a real private window that says so only in its picture."""
    screen = day.screen
    day.at("13:40:00", "passwords")
    look = ["-class", "keepassxc", "-name", "keepassxc", "-fa", "DejaVu Sans Mono", "-fs", "12", "-bg", "white"]
    title = "hall.kdbx - KeePassXC"
    vault = screen.new_window(
        "xterm", *look, "-fg", "black", "-T", title, "-e", "sh", "-c", f"printf '{PASSWORDS}'; sleep 600"
    )
    screen.place(vault, (300, 220, 900, 320))
    screen.focus(vault)
    day.keep(forbidden="password manager")
    day.keep(forbidden="password manager", after=3)
    screen.end(vault)
    day.at("13:52:00", "private")
    private = screen.browser("http://tickandtock.example/metronome", "--incognito")
    screen.place(private, FULL)
    day.urls[private] = ""
    screen.focus(private)
    for _ in range(3):
        day.keep(forbidden="private browsing", after=2)
    screen.end(private)


def write_lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def questions(day: Day) -> list[dict[str, Any]]:
    """The questions with the frames of their scenes; a scene is named in the story above."""
    rows = []
    for number, (question, kind, answer, scenes) in enumerate(QUESTIONS, 1):
        evidence = [row["file"] for row in day.truth if row["scene"] in scenes and not row["forbidden"]]
        assert bool(evidence) == bool(scenes), question
        rows.append({
            "id": f"d{number:02d}", "question": question, "kind": kind, "expect": "answer" if scenes else "nothing",
            "answer": answer or None, "evidence": evidence, "time_reference": "2026-03-12T18:00:00+00:00",
        })  # fmt: skip
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ASSETS)
    out = parser.parse_args().out
    shutil.rmtree(out / "frames", ignore_errors=True)
    (out / "frames").mkdir(parents=True)
    screen = Screen(Path(tempfile.mkdtemp(prefix="afterglow-day-")))
    try:
        day = Day(screen, out)
        play(day)
    finally:
        screen.close()
    write_lines(out / "metadata.jsonl", day.rows)
    write_lines(out / "truth.jsonl", day.truth)
    write_lines(out / "questions.jsonl", questions(day))
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    print(f"{len(day.rows)} frames, {size / 1e6:.2f} MB, in {os.fspath(out)}")


if __name__ == "__main__":
    main()
