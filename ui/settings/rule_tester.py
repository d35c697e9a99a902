"""Tries exclusion rules on a window. Would it be saved, and if not, by which rule? UI thread."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout

from base.errors import AfterglowError
from ui.kit import formatting
from ui.kit.i18n import mark, tr
from ui.kit.jobs import Jobs
from ui.kit.ports import RuleVerdict, SampleWindow, SettingsControl
from ui.kit.theme import L, M, S
from ui.kit.widgets import label
from ui.settings.cards import Section

_FIELDS = (
    (mark("App"), "Firefox"),
    (mark("Title"), "Inbox — Mozilla Firefox"),
    (mark("Address"), "https://mail.example.org/"),
)


class RuleTester(Section):
    def __init__(self, preferences: SettingsControl, jobs: Jobs) -> None:
        super().__init__(
            tr("Test a rule"),
            tr("Would this window be saved? Describe a window to test the current rules."),
        )
        self._preferences, self._lane = preferences, jobs.lane()
        self._delay = QTimer(self, singleShot=True, interval=120)
        self._delay.timeout.connect(self.judge)
        grid = QGridLayout()
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(S)
        self.fields = []
        for row, (name, example) in enumerate(_FIELDS):
            field = QLineEdit()
            field.setPlaceholderText(example)
            field.setAccessibleName(tr("{name} of the window to test", name=tr(name)))
            field.textChanged.connect(lambda _text: self._delay.start())
            grid.addWidget(label(tr(name), "muted"), row, 0)
            grid.addWidget(field, row, 1)
            self.fields.append(field)
        self.private = QCheckBox(tr("It is marked as private browsing"))
        self.private.toggled.connect(lambda _on: self._delay.start())
        grid.addWidget(self.private, len(_FIELDS), 1)
        self.verdict = label("", "verdict", wrap=True)
        inside = QVBoxLayout()
        inside.setSpacing(M)
        inside.addLayout(grid)
        inside.addWidget(self.verdict)
        self.body.addLayout(inside)

    def judge(self) -> None:
        app, title, url = (field.text() for field in self.fields)
        trial = SampleWindow(app, title, url, self.private.isChecked())
        if trial == SampleWindow():
            self.verdict.hide()
            return
        self._lane.run(lambda: self._preferences.judge(trial), self._show, self._failed)

    def _show(self, judged: RuleVerdict) -> None:
        rule = formatting.format_rule(judged.rule)
        self._say(
            tr("It would be saved.") if judged.saved else tr("It would not be saved. Rule: {rule}", rule=rule),
            judged.saved,
        )

    def _failed(self, error: AfterglowError) -> None:
        self._say(formatting.format_error(error), saved=False)

    def _say(self, text: str, saved: bool) -> None:
        self.verdict.setText(text)
        self.verdict.setProperty("saved", saved)
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)
        self.verdict.show()

    def matches(self, query: str) -> bool:
        return all(word in tr("test a rule exclusion window saved try rules") for word in query.casefold().split())

    def reset(self) -> None:
        """What was tried is a window of the person's: it goes with the lock."""
        for field in self.fields:
            field.clear()
        self.private.setChecked(False)
        self._delay.stop()
        self.verdict.hide()
