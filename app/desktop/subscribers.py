"""Callbacks that hear of a change. Any thread adds, removes and notifies."""

from __future__ import annotations

from collections.abc import Callable

from ui.kit.ports import Unsubscribe


class Subscribers:
    def __init__(self) -> None:
        self._callbacks: list[Callable[[], None]] = []

    def add(self, changed: Callable[[], None]) -> Unsubscribe:
        self._callbacks.append(changed)
        return lambda: self._callbacks.remove(changed)

    def notify(self) -> None:
        for changed in list(self._callbacks):
            changed()
