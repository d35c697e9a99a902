"""The table of installed sizes: large distributions need a reason, and may not grow unseen."""

from __future__ import annotations

import sys

import sizes

FOUND = {"lancedb": 189_000_000, "small": 1_000_000}


def test_sizes_are_those_of_the_files_that_are_there() -> None:
    found = sizes.sizes(sys.executable)

    assert found["lancedb"] > 100e6
    assert not sizes.INSTALLERS & found.keys()


def test_the_page_answers_for_what_it_names() -> None:
    assert not sizes.faults(FOUND, sizes.table(FOUND))


def test_a_large_one_without_a_reason_is_refused() -> None:
    found = {**FOUND, "enormous": 40_000_000}

    assert [fault.split()[0] for fault in sizes.faults(found, sizes.table(found))] == ["enormous"]


def test_one_that_grew_is_refused() -> None:
    grown = {**FOUND, "lancedb": 220_000_000}

    assert sizes.faults(grown, sizes.table(FOUND)) == ["lancedb takes 220 MB and took 189"]


def test_every_reason_stands_in_the_page() -> None:
    page = sizes.PAGE.read_text()

    assert [name for name, reason in sizes.REASONS.items() if reason not in page] == []
