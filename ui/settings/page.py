"""Settings page: every setting as a row, the rule tester, and cards about storage, privacy and health.

The window's page set creates it. UI thread; the settings file and the archive are read on the jobs pool.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import cast, get_args
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from base.errors import AfterglowError
from memory.archive.api import ArchiveApi
from ui.kit import formatting
from ui.kit.i18n import tr
from ui.kit.jobs import Jobs
from ui.kit.ports import RecordingControl, Setting, SettingsControl, SettingValue, ThemeChoice
from ui.kit.theme import XL, L, Look, M
from ui.kit.widgets import add_clear_button, button, label
from ui.settings.cards import Account, HealthCard, LedgerCard, RecoveryKeyCard, Section, StorageCard, load_account
from ui.settings.labels import section_of, section_texts
from ui.settings.rule_tester import RuleTester
from ui.settings.setting_row import SettingRow

MAX_WIDTH, INDEX_WIDTH = 800, 168
THEME, BUDGET = "appearance.theme", "storage.budget_gb"


class SettingsPage(QWidget):
    failed = Signal(object)
    new_recovery_key = Signal()

    def __init__(
        self,
        *,
        look: Look,
        jobs: Jobs,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        preferences: SettingsControl,
        recording: RecordingControl,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._clock, self._recording = look, clock, recording
        self._preferences = preferences
        self._archive: ArchiveApi | None = None
        self._lane, self._change_lane = jobs.lane(), jobs.lane()
        self._account_lane, self._check_lane = jobs.lane(), jobs.lane()
        self.rows: dict[str, SettingRow] = {}
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Find a setting"))
        self.field.setAccessibleName(tr("Find a setting"))
        add_clear_button(self.field)
        self.field.textChanged.connect(self._filter)
        self.rule_tester = RuleTester(preferences, jobs)
        self.storage, self.ledger = StorageCard(), LedgerCard(zone, clock)
        self.health = HealthCard(self._check)
        self.recovery_key = RecoveryKeyCard(self.new_recovery_key.emit)
        self.no_match = label(tr("No settings found."), "muted")
        self.no_match.hide()
        self._sections: list[Section] = []
        self._lay_out()
        self.setFocusProxy(self.field)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout()
        self._column.setSpacing(L)
        inside = QWidget()
        inside.setObjectName("clear")
        inside.setMaximumWidth(MAX_WIDTH)
        inside.setLayout(self._column)
        self._column.setContentsMargins(0, 0, M, XL)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        self._index = QVBoxLayout()
        self._index.setSpacing(0)
        left = QVBoxLayout()
        left.addWidget(label(tr("Settings"), "title"))
        left.addSpacing(M)
        left.addWidget(self.field)
        left.addSpacing(M)
        left.addLayout(self._index)
        left.addStretch(1)
        side = QWidget()
        side.setFixedWidth(INDEX_WIDTH + 40)
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(XL, L, XL, 0)
        row.setSpacing(XL)
        row.addWidget(side)
        row.addWidget(self.area, 1)

    # Fetching

    def set_archive(self, archive: ArchiveApi | None) -> None:
        self._archive = archive
        for lane in (self._account_lane, self._check_lane):
            lane.cancel()
        self.rule_tester.reset()
        self.health.check_result.clear()
        self.health.check_button.setEnabled(True)
        for card in (self.storage, self.ledger, self.health):
            card.show_lines([])
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        self._lane.run(self._preferences.settings, self._show_settings, self.failed.emit)

    def _show_settings(self, settings: tuple[Setting, ...]) -> None:
        """Shows the settings, then loads the account, which is compared with them: the size with the budget."""
        if not self.rows:
            self._build(settings)
        for setting in settings:
            self.rows[setting.name].show_value(setting)
        archive = self._archive
        if archive is not None:
            self._account_lane.run(lambda: load_account(archive), self._show_account, self.failed.emit)

    def _show_account(self, account: Account) -> None:
        budget = self.rows[BUDGET].setting.value if BUDGET in self.rows else 0
        self.storage.show_stats(account.stats, float(budget) * 1e9 if isinstance(budget, int | float) else 0.0)
        self.ledger.show_account(account)
        self.health.show_health(self._recording.status(), account.memories, self._clock())

    # Building

    def _build(self, settings: tuple[Setting, ...]) -> None:
        for section, group in groupby(settings, key=lambda setting: section_of(setting.name)):
            card = Section(*section_texts(section))
            for setting in group:
                row = SettingRow(setting)
                row.changed.connect(self._change)
                self.rows[setting.name] = row
                card.body.addWidget(row)
            self._add_card(card)
            if section == "exclusions":
                self._add_card(self.rule_tester)
            if section == "storage":
                self._add_card(self.storage)
        for extra in (self.recovery_key, self.ledger, self.health):
            self._add_card(extra)
        self._column.addWidget(self.no_match)
        self._column.addStretch(1)

    def _add_card(self, card: Section) -> None:
        self._sections.append(card)
        self._column.addWidget(card)
        link = button(card.title, partial(self._go_to, card), "index")
        self._index.addWidget(link)

    def _go_to(self, card: Section) -> None:
        self.field.clear()
        self.area.verticalScrollBar().setValue(card.y())

    # Changing

    def _change(self, name: str, value: SettingValue) -> None:
        row = self.rows[name]

        def apply(_none: None) -> None:
            if name == THEME and value in get_args(ThemeChoice):
                self._look.choose(cast("ThemeChoice", value))
            self.rule_tester.judge()
            self.refresh()

        self._change_lane.run(
            lambda: self._preferences.change(name, value),
            apply,
            lambda error: row.refuse(formatting.format_error(error, detail=True)),
        )

    def _check(self) -> None:
        archive = self._archive
        if archive is not None:
            self.health.check_button.setEnabled(False)
            self.health.check_result.setText(tr("Reading all stored files…"))
            self._check_lane.run(archive.check, self.health.show_faults, self._check_failed)

    def _check_failed(self, error: AfterglowError) -> None:
        self.health.check_button.setEnabled(True)
        self.health.check_result.setText(formatting.format_error(error))

    # Searching

    def _filter(self, query: str) -> None:
        for card in self._sections:
            rows = card.findChildren(SettingRow)
            for row in rows:
                row.setVisible(card.matches(query) or row.matches(query))
            card.setVisible(card.matches(query) or any(row.matches(query) for row in rows))
        self.no_match.setVisible(bool(self._sections) and all(card.isHidden() for card in self._sections))

    def back(self) -> bool:
        if not self.field.text():
            return False
        self.field.clear()
        return True
