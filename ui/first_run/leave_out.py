"""Second step: what is left out. Password managers and private windows already are. UI thread; what is installed is
looked up on the jobs pool."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from base.errors import AfterglowError
from ui.controls.app_icons import app_pixmap
from ui.controls.spinner import Spinner
from ui.first_run.app_row import AppRow, neighbour
from ui.first_run.exclusion_choices import APPS, PASSWORD_MANAGERS, PRIVATE, SITES, ExclusionChoices, read_entry
from ui.first_run.step_page import StepPage
from ui.kit.formatting import format_error
from ui.kit.i18n import mark, plural, tr, translate_count
from ui.kit.jobs import Jobs
from ui.kit.ports import AppKind, FirstRunControl, FirstRunStep, InstalledApp, Setting, SettingsControl
from ui.kit.theme import Look, M
from ui.kit.widgets import button, card, label, round_corners

_KINDS = {
    AppKind.PASSWORD_MANAGER: mark("Password manager"),
    AppKind.BROWSER: mark("Web browser"),
    AppKind.MESSENGER: mark("Messages"),
    AppKind.MAIL: mark("Mail"),
    AppKind.OTHER: mark("App"),
}
_OFFERED = (AppKind.MESSENGER, AppKind.MAIL)
"""Shown at once, because they are what people most often leave out."""
_SHOW_ALL = plural("Show {n} app", "Show all {n} apps")
MAX_NAMES, MAX_OFFERED = 3, 4


class EntryField(QLineEdit):
    """Enter adds what was typed; with nothing typed it goes on to Continue."""

    entered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.entered.emit(self.text())
            event.accept()
        else:
            super().keyPressEvent(event)


class LeaveOutPage(StepPage):
    step = FirstRunStep.LEAVE_OUT

    def __init__(self, *, first_run: FirstRunControl, preferences: SettingsControl, look: Look, jobs: Jobs) -> None:
        super().__init__(
            tr("What should be left out?"),
            tr("No picture, no words and no title is kept of these. You can change it at any time in Settings."),
        )
        self._first_run, self._preferences, self._look = first_run, preferences, look
        self._lane, self._jobs = jobs.lane(), jobs
        self.choices = ExclusionChoices(preferences, jobs)
        self.choices.settled = self._settled
        self._apps: tuple[InstalledApp, ...] = ()
        self._going_on = False
        self.rows: list[AppRow] = []
        self._by_rule: dict[tuple[str, str], AppRow] = {}
        self.list, self._list = _card_with_column()
        self.all_list, self._all = _card_with_column()
        self._spinner = Spinner(look, 28)
        self.field = EntryField()
        self.field.setPlaceholderText(tr("Add an app or a site"))
        self.field.setAccessibleName(tr("Add an app or a site"))
        self.field.entered.connect(self.add)
        self.all_button = button("", self._toggle_all)
        self.message = label("", "error", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(self.field, 1)
        row.addWidget(self.all_button)
        self.column.addWidget(self._spinner, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self.list)
        self.column.addLayout(row)
        self.column.addWidget(self.message)
        self.column.addWidget(self.all_list)
        self._tools = (self.list, self.field, self.all_button)
        for part in (*self._tools, self.all_list, self.message):
            part.hide()

    def enter(self) -> None:
        """Asked anew each time: the settings may have changed meanwhile."""
        self._going_on = False
        self._say("")
        self._lane.run(self._look_up, lambda found: self._show(*found), self._fail_to_look)

    def _look_up(self) -> tuple[tuple[InstalledApp, ...], tuple[Setting, ...]]:
        return self._first_run.apps(), self._preferences.settings()

    def _fail_to_look(self, error: AfterglowError) -> None:
        self._spinner.hide()
        self._say(format_error(error, detail=True))

    def take_focus(self) -> bool:
        if self.rows:
            self.rows[0].switch.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self.rows)

    def go_on(self) -> None:
        """What was chosen last is saved first."""
        if self.field.text().strip():
            self.add(self.field.text())
        if self.choices.busy:
            self._going_on = True
            self.set_busy(tr("Saving…"))
        else:
            self.done.emit()

    def _settled(self, error: AfterglowError | None) -> None:
        going_on, self._going_on = self._going_on, False
        if self.busy:
            self.set_busy("")
        if error is not None:
            self._lane.run(self._look_up, lambda found: self._show(*found), lambda _error: None)
            self._say(format_error(error, detail=True))
        elif going_on:
            self.done.emit()

    # The lists

    def _show(self, apps: tuple[InstalledApp, ...], settings: tuple[Setting, ...]) -> None:
        was_empty = not self.rows
        self._apps = apps
        self.choices.load(settings)
        self._clear()
        self._add_groups()
        offered = [app for app in apps if app.kind in _OFFERED][:MAX_OFFERED]
        kept = [app for app in apps if self.choices.holds(APPS, app.rule) and app not in offered]
        for app in (*offered, *kept):
            self._add_app(app, self._list)
        for name in (APPS, SITES):
            for rule in self.choices.rules(name):
                self._add_rule(name, rule)
        for app in apps:
            if app.kind is not AppKind.PASSWORD_MANAGER and (APPS, app.rule.casefold()) not in self._by_rule:
                self._add_app(app, self._all)
        self._complete(apps)
        self._spinner.hide()
        for part in self._tools:
            part.show()
        self.all_button.setVisible(self._all.count() > 0)
        self._name_all_button()
        if was_empty and self.isVisible():
            self.take_focus()

    def _clear(self) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows.clear()
        self._by_rule.clear()
        for column in (self._list, self._all):
            while column.takeAt(0) is not None:
                pass

    def _add_groups(self) -> None:
        managers = tuple(app for app in self._apps if app.kind is AppKind.PASSWORD_MANAGER)
        browsers = tuple(app for app in self._apps if app.kind is AppKind.BROWSER)
        known = (
            tr("{names} and every other known one", names=_names(managers))
            if managers
            else tr("None was found here. Every known one is left out as soon as it appears.")
        )
        where = tr("In {names} and every other browser", names=_names(browsers)) if browsers else tr("In every browser")
        for setting, name, words, glyph, found in (
            (PASSWORD_MANAGERS, tr("Password managers"), known, "lock", managers),
            (PRIVATE, tr("Private windows"), where, "eye-off", browsers),
        ):
            row = AppRow(
                name,
                words,
                look=self._look,
                changed=partial(self.choices.switch, setting),
                glyph=glyph,
                found=found,
            )
            row.show_on(self.choices.is_on(setting))
            self._place(row, self._list)

    def _add_app(self, app: InstalledApp, column: QVBoxLayout) -> AppRow:
        return self._add(APPS, app.rule, app.name, tr(_KINDS[app.kind]), column, icon=app.icon)

    def _add_rule(self, name: str, rule: str) -> AppRow:
        words = tr("Site, with everything below it") if name == SITES else tr("App that is not installed here")
        glyph = "computer" if name == SITES else ""
        return self._add(name, rule, rule, words, self._list, glyph=glyph)

    def _add(
        self, name: str, rule: str, title: str, words: str, column: QVBoxLayout, *, icon: str = "", glyph: str = ""
    ) -> AppRow:
        """The row that there is, or a new one."""
        key = (name, rule.casefold())
        if key not in self._by_rule:
            changed = partial(self.choices.leave_out, name, rule)
            row = AppRow(title, words, look=self._look, changed=changed, icon=icon, glyph=glyph)
            row.show_on(self.choices.holds(name, rule))
            self._by_rule[key] = row
            self._place(row, column)
        return self._by_rule[key]

    def _place(self, row: AppRow, column: QVBoxLayout) -> None:
        row.setProperty("first", "true" if column.count() == 0 else "false")
        column.addWidget(row)
        self.rows.append(row)
        row.show()

    def add(self, text: str) -> None:
        """What was typed is left out from now on, and stands in the list."""
        if not text.strip():
            return
        name, rule = read_entry(text, self._apps)
        self.field.clear()
        app = next((app for app in self._apps if app.rule == rule), None) if name == APPS else None
        if app is not None and app.kind is AppKind.PASSWORD_MANAGER and self.choices.is_on(PASSWORD_MANAGERS):
            return
        row = self._add_app(app, self._list) if app is not None else self._add_rule(name, rule)
        row.switch.setChecked(True)

    # All apps

    def _toggle_all(self) -> None:
        self.all_list.setVisible(self.all_list.isHidden())
        self._name_all_button()

    def _name_all_button(self) -> None:
        self.all_button.setText(
            translate_count(len(self._apps), _SHOW_ALL) if self.all_list.isHidden() else tr("Show fewer apps")
        )

    def _complete(self, apps: tuple[InstalledApp, ...]) -> None:
        model = QStandardItemModel(self)
        for app in apps:
            picture = app_pixmap(app.name, app.icon, self._look.tokens, 20, self.devicePixelRatioF())
            model.appendRow(QStandardItem(QIcon(picture), app.name))
        completer = QCompleter(model, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        offers = QListView()
        offers.setObjectName("offers")
        completer.setPopup(offers)
        round_corners(offers)
        completer.activated.connect(self.add, Qt.ConnectionType.QueuedConnection)
        self.field.setCompleter(completer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk through the switches."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        row = neighbour(self.rows, self.focusWidget(), step) if step else None
        if row is not None:
            row.switch.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))


def _card_with_column() -> tuple[QWidget, QVBoxLayout]:
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return frame, column


def _names(apps: tuple[InstalledApp, ...]) -> str:
    return ", ".join(app.name for app in apps[:MAX_NAMES])
