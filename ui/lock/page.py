"""Lock page: a card to unlock by passphrase or recovery key; while the memory opens by itself, a card that says so.

The main window creates it. UI thread; deriving a key takes a second on purpose and runs on the jobs pool. After three
wrong tries each further try has to wait longer (1, 2, 4 … 30 s). That protects against somebody at this keyboard;
against somebody with a copy of the disk, Argon2id does.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from base.errors import AfterglowError, KeyStoreUnavailable, Locked
from memory.archive.api import ArchiveApi
from ui.controls.spinner import Spinner
from ui.kit.formatting import format_count, format_error
from ui.kit.i18n import mark, tr
from ui.kit.icons import render_icon
from ui.kit.jobs import Jobs
from ui.kit.ports import LockControl, LockedBy
from ui.kit.theme import XL, Look, M, S
from ui.kit.widgets import button, card, label, secret_field, wipe

_FREE_TRIES, _MAX_WAIT_S = 3, 30
_LOCK_REASONS = {
    LockedBy.PERSON: "",
    LockedBy.IDLE: mark("It locked automatically because you were away."),
    LockedBy.SESSION: mark("It locked together with your screen."),
}
CARD_WIDTH = 440


def wait_seconds(wrong: int) -> int:
    """How long to wait after that many wrong tries in a row."""
    return 0 if wrong < _FREE_TRIES else min(2 ** (wrong - _FREE_TRIES), _MAX_WAIT_S)


def wait_words(wrong: int, left: int) -> str:
    """`After 4 wrong tries the next one is possible in 2 seconds.`"""
    if left <= 0:
        return ""
    return tr(
        "{wrong} wrong attempts. You can try again in {count}.",
        wrong=wrong,
        count=format_count(left, "second"),
    )


class LockPage(QWidget):
    unlocked = Signal(object)
    """An ArchiveApi."""

    def __init__(self, *, lock: LockControl, look: Look, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unlock_card = UnlockCard(lock=lock, look=look, jobs=jobs)
        self.opening_card = OpeningCard(look)
        self.typed = False
        """Keys were pressed while the memory was being opened by itself."""
        self._lane = jobs.lane()
        self.unlock_card.unlocked.connect(self.unlocked)
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(self.unlock_card)
        self._stack.addWidget(self.opening_card)
        middle.setMaximumWidth(CARD_WIDTH)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(middle, 10)
        row.addStretch(1)

    def enter(self) -> None:
        """The page is shown now, to unlock: clear its fields and focus them."""
        self._lane.cancel()
        self._stack.setCurrentWidget(self.unlock_card)
        self.unlock_card.reset()

    def open_with(self, unlock: Callable[[], ArchiveApi]) -> None:
        """Shows that the memory is being opened, without a form; the form comes where that fails."""
        self.typed = False
        self._stack.setCurrentWidget(self.opening_card)
        self._lane.run(unlock, self.unlocked.emit, self._fail)

    @property
    def is_opening(self) -> bool:
        return self._stack.currentWidget() is self.opening_card

    def take_focus(self) -> None:
        if self.is_opening:
            self.setFocus()
        else:
            self.unlock_card.take_focus()

    def _fail(self, error: AfterglowError) -> None:
        self.enter()
        self.unlock_card.show_failure(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed while the memory opens goes nowhere: it was meant for a form that is not there."""
        if self.is_opening:
            self.typed = True
            event.accept()
        else:
            super().keyPressEvent(event)


class OpeningCard(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        column = _make_frame(self)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addStretch(1)
        row.addWidget(Spinner(look))
        row.addWidget(label(tr("Opening your memory…"), "large"))
        row.addStretch(1)
        column.addLayout(row)


def _make_frame(page: QWidget) -> QVBoxLayout:
    """Adds a card as high as its content to the middle of `page`; returns the card's layout."""
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, XL, 0, XL)
    outer.addStretch(2)
    frame = card()
    outer.addWidget(frame)
    outer.addStretch(3)
    column = QVBoxLayout(frame)
    column.setContentsMargins(XL + S, XL + S, XL + S, XL)
    column.setSpacing(M)
    picture = QLabel()
    picture.setPixmap(render_icon("afterglow", "", 64))
    picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column.addWidget(picture)
    return column


class UnlockCard(QWidget):
    unlocked = Signal(object)

    def __init__(self, *, lock: LockControl, look: Look, jobs: Jobs) -> None:
        super().__init__()
        self._lock, self._lane = lock, jobs.lane()
        self._recovery, self._wrong, self._waiting = False, 0, 0
        self._by_itself, self._failure = False, ""
        self.title, self.words = label("", "title"), label("", "muted", wrap=True)
        for text in (self.title, self.words):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field = secret_field(tr("Passphrase"))
        self.message = label("", "error", wrap=True)
        self._spinner = Spinner(look)
        self.submit_button = button(tr("Unlock"), self.submit, "primary")
        self.mode_button = button("", self._switch_mode, "link")
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._count_down)
        column = _make_frame(self)
        for widget in (self.title, self.words, self.field, self.message, self.submit_button, self.mode_button):
            column.addWidget(widget)
        column.insertWidget(column.indexOf(self.submit_button), self._spinner, 0, Qt.AlignmentFlag.AlignHCenter)
        self._spinner.hide()
        self.field.returnPressed.connect(self.submit)
        self._show_mode()

    def reset(self) -> None:
        self._lane.cancel()
        self._recovery, self._by_itself = False, self._lock.opens_by_itself()
        self._say("")
        self._show_mode()
        self._show_busy(False)
        self.take_focus()

    def _switch_mode(self) -> None:
        self._recovery = not self._recovery
        self._say("")
        self._show_mode()
        self.take_focus()

    @property
    def _needs_secret(self) -> bool:
        """The person has to type a secret; if the key store opens the memory, only the recovery key is typed."""
        return self._recovery or not self._by_itself

    def take_focus(self) -> None:
        (self.field if self._needs_secret else self.submit_button).setFocus()

    def _show_mode(self) -> None:
        wipe(self.field)
        self.title.setText(tr("Use your recovery key") if self._recovery else tr("Your memory is locked"))
        self.words.setText(
            tr("Type the key that you wrote down when you set up Afterglow.") if self._recovery else self._lock_text()
        )
        self.field.setVisible(self._needs_secret)
        hint = tr("Recovery key") if self._recovery else tr("Passphrase")
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        mode = QLineEdit.EchoMode.Normal if self._recovery else QLineEdit.EchoMode.Password
        self.field.setEchoMode(mode)
        if self._by_itself:
            other = tr("Use the key store instead") if self._recovery else tr("Use your recovery key instead")
        else:
            other = tr("Use the passphrase instead") if self._recovery else tr("Forgotten? Use your recovery key")
        self.mode_button.setText(other)

    def _lock_text(self) -> str:
        sentences = [tr("Nothing can be read until you unlock it. Recording continues meanwhile, encrypted.")]
        if reason := _LOCK_REASONS[self._lock.locked_by()]:
            sentences.insert(0, tr(reason))
        if self._by_itself:
            sentences.append(tr("The key is in your system’s key store."))
        return " ".join(sentences)

    def submit(self) -> None:
        secret = self.field.text()
        if self._waiting or not self.submit_button.isEnabled() or (self._needs_secret and not secret):
            return
        lock, by_code, typed = self._lock, self._recovery, self._needs_secret
        self._say("")
        self._show_busy(True)
        self._lane.run(
            lambda: lock.unlock_recovery(secret.strip()) if by_code else lock.unlock(secret if typed else None),
            self._open,
            self._fail,
        )

    def _open(self, archive: ArchiveApi) -> None:
        self._wrong = 0
        wipe(self.field)
        self._show_busy(False)
        self.unlocked.emit(archive)

    def _fail(self, error: AfterglowError) -> None:
        self._show_busy(False)
        if isinstance(error, KeyStoreUnavailable):
            self._by_itself = False
            self._show_mode()
        self.field.selectAll()
        self.take_focus()
        self._failure = format_error(error)
        self._say(self._failure)
        if not isinstance(error, Locked):
            return
        self._wrong += 1
        self._waiting = wait_seconds(self._wrong)
        if self._waiting:
            self._tick.start()
            self._show_wait()

    def show_failure(self, error: AfterglowError) -> None:
        """Of opening it without a question."""
        if isinstance(error, KeyStoreUnavailable):
            self._by_itself = False
            self._show_mode()
            self.take_focus()
        self._failure = format_error(error, detail=True)
        self._say(self._failure)

    def _count_down(self) -> None:
        self._waiting -= 1
        self._show_wait()
        if self._waiting <= 0:
            self._tick.stop()

    def _show_wait(self) -> None:
        self.submit_button.setEnabled(self._waiting <= 0)
        self.submit_button.setText(tr("Wait {waiting} s", waiting=self._waiting) if self._waiting > 0 else tr("Unlock"))
        self._say(f"{self._failure} {wait_words(self._wrong, self._waiting)}".strip())

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _show_busy(self, busy: bool) -> None:
        """The keyboard rests on the card meanwhile: another Enter must not press what comes next in line."""
        self._spinner.setVisible(busy)
        if busy:
            self.setFocus()
        self.field.setEnabled(not busy)
        self.mode_button.setEnabled(not busy)
        self.submit_button.setEnabled(not busy and not self._waiting)
        if not self._waiting:
            self.submit_button.setText(tr("Unlocking…") if busy else tr("Unlock"))
