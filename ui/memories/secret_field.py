"""Masked value of an entry of the vault, which the person can show for a while and copy.

The detail panel creates it. UI thread. The value exists only in this widget and only while it is shown; the archive
writes each request into its access log.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from base.records.secret import Revealed
from ui.kit import formatting
from ui.kit.i18n import tr
from ui.kit.theme import M, S
from ui.kit.widgets import WrappedText, button, label
from ui.memories.presentation import MASK

SHOWN_MS = 30_000
MAX_VALUES = 3
"""Values shown of an entry, newest first; older ones were replaced."""


class SecretField(QWidget):
    show_asked = Signal()
    copy_asked = Signal(str)

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
        body = self._new_body()
        row = _add_row(body)
        masked = label(MASK, "secret")
        masked.setAccessibleName(tr("The value is hidden"))
        row.addWidget(masked)
        row.addStretch(1)
        show = button(tr("Show"), self.show_asked.emit, "small")
        show.setAccessibleName(tr("Show the value"))
        show.setToolTip(tr("Show the value; this is noted in the access log (Ctrl+R)"))
        row.addWidget(show)
        body.addWidget(
            label(tr("The value is not in any memory and cannot be found by searching."), "small", wrap=True)
        )

    def show_values(self, values: Sequence[Revealed]) -> None:
        self.values = tuple(values[:MAX_VALUES])
        body = self._new_body()
        if not values:
            advice = tr("The value was not saved. The moments below show where to find the secret.")
            body.addWidget(label(advice, "muted", wrap=True))
            return
        for revealed in self.values:
            self._add_value(body, revealed)
        row = _add_row(body)
        row.addWidget(
            label(tr("As read from the screen; a character may be wrong. Hidden again soon."), "small", wrap=True), 1
        )
        hide = button(tr("Hide"), self.hide_values, "small")
        hide.setAccessibleName(tr("Hide the value"))
        row.addWidget(hide)
        self._hide.start()

    def _add_value(self, body: QVBoxLayout, revealed: Revealed) -> None:
        row = _add_row(body)
        value = WrappedText(revealed.value, "secret")
        value.setAccessibleName(tr("The value"))
        row.addWidget(value, 1)
        day = formatting.format_day(
            revealed.at.astimezone(self._zone).date(), self._today.astimezone(self._zone).date()
        )
        copy = button(tr("Copy"), lambda: self.copy_asked.emit(revealed.value), "small")
        copy.setAccessibleName(tr("Copy the value of {day}", day=day))
        row.addWidget(copy)
        body.addWidget(label(f"{day}, {formatting.format_time(revealed.at, self._zone)}", "small"))

    def _new_body(self) -> QVBoxLayout:
        """Deletes the widgets with the values and returns an empty column."""
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


def _add_row(body: QVBoxLayout) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(M)
    body.addLayout(row)
    return row
