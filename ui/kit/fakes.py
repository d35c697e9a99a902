"""Fakes of the ports, for the tests of the window and the benchmarks.

They start no threads; `changed` callbacks run on the calling thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from base.errors import AfterglowError, BadInput, Cancelled, Locked
from base.records.picture import BgrImage
from base.records.search import Query
from base.records.statistics import ForgetResult
from memory.archive.api import ArchiveApi
from memory.ask.answer import Answer
from ui.kit.ports import (
    ExportRequest,
    FirstRunStep,
    InstalledApp,
    LockedBy,
    Opener,
    RecordingState,
    RuleVerdict,
    SampleWindow,
    Setting,
    SettingValue,
    Trial,
    UiStatus,
    Unsubscribe,
)


class FakeRecording:
    def __init__(self, clock: Callable[[], datetime], status: UiStatus | None = None) -> None:
        self._clock = clock
        self._status = status or UiStatus(RecordingState.RECORDING)
        self._callbacks: list[Callable[[UiStatus], None]] = []
        self.forgotten: list[int] = []
        self.archive: ArchiveApi | None = None

    def status(self) -> UiStatus:
        return self._status

    def subscribe(self, changed: Callable[[UiStatus], None]) -> Unsubscribe:
        self._callbacks.append(changed)
        return lambda: self._callbacks.remove(changed)

    def show(self, status: UiStatus) -> None:
        """Report a new state, as the recorder does when its state changes."""
        self._status = status
        for callback in tuple(self._callbacks):
            callback(status)

    def pause(self, minutes: int | None) -> None:
        until = None if minutes is None else self._clock() + timedelta(minutes=minutes)
        self.show(replace(self._status, state=RecordingState.PAUSED, until=until))

    def resume(self) -> None:
        self.show(replace(self._status, state=RecordingState.RECORDING, until=None))

    def forget_last(self, minutes: int) -> ForgetResult:
        self.forgotten.append(minutes)
        return ForgetResult(moments=3)

    def forget_memories(self, names: Sequence[str]) -> int:
        return self.archive.forget_memories(names) if self.archive is not None else 0

    @property
    def listeners(self) -> int:
        return len(self._callbacks)


class FakeLock:
    """Unlocks with `passphrase` or `code`."""

    def __init__(
        self,
        archive: ArchiveApi,
        *,
        passphrase: str = "dusk over the harbour",  # noqa: S107  a fake's
        code: str = "AMBER-KITE-0042",
        locked: bool = False,
        by: LockedBy = LockedBy.PERSON,
        key_store: bool = False,
        refuse: Callable[[], AfterglowError] | None = None,
    ) -> None:
        self._archive, self._passphrase, self._code = archive, passphrase, code
        self._locked = locked
        self._by, self._key_store = by, key_store
        self._refuse = refuse
        self._callbacks: list[Callable[[], None]] = []

    def locked(self) -> bool:
        return self._locked

    def locked_by(self) -> LockedBy:
        return self._by

    def opens_by_itself(self) -> bool:
        return self._key_store

    def subscribe(self, changed: Callable[[], None]) -> Unsubscribe:
        self._callbacks.append(changed)
        return lambda: self._callbacks.remove(changed)

    def unlock(self, passphrase: str | None = None) -> ArchiveApi:
        return self._open(passphrase == self._passphrase or (passphrase is None and self._key_store))

    def unlock_recovery(self, code: str) -> ArchiveApi:
        return self._open(code == self._code)

    def _open(self, correct: bool) -> ArchiveApi:
        if self._refuse is not None:
            raise self._refuse()
        if not correct:
            raise Locked
        self._locked = False
        self._notify()
        return self._archive

    def lock(self, by: LockedBy = LockedBy.PERSON) -> None:
        self._locked, self._by = True, by
        self._notify()

    def _notify(self) -> None:
        for callback in tuple(self._callbacks):
            callback()


class FakeAsking:
    """Answers with `text` and the hits of a search. With `hold` it waits until that event is set."""

    def __init__(
        self,
        text: str = "",
        *,
        hold: threading.Event | None = None,
        steps: tuple[str, ...] = ("Every moment was looked at.", "The best ones were chosen."),
        markdown: bool = True,
    ) -> None:
        self.text, self._hold, self._steps, self._markdown = text, hold, steps, markdown
        self.screens: list[bool] = []
        """For each question, whether the screen belonged to it."""
        self.pictures: list[BgrImage | None] = []
        self.cancelled = threading.Event()

    def __call__(
        self,
        archive: ArchiveApi,
        question: str,
        now: datetime,
        on_text: Callable[[str], None],
        cancelled: Callable[[], bool],
        screen: bool = False,
        picture: BgrImage | None = None,
    ) -> Answer:
        self.screens.append(screen)
        self.pictures.append(picture)
        on_text(self.text[: len(self.text) // 2])
        while self._hold is not None and not self._hold.wait(0.01):
            if cancelled():
                self.cancelled.set()
                raise Cancelled
        result = archive.search(Query(question, now=now))
        return Answer(self.text, result.hits, result.gaps, self._steps, self._markdown)


class FakeFirstRun:
    """A first run at `step`. `KEY`: every recovery key it makes; `trial`: what the try shows."""

    KEY = "K7QF-2MXD-9RTA-H4WN-3VEC-P8JY-6BGS-ZD5K"

    def __init__(
        self,
        step: FirstRunStep | None = FirstRunStep.WELCOME,
        *,
        opener: Opener = Opener.NOTHING,
        apps: tuple[InstalledApp, ...] = (),
        trial: Trial | AfterglowError | None = None,
        confirmed: bool = False,
        older_key: bool = False,
    ) -> None:
        self._step, self._opener, self._apps, self._trial = step, opener, apps, trial
        self._confirmed, self._older_key = confirmed, older_key
        self.passphrase: str | None = None
        self.keys_made = 0

    def step(self) -> FirstRunStep | None:
        return self._step

    def keep_step(self, step: FirstRunStep) -> None:
        self._step = step

    def opener(self) -> Opener:
        return self._opener

    def apps(self) -> tuple[InstalledApp, ...]:
        return self._apps

    def make_memory(self, passphrase: str | None) -> None:
        if self._opener is Opener.NOTHING:
            self.passphrase, self._opener = passphrase, Opener.PASSPHRASE

    def recovery_key_confirmed(self) -> bool:
        return self._confirmed

    def has_older_recovery_key(self) -> bool:
        return self._older_key and not self.keys_made

    def make_recovery_key(self, passphrase: str | None) -> str:
        if self._opener is Opener.PASSPHRASE and passphrase != self.passphrase:
            raise Locked
        self.keys_made += 1
        return self.KEY

    def confirm_recovery_key(self) -> None:
        self._confirmed = True

    def try_it(self) -> Trial:
        if isinstance(self._trial, AfterglowError):
            raise self._trial
        assert self._trial is not None
        return self._trial

    def start_recording(self) -> None:
        self._step = None


class FakePreferences:
    """A few settings of every sort. `refuse`: the sentence with which every change is refused."""

    def __init__(self, *, refuse: str = "") -> None:
        self.refuse = refuse
        self._settings = {
            setting.name: setting
            for setting in (
                Setting("capture.interval", "seconds between two checks of the screen", 1.5, 1.5, 1, 10),
                Setting("exclusions.apps", "apps that are never saved", ("Bank",), ()),
                Setting("exclusions.private_browsing", "private and incognito windows are never saved", True, True),
                Setting("exclusions.unknown_windows", "what happens with windows whose app is unknown", "skip", "skip",
                        choices=("skip", "save")),
                Setting("perception.effort", "how much of the machine reading may use", "balanced", "balanced",
                        choices=("light", "balanced", "full")),
                Setting("perception.threads", "the most threads for reading", 2, 2, 1, 16, applies_at_once=False),
                Setting("perception.image_weights", "path of a model's weights", "", "", applies_at_once=False),
                Setting("storage.budget_gb", "gigabytes that the memory may take, 0 for no limit", 50.0, 50.0, 0),
                Setting("appearance.theme", "", "light", "system", choices=("system", "light", "dark", "contrast")),
            )
        }  # fmt: skip

    def add(self, setting: Setting) -> None:
        self._settings[setting.name] = setting

    def settings(self) -> tuple[Setting, ...]:
        return tuple(self._settings.values())

    def change(self, name: str, value: SettingValue) -> None:
        if self.refuse:
            raise BadInput(self.refuse)
        self._settings[name] = replace(self._settings[name], value=value)

    def judge(self, trial: SampleWindow) -> RuleVerdict:
        apps = self._settings["exclusions.apps"].value
        if isinstance(apps, tuple) and trial.app in apps:
            return RuleVerdict(False, f"app: {trial.app}")
        return RuleVerdict(not trial.private, "private browsing" if trial.private else "")


class FakeExport:
    """Counts to `total`; with `hold` it waits at the middle until that event is set, or it is cancelled."""

    def __init__(self, *, total: int = 10, hold: threading.Event | None = None) -> None:
        self.orders: list[ExportRequest] = []
        self.cancelled = threading.Event()
        self._total, self._hold = total, hold

    def export(
        self, order: ExportRequest, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> int:
        self.orders.append(order)
        for done in range(1, self._total + 1):
            progress(done, self._total)
            if self._hold is not None and done == self._total // 2:
                while not self._hold.wait(0.01) and not cancelled():
                    pass
            if cancelled():
                self.cancelled.set()
                raise Cancelled
        return self._total
