"""At the scales of dense screens nothing is cut off, and what is drawn is drawn as fine as the screen is.

Qt takes its scale when it starts: each runs in a process of its own, with the tests of the smallest window.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtGui import QColor, QImage

from tests.ui.test_access import PAGES
from ui.kit.ports import FirstRunStep

SMALLEST = [f"tests/ui/test_access.py::test_nothing_is_cut_off_in_the_smallest_window[{page}-en]" for page in PAGES]
SMALLEST += [
    f"tests/ui/test_first_run_key.py::test_nothing_is_cut_off_in_the_smallest_window[{step}-de]"
    for step in FirstRunStep
]
FINE = "tests/ui/test_scale.py::test_pictures_are_as_fine_as_the_screen"


@pytest.mark.skipif("AFTERGLOW_TEST_SCALE" in os.environ, reason="runs inside this very test")
@pytest.mark.parametrize("scale", ["1.25", "1.5", "2"])
def test_nothing_is_cut_off_and_all_is_fine_at(scale):
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *SMALLEST, FINE],
        env={**os.environ, "AFTERGLOW_TEST_SCALE": scale},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout[-3000:]


def test_pictures_are_as_fine_as_the_screen(desk):
    scale = float(os.environ.get("AFTERGLOW_TEST_SCALE", "1"))
    one = desk()
    composer = one.window.page_set.ask.composer
    image = QImage(480, 480, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))

    one.window.navigation.go("Ask")
    composer.attached.attach(image)
    one.settle()
    assert composer.attached.grab().devicePixelRatio() == scale
    assert composer.attached._small.pixmap().width() == round(48 * scale)
    one.window.navigation.go("Timeline")
    one.settle()
    assert one.window.timeline.ribbon._background.devicePixelRatio() == scale
