"""Tinted line icons and tray icons (Qt SVG). Widgets and the tray call it. UI thread; the SVG text is cached."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from ui.kit.ports import RecordingState
from ui.kit.theme import DARK, LIGHT, RECORDING_TOKENS, Tokens, asset

_SCALES = (1, 2)


@lru_cache(maxsize=64)
def _read_svg(name: str) -> str:
    return asset("icons", f"{name}.svg").read_text(encoding="utf-8")


def render_icon(name: str, color: str, size: int, scale: int = 1) -> QPixmap:
    pixmap = QPixmap(size * scale, size * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer = QSvgRenderer(QByteArray(_read_svg(name).replace("currentColor", color).encode()))
    renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def icon(name: str, tokens: Tokens, *, size: int = 20, rest: str = "muted", checked: str = "accent") -> QIcon:
    """Muted at rest, accented when checked."""
    result = QIcon()
    for scale in _SCALES:
        result.addPixmap(render_icon(name, getattr(tokens, rest), size, scale))
        result.addPixmap(render_icon(name, getattr(tokens, checked), size, scale), QIcon.Mode.Normal, QIcon.State.On)
    return result


def set_button_icon(target: QAbstractButton, name: str, tokens: Tokens, *, size: int = 18, gap: int = 5) -> None:
    """In the colour of the text, with room before it: the style sheet knows no gap between icon and text."""
    padded = QIcon()
    for scale in _SCALES:
        pixmap = QPixmap((size + gap) * scale, size * scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.drawPixmap(0, 0, render_icon(name, tokens.ink, size * scale))
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        padded.addPixmap(pixmap)
    target.setIcon(padded)
    target.setIconSize(QSize(size + gap, size))


def app_icon() -> QIcon:
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(render_icon("afterglow", "", size))
    return result


def tray_icon(state: RecordingState, *, dark: bool = True) -> QIcon:
    """The setting sun with a badge for the state. Each state has a colour and a shape, because not everybody can tell
    colours apart; the badge has a rim, because the panel's background is unknown."""
    tokens = DARK if dark else LIGHT
    result = QIcon()
    for size in (22, 32, 48, 64):
        pixmap = render_icon("tray", tokens.ink if state is RecordingState.RECORDING else tokens.muted, size)
        _paint_badge(pixmap, state, tokens.color(RECORDING_TOKENS[state]), tokens.color("ground"))
        result.addPixmap(pixmap)
    return result


def _paint_badge(pixmap: QPixmap, state: RecordingState, color: QColor, rim: QColor) -> None:
    """In the lower right quarter, on a disc in the rim's colour. The badge is painted on a grid of 20 by 20."""
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = pixmap.width() * 0.54 / 20
    painter.translate(pixmap.width() - 20 * unit, pixmap.height() - 20 * unit)
    painter.scale(unit, unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(rim)
    painter.drawEllipse(QRectF(0, 0, 20, 20))
    painter.setBrush(color)
    _BADGES[state](painter, QPen(color, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.end()


def _paint_dot(painter: QPainter, _pen: QPen) -> None:
    painter.drawEllipse(QRectF(3, 3, 14, 14))


def _paint_bars(painter: QPainter, _pen: QPen) -> None:
    for left in (4.5, 11.5):
        painter.drawRoundedRect(QRectF(left, 3.5, 4, 13), 1.5, 1.5)


def _paint_ring(painter: QPainter, pen: QPen) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QRectF(4, 4, 12, 12))


def _paint_square(painter: QPainter, _pen: QPen) -> None:
    painter.drawRoundedRect(QRectF(4, 4, 12, 12), 2, 2)


def _paint_struck_ring(painter: QPainter, pen: QPen) -> None:
    _paint_ring(painter, pen)
    painter.drawLine(QPointF(6, 14), QPointF(14, 6))


def _paint_exclamation_mark(painter: QPainter, _pen: QPen) -> None:
    painter.drawRoundedRect(QRectF(8, 2.5, 4, 9), 2, 2)
    painter.drawEllipse(QRectF(7.8, 13.2, 4.4, 4.4))


def _paint_padlock(painter: QPainter, pen: QPen) -> None:
    painter.drawRoundedRect(QRectF(4, 9, 12, 8), 2, 2)
    pen.setWidthF(2.4)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(6.4, 3.4, 7.2, 10), 0, 180 * 16)


_BADGES: dict[RecordingState, Callable[[QPainter, QPen], None]] = {
    RecordingState.RECORDING: _paint_dot,
    RecordingState.PAUSED: _paint_bars,
    RecordingState.SKIPPING: _paint_struck_ring,
    RecordingState.UNREAD: _paint_exclamation_mark,
    RecordingState.RESTARTING: _paint_square,
    RecordingState.FAULT: _paint_exclamation_mark,
    RecordingState.FULL: _paint_exclamation_mark,
    RecordingState.LOCKED: _paint_padlock,
    RecordingState.OFF: _paint_ring,
}
