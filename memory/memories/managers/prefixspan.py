"""Frequent sequences (PrefixSpan, bounded gaps).

Pure functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

LONGEST = 8
GAP = 2
"""Other labels that may stand between two of a pattern."""

Place = tuple[int, ...]
"""Where a pattern's labels stand in the sequence."""


@dataclass(frozen=True, slots=True)
class Pattern:
    labels: tuple[str, ...] = field(repr=False)
    places: tuple[Place, ...]
    """One for each time, in order, none overlapping another."""


def patterns(sequence: Sequence[str], breaks: frozenset[int], *, least: int, times: int) -> list[Pattern]:
    """Closed ones of at least so many labels and so many times, the longest and most frequent first. No pattern goes
    over a place in `breaks`, which is where a new run begins."""
    found = [one for one in _grown(sequence, breaks, times) if len(one.labels) >= least]
    found.sort(key=lambda one: (-len(one.labels) * len(one.places), -len(one.labels), one.labels))
    kept: list[Pattern] = []
    for one in found:
        if not any(_within(one, other) for other in kept):
            kept.append(one)
    return kept


def _grown(sequence: Sequence[str], breaks: frozenset[int], times: int) -> Iterator[Pattern]:
    starts: dict[str, list[Place]] = {}
    for place, label in enumerate(sequence):
        starts.setdefault(label, []).append((place,))
    stack: list[tuple[tuple[str, ...], list[Place]]] = [
        ((label,), places) for label, places in sorted(starts.items()) if len(places) >= times
    ]
    while stack:
        labels, places = stack.pop()
        apart = _apart(places)
        if len(apart) < times:
            continue
        yield Pattern(labels, tuple(apart))
        if len(labels) < LONGEST:
            longer = _longer(sequence, breaks, places)
            stack += [((*labels, label), more) for label, more in sorted(longer.items()) if label not in labels]


def _longer(sequence: Sequence[str], breaks: frozenset[int], places: Sequence[Place]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in places:
        for following in range(place[-1] + 1, min(place[-1] + 2 + GAP, len(sequence))):
            if following in breaks:
                break
            found.setdefault(sequence[following], []).append((*place, following))
    return found


def _apart(places: Sequence[Place]) -> list[Place]:
    """As many as do not overlap; of those that begin at one place the shortest."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda one: (one[-1], -one[0])):
        if not kept or place[0] > kept[-1][-1]:
            kept.append(place)
    return kept


def _within(one: Pattern, other: Pattern) -> bool:
    """All of it is part of a pattern that is kept, most of the times."""
    covered = {place for places in other.places for place in range(places[0], places[-1] + 1)}
    inside = sum(all(each in covered for each in place) for place in one.places)
    return 2 * inside >= len(one.places)
