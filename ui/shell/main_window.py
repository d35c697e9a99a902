"""Main window: builds the top bar, sidebar and pages, and connects them.

The application creates it. UI thread. The archive is handed in and may be replaced at any time; None means locked, and
clears everything that was shown from the memory.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from base.errors import AfterglowError
from base.records.statistics import ForgetResult
from memory.archive.api import ArchiveApi
from memory.memories.memory import Memory
from ui.controls.toast import Toast
from ui.export.dialog import ExportDialog
from ui.first_run.flow import FirstRunFlow
from ui.kit import formatting
from ui.kit.banner import Banner
from ui.kit.i18n import tr
from ui.kit.icons import app_icon
from ui.kit.jobs import Jobs
from ui.kit.ports import (
    Asking,
    ExportControl,
    FirstRunControl,
    LockControl,
    Opener,
    RecordingControl,
    RecordingState,
    SettingsControl,
)
from ui.kit.theme import XL, FontWatch, Look, M
from ui.kit.thumbnails import Thumbnails
from ui.kit.widgets import BusyLine
from ui.lock.page import LockPage
from ui.lock.typing_guard import TypingGuard
from ui.moment.loader import MomentRequest
from ui.moment.page import MomentPage
from ui.recording.closing import Closing
from ui.recording.controller import RecordingController
from ui.recovery_key.clipboard import SecretClipboard
from ui.recovery_key.dialog import NewRecoveryKeyDialog
from ui.search.operators import format_operator
from ui.search.page import SearchPage
from ui.search.suggestions import SuggestionPopup
from ui.shell.help import AboutDialog, make_help_menu, open_beside
from ui.shell.navigation import Navigation
from ui.shell.pages import SHORTCUTS, PageSet
from ui.shell.shortcuts import ShortcutFilter, ShortcutSheet
from ui.shell.sidebar import Sidebar
from ui.shell.top_bar import TopBar
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
        asking: Asking,
        preferences: SettingsControl,
        *,
        look: Look,
        clock: Callable[[], datetime],
        zone: ZoneInfo,
        first_run: FirstRunControl,
        export_folder: Path | None = None,
        version: str = "",
    ) -> None:
        """`archive` None: locked, or not set up yet. The clock returns aware UTC; `zone` is the person's. Until the
        first run is over, nothing else of the window can be reached."""
        super().__init__()
        self._recording, self._asking, self._preferences = recording, asking, preferences
        self._lock, self._export, self._export_folder = lock, export, export_folder or Path.home()
        self._look, self._clock, self._zone = look, clock, zone
        self._archive: ArchiveApi | None = None
        self._closing, self._first_run = False, first_run
        self._version = version
        self.flow: FirstRunFlow | None = None
        """The first run, or the tour shown again, while it is open."""
        self.jobs = Jobs()
        self._lock_lane = self.jobs.lane()
        self.clipboard = SecretClipboard(self)
        self.thumbnails = Thumbnails(self.jobs, self)
        self._make_sidebar()
        self.top_bar = TopBar(look, clock)
        self.search_field, self.pill = self.top_bar.field, self.top_bar.pill
        self.banner = Banner(look)
        self.font_watch = FontWatch(self)
        self._make_pages()
        self._make_frame()
        self.recording_controller = RecordingController(
            recording, jobs=self.jobs, pill=self.pill, banner=self.banner, clock=clock, window=self
        )
        self.closing = Closing(
            self,
            self,
            preferences,
            jobs=self.jobs,
            look=look,
            has_tray=lambda: self.recording_controller.tray.is_available,
            is_recording=self._is_recording,
            stop_recording=lambda: self.recording_controller.pause(None),
            failed=self.show_error,
        )
        self._connect()
        self._make_shortcuts()
        self._unsubscribe = lock.subscribe(lambda: self.jobs.bridge.post(self._follow_lock))
        self.set_archive(archive)
        if first_run.step() is not None:
            self._show_flow(replay=False)

    # Building

    def _make_sidebar(self) -> None:
        self.sidebar = Sidebar(self._look)
        self.sidebar.add_page("Timeline", "timeline", "Ctrl+1")
        self.sidebar.add_page("Search", "search", "Ctrl+K")
        PageSet.add_to_sidebar(self.sidebar)
        self.sidebar.add_action(tr("Export"), "export", tr("Export memories (Ctrl+E)"), self.open_export)
        self.sidebar.add_action(tr("Lock"), "lock", tr("Lock the memory (Ctrl+L)"), self.lock_memory)
        self.help_entry = self.sidebar.add_action(tr("Help"), "help", tr("Help"), self.open_help, always=True)

    def _make_pages(self) -> None:
        look, jobs, zone, clock = self._look, self.jobs, self._zone, self._clock
        self.timeline = TimelinePage(look=look, jobs=jobs, thumbnails=self.thumbnails, zone=zone, clock=clock)
        self.search = SearchPage(look=look, jobs=jobs, thumbnails=self.thumbnails, zone=zone, clock=clock)
        self.suggestions = SuggestionPopup(self.search_field, jobs=jobs, clock=clock, parent=self)
        self.moment = MomentPage(look=look, jobs=jobs, zone=zone, clock=clock)
        self.page_set = PageSet(
            look=look,
            jobs=jobs,
            thumbnails=self.thumbnails,
            zone=zone,
            clock=clock,
            recording=self._recording,
            asking=self._asking,
            preferences=self._preferences,
            folder=self._export_folder,
        )
        self.lock_page = LockPage(lock=self._lock, look=look, jobs=jobs)
        self.navigation = Navigation(
            timeline=self.timeline,
            search=self.search,
            moment=self.moment,
            lock_page=self.lock_page,
            sidebar=self.sidebar,
            field=self.search_field,
        )
        self.page_set.add_to_navigation(self.navigation)

    def _make_frame(self) -> None:
        self.setWindowIcon(app_icon())
        self.resize(1280, 860)
        self.setMinimumSize(880, 600)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        banner_box = QVBoxLayout()
        banner_box.setContentsMargins(XL, M, XL, 0)
        banner_box.addWidget(self.banner)
        right.addLayout(banner_box)
        right.addWidget(self.navigation, 1)
        middle = QWidget()
        middle.setObjectName("page")
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        self._views = QStackedWidget()
        """The window's pages, and over them the first run."""
        self._views.addWidget(middle)
        self.setCentralWidget(self._views)
        self.toast = Toast(middle)
        self.busy_line = BusyLine(self.jobs, self._look, middle)

    def _connect(self) -> None:
        self.top_bar.typed.connect(self.navigation.show_search)
        self.top_bar.text_changed.connect(self.search.ask)
        self.top_bar.down_pressed.connect(self.navigation.enter_results)
        self.top_bar.enter_pressed.connect(self.navigation.enter_pressed)
        for part in (self.timeline, self.search, self.moment, self.recording_controller):
            part.failed.connect(self.show_error)
        for page in (self.timeline, self.search):
            page.content_shown.connect(self.font_watch.look)
        self.font_watch.missing.connect(self.banner.show_message)
        self.moment.memory_opened.connect(self._show_memory)
        self.moment.action_bar.similar.connect(self._find_similar)
        self.moment.forgotten.connect(self._reload_after_forgetting)
        self.moment.message.connect(self.toast.show_text)
        self.page_set.connect(
            open_frame=lambda frame: self.navigation.open_moment(MomentRequest(frame)),
            notify=self.toast.show_text,
            show_error=self.show_error,
        )
        self.page_set.memories.panel.secret_copied.connect(self.clipboard.copy)
        self.page_set.settings.new_recovery_key.connect(self.open_new_recovery_key)
        self.lock_page.unlocked.connect(self._unlocked)
        self.recording_controller.new_moments.connect(self.timeline.refresh)
        for page in (self.timeline, self.search):
            self.recording_controller.status_shown.connect(page.show_status)
        self.recording_controller.forgotten.connect(self._reload_after_forgetting)
        self.recording_controller.confirming.connect(self.bring_up)
        tray = self.recording_controller.tray
        tray.show_window.connect(self.bring_up)
        tray.search.connect(self.bring_up)
        tray.search.connect(self.focus_search)
        tray.lock.connect(self.lock_memory)
        tray.quit.connect(self.quit)

    def _make_shortcuts(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+K", self.focus_search),
            ("Ctrl+F", self.focus_search),
            ("Ctrl+1", lambda: self.navigation.go("Timeline")),
            ("Ctrl+2", self.focus_search),
            ("Ctrl+D", self.search.toggle_saved),
            ("Ctrl+G", self.navigation.choose_day),
            ("Ctrl+L", self.lock_memory),
            ("Ctrl+E", self.open_export),
            ("Ctrl+P", self.pill.open_menu),
            ("Ctrl+Q", self.quit),
            ("F1", self.open_shortcuts),
            ("Escape", self.back),
        )
        pages = tuple((key, partial(self.navigation.go, name)) for name, key in SHORTCUTS.items())
        self._shortcuts = [QShortcut(QKeySequence(key), self) for key, _ in (*keys, *pages)]
        for shortcut, (_, action) in zip(self._shortcuts, (*keys, *pages), strict=True):
            shortcut.activated.connect(action)
        self._shortcut_filter = ShortcutFilter(self, (key for key, _ in (*keys, *pages) if key != "Escape"))

    # The memory

    @property
    def archive(self) -> ArchiveApi | None:
        return self._archive

    def set_archive(self, archive: ArchiveApi | None) -> None:
        """Replaces the memory; None clears everything that was shown from it, dialogs included."""
        self._archive = archive
        self.banner.hide()
        self.toast.dismiss()
        self.recording_controller.reset(locked=archive is None)
        for open_dialog in (*self.findChildren(ExportDialog), *self.findChildren(NewRecoveryKeyDialog)):
            open_dialog.close()
        self.search_field.clear()
        for part in (self.thumbnails, self.timeline, self.suggestions, self.search, self.moment, self.page_set):
            part.set_archive(archive)
        self.search_field.setVisible(archive is not None)
        self.navigation.show_open(archive is not None)

    def open_memory(self, unlock: Callable[[], ArchiveApi]) -> None:
        """Opens it without a question; meanwhile the window says so, and what is typed goes nowhere. `unlock` blocks,
        and is called on the jobs pool."""
        self.lock_page.open_with(unlock)
        self.navigation.show_opening()

    def _unlocked(self, archive: ArchiveApi) -> None:
        """Whoever was typing while it opened by itself types on for a moment: not into the timeline."""
        if self.lock_page.is_opening and self.lock_page.typed:
            TypingGuard(self)
        self.set_archive(archive)

    # The first run

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()

    @property
    def is_first_run(self) -> bool:
        return self.flow is not None and not self.flow.replay

    def show_tour(self) -> None:
        """Again, without keys and without a change to the recording."""
        if self.flow is None:
            self.toast.dismiss()
            self._show_flow(replay=True)

    def _show_flow(self, *, replay: bool) -> None:
        self.flow = FirstRunFlow(
            first_run=self._first_run,
            preferences=self._preferences,
            look=self._look,
            jobs=self.jobs,
            clipboard=self.clipboard,
            today=self._today,
            replay=replay,
        )
        self.flow.started.connect(self._end_first_run)
        self.flow.closed.connect(self._close_flow)
        self._views.addWidget(self.flow)
        self._views.setCurrentWidget(self.flow)
        self._allow_shortcuts(False)
        self.recording_controller.set_first_run(self.is_first_run)

    def _end_first_run(self, passphrase: str | None) -> None:
        """The memory is opened with what was typed in this run, or by what opens it without a question; else the lock
        page asks."""
        by_itself = self._first_run.opener() in (Opener.KEY_STORE, Opener.GIVEN)
        self._close_flow()
        if passphrase is not None or by_itself:
            self.open_memory(lambda: self._lock.unlock(passphrase))
        else:
            self.set_archive(self._archive)

    def _close_flow(self) -> None:
        flow, self.flow = self.flow, None
        if flow is not None:
            self._views.setCurrentIndex(0)
            self._views.removeWidget(flow)
            flow.deleteLater()
        self._allow_shortcuts(True)
        self.recording_controller.set_first_run(False)
        self.navigation.take_focus()

    def _allow_shortcuts(self, allowed: bool) -> None:
        for shortcut in self._shortcuts:
            if shortcut.key() != QKeySequence("Ctrl+Q"):
                shortcut.setEnabled(allowed)

    # Locking

    def lock_memory(self) -> None:
        if self._archive is None or self.flow is not None:
            return
        self.set_archive(None)
        self._lock_lane.run(self._lock.lock, lambda _none: None, self.show_error)

    def _follow_lock(self) -> None:
        if self._lock.locked() and self._archive is not None:
            self.set_archive(None)

    def _reload_after_forgetting(self, forgotten: ForgetResult) -> None:
        self.toast.show_text(tr("Forgotten: {count}", count=formatting.format_count(forgotten.moments, "moment")))
        for part in (self.thumbnails, self.moment, self.suggestions, self.search, self.page_set):
            part.set_archive(self._archive)
        self.search.ask(self.search_field.text())
        self.timeline.set_archive(self._archive)
        if self.navigation.currentWidget() is self.moment:
            self.back()

    def _find_similar(self, frame: str) -> None:
        self.focus_search()
        self.search_field.setText(format_operator("like", frame))
        self.search.ask(self.search_field.text(), now=True)

    def _show_memory(self, memory: Memory) -> None:
        self.navigation.go("Memories")
        self.page_set.memories.show_memory(memory)

    # Keys, dialogs and errors

    def focus_search(self) -> None:
        if self.flow is None:
            self.navigation.focus_search()

    def back(self) -> None:
        if not self.navigation.back():
            self.banner.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.navigation.currentWidget() is self.moment:
            self.moment.copy_text()
        else:
            super().keyPressEvent(event)

    def show_error(self, error: AfterglowError) -> None:
        """In the banner; behind the first run nobody would see that, so there in its own line too."""
        self.banner.show_error(error)
        if self.flow is not None:
            self.flow.say(formatting.format_error(error, detail=True))

    def open_help(self) -> None:
        menu = make_help_menu(self, shortcuts=self.open_shortcuts, tour=self.show_tour, about=self.open_about)
        open_beside(menu, self.help_entry)

    def open_about(self) -> None:
        dialog = AboutDialog(self._version, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def open_new_recovery_key(self) -> None:
        dialog = NewRecoveryKeyDialog(
            first_run=self._first_run,
            look=self._look,
            jobs=self.jobs,
            clipboard=self.clipboard,
            today=self._today,
            parent=self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.panel.confirmed.connect(lambda: self.toast.show_text(tr("You have a new recovery key")))
        dialog.open()

    def open_shortcuts(self) -> None:
        dialog = ShortcutSheet(self)
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
        dialog.exported.connect(
            lambda count: self.toast.show_text(tr("Exported {count}", count=formatting.format_count(count, "moment")))
        )
        dialog.open()
        return dialog

    # Show, hide and quit

    def bring_up(self) -> None:
        self.closing.dismiss()
        self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def search_from_anywhere(self) -> None:
        self.bring_up()
        self.focus_search()

    def quit(self) -> None:
        self._closing = True
        self.close()

    def _is_recording(self) -> bool:
        """Something goes on when the window is gone; not before the first run is over."""
        return self._recording.status().state is not RecordingState.OFF

    def closeEvent(self, event: QCloseEvent) -> None:
        """The person closes it, or `quit` does; at the end of the session nobody is asked."""
        app = QGuiApplication.instance()
        over = isinstance(app, QGuiApplication) and app.isSavingSession()
        if not (self._closing or over or self.closing.ends_at_once or self.is_first_run):
            event.ignore()
            self.closing.close()
            return
        self.shut_down()
        super().closeEvent(event)
        self.leaving.emit()

    def shut_down(self) -> None:
        """Ends every job, timer and subscription; the archive stays open. May be called twice."""
        self._unsubscribe()
        self._unsubscribe = lambda: None
        self.closing.dismiss()
        self.clipboard.clear()
        if self.flow is not None:
            self.flow.forget()
        for timer in self.findChildren(QTimer):
            timer.stop()
        self.recording_controller.close()
        self.jobs.close()
