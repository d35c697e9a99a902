"""Clipboard for secrets: what is copied here is cleared after a minute, and when the window quits.

The main window creates one, for recovery keys and for values of the vault. UI thread. It keeps a digest of the copied
text, never the text; what somebody copied since is left alone.
"""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

SECONDS = 60


class SecretClipboard(QObject):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._digest = b""
        self.timer = QTimer(self, interval=SECONDS * 1000)
        self.timer.timeout.connect(self.clear)

    def copy(self, secret: str) -> None:
        """Clipboard histories that know the hint (KDE's, KeePassXC's convention) do not keep it."""
        data = QMimeData()
        data.setText(secret)
        data.setData("x-kde-passwordManagerHint", b"secret")
        QGuiApplication.clipboard().setMimeData(data)
        self._digest = _digest(secret)
        self.timer.start()

    def clear(self) -> None:
        """Does nothing unless the clipboard still holds what was copied."""
        self.timer.stop()
        held, self._digest = self._digest, b""
        if held and _digest(QGuiApplication.clipboard().text()) == held:
            QGuiApplication.clipboard().clear()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
