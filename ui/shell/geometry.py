"""Saves and restores the window's geometry, as Qt's bytes in a file of its own. The application calls it. UI thread.

The file holds nothing of what the window showed. If it cannot be read, the window has its default size, limited to the
screen.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QWidget

from base.files import replace_atomically

FRAME_SIZE = QSize(16, 48)
"""Approximate size of the borders and the title bar; a window knows its own only after it is shown."""


def restore_geometry(window: QWidget, file: Path | None) -> None:
    """Called before the window is shown. Qt moves a window whose screen is no longer there."""
    saved = QByteArray()
    if file is not None:
        with suppress(OSError):
            saved = QByteArray.fromHex(file.read_bytes())
    if not window.restoreGeometry(saved):
        available = window.screen().availableGeometry().size() - FRAME_SIZE
        window.resize(window.size().boundedTo(available).expandedTo(window.minimumSize()))


def save_geometry(window: QWidget, file: Path | None) -> None:
    if file is not None:
        with suppress(OSError):
            replace_atomically(file, bytes(window.saveGeometry().toHex().data()), sync=False)
