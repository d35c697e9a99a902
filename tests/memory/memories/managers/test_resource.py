"""Resources: pages and files, where they are and what was read of them."""

from __future__ import annotations

from base.records.line import Line
from base.records.moment import Moment
from memory.memories.memory import Kind
from tests.memory.memories.managers.conftest import Person, at, lines, look

GUIDE = "https://www.hives.example/guide/winter"


def page(minute: float, *rows: str, title: str = "Winter - Hives", url: str = GUIDE) -> Moment:
    return look(minute, *rows, app="Firefox", title=title, url=url)


def test_a_page_is_one_resource_however_often_it_was_open(person: Person) -> None:
    person.sees(page(0, "Feed them in October"), page(1, "Feed them in October", "Close the gate"))
    person.sees(page(300, "Close the gate at night"))

    (resource,) = person.remembers(Kind.RESOURCE)
    assert resource.summary == "Winter on Hives"
    assert resource.tree_path == ("Web", "Hives")
    assert resource.fields.location == "hives.example/guide/winter"
    assert resource.fields.content == "Feed them in October\nClose the gate at night"
    assert (resource.fields.times_seen, len(resource.evidence)) == (2, 3)
    assert (resource.fields.first_seen, resource.fields.last_seen) == (at(0), at(300))


def test_a_file_is_known_by_its_path(person: Person) -> None:
    person.sees(look(0, "honey: 12 jars", app="gedit", title="*~/bees/stock.txt - gedit"))

    (resource,) = person.remembers(Kind.RESOURCE)
    assert resource.summary == "stock.txt, in gedit"
    assert resource.tree_path == ("Files", "~/bees")
    assert resource.fields.resource_type == "note"


def test_a_mail_is_named_by_its_subject_and_its_sender(person: Person) -> None:
    person.sees(
        look(0, "Two new queens", "Bruno Castellani <bruno@hives.example>", "They arrive on Friday.",
             app="Firefox", title="Inbox - Post", url="https://post.example/mail/12"),
    )  # fmt: skip

    (resource,) = person.remembers(Kind.RESOURCE)
    assert resource.summary == "Two new queens: a mail from Bruno Castellani"
    assert resource.fields.resource_type == "mail"


def test_search_results_drafts_and_programs_are_no_documents(person: Person) -> None:
    person.sees(
        page(0, "ten results", title="bees - Find", url="https://find.example/search?q=bees"),
        page(1, "bruno@hives.example", title="Compose - Post", url="https://post.example/mail/compose/1"),
        look(2, "42", app="Calculator"),
    )

    assert person.remembers(Kind.RESOURCE) == []


def test_what_lies_behind_a_window_is_not_read_as_its_text(person: Person) -> None:
    behind = lines("Feed them in October", "Close the gate at night", y=600)
    person.sees(
        look(0, app="Firefox", title="Winter - Hives", url=GUIDE, shown=behind),
        look(1, "buy sugar", app="gedit", title="list.txt", shown=behind),
    )

    contents = {one.fields.title: one.fields.content for one in person.remembers(Kind.RESOURCE)}
    assert contents["list.txt"] == "buy sugar"


def test_a_small_window_ends_where_its_title_bar_says(person: Person) -> None:
    window = (
        Line("list.txt - gedit", (700, 100, 120, 22)),
        Line("File Edit View", (500, 125, 130, 22)),
        Line("buy sugar", (500, 160, 90, 22)),
        Line("a page that was never in front", (60, 160, 300, 22)),
        Line("and its other column", (1300, 160, 300, 22)),
    )

    person.sees(look(0, app="gedit", title="list.txt - gedit", shown=window))

    assert person.remembers(Kind.RESOURCE)[0].fields.content == "buy sugar"


def test_menus_tabs_and_toolbars_are_not_read(person: Person) -> None:
    bars = (
        *lines("Winter - Hives", y=10),
        *lines("www.hives.example/guide/winter", y=45),
        *(Line(word, (100 + 90 * n, 80, 60, 22)) for n, word in enumerate(["Home", "Shop", "Forum", "Help", "Login"])),
    )

    person.sees(look(0, *[f"sentence number {n}" for n in range(25)], title="Winter - Hives", url=GUIDE, shown=bars))

    content = person.remembers(Kind.RESOURCE)[0].fields.content
    assert content.startswith("sentence number 0")
    assert "Forum" not in content


def test_a_line_that_was_read_while_it_was_typed_is_not_kept_beside_the_whole(person: Person) -> None:
    person.sees(
        look(0, "buy sugal", app="gedit", title="*list.txt - gedit"),
        look(1, "buy sugar and tea", app="gedit", title="*list.txt - gedit"),
        look(2, "Total 1", "Total 2", app="gedit", title="*list.txt - gedit"),
    )

    assert person.remembers(Kind.RESOURCE)[0].fields.content == "buy sugar and tea\nTotal 1\nTotal 2"
