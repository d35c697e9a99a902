"""Fourth step: the recovery key, written down and proved. UI thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ui.first_run.step_page import StepPage
from ui.kit.i18n import tr
from ui.kit.jobs import Jobs
from ui.kit.ports import FirstRunControl, FirstRunStep, Opener
from ui.kit.theme import Look
from ui.kit.widgets import button, label
from ui.recovery_key.clipboard import SecretClipboard
from ui.recovery_key.panel import RecoveryKeyPanel, Stage

_STAYS = (Stage.CONFIRMED, Stage.OLDER)
"""Stages in which the key that is there is kept by going on."""


class RecoveryKeyPage(StepPage):
    step = FirstRunStep.RECOVERY_KEY

    def __init__(
        self,
        *,
        first_run: FirstRunControl,
        look: Look,
        jobs: Jobs,
        clipboard: SecretClipboard,
        today: Callable[[], date],
        passphrase: Callable[[], str | None],
    ) -> None:
        """`passphrase`: as it was typed in this run, or None."""
        super().__init__(tr("Your recovery key"), "")
        self._first_run, self._passphrase = first_run, passphrase
        self.panel = RecoveryKeyPanel(first_run=first_run, look=look, jobs=jobs, clipboard=clipboard, today=today)
        self.again_button = button(tr("Make a new key"), self._begin, "link")
        self.foot = label(
            tr("Interrupted? The next start comes back to this step. You can make a new key later in Settings."),
            "dense",
            wrap=True,
        )
        self.column.addWidget(self.panel)
        self.column.addWidget(self.again_button)
        self.column.addWidget(self.foot)
        self.panel.changed.connect(self._follow)
        self.panel.confirmed.connect(self.done)

    @property
    def can_go_on(self) -> bool:
        return self.panel.stage in _STAYS or self.panel.can_act

    @property
    def go_on_text(self) -> str:
        names = {Stage.ASKING: tr("Make a new key"), Stage.OLDER: tr("Keep my key")}
        return names.get(self.panel.stage, tr("Continue"))

    def enter(self) -> None:
        if self._first_run.recovery_key_confirmed():
            self.panel.show_confirmed()
        elif self._first_run.has_older_recovery_key():
            self.panel.show_older()
        else:
            self._begin()

    def _begin(self) -> None:
        if self._passphrase() is not None:
            self.panel.make(self._passphrase())
        elif self._first_run.opener() is Opener.PASSPHRASE:
            self.panel.ask(needs_passphrase=True)
            self.panel.take_focus()
        else:
            self.panel.make(None)

    def take_focus(self) -> bool:
        self.panel.take_focus()
        return self.panel.stage in (Stage.ASKING, Stage.SHOWN)

    def go_on(self) -> None:
        if self.panel.stage in _STAYS:
            self.done.emit()
        else:
            self.panel.act()

    def leave(self) -> None:
        self.panel.forget()

    def _follow(self) -> None:
        stage = self.panel.stage
        words = {
            Stage.ASKING: tr("Type your passphrase to make a recovery key. A key that was shown before is replaced."),
            Stage.OLDER: tr(
                "This memory has a recovery key from before. If you still have it, keep it. If you make a new one, the "
                "old one opens nothing any more."
            ),
        }
        shown = tr(
            "If your memory cannot be opened any other way, this key still opens it. Nobody can make it again for "
            "you. Write it down or print it."
        )
        self.lead.setText(words.get(stage, shown))
        self.foot.setVisible(stage is Stage.SHOWN)
        self.again_button.setVisible(stage in _STAYS)
        self.changed.emit()
