"""Stand-ins for what `app` gives the window, for tests and for looking at the window without a recorder.

They hold no threads. `changed` callbacks are made on the thread that calls.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from memory.api import AfterglowError, ArchiveApi, Cancelled, Locked
from memory.records import Forgotten
from ui.control import ExportOrder, Recording, UiStatus, Unsubscribe


class FakeRecording:
    def __init__(self, clock: Callable[[], datetime], status: UiStatus | None = None) -> None:
        self._clock = clock
        self._status = status or UiStatus(Recording.RECORDING)
        self._callbacks: list[Callable[[UiStatus], None]] = []
        self.forgotten: list[int] = []

    def status(self) -> UiStatus:
        return self._status

    def subscribe(self, changed: Callable[[UiStatus], None]) -> Unsubscribe:
        self._callbacks.append(changed)
        return lambda: self._callbacks.remove(changed)

    def show(self, status: UiStatus) -> None:
        """As the recorder would when its state changes."""
        self._status = status
        for callback in tuple(self._callbacks):
            callback(status)

    def pause(self, minutes: int | None) -> None:
        until = None if minutes is None else self._clock() + timedelta(minutes=minutes)
        self.show(replace(self._status, state=Recording.PAUSED, until=until))

    def resume(self) -> None:
        self.show(replace(self._status, state=Recording.RECORDING, until=None))

    def forget_last(self, minutes: int) -> Forgotten:
        self.forgotten.append(minutes)
        return Forgotten(moments=3)

    @property
    def listeners(self) -> int:
        return len(self._callbacks)


class FakeLock:
    """Opens with `passphrase` or `code`. `fresh`: nothing was set up yet."""

    def __init__(
        self,
        archive: ArchiveApi,
        *,
        passphrase: str = "dusk over the harbour",  # noqa: S107  a fake's
        code: str = "AMBER-KITE-0042",
        locked: bool = False,
        fresh: bool = False,
        refuse: Callable[[], AfterglowError] | None = None,
    ) -> None:
        self._archive, self._passphrase, self._code = archive, passphrase, code
        self._locked, self._fresh = locked or fresh, fresh
        self._refuse = refuse
        self._callbacks: list[Callable[[], None]] = []

    def locked(self) -> bool:
        return self._locked

    def subscribe(self, changed: Callable[[], None]) -> Unsubscribe:
        self._callbacks.append(changed)
        return lambda: self._callbacks.remove(changed)

    def needs_passphrase_setup(self) -> bool:
        return self._fresh

    def set_passphrase(self, passphrase: str) -> str:
        self._passphrase, self._fresh = passphrase, False
        return self._code

    def unlock(self, passphrase: str | None = None) -> ArchiveApi:
        return self._open(passphrase == self._passphrase)

    def unlock_recovery(self, code: str) -> ArchiveApi:
        return self._open(code == self._code)

    def _open(self, right: bool) -> ArchiveApi:
        if not right:
            raise (self._refuse or Locked)()
        self._locked = False
        self._tell()
        return self._archive

    def lock(self) -> None:
        self._locked = True
        self._tell()

    def _tell(self) -> None:
        for callback in tuple(self._callbacks):
            callback()


class FakeExport:
    """Counts to `total`; with `hold` it waits at the middle until that event is set, or it is cancelled."""

    def __init__(self, *, total: int = 10, hold: threading.Event | None = None) -> None:
        self.orders: list[ExportOrder] = []
        self.cancelled = threading.Event()
        self._total, self._hold = total, hold

    def export(self, order: ExportOrder, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> int:
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
