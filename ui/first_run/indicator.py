"""The steps at the top of the first run, and the pill at its bottom. The flow creates them. UI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.kit.i18n import tr
from ui.kit.icons import render_icon
from ui.kit.theme import TEXT_SMALL, L, Look, S, font
from ui.kit.widgets import label

_DISC, _HEIGHT, _GAP = 22, 32, 24


class StepIndicator(QWidget):
    """Numbers with names; where the names do not fit, only the current step has its name."""

    def __init__(self, names: Sequence[str], look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names, self._look, self._current = tuple(names), look, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def show_step(self, index: int) -> None:
        self._current = index
        where = tr(
            "Step {number} of {count}: {name}", number=index + 1, count=len(self._names), name=self._names[index]
        )
        self.setAccessibleName(where)
        self.setToolTip(where)
        self.update()

    def _width(self, index: int, *, named: bool) -> float:
        if not named:
            return _DISC
        weight = QFont.Weight.DemiBold if index == self._current else QFont.Weight.Medium
        return _DISC + S + QFontMetricsF(font(13, weight)).horizontalAdvance(self._names[index])

    def paintEvent(self, _event: QPaintEvent) -> None:
        count = len(self._names)
        wide = sum(self._width(index, named=True) for index in range(count)) + _GAP * (count - 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 1.0
        for index in range(count):
            named = wide <= self.width() or index == self._current
            self._paint_step(painter, left, index, named=named)
            left += self._width(index, named=named) + (_GAP if wide <= self.width() else S + 2)
        painter.end()

    def _paint_step(self, painter: QPainter, left: float, index: int, *, named: bool) -> None:
        tokens, current = self._look.tokens, index == self._current
        disc = QRectF(left, (self.height() - _DISC) / 2, _DISC, _DISC)
        done = index < self._current
        painter.setPen(QPen(tokens.color("border"), 1) if not current else Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("accent_fill" if current else "good_soft" if done else "sunken"))
        painter.drawEllipse(disc)
        if done:
            tick = render_icon("check", tokens.good, 14, 2)
            painter.drawPixmap(disc.adjusted(4, 4, -4, -4).toRect(), tick)
        else:
            painter.setPen(tokens.color("on_accent" if current else "muted"))
            painter.setFont(font(TEXT_SMALL, QFont.Weight.DemiBold))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(index + 1))
        if named:
            painter.setPen(tokens.color("ink" if current else "muted"))
            painter.setFont(font(13, QFont.Weight.DemiBold if current else QFont.Weight.Medium))
            words = QRectF(disc.right() + S, 0, self.width(), self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._names[index])


class NotRecordingPill(QFrame):
    """In view on every step: nothing is recorded before Start recording. A ring, as in the window's pill."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pill")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.text = label(tr("Not recording yet"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, L, 0)
        row.setSpacing(S)
        row.addWidget(_Ring(look))
        row.addWidget(self.text)
        self.setFixedHeight(36)


class _Ring(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(12, 12)
        look.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.tokens.color("muted"), 2))
        painter.drawEllipse(QRectF(1.5, 1.5, 9, 9))
        painter.end()
