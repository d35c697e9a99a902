"""An app's icon may be any file: small pictures are shown, and nothing in a file keeps the window waiting."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from ui.controls.app_icons import app_pixmap
from ui.kit.theme import LIGHT
from ui.kit.widgets import plain_tip

RED = QColor(250, 10, 20)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="64">'


def shows(path: Path) -> bool:
    """The file's red square, not the app's first letter."""
    pixmap = app_pixmap("Notes", str(path), LIGHT, 32, 2.0)
    assert (pixmap.width(), pixmap.height(), pixmap.devicePixelRatio()) == (64, 64, 2.0)
    return pixmap.toImage().pixelColor(32, 32) == RED


def write_png(path: Path, side: int) -> Path:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(RED)
    assert image.save(str(path))
    return path


@pytest.mark.parametrize("side", [64, 512])
def test_a_picture_in_a_file_is_shown_in_the_size_that_is_asked_for(qapp, tmp_path, side):
    assert shows(write_png(tmp_path / "icon.png", side))


def test_a_plain_drawing_is_shown_whatever_its_name(qapp, tmp_path):
    drawing = tmp_path / "icon.png"
    drawing.write_text(f'{SVG}<rect width="64" height="64" fill="{RED.name()}"/></svg>')

    assert shows(drawing)


@pytest.mark.parametrize(
    "inside",
    [
        '<defs><g id="a"><rect width="64" height="64" fill="#fa0a14"/></g></defs><use xlink:href="#a"/>',
        '<s:use xlink:href="#a"/>',
        '<image width="64" height="64" xlink:href="{folder}/pipe"/>',
        '<pattern id="p"/>',
    ],
)
def test_a_drawing_that_repeats_itself_or_loads_a_file_is_not_drawn(qapp, tmp_path, inside):
    os.mkfifo(tmp_path / "pipe")
    drawing = tmp_path / "icon.svg"
    drawing.write_text(f"{SVG}{inside.format(folder=tmp_path)}</svg>")

    assert not shows(drawing)


def test_pipes_devices_folders_and_huge_pictures_leave_the_first_letter(qapp, tmp_path):
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "zero.png").symlink_to("/dev/zero")
    large = write_png(tmp_path / "large.png", 2100)

    assert not any(map(shows, (tmp_path / "pipe.png", tmp_path / "zero.png", tmp_path, large, tmp_path / "none.png")))


def test_markup_in_a_tooltip_is_shown_and_not_followed(qapp):
    assert plain_tip("Invoice 1 < 2") == "Invoice 1 < 2"
    assert "<img" not in plain_tip("<img src='/etc/passwd'> <b>Inbox</b>")
    assert "&lt;b&gt;Inbox" in plain_tip("<b>Inbox</b>")
