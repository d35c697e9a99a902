"""What every archive does alike with the moments it has chosen. Pure functions, called from any thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from capture.errors import BadInput
from memory.records import Coverage, Forgotten, MomentHead


def what_goes(heads: Sequence[MomentHead], *, bytes_freed: int = 0) -> Forgotten:
    """The summary of a `forget` over `heads`, which are in time order."""
    apps = Counter(head.app for head in heads).most_common()
    first, last = (heads[0].at, heads[-1].at) if heads else (None, None)
    return Forgotten(len(heads), first, last, tuple(apps), bytes_freed)


def thinned(items: Sequence[str], limit: int) -> list[str]:
    """At most `limit` of them, evenly spread, the first and the last among them."""
    if len(items) <= limit:
        return list(items)
    if limit < 2:
        return list(items[:limit])
    return [items[round(i * (len(items) - 1) / (limit - 1))] for i in range(limit)]


def outside(stretches: Iterable[Coverage], since: datetime | None, until: datetime | None) -> Iterator[Coverage]:
    """The parts of the stretches that lie before `since` or from `until` on."""
    for stretch in stretches:
        if since and stretch.start < since:
            yield replace(stretch, end=min(stretch.end, since))
        if until and stretch.end > until:
            name = f"{stretch.id}+" if since and stretch.start < since else stretch.id
            yield replace(stretch, id=name, start=max(stretch.start, until))


def drawn_span(since: datetime, until: datetime, count: int) -> tuple[float, float]:
    """In seconds since the epoch. Raises BadInput for what cannot be drawn."""
    if until <= since or count < 1:
        raise BadInput("an empty span of time")
    return since.timestamp(), until.timestamp()


def zone_named(name: str) -> ZoneInfo:
    """Raises BadInput."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadInput("the time zone is not known") from None
