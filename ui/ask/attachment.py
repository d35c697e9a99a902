"""Picture attached to a question. UI thread.

Its pixels are in RAM only and go with the question, or with a lock.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QBrush, QGuiApplication, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from base.records.picture import BgrImage
from ui.kit import thumbnails
from ui.kit.i18n import tr
from ui.kit.jobs import Jobs
from ui.kit.theme import RADIUS_SMALL, L, Look, M, S
from ui.kit.widgets import label, set_tinted_icon, tool_button

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".bmp", ".gif", ".tif", ".tiff")
_HEIGHT, _WIDTH = 48, 120


class QuestionField(QPlainTextEdit):
    """A picture that is pasted or dropped is no text."""

    picture_given = Signal(object)
    """The Path of a file, or a QImage."""

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return _picture_in(source) is not None or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        picture = _picture_in(source)
        if picture is None:
            super().insertFromMimeData(source)
        else:
            self.picture_given.emit(picture)


def _picture_in(source: QMimeData) -> Path | QImage | None:
    files = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    if len(files) == 1 and files[0].suffix.lower() in SUFFIXES:
        return files[0]
    if source.hasImage() and not source.hasText():
        image = source.imageData()
        return image if isinstance(image, QImage) and not image.isNull() else None
    return None


class AttachedPicture(QWidget):
    """Hidden while there is none."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, look: Look, jobs: Jobs) -> None:
        super().__init__()
        self._lane = jobs.lane()
        self.picture: BgrImage | None = None
        self._small = QLabel()
        self._words = label(tr("Read on this computer, and not kept"), "small")
        self.remove = set_tinted_icon(
            tool_button(tr("Take the picture away (Ctrl+Shift+O)"), self.clear), look, "close"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(L, M, S, 0)
        row.setSpacing(M)
        row.addWidget(self._small)
        row.addWidget(self._words)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.hide()

    def attach(self, given: Path | QImage) -> None:
        """Read on the pool; `failed` where it is no picture."""
        self._lane.run(lambda: thumbnails.load_bgr(given), self._show, self.failed.emit)

    def _show(self, picture: BgrImage) -> None:
        self.picture = picture
        self._small.setPixmap(rounded_pixmap(picture, _WIDTH, _HEIGHT))
        self._small.setAccessibleName(tr("The picture of the question"))
        self.show()
        self.changed.emit()

    def clear(self) -> None:
        self._lane.cancel()
        self.picture = None
        self._small.clear()
        self.hide()
        self.changed.emit()


def pictures_folder() -> str:
    """Where the system keeps pictures; the home folder where there is no such place."""
    places = QStandardPaths.StandardLocation
    chosen = QStandardPaths.writableLocation(places.PicturesLocation)
    return chosen if Path(chosen).is_dir() else QStandardPaths.writableLocation(places.HomeLocation)


def rounded_pixmap(picture: BgrImage, width: int, height: int) -> QPixmap:
    """Whole, within so many logical pixels, with the corners of a card."""
    scale = QGuiApplication.primaryScreen().devicePixelRatio()
    size = QSize(width, height) * scale
    whole = thumbnails.to_qimage(picture).scaled(
        size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    result = QPixmap(whole.size())
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QBrush(whole))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(result.rect(), RADIUS_SMALL * scale, RADIUS_SMALL * scale)
    painter.end()
    result.setDevicePixelRatio(scale)
    return result
