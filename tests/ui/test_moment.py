"""The moment view: its text is read off the picture, and what cannot be taken back is asked first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton

from base.records.line import Line
from tests.ui.memories import a_life
from ui.kit.confirm import ConfirmDialog
from ui.moment.open_address import OpenAddressDialog, can_open
from ui.moment.text_selection import (
    TextPosition,
    boxes_of,
    line_at,
    position_at,
    query_boxes,
    select_words,
    text_of,
    whole_text,
)
from ui.shell.shortcuts import SHORTCUTS, ShortcutSheet

LINES = (
    Line("Marisol Adeyemi", (60, 80, 150, 20)),
    Line("Here are the photos of the quay wall.", (60, 110, 370, 20)),
    Line("", (60, 140, 0, 20)),
    Line("Before Friday?", (60, 170, 140, 20)),
)


@pytest.fixture
def opened(desk, archive, day):
    archive.put_back(a_life(day))
    one = desk()
    one.search("survey photos")
    one.window.search.results.open_first()
    one.settle()
    return one


def at(canvas, x: float, y: float):
    """A point of the picture, on the widget."""
    place, scale = canvas.picture_rect(), canvas.scale
    return QPointF(place.x() + x * scale, place.y() + y * scale).toPoint()


# Reading off the picture


def test_a_point_finds_its_letter_and_far_away_the_nearest_one():
    assert position_at(LINES, 62, 85) == TextPosition(0, 0)
    assert position_at(LINES, 5, 118) == TextPosition(1, 0)
    assert position_at(LINES, 900, 300) == TextPosition(3, 13)
    assert position_at((), 1, 1) is None
    assert line_at(LINES, 62, 85) == 0
    assert line_at(LINES, 600, 85) is None


def test_a_selection_takes_whole_words_in_reading_order_whichever_way_it_was_drawn():
    there, back = (
        select_words(LINES, *pair)
        for pair in ((TextPosition(0, 10), TextPosition(1, 7)), (TextPosition(1, 7), TextPosition(0, 10)))
    )

    assert text_of(LINES, there) == text_of(LINES, back) == "Adeyemi\nHere are"
    assert boxes_of(LINES, there) == ((140, 80, 70, 20), (60, 110, 80, 20))


def test_everything_leaves_empty_lines_out():
    span = whole_text(LINES)

    assert span is not None
    assert text_of(LINES, span) == "Marisol Adeyemi\nHere are the photos of the quay wall.\nBefore Friday?"
    assert whole_text(LINES[2:3]) is None


def test_the_words_sought_are_marked_and_no_redacted_line_is():
    redacted = Line("quay quay", (0, 0, 90, 20), redacted=True)

    assert query_boxes((*LINES, redacted), "quay app:mail") == ((330, 110, 40, 20),)
    assert query_boxes(LINES, "") == ()


# Selecting with the mouse


def test_a_drag_selects_words_and_copy_takes_them(opened, qtbot):
    moment = opened.window.moment
    canvas = moment.canvas
    first, second = moment.moment.lines[:2]

    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, first.box[0] + 2, first.box[1] + 18))
    qtbot.mouseMove(canvas, at(canvas, second.box[0] + 60, second.box[1] + 18))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, second.box[0] + 60, second.box[1] + 18))
    qtbot.keyClick(moment, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == "Marisol Adeyemi\nHere are"


def test_everything_is_selected_with_one_key_and_a_click_beside_the_text_drops_it(opened, qtbot):
    moment = opened.window.moment

    qtbot.keyClick(moment, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert moment.canvas.selection == moment.moment.text

    qtbot.mouseClick(moment.canvas, Qt.MouseButton.LeftButton, pos=at(moment.canvas, 900, 500))
    assert moment.canvas.selection == ""


def test_a_double_click_takes_the_word(opened, qtbot):
    canvas = opened.window.moment.canvas
    line = opened.window.moment.moment.lines[0]

    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, line.box[0] + 4, line.box[1] + 18))

    assert canvas.selection == "Marisol"


def test_a_lock_drops_the_selection(opened):
    opened.window.moment.canvas.select_all()

    opened.window.lock_memory()
    opened.settle()

    assert opened.window.moment.canvas.selection == ""
    assert opened.window.moment.canvas.accessibleDescription() == ""


# Acting


def test_the_picture_is_copied(opened, qtbot):
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

    qtbot.keyClick(opened.window.moment, Qt.Key.Key_C, both)

    assert QGuiApplication.clipboard().image().size().width() == 960


def test_an_address_is_opened_only_after_the_whole_of_it_was_shown(opened, qtbot):
    moment, visited = opened.window.moment, []
    moment.action_bar.open_url = visited.append

    qtbot.keyClick(moment, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    question = opened.window.findChild(OpenAddressDialog)
    assert question.address.toPlainText() == moment.moment.url
    assert visited == []
    question.go.click()

    assert visited == [moment.moment.url]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_escape_and_enter_open_nothing(opened, qtbot, key):
    moment, visited = opened.window.moment, []
    moment.action_bar.open_url = visited.append
    moment.action_bar.open_address()

    qtbot.keyClick(opened.window.findChild(OpenAddressDialog), key)
    opened.settle()

    assert visited == []
    assert opened.window.navigation.currentWidget() is moment


@pytest.mark.parametrize(
    ("address", "opens"),
    [
        ("https://example.org/a", True),
        ("file:///home/ada/plan.pdf", True),
        ("", False),
        ("chrome://settings", False),
        ("javascript:alert(1)", False),
        ("http://[broken", False),
    ],
)
def test_only_pages_and_files_can_be_opened(address, opens):
    assert can_open(address) is opens


def test_pinning_is_kept_and_taken_back(opened, archive, qtbot):
    moment = opened.window.moment

    qtbot.keyClick(moment, Qt.Key.Key_P)
    opened.settle()
    assert archive.pins() == (moment.moment.id,)
    assert moment.action_bar.pin_button.isChecked()

    qtbot.keyClick(moment, Qt.Key.Key_P)
    opened.settle()
    assert archive.pins() == ()
    assert not moment.action_bar.pin_button.isChecked()


def test_moments_like_this_one_are_searched_with_a_chip_for_it(opened, archive, qtbot):
    frame = opened.window.moment.moment.id
    qtbot.keyClick(opened.window.moment, Qt.Key.Key_S)
    opened.settle()

    assert archive.asked[-1] == f"like:{frame}"
    assert opened.window.navigation.currentWidget() is opened.window.search
    assert opened.window.search.results.windows
    chip = opened.window.search.chips.findChild(QPushButton)
    assert chip.text().startswith("similar to a moment")
    chip.click()
    opened.settle()
    assert opened.window.search_field.text() == ""


def test_forgetting_is_asked_first_and_leads_back(opened, archive, qtbot):
    moment = opened.window.moment
    frame = moment.moment.id

    qtbot.keyClick(moment, Qt.Key.Key_Delete)
    question = moment.findChild(ConfirmDialog)
    assert archive.moment(frame) is not None
    question.confirm_button.click()
    opened.settle()

    assert archive.moment(frame) is None
    assert opened.window.navigation.currentWidget() is opened.window.search


def test_escape_forgets_nothing(opened, archive, qtbot):
    moment = opened.window.moment
    moment.action_bar.ask_to_forget()

    qtbot.keyClick(moment.findChild(ConfirmDialog), Qt.Key.Key_Escape)
    opened.settle()

    assert archive.moment(moment.moment.id) is not None


def test_a_memory_that_rests_on_the_moment_opens_on_its_page(opened):
    moment = opened.window.moment
    button = next(one for one in moment.related.findChildren(QPushButton) if "Answered Marisol" in one.accessibleName())

    button.click()
    opened.settle()

    assert opened.window.navigation.currentWidget() is opened.window.page_set.memories
    assert "Answered Marisol" in opened.window.page_set.memories.list.current.summary


# Without a mouse and without sight


def test_every_button_has_a_name_and_the_tab_key_reaches_it(opened, qtbot):
    moment = opened.window.moment
    buttons = [one for one in moment.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
    assert all(one.accessibleName() or one.text() for one in buttons)

    moment.setFocus()
    reached = set()
    for _ in range(40):
        qtbot.keyClick(QGuiApplication.focusObject(), Qt.Key.Key_Tab)
        reached.add(QGuiApplication.focusObject())

    assert not [one.accessibleName() or one.text() for one in buttons if one not in reached]


def test_tab_goes_through_the_search_from_top_to_bottom(desk, qtbot):
    one = desk()
    one.search("quay -draft ")
    wanted = [one.window.search.chips, one.window.search.results, one.window.search.facets]

    order = []
    for _ in range(12):
        qtbot.keyClick(QGuiApplication.focusObject(), Qt.Key.Key_Tab)
        here = QGuiApplication.focusObject()
        order += [part for part in wanted if part is here or part.isAncestorOf(here)]

    assert list(dict.fromkeys(order)) == wanted


def test_the_sheet_of_keys_names_each_group_and_closes_with_escape(qtbot):
    sheet = ShortcutSheet()
    qtbot.addWidget(sheet)
    sheet.open()
    said = {one.text() for one in sheet.findChildren(QLabel)}
    assert {title for title, _ in SHORTCUTS} <= said

    qtbot.keyClick(sheet, Qt.Key.Key_Escape)

    assert not sheet.isVisible()
