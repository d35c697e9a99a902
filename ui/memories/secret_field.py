"""Masked value of a secret.

UI thread. The value lives in this widget alone while it is shown; the archive writes each asking into its access log.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from base.records.secret import Revealed
from ui.kit import formatting
from ui.kit.i18n import tr
from ui.kit.theme import M, S
from ui.kit.widgets import WrappedText, button, label
from ui.memories.presentation import MASK

SHOWN_MS = 30_000
COPIED_MS = 45_000
"""How long the clipboard keeps a value, unless something else was copied since."""
MAX_VALUES = 3
"""Values that are shown of one entry, the newest: older ones were replaced."""
_PRIVATE = "x-kde-passwordManagerHint"
"""Clipboard managers leave out of their history what carries it."""


class SecretField(QWidget):
    show_asked = Signal()

    def __init__(self, today: datetime, zone: tzinfo) -> None:
        super().__init__()
        self._today, self._zone = today, zone
        self._hide = QTimer(self, interval=SHOWN_MS)
        self._hide.timeout.connect(self.hide_values)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S)
        self.values: tuple[Revealed, ...] = ()
        self.hide_values()

    def hide_values(self) -> None:
        self._hide.stop()
        self.values = ()
        body = self._fresh()
        line = _line(body)
        masked = label(MASK, "secret")
        masked.setAccessibleName(tr("The value is hidden"))
        line.addWidget(masked)
        line.addStretch(1)
        show = button(tr("Show"), self.show_asked.emit, "small")
        show.setAccessibleName(tr("Show the value"))
        show.setToolTip(tr("Show the value; the access log notes it (Ctrl+R)"))
        line.addWidget(show)
        body.addWidget(label(tr("No memory holds the value and no search finds it."), "small", wrap=True))

    def show_values(self, values: Sequence[Revealed]) -> None:
        self.values = tuple(values[:MAX_VALUES])
        body = self._fresh()
        if not values:
            advice = tr("Its value was not kept. The moments below show where the secret can be found.")
            body.addWidget(label(advice, "muted", wrap=True))
            return
        for revealed in self.values:
            self._value(body, revealed)
        line = _line(body)
        line.addWidget(
            label(tr("As read from the screen: a letter may be off. Hidden again soon."), "small", wrap=True), 1
        )
        hide = button(tr("Hide"), self.hide_values, "small")
        hide.setAccessibleName(tr("Hide the value"))
        line.addWidget(hide)
        self._hide.start()

    def _value(self, body: QVBoxLayout, one: Revealed) -> None:
        line = _line(body)
        value = WrappedText(one.value, "secret")
        value.setAccessibleName(tr("The value"))
        line.addWidget(value, 1)
        day = formatting.format_day(one.at.astimezone(self._zone).date(), self._today.astimezone(self._zone).date())
        copy = button(tr("Copy"), lambda: copy_for_a_while(one.value), "small")
        copy.setAccessibleName(tr("Copy the value of {day}", day=day))
        line.addWidget(copy)
        body.addWidget(label(f"{day}, {formatting.format_time(one.at, self._zone)}", "small"))

    def _fresh(self) -> QVBoxLayout:
        """An empty body: what was shown is gone from the widget."""
        while (old := self._column.takeAt(0)) is not None:
            widget = old.widget()
            assert widget is not None
            widget.hide()
            widget.deleteLater()
        holder = QWidget()
        body = QVBoxLayout(holder)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(S)
        self._column.addWidget(holder)
        return body


def copy_for_a_while(value: str) -> None:
    """Into the clipboard, and out of it again if it is still there."""
    data = QMimeData()
    data.setText(value)
    data.setData(_PRIVATE, b"secret")
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(data)

    def wipe() -> None:
        if clipboard.text() == value:
            clipboard.clear()

    QTimer.singleShot(COPIED_MS, clipboard, wipe)


def _line(body: QVBoxLayout) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(M)
    body.addLayout(line)
    return line
