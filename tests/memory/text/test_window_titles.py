"""Titles taken apart without a list of programs, and the words that a day was about."""

from __future__ import annotations

import pytest

from memory.text.window_titles import find_projects, parse_title, terms


@pytest.mark.parametrize(
    ("title", "app", "document", "rest"),
    [
        ("report.md - harbour - Visual Studio Code", "Visual Studio Code", "report.md", "harbour"),
        ("● report.md - harbour - Code", "code", "report.md", "harbour"),
        ("(3) Inbox - Mail", "Mail", "Inbox", ""),
        ("Tide tables — Mozilla Firefox", "Firefox", "Tide tables", ""),
        ("Firefox — Tide tables", "firefox", "Tide tables", ""),
        ("设计稿 – 海港 – Figma", "Figma", "设计稿", "海港"),
        ("well-known words", "Editor", "well-known words", ""),
        ("Mail", "Mail", "Mail", ""),
        ("", "Mail", "", ""),
    ],
)
def test_a_title_gives_its_document_and_what_may_be_the_project(title, app, document, rest):
    named = parse_title(title, app)

    assert (named.document, named.last) == (document, rest)


@pytest.mark.parametrize(
    ("title", "project"),
    [
        ("maria@box: ~/src/harbour", "harbour"),
        ("/home/maria/src/harbour/", "harbour"),
        ("C:\\work\\harbour", "harbour"),
        ("maria@box: ~", ""),
        ("and/or", ""),
    ],
)
def test_a_path_names_its_folder_as_the_project(title, project):
    assert parse_title(title, "Terminal").project == project


def test_only_a_part_that_several_documents_share_is_a_project():
    titles = ("a.py - harbour - Code", "b.py - harbour - Code", "c.py - lonely - Code")

    assert find_projects(("Code", parse_title(title, "Code")) for title in titles) == {("Code", "harbour")}


def test_terms_leave_out_function_words_the_apps_name_and_numbers():
    words = [term.word for term in terms([("The Mail about the Quay wall 2026", "Mail", 60.0)])]

    assert sorted(words) == ["Quay", "wall"]


def test_many_lines_weigh_more_than_one_that_was_open_for_long():
    lines = [("harbour", "a", 3600.0), *((f"quay {word}", "a", 400.0) for word in ("wall", "stone", "depth", "crane"))]

    first, *_ = terms(lines)

    assert (first.word, first.weight) == ("quay", 1.0)


def test_nothing_has_no_terms():
    assert terms([]) == ()
