"""Rule tester: shows whether a window with a given app, title and address would be saved, and if not, by which rule.

The settings page creates it. UI thread; the rules are applied on the jobs pool.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout

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
        window = SampleWindow(app, title, url, self.private.isChecked())
        if window == SampleWindow():
            self.verdict.hide()
            return
        self._lane.run(
            lambda: self._preferences.judge(window),
            self._show_verdict,
            lambda error: self._show_text(formatting.format_error(error), saved=False),
        )

    def _show_verdict(self, verdict: RuleVerdict) -> None:
        rule = formatting.format_rule(verdict.rule)
        text = tr("It would be saved.") if verdict.saved else tr("It would not be saved. Rule: {rule}", rule=rule)
        self._show_text(text, saved=verdict.saved)

    def _show_text(self, text: str, *, saved: bool) -> None:
        self.verdict.setText(text)
        self.verdict.setProperty("saved", saved)
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)
        self.verdict.show()

    def matches(self, query: str) -> bool:
        return all(word in tr("test a rule exclusion window saved try rules") for word in query.casefold().split())

    def reset(self) -> None:
        """Clears the fields when the memory is locked: they may describe a window of the person's."""
        for field in self.fields:
            field.clear()
        self.private.setChecked(False)
        self._delay.stop()
        self.verdict.hide()
