"""Windows by their names: a page of a site, a file, or just a program."""

from __future__ import annotations

import pytest

from memory.archive.fake import FakeArchive
from memory.memories.screen.window_subject import is_draft, window_subject
from tests.memory.memories.managers.conftest import at, lines, look, watched


@pytest.mark.parametrize(
    ("app", "title", "url", "base", "name", "site"),
    [
        ("Firefox", "Rabbits - Garden Club — Mozilla Firefox", "https://www.garden.example/rabbits?page=2",
         "site:garden.example", "Rabbits", "Garden Club"),
        ("Chromium", "(3) Postfach - Weidemail - Chromium", "https://weidemail.example/in/8f",
         "site:weidemail.example", "Postfach", "Weidemail"),
        ("Google Chrome", "Acme · Prices · 2027", "https://acme.example/prices",
         "site:acme.example", "Prices – 2027", "Acme"),
        ("Safari", "", "https://shop.example/red-shoes", "site:shop.example", "red shoes", "shop.example"),
        ("soffice", "*Bericht 2027.odt - LibreOffice Writer", "", "file:bericht 2027.odt", "Bericht 2027.odt", ""),
        ("Evince", "thesis_v3.pdf — On the Song of Larks", "", "file:thesis_v3.pdf", "On the Song of Larks", ""),
        ("kitty", "notes.md (~/src) - NVIM", "", "file:notes.md", "notes.md", ""),
        ("konsole", "config.toml - VIM", "", "file:config.toml", "config.toml", ""),
        ("Mousepad", "~/todo.txt - Mousepad", "", "file:todo.txt", "todo.txt", ""),
        ("Slack", "standup | Acme | Slack", "", "app:slack", "standup – Acme", ""),
        ("Calculator", "Calculator", "", "app:calculator", "Calculator", ""),
    ],
)  # fmt: skip
def test_a_window_is_named_as_a_person_would_name_it(
    app: str, title: str, url: str, base: str, name: str, site: str
) -> None:
    window = window_subject(look(0, app=app, title=title, url=url))

    assert (window.base, window.name, window.site) == (base, name, site)


@pytest.mark.parametrize(
    ("title", "url"),
    [
        ("Report: Q3 – Finance – Editor", ""),
        ("thesis_v3.pdf — On the Song of Larks", ""),
        ("~/Papers/plan.md - Editor", ""),
        ("Acme · Prices · 2027", "https://acme.example/prices"),
        ("Rabbits - Garden Club", "https://www.garden.example/rabbits"),
    ],
)
def test_insights_and_memories_give_a_window_one_name(title: str, url: str) -> None:
    moment = look(0, title=title, url=url)
    archive = FakeArchive([moment], [watched(0, 1)])

    (document,) = archive.report(at(0), at(1)).documents

    assert document.name == window_subject(moment).name


def test_a_file_keeps_the_path_that_its_title_shows() -> None:
    assert window_subject(look(0, app="gedit", title="~/Papers/plan.md - gedit")).location == "~/Papers/plan.md"
    assert (
        window_subject(look(0, title="plan.md", url="file:///home/nia/plan%20b.md")).location == "/home/nia/plan b.md"
    )


def test_an_address_is_read_from_the_screen_where_the_platform_does_not_tell_it() -> None:
    bar = lines("rivers.example/danube", y=52)
    page = look(
        0, "The Danube", *[f"line {n} of the text" for n in range(20)], app="Firefox", title="Danube", shown=bar
    )

    assert window_subject(page).location == "rivers.example/danube"


def test_what_was_searched_for_is_known_from_the_address() -> None:
    window = window_subject(
        look(0, app="Chromium", title="otters", url="https://find.example/search?q=where+do+otters+sleep")
    )

    assert window.asked == "where do otters sleep"


def test_a_mail_that_is_being_written_has_no_lasting_address() -> None:
    assert is_draft(window_subject(look(0, title="Compose - Webmail", url="https://mail.example/compose/8a2")))
    assert is_draft(window_subject(look(0, title="Neue Nachricht verfassen - Webmail", url="https://mail.example/x")))
    assert not is_draft(
        window_subject(look(0, title="Composers of Vienna", url="https://encyclopedia.example/composers"))
    )


def test_unsaved_changes_show_in_the_title() -> None:
    assert window_subject(look(0, title="*draft.txt - Mousepad")).unsaved
    assert window_subject(look(0, title="plan.c [+] - VIM")).unsaved
    assert not window_subject(look(0, title="draft.txt - Mousepad")).unsaved
