"""An ordinary user's first minutes, by keys and mouse, with the installed program: packaging/chroot.py runs it.

    PYTHON -I packaging/visitor.py PROGRAM

Starts an X server and a window manager of its own, and prints what it measured as one line of JSON. Exits with 1 and a
picture (/tmp/visitor-*.png) where the program is not as expected.
"""

import json
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

PATIENCE = 180
PASSPHRASE = "seven green kettles sing"
DISPLAY = ":97"


def main(program: str) -> None:
    os.environ["DISPLAY"] = DISPLAY
    with running("Xvfb", DISPLAY, "-screen", "0", "1366x768x24", "-nolisten", "tcp"):
        wait(lambda: Path(f"/tmp/.X11-unix/X{DISPLAY[1:]}").exists(), "no X server")
        with running("openbox"):
            facts = first_hour(program)
    started = time.monotonic()
    must("invoice" in said(program, "demo").lower(), "the sample day shows no invoice")
    facts["afterglow demo, s"] = since(started)
    print(json.dumps(facts))


def first_hour(program: str) -> dict[str, object]:
    """From the first start of the window to the moment that was found again."""
    started = time.monotonic()
    with running(program) as window:
        wait(lambda: shown("Afterglow"), "no window appeared", alive=window)
        facts: dict[str, object] = {"first start to a window, s": since(started)}
        wait_for("It starts when you say so")
        facts["first start to its first page, s"] = since(started)
        picture("1-welcome")
        must(not spooled(), "something was captured before the first page was answered")
        first_run()
        facts["first start to recording, s"] = since(started)
        picture("6-recording")
        facts |= write_and_find(program)
    return facts


def first_run() -> None:
    """The five steps, as somebody who reads and writes down the key."""
    press("Return")
    wait_for("What should be left out")
    picture("2-leave-out")
    press("Return")
    wait_for("Choose a passphrase")
    for _ in range(2):
        write(PASSPHRASE)
        press("Return")
    wait_for("Check that you have it")
    picture("4-recovery-key")
    press("shift+Tab", "space")
    groups = pasted().split("-")
    asked = sorted(int(found[1]) for line in reads() if (found := re.fullmatch(r"group(\d)", line)))
    must(len(groups) == 8 and len(asked) == 2, f"{len(groups)} groups of a key, {len(asked)} are asked for")
    press("Tab")
    write(groups[asked[0] - 1])
    press("Tab")
    write(groups[asked[1] - 1])
    press("Return")
    wait_for("Start Afterglow when I log in")
    must(not spooled(), "something was captured before Start recording")
    click("Take a picture")
    wait_for("words read in")
    picture("5-try-it")
    click("Start recording")
    wait_for("Start Afterglow when I log in", gone=True)


def write_and_find(program: str) -> dict[str, object]:
    """A new word each time, so that nothing but the screen can have told the program."""
    word = "quokka" + "".join(secrets.choice("bdfgklmnprstvz") + secrets.choice("aeiou") for _ in range(3))
    phrase = Path.home() / "passphrase"
    phrase.write_text(PASSPHRASE + "\n")
    phrase.chmod(0o600)
    search = (program, "--passphrase-file", str(phrase), "search", word, "--json")
    with running("xterm", "-T", "notes", "-fa", "Monospace", "-fs", "16", "-e", "cat"):
        wait(lambda: shown("notes"), "no terminal appeared")
        typed = time.monotonic()
        write(f"the {word} is in the garden")
        time.sleep(4)
        picture("7-typed")
        wait(lambda: word in said(*search), f"{word} is not found")
        found = since(typed)
        once = time.monotonic()
        hits = json.loads(said(*search))["hits"]
        seconds = since(once)
    wait(lambda: not shown("notes"), "the terminal does not close")
    press("ctrl+k")
    write(word)
    wait_for("in the garden")
    picture("8-found")
    return {"typed word found by `afterglow search` after, s": found, "one search, s": seconds, "hits": len(hits)}


# -- a person's hands and eyes


def press(*keys: str) -> None:
    subprocess.run(["xdotool", "key", "--delay", "80", *keys], check=True)


def write(text: str) -> None:
    subprocess.run(["xdotool", "type", "--delay", "40", text], check=True)


def click(text: str) -> None:
    x, y = wait_for(text)
    subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "1"], check=True)


def pasted() -> str:
    """What was copied last, asked from the X server as a program that pastes does."""
    from Xlib import X, display

    server = display.Display()
    window = server.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
    clipboard, text, place = (server.get_atom(name) for name in ("CLIPBOARD", "UTF8_STRING", "PASTED"))
    window.convert_selection(clipboard, text, place, X.CurrentTime)
    while server.next_event().type != X.SelectionNotify:
        pass
    found = window.get_full_property(place, X.AnyPropertyType)
    return bytes(found.value).decode() if found is not None else ""


def wait_for(text: str, *, gone: bool = False) -> tuple[int, int]:
    """The middle of the line in which `text` stands, a line that says nothing else first."""
    wanted, until = plain(text), time.monotonic() + PATIENCE
    while True:
        lines = sorted(reads().items(), key=lambda read: read[0] != wanted)
        places = [place for line, place in lines if wanted in line]
        if bool(places) is not gone:
            return places[0] if places else (0, 0)
        must(time.monotonic() < until, f"{text!r} {'is still' if gone else 'is not'} on the screen")
        time.sleep(0.2)


def reads() -> dict[str, tuple[int, int]]:
    """Every line on the screen without its spaces, in small letters, and its middle."""
    import mss
    import numpy as np

    with mss.MSS() as camera:
        pixels = np.asarray(camera.grab(camera.monitors[0]), np.uint8)[:, :, :3]
    lines = reader().read(np.ascontiguousarray(pixels))
    return {plain(one.text): (one.box[0] + one.box[2] // 2, one.box[1] + one.box[3] // 2) for one in lines}


@cache
def reader():
    from memory.ocr.reader import packaged_reader

    return packaged_reader(threads=1)


def plain(text: str) -> str:
    return "".join(text.casefold().split())


def spooled() -> list[Path]:
    home = Path.home() / ".local/share/afterglow"
    return [path for path in (home / "spool").rglob("*") if path.is_file()] if home.exists() else []


# -- programs


@contextmanager
def running(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    with Path("/tmp/visitor.log").open("ab") as log:
        child = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()


def said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=900)
    must(done.returncode == 0, f"{command} says: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def shown(title: str) -> bool:
    search = ["xdotool", "search", "--onlyvisible", "--name", title]
    return bool(subprocess.run(search, capture_output=True).stdout)


def wait(condition: Callable[[], bool], wrong: str, alive: subprocess.Popen[bytes] | None = None) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        must(time.monotonic() < until and (alive is None or alive.poll() is None), wrong)
        time.sleep(0.1)


def must(right: bool, wrong: str) -> None:
    if not right:
        with suppress(Exception):  # where there is no screen any more
            picture("fault")
        log = Path("/tmp/visitor.log")
        sys.exit(wrong + "\n" + (log.read_text(errors="replace")[-3000:] if log.exists() else ""))


def picture(name: str) -> None:
    import mss
    from mss.tools import to_png

    with mss.MSS() as camera:
        grabbed = camera.grab(camera.monitors[0])
    to_png(grabbed.rgb, grabbed.size, output=f"/tmp/visitor-{name}.png")


def since(started: float) -> float:
    return round(time.monotonic() - started, 1)


if __name__ == "__main__":
    main(sys.argv[1])
