"""Storage, ledger and health cards of the settings page. The page creates them. UI thread.

`load_account` reads what they show, on the jobs pool.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout

from base.coverage import State
from base.records.consent import Consent, LedgerEntry, current_consents
from base.records.statistics import AccessEntry, Stats
from memory.archive.api import ArchiveApi
from memory.memories.changes import MemoryCounts
from ui.kit import formatting
from ui.kit.i18n import format_number, mark, plural, tr, translate_count
from ui.kit.ports import UiStatus
from ui.kit.theme import XL, L, M, S
from ui.kit.widgets import button, label
from ui.settings.ledger_text import model_lines

MAX_ACCESSES = 100
_DAYS_LEFT = plural("{n} more day at the current rate", "{n} more days at the current rate")
MAX_REQUESTS = 1_000_000
_ACTIONS = {
    "search": mark("searched"),
    "ask": mark("asked a question"),
    "export": mark("exported"),
    "forget": mark("forgot something"),
    "reveal": mark("revealed a secret"),
    "restore": mark("restored"),
}
_ACTORS = {"app": mark("The window"), "cli": mark("The command line"), "mcp": mark("Another program")}


@dataclass(frozen=True, slots=True)
class Account:
    """Size, accesses and model requests of the memory, read at one time."""

    stats: Stats
    accesses: tuple[AccessEntry, ...]
    memories: MemoryCounts
    models: tuple[Consent, ...]
    """The latest consent for each language model's endpoint."""
    sent: tuple[LedgerEntry, ...]


def load_account(archive: ArchiveApi) -> Account:
    """Blocking."""
    models = current_consents(archive.consents())
    return Account(
        archive.stats(), archive.accesses(MAX_ACCESSES), archive.memory_counts(), models, archive.sent(MAX_REQUESTS)
    )


class Section(QFrame):
    """A card with a title; `words` explains it."""

    def __init__(self, title: str, words: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.title = title
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(XL, L, XL, L)
        self.body.setSpacing(S)
        self.body.addWidget(label(title, "large"))
        if words:
            self.body.addWidget(label(words, "muted", wrap=True))

    def matches(self, query: str) -> bool:
        return all(word in self.title.casefold() for word in query.casefold().split())


class _LineSection(Section):
    """A card of lines with a name and a value."""

    def __init__(self, title: str, words: str) -> None:
        super().__init__(title, words)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(L)
        self._grid.setVerticalSpacing(S)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)

    def show_lines(self, lines: list[tuple[str, str]]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, value) in enumerate(lines):
            self._grid.addWidget(label(name, "muted"), row, 0)
            self._grid.addWidget(label(value, wrap=True), row, 1)


class StorageCard(_LineSection):
    def __init__(self) -> None:
        super().__init__(tr("Disk space"), tr("How much space the memory uses, and how long the limit will last."))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Share of the limit in use"))
        self.body.insertWidget(2, self.bar)

    def show_stats(self, stats: Stats, budget: float) -> None:
        """`budget` in bytes, 0 for none."""
        self.bar.setVisible(budget > 0)
        self.bar.setRange(0, 1000)
        self.bar.setValue(min(1000, round(1000 * stats.bytes_on_disk / budget)) if budget else 0)
        self.show_lines(
            [
                (
                    tr("On disk (encrypted)"),
                    tr(
                        "{size} in {objects} files",
                        size=format_size(stats.bytes_on_disk),
                        objects=format_number(stats.objects),
                    ),
                ),
                (tr("Of which pictures"), format_size(stats.picture_bytes)),
                (tr("Moments"), format_number(stats.moments)),
                (tr("Forecast"), format_forecast(stats, budget)),
            ]
        )


class LedgerCard(_LineSection):
    def __init__(self, zone: tzinfo, clock: Callable[[], datetime]) -> None:
        super().__init__(
            tr("Privacy log"),
            tr("What was left out, and who accessed the memory and when. It never says what was searched for."),
        )
        self._zone, self._clock = zone, clock

    def show_account(self, account: Account) -> None:
        seconds, skipped = account.stats.coverage_seconds, account.stats.skipped
        lines = [
            (formatting.format_state(state), formatting.format_duration(seconds[state]))
            for state in State
            if seconds.get(state, 0) >= 1
        ]
        lines += [
            (tr("Left out: {rule}", rule=formatting.format_rule(rule)), formatting.format_count(n, "look"))
            for rule, n in skipped.items()
        ]
        lines += model_lines(account.models, account.sent, self._format_time)
        for access in account.accesses[:20]:
            actor, action = tr(_ACTORS.get(access.actor, access.actor)), tr(_ACTIONS.get(access.action, access.action))
            count = f" ({access.count:,})" if access.count else ""
            lines.append((self._format_time(access.at), f"{actor} {action}{count}"))
        self.show_lines(lines or [(tr("Nothing yet"), "")])

    def _format_time(self, at: datetime) -> str:
        day, today = (time.astimezone(self._zone).date() for time in (at, self._clock()))
        return f"{formatting.format_day(day, today)}, {formatting.format_time(at, self._zone)}"


class RecoveryKeyCard(Section):
    """Security: the way in when the passphrase is forgotten, or the key store is gone."""

    def __init__(self, make_new: Callable[[], object]) -> None:
        super().__init__(
            tr("Recovery key"),
            tr(
                "Opens the memory if you forget the passphrase. If yours is lost, or somebody else may have seen it, "
                "make a new one."
            ),
        )
        self.new_button = button(tr("Make a new recovery key…"), make_new)
        line = QHBoxLayout()
        line.addWidget(self.new_button)
        line.addStretch(1)
        self.body.addLayout(line)


class HealthCard(_LineSection):
    def __init__(self, check: Callable[[], None]) -> None:
        super().__init__(tr("Health"), tr("Whether everything works."))
        self.check_button = button(tr("Check all stored files"), check)
        self.check_button.setToolTip(tr("Reads the entire memory (Ctrl+Shift+C)"))
        self.check_button.setShortcut("Ctrl+Shift+C")
        self.check_result = label("", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(M)
        line.addWidget(self.check_button)
        line.addWidget(self.check_result, 1)
        self.body.addLayout(line)

    def show_health(self, status: UiStatus, memories: MemoryCounts, now: datetime) -> None:
        lines = [
            (tr("Recorder"), formatting.format_status(status, now) + (f": {status.message}" if status.message else "")),
            (tr("Waiting to be read"), formatting.format_count(status.pending, "picture")),
            (tr("Waiting for memories"), formatting.format_count(memories.waiting, "moment")),
        ]
        if memories.owed:
            lines.append((tr("To be retried"), formatting.format_count(memories.owed, "batch")))
        self.show_lines(lines)

    def show_faults(self, faults: tuple[str, ...]) -> None:
        self.check_button.setEnabled(True)
        damage = tr(
            "{count} stored files are damaged: {names}", count=format_number(len(faults)), names=", ".join(faults[:3])
        )
        self.check_result.setText(damage if faults else tr("All stored files are intact."))


def format_size(count: float) -> str:
    """`812 kB`, `3.4 GB`: thousands, as file managers and disks count."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < 1000 or unit == "GB":
            return f"{count:.0f} {unit}" if unit in ("bytes", "kB") or count >= 100 else f"{count:.1f} {unit}"
        count /= 1000
    raise AssertionError


def format_forecast(stats: Stats, budget: float) -> str:
    if not budget:
        return tr("No limit is set")
    if stats.bytes_on_disk >= budget:
        return tr("Full: the oldest pictures are reduced, text stays")
    if not stats.bytes_a_day:
        return tr("Available after a few days")
    days = round((budget - stats.bytes_on_disk) / stats.bytes_a_day)
    return translate_count(days, _DAYS_LEFT) if days < 3650 else tr("More than ten years")
