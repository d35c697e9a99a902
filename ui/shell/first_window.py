"""Local socket by which a second start brings up the first one's window (QLocalServer).

The application creates it. UI thread. Only this account can open the socket (a named pipe on Windows). Nothing is read
from it: connecting is the whole message, so nobody can feed data in. The caller knows which start is the first.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

CONNECT_TIMEOUT_MS = 3000
"""The first window may still be starting."""


class FirstWindow(QObject):
    """Listens at `address` until it is closed. Removes the socket that a crashed program may have left there."""

    called = Signal()

    def __init__(self, address: str) -> None:
        super().__init__()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        QLocalServer.removeServer(address)
        self.listening = self._server.listen(address)

    def _accept(self) -> None:
        while self._server.hasPendingConnections():
            connection = self._server.nextPendingConnection()
            connection.disconnected.connect(connection.deleteLater)
            connection.abort()
        self.called.emit()

    def close(self) -> None:
        """Removes the socket's file too."""
        self._server.close()


def call_first_window(address: str) -> bool:
    """Called by a second start. False if nothing listens at `address`."""
    _app = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    socket = QLocalSocket()
    socket.connectToServer(address)
    connected = socket.waitForConnected(CONNECT_TIMEOUT_MS)
    socket.abort()
    return connected
