"""Autostart: Afterglow starts with the person's session.

Linux: a desktop file in the XDG autostart folder. macOS: a launch agent. Windows: a value under the Run key. Only the
first has been run; the two others are tested for what they write. Any thread may call.
"""

from __future__ import annotations

import contextlib
import os
import plistlib
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from base.errors import BadInput, file_fault

NAME = "afterglow"
LABEL = "io.github.afterglow_memory.Afterglow"
_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"


class AutostartPlace(Protocol):
    """Where the system looks for what it starts with the session."""

    def put(self, command: Sequence[str]) -> None:
        """Raises OSError."""

    def remove(self) -> None:
        """Does nothing where nothing was put. Raises OSError."""


class DesktopFile:
    def __init__(self, folder: Path) -> None:
        self.path = folder / f"{NAME}.desktop"

    def put(self, command: Sequence[str]) -> None:
        words = " ".join(_quote(word) for word in command)
        gone_with = f"TryExec={command[0]}"  # once the program is removed, the session passes over the entry
        lines = ("[Desktop Entry]", "Type=Application", "Name=Afterglow", f"Exec={words}", gone_with, "Terminal=false")
        _write(self.path, ("\n".join((*lines, "X-GNOME-Autostart-enabled=true")) + "\n").encode())

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


class LaunchAgent:
    def __init__(self, folder: Path) -> None:
        self.path = folder / f"{LABEL}.plist"

    def put(self, command: Sequence[str]) -> None:
        agent = {"Label": LABEL, "ProgramArguments": list(command), "RunAtLoad": True, "ProcessType": "Interactive"}
        _write(self.path, plistlib.dumps(agent))

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


class RunKey:
    """Has not been run."""

    def put(self, command: Sequence[str]) -> None:
        import subprocess
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:  # type: ignore[attr-defined, unused-ignore]
            line = subprocess.list2cmdline(command)
            winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, line)  # type: ignore[attr-defined, unused-ignore]

    def remove(self) -> None:
        import winreg

        with (
            contextlib.suppress(FileNotFoundError),
            winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key,  # type: ignore[attr-defined, unused-ignore]
        ):
            winreg.DeleteValue(key, NAME)  # type: ignore[attr-defined, unused-ignore]


def find_autostart_place() -> AutostartPlace:
    if sys.platform == "win32":
        return RunKey()
    if sys.platform == "darwin":
        return LaunchAgent(Path.home() / "Library" / "LaunchAgents")
    return DesktopFile(Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "autostart")


def start_with_session(wanted: bool, home: Path, where: AutostartPlace) -> None:
    """Set it up, or take it back. Raises BadInput where the system does not let us."""
    try:
        if wanted:
            where.put((*own_command(), "--home", str(home), "--background"))
        else:
            where.remove()
    except OSError as fault:
        raise BadInput(
            f"starting at login could not be turned {'on' if wanted else 'off'}: {file_fault(fault)}"
        ) from None


def own_command() -> tuple[str, ...]:
    """What starts this very installation: the AppImage, the built program, or the launcher beside the interpreter."""
    interpreter = Path(sys.executable)
    image, mounted = os.environ.get("APPIMAGE"), os.environ.get("APPDIR")
    if image and mounted and interpreter.is_relative_to(mounted):  # the mounted folder is gone with the session
        return (image,)
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    launcher = interpreter.with_name(f"{NAME}{interpreter.suffix if interpreter.suffix == '.exe' else ''}")
    return (str(launcher),) if launcher.is_file() else (sys.executable, "-m", "app.main")


def _quote(word: str) -> str:
    """As the Desktop Entry Specification asks: percent signs are doubled, a word that is not plain is quoted."""
    word = word.replace("%", "%%")
    if shlex.quote(word) == word:
        return word
    escaped = "".join(f"\\\\{char}" if char in '"`$\\' else char for char in word)
    return f'"{escaped}"'


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)
