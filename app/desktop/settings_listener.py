"""Passes changed settings on to what runs. Called on the window's jobs pool."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.settings import Settings


class SettingsListener:
    def __init__(
        self,
        settings: Settings,
        *,
        appliers: Sequence[Callable[[Settings], None]],
        start_with_session: Callable[[bool], None],
    ) -> None:
        """`start_with_session` asks the system, so it is called only when its setting has changed."""
        self._appliers = appliers
        self._start_with_session = start_with_session
        self._starts_with_session = settings.desktop.start_with_session

    def apply_settings(self, settings: Settings) -> None:
        for apply in self._appliers:
            apply(settings)
        wanted = settings.desktop.start_with_session
        if wanted != self._starts_with_session:
            self._start_with_session(wanted)
            self._starts_with_session = wanted
