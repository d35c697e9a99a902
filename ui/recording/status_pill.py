"""Status pill: the recording state in the top bar, with the menu to pause and forget. UI thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from ui.kit import formatting
from ui.kit.i18n import mark, tr
from ui.kit.ports import RecordingState, UiStatus
from ui.kit.theme import RECORDING_TOKENS, TEXT, Look, Tokens, font
from ui.kit.widgets import plain_tip, round_corners

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
        self._status, self._locked = UiStatus(RecordingState.OFF), False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.open_menu)
        look.changed.connect(self.update)
        self.show_status(self._status)

    def show_status(self, status: UiStatus, *, locked: bool = False) -> None:
        """`locked`: the memory is locked."""
        self._status, self._locked = status, locked
        self.setText(formatting.format_status(status, self._clock(), locked=locked))
        details = self._details()
        self.setToolTip(plain_tip(details))
        self.setAccessibleName(f"{self.text()}. {details}")
        self.updateGeometry()
        self.update()

    def _details(self) -> str:
        return self._status.message or formatting.format_status_details(self._status, locked=self._locked)

    @property
    def status(self) -> UiStatus:
        return self._status

    def menu(self) -> QMenu:
        """Built each time it is opened, with what can be done in this state."""
        menu = QMenu(self)
        round_corners(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        head = menu.addAction(self._details())
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
        """Each state has a shape as well as a colour, because not everybody can tell colours apart: a disc where it
        records, a square where something stopped or is left out, a ring where it is off or locked."""
        state = formatting.shown_state(self._status, self._locked)
        color = tokens.color("warm" if formatting.is_behind(self._status, self._clock()) else RECORDING_TOKENS[state])
        place = QRectF(15, self.height() / 2 - 5, 10, 10)
        if state in (RecordingState.OFF, RecordingState.LOCKED):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color, 2.2))
            painter.drawEllipse(place.adjusted(0.6, 0.6, -0.6, -0.6))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        if state in (RecordingState.RECORDING, RecordingState.UNREAD):
            halo = QColor(color)
            halo.setAlphaF(0.22)
            painter.setBrush(halo)
            painter.drawEllipse(QRectF(12, self.height() / 2 - 8, 16, 16))
            painter.setBrush(color)
            painter.drawEllipse(place.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            painter.drawRoundedRect(place, 2.5, 2.5)


def fill_menu(
    menu: QMenu, status: UiStatus, pause: Callable[[int | None], object], resume: Callable[[], object]
) -> None:
    """The same choices in the pill and in the tray."""
    if status.state is RecordingState.PAUSED:
        menu.addAction(tr("Resume now")).triggered.connect(lambda: resume())
        menu.addSeparator()
    for minutes, text in PAUSE_CHOICES:
        menu.addAction(tr(text)).triggered.connect(lambda _checked=False, m=minutes: pause(m))
