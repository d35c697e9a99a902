"""The main window: navigation, search field and recording pill around the pages, and who listens to whom.

UI thread. The archive is handed in and may be swapped at any time; None means locked and clears every remembered thing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from memory.api import AfterglowError, ArchiveApi
from memory.records import Forgotten, Hit, Moment
from ui import words
from ui.control import ExportControl, LockControl, Recording, RecordingControl, UiSettings, UiStatus
from ui.export.dialog import ExportDialog
from ui.icons import app_icon, icon
from ui.jobs import Jobs
from ui.lock.page import LockPage
from ui.moment.page import MomentPage, Opened
from ui.pictures import Thumbnails
from ui.search.page import SearchPage
from ui.shell.banner import Banner
from ui.shell.confirm import Confirm
from ui.shell.pill import FORGET_MINUTES, StatusPill
from ui.shell.rail import Rail
from ui.shell.shortcuts import Shortcuts
from ui.shell.signals import QuitOnSignals
from ui.shell.tray import Tray
from ui.theme import XL, L, Look, M
from ui.timeline.page import TimelinePage

HINT = "Search your memory:  a word, “exact words”,  app:terminal,  yesterday afternoon …"
_REFRESH_MS = 3000
"""New moments show at most this often."""


class MainWindow(QMainWindow):
    leaving = Signal()
    """The person closed the window for good."""

    def __init__(
        self,
        *,
        archive: ArchiveApi | None,
        recording: RecordingControl,
        lock: LockControl,
        export: ExportControl,
        look: Look,
        settings: UiSettings,
        clock: Callable[[], datetime],
        zone: ZoneInfo,
        export_folder: Path,
    ) -> None:
        super().__init__()
        self._recording, self._lock, self._export = recording, lock, export
        self._look, self._settings, self._clock, self._zone = look, settings, clock, zone
        self._export_folder = export_folder
        self._archive: ArchiveApi | None = None
        self._return_to: QWidget | None = None
        self._closing = False
        self.jobs = Jobs()
        self._control_lane, self._forget_lane, self._lock_lane = (self.jobs.lane() for _ in range(3))
        self.thumbnails = Thumbnails(self.jobs, self)
        self._make_pages()
        self._make_frame()
        self._connect()
        self._make_shortcuts()
        self._unsubscribe = [
            recording.subscribe(lambda status: self.jobs.bridge.post(lambda: self._status_changed(status))),
            lock.subscribe(lambda: self.jobs.bridge.post(self._lock_changed)),
        ]
        self._show_status(recording.status())
        self.set_archive(archive)

    # Building

    def _make_pages(self) -> None:
        common = {"look": self._look, "jobs": self.jobs, "zone": self._zone, "clock": self._clock}
        self.timeline = TimelinePage(thumbnails=self.thumbnails, **common)  # type: ignore[arg-type]
        self.search = SearchPage(thumbnails=self.thumbnails, **common)  # type: ignore[arg-type]
        self.moment = MomentPage(**common)  # type: ignore[arg-type]
        self.lock_page = LockPage(lock=self._lock, jobs=self.jobs)
        self.pages = QStackedWidget()
        for page in (self.timeline, self.search, self.moment, self.lock_page):
            page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.pages.addWidget(page)

    def _make_frame(self) -> None:
        self.setWindowTitle("Afterglow")
        self.setWindowIcon(app_icon())
        self.resize(1280, 860)
        self.setMinimumSize(880, 600)
        self.rail = Rail(self._look)
        self.rail.add_page("Timeline", "timeline", "Timeline (Ctrl+1)")
        self.rail.add_page("Search", "search", "Search (Ctrl+K)")
        self.rail.add_action("Export", "export", "Export memories (Ctrl+E)", self.open_export)
        self.rail.add_action("Lock", "lock", "Lock the memory (Ctrl+L)", self.lock_memory)
        self.rail.add_action("Keys", "keyboard", "Every key (F1)", self.open_shortcuts, always=True)
        self.banner = Banner(self._look)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._top_bar())
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

    def _top_bar(self) -> QWidget:
        self.field = QLineEdit()
        self.field.setProperty("role", "search")
        self.field.setPlaceholderText(HINT)
        self.field.setAccessibleName("Search your memory")
        self.field.installEventFilter(self)
        self._glass = QAction(self.field)
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._wipe = QAction("Clear the search", self.field)
        self._wipe.triggered.connect(self.field.clear)
        self._wipe.setVisible(False)
        self.field.addAction(self._wipe, QLineEdit.ActionPosition.TrailingPosition)
        self._look.changed.connect(self._tint)
        self._tint()
        self.pill = StatusPill(self._look, self._clock)
        bar = QWidget()
        bar.setObjectName("top")
        row = QHBoxLayout(bar)
        row.setContentsMargins(XL, L, XL, 0)
        row.setSpacing(L)
        row.addWidget(self.field, 100)
        row.addStretch(1)
        row.addWidget(self.pill)
        return bar

    def _tint(self) -> None:
        self._glass.setIcon(icon("search", self._look.tokens))
        self._wipe.setIcon(icon("close", self._look.tokens))

    def _connect(self) -> None:
        self.rail.chosen.connect(self._navigate)
        self.field.textEdited.connect(self._typed)
        self.field.textChanged.connect(self._text_changed)
        self.search.opened.connect(self._open_hit)
        self.search.left.connect(self.focus_search)
        self.search.suggested.connect(self._suggest)
        self.timeline.opened.connect(lambda frame: self._open(Opened(frame)))
        self.moment.closed.connect(self.back)
        self.moment.locate.connect(self._locate)
        for page in (self.timeline, self.moment):
            page.failed.connect(self.show_error)
        self.lock_page.unlocked.connect(self.set_archive)
        self.pill.pause.connect(self._pause)
        self.pill.resume.connect(self._resume)
        self.pill.forget.connect(self.confirm_forget)
        self._refresh = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._refresh.timeout.connect(self.timeline.refresh)
        self._minute = QTimer(self, interval=15_000)
        self._minute.timeout.connect(lambda: self._show_status(self.pill.status))
        self._make_tray()

    def _make_tray(self) -> None:
        self.tray = Tray(self._clock)
        self.tray.show_window.connect(self.bring_up)
        self.tray.search.connect(self.bring_up)
        self.tray.search.connect(self.focus_search)
        self.tray.pause.connect(self._pause)
        self.tray.resume.connect(self._resume)
        self.tray.lock.connect(self.lock_memory)
        self.tray.leave.connect(self.quit)

    def _make_shortcuts(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+K", self.focus_search),
            ("Ctrl+F", self.focus_search),
            ("Ctrl+1", lambda: self._navigate("Timeline")),
            ("Ctrl+2", self.focus_search),
            ("Ctrl+G", self._choose_day),
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
        open_ = archive is not None
        self._forget_lane.cancel()
        self._return_to = None
        self.banner.hide()
        for dialog in self.findChildren(ExportDialog):
            dialog.close()
        self.field.clear()
        for part in (self.thumbnails, self.timeline, self.search, self.moment):
            part.set_archive(archive)
        self.field.setVisible(open_)
        self.rail.show_open(open_)
        self._tell_fault(self.pill.status)
        if open_:
            self._navigate("Timeline")
        else:
            self.pages.setCurrentWidget(self.lock_page)
            self.lock_page.enter()

    def lock_memory(self) -> None:
        if self._archive is None:
            return
        self.set_archive(None)
        self._lock_lane.run(self._lock.lock, lambda _none: None, self.show_error)

    def _lock_changed(self) -> None:
        if self._lock.locked() and self._archive is not None:
            self.set_archive(None)

    # Where the person is

    def _navigate(self, name: str) -> None:
        if self._archive is None:
            return
        page: QWidget = self.search if name == "Search" else self.timeline
        self.pages.setCurrentWidget(page)
        self.rail.show_page(name)
        if name == "Search":
            self.field.setFocus()
        else:
            self.timeline.setFocus()

    def focus_search(self) -> None:
        if self._archive is not None:
            self._navigate("Search")
            self.field.selectAll()

    def _choose_day(self) -> None:
        if self._archive is not None:
            self._navigate("Timeline")
            self.timeline.header.open_calendar()

    def back(self) -> None:
        """Out of the moment, then out of the search, then to the timeline."""
        here = self.pages.currentWidget()
        if here is self.moment:
            target = self._return_to or self.timeline
            self.pages.setCurrentWidget(target)
            self.rail.show_page("Search" if target is self.search else "Timeline")
            self.search.results.setFocus() if target is self.search else self.timeline.setFocus()
        elif here is self.search and self.field.text():
            self.field.clear()
            self.field.setFocus()
        elif here is self.search:
            self._navigate("Timeline")
        elif self.banner.isVisible():
            self.banner.hide()

    def _typed(self, _text: str) -> None:
        if self._archive is not None and self.pages.currentWidget() is not self.search:
            self.pages.setCurrentWidget(self.search)
            self.rail.show_page("Search")

    def _text_changed(self, text: str) -> None:
        self._wipe.setVisible(bool(text))
        self.search.ask(text)

    def _suggest(self, text: str) -> None:
        self.field.setText(text)
        self.field.setFocus()

    def _open_hit(self, hit: Hit) -> None:
        self._open(Opened(hit.frame, hit.boxes))

    def _open(self, opened: Opened) -> None:
        self._return_to = self.pages.currentWidget()
        self.moment.open(opened)
        self.pages.setCurrentWidget(self.moment)
        self.moment.setFocus()

    def _locate(self, moment: Moment) -> None:
        self._navigate("Timeline")
        self.timeline.go_to(moment.at.astimezone(self._zone).date(), frame=moment.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter lead from the field into the results."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.pages.currentWidget() is self.search:
                self.search.results.enter()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter_pressed()
                return True
        return super().eventFilter(watched, event)

    def _enter_pressed(self) -> None:
        if self.search.ready:
            self.search.results.open_first()
        else:
            self._typed("")
            self.search.ask(self.field.text(), now=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.pages.currentWidget() is self.moment:
            self.moment.copy_text()
        else:
            super().keyPressEvent(event)

    # The recorder

    def _status_changed(self, status: UiStatus) -> None:
        before = self.pill.status
        self._show_status(status)
        if status.message != before.message:
            self._tell_fault(status)
        if before.state is Recording.FAULT and status.state is not Recording.FAULT:
            self.banner.hide()
        if status.last_kept != before.last_kept and not self._refresh.isActive():
            self._refresh.start()

    def _tell_fault(self, status: UiStatus) -> None:
        if status.state is Recording.FAULT and status.message:
            self.banner.say("Your screen is not being remembered", status.message)

    def _show_status(self, status: UiStatus) -> None:
        self.pill.show_status(status)
        self.tray.show_status(status)
        counting = status.state is Recording.PAUSED and status.until is not None
        if counting != self._minute.isActive():
            self._minute.start() if counting else self._minute.stop()

    def _pause(self, minutes: int | None) -> None:
        self._control_lane.run(lambda: self._recording.pause(minutes), self._controlled, self.show_error)

    def _resume(self) -> None:
        self._control_lane.run(self._recording.resume, self._controlled, self.show_error)

    def _controlled(self, _none: None) -> None:
        self._status_changed(self._recording.status())

    def confirm_forget(self, minutes: int = FORGET_MINUTES) -> None:
        dialog = Confirm(
            title=f"Forget the last {minutes} minutes?",
            words="Everything kept in that time is removed for good: pictures, text and traces in the index. "
            "This cannot be undone.",
            action="Forget",
            parent=self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._forget(minutes))
        dialog.open()

    def _forget(self, minutes: int) -> None:
        self._forget_lane.run(lambda: self._recording.forget_last(minutes), self._forgotten, self.show_error)

    def _forgotten(self, forgotten: Forgotten) -> None:
        self.statusBar().showMessage(f"Forgotten: {words.count_words(forgotten.moments, 'moment')}", 6000)
        self.thumbnails.set_archive(self._archive)
        self.moment.set_archive(self._archive)
        self.search.set_archive(self._archive)
        self.search.ask(self.field.text())
        self.timeline.set_archive(self._archive)
        if self.pages.currentWidget() is self.moment:
            self.back()

    # Dialogs and errors

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
        if not self._closing and self.tray.present and self._settings.stay_in_tray:
            self.hide()
            event.ignore()
            return
        self.shut_down()
        super().closeEvent(event)
        self.leaving.emit()

    def shut_down(self) -> None:
        """End every job, timer and subscription; the archive belongs to the one who gave it. Twice does no harm."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe = []
        for timer in self.findChildren(QTimer):
            timer.stop()
        self.tray.close()
        self.jobs.close()


def build_window(
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
) -> MainWindow:
    """`archive` None: locked, or not set up yet. The clock gives aware UTC; `zone` is the person's."""
    return MainWindow(
        archive=archive,
        recording=recording,
        lock=lock,
        export=export,
        look=look,
        settings=settings,
        clock=clock,
        zone=zone,
        export_folder=export_folder or Path.home(),
    )


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
    window = build_window(archive, recording, lock, export, look=look, settings=settings, clock=clock, zone=zone)
    window.leaving.connect(app.quit)
    window.show()
    signals = QuitOnSignals(app)
    started(window)
    try:
        return app.exec()
    finally:
        signals.close()
        window.shut_down()


__all__ = ["MainWindow", "build_window", "make_application", "run"]
