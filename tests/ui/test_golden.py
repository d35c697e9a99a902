"""What every screen looks like, in both themes. Look at a picture yourself before you accept it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QWidget

from base.coverage import State
from base.errors import Damaged, DiskFull, NoDisplay, WeightsMissing
from base.records.line import Line
from base.records.search import Gap
from tests.ui.memories import a_life
from ui.kit.confirm import ConfirmDialog
from ui.kit.ports import RecordingState, UiStatus
from ui.moment.open_address import OpenAddressDialog
from ui.search.saved_searches import save_search
from ui.shell.shortcuts import ShortcutSheet

NOW = datetime(2026, 3, 17, 12, 30, tzinfo=UTC)
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


@THEMES
def test_timeline_of_a_full_day(desk, golden, theme):
    one = desk(theme=theme)

    golden(one.window, f"timeline-{theme}")


@THEMES
def test_timeline_without_memories(desk, golden, bare_archive, theme):
    one = desk(bare_archive, theme=theme)

    golden(one.window, f"timeline-empty-{theme}")


@THEMES
def test_search_results_with_a_gap(desk, golden, archive, theme):
    start = archive.coverage()[1].start
    archive.gaps = (Gap(start, start + timedelta(minutes=12), State.PAUSED),)
    one = desk(theme=theme)

    one.search("report")

    golden(one.window, f"search-{theme}")


@THEMES
def test_a_search_narrowed_by_operators_and_unfolded(desk, golden, theme, qtbot):
    one = desk(theme=theme)
    one.search("quay -deadline app:mail on:2026-03-17")

    one.window.search.results.take_focus()
    one.window.search.results.set_unfolded(unfolded=True)
    one.settle()

    golden(one.window, f"search-narrowed-{theme}")


@THEMES
def test_what_the_field_offers(desk, golden, theme):
    one = desk(theme=theme)

    one.type("quay app:")
    one.settle()

    golden(one.window, f"search-offered-{theme}")


def test_search_with_very_long_texts(desk, golden, archive, day):
    long = "A very long title of a window that does not end — " * 6
    text = "quay " + "and so on and on without an end in sight " * 20
    shown = (Line(text, (60, 80, 800, 36)),)
    url = "https://" + "very-" * 9 + "long.example.org/"
    archive.add(
        [
            replace(one, app=f"An app with quite a long name {n}", title=long, summary=text, url=url, lines=shown)
            for n, one in enumerate(day[:3])
        ]
    )
    one = desk()

    one.search('quay app:"An app with quite a long name" -"something left out that is long as well"')

    golden(one.window, "search-long-light")


def test_search_before_anything_is_typed(desk, golden):
    one = desk()

    one.window.focus_search()
    one.settle()

    golden(one.window, "search-start-light")


def test_saved_searches_on_the_start(desk, golden, archive):
    queries = ("quay app:mail", f"a long one {'that goes on ' * 9}", "tide site:example.org on:yesterday")
    for minutes, query in enumerate(queries):
        save_search(archive, query, NOW + timedelta(minutes=minutes))
    one = desk(theme="dark")

    one.window.focus_search()
    one.settle()

    golden(one.window, "search-saved-dark")


def test_search_without_a_hit(desk, golden, archive):
    start = archive.coverage()[1].start
    archive.gaps = (Gap(start, start + timedelta(minutes=12), State.SKIPPED, "private_browsing"),)
    one = desk()

    one.search("zebra")

    golden(one.window, "search-nothing-light")


@pytest.mark.parametrize("page", ["Timeline", "Search", "Memories", "Settings"])
def test_high_contrast(desk, golden, archive, day, page):
    archive.put_back(a_life(day))
    one = desk(theme="contrast")
    one.window.navigation.go(page)
    if page == "Search":
        one.search("photos")
    one.settle()

    golden(one.window, f"contrast-{page.lower()}")


@THEMES
def test_moment_with_boxes(desk, golden, theme):
    one = desk(theme=theme)
    one.search("marisol")

    one.window.search.results.open_first()
    one.settle()

    golden(one.window, f"moment-{theme}")


@THEMES
def test_moment_with_words_selected_and_what_was_remembered(desk, golden, archive, day, theme):
    archive.put_back(a_life(day))
    one = desk(theme=theme)
    one.search("survey photos")
    one.window.search.results.open_first()
    one.settle()

    one.window.moment.canvas.select_all()
    one.window.moment.action_bar.toggle_pin()
    one.settle()

    golden(one.window, f"moment-selected-{theme}")


@THEMES
def test_opening_an_address_asks_first(desk, golden, archive, day, theme):
    long = f"https://mail.example.org/thread/88?{'from=a-very-long-parameter&' * 9}end=1"
    archive.add([replace(day[-1], url=long)])
    one = desk(theme=theme)
    one.window.timeline.opened.emit(day[-1].id)
    one.settle()

    one.window.moment.action_bar.open_address()
    one.settle()

    golden(one.window.findChild(OpenAddressDialog), f"open-address-{theme}")


@THEMES
def test_locked(desk, golden, theme):
    one = desk(theme=theme, locked=True)

    golden(one.window, f"locked-{theme}")


@THEMES
def test_paused(desk, golden, theme):
    one = desk(theme=theme, status=UiStatus(RecordingState.PAUSED, until=one_hour(), saved=412))

    golden(one.window.centralWidget().findChild(QWidget, "top"), f"paused-{theme}")


def test_fault_is_told_above_the_page(desk, golden, bare_archive):
    status = UiStatus(RecordingState.FAULT, message="There is not enough space. Free some disk space.")
    one = desk(bare_archive, status=status)

    golden(one.window, "fault-light")


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("full", DiskFull()),
        ("display", NoDisplay()),
        ("weights", WeightsMissing("reading")),
        ("damaged", Damaged("a film")),
    ],
)
def test_every_fault_says_what_to_do(desk, golden, name, error):
    one = desk(status=UiStatus(RecordingState.FAULT, message=str(error), saved=412, last_saved=NOW), theme="dark")
    one.window.show_error(error)

    golden(one.window, f"fault-{name}-dark")


@THEMES
def test_export(desk, golden, theme):
    one = desk(theme=theme)

    dialog = one.window.open_export()
    one.settle()

    golden(dialog, f"export-{theme}")


def test_export_readable_asks_twice(desk, golden):
    one = desk()
    dialog = one.window.open_export()

    dialog.plain_box.setChecked(True)
    dialog.understood_box.setChecked(True)
    dialog.submit()
    one.settle()

    golden(dialog, "export-readable-light")


def test_keys(desk, golden):
    one = desk()

    one.window.open_shortcuts()
    sheet = one.window.findChild(ShortcutSheet)
    golden(sheet, "keys-light")
    sheet.close()


def test_forget_question(desk, golden):
    one = desk()

    one.window.recording_controller.confirm_forget()
    question = one.window.findChild(ConfirmDialog)
    golden(question, "forget-light")
    question.close()


def one_hour():
    from datetime import UTC, datetime

    return datetime(2026, 3, 17, 13, 12, tzinfo=UTC)
