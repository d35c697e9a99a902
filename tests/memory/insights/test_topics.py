"""The words that a day was about."""

from __future__ import annotations

from memory.insights.topics import find_topics


def test_terms_leave_out_function_words_the_apps_name_and_numbers():
    words = [term.word for term in find_topics([("The Mail about the Quay wall 2026", "Mail", 60.0)])]

    assert sorted(words) == ["Quay", "wall"]


def test_many_lines_weigh_more_than_one_that_was_open_for_long():
    lines = [("harbour", "a", 3600.0), *((f"quay {word}", "a", 400.0) for word in ("wall", "stone", "depth", "crane"))]

    first, *_ = find_topics(lines)

    assert (first.word, first.weight) == ("quay", 1.0)


def test_nothing_has_no_terms():
    assert find_topics([]) == ()
