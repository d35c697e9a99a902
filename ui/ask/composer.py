"""Question field with its buttons. Enter asks, Shift+Enter begins a new line, Escape stops.

The Ask page creates it. UI thread.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.ask.attachment import SUFFIXES, AttachedPicture, QuestionField, pictures_folder
from ui.kit.i18n import tr
from ui.kit.jobs import Jobs
from ui.kit.theme import XS, Look, M, S
from ui.kit.widgets import button, card, set_tinted_icon, tool_button

_MIN_HEIGHT, _MAX_HEIGHT, _MARGIN = 44, 132, 8
MAX_CHARACTERS = 2000
"""Characters of a question."""


class Composer(QWidget):
    asked = Signal(str, object)
    """A question and its picture or None. With a picture the question may be empty."""
    stopped = Signal()
    failed = Signal(object)

    def __init__(self, look: Look, jobs: Jobs) -> None:
        super().__init__()
        self.attached = AttachedPicture(look, jobs)
        self.attached.changed.connect(self._refresh)
        self.attached.failed.connect(self.failed)
        self.attach = set_tinted_icon(
            tool_button(tr("Attach a picture (Ctrl+Shift+O)"), self.choose_picture), look, "picture"
        )
        self.attach.setShortcut("Ctrl+Shift+O")
        self.field = QuestionField()
        self.field.picture_given.connect(self.attached.attach)
        self.field.setProperty("role", "composer")
        self.field.setPlaceholderText(tr("Ask about anything you have seen"))
        self.field.setAccessibleName(tr("Your question"))
        self.field.setTabChangesFocus(True)
        self.field.document().setDocumentMargin(_MARGIN)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._refresh)
        self.with_screen = QCheckBox(tr("Include screen"))
        self.with_screen.setToolTip(tr("Also use what was on the screen just now (Ctrl+Shift+S)"))
        self.with_screen.setShortcut("Ctrl+Shift+S")
        self.send: QPushButton = button(tr("Ask"), self._send, "primary")
        self.send.setToolTip(tr("Ask (Enter)"))
        self.halt: QPushButton = button(tr("Stop"), self.stopped.emit)
        self.halt.setToolTip(tr("Stop (Esc)"))
        self.halt.hide()
        self._lay_out()
        self._refresh()
        self.setFocusProxy(self.field)

    def _lay_out(self) -> None:
        frame = card("composer")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.attached)
        row = QHBoxLayout()
        row.setContentsMargins(S, S, S, S)
        row.setSpacing(M)
        column.addLayout(row)
        for tool_widget in (self.with_screen, self.attach):
            tool_widget.setFixedHeight(self.send.sizeHint().height())
        row.addWidget(self.field, 1)
        row.addWidget(self.attach, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.with_screen, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.send, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.halt, 0, Qt.AlignmentFlag.AlignBottom)
        around = QHBoxLayout(self)
        around.setContentsMargins(0, S, 0, XS)
        around.addWidget(frame)

    def show_busy(self, busy: bool) -> None:
        self.send.setVisible(not busy)
        self.halt.setVisible(busy)

    def _refresh(self) -> None:
        lines = self.field.document().size().height()  # a QPlainTextEdit counts in lines
        height = round(lines * self.field.fontMetrics().lineSpacing()) + 2 * _MARGIN + 8
        self.field.setFixedHeight(min(_MAX_HEIGHT, max(_MIN_HEIGHT, height)))
        self.send.setEnabled(bool(self.field.toPlainText().strip()) or self.attached.picture is not None)

    def _send(self) -> None:
        text = self.field.toPlainText().strip()[:MAX_CHARACTERS]
        picture = self.attached.picture
        if (text or picture is not None) and not self.send.isHidden():
            self.clear()
            self.asked.emit(text, picture)

    def clear(self) -> bool:
        """Returns whether there was a text or a picture."""
        had_content = bool(self.field.toPlainText()) or self.attached.picture is not None
        self.field.clear()
        self.attached.clear()
        return had_content

    def choose_picture(self) -> None:
        """Opens the file dialog; if a picture is attached already, removes it instead."""
        if self.attached.picture is not None:
            self.attached.clear()
            return
        file_filter = f"{tr('Pictures')} ({' '.join(f'*{suffix}' for suffix in SUFFIXES)})"
        hide_suffixes = QFileDialog.Option.HideNameFilterDetails
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Attach a picture"), pictures_folder(), file_filter, "", hide_suffixes
        )
        if name:
            self.attached.attach(Path(name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._send()
                return True
        return super().eventFilter(watched, event)
