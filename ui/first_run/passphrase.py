"""Third step: the passphrase, or what opens the memory instead. UI thread; keys are derived on the jobs pool."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from base.errors import AfterglowError, KeyStoreUnavailable
from ui.first_run.step_page import StepPage
from ui.first_run.strength import Strength, measure
from ui.kit.formatting import format_error
from ui.kit.i18n import mark, tr
from ui.kit.icons import set_button_icon
from ui.kit.jobs import Jobs
from ui.kit.ports import FirstRunControl, FirstRunStep, Opener
from ui.kit.theme import Look, M
from ui.kit.widgets import button, label, secret_field, wipe

MIN_LENGTH = 8
_WORDS = {
    Strength.MINUTES: mark("Very weak: guessed in minutes"),
    Strength.HOURS: mark("Weak: guessed in hours"),
    Strength.DAYS: mark("Fair: guessed in days or weeks"),
    Strength.YEARS: mark("Good: holds for years"),
    Strength.DECADES: mark("Strong: holds for decades"),
}
_COLORS = {
    Strength.MINUTES: "bad",
    Strength.HOURS: "bad",
    Strength.DAYS: "warm",
    Strength.YEARS: "good",
    Strength.DECADES: "good",
}
_OPENERS = {
    Opener.KEY_STORE: mark(
        "Your system’s key store opens your memory when you log in. There is no passphrase to remember. "
        "Your system may ask for the key store’s own password now."
    ),
    Opener.GIVEN: mark("The passphrase that Afterglow was started with opens your memory."),
    Opener.PASSPHRASE: mark("Your memory has its passphrase already. You need it each time you open Afterglow."),
}


class StrengthBar(QWidget):
    """Four pieces; as many are filled as the passphrase is strong. The words beside it say the same."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.strength: Strength | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(152, 8)

    def show_strength(self, strength: Strength | None) -> None:
        self.strength = strength
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for piece in range(4):
            filled = self.strength is not None and (piece < self.strength or piece == 0)
            color = _COLORS[self.strength] if filled and self.strength is not None else "border"
            painter.setBrush(self._look.tokens.color(color))
            painter.drawRoundedRect(QRectF(piece * 39, 1, 35, 6), 3, 3)
        painter.end()


class PassphrasePage(StepPage):
    step = FirstRunStep.PASSPHRASE

    def __init__(self, *, first_run: FirstRunControl, look: Look, jobs: Jobs) -> None:
        super().__init__(tr("Choose a passphrase"), "")
        self._first_run, self._look = first_run, look
        self._lane, self._strength_lane = jobs.lane(), jobs.lane()
        self.typed: str | None = None
        """The passphrase of this run, kept until the memory is open."""
        self.field, self.repeat_field = secret_field(tr("Passphrase")), secret_field(tr("Repeat passphrase"))
        self.show_button = button("", lambda: self._show_letters(not self._shown))
        self._shown = False
        self.bar, self.strength_text = StrengthBar(look), label("", "dense", wrap=True)
        self.message = label("", "error", wrap=True)
        self.field.textChanged.connect(self._measure)
        self._lay_out()
        look.changed.connect(lambda: self._show_letters(self._shown))
        self._show_letters(False)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(M)
        first.addWidget(self.field, 1)
        first.addWidget(self.show_button)
        self._form = (self.field, self.show_button, self.repeat_field, self.bar, self.strength_text)
        meter = QHBoxLayout()
        meter.setSpacing(M)
        meter.addWidget(self.bar)
        meter.addWidget(self.strength_text, 1)
        self.column.addLayout(first)
        self.column.addLayout(meter)
        self.column.addWidget(self.repeat_field)
        self.column.addWidget(self.message)
        self.message.hide()

    @property
    def _chooses(self) -> bool:
        return self._first_run.opener() is Opener.NOTHING

    def enter(self) -> None:
        opener = self._first_run.opener()
        for part in self._form:
            part.setVisible(self._chooses)
        self.title.setText(tr("Choose a passphrase") if self._chooses else tr("What opens your memory"))
        self.lead.setText(
            tr(
                "It encrypts everything Afterglow keeps. Several words that mean something only to you are best. "
                "Nobody can make it again for you."
            )
            if opener is Opener.NOTHING
            else tr(_OPENERS[opener])
        )
        self._say("")
        self._measure(self.field.text())
        self.changed.emit()

    def take_focus(self) -> bool:
        if self._chooses:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return self._chooses

    def leave(self) -> None:
        self._strength_lane.cancel()
        for field in (self.field, self.repeat_field):
            wipe(field)
        self._show_letters(False)

    def forget(self) -> None:
        self.typed = None
        self.leave()

    def go_on(self) -> None:
        passphrase = self.field.text() if self._chooses else None
        if passphrase is not None and not self._is_well_typed(passphrase):
            return
        self._say("")
        self.set_busy(tr("Encrypting…") if self._chooses else tr("Opening…"))
        self._lane.run(
            partial(self._first_run.make_memory, passphrase), lambda _none: self._made(passphrase), self._fail
        )

    def _is_well_typed(self, passphrase: str) -> bool:
        if len(passphrase) < MIN_LENGTH:
            self._say(tr("Too short. Use at least {shortest} characters; several words are best.", shortest=MIN_LENGTH))
            self.field.setFocus()
        elif not self.repeat_field.text():
            self.repeat_field.setFocus()
            self._say(tr("Type the passphrase once more."))
        elif passphrase != self.repeat_field.text():
            self._say(tr("The passphrases do not match. Type it again."))
            self.repeat_field.setFocus()
            self.repeat_field.selectAll()
        else:
            return True
        return False

    def _made(self, passphrase: str | None) -> None:
        if passphrase is not None:
            self.typed = passphrase
        self.set_busy("")
        self.done.emit()

    def _fail(self, error: AfterglowError) -> None:
        """A key store may be gone, or its question was turned down: then the person chooses a passphrase after all."""
        self.set_busy("")
        self.enter()
        # The error's own advice names commands for a terminal, and here the fields below are the way on.
        no_store = isinstance(error, KeyStoreUnavailable)
        self._say(
            tr("The system’s key store did not open. Choose a passphrase instead.") if no_store else format_error(error)
        )
        self.take_focus()

    def _measure(self, text: str) -> None:
        if not text:
            self._strength_lane.cancel()
            self._show_strength(None)
        else:
            self._strength_lane.run(
                partial(measure, text), self._show_strength, lambda _error: self._show_strength(None)
            )

    def _show_strength(self, strength: Strength | None) -> None:
        self.bar.show_strength(strength)
        self.strength_text.setText(tr(_WORDS[strength]) if strength is not None else "")

    def _show_letters(self, shown: bool) -> None:
        self._shown = shown
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for field in (self.field, self.repeat_field):
            field.setEchoMode(mode)
        self.show_button.setText(tr("Hide") if shown else tr("Show"))
        self.show_button.setAccessibleName(tr("Hide the passphrase") if shown else tr("Show the passphrase"))
        set_button_icon(self.show_button, "eye-off" if shown else "eye", self._look.tokens)

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
