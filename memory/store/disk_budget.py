"""Keeps the store within its disk budget, by thinning. Called by the archive, any thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

from base.records.picture import Thinning
from memory.store.film_tables import FilmTables

SLACK = 0.03
"""Once begun, thinning goes on to so much below the budget, so that it does not begin again with every frame."""


class DiskBudget:
    """What was thinned keeps its bytes on the disk until it is reclaimed, which rewrites tables: once, at the end."""

    def __init__(self, films: FilmTables, disk_bytes: Callable[[], int]) -> None:
        self._films = films
        self._disk_bytes = disk_bytes
        self._lock = threading.Lock()
        self._thinned = 0
        self._begun = False

    def next_step(self, budget: int) -> Thinning | None:
        with self._lock:
            if self._is_over(budget) and not self._begun:
                self._films.reclaim()  # older versions take room that costs nobody anything
                self._begun = True
            step = self._films.next_thinning() if self._is_over(budget) else None
            if step is not None:
                self._thinned += 0 if step.film else step.size
                return step
            if self._thinned:
                self._films.reclaim()
            self._thinned, self._begun = 0, False
            return None

    def take(self, step: Thinning, film: bytes) -> bool:
        with self._lock:
            done = self._films.put_thinned(step.segment, film)
            self._thinned += step.size - len(film) if done else 0
            return done

    def _is_over(self, budget: int) -> bool:
        aim = budget * (1 - SLACK) if self._begun else budget
        return self._disk_bytes() - self._thinned > aim
