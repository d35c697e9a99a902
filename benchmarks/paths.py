"""Which files a frame passes from the screen to the store, and a query from the field to its hits.

    python benchmarks/paths.py [REPO]

The real window of REPO (this checkout by default) runs on an X server of its own with its recorder, reader and store.
Every Python process of it notes the file of each function of ours that is called while a flag file lies there. Once
all is warm, the flag lies there (1) while a terminal prints new lines, which are recorded, read and stored, with nobody
touching the window, and (2) while a word is typed into the search field until the hits are there. Code that runs at
import does not count. What the window does by itself meanwhile (its status, thumbnails) counts in both.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock

HERE = Path(__file__).resolve().parent.parent
PASSPHRASE = "seven green kettles sing"
SCREEN = ["-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
TRACER = """
import os, sys, threading, time
ROOT, FLAG, OUT = (os.environ["PATHS_" + name] for name in ("ROOT", "FLAG", "OUT"))
OPTIMIZED = 1  # set for functions, not for modules and class bodies
noted, looked, there = set(), 0.0, False

def profile(frame, event, _argument):
    global looked, there
    code = frame.f_code
    if event != "call" or not code.co_flags & OPTIMIZED or not code.co_filename.startswith(ROOT):
        return
    now = time.monotonic()
    if now - looked > 0.02:
        looked, there = now, os.path.exists(FLAG)
        if not there:
            noted.clear()
    if there and code.co_filename not in noted:
        noted.add(code.co_filename)
        with open(OUT, "a") as file:
            file.write(code.co_filename[len(ROOT):] + "\\n")

threading.setprofile(profile)
sys.setprofile(profile)
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("repo", type=Path, nargs="?", default=HERE)
    repo = options.parse_args().repo.resolve()
    with tempfile.TemporaryDirectory(prefix="afterglow-paths-") as folder, TracedWindow(repo, Path(folder)) as window:
        frame = window.files_of_a_frame()
        query = window.files_of_a_query()
    for name, files in (
        ("A frame, from the screen to the store", frame),
        ("A query, from the field to its hits", query),
    ):
        print(f"\n{name}: {len(files)} files\n")
        print("\n".join(f"- {path}" for path in files))


class TracedWindow:
    """The program with its window and a terminal, on a virtual screen, every function call watched."""

    def __init__(self, repo: Path, folder: Path) -> None:
        self.repo, self.folder = repo, folder
        self.home, self.flag = folder / "home", folder / "flag"
        (folder / "tracer").mkdir()
        (folder / "tracer" / "sitecustomize.py").write_text(TRACER)
        secret = folder / "passphrase"
        secret.write_text(PASSPHRASE)
        self.display = f":{4000 + os.getpid() % 1000}"
        self.plain = os.environ | {
            "DISPLAY": self.display,
            "HOME": str(folder),
            "PYTHONPATH": str(repo),
            "AFTERGLOW_PASSPHRASE_FILE": str(secret),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "QT_QPA_PLATFORM": "xcb",
            "TZ": "UTC",
        }
        self.processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> TracedWindow:
        self._start("Xvfb", self.display, *SCREEN)
        time.sleep(2)
        self._start("openbox")
        made = self.folder / "first"
        made.mkdir()
        sample = self.repo / "assets" / "day"
        rows = [json.loads(line) for line in (sample / "metadata.jsonl").read_text("utf-8").splitlines()]
        for row in rows[:12]:
            shutil.copy(sample / row["file"], made / Path(row["file"]).name)
        lines = [json.dumps(row | {"file": Path(row["file"]).name}) for row in rows[:12]]
        (made / "metadata.jsonl").write_text("\n".join(lines))
        self._run("import", str(made), "--metadata", str(made / "metadata.jsonl"))
        # A checkout from before the first run asked for consent has none to give.
        consent = (
            f"from pathlib import Path; from tests.consent import give_consent; give_consent(Path({str(self.home)!r}))"
        )
        subprocess.run([sys.executable, "-c", consent], env=self.plain, cwd=self.repo, check=False)
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self.processes):
            process.terminate()
            process.wait(timeout=30)

    def files_of_a_frame(self) -> list[str]:
        with self._watched("frame"):
            script = "i=0; while true; do i=$((i+1)); echo line $i of the harbour ledger; sleep 2; done"
            self._start("xterm", "-geometry", "100x50+900+0", "-fs", "14", "-e", "sh", "-c", script)
            time.sleep(25)  # everything has run once
            return self._during(20)

    def files_of_a_query(self) -> list[str]:
        with self._watched("query"):
            time.sleep(10)
            for text in ("ledger", "harbour"):
                self._keys("key", "ctrl+k")
                self._keys("key", "ctrl+a")
                self._keys("type", "--delay", "80", text)
                time.sleep(8)
            self.flag.touch()
            self._keys("key", "ctrl+a")
            self._keys("type", "--delay", "80", "report")
            return self._during(6)

    def _during(self, seconds: float) -> list[str]:
        self.flag.touch()
        time.sleep(seconds)
        self.flag.unlink()
        time.sleep(1)
        names = {line for path in self.folder.glob("called-*") for line in path.read_text("utf-8").splitlines()}
        for path in self.folder.glob("called-*"):
            path.unlink()
        return sorted(name for name in names if name.split("/")[0] in ("app", "base", "capture", "memory", "ui"))

    @contextlib.contextmanager
    def _watched(self, name: str) -> Iterator[None]:
        traced = self.plain | {
            "PYTHONPATH": f"{self.folder / 'tracer'}:{self.repo}",
            "PATHS_ROOT": f"{self.repo}/",
            "PATHS_FLAG": str(self.flag),
            "PATHS_OUT": str(self.folder / f"called-{name}"),
        }
        before = len(self.processes)
        with contextlib.ExitStack() as stack:
            if name == "query":  # who holds this lock records; the window then does not
                stack.enter_context(FileLock(self.home / "recorder.lock"))
            command = [sys.executable, "-m", "app.main", "--home", str(self.home)]
            self.processes.append(subprocess.Popen(command, env=traced, cwd=self.repo))
            time.sleep(20)
            yield
        for process in reversed(self.processes[before:]):
            process.terminate()
            process.wait(timeout=60)
        del self.processes[before:]

    def _start(self, *command: str) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.processes.append(subprocess.Popen(command, env=self.plain, **quiet))  # type: ignore[call-overload]

    def _run(self, *words: str) -> None:
        command = [sys.executable, "-m", "app.main", "--home", str(self.home), *words]
        subprocess.run(command, env=self.plain, cwd=self.repo, check=True, stdout=subprocess.DEVNULL)

    def _keys(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.plain, check=True)


if __name__ == "__main__":
    main()
