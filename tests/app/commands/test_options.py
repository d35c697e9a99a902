"""Times and spans as they are typed."""

import argparse
from datetime import UTC, datetime, timedelta

import pytest

from app.commands.options import iso_time, scope_of, span_of
from base.errors import BadInput


@pytest.mark.parametrize(
    ("text", "seconds"), [("30s", 30), ("10m", 600), ("2h", 7200), ("1.5d", 129_600), ("1 W", 604_800)]
)
def test_spans(text: str, seconds: float) -> None:
    assert span_of(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "10", "m", "-5m", "0m", "ten minutes"])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        span_of(text)


def test_a_time_without_a_zone_is_local() -> None:
    assert iso_time("2026-03-02T09:00").tzinfo is not None
    assert iso_time("2026-03-02T09:00+00:00") == datetime(2026, 3, 2, 9, tzinfo=UTC)
    with pytest.raises(argparse.ArgumentTypeError):
        iso_time("noon")


def test_a_scope_that_ends_before_it_starts_is_refused() -> None:
    times = [datetime(2026, 3, day, tzinfo=UTC) for day in (2, 1)]
    with pytest.raises(BadInput):
        scope_of(argparse.Namespace(since=times[0], until=times[1], app=[]))
