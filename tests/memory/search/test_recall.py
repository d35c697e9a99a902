"""Search over a made-up day: what is found, what is filtered, what a hit shows."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from recall_days import NOW, ByTopic, a_day, moment, shown_for

from base.coverage import Coverage, State
from base.errors import Locked
from base.records.moment import Moment
from base.records.picture import BgrImage
from base.records.scope import Scope
from base.records.search import Hit, Query, QueryImage, SearchResult
from base.records.vector import Vector
from memory.search.query import parse
from memory.search.ram_source import RamSource
from memory.search.recall import Recall
from memory.text.tokens import stem


def recall_of(moments: list[Moment], coverage: list[Coverage] | None = None) -> Recall:
    return Recall(RamSource(moments, coverage or []), text_encoder=ByTopic())


def search(text: str, *, limit: int = 10, scope: Scope | None = None, recall: Recall | None = None) -> SearchResult:
    asked = Query(text, NOW, limit=limit, scope=scope or Scope())
    return (recall or recall_of(a_day())).search(asked)


def first(text: str) -> Hit:
    return search(text).hits[0]


# -- finding -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("quarterly figures", "Inbox"),
        ("what was the error about the port?", "ops"),
        ("trains basel", "Timetable"),
        ("OPS-311", "OPS-311"),
        ("合同金额是多少", "合同"),
        ("latform", "Timetable"),
        ("vehicle", "Advert"),
        ("in the terminal, which port was taken?", "ops"),
    ],
)
def test_words_parts_of_words_other_scripts_and_meaning_find(asked: str, title: str) -> None:
    assert first(asked).title == title


CARS = [
    moment("2026-03-05T09:00", "a used car", title="Advert"),
    moment("2026-03-05T09:01", "the car again", title="Advert"),
    moment("2026-03-05T11:00", "vehicle tax", title="Tax office"),
    moment("2026-03-05T12:00", "automobile club", title="Club"),
    moment("2026-03-05T13:00", "a puppy", title="Kennel"),
]


def test_moments_like_one_are_found_elsewhere_and_not_beside_it() -> None:
    recall = recall_of(CARS)

    assert {hit.title for hit in search(f"like:{CARS[0].id}", recall=recall).hits} == {"Tax office", "Club"}
    assert [hit.title for hit in search(f"like:{CARS[0].id} club", recall=recall).hits] == ["Club"]
    assert [hit.title for hit in search(f"like:{CARS[0].id} before:2026-03-05T11:30", recall=recall).hits] == [
        "Tax office"
    ]
    assert search("like:nothing", recall=recall).hits == ()


def test_a_picture_that_was_never_kept_finds_its_like() -> None:
    recall = recall_of(CARS)
    image = QueryImage(text_vectors=ByTopic().encode(["my automobile"]))

    found = recall.search(Query("", NOW, limit=10, image=image)).hits
    assert {hit.title for hit in found} == {"Advert", "Tax office", "Club"}
    assert [hit.title for hit in recall.search(Query("tax", NOW, limit=10, image=image)).hits] == ["Tax office"]
    assert recall.search(Query("", NOW, image=QueryImage())).hits == ()


def test_moments_that_look_alike_are_found_by_their_pictures() -> None:
    def seen(one: Moment, axis: int) -> Moment:
        return replace(one, text_vectors=None, image_vector=np.eye(2, dtype=np.float32)[axis])

    days = [seen(one, axis) for one, axis in zip(CARS, (0, 0, 1, 0, 1), strict=True)]
    recall = Recall(RamSource(days, []), text_encoder=ByTopic(), image_encoder=Sights())

    assert [hit.title for hit in search(f"like:{CARS[0].id}", recall=recall).hits] == ["Club"]


def test_an_exact_phrase_must_stand_there_word_for_word() -> None:
    assert [hit.title for hit in search('"port 8443 is taken"').hits] == ["ops"]
    assert search('"8443 port is taken"').hits == ()


def test_in_a_question_a_quotation_comes_first_and_leaves_the_others() -> None:
    """What is asked about a title is seldom told beside it."""
    told = search('Which ticket is about "port 8443 is taken"?').hits

    assert told[0].title == "ops"
    assert len(told) > 1


def test_an_excluded_word_strikes_a_moment_out() -> None:
    titles = {hit.title for hit in search("ticket -waiting").hits}
    statuses = [hit.text for hit in search("ticket -waiting").hits]

    assert "OPS-311" in titles
    assert not any("waiting" in text for text in statuses)


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("app:thunderbird", {"Inbox"}),
        ("site:rail.example", {"Timetable"}),
        ('title:"ops-311"', {"OPS-311"}),
        ("on:2026-03-04", {"Inbox", "Timetable", "ops"}),
        ("before:2026-03-04T09:15", {"Inbox"}),
        ("after:yesterday before:today site:rail.example", {"Timetable"}),
        ("after:2026-03-05T16:30", {"Advert"}),
        ("kind:semantic ticket", set()),
    ],
)
def test_operators_hold_without_exception(asked: str, titles: set[str]) -> None:
    assert {hit.title for hit in search(asked).hits} == titles


def test_an_operator_that_cannot_be_read_is_a_word() -> None:
    assert search("before:breakfastish figures").hits[0].title == "Inbox"


def test_the_querys_own_scope_holds_too() -> None:
    found = search("ticket", scope=Scope(until=datetime(2026, 3, 5, 12, tzinfo=UTC)))

    assert all(hit.at < datetime(2026, 3, 5, 12, tzinfo=UTC) for hit in found.hits)


def test_nothing_remembered_gives_nothing() -> None:
    assert recall_of([]).search(Query("anything", NOW)).hits == ()


# -- times in words ----------------------------------------------------------------------------------------------------


def test_a_time_in_words_puts_its_moments_first() -> None:
    assert first("what did I see yesterday afternoon?").title == "ops"


def test_a_time_in_words_alone_lists_what_was_there() -> None:
    assert {hit.title for hit in search("yesterday").hits} == {"Inbox", "Timetable", "ops"}


def test_a_time_with_nothing_in_it_widens_to_all_and_says_what_is_missing() -> None:
    found = search("figures on Monday")

    assert found.hits[0].title == "Inbox"
    assert [(gap.since.day, gap.state) for gap in found.gaps] == [(2, State.PAUSED)]


def test_what_one_did_at_a_time_was_on_the_screen_then() -> None:
    said = moment("2026-03-05T11:00", "the ferry report of Wednesday, the whole ferry report", title="Notes")
    recall = recall_of([*a_day(), said])

    assert search("Which report did I read on Wednesday?", recall=recall).hits[0].at.day == 4
    assert search("the ferry report of Wednesday", recall=recall).hits[0].title == "Notes"


def test_only_a_time_and_a_sort_list_the_windows_of_that_sort_by_time() -> None:
    pages = [
        moment("2026-03-05T09:00", "Bread", title="list.txt", app="Mousepad"),
        moment("2026-03-05T11:00", "Last page of the news", title="News", url="https://news.example/a"),
        moment("2026-03-05T12:00", "Ebb and flood", title="Tides", url="https://tides.example/t"),
        moment("2026-03-05T13:00", "$ ls", title="sh", app="GNOME Terminal"),
    ]
    recall = recall_of(pages)

    def titles(text: str) -> list[str]:
        return [hit.title for hit in search(text, recall=recall).hits]

    assert titles("What was the last page I read today?") == ["Tides", "News"]
    assert titles("What was the first page I read today?") == ["News", "Tides"]
    assert titles("Was war die letzte Seite, die ich heute gelesen habe?") == ["Tides", "News"]
    assert titles("Which document did I open today?") == ["list.txt"]
    assert titles("What did I do today?")[0] == "sh"


def test_about_an_hour_the_nearest_moment_comes_first() -> None:
    pages = [moment(f"2026-03-05T08:{minute}", "text", title=minute) for minute in ("32", "41", "57")]

    assert search("What was on my screen today at 8:40?", recall=recall_of(pages)).hits[0].title == "41"


def test_a_day_of_which_nothing_is_there_is_looked_for_as_a_word() -> None:
    plans = moment("2026-03-05T11:00", "Friday: dentist", title="Plans")

    assert search("What do I have to do on Friday?", recall=recall_of([*a_day(), plans])).hits[0].title == "Plans"


# -- order and freshness -----------------------------------------------------------------------------------------------


def test_what_came_after_and_before_follows_the_order_of_episodes() -> None:
    assert first("After the inbox, what did I look at next?").title == "Timetable"
    assert first("What did I look at just before the terminal?").title == "Timetable"


def test_a_window_may_be_named_by_its_sort_alone() -> None:
    trip = moment("2026-03-04T10:10", "24 min on foot", title="To the harbour", url="https://ways.example/route/7")
    after = moment("2026-03-04T10:20", "Paper rolls", title="Rolls", url="https://rolls.example/54")
    recall = recall_of([*a_day(), trip, after])

    assert search("What came after the map?", recall=recall).hits[0].title == "Rolls"
    assert search("Which map did I look at?", recall=recall).hits[0].title == "To the harbour"
    assert search("What do I type to take the port?", recall=recall).hits[0].title == "ops"


def test_a_question_of_no_words_of_its_own_has_a_meaning() -> None:
    assert not parse(Query("What is my name called?", NOW)).empty
    assert parse(Query("What did I do?", NOW)).empty
    assert parse(Query("Which pages did I open?", NOW)).empty
    assert parse(Query("app:Firefox", NOW)).empty


def test_the_parts_of_a_name_are_no_sorts() -> None:
    shop = moment("2026-03-04T11:00", "One order by city", title="My order", url="https://shop.example/orders/1")
    shell = moment("2026-03-04T12:00", "$ psql -c 'select * from orders_by_city'", title="db", app="Konsole")
    recall = recall_of([*a_day(), shop, shell])

    assert search("Which command did I run to read orders_by_city?", recall=recall).hits[0].title == "db"


def test_the_latest_state_of_a_page_comes_first_and_the_first_when_asked() -> None:
    assert "solved" in first("status of OPS-311").text
    assert "solved" in first("what is the status of OPS-311 now?").text
    assert "waiting" in first("what was the first status of OPS-311?").text


# -- hits --------------------------------------------------------------------------------------------------------------


def test_frames_of_one_view_are_one_hit_with_its_time_span() -> None:
    found = search("Basel")
    (hit,) = [hit for hit in found.hits if hit.title == "Timetable"]

    assert hit.at <= hit.until <= datetime(2026, 3, 4, 9, 30, 8, tzinfo=UTC)


def test_ten_hits_are_ten_different_moments() -> None:
    busy = [
        frame
        for n in range(20)
        for frame in shown_for(moment(f"2026-03-04T{n:02}:00", "budget", f"sheet {n}", title=f"sheet {n}"), frames=30)
    ]

    found = search("budget", recall=recall_of(busy))

    assert len({hit.title for hit in found.hits}) == 10


def test_scores_fall_and_lie_between_0_and_1() -> None:
    scores = [hit.score for hit in search("ticket status error figures").hits]

    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_hit_marks_the_lines_that_carry_the_words_and_quotes_them() -> None:
    hit = first("port taken")

    assert hit.boxes == ((10, 30, 9 * len("error: port 8443 is taken"), 20),)
    assert "port 8443" in hit.snippet


# -- gaps --------------------------------------------------------------------------------------------------------------


def test_a_hit_list_says_which_part_of_the_asked_time_was_not_recorded() -> None:
    start = datetime(2026, 3, 4, 0, tzinfo=UTC)
    stretches = [
        Coverage("a", start, start + timedelta(hours=9), 1, State.SAVED),
        Coverage("b", start + timedelta(hours=9), start + timedelta(hours=10), 1, State.SKIPPED, "private browsing"),
        Coverage("c", start + timedelta(hours=10), start + timedelta(hours=24), 1, State.UNCHANGED),
    ]

    found = search("figures yesterday", recall=recall_of(a_day(), stretches))

    assert [(g.since.hour, g.until.hour, g.state, g.reason) for g in found.gaps] == [
        (9, 10, State.SKIPPED, "private browsing")
    ]


def test_no_time_asked_means_no_gaps() -> None:
    assert search("figures").gaps == ()


# -- keeping up --------------------------------------------------------------------------------------------------------


def test_what_is_written_later_is_found_after_a_refresh_and_what_is_removed_is_gone() -> None:
    source = RamSource(a_day())
    recall = Recall(source, text_encoder=ByTopic())
    recall.refresh()
    late = moment("2026-03-05T17:30", "zeppelin")

    source.add([late])
    recall.refresh()
    found = recall.search(Query("zeppelin", NOW)).hits
    source.remove([late.id])
    recall.refresh()

    assert [hit.frame for hit in found][:1] == [late.id]
    assert late.id not in {hit.frame for hit in recall.search(Query("zeppelin", NOW)).hits}


def test_vectors_of_another_version_of_the_encoder_wait_until_they_are_made_anew() -> None:
    puppies = moment("2026-03-05T17:30", "puppy", title="Kennel")
    by_another = replace(puppies, encoders="eye/1;topics/0", text_vectors=ByTopic().encode(["salary"]))
    pay = moment("2026-03-03T09:00", "salary", title="Pay")
    source = RamSource([*a_day(), pay, by_another])
    recall = Recall(source, text_encoder=ByTopic())
    recall.refresh()
    wages = recall.search(Query("wage", NOW)).hits

    source.add([replace(puppies, encoders="eye/1;topics/1")])
    recall.refresh()

    assert wages[0].frame == pay.id
    assert recall.search(Query("dog", NOW)).hits[0].frame == puppies.id


def test_moments_that_arrive_late_and_out_of_order_fall_into_their_place() -> None:
    source = RamSource(a_day()[6:])
    recall = Recall(source, text_encoder=ByTopic())
    recall.refresh()

    source.add(a_day()[:6])
    recall.refresh()

    assert recall.search(Query("After the inbox, what did I look at next?", NOW)).hits[0].title == "Timetable"


def test_many_threads_may_search_while_one_refreshes() -> None:
    source = RamSource(a_day())
    recall = Recall(source, text_encoder=ByTopic())
    recall.refresh()
    found: list[str] = []
    searchers = [
        threading.Thread(target=lambda: found.append(recall.search(Query("quarterly figures", NOW)).hits[0].title))
        for _ in range(8)
    ]

    for thread in searchers:
        thread.start()
    source.add([moment("2026-03-05T17:31", "unrelated")])
    recall.refresh()
    for thread in searchers:
        thread.join()

    assert found == ["Inbox"] * 8


def test_its_threads_start_with_the_first_search_and_end_when_it_is_closed() -> None:
    def threads() -> set[threading.Thread]:
        return {thread for thread in threading.enumerate() if thread.name.startswith("recall")}

    before = threads()
    recall = recall_of(a_day())
    assert threads() <= before

    recall.search(Query("quarterly figures", NOW))
    own = threads() - before
    recall.close()
    recall.close()

    assert own
    assert not any(thread.is_alive() for thread in own)
    with pytest.raises(Locked):
        recall.search(Query("quarterly figures", NOW))


def test_many_threads_may_stem_at_once() -> None:
    words = [
        f"{start}{end}" for start in ("walk", "connect", "relat", "hop") for end in ("ing", "ional", "edly", "ers")
    ]
    found: list[list[str]] = []

    def stemmed() -> None:
        found.append([stem.__wrapped__(word) for word in words * 50])

    threads = [threading.Thread(target=stemmed) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [[stem(word) for word in words * 50]] * 6


def test_without_an_encoder_words_carry_the_search() -> None:
    recall = Recall(RamSource(a_day()), text_encoder=None)

    assert recall.search(Query("quarterly figures", NOW)).hits[0].title == "Inbox"


def test_an_english_question_finds_a_page_in_another_language() -> None:
    page = moment(
        "2026-03-04T11:00", "Doppelzimmer mit Bad", "Abholung der Schlüssel an der Rezeption", title="Willkommen"
    )
    recall = recall_of([*a_day(), page])

    assert recall.search(Query("Where do I collect the key?", NOW)).hits[0].title == "Willkommen"
    assert recall.search(Query("how much is the contract worth?", NOW)).hits[0].title == "合同"


def test_a_word_of_an_english_question_is_english() -> None:
    """A French `article` is an item."""
    item = moment("2026-03-04T11:00", "Item 1 of 35 items", title="Stock")
    recall = recall_of([*a_day(), item])

    assert recall.search(Query("what did the article say?", NOW)).hits[0].title != "Stock"
    assert recall.search(Query("quel article?", NOW)).hits[0].title == "Stock"


# -- pictures ----------------------------------------------------------------------------------------------------------


class Sights:
    """A picture model that knows two things: what is red, and what is not."""

    name, dimensions = "sights 1", 2

    def encode_images(self, images: Sequence[BgrImage]) -> Vector:
        return np.array([[1.0, 0.0] if image[..., 2].mean() > 128 else [0.0, 1.0] for image in images], np.float32)

    def encode_texts(self, texts: Sequence[str]) -> Vector:
        return np.array([[1.0, 0.0] if "red" in text else [0.0, 1.0] for text in texts], np.float32)


def test_what_a_picture_shows_is_found_without_a_word_of_text() -> None:
    red, grey = np.zeros((2, 8, 8, 3), np.uint8)
    red[..., 2] = 255
    vectors = Sights().encode_images([red, grey])
    moments = [
        replace(moment(f"2026-03-03T{9 + n:02}:00:00", title=f"picture {n}"), image_vector=vectors[n % 2])
        for n in range(8)
    ]
    recall = Recall(RamSource(moments), text_encoder=None, image_encoder=Sights())

    best = recall.search(Query("red", NOW, limit=4)).hits[0]

    shown = next(one for one in moments if one.id == best.frame)
    assert shown.image_vector is not None
    assert shown.image_vector[0] == 1.0
