"""Status pill: the recording state in the top bar, with the menu to pause and forget. UI thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from ui.kit import formatting
from ui.kit.i18n import mark, tr
from ui.kit.ports import RecordingState, UiStatus
from ui.kit.theme import RECORDING_TOKENS, TEXT, Look, Tokens, font
from ui.kit.widgets import round_corners

PAUSE_CHOICES = (
    (15, mark("Pause for 15 minutes")),
    (60, mark("Pause for 1 hour")),
    (None, mark("Pause until I resume")),
)
FORGET_MINUTES = 10
_HEIGHT, _MAX_WIDTH = 40, 300


class StatusPill(QAbstractButton):
    pause = Signal(object)
    """Minutes, or None until resumed."""
    resume = Signal()
    forget = Signal(int)

    def __init__(self, look: Look, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._clock = look, clock
        self._status = UiStatus(RecordingState.OFF)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.open_menu)
        look.changed.connect(self.update)
        self.show_status(self._status)

    def show_status(self, status: UiStatus) -> None:
        self._status = status
        self.setText(formatting.format_status(status, self._clock()))
        details = status.message or formatting.format_status_details(status)
        self.setToolTip(details)
        self.setAccessibleName(f"{self.text()}. {details}")
        self.updateGeometry()
        self.update()

    @property
    def status(self) -> UiStatus:
        return self._status

    def menu(self) -> QMenu:
        """Built each time it is opened, with what can be done in this state."""
        menu = QMenu(self)
        round_corners(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        head = menu.addAction(self._status.message or formatting.format_status_details(self._status))
        head.setEnabled(False)
        menu.addSeparator()
        fill_menu(menu, self._status, self.pause.emit, self.resume.emit)
        menu.addSeparator()
        menu.addAction(tr("Forget the last {minutes} minutes…", minutes=FORGET_MINUTES)).triggered.connect(
            lambda: self.forget.emit(FORGET_MINUTES)
        )
        return menu

    def open_menu(self) -> None:
        menu = self.menu()
        menu.popup(self.mapToGlobal(QPoint(self.width() - menu.sizeHint().width(), self.height() + 4)))

    def sizeHint(self) -> QSize:
        width = QFontMetrics(font(TEXT, QFont.Weight.Medium)).horizontalAdvance(self.text())
        return QSize(min(width + 62, _MAX_WIDTH), _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(tokens.color("accent" if self.hasFocus() else "border"), 1.5 if self.hasFocus() else 1))
        painter.setBrush(tokens.color("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        self._paint_dot(painter, tokens)
        painter.setPen(tokens.color("ink"))
        painter.setFont(font(TEXT, QFont.Weight.Medium))
        inner = box.adjusted(32, 0, -26, 0)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(inner.width()) + 1)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.setPen(QPen(tokens.color("muted"), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        x, y = box.right() - 17, box.center().y() - 1
        painter.drawLine(QPointF(x - 4, y - 2), QPointF(x, y + 2))
        painter.drawLine(QPointF(x, y + 2), QPointF(x + 4, y - 2))
        painter.end()

    def _paint_dot(self, painter: QPainter, tokens: Tokens) -> None:
        """Each state has a shape as well as a colour, because not everybody can tell colours apart."""
        color = tokens.color(RECORDING_TOKENS[self._status.state])
        middle = self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        if self._status.state is RecordingState.PAUSED:
            painter.drawRoundedRect(QRectF(15, middle - 6, 4, 12), 1.5, 1.5)
            painter.drawRoundedRect(QRectF(22, middle - 6, 4, 12), 1.5, 1.5)
        elif self._status.state in (RecordingState.OFF, RecordingState.LOCKED, RecordingState.SKIPPING):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color, 2.2))
            painter.drawEllipse(QRectF(15, middle - 5, 10, 10))
            if self._status.state is RecordingState.SKIPPING:
                painter.drawLine(QRectF(15, middle - 5, 10, 10).bottomLeft(), QRectF(15, middle - 5, 10, 10).topRight())
        else:
            halo = tokens.color(RECORDING_TOKENS[self._status.state])
            halo.setAlphaF(0.22)
            painter.setBrush(halo)
            painter.drawEllipse(QRectF(12, middle - 8, 16, 16))
            painter.setBrush(color)
            painter.drawEllipse(QRectF(15.5, middle - 4.5, 9, 9))


def fill_menu(
    menu: QMenu, status: UiStatus, pause: Callable[[int | None], object], resume: Callable[[], object]
) -> None:
    """The same choices in the pill and in the tray."""
    if status.state is RecordingState.PAUSED:
        menu.addAction(tr("Resume now")).triggered.connect(lambda: resume())
        menu.addSeparator()
    for minutes, text in PAUSE_CHOICES:
        menu.addAction(tr(text)).triggered.connect(lambda _checked=False, m=minutes: pause(m))
