"""Tour dialog: five steps on first use, with Back, Next and Skip. The main window creates it. UI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.kit.i18n import tr
from ui.kit.jobs import Jobs
from ui.kit.ports import SettingsControl, TourControl
from ui.kit.theme import XL, L, M
from ui.kit.widgets import button, label
from ui.tour.steps import ExclusionsStep, KeysStep, RecoveryKeyStep, SelfTestStep, Step, WelcomeStep

WIDTH, HEIGHT = 620, 450


class TourDialog(QDialog):
    def __init__(
        self, *, tour: TourControl, preferences: SettingsControl, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Welcome to Afterglow"))
        self.setModal(True)
        self.setFixedSize(WIDTH, HEIGHT)
        self.exclusions = ExclusionsStep(preferences, jobs)
        self.recovery_key = RecoveryKeyStep(tour, jobs)
        self.self_test = SelfTestStep(tour, jobs)
        self.steps: tuple[Step, ...] = (
            WelcomeStep(tour),
            self.exclusions,
            self.recovery_key,
            self.self_test,
            KeysStep(),
        )
        self.pages = QStackedWidget()
        for step in self.steps:
            self.pages.addWidget(step)
        self.position = label("", "muted")
        self.skip_button = button(tr("Skip the tour"), self.reject, "link")
        self.back_button = button(tr("Back"), self.go_back)
        self.next_button = button(tr("Next"), self.go_next, "primary")
        self._lay_out()
        for key, action in (("Alt+Left", self.go_back), ("Alt+Right", self.go_next)):
            QShortcut(QKeySequence(key), self).activated.connect(action)
        self._show(0)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(M)
        foot.addWidget(self.skip_button)
        foot.addStretch(1)
        foot.addWidget(self.position)
        foot.addSpacing(M)
        foot.addWidget(self.back_button)
        foot.addWidget(self.next_button)
        self.next_button.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL + M, XL + M, XL + M, L)
        column.setSpacing(L)
        column.addWidget(self.pages, 1)
        column.addLayout(foot)

    @property
    def index(self) -> int:
        return self.pages.currentIndex()

    def go_back(self) -> None:
        if self.index > 0:
            self._show(self.index - 1)

    def go_next(self) -> None:
        self.steps[self.index].leave()
        if self.index + 1 < len(self.steps):
            self._show(self.index + 1)
        else:
            self.accept()

    def _show(self, index: int) -> None:
        self.pages.setCurrentIndex(index)
        step, last = self.steps[index], index + 1 == len(self.steps)
        self.position.setText(tr("{number} of {count}", number=index + 1, count=len(self.steps)))
        self.back_button.setEnabled(index > 0)
        self.next_button.setText(tr("Done") if last else tr("Next"))
        self.skip_button.setVisible(not last)
        self.setAccessibleName(
            tr("{title}, page {number} of {count}", title=step.title, number=index + 1, count=len(self.steps))
        )
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        """In every case the recovery key is removed from the page."""
        self.recovery_key.forget()
        super().done(result)
