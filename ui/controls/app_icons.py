"""Icons of the apps on this computer: from the icon theme or a file, else the app's first letter. UI thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QIcon, QPainter, QPixmap

from ui.kit.theme import Tokens, app_color, font


def app_pixmap(name: str, icon: str, tokens: Tokens, size: int, ratio: float = 1.0) -> QPixmap:
    """`icon`: a name of the icon theme or a path; `size` in pixels of the window, `ratio` those of the screen."""
    if icon:
        found = QIcon(icon) if Path(icon).is_absolute() else QIcon.fromTheme(icon)
        pixmap = found.pixmap(QSize(size, size), ratio)
        if not pixmap.isNull():
            return pixmap
    return _letter(name, tokens, size, ratio)


def _letter(name: str, tokens: Tokens, size: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(app_color(tokens, name))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size / 4, size / 4)
    painter.setPen(tokens.color("ink"))
    painter.setFont(font(max(10, size // 2), QFont.Weight.DemiBold))
    painter.drawText(QRectF(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, name.strip()[:1].upper() or "?")
    painter.end()
    return pixmap
