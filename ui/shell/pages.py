"""Builds the Ask, Memories, Insights and Settings pages. The main window creates it. UI thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from base.errors import AfterglowError
from memory.archive.api import ArchiveApi
from ui.ask.page import AskPage
from ui.insights.page import InsightsPage
from ui.kit.jobs import Jobs
from ui.kit.ports import Asking, RecordingControl, SettingsControl
from ui.kit.theme import Look
from ui.kit.thumbnails import Thumbnails
from ui.memories.page import MemoriesPage
from ui.settings.page import SettingsPage
from ui.shell.navigation import Navigation
from ui.shell.sidebar import Sidebar

SHORTCUTS = {"Ask": "Ctrl+3", "Memories": "Ctrl+4", "Insights": "Ctrl+5", "Settings": "Ctrl+,"}


class PageSet:
    def __init__(
        self,
        *,
        look: Look,
        jobs: Jobs,
        thumbnails: Thumbnails,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        recording: RecordingControl,
        asking: Asking,
        preferences: SettingsControl,
        folder: Path,
    ) -> None:
        """`folder`: suggested when a file is saved."""
        self.ask = AskPage(look=look, jobs=jobs, thumbnails=thumbnails, zone=zone, clock=clock, asking=asking)
        self.memories = MemoriesPage(
            look=look, jobs=jobs, thumbnails=thumbnails, zone=zone, clock=clock, forget=recording.forget_memories
        )
        self.insights = InsightsPage(look=look, jobs=jobs, zone=zone, clock=clock, folder=folder)
        self.settings = SettingsPage(
            look=look, jobs=jobs, zone=zone, clock=clock, preferences=preferences, recording=recording
        )
        self._pages = (self.ask, self.memories, self.insights, self.settings)

    @staticmethod
    def add_to_sidebar(sidebar: Sidebar) -> None:
        for name, key in SHORTCUTS.items():
            sidebar.add_page(name, name.lower(), key)

    def add_to_navigation(self, navigation: Navigation) -> None:
        navigation.add("Ask", self.ask, self.ask)
        navigation.add("Memories", self.memories, self.memories)
        navigation.add("Insights", self.insights, self.insights)
        navigation.add("Settings", self.settings, self.settings)

    def connect(
        self,
        *,
        open_frame: Callable[[str], None],
        notify: Callable[[str], None],
        show_error: Callable[[AfterglowError], None],
    ) -> None:
        for page in self._pages:
            page.failed.connect(show_error)
        for shows in (self.ask, self.memories):
            shows.opened.connect(open_frame)
        for tells in (self.memories, self.insights):
            tells.message.connect(notify)

    def set_archive(self, archive: ArchiveApi | None) -> None:
        for page in self._pages:
            page.set_archive(archive)
