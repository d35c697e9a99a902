"""The one QApplication, and the window shown in it until the person leaves. Main thread; the composition root calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from memory.api import ArchiveApi
from ui.control import ExportControl, LockControl, RecordingControl, UiSettings
from ui.shell.signals import QuitOnSignals
from ui.theme import Look
from ui.window import MainWindow


def make_application(arguments: list[str]) -> QApplication:
    """The one QApplication; call it before any widget, on the main thread."""
    QGuiApplication.setApplicationName("Afterglow")
    QGuiApplication.setDesktopFileName("afterglow")
    app = QApplication(arguments)
    app.setQuitOnLastWindowClosed(False)
    return app


def run(
    archive: ArchiveApi | None,
    recording: RecordingControl,
    lock: LockControl,
    export: ExportControl,
    *,
    settings: UiSettings,
    clock: Callable[[], datetime],
    zone: ZoneInfo,
    started: Callable[[MainWindow], None] = lambda _window: None,
) -> int:
    """Show the window and run until the person leaves; the exit code. Main thread; blocks."""
    app = make_application(["afterglow"])
    look = Look(app, settings.theme)
    window = MainWindow(archive, recording, lock, export, look=look, settings=settings, clock=clock, zone=zone)
    window.leaving.connect(app.quit)
    window.show()
    signals = QuitOnSignals(app)
    started(window)
    try:
        return app.exec()
    finally:
        signals.close()
        window.shut_down()
