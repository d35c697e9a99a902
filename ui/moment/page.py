"""Moment page: one picture with its text, details, actions and memories.

The main window creates it. UI thread; the moment is loaded on the jobs pool. A lock clears everything shown.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from base.errors import AfterglowError
from base.records.moment import Moment
from memory.archive.api import ArchiveApi
from ui.kit import formatting
from ui.kit.i18n import tr
from ui.kit.icons import icon
from ui.kit.jobs import Jobs
from ui.kit.theme import XL, XS, L, Look, M, S
from ui.kit.widgets import button, card, label, set_tinted_icon, tool_button
from ui.moment.actions import MomentActions
from ui.moment.loader import LoadedMoment, MomentRequest, load_moment
from ui.moment.related import RelatedMemories
from ui.moment.selectable_picture import SelectablePicture
from ui.moment.text_selection import query_boxes

PANEL = 340


class MomentPage(QWidget):
    closed = Signal()
    failed = Signal(object)
    locate = Signal(object)
    """A Moment to show on the timeline."""
    memory_opened = Signal(object)
    """A Memory to show on the memories page."""
    forgotten = Signal(object)
    message = Signal(str)

    def __init__(
        self,
        *,
        look: Look,
        jobs: Jobs,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._zone, self._clock = look, zone, clock
        self._archive: ArchiveApi | None = None
        self._lane = jobs.lane()
        self._loaded: LoadedMoment | None = None
        self.canvas = SelectablePicture(look)
        self.action_bar = MomentActions(look=look, jobs=jobs)
        self.related = RelatedMemories(look, PANEL - 2 * L)
        self.text = QPlainTextEdit()
        self._copied = QTimer(self, singleShot=True, interval=1600)
        self._make_top()
        self._make_details()
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A double click switches between the full size and the whole picture.
        self.canvas.opened.connect(lambda: self.canvas.zoom(1.0 / self.canvas.scale if self.canvas.scale < 1 else 0.01))
        self.related.chosen.connect(self.memory_opened)
        for name in ("forgotten", "message", "failed"):
            getattr(self.action_bar, name).connect(getattr(self, name))
        self.canvas.zoomed.connect(lambda scale: self._percent.setText(f"{scale * 100:.0f} %"))
        self._copied.timeout.connect(lambda: self._copy.setText(tr("Copy text")))

    def _make_top(self) -> None:
        look = self._look
        self._back = set_tinted_icon(tool_button(tr("Back (Esc)"), self.closed.emit), look, "arrow-left")
        self._when, self._app = label("", "large"), label("", "muted")
        self._percent = label("", "small")
        self._before = set_tinted_icon(tool_button(tr("Earlier (Left)"), lambda: self.step(-1)), look, "back")
        self._after = set_tinted_icon(tool_button(tr("Later (Right)"), lambda: self.step(1)), look, "forward")
        self._out = set_tinted_icon(tool_button(tr("Zoom out (-)"), lambda: self.canvas.zoom(0.8)), look, "zoom-out")
        self._in = set_tinted_icon(tool_button(tr("Zoom in (+)"), lambda: self.canvas.zoom(1.25)), look, "zoom-in")
        self._fit = set_tinted_icon(tool_button(tr("Fit the picture (0)"), self.canvas.fit), look, "fit")

    def _make_details(self) -> None:
        self.text.setReadOnly(True)
        self.text.installEventFilter(self)
        self.text.setAccessibleName(tr("Text of the moment"))
        self.text.setPlaceholderText(tr("No text was found in this picture."))
        self._name = label("", "strong", wrap=True, selectable=True)
        self._url = QLineEdit()  # a label cannot break an address that has no spaces
        self._url.setReadOnly(True)
        self._url.setProperty("role", "quiet")
        self._url.setAccessibleName(tr("Address"))
        self._summary = label("", "muted", wrap=True, selectable=True)
        self._note = label("", "small")
        self._copy = button(tr("Copy text"), self.copy_text)
        self._copy.setIcon(icon("copy", self._look.tokens))
        self._look.changed.connect(lambda: self._copy.setIcon(icon("copy", self._look.tokens)))
        self._show = button(tr("Show on the timeline"), self._locate, "link")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, XL, XL)
        column.setSpacing(M)
        top = QHBoxLayout()
        top.setSpacing(XS)
        for widget in (self._back, self._when):
            top.addWidget(widget)
        top.addSpacing(S)
        top.addWidget(self._app, 1)
        top.addWidget(self.action_bar)
        for widget in (self._before, self._after, self._out, self._percent, self._in, self._fit):
            top.addWidget(widget)
        column.addLayout(top)
        row = QHBoxLayout()
        row.setSpacing(L)
        row.addWidget(self.canvas, 1)
        row.addWidget(self._build_panel())
        column.addLayout(row, 1)

    def _build_panel(self) -> QWidget:
        panel = card()
        panel.setFixedWidth(PANEL)
        column = QVBoxLayout(panel)
        column.setContentsMargins(L, L, L, L)
        column.setSpacing(S)
        for widget in (self._name, self._url, self._summary):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(label(tr("Text"), "strong"))
        row.addWidget(self._note, 1)
        row.addWidget(self._show)
        column.addSpacing(S)
        column.addLayout(row)
        column.addWidget(self.text, 1)
        column.addWidget(self._copy)
        column.addWidget(self.related)
        return panel

    # Loading

    def set_archive(self, archive: ArchiveApi | None) -> None:
        self._archive = archive
        self._lane.cancel()
        self.action_bar.set_archive(archive)
        self._clear("")

    def open(self, request: MomentRequest) -> None:
        archive = self._archive
        if archive is None:
            return
        if self._loaded is None:
            self._clear(tr("Opening…"))
        self._lane.run(lambda: load_moment(archive, request), self._show_moment, self._show_error)

    def _clear(self, message: str) -> None:
        self._loaded = None
        for text in (self._when, self._app, self._name, self._url, self._summary, self._note):
            text.clear()
        self.text.clear()
        self.canvas.show_lines(())
        self.canvas.show_message(message)
        self.action_bar.show_loaded(None)
        self.related.show_memories(())
        self._enable()

    def _show_error(self, error: AfterglowError) -> None:
        if self._loaded is None:
            self.canvas.show_message(tr("This moment could not be opened."))
        self.failed.emit(error)

    def _show_moment(self, loaded: LoadedMoment) -> None:
        keep_zoom = self._loaded is not None
        if loaded.moment is None:
            self._clear(tr("This moment no longer exists. It was forgotten."))
            return
        self._loaded = loaded
        self._show_details(loaded.moment)
        self.canvas.show_lines(loaded.moment.lines)
        if loaded.image.isNull():
            self.canvas.show_message(tr("No picture was saved for this moment."))
        else:
            boxes = query_boxes(loaded.moment.lines, loaded.request.query) or loaded.request.boxes
            self.canvas.show_image(loaded.image, boxes, keep_zoom=keep_zoom)
        self.action_bar.show_loaded(loaded)
        self.related.show_memories(loaded.memories)
        self._enable()

    def _show_details(self, moment: Moment) -> None:
        day = formatting.format_day(
            moment.at.astimezone(self._zone).date(), self._clock().astimezone(self._zone).date()
        )
        self._when.setText(f"{day}, {formatting.format_time(moment.at, self._zone, seconds=True)}")
        self._app.setText(moment.app)
        self._name.setText(moment.title)
        self._url.setText(moment.url)
        self._url.setCursorPosition(0)
        self._url.setVisible(bool(moment.url))
        self._summary.setText(moment.summary)
        self._summary.setVisible(moment.summary not in ("", moment.title))
        self.text.setPlainText(moment.text)
        redacted = sum(line.redacted for line in moment.lines)
        self._note.setText(tr("{count} redacted", count=formatting.format_count(redacted, "line")) if redacted else "")

    def _enable(self) -> None:
        self._before.setEnabled(self._neighbour(-1) is not None)
        self._after.setEnabled(self._neighbour(1) is not None)
        self._copy.setEnabled(self._loaded is not None and bool(self.text.toPlainText()))
        self._show.setEnabled(self._loaded is not None)

    def _neighbour(self, step: int) -> str | None:
        if self._loaded is None or self._loaded.request.frame not in self._loaded.neighbours:
            return None
        frames = self._loaded.neighbours
        index = frames.index(self._loaded.request.frame) + step
        return frames[index] if 0 <= index < len(frames) else None

    # What the person does

    @property
    def moment(self) -> Moment | None:
        return self._loaded.moment if self._loaded is not None else None

    def step(self, by: int) -> None:
        frame = self._neighbour(by)
        if frame is not None:
            self.open(MomentRequest(frame, query=self._loaded.request.query if self._loaded is not None else ""))

    def copy_text(self) -> None:
        """Copies the selection of the picture, else that of the text, else the whole text."""
        text = (
            self.canvas.selection
            or self.text.textCursor().selectedText().replace("\u2029", "\n")
            or self.text.toPlainText()
        )
        if text:
            QGuiApplication.clipboard().setText(text)
            self._copy.setText(tr("Copied"))
            self._copied.start()

    def _locate(self) -> None:
        if self.moment is not None:
            self.locate.emit(self.moment)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Copy in the text field without a selection copies the whole text."""
        is_copy = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy)
        if event.type() == QEvent.Type.KeyPress and is_copy and not self.text.textCursor().hasSelection():
            self.copy_text()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
        action_keys: dict[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[], object]] = {
            (plain, Qt.Key.Key_P): self.action_bar.toggle_pin,
            (plain, Qt.Key.Key_S): self.action_bar.find_similar,
            (plain, Qt.Key.Key_Delete): self.action_bar.ask_to_forget,
            (control, Qt.Key.Key_A): self.canvas.select_all,
            (control, Qt.Key.Key_O): self.action_bar.open_address,
            (control | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_C): self.action_bar.copy_picture,
        }
        view_keys: dict[Qt.Key, Callable[[], object]] = {  # with Control and without
            Qt.Key.Key_Left: lambda: self.step(-1),
            Qt.Key.Key_Right: lambda: self.step(1),
            Qt.Key.Key_Plus: lambda: self.canvas.zoom(1.25),
            Qt.Key.Key_Equal: lambda: self.canvas.zoom(1.25),
            Qt.Key.Key_Minus: lambda: self.canvas.zoom(0.8),
            Qt.Key.Key_0: self.canvas.fit,
        }
        key = Qt.Key(event.key())
        action = action_keys.get((event.modifiers(), key)) or view_keys.get(key)
        if action is not None:
            action()
        else:
            super().keyPressEvent(event)
