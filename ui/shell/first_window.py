"""Local socket by which a second start wakes the first.

UI thread. The two meet at a local socket (a named pipe on Windows) that only this account can open. Nothing is read
from it: to connect is the whole message, so that there is nothing to be fed with. Who is first, the caller decides.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

CONNECT_TIMEOUT_MS = 3000
"""The first may be starting just now."""


class FirstWindow(QObject):
    """Listens at `address` until it is closed. What a crashed one left there is cleared away."""

    called = Signal()

    def __init__(self, address: str) -> None:
        super().__init__()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._came)
        QLocalServer.removeServer(address)
        self.listening = self._server.listen(address)

    def _came(self) -> None:
        while self._server.hasPendingConnections():
            visitor = self._server.nextPendingConnection()
            visitor.disconnected.connect(visitor.deleteLater)
            visitor.abort()
        self.called.emit()

    def close(self) -> None:
        """Takes the socket's file away too."""
        self._server.close()


def call_first_window(address: str) -> bool:
    """From a second start. False when nobody answers there."""
    _app = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    visitor = QLocalSocket()
    visitor.connectToServer(address)
    reached = visitor.waitForConnected(CONNECT_TIMEOUT_MS)
    visitor.abort()
    return reached
