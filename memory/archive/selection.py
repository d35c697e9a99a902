"""Even selections, spans of time and time zones, checked. Pure functions of the archive, called from any thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from base.errors import BadInput
from base.records.moment import MomentHead
from base.records.statistics import ForgetResult


def summarize_forget(heads: Sequence[MomentHead], *, bytes_freed: int = 0) -> ForgetResult:
    """The summary of a `forget` over `heads`, which are in time order."""
    apps = Counter(head.app for head in heads).most_common()
    first, last = (heads[0].at, heads[-1].at) if heads else (None, None)
    return ForgetResult(len(heads), first, last, tuple(apps), bytes_freed)


def spread_evenly(items: Sequence[str], limit: int) -> list[str]:
    """At most `limit` of them, evenly spread, the first and the last among them."""
    if len(items) <= limit:
        return list(items)
    if limit < 2:
        return list(items[:limit])
    return [items[round(i * (len(items) - 1) / (limit - 1))] for i in range(limit)]


def span_in_seconds(since: datetime, until: datetime, count: int) -> tuple[float, float]:
    """Start and end in seconds since the epoch. Raises BadInput for an empty span or no count."""
    if until <= since or count < 1:
        raise BadInput("that period is empty")
    return since.timestamp(), until.timestamp()


def zone_named(name: str) -> ZoneInfo:
    """Raises BadInput."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadInput("the time zone is not known") from None
