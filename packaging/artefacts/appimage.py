"""The AppImage: the private tree in a squashed image behind the AppImage project's run time.

That run time is a small program of theirs and in no package index, so it is not fetched here: APPIMAGE_RUNTIME names
the file. Without it the image alone is made; it can be mounted or unpacked, and AppRun in it starts Afterglow.
"""

import os
import shutil
import subprocess
from pathlib import Path

from artefacts.desktop_files import install_desktop_files

RUN = """#!/bin/sh
# Started by the AppImage's run time, or by hand from the unpacked image.
here=$(dirname "$(readlink -f "$0")")
export APPDIR="${APPDIR:-$here}"
exec "$here/opt/afterglow/bin/afterglow" "$@"
"""


def build_appdir(tree: Path, appdir: Path, *, root: Path, python: Path) -> None:
    """Lays out `appdir` anew as the AppImage specification asks."""
    shutil.rmtree(appdir, ignore_errors=True)
    (appdir / "opt").mkdir(parents=True)
    subprocess.run(["cp", "-al", str(tree), str(appdir / "opt/afterglow")], check=True)
    install_desktop_files(appdir / "usr", root=root, python=python)
    (appdir / "AppRun").write_text(RUN)
    (appdir / "AppRun").chmod(0o755)
    shutil.copyfile(root / "packaging/afterglow.desktop", appdir / "afterglow.desktop")
    shutil.copyfile(root / "assets/icons/afterglow.svg", appdir / "afterglow.svg")
    (appdir / ".DirIcon").symlink_to("usr/share/icons/hicolor/256x256/apps/afterglow.png")


def squash(appdir: Path, image: Path) -> None:
    """Raises SystemExit with advice where mksquashfs is not installed."""
    if shutil.which("mksquashfs") is None:
        raise SystemExit("mksquashfs is not installed (Debian: squashfs-tools)")
    image.unlink(missing_ok=True)
    options = ["-root-owned", "-noappend", "-comp", "zstd", "-Xcompression-level", "9", "-no-progress", "-quiet"]
    subprocess.run(["mksquashfs", str(appdir), str(image), *options], check=True)


def join(runtime: Path, image: Path, target: Path) -> None:
    """An AppImage of type 2 is the run time's bytes and then the image's."""
    head = runtime.read_bytes()
    if head[:4] != b"\x7fELF" or head[8:11] != b"AI\x02":
        raise SystemExit(f"{runtime} is not the run time of an AppImage of type 2")
    with target.open("wb") as file, image.open("rb") as body:
        file.write(head)
        shutil.copyfileobj(body, file)
    target.chmod(0o755)


def build_appimage(tree: Path, work: Path, target: Path, *, root: Path, version: str) -> Path:
    """Returns the AppImage in `target`, or the image alone where APPIMAGE_RUNTIME names no run time."""
    appdir = work / "AppDir"
    build_appdir(tree, appdir, root=root, python=tree / "bin/python3")
    name = f"Afterglow-{version}-{os.uname().machine}"
    image = work / f"{name}.squashfs"
    squash(appdir, image)
    runtime = os.environ.get("APPIMAGE_RUNTIME")
    result = target / (f"{name}.AppImage" if runtime else image.name)
    if runtime:
        join(Path(runtime), image, result)
    else:
        print(
            "APPIMAGE_RUNTIME names no run time: the image alone is made, not an AppImage that can be started by itself"
        )
        image.replace(result)
    return result
