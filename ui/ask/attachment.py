"""Picture attached to a question: paste, drop, preview.

The composer creates it. UI thread; the file is decoded on the jobs pool. The pixels stay in RAM and are dropped when
the question is sent or the memory is locked.
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
    """Takes a pasted or dropped picture as an attachment, not as text."""

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
    """Preview of the picture with a button that removes it; hidden while there is none."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, look: Look, jobs: Jobs) -> None:
        super().__init__()
        self._lane = jobs.lane()
        self.picture: BgrImage | None = None
        self._small = QLabel()
        self._words = label(tr("Read on this computer and not saved"), "small")
        self.remove = set_tinted_icon(tool_button(tr("Remove the picture (Ctrl+Shift+O)"), self.clear), look, "close")
        row = QHBoxLayout(self)
        row.setContentsMargins(L, M, S, 0)
        row.setSpacing(M)
        row.addWidget(self._small)
        row.addWidget(self._words)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.hide()

    def attach(self, source: Path | QImage) -> None:
        """Decoded on the jobs pool; emits `failed` if it is not a picture."""

        def show_picture(picture: BgrImage) -> None:
            self.picture = picture
            self._small.setPixmap(rounded_pixmap(picture, _WIDTH, _HEIGHT))
            self._small.setAccessibleName(tr("The picture of the question"))
            self.show()
            self.changed.emit()

        self._lane.run(lambda: thumbnails.load_bgr(source), show_picture, self.failed.emit)

    def clear(self) -> None:
        self._lane.cancel()
        self.picture = None
        self._small.clear()
        self.hide()
        self.changed.emit()


def pictures_folder() -> str:
    """The system's folder for pictures; the home folder if there is none."""
    locations = QStandardPaths.StandardLocation
    folder = QStandardPaths.writableLocation(locations.PicturesLocation)
    return folder if Path(folder).is_dir() else QStandardPaths.writableLocation(locations.HomeLocation)


def rounded_pixmap(picture: BgrImage, width: int, height: int) -> QPixmap:
    """The whole picture scaled into a box of logical pixels, with the rounded corners of a card."""
    scale = QGuiApplication.primaryScreen().devicePixelRatio()
    size = QSize(width, height) * scale
    scaled = thumbnails.to_qimage(picture).scaled(
        size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    result = QPixmap(scaled.size())
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QBrush(scaled))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(result.rect(), RADIUS_SMALL * scale, RADIUS_SMALL * scale)
    painter.end()
    result.setDevicePixelRatio(scale)
    return result
