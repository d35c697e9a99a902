"""Ports: the protocols through which the window calls the program. `app` implements them, `ui.kit.fakes` fakes them.

Methods marked *blocking* are called on the jobs pool only; the others are called on the UI thread and must return at
once. Subscribed callbacks may be called from any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal, Protocol

from base.records.picture import BgrImage
from base.records.scope import Scope
from base.records.statistics import ForgetResult
from memory.archive.api import ArchiveApi
from memory.ask.answer import Answer

Unsubscribe = Callable[[], None]
LanguageChoice = Literal["system", "en", "de", "zh"]
ThemeChoice = Literal["system", "light", "dark", "contrast"]


class RecordingState(StrEnum):
    """What the recorder is doing now."""

    RECORDING = "recording"
    PAUSED = "paused"
    SKIPPING = "skipping"
    """An exclusion rule holds for what is on the screen."""
    UNREAD = "unread"
    """Recording goes on, but what was recorded cannot be read: `message` says why."""
    RESTARTING = "restarting"
    """Recording goes on; a process of the memory died and is started again, and searches wait for it."""
    FAULT = "fault"
    FULL = "full"
    """The disk, or the room for what waits to be read, is full: nothing is recorded."""
    LOCKED = "locked"
    """The computer's screen is locked (the memory's own lock is LockControl's)."""
    OFF = "off"


@dataclass(frozen=True, slots=True)
class UiStatus:
    """A snapshot of the recorder. `message` is a fault in words for the person; `rule` names an exclusion rule."""

    state: RecordingState
    until: datetime | None = None
    """When a pause ends by itself; None: until the person resumes."""
    rule: str = ""
    message: str = field(default="", repr=False)
    saved: int = 0
    """Frames saved since the recorder started."""
    skipped: int = 0
    """Samples that an exclusion rule left out since the recorder started."""
    pending: int = 0
    """Sealed frames that perception has not read yet."""
    waits_for: str = ""
    """What they wait for: `idle` (nobody at the machine), `mains`, `battery` (charged), `heat` (cooled down); or
    nothing, they are being read."""
    waiting_since: datetime | None = None
    """When the oldest of them came."""
    last_saved: datetime | None = None


class RecordingControl(Protocol):
    def status(self) -> UiStatus: ...

    def subscribe(self, changed: Callable[[UiStatus], None]) -> Unsubscribe: ...

    def pause(self, minutes: int | None) -> None:
        """Blocking. None: until `resume`."""

    def resume(self) -> None:
        """Blocking."""

    def forget_last(self, minutes: int) -> ForgetResult:
        """Blocking. Removes what was remembered in the last minutes for good, what waits in the spool included."""

    def forget_memories(self, names: Sequence[str]) -> int:
        """Blocking. Removes memories and their history for good, not the moments that they rest on; how many."""


class LockedBy(StrEnum):
    """Who or what locked the memory last."""

    PERSON = "person"
    IDLE = "idle"
    SESSION = "session"
    """The computer's screen was locked."""


class LockControl(Protocol):
    def locked(self) -> bool: ...

    def locked_by(self) -> LockedBy: ...

    def opens_by_itself(self) -> bool:
        """The system's key store opens it: `unlock(None)`, and nothing has to be typed."""

    def subscribe(self, changed: Callable[[], None]) -> Unsubscribe:
        """Called when the memory was locked or unlocked by anything, also by this window."""

    def unlock(self, passphrase: str | None = None) -> ArchiveApi:
        """Blocking (Argon2id takes a second on purpose). None tries the passphrase that was given at the start, or the
        system's key store. Raises WrongPassphrase."""

    def unlock_recovery(self, code: str) -> ArchiveApi:
        """Blocking. Raises WrongPassphrase."""

    def lock(self) -> None:
        """Blocking. Drops the keys and closes the store."""


class ExportFormat(StrEnum):
    ARCHIVE = "archive"
    FOLDER = "folder"
    MARKDOWN = "markdown"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export and where to. Only an archive can be encrypted; `passphrase` None: anyone can read the export."""

    target: Path = field(repr=False)
    format: ExportFormat
    scope: Scope
    passphrase: str | None = field(default=None, repr=False)


class ExportControl(Protocol):
    def export(
        self, order: ExportRequest, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> int:
        """Blocking. Returns the number of moments written. `progress(done, total)` with total 0 while it is unknown.

        Raises Cancelled when `cancelled()` turned true, DiskFull, BadInput.
        """


class Asking(Protocol):
    def __call__(
        self,
        archive: ArchiveApi,
        question: str,
        now: datetime,
        on_text: Callable[[str], None],
        cancelled: Callable[[], bool],
        screen: bool,
        picture: BgrImage | None,
        /,
    ) -> Answer:
        """Blocking. `screen`: what is on the screen now belongs to the question. `picture`: moments that look like it
        belong to the question; without a question only those are listed. The picture is neither stored nor sent.
        `on_text` is called, from any thread, with the answer so far where it comes piece by piece. Raises Cancelled
        once `cancelled()` is true."""


SettingValue = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting with its value. Its type is that of `default`: a switch, a number, a text, a list of texts; with
    `choices` one of those."""

    name: str
    """Section and field: `capture.interval`."""
    description: str
    value: SettingValue = field(repr=False)
    default: SettingValue
    """Its value as long as nobody changes it."""
    lowest: float | None = None
    highest: float | None = None
    choices: tuple[str, ...] = ()
    applies_at_once: bool = True
    """False: a change applies from the next start."""


@dataclass(frozen=True, slots=True)
class SampleWindow:
    """A window to try the exclusion rules on."""

    app: str = field(default="", repr=False)
    title: str = field(default="", repr=False)
    url: str = field(default="", repr=False)
    private: bool = False
    """The system marks it as private browsing."""


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    saved: bool
    rule: str = field(default="", repr=False)
    """The rule that leaves the window out."""


class SettingsControl(Protocol):
    """All blocking."""

    def settings(self) -> tuple[Setting, ...]: ...

    def change(self, name: str, value: SettingValue) -> None:
        """Saves the value, and applies it at once where possible. Raises BadInput with a sentence about the value."""

    def judge(self, trial: SampleWindow) -> RuleVerdict: ...


class FirstRunStep(StrEnum):
    """Steps of the first run, in their order."""

    WELCOME = "welcome"
    LEAVE_OUT = "leave_out"
    PASSPHRASE = "passphrase"  # noqa: S105  a name
    RECOVERY_KEY = "recovery_key"
    TRY_IT = "try_it"


class Opener(StrEnum):
    """What opens the memory."""

    NOTHING = "nothing"
    """There is no memory yet, and no key store: the person chooses a passphrase."""
    KEY_STORE = "key_store"
    """The system's key store, now or as soon as the memory is made."""
    GIVEN = "given"
    """A passphrase that was given at the start, in a file or the environment."""
    PASSPHRASE = "passphrase"  # noqa: S105  a name
    """Only the person knows it."""


class AppKind(StrEnum):
    PASSWORD_MANAGER = "password_manager"  # noqa: S105  a name
    BROWSER = "browser"
    MESSENGER = "messenger"
    MAIL = "mail"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class InstalledApp:
    """An app of this computer, as its desktop entry describes it."""

    rule: str
    """What the setting `exclusions.apps` needs, so that its windows are left out."""
    name: str
    icon: str
    """A name of the icon theme, or the path of a picture; may be empty."""
    kind: AppKind = AppKind.OTHER
    """PASSWORD_MANAGER: one that `exclusions.password_managers` leaves out."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One look at the main screen, read once and kept nowhere. `boxes`: x, y, width, height of each line in pixels."""

    picture: BgrImage = field(repr=False)
    lines: tuple[str, ...] = field(repr=False)
    boxes: tuple[tuple[int, int, int, int], ...] = field(repr=False)
    screens: int
    seconds: float
    identified: bool
    """The active window says what it is, as the rules need it."""
    left_out: str = ""
    """The rule that leaves out what is on the screen; then `picture` is empty (0 × 0) and nothing was read."""


class FirstRunControl(Protocol):
    """The first run. Nothing is recorded before `start_recording`, on this and every later start."""

    def step(self) -> FirstRunStep | None:
        """Where it begins or goes on; None when it is over: the person has pressed Start recording."""

    def keep_step(self, step: FirstRunStep) -> None:
        """Blocking. The next start goes on here. Raises DiskFull, StoreError."""

    def opener(self) -> Opener: ...

    def apps(self) -> tuple[InstalledApp, ...]:
        """Blocking. What is installed here; password managers first, then browsers, messengers, mail, others."""

    def make_memory(self, passphrase: str | None) -> None:
        """Blocking. Makes the key, sealed by the passphrase; None: by the key store, or the passphrase that was given
        at the start. Does nothing where there is a memory. Raises BadInput, KeyStoreUnavailable."""

    def recovery_key_confirmed(self) -> bool:
        """The person has proven once that they have the recovery key of this memory."""

    def has_older_recovery_key(self) -> bool:
        """The memory has a recovery key that no first run made: the person may have it on paper."""

    def make_recovery_key(self, passphrase: str | None) -> str:
        """Blocking. A new recovery key, eight groups of four; the one before opens nothing from now on. None where the
        memory opens by itself. Raises WrongPassphrase, Locked (a passphrase is needed), KeyStoreUnavailable."""

    def confirm_recovery_key(self) -> None:
        """Blocking. The person typed two of its groups. Raises DiskFull, StoreError."""

    def try_it(self) -> Trial:
        """Blocking. Raises CaptureError, PerceptionError."""

    def start_recording(self) -> None:
        """Blocking. The person pressed Start recording: noted for good, and the recorder starts. The memory stays
        locked until `LockControl.unlock`. Raises BadInput without a memory, DiskFull and StoreError."""


@dataclass(frozen=True, slots=True)
class UiSettings:
    """What the window needs to know of the settings."""

    theme: ThemeChoice = "system"
    language: LanguageChoice = "system"
    version: str = ""
    """Of the program."""
