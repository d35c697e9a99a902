"""Dialog of the settings that replaces the recovery key. UI thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.i18n import tr
from ui.kit.jobs import Jobs
from ui.kit.ports import FirstRunControl, Opener
from ui.kit.theme import XL, L, Look, M
from ui.kit.widgets import button, label
from ui.recovery_key.clipboard import SecretClipboard
from ui.recovery_key.panel import RecoveryKeyPanel, Stage

WIDTH = 620


class NewRecoveryKeyDialog(QDialog):
    def __init__(
        self,
        *,
        first_run: FirstRunControl,
        look: Look,
        jobs: Jobs,
        clipboard: SecretClipboard,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("New recovery key"))
        self.setModal(True)
        self.setFixedWidth(WIDTH)
        self.panel = RecoveryKeyPanel(first_run=first_run, look=look, jobs=jobs, clipboard=clipboard, today=today)
        self.words = label("", "muted", wrap=True)
        self.cancel_button = button(tr("Cancel"), self.reject)
        self.act_button = button("", self.panel.act, "primary")
        self.panel.changed.connect(self._follow)
        self.panel.confirmed.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.act_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        column.addWidget(label(tr("New recovery key"), "title"))
        column.addWidget(self.words)
        column.addWidget(self.panel)
        column.addLayout(row)
        self.act_button.setDefault(True)
        self.panel.ask(needs_passphrase=first_run.opener() is Opener.PASSPHRASE)
        self.act_button.setFocus()
        self.panel.take_focus()

    def _follow(self) -> None:
        shown = self.panel.stage is Stage.SHOWN
        self.words.setText(
            tr("This is the new key. The one before no longer opens your memory. Write it down or print it.")
            if shown
            else tr("As soon as the new key is made, the one you have no longer opens your memory.")
        )
        self.act_button.setText(tr("Done") if shown else tr("Make a new key"))
        self.act_button.setEnabled(self.panel.can_act)

    def done(self, result: int) -> None:
        """In every case the key is removed from the dialog."""
        self.panel.forget()
        super().done(result)
