"""Narrowing a search: operators are offered, shown as chips and added by facets; hits of one window fold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from base.records.search import Hit, Query
from ui.search.chips import Chips
from ui.search.completion import KnownNames, completions
from ui.search.facets import facet_sections
from ui.search.groups import group_hits
from ui.search.hit_delegate import ROW
from ui.search.operators import add_operator, parse_operators, remove_operator
from ui.search.saved_searches import load_searches, save_search

KNOWN = KnownNames(("Browser", "Editor", "Visual Studio"), ("tides.example.org", "mail.example.org"))
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 17, 12, 30, tzinfo=UTC)


def offered(text: str) -> list[str]:
    return [one.shown for one in completions(text, KNOWN)]


def hit(number: int, *, app: str = "Mail", title: str = "Inbox", url: str = "", hour: int = 9, day: int = 17) -> Hit:
    at = datetime(2026, 3, day, hour, number, tzinfo=UTC)
    return Hit(f"{number:024d}", at, at, 1, 1.0, app, title, url, "", "")


def rows(one):
    model = one.window.search.results.model()
    return [model.index(row, 0).data(ROW) for row in range(model.rowCount())]


def named(widget, start: str) -> QPushButton:
    return next(one for one in widget.findChildren(QPushButton) if one.accessibleName().startswith(start))


# The text is the truth


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("quay app:mail", [("app", "mail")]),
        ('SITE:example.org "a phrase" on:2026-03-17', [("site", "example.org"), ("on", "2026-03-17")]),
        ('app:"Visual Studio" -draft', [("app", "Visual Studio"), ("-", "draft")]),
        ("app: happy:hour well-known 12 -5", []),
    ],
)
def test_operators_are_found_as_recall_reads_them(text, found):
    assert [(part.name, part.value) for part in parse_operators(text)] == found


def test_taking_a_part_away_leaves_the_rest():
    text = 'quay app:"Visual Studio" wall -draft'

    assert remove_operator(text, parse_operators(text)[0]) == "quay wall -draft"


def test_adding_an_operator_twice_adds_it_once():
    once = add_operator("quay", "app", "Visual Studio")

    assert once == 'quay app:"Visual Studio"'
    assert add_operator(once, "app", "visual studio") == once


# Completions


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", []),
        ("quay b", ["before:"]),
        ("quay br", ["app:Browser"]),
        ("quay app:", ["app:Browser", "app:Editor", 'app:"Visual Studio"']),
        ('quay app:"vis', ['app:"Visual Studio"']),
        ("app:studio", ['app:"Visual Studio"']),
        ("site:example", ["site:tides.example.org", "site:mail.example.org"]),
        ("app:editor", []),
        ("on:y", ["on:yesterday", "on:today"]),
        ("quay ", []),
        ('"b', []),
    ],
)
def test_the_field_offers_what_may_follow(text, shown):
    assert offered(text) == shown


def test_a_completion_keeps_what_was_typed_before_it():
    taken = completions("quay app:vis", KNOWN)[0]

    assert taken.text == 'quay app:"Visual Studio" '


@pytest.mark.parametrize("keys", [(Qt.Key.Key_Down, Qt.Key.Key_Return), (Qt.Key.Key_Tab,)])
def test_a_completion_is_taken_with_the_keyboard(desk, qtbot, keys):
    one = desk()
    one.type("quay br")
    one.settle()
    assert one.window.suggestions.isVisible()

    for key in keys:
        qtbot.keyClick(one.window.search_field, key)
    one.settle()

    assert one.window.search_field.text() == "quay app:Browser "
    assert one.window.search_field.hasFocus()
    assert {row.hit.app for row in rows(one)} == {"Browser"}


def test_an_operator_leads_on_to_its_values(desk, qtbot):
    one = desk()
    one.type("sit")
    one.settle()

    qtbot.keyClick(one.window.search_field, Qt.Key.Key_Tab)
    one.settle()

    shown = one.window.suggestions.model()
    assert one.window.search_field.text() == "site:"
    assert [shown.index(row, 0).data() for row in range(shown.rowCount())] == [
        "site:mail.example.org", "site:tides.example.org",
    ]  # fmt: skip


def test_down_leads_through_the_completions_into_the_hits(desk, qtbot):
    one = desk()
    one.search("br")

    qtbot.keyClick(one.window.search_field, Qt.Key.Key_Down)
    qtbot.keyClick(one.window.search_field, Qt.Key.Key_Down)

    assert not one.window.suggestions.isVisible()
    assert one.window.search.results.currentIndex().row() == 0


def test_escape_closes_the_completions_first_and_then_leaves_the_search(desk, qtbot):
    one = desk()
    one.search("br")

    qtbot.keyClick(one.window.search_field, Qt.Key.Key_Escape)
    assert not one.window.suggestions.isVisible()
    assert one.window.search_field.text() == "br"

    qtbot.keyClick(one.window.search_field, Qt.Key.Key_Escape)
    assert one.window.search_field.text() == ""


def test_a_lock_forgets_what_may_be_offered(desk):
    one = desk()
    one.type("br")
    one.settle()

    one.window.lock_memory()
    one.settle()

    assert one.window.suggestions.model().rowCount() == 0
    assert not one.window.suggestions.isVisible()


# Chips and facets


def test_operators_show_as_chips_and_a_click_takes_one_away(desk):
    one = desk()
    one.search("quay app:mail -survey ")

    named(one.window.search, "Remove the filter App mail").click()
    one.settle()

    assert one.window.search_field.text() == "quay -survey"
    assert len(one.window.search.chips.findChildren(QPushButton)) == 1


def test_a_chip_is_removed_with_the_keyboard(qtbot):
    chips = Chips()
    qtbot.addWidget(chips)
    chips.show_query("quay on:last_week")

    with qtbot.waitSignal(chips.changed) as changed:
        qtbot.keyClick(named(chips, "Remove the filter on last week"), Qt.Key.Key_Delete)

    assert changed.args == ["quay"]


def test_facets_count_the_hits_and_narrow_the_search(desk):
    one = desk()
    one.search("quay")
    button = named(one.window.search.facets, "Only Mail")
    counted = int(button.accessibleName().split()[2])
    assert counted == sum(row.hit.app == "Mail" for row in rows(one)) + sum(
        row.more for row in rows(one) if row.hit.app == "Mail"
    )

    button.click()
    one.settle()

    assert one.window.search_field.text() == "quay app:Mail"
    assert {row.hit.app for row in rows(one)} == {"Mail"}


def test_facets_leave_out_what_would_not_narrow():
    hits = [hit(1, url="https://www.example.org/a"), hit(2, url="file:///home/ada/plan.pdf"), hit(3, app="Editor")]

    found = facet_sections(hits, "quay app:mail", date(2026, 3, 17), BERLIN)

    assert [(one.title, [(f.value, f.count) for f in one.facets]) for one in found] == [
        ("Apps", [("Editor", 1)]),
        ("Sites", [("example.org", 1)]),
    ]


def test_days_are_the_persons_days():
    hits = [hit(1, hour=22, day=16), hit(2, hour=23, day=16)]

    days = facet_sections(hits, "", date(2026, 3, 17), BERLIN)[-1]

    assert [(one.value, one.shown) for one in days.facets] == [("2026-03-16", "Yesterday"), ("2026-03-17", "Today")]


# Hits of one window


def test_hits_of_one_window_and_day_stand_together_in_the_order_of_their_best():
    hits = [hit(5), hit(7, app="Editor"), hit(2), hit(3, title="Draft"), hit(1)]

    groups = group_hits(hits, BERLIN)

    assert [group.best for group in groups] == [hits[0], hits[1], hits[3]]
    assert groups[0].others == (hits[4], hits[2])


def test_right_unfolds_the_others_of_a_window_and_left_folds_them(desk, qtbot):
    one = desk()
    one.search("quay")
    folded = rows(one)
    assert folded[0].more

    qtbot.keyClick(one.window.search_field, Qt.Key.Key_Down)
    qtbot.keyClick(one.window.search.results, Qt.Key.Key_Right)
    assert len(rows(one)) == len(folded) + folded[0].more
    assert rows(one)[1].secondary

    qtbot.keyClick(one.window.search.results, Qt.Key.Key_Left)
    assert rows(one) == folded


def test_a_click_on_more_unfolds_and_does_not_open(desk, qtbot):
    one = desk()
    one.search("quay")
    results = one.window.search.results
    folded = len(rows(one))
    place = results._delegate.more_rect(results.visualRect(results.model().index(0, 0))).center().toPoint()

    qtbot.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert len(rows(one)) > folded
    assert one.window.navigation.currentWidget() is one.window.search


def test_one_click_on_a_card_opens_it_once(desk, qtbot):
    one = desk()
    one.search("quay")
    results = one.window.search.results

    with qtbot.waitSignal(results.opened):
        qtbot.mouseClick(
            results.viewport(), Qt.MouseButton.LeftButton, pos=results.visualRect(results.model().index(0, 0)).center()
        )
    one.settle()

    assert one.window.navigation.currentWidget() is one.window.moment


# Saved searches


def test_a_saved_search_stands_on_the_start_and_searches_again(desk, archive, qtbot):
    one = desk()
    one.search("quay app:mail")
    qtbot.keyClick(one.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    one.settle()
    assert one.window.search.star.isChecked()

    one.window.search_field.clear()
    named(one.window.search.saved, "Search for quay app:mail").click()
    one.settle()

    assert one.window.search_field.text() == "quay app:mail"
    assert {row.hit.app for row in rows(one)} == {"Mail"}
    assert load_searches(archive) == ("quay app:mail",)


def test_a_search_that_is_saved_no_longer_leaves_nothing_and_the_others_stay(desk, archive, qtbot):
    save_search(archive, "tide", NOW)
    save_search(archive, "quay", NOW)
    one = desk()
    one.window.focus_search()
    one.settle()

    qtbot.keyClick(named(one.window.search.saved, "Search for tide"), Qt.Key.Key_Delete)
    one.settle()

    assert [chat.text for chat in archive.chats()] == ["quay"]


def test_a_lock_takes_the_saved_searches_from_the_window_and_unlocking_brings_them_back(desk, archive):
    save_search(archive, "quay", NOW)
    one = desk()

    one.window.lock_memory()
    one.settle()
    assert not one.window.search.saved.has("quay")
    assert not [b for b in one.window.search.saved.findChildren(QPushButton) if b.isVisible()]

    one.window.set_archive(archive)
    one.settle()
    assert one.window.search.saved.has("quay")


def test_many_saved_searches_do_not_make_the_window_higher(desk, archive):
    one = desk()
    height = one.window.minimumSizeHint().height()
    for number in range(20):
        save_search(archive, f"quay {number}", NOW)

    one.window.set_archive(archive)
    one.window.focus_search()
    one.settle()

    assert one.window.minimumSizeHint().height() == height


def test_where_nothing_is_found_what_waits_is_told_and_looked_through_once_it_is_read(desk, archive, monkeypatch):
    one = desk()
    one.recording.show(replace(one.recording.status(), pending=3))
    one.search("zebrafinch")
    assert "3 moments not read yet" in shown(one)
    found = archive.search(Query("tide", now=NOW))
    assert found.hits
    monkeypatch.setattr(type(archive), "search", lambda *_: found)

    one.recording.show(replace(one.recording.status(), pending=1))
    one.settle()

    assert rows(one)


def shown(one) -> str:
    return "\n".join(text.text() for text in one.window.search.findChildren(QLabel) if text.isVisible())
