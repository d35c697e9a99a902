"""Panel that makes a recovery key, shows it, and lets go of it only when two of its groups were typed.

The first run and the settings create it. UI thread; keys are made on the jobs pool. Making a key ends the one before,
so a key that nobody proved to have is never the last word: the next visit makes another.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from base.errors import AfterglowError, Locked
from base.recovery_code import plain
from ui.controls.spinner import Spinner
from ui.kit.formatting import format_error
from ui.kit.i18n import tr
from ui.kit.icons import icon
from ui.kit.jobs import Jobs
from ui.kit.ports import FirstRunControl
from ui.kit.theme import XS, L, Look, M, S, mono_font
from ui.kit.widgets import label, secret_field, wipe
from ui.recovery_key.check import choose_two
from ui.recovery_key.clipboard import SecretClipboard
from ui.recovery_key.key_card import GROUPS, KeyCard


class Stage(Enum):
    ASKING = auto()
    """For the passphrase, or only whether a new key is wanted."""
    BUSY = auto()
    SHOWN = auto()
    CONFIRMED = auto()
    OLDER = auto()
    """The memory has a key from before, which stays unless a new one is made."""


class RecoveryKeyPanel(QWidget):
    changed = Signal()
    """Its stage, or whether `act` may be called."""
    confirmed = Signal()

    def __init__(
        self,
        *,
        first_run: FirstRunControl,
        look: Look,
        jobs: Jobs,
        clipboard: SecretClipboard,
        today: Callable[[], date],
    ) -> None:
        super().__init__()
        self._first_run, self._look, self._lane = first_run, look, jobs.lane()
        self.stage = Stage.ASKING
        self.asked = (0, 0)
        """The groups that are asked for, counted from 0."""
        self._groups: tuple[str, ...] = ()
        self._needs_passphrase, self._working = True, False
        self.passphrase_field = secret_field(tr("Passphrase"))
        self.passphrase_field.textChanged.connect(lambda _text: self.changed.emit())
        self.key_card = KeyCard(look=look, jobs=jobs, clipboard=clipboard, today=today)
        self.message = label("", "error", wrap=True)
        self._lay_out()
        look.changed.connect(self._check)
        self._show(Stage.ASKING)

    def _lay_out(self) -> None:
        self._busy = QWidget()
        busy = QHBoxLayout(self._busy)
        busy.setContentsMargins(0, S, 0, S)
        busy.setSpacing(M)
        busy.addWidget(Spinner(self._look))
        busy.addWidget(label(tr("Making your recovery key…")), 1)
        self.done_note = label(tr("You have this memory’s recovery key, and you proved it."), "good", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        for part in (self.passphrase_field, self._busy, self.key_card, self._make_check(), self.done_note):
            column.addWidget(part)
        column.addWidget(self.message)

    def _make_check(self) -> QWidget:
        self._check_box = QWidget()
        column = QVBoxLayout(self._check_box)
        column.setContentsMargins(0, M, 0, 0)
        column.setSpacing(S)
        column.addWidget(label(tr("Check that you have it"), "large"))
        row = QHBoxLayout()
        row.setSpacing(L)
        self.fields = (QLineEdit(), QLineEdit())
        self._names, self._marks = (label("", "dense"), label("", "dense")), (QAction(self), QAction(self))
        for field, name, mark in zip(self.fields, self._names, self._marks, strict=True):
            field.setFont(mono_font(16))
            field.setMaxLength(12)
            field.textChanged.connect(lambda _text: self._check())
            mark.setVisible(False)
            field.addAction(mark, QLineEdit.ActionPosition.TrailingPosition)
            part = QVBoxLayout()
            part.setSpacing(XS)
            part.addWidget(name)
            part.addWidget(field)
            row.addLayout(part, 1)
        column.addLayout(row)
        return self._check_box

    # What its owner's button does

    @property
    def can_act(self) -> bool:
        if self._working:
            return False
        if self.stage is Stage.ASKING:
            return bool(self.passphrase_field.text()) or not self._needs_passphrase
        return self.stage is Stage.SHOWN and all(self._right(which) for which in range(2))

    def act(self) -> None:
        """Makes the key, or notes that the person has it."""
        if self.can_act:
            if self.stage is Stage.ASKING:
                self.make(self.passphrase_field.text() if self._needs_passphrase else None)
            else:
                self._working = True
                self._lane.run(self._first_run.confirm_recovery_key, self._note_confirmed, self._fail)
                self.changed.emit()

    def ask(self, *, needs_passphrase: bool) -> None:
        """Nothing is made before `act`."""
        self._needs_passphrase = needs_passphrase
        self._show(Stage.ASKING)

    def make(self, passphrase: str | None) -> None:
        """None where the memory opens by itself."""
        self._show(Stage.BUSY)
        self._lane.run(partial(self._first_run.make_recovery_key, passphrase), self._show_key, self._fail)

    def show_confirmed(self) -> None:
        self._show(Stage.CONFIRMED)

    def show_older(self) -> None:
        self._show(Stage.OLDER)

    def forget(self) -> None:
        """Nothing of the key or of a passphrase stays in any widget."""
        self._lane.cancel()
        self._show(Stage.ASKING)

    def take_focus(self) -> None:
        if self.stage is Stage.ASKING and self._needs_passphrase:
            self.passphrase_field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.stage is Stage.SHOWN:
            self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    # Stages

    def _show(self, stage: Stage) -> None:
        self.stage, self._working = stage, False
        if stage is not Stage.SHOWN:
            self._groups = ()
            self.key_card.forget()
        for field in (self.passphrase_field, *self.fields):
            wipe(field)
        self._say("")
        self.passphrase_field.setVisible(stage is Stage.ASKING and self._needs_passphrase)
        self._busy.setVisible(stage is Stage.BUSY)
        for part in (self.key_card, self._check_box):
            part.setVisible(stage is Stage.SHOWN)
        self.done_note.setVisible(stage is Stage.CONFIRMED)
        self.changed.emit()

    def _show_key(self, key: str) -> None:
        self._groups, self.asked = tuple(key.split("-")), choose_two(GROUPS)
        self._show(Stage.SHOWN)
        self.key_card.show_key(key)
        for name, field, index in zip(self._names, self.fields, self.asked, strict=True):
            text = tr("Group {number}", number=index + 1)
            name.setText(text)
            field.setAccessibleName(text)
        self.take_focus()

    def _note_confirmed(self, _none: None) -> None:
        self._show(Stage.CONFIRMED)
        self.confirmed.emit()

    def _fail(self, error: AfterglowError) -> None:
        if isinstance(error, Locked):
            self._needs_passphrase = True
        if self.stage is Stage.BUSY:
            self._show(Stage.ASKING)
        self._working = False
        self._say(format_error(error))
        self.changed.emit()
        self.take_focus()

    # The check

    def _right(self, which: int) -> bool:
        return bool(self._groups) and plain(self.fields[which].text()) == plain(self._groups[self.asked[which]])

    def _check(self) -> None:
        """A green tick for a right group; a wrong one is told once it is as long as a group."""
        wrong = [
            str(self.asked[which] + 1)
            for which, field in enumerate(self.fields)
            if self._groups and not self._right(which) and len(plain(field.text())) >= len(self._groups[0])
        ]
        for which, mark in enumerate(self._marks):
            mark.setIcon(icon("check", self._look.tokens, rest="good"))
            mark.setText(tr("Right"))
            mark.setVisible(self._right(which))
        self._say(tr("That is not group {number}. Compare it with the key.", number=wrong[0]) if wrong else "")
        self.changed.emit()

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
