"""The QApplication: creates it, shows the window and runs the event loop. The composition root calls it, on the main
thread."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from memory.archive.api import ArchiveApi
from ui.kit.i18n import Language
from ui.kit.ports import (
    Asking,
    ExportControl,
    FirstRunControl,
    LockControl,
    RecordingControl,
    SettingsControl,
    UiSettings,
)
from ui.kit.theme import Look
from ui.shell.crash_report import CrashWatch
from ui.shell.first_window import FirstWindow
from ui.shell.geometry import restore_geometry, save_geometry
from ui.shell.main_window import MainWindow
from ui.shell.quit_signals import QuitOnSignals


def make_application(arguments: list[str]) -> QApplication:
    """The one QApplication, created by the first call. Main thread, before any widget."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QGuiApplication.setApplicationName("Afterglow")
    QGuiApplication.setDesktopFileName("afterglow")
    app = QApplication(arguments)
    app.setQuitOnLastWindowClosed(False)
    return app


def freeze_objects() -> None:
    """Excludes all present objects from garbage collection. Called once the window is built: the window's objects stay,
    and a collection through all of them took 36 ms while the wheel was turned."""
    gc.freeze()


def run(
    archive: ArchiveApi | None,
    recording: RecordingControl,
    lock: LockControl,
    export: ExportControl,
    asking: Asking,
    preferences: SettingsControl,
    *,
    first_run: FirstRunControl,
    settings: UiSettings,
    clock: Callable[[], datetime],
    zone: ZoneInfo,
    address: str = "",
    background: bool = False,
    geometry_file: Path | None = None,
    on_start: Callable[[MainWindow], None] = lambda _window: None,
) -> int:
    """Shows the window and runs until the person quits; returns the exit code. Main thread; blocks. `address`: the
    socket through which a second start brings this window up. `background`: only the tray is shown at first, where
    there is one and the first run is over. `geometry_file`: holds the window's last place and size."""
    app = make_application(["afterglow"])
    language = Language(app, settings.language)
    look = Look(app, settings.theme)
    ports = (recording, lock, export, asking, preferences)
    window = MainWindow(
        archive, *ports, look=look, clock=clock, zone=zone, first_run=first_run, version=settings.version
    )
    window.leaving.connect(app.quit)
    restore_geometry(window, geometry_file)
    if not (background and not window.is_first_run and window.recording_controller.tray.is_available):
        window.show()
    first = FirstWindow(address) if address else None
    if first is not None:
        first.called.connect(window.bring_up)
    signals = QuitOnSignals(app)
    crashes = CrashWatch(window)
    crashes.start()
    on_start(window)
    freeze_objects()
    try:
        return app.exec()
    finally:
        crashes.stop()
        if first is not None:
            first.close()
        signals.close()
        language.uninstall()
        save_geometry(window, geometry_file)
        window.shut_down()
