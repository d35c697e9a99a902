"""Usual hours and programs, counted over episodes. Pure functions, for the core manager.

Rounded, and only after several days, so that it does not change with each batch.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from statistics import median

from memory.memories.fields import EpisodicFields
from memory.memories.managers.self_facts import SelfStatement
from memory.memories.memory import Basis, Memory, fields_of
from memory.text.phrasing import find_zone, join_list

DAYS = 2
"""Days on which something must have been seen to be called a habit."""
_RECENT = 400
"""Episodes that are looked at, the last ones."""
_SHARE = 0.1
"""Of the time that a program must have to be named."""


def count_habits(episodes: Sequence[Memory], zone: str) -> Iterator[SelfStatement]:
    recent = sorted(episodes, key=lambda episode: episode.valid_from)[-_RECENT:]
    local = find_zone(zone)
    days: dict[str, list[Memory]] = defaultdict(list)
    for episode in recent:
        days[f"{episode.valid_from.astimezone(local):%Y-%m-%d}"].append(episode)
    whole = list(days.values())[:-1]  # the last day is not over
    if len(whole) < DAYS:
        return
    yield _state_habit("Working hours", _hours(whole, local), whole)
    if programs := _programs(whole):
        yield _state_habit("Programs used most", programs, whole)


def _state_habit(attribute: str, value: str, days: Sequence[Sequence[Memory]]) -> SelfStatement:
    frames = [memory.evidence[0] for day in days[-5:] for memory in day[:4]]
    at = days[-1][-1].valid_from
    return SelfStatement(
        attribute, value, at, frames[0], Basis.INFERRED, context=f"Counted over {len(days)} days", branch="Habits",
        more=tuple(frames[1:]),
    )  # fmt: skip


def _hours(days: Sequence[Sequence[Memory]], zone: tzinfo) -> str:
    begins = median(_hour(day[0].valid_from, zone) for day in days)
    ends = median(
        max(_hour(fields_of(memory, EpisodicFields).ended_at or memory.updated_at, zone) for memory in day)
        for day in days
    )
    return f"{_clock(begins)} to {_clock(ends)}"


def _hour(at: datetime, zone: tzinfo) -> float:
    local = at.astimezone(zone)
    return local.hour + local.minute / 60


def _clock(hour: float) -> str:
    """To the half hour."""
    halves = round(2 * hour)
    return f"{halves // 2:02d}:{30 * (halves % 2):02d}"


def _programs(days: Sequence[Sequence[Memory]]) -> str:
    """Those used on several days for a good part of the time, most first."""
    seconds: Counter[str] = Counter()
    seen: dict[str, set[int]] = defaultdict(set)
    for number, day in enumerate(days):
        for memory in day:
            fields = fields_of(memory, EpisodicFields)
            for app in fields.apps or ():
                seconds[app] += round(fields.seconds or 0)
                seen[app].add(number)
    total = sum(seconds.values())
    named = [app for app, took in seconds.most_common(5) if took >= _SHARE * total and len(seen[app]) >= DAYS]
    return join_list(named, 4)
