"""Screens drawn for the tests of perception: real letters, no picture from anywhere."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from base.records.picture import BgrImage
from capture.frames import CapturedFrame, Rect, Window

ROOT = Path(__file__).resolve().parents[3]
CORPUS = ROOT.parent / "shared" / "corpus" / "workday"
AT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
Put = tuple[int, int, str]


def screen(
    *texts: Put, size: int = 18, paper: str = "white", ink: str = "black", shape: tuple[int, int] = (480, 800)
) -> BgrImage:
    """A picture (height, width) with texts at (left, top)."""
    canvas = Pillow.new("RGB", (shape[1], shape[0]), paper)
    pen = ImageDraw.Draw(canvas)
    font = ImageFont.load_default(size)
    for left, top, text in texts:
        pen.text((left, top), text, fill=ink, font=font)
    return np.ascontiguousarray(np.asarray(canvas)[:, :, ::-1])


def frame(image: BgrImage, *, windows: tuple[Window, ...] = (), title: str = "", name: str = "f1") -> CapturedFrame:
    pixels = np.dstack([image, np.full(image.shape[:2], 255, np.uint8)])
    window = windows[-1] if windows else Window(app="Editor", title=title)
    return CapturedFrame(id=name, at=AT, monitor=1, pixels=pixels, window=window, windows=windows)


def browser(x: int, y: int, width: int, height: int, app: str = "Chromium") -> Window:
    return Window(app=app, wm_class=app.lower(), title="Page", geometry=Rect(x, y, width, height))
