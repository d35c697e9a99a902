"""The program under measurement, as a subprocess on a throw-away home, and the questions that it is asked meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from throwaway import PASSPHRASE, new_home  # sets the import path

ROOT = Path(__file__).resolve().parent.parent


class Program:
    """`record` starts recording everything on a display; the questions each start a process of their own."""

    def __init__(self, folder: Path, surroundings: dict[str, str]) -> None:
        self.home = folder / "memory"
        self._secret = folder / "passphrase"
        self._secret.write_text(PASSPHRASE + "\n")
        new_home(self.home)
        temporary = folder / "tmp"
        temporary.mkdir()
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("AFTERGLOW", "XDG_")) and name != "WAYLAND_DISPLAY"
        }
        self._env = {**kept, **surroundings, "TMPDIR": str(temporary), "TZ": "UTC"}
        self._env["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
        self._said = folder / "said"

    @property
    def spool(self) -> Path:
        return self.home / "spool"

    def record(self, seconds: float) -> subprocess.Popen[bytes]:
        command = self._command("record", "--seconds", f"{seconds:.0f}", "--json")
        with self._said.open("wb") as said:
            return subprocess.Popen(command, env=self._env, cwd=ROOT, stdout=said, start_new_session=True)

    def recorded(self) -> dict[str, int]:
        """What `record` counted; empty when it did not come to its end."""
        text = self._said.read_text() if self._said.exists() else ""
        counts: dict[str, int] = json.loads(text) if text.strip() else {}
        return counts

    def shows(self, word: str) -> bool:
        """Whether a search finds a moment whose text carries this word."""
        hits = self._ask("search", word)["hits"]
        return any(word in "".join(hit["text"].lower().split()) for hit in hits)

    def stats(self) -> dict[str, Any]:
        return self._ask("stats")

    def apps(self, since: datetime) -> dict[str, int]:
        """Moments for each app, from the timelines of the days that the run touched."""
        counts: Counter[str] = Counter()
        day, last = since.date(), datetime.now(UTC).date()
        while day <= last:
            counts.update(row["app"] or "unknown" for row in self._ask("timeline", "--day", f"{day}")["moments"])
            day += timedelta(days=1)
        return dict(counts.most_common())

    def _ask(self, *words: str) -> dict[str, Any]:
        command = self._command(*words, "--json")
        done = subprocess.run(command, env=self._env, cwd=ROOT, check=True, capture_output=True, timeout=120)
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def _command(self, *words: str) -> list[str]:
        secret = ("--passphrase-file", str(self._secret))
        return [sys.executable, "-m", "app.main", "--home", str(self.home), *secret, *words]
