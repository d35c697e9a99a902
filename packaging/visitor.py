"""An ordinary user's first minutes, by keys and mouse, with the installed program: packaging/chroot.py runs it.

    PYTHON -I packaging/visitor.py PROGRAM

Starts an X server and a window manager of its own, and prints what it measured as one line of JSON. Exits with 1 and a
picture (/tmp/visitor-*.png) where the program is not as expected.
"""

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 120
PASSPHRASE = "seven green kettles sing"
DISPLAY = ":97"


def main(program: str) -> None:
    facts: dict[str, object] = {}
    started = time.monotonic()
    must("invoice" in said(program, "demo").lower(), "the sample day shows no invoice")
    facts["afterglow demo, s"] = since(started)
    os.environ["DISPLAY"] = DISPLAY
    with running("Xvfb", DISPLAY, "-screen", "0", "1366x768x24", "-nolisten", "tcp"):
        wait(lambda: Path(f"/tmp/.X11-unix/X{DISPLAY[1:]}").exists(), "no X server")
        with running("openbox"):
            facts |= first_window(program)
            facts |= record_and_find(program)
    print(json.dumps(facts))


def first_window(program: str) -> dict[str, object]:
    started = time.monotonic()
    with running(program):
        wait(lambda: shown("Afterglow"), "no window appeared")
        visible = since(started)
        time.sleep(3)
        picture("window")
    return {"afterglow to a visible window, s": visible}


def record_and_find(program: str) -> dict[str, object]:
    """A new word each time, so that nothing but the screen can have told the program."""
    word = "quokka" + "".join(secrets.choice("bdfgklmnprstvz") + secrets.choice("aeiou") for _ in range(3))
    phrase = Path.home() / "passphrase"
    phrase.write_text(PASSPHRASE + "\n")
    opened = ("--home", str(Path.home() / "memory"), "--passphrase-file", str(phrase))
    with running(program, *opened, "record", "--seconds", "30") as recorder:
        time.sleep(8)
        with running("xterm", "-T", "notes", "-fa", "Monospace", "-fs", "16", "-e", "cat"):
            wait(lambda: shown("notes"), "no terminal appeared")
            subprocess.run(["xdotool", "type", "--delay", "40", f"the {word} is in the garden"], check=True)
            typed = time.monotonic()
            time.sleep(12)
            picture("terminal")
        recorder.wait(timeout=PATIENCE)
    wait(lambda: word in said(program, *opened, "search", word, "--json"), f"{word} is not found")
    started = time.monotonic()
    hits = json.loads(said(program, *opened, "search", word, "--json"))
    return {"typed word found after, s": since(typed), "one search on the command line, s": since(started),
            "hits": len(hits["hits"])}  # fmt: skip


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
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    must(done.returncode == 0, f"{command} says: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def shown(title: str) -> bool:
    search = ["xdotool", "search", "--onlyvisible", "--name", title]
    return bool(subprocess.run(search, capture_output=True).stdout)


def wait(condition, wrong: str) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        must(time.monotonic() < until, wrong)
        time.sleep(0.1)


def must(right: bool, wrong: str) -> None:
    if not right:
        if "DISPLAY" in os.environ:
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
