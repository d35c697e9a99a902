"""The window's update check: nobody is asked until it is switched on, and then once a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject

from app.home import Home
from app.settings import Settings, UpdateSettings, save_settings
from app.updates.notice import UpdateNotice
from tests.app.updates.server import UpdateServer, says
from ui.kit.jobs import Jobs

NOW = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)


@dataclass
class Desk:
    home: Home
    server: UpdateServer
    jobs: Jobs
    parent: QObject
    shown: list[str] = field(default_factory=list)
    now: datetime = NOW

    def switch(self, on: bool) -> None:
        updates = UpdateSettings(check=on, address=self.server.address)
        save_settings(self.home.create().settings, Settings(updates=updates))

    def notice(self) -> UpdateNotice:
        return UpdateNotice(self.parent, home=self.home, jobs=self.jobs, show=self.shown.append, clock=lambda: self.now)


@pytest.fixture
def desk(tmp_path, qapp) -> Iterator[Desk]:
    jobs, parent = Jobs(threads=1), QObject()
    with UpdateServer().running() as server:
        yield Desk(Home(tmp_path / "home"), server, jobs, parent)
        jobs.close()
    parent.deleteLater()


def look(qtbot, desk: Desk, notice: UpdateNotice) -> None:
    notice.look()
    qtbot.waitUntil(lambda: desk.jobs.idle)


@pytest.mark.parametrize("file", [False, True])
def test_off_or_never_set_nobody_is_asked(qtbot, desk, file):
    if file:
        desk.switch(False)

    look(qtbot, desk, desk.notice())

    assert desk.server.heads == []
    assert desk.shown == []


def test_switched_on_it_asks_once_a_day_and_names_a_newer_version_once(qtbot, desk):
    desk.switch(True)
    desk.server.body = says("99.1")
    notice = desk.notice()

    look(qtbot, desk, notice)
    look(qtbot, desk, notice)
    assert len(desk.server.heads) == 1
    desk.now += timedelta(days=1)
    look(qtbot, desk, notice)

    assert len(desk.server.heads) == 2
    assert desk.shown == ["Afterglow 99.1 is available: https://afterglow.example/download"]


def test_the_next_start_tells_it_again_without_asking(qtbot, desk):
    desk.switch(True)
    desk.server.body = says("99.1")
    look(qtbot, desk, desk.notice())

    look(qtbot, desk, desk.notice())

    assert len(desk.server.heads) == 1
    assert len(desk.shown) == 2


def test_a_failed_attempt_is_not_repeated_on_the_same_day_and_disturbs_nobody(qtbot, desk):
    desk.switch(True)
    desk.server.status = 500
    notice = desk.notice()

    look(qtbot, desk, notice)
    look(qtbot, desk, notice)

    assert len(desk.server.heads) == 1
    assert desk.shown == []


def test_the_same_version_is_not_news(qtbot, desk):
    desk.switch(True)
    desk.server.body = says("0.0.1")

    look(qtbot, desk, desk.notice())

    assert desk.shown == []
