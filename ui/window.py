"""The main window: the rail, the bar and the pages put together, and who listens to whom.

UI thread. The archive is handed in and may be swapped at any time; None means locked and clears every remembered thing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from memory.api import AfterglowError, ArchiveApi
from memory.records import Forgotten
from ui import words
from ui.control import ExportControl, LockControl, RecordingControl, UiSettings
from ui.export.dialog import ExportDialog
from ui.icons import app_icon
from ui.jobs import Jobs
from ui.lock.page import LockPage
from ui.moment.page import MomentPage
from ui.pictures import Thumbnails
from ui.search.page import SearchPage
from ui.shell.banner import Banner
from ui.shell.pages import Pages
from ui.shell.rail import Rail
from ui.shell.recorder import RecorderLine
from ui.shell.shortcuts import Shortcuts
from ui.shell.top import TopBar
from ui.theme import XL, Look, M
from ui.timeline.page import TimelinePage


class MainWindow(QMainWindow):
    leaving = Signal()
    """The person closed the window for good."""

    def __init__(
        self,
        archive: ArchiveApi | None,
        recording: RecordingControl,
        lock: LockControl,
        export: ExportControl,
        *,
        look: Look,
        settings: UiSettings,
        clock: Callable[[], datetime],
        zone: ZoneInfo,
        export_folder: Path | None = None,
    ) -> None:
        """`archive` None: locked, or not set up yet. The clock gives aware UTC; `zone` is the person's."""
        super().__init__()
        self._lock, self._export, self._export_folder = lock, export, export_folder or Path.home()
        self._look, self._settings, self._clock, self._zone = look, settings, clock, zone
        self._archive: ArchiveApi | None = None
        self._closing = False
        self.jobs = Jobs()
        self._lock_lane = self.jobs.lane()
        self.thumbnails = Thumbnails(self.jobs, self)
        self._make_rail()
        self.top = TopBar(look, clock)
        self.field, self.pill = self.top.field, self.top.pill
        self.banner = Banner(look)
        self._make_pages()
        self._make_frame()
        self.recorder = RecorderLine(
            recording, jobs=self.jobs, pill=self.pill, banner=self.banner, clock=clock, window=self
        )
        self._connect()
        self._make_shortcuts()
        self._unsubscribe = lock.subscribe(lambda: self.jobs.bridge.post(self._lock_changed))
        self.set_archive(archive)

    # Building

    def _make_rail(self) -> None:
        self.rail = Rail(self._look)
        self.rail.add_page("Timeline", "timeline", "Timeline (Ctrl+1)")
        self.rail.add_page("Search", "search", "Search (Ctrl+K)")
        self.rail.add_action("Export", "export", "Export memories (Ctrl+E)", self.open_export)
        self.rail.add_action("Lock", "lock", "Lock the memory (Ctrl+L)", self.lock_memory)
        self.rail.add_action("Keys", "keyboard", "Every key (F1)", self.open_shortcuts, always=True)

    def _make_pages(self) -> None:
        look, jobs, zone, clock = self._look, self.jobs, self._zone, self._clock
        self.timeline = TimelinePage(look=look, jobs=jobs, thumbnails=self.thumbnails, zone=zone, clock=clock)
        self.search = SearchPage(look=look, jobs=jobs, thumbnails=self.thumbnails, zone=zone, clock=clock)
        self.moment = MomentPage(look=look, jobs=jobs, zone=zone, clock=clock)
        self.lock_page = LockPage(lock=self._lock, jobs=jobs)
        self.pages = Pages(
            timeline=self.timeline,
            search=self.search,
            moment=self.moment,
            lock_page=self.lock_page,
            rail=self.rail,
            field=self.field,
        )

    def _make_frame(self) -> None:
        self.setWindowTitle("Afterglow")
        self.setWindowIcon(app_icon())
        self.resize(1280, 860)
        self.setMinimumSize(880, 600)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top)
        around = QVBoxLayout()
        around.setContentsMargins(XL, M, XL, 0)
        around.addWidget(self.banner)
        right.addLayout(around)
        right.addWidget(self.pages, 1)
        middle = QWidget()
        middle.setObjectName("page")
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        self.top.typed.connect(self.pages.typed)
        self.top.changed.connect(self.search.ask)
        self.top.down.connect(self.pages.enter_results)
        self.top.entered.connect(self.pages.enter_pressed)
        for part in (self.timeline, self.moment, self.recorder):
            part.failed.connect(self.show_error)
        self.lock_page.unlocked.connect(self.set_archive)
        self.recorder.kept.connect(self.timeline.refresh)
        self.recorder.forgotten.connect(self._forgotten)
        tray = self.recorder.tray
        tray.show_window.connect(self.bring_up)
        tray.search.connect(self.bring_up)
        tray.search.connect(self.focus_search)
        tray.lock.connect(self.lock_memory)
        tray.leave.connect(self.quit)

    def _make_shortcuts(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+K", self.focus_search),
            ("Ctrl+F", self.focus_search),
            ("Ctrl+1", lambda: self.pages.go("Timeline")),
            ("Ctrl+2", self.focus_search),
            ("Ctrl+G", self.pages.choose_day),
            ("Ctrl+L", self.lock_memory),
            ("Ctrl+E", self.open_export),
            ("Ctrl+P", self.pill.open_menu),
            ("Ctrl+Q", self.quit),
            ("F1", self.open_shortcuts),
            ("Escape", self.back),
        )
        for key, action in keys:
            QShortcut(QKeySequence(key), self).activated.connect(action)

    # The memory

    @property
    def archive(self) -> ArchiveApi | None:
        return self._archive

    def set_archive(self, archive: ArchiveApi | None) -> None:
        """Swap the memory; None clears everything that was shown from it, dialogs included."""
        self._archive = archive
        self.banner.hide()
        self.recorder.drop()
        for dialog in self.findChildren(ExportDialog):
            dialog.close()
        self.field.clear()
        for part in (self.thumbnails, self.timeline, self.search, self.moment):
            part.set_archive(archive)
        self.field.setVisible(archive is not None)
        self.pages.show_open(archive is not None)

    def lock_memory(self) -> None:
        if self._archive is None:
            return
        self.set_archive(None)
        self._lock_lane.run(self._lock.lock, lambda _none: None, self.show_error)

    def _lock_changed(self) -> None:
        if self._lock.locked() and self._archive is not None:
            self.set_archive(None)

    def _forgotten(self, forgotten: Forgotten) -> None:
        self.statusBar().showMessage(f"Forgotten: {words.count_words(forgotten.moments, 'moment')}", 6000)
        for part in (self.thumbnails, self.moment, self.search):
            part.set_archive(self._archive)
        self.search.ask(self.field.text())
        self.timeline.set_archive(self._archive)
        if self.pages.currentWidget() is self.moment:
            self.back()

    # Keys, dialogs and errors

    def focus_search(self) -> None:
        self.pages.focus_search()

    def back(self) -> None:
        if not self.pages.back():
            self.banner.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.pages.currentWidget() is self.moment:
            self.moment.copy_text()
        else:
            super().keyPressEvent(event)

    def show_error(self, error: AfterglowError) -> None:
        self.banner.tell(error)

    def open_shortcuts(self) -> None:
        dialog = Shortcuts(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def open_export(self) -> ExportDialog | None:
        if self._archive is None:
            return None
        view = self.timeline.view
        apps = tuple(sorted({head.app for head in view.moments if head.app})) if view is not None else ()
        dialog = ExportDialog(
            export=self._export,
            jobs=self.jobs,
            zone=self._zone,
            clock=self._clock,
            day=view.day if view is not None else None,
            apps=apps,
            folder=self._export_folder,
            parent=self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished_writing.connect(
            lambda count: self.statusBar().showMessage(f"Exported {words.count_words(count, 'moment')}", 8000)
        )
        dialog.open()
        return dialog

    # Coming and going

    def bring_up(self) -> None:
        self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def quit(self) -> None:
        self._closing = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closing and self.recorder.tray.present and self._settings.stay_in_tray:
            self.hide()
            event.ignore()
            return
        self.shut_down()
        super().closeEvent(event)
        self.leaving.emit()

    def shut_down(self) -> None:
        """End every job, timer and subscription; the archive belongs to the one who gave it. Twice does no harm."""
        self._unsubscribe()
        self._unsubscribe = lambda: None
        for timer in self.findChildren(QTimer):
            timer.stop()
        self.recorder.close()
        self.jobs.close()
