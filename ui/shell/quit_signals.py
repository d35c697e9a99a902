"""SIGINT and SIGTERM (the end of the session) quit the application, through a wake-up socket.

The application creates it. UI thread. Python runs a signal handler only between two of its instructions, and there are
none while Qt's event loop waits: so the signal writes to a socket that wakes the loop.
"""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier


class QuitOnSignals(QObject):
    def __init__(self, app: QCoreApplication) -> None:
        super().__init__()
        self._app = app
        self._ours, self._wake = socket.socketpair()
        for end in (self._ours, self._wake):
            end.setblocking(False)
        self._previous_fd = signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._quit)

    def _quit(self) -> None:
        self._ours.recv(64)
        self._app.exit()  # `quit` would ask the windows, and a window may ask the person

    def close(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._previous_fd)
        for end in (self._ours, self._wake):
            end.close()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL if number == signal.SIGTERM else signal.default_int_handler)
