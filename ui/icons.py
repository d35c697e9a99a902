"""The bundled line icons, tinted, and the tray's state icons. UI thread; each drawing is cached by name and tint."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.control import Recording
from ui.theme import DARK, LIGHT, RECORDING_TOKENS, Tokens, asset

_SCALES = (1, 2)


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return asset("icons", f"{name}.svg").read_text(encoding="utf-8")


def drawing(name: str, color: str, size: int, scale: int = 1) -> QPixmap:
    pixmap = QPixmap(size * scale, size * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
    renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def icon(name: str, tokens: Tokens, *, size: int = 20, rest: str = "muted", checked: str = "accent") -> QIcon:
    """Muted at rest, accented when checked."""
    result = QIcon()
    for scale in _SCALES:
        result.addPixmap(drawing(name, getattr(tokens, rest), size, scale))
        result.addPixmap(drawing(name, getattr(tokens, checked), size, scale), QIcon.Mode.Normal, QIcon.State.On)
    return result


def app_icon() -> QIcon:
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(drawing("afterglow", "", size))
    return result


def tray_icon(state: Recording, *, dark: bool = True) -> QIcon:
    """The setting sun with a dot in the state's colour; the panel's own ground is unknown, so the dot has a rim."""
    tokens = DARK if dark else LIGHT
    result = QIcon()
    for size in (22, 32, 48, 64):
        pixmap = drawing("tray", tokens.ink if state is Recording.RECORDING else tokens.muted, size)
        _dot(pixmap, size, tokens.color(RECORDING_TOKENS[state]), tokens.color("ground"))
        result.addPixmap(pixmap)
    return result


def _dot(pixmap: QPixmap, size: int, color: QColor, rim: QColor) -> None:
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    outer = size * 0.46
    for width, brush in ((outer, rim), (outer * 0.76, color)):
        inset = (outer - width) / 2
        painter.setBrush(brush)
        painter.drawEllipse(QRectF(size - outer + inset, size - outer + inset, width, width))
    painter.end()
