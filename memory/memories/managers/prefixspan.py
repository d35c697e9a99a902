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


def mine_patterns(sequence: Sequence[str], breaks: frozenset[int], *, least: int, times: int) -> list[Pattern]:
    """Closed ones of at least so many labels and so many times, the longest and most frequent first. No pattern goes
    over a place in `breaks`, which is where a new run begins."""
    candidates = [pattern for pattern in _grow_patterns(sequence, breaks, times) if len(pattern.labels) >= least]
    candidates.sort(
        key=lambda pattern: (-len(pattern.labels) * len(pattern.places), -len(pattern.labels), pattern.labels)
    )
    chosen: list[Pattern] = []
    for pattern in candidates:
        if not any(_is_covered(pattern, longer) for longer in chosen):
            chosen.append(pattern)
    return chosen


def _grow_patterns(sequence: Sequence[str], breaks: frozenset[int], times: int) -> Iterator[Pattern]:
    starts: dict[str, list[Place]] = {}
    for place, label in enumerate(sequence):
        starts.setdefault(label, []).append((place,))
    stack: list[tuple[tuple[str, ...], list[Place]]] = [
        ((label,), places) for label, places in sorted(starts.items()) if len(places) >= times
    ]
    while stack:
        labels, places = stack.pop()
        apart = _drop_overlaps(places)
        if len(apart) < times:
            continue
        yield Pattern(labels, tuple(apart))
        if len(labels) < LONGEST:
            longer = _extend_places(sequence, breaks, places)
            stack += [((*labels, label), more) for label, more in sorted(longer.items()) if label not in labels]


def _extend_places(sequence: Sequence[str], breaks: frozenset[int], places: Sequence[Place]) -> dict[str, list[Place]]:
    longer: dict[str, list[Place]] = {}
    for place in places:
        for following in range(place[-1] + 1, min(place[-1] + 2 + GAP, len(sequence))):
            if following in breaks:
                break
            longer.setdefault(sequence[following], []).append((*place, following))
    return longer


def _drop_overlaps(places: Sequence[Place]) -> list[Place]:
    """As many places as do not overlap; the shortest of those that begin at one place."""
    chosen: list[Place] = []
    for place in sorted(places, key=lambda span: (span[-1], -span[0])):
        if not chosen or place[0] > chosen[-1][-1]:
            chosen.append(place)
    return chosen


def _is_covered(pattern: Pattern, longer: Pattern) -> bool:
    """Whether most of its places lie inside those of a longer pattern."""
    covered = {place for places in longer.places for place in range(places[0], places[-1] + 1)}
    inside = sum(all(position in covered for position in place) for place in pattern.places)
    return 2 * inside >= len(pattern.places)
