"""Real programs on a real X server that a benchmark moves step by step: terminals, editors, a browser.

Needs Xvfb, openbox, xterm, xdotool, vim, mousepad, chromium. Everything lives in one scratch folder.
"""

from __future__ import annotations

import contextlib
import http.server
import os
import queue
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NEEDED = ("Xvfb", "openbox", "xterm", "xdotool", "vim", "mousepad", "chromium")
FLAGS = (
    "--no-sandbox --test-type --disable-gpu --no-first-run --no-default-browser-check --disable-sync "
    "--disable-background-networking --disable-component-update --password-store=basic --disable-translate"
)


@dataclass
class Programs:
    """Starts programs on one display, and ends them."""

    folder: Path
    display: str
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def env(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        own = {"HOME": str(self.folder), "DISPLAY": self.display, "LC_ALL": "C.UTF-8", "NO_AT_BRIDGE": "1"}
        return kept | own | {"GSETTINGS_BACKEND": "memory", "XDG_RUNTIME_DIR": str(self.folder)}

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(
            command, env=self.env, cwd=self.folder, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
        self.running.append(process)
        return process

    def do(self, *arguments: object) -> str:
        """One xdotool command."""
        command = ["xdotool", *map(str, arguments)]
        return subprocess.run(command, env=self.env, check=True, capture_output=True, text=True, timeout=30).stdout

    def window(self, *command: str) -> int:
        """Start a program; the id of the window that it opens."""
        before = self._windows()
        self.start(*command)
        for _ in range(300):
            time.sleep(0.1)
            if new := self._windows() - before:
                time.sleep(1.0)
                return new.pop()
        raise SystemExit(f"{command[0]} opened no window")

    def _windows(self) -> set[int]:
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "."],
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        return {int(number) for number in found.stdout.split()}

    def end(self, process: subprocess.Popen[bytes]) -> None:
        """A program and what it has started."""
        self.running.remove(process)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 15)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()


@contextlib.contextmanager
def screen(folder: Path) -> Iterator[Programs]:
    """Xvfb 1920×1080 with a window manager; DISPLAY points to it inside the block."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        raise SystemExit(f"needs {', '.join(missing)}")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        os.environ["DISPLAY"] = f":{pipe.readline().strip()}"
    os.environ.pop("WAYLAND_DISPLAY", None)
    programs = Programs(folder, os.environ["DISPLAY"])
    try:
        programs.start("openbox", "--sm-disable")
        time.sleep(1)
        yield programs
    finally:
        for process in list(reversed(programs.running)):
            programs.end(process)
        server.terminate()
        server.wait()


class Terminal:
    """An xterm that shows what is written to it."""

    def __init__(self, programs: Programs, *options: str, geometry: str = "100x40+60+60") -> None:
        pipe = programs.folder / f"terminal-{time.monotonic_ns()}"
        os.mkfifo(pipe)
        self.window = programs.window("xterm", "-geometry", geometry, *options, "-e", "cat", str(pipe))
        self.process = programs.running[-1]
        self._pipe = pipe.open("w", buffering=1)

    def write(self, text: str) -> None:
        self._pipe.write(text)
        self._pipe.flush()

    def close(self, programs: Programs) -> None:
        self._pipe.close()
        programs.end(self.process)


class Browser:
    """One Chromium whose page runs the scripts that it is given, one at a time, and says when each is drawn."""

    def __init__(self, programs: Programs, page: str, *, size: str = "1500,900", place: str = "120,60") -> None:
        self._scripts: queue.Queue[str] = queue.Queue()
        self._drawn = threading.Semaphore(0)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._answers(page))
        self._serving = threading.Thread(target=self._server.serve_forever, name="pages")
        self._serving.start()
        address = f"http://127.0.0.1:{self._server.server_address[1]}/"
        profile = f"--user-data-dir={programs.folder / 'chromium'}"
        look = (f"--window-size={size}", f"--window-position={place}")
        self.window = programs.window("chromium", *FLAGS.split(), profile, *look, f"--app={address}")
        self.process = programs.running[-1]
        self.run("")

    def run(self, script: str) -> None:
        """Returns when the page has drawn what the script changed."""
        self._scripts.put(script)
        if not self._drawn.acquire(timeout=30):
            raise SystemExit("the page does not answer")

    def close(self, programs: Programs) -> None:
        programs.end(self.process)
        self._server.shutdown()
        self._scripts.put("")
        self._serving.join()
        self._server.server_close()

    def _answers(self, page: str) -> type[http.server.BaseHTTPRequestHandler]:
        browser = self

        class Answers(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/next":
                    self._send(browser._scripts.get(), "text/plain")
                else:
                    self._send(page if self.path == "/" else "", "text/html")

            def do_POST(self) -> None:
                browser._drawn.release()
                self._send("", "text/plain")

            def _send(self, text: str, kind: str) -> None:
                body = text.encode()
                self.send_response(200)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                pass

        return Answers
