"""Saves and restores the window's geometry. UI thread.

Qt's numbers in a file of their own; nothing of what was shown. What cannot be read is no fault: the window then has its
usual size, as far as the screen has room for it.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QWidget

from base.files import replace_atomically

FRAME_SIZE = QSize(16, 48)
"""About what borders and a title bar take; a window knows its own only once it is shown."""


def restore_geometry(window: QWidget, file: Path | None) -> None:
    """Before the window is shown. Qt moves what stood on a screen that is gone."""
    if not (file is not None and window.restoreGeometry(_kept(file))):
        room = window.screen().availableGeometry().size() - FRAME_SIZE
        window.resize(window.size().boundedTo(room).expandedTo(window.minimumSize()))


def save_geometry(window: QWidget, file: Path | None) -> None:
    if file is not None:
        with suppress(OSError):
            replace_atomically(file, bytes(window.saveGeometry().toHex().data()), sync=False)


def _kept(file: Path) -> QByteArray:
    try:
        return QByteArray.fromHex(file.read_bytes())
    except OSError:
        return QByteArray()
