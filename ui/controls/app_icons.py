"""Icons of the apps on this computer: from the icon theme or a file, else the app's first letter. UI thread.

Which file it is, an app says; so it is read as what anybody may have put there. Nothing in it may keep the window
waiting: no pipe, no picture of a million lines, no drawing that repeats itself or loads other files.
"""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QImageReader, QPainter, QPixmap

from base.files import read_regular_file
from ui.kit.theme import Tokens, app_color, font

_MAX_FILE_BYTES = 2_000_000
_MAX_SIDE = 2048
"""Pixels of a picture in a file."""
_LEADS_AWAY = re.compile(rb"<\s*(?:[\w.-]+:)?(?:use|image|feImage|pattern|marker|mask|filter|symbol)\b|<!ENTITY|\0")
"""In a drawing: what shows another part of it or another file, one within the other at will, and what could hide it."""


def app_pixmap(name: str, icon: str, tokens: Tokens, size: int, ratio: float = 1.0) -> QPixmap:
    """`icon`: a name of the icon theme or a path; `size` in pixels of the window, `ratio` those of the screen."""
    if icon:
        path = Path(icon)
        from_theme = not path.is_absolute()
        pixmap = QIcon.fromTheme(icon).pixmap(QSize(size, size), ratio) if from_theme else _from_file(path, size, ratio)
        if not pixmap.isNull():
            return pixmap
    return _letter(name, tokens, size, ratio)


def _from_file(path: Path, size: int, ratio: float) -> QPixmap:
    """Null for what is not shown."""
    try:
        raw = read_regular_file(path, _MAX_FILE_BYTES)
    except (OSError, ValueError):
        return QPixmap()
    pixmap = QPixmap.fromImage(_decode(raw, round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _decode(raw: bytes, side: int) -> QImage:
    """At most `side` pixels wide and high; null for what is not shown."""
    buffer = QBuffer()
    buffer.setData(QByteArray(raw))
    reader = QImageReader(buffer)
    form = bytes(reader.format().data()).decode()
    if form == "svgz" or (form == "svg" and _LEADS_AWAY.search(raw)):
        return QImage()
    full = reader.size()
    if form == "svg":
        reader.setScaledSize(full.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
        return reader.read()
    if max(full.width(), full.height()) > _MAX_SIDE:
        return QImage()
    image = reader.read()
    if max(image.width(), image.height()) <= side:
        return image
    return image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def tile(color: QColor, size: int, ratio: float) -> QPixmap:
    """A square with round corners, to paint on. `size` and `ratio` as for `app_pixmap`."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(QRectF(0, 0, size, size), size / 4, size / 4)
    painter.end()
    return pixmap


def _letter(name: str, tokens: Tokens, size: int, ratio: float) -> QPixmap:
    pixmap = tile(app_color(tokens, name), size, ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(tokens.color("ink"))
    painter.setFont(font(max(10, size // 2), QFont.Weight.DemiBold))
    painter.drawText(QRectF(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, name.strip()[:1].upper() or "?")
    painter.end()
    return pixmap
