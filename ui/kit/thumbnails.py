"""Thumbnail cache (LRU in RAM), and decoding of pictures for Qt (Pillow).

The main window creates the cache, on the UI thread; pictures are decoded on the jobs pool. Decoded pixels are in RAM
only: at most `_MAX_CACHED` thumbnails (320 × 180 × 4 bytes each, about 90 MB), and none after a lock.
"""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import PIL.Image
from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPixmap

from base.errors import AfterglowError, BadInput, BrokenPicture
from base.records.picture import BgrImage, Picture
from memory.archive.api import ArchiveApi
from memory.pictures import decoding
from ui.kit.i18n import mark
from ui.kit.jobs import BACKGROUND, Job, Jobs
from ui.kit.theme import Tokens

_MAX_CACHED = 400
_BATCH_SIZE = 16
_MAX_REQUESTED = 64
"""More than fit on one screen: older requests are for rows that were scrolled past."""


def decode(data: bytes) -> QImage:
    """Any thread; a null image when it cannot be decoded. Reads AVIF too.

    By Pillow, not by Qt: QImage.fromData on a pool thread was seen to hang together with the UI thread (2 of 14 runs
    of tests/ui; 0 of 18 since), most likely Qt's plugin lock and the interpreter's taken in opposite order.
    """
    try:
        with PIL.Image.open(io.BytesIO(data)) as still:
            rgb = still.convert("RGB")
    except (OSError, ValueError, SyntaxError, PIL.Image.DecompressionBombError):
        return QImage()
    pixels = rgb.tobytes("raw", "BGRX")
    return QImage(pixels, rgb.width, rgb.height, rgb.width * 4, QImage.Format.Format_RGB32).copy()


def decode_picture(picture: Picture | None) -> QImage:
    """Any thread; a null image when it cannot be decoded."""
    try:
        return QImage() if picture is None else to_qimage(decoding.decode(picture))
    except AfterglowError:
        return QImage()


def to_qimage(image: BgrImage) -> QImage:
    height, width = image.shape[:2]
    return QImage(image.data, width, height, width * 3, QImage.Format.Format_BGR888).copy()


def load_bgr(source: Path | QImage) -> BgrImage:
    """Any thread: the pixels of a file or of a pasted picture. Raises BadInput."""
    try:
        return decoding.load(source) if isinstance(source, Path) else _pixels(source)
    except BrokenPicture:
        raise BadInput(
            mark("This is not a picture that can be read"), advice=mark("Take a PNG, JPEG, WebP, AVIF, TIFF or GIF.")
        ) from None


def _pixels(image: QImage) -> BgrImage:
    decoding.check_size("", image.width(), image.height())
    plain = image.convertToFormat(QImage.Format.Format_BGR888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).copy()


class Thumbnails(QObject):
    """`get` returns a cached thumbnail at once, or requests it; `arrived` is emitted when it is time to repaint."""

    arrived = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._archive: ArchiveApi | None = None
        self._cache: OrderedDict[str, QPixmap] = OrderedDict()
        self._wanted: dict[str, None] = {}
        self._requested: set[str] = set()
        self._running: list[Job] = []
        self._request_timer = QTimer(self, singleShot=True, interval=0)
        self._request_timer.timeout.connect(self._request_wanted)

    def set_archive(self, archive: ArchiveApi | None) -> None:
        for job in self._running:
            job.cancel()
        self._running.clear()
        self._archive = archive
        self._cache.clear()
        self._wanted.clear()
        self._requested.clear()

    def get(self, frame: str) -> QPixmap | None:
        """None until it is loaded; a null pixmap if the frame has no thumbnail."""
        pixmap = self._cache.get(frame)
        if pixmap is not None:
            self._cache.move_to_end(frame)
        elif self._archive is not None and frame not in self._requested:
            self._wanted.pop(frame, None)
            self._wanted[frame] = None
            if not self._request_timer.isActive():
                self._request_timer.start()
        return pixmap

    def prefetch(self, frames: Sequence[str]) -> None:
        """Frames that are likely to be needed soon, the likeliest first. Those needed now are loaded before them."""
        known = (self._cache, self._requested, self._wanted)
        missing = [frame for frame in frames if not any(frame in frames_known for frames_known in known)]
        if self._archive is not None and missing:
            self._wanted = dict.fromkeys([*reversed(missing), *self._wanted])
            if not self._request_timer.isActive():
                self._request_timer.start()

    def _request_wanted(self) -> None:
        newest = list(reversed(self._wanted))[:_MAX_REQUESTED]
        self._wanted.clear()
        archive = self._archive
        if archive is None:
            return
        for start in range(0, len(newest), _BATCH_SIZE):
            self._request_batch(archive, newest[start : start + _BATCH_SIZE])

    def _request_batch(self, archive: ArchiveApi, frames: list[str]) -> None:
        self._requested.update(frames)

        def load() -> dict[str, QImage]:
            return {frame: decode(data) for frame, data in archive.thumbnails(frames).items()}

        def receive(images: dict[str, QImage]) -> None:
            self._requested.difference_update(frames)
            for frame in frames:
                self._cache[frame] = QPixmap.fromImage(images.get(frame, QImage()))
            while len(self._cache) > _MAX_CACHED:
                self._cache.popitem(last=False)
            self.arrived.emit()

        def give_up(_error: AfterglowError) -> None:
            """The placeholder stays; the page that lists the frames reports the error."""
            self._requested.difference_update(frames)

        job = Job(load, receive, give_up)
        self._running = [*(running for running in self._running if not running.finished), job]
        self._jobs.put(job, BACKGROUND)


def paint_thumbnail(painter: QPainter, box: QRectF, pixmap: QPixmap | None, tokens: Tokens, radius: float) -> None:
    """With round corners, cropped to fill the box; a plain placeholder if there is no pixmap."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    painter.fillPath(path, tokens.color("sunken"))
    if pixmap is not None and not pixmap.isNull():
        painter.setClipPath(path)
        scale = max(box.width() / pixmap.width(), box.height() / pixmap.height())
        visible = QRectF(0, 0, box.width() / scale, box.height() / scale)
        visible.moveCenter(QRectF(pixmap.rect()).center())
        painter.drawPixmap(box, pixmap, visible)
        painter.setClipping(False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tokens.color("border"), 1))
    painter.drawPath(path)
    painter.restore()
