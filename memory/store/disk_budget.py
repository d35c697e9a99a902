"""Disk use and thinning down to the budget. Called by the archive, any thread."""

from __future__ import annotations

import threading
from typing import Protocol

from base.records.picture import Thinning
from memory.store.film_tables import FilmTables

SLACK = 0.03
"""Once begun, thinning goes on to so much below the budget, so that it does not begin again with every frame."""


class DiskUsagePort(Protocol):
    def disk_bytes(self) -> int: ...


class DiskBudget:
    """What was thinned keeps its bytes on the disk until it is reclaimed, which rewrites tables: once, at the end."""

    def __init__(self, store: FilmTables, disk: DiskUsagePort) -> None:
        self._store = store
        self._disk = disk
        self._lock = threading.Lock()
        self._thinned = 0
        self._begun = False

    def next_step(self, budget: int) -> Thinning | None:
        with self._lock:
            step = self._store.next_thinning() if self._needs_more(budget) else None
            if step is None:
                self._end()
            elif not step.film:
                self._thinned += step.size
            return step

    def take(self, step: Thinning, film: bytes) -> bool:
        with self._lock:
            done = self._store.put_thinned(step.segment, film)
            self._thinned += step.size - len(film) if done else 0
            return done

    def _needs_more(self, budget: int) -> bool:
        if self._is_over(budget) and not self._begun:
            self._store.reclaim()  # older versions take room that costs nobody anything
            self._begun = True
        return self._is_over(budget)

    def _is_over(self, budget: int) -> bool:
        aim = budget * (1 - SLACK) if self._begun else budget
        return self._disk.disk_bytes() - self._thinned > aim

    def _end(self) -> None:
        if self._thinned:
            self._store.reclaim()
        self._thinned, self._begun = 0, False
