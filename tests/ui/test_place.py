"""The window comes back where it was left, and never larger than its screen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from ui.shell.geometry import restore_geometry, save_geometry


@pytest.fixture
def window(qtbot):
    def made(width=1280, height=860):
        one = QWidget()
        qtbot.addWidget(one)
        one.setMinimumSize(200, 100)
        one.resize(width, height)
        return one

    return made


def test_it_comes_back_as_it_was_left(window, tmp_path):
    left = window(420, 310)
    left.move(60, 50)
    left.show()
    save_geometry(left, tmp_path / "place")

    again = window()
    restore_geometry(again, tmp_path / "place")

    assert again.size() == left.size()
    assert (again.pos() - left.pos()).manhattanLength() < 10  # a frame's borders, which the window cannot know yet
    assert (tmp_path / "place").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [None, b"", b"no numbers at all", b"ff" * 66])
def test_at_first_it_is_no_larger_than_the_screen(window, tmp_path, content):
    file = tmp_path / "place"
    if content is not None:
        file.write_bytes(content)
    large = window(9000, 9000)

    restore_geometry(large, file)

    room = large.screen().availableGeometry()
    assert 200 < large.width() < room.width()
    assert 100 < large.height() < room.height()


def test_where_it_cannot_be_noted_nothing_happens(window, tmp_path):
    save_geometry(window(), tmp_path / "none" / "place")
    save_geometry(window(), None)
    small = window(420, 310)
    restore_geometry(small, None)

    assert list(tmp_path.iterdir()) == []
    assert (small.width(), small.height()) == (420, 310)
