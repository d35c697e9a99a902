"""What a desktop wants beside the program: menu entry, icons, metainfo. One list for the .deb and the AppImage."""

import os
import shutil
import subprocess
from pathlib import Path

ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
FILES = {
    "packaging/afterglow.desktop": "share/applications/afterglow.desktop",
    "packaging/io.github.afterglow_memory.Afterglow.metainfo.xml": (
        "share/metainfo/io.github.afterglow_memory.Afterglow.metainfo.xml"
    ),
    "assets/icons/afterglow.svg": "share/icons/hicolor/scalable/apps/afterglow.svg",
}
"""From the project's root to a prefix such as /usr."""

_DRAW = """
import sys
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pathlib import Path
app = QGuiApplication([])
drawing = QSvgRenderer(sys.argv[1])
for size in map(int, sys.argv[3:]):
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    target = Path(sys.argv[2], f"{size}x{size}", "apps", "afterglow.png")
    target.parent.mkdir(parents=True, exist_ok=True)
    assert image.save(str(target)), target
"""


def install_desktop_files(prefix: Path, *, root: Path, python: Path) -> None:
    """Puts them below `prefix`; `python` (one that has Qt) draws the icon in every size."""
    for source, place in FILES.items():
        target = prefix / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / source, target)
    draw = [
        str(python),
        "-I",
        "-c",
        _DRAW,
        str(root / "assets/icons/afterglow.svg"),
        str(prefix / "share/icons/hicolor"),
    ]
    quiet = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([*draw, *map(str, ICON_SIZES)], check=True, env=quiet)
