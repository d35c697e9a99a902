"""What the timeline looks like from every distance, in both themes. Look at a picture yourself before you accept it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF

from base.errors import Damaged
from tests.ui.conftest import GatedArchive
from tests.ui.longtime import long_archive_of
from ui.kit.time_span import HOUR, MINUTE, MONTH, WEEK, YEAR

THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


@pytest.fixture
def long_archive(day):
    return long_archive_of(day)


@THEMES
@pytest.mark.parametrize(
    ("name", "seconds"), [("year", YEAR), ("month", MONTH), ("week", WEEK), ("hour", HOUR), ("minute", MINUTE)]
)
def test_every_scale(desk, golden, long_archive, theme, name, seconds):
    one = desk(long_archive, theme=theme)

    one.window.timeline.show_scale(seconds)
    one.settle()

    golden(one.window, f"timeline-{name}-{theme}")


@THEMES
def test_the_preview_over_the_ribbon(desk, golden, long_archive, theme):
    one = desk(long_archive, theme=theme)
    ribbon = one.window.timeline.ribbon

    sample = ribbon.model.nearest(ribbon.span.middle, 1)
    ribbon.hovered.emit(sample, ribbon.mapToGlobal(QPointF(ribbon.width() / 2, 0)).toPoint())
    one.settle()

    golden(one.window, f"timeline-preview-{theme}")
    ribbon.hovered.emit(None, QPoint())


@THEMES
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_calendar(desk, golden, long_archive, theme):
    one = desk(long_archive, theme=theme)

    one.window.timeline.header.open_calendar()
    popover = one.window.timeline.header.popover

    golden(popover, f"calendar-{theme}")
    popover.close()


def test_a_memory_that_cannot_be_read(desk, golden):
    class Broken(GatedArchive):
        def heat(self, zone="UTC"):
            raise Damaged("objects/ab12")

    one = desk(Broken().prepare())

    golden(one.window, "timeline-error-light")


def test_while_it_loads(desk, golden, archive, qtbot):
    archive.hold("heat")
    one = desk(archive, wait=False)
    qtbot.waitUntil(archive.entered["heat"].is_set)

    golden(one.window, "timeline-loading-light")
