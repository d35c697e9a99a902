"""Insights page: a report of a day or week as charts, which can be saved.

The page set of the window creates it. UI thread; the store's process counts the report, the jobs pool waits for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal
from PySide6.QtGui import QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from base.coverage import State
from base.errors import AfterglowError
from base.records.report import Report
from base.records.statistics import AccessEntry
from memory.archive.api import ArchiveApi
from ui.insights.charts import AppTimeline, BarChart, HourHeatmap, WordCloud
from ui.insights.csv_export import save_figures, save_picture
from ui.insights.period import Length, Period
from ui.kit import formatting
from ui.kit.i18n import format_number, lower_in_sentence, tr
from ui.kit.jobs import Jobs
from ui.kit.theme import XL, L, Look, M, S
from ui.kit.widgets import EmptyPage, button, card, label, set_tinted_icon, tool_button

MAX_FOCUS_STRETCHES = 6


@dataclass(frozen=True, slots=True)
class PeriodReport:
    period: Period
    report: Report


def load_report(
    archive: ArchiveApi, period: Period | None, today: date, length: Length, zone: ZoneInfo
) -> PeriodReport:
    """Blocking. None: the period of the last day with moments."""
    if period is None:
        days = archive.days(zone.key)
        period = Period.around(date.fromisoformat(days[-1].day) if days else today, length)
    return PeriodReport(period, archive.report(*period.bounds(zone), zone.key))


class InsightsPage(QWidget):
    failed = Signal(object)
    message = Signal(str)

    def __init__(
        self,
        *,
        look: Look,
        jobs: Jobs,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        """`folder`: the default folder for saving figures and pictures."""
        super().__init__(parent)
        self._look, self._zone, self._clock, self._folder = look, zone, clock, folder
        self._archive: ArchiveApi | None = None
        self._lane, self._save_lane = jobs.lane(), jobs.lane()
        self._period: Period | None = None
        self._length: Length = "day"
        self.current: PeriodReport | None = None
        self._make_bar()
        self._make_charts()
        self.empty = EmptyPage()
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clear()

    # Building

    def _make_bar(self) -> None:
        look = self._look
        self._title = label("", "title")
        self._back = set_tinted_icon(tool_button(tr("Earlier (Alt+Left)"), lambda: self.step(-1)), look, "back")
        self._forward = set_tinted_icon(tool_button(tr("Later (Alt+Right)"), lambda: self.step(1)), look, "forward")
        self._back.setShortcut(QKeySequence("Alt+Left"))
        self._forward.setShortcut(QKeySequence("Alt+Right"))
        self._lengths = QButtonGroup(self)
        self.day, self.week = (
            self._length_button(tr("Day"), "day", "Alt+D"),
            self._length_button(tr("Week"), "week", "Alt+W"),
        )
        self.day.setChecked(True)
        self.figures = button(
            tr("Save data…"), lambda: self._ask_path("csv", tr("Data (*.csv)"), self.save_figures), "small"
        )
        self.picture = button(
            tr("Save picture…"), lambda: self._ask_path("png", tr("Picture (*.png)"), self.save_picture), "small"
        )
        for save_button, key in ((self.figures, "Ctrl+S"), (self.picture, "Ctrl+Shift+S")):
            save_button.setShortcut(QKeySequence(key))
            save_button.setToolTip(tr("Anyone who gets the file can read it ({key})", key=key))

    def _length_button(self, name: str, length: Length, key: str) -> QPushButton:
        length_button = button(name, lambda: self.choose_length(length), "kind")
        length_button.setCheckable(True)
        length_button.setShortcut(QKeySequence(key))
        length_button.setToolTip(f"{name} ({key})")
        self._lengths.addButton(length_button)
        return length_button

    def _make_charts(self) -> None:
        look = self._look
        self.apps, self.sites = BarChart(look, tr("Time by app")), BarChart(look, tr("Time by site"))
        self.documents = BarChart(look, tr("Time by document"), by_app=False)
        self.projects = BarChart(look, tr("Time by project"))
        self.hours, self.flow, self.cloud = HourHeatmap(look), AppTimeline(look, self._zone), WordCloud(look)
        self._focus = label("", "muted", wrap=True)
        self._totals = {name: label("", "display") for name in (tr("At the screen"), tr("In focus"), tr("Switches"))}
        self._gaps = label("", "small", wrap=True)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(S)
        for widget in (self._back, self._forward, self._title):
            bar.addWidget(widget)
        bar.addStretch(1)
        for text_button in (self.day, self.week, self.figures, self.picture):
            bar.addWidget(text_button)
        self.body = QWidget()
        self.body.setObjectName("page")
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, M, XL)
        column.setSpacing(L)
        column.addLayout(self._build_totals())
        column.addWidget(self._gaps)
        column.addWidget(_titled_card(tr("Hours"), self.hours))
        column.addWidget(_titled_card(tr("From app to app"), self.flow, self._focus))
        column.addLayout(self._build_grid())
        column.addWidget(_titled_card(tr("Words"), self.cloud))
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.body)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._stack = QStackedLayout(inside)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.area)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(XL, L, XL, 0)
        outer.setSpacing(M)
        outer.addLayout(bar)
        outer.addWidget(inside, 1)

    def _build_totals(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(L)
        for name, value in self._totals.items():
            frame = card()
            column = QVBoxLayout(frame)
            column.setContentsMargins(L, M, L, M)
            column.setSpacing(0)
            column.addWidget(label(name, "muted"))
            column.addWidget(value)
            row.addWidget(frame, 1)
        return row

    def _build_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(L)
        self._chart_cards: dict[BarChart, QWidget] = {}
        charts = {
            tr("Apps"): self.apps,
            tr("Documents"): self.documents,
            tr("Sites"): self.sites,
            tr("Projects"): self.projects,
        }
        for index, (name, chart) in enumerate(charts.items()):
            self._chart_cards[chart] = _titled_card(name, chart)
            grid.addWidget(self._chart_cards[chart], index // 2, index % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        return grid

    # Counting

    def set_archive(self, archive: ArchiveApi | None) -> None:
        self._archive = archive
        self._lane.cancel()
        self._save_lane.cancel()
        self._period = None
        self.clear()
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        archive, period, length, zone = self._archive, self._period, self._length, self._zone
        if archive is not None:
            today = self._today()
            self._lane.run(
                lambda: load_report(archive, period, today, length, zone), self._show_report, self._show_error
            )

    def step(self, by: int) -> None:
        if self.current is not None:
            self._period = self.current.period.shift(by)
            self.refresh()

    def choose_length(self, length: Length) -> None:
        self._length = length
        (self.day if length == "day" else self.week).setChecked(True)
        if self.current is not None:
            self._period = Period.around(self.current.period.first, length)
        self.refresh()

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()

    def _show_error(self, error: AfterglowError) -> None:
        self.clear()
        self.empty.show_words(*formatting.translate_error(error))
        self.failed.emit(error)

    def clear(self) -> None:
        self.current = None
        for chart in (self.apps, self.sites, self.documents, self.projects):
            chart.show_uses(())
        self.hours.show_hours((), {})
        self.cloud.show_terms(())
        self.flow.show_day((), self._clock(), self._clock())
        for text in (self._title, self._focus, self._gaps, *self._totals.values()):
            text.clear()
        self.empty.show_words("", "")
        self._stack.setCurrentWidget(self.empty)
        self._enable()

    def _enable(self) -> None:
        has_time = self.current is not None and self.current.report.seconds > 0
        for save_button in (self.figures, self.picture):
            save_button.setEnabled(has_time)
        self._forward.setEnabled(self.current is not None and self.current.period.days[-1] < self._today())

    # Showing

    def _show_report(self, current: PeriodReport) -> None:
        self.current, self._period = current, current.period
        report = current.report
        self._title.setText(current.period.title(self._today()))
        self._enable()
        if not report.seconds:
            self.empty.show_words(
                tr("Nothing to show"), _unrecorded_text(report) or tr("Nothing was recorded during this time.")
            )
            self._stack.setCurrentWidget(self.empty)
            return
        self._show_totals(report)
        hours = {(hour.day, hour.hour): hour.seconds for hour in report.hours}
        self.hours.show_hours(current.period.days, hours)
        self.flow.show_day(report.stretches, report.since, report.until)
        self.flow.setVisible(current.period.length == "day")
        self._focus.setText(self._focus_text(report))
        for chart, uses in (
            (self.apps, report.apps),
            (self.documents, report.documents),
            (self.sites, report.sites),
            (self.projects, report.projects),
        ):
            chart.show_uses(uses)
            self._chart_cards[chart].setVisible(bool(uses))
        self.cloud.show_terms(report.terms)
        self._stack.setCurrentWidget(self.area)

    def _show_totals(self, report: Report) -> None:
        texts = (
            formatting.format_duration(report.seconds),
            formatting.format_duration(report.focus_seconds) if report.focus else "–",
            format_number(report.switches),
        )
        for value, text in zip(self._totals.values(), texts, strict=True):
            value.setText(text)
        self._gaps.setText(_unrecorded_text(report))
        self._gaps.setVisible(bool(self._gaps.text()))

    def _focus_text(self, report: Report) -> str:
        if not report.focus:
            return tr("No app was used for ten minutes without a break.")
        stretches = (
            f"{stretch.app or tr('Unknown app')} {formatting.format_duration(stretch.seconds)} "
            f"({formatting.format_time_span(stretch.start, stretch.end, self._zone)})"
            for stretch in report.focus[:MAX_FOCUS_STRETCHES]
        )
        return tr("Longest in one app: {names}", names=", ".join(stretches))

    # Saving

    def _ask_path(self, suffix: str, file_filter: str, save: Callable[[Path], None]) -> None:
        if self.current is None:
            return
        name = f"afterglow-{self.current.period.length}-{self.current.period.first}.{suffix}"
        dialog = QFileDialog(self, tr("Save"), str(self._folder / name), file_filter)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda path: save(Path(path)))
        dialog.open()

    def save_figures(self, path: Path) -> None:
        if self.current is not None:
            report = self.current.report
            self._save(lambda: save_figures(report, path))

    def save_picture(self, path: Path) -> None:
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.body.grab().save(buffer, "PNG")
        self._save(lambda: save_picture(bytes(data.data()), path))

    def _save(self, write: Callable[[], None]) -> None:
        archive, now = self._archive, self._clock()
        if archive is None:
            return

        def work() -> None:
            write()
            archive.note_access(AccessEntry(now, "app", "export", 1))

        self._save_lane.run(work, lambda _none: self.message.emit(tr("Saved")), self.failed.emit)

    def back(self) -> bool:
        return False


def _titled_card(name: str, *charts: QWidget) -> QWidget:
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(XL, L, XL, L)
    column.setSpacing(M)
    column.addWidget(label(name, "large"))
    for chart in charts:
        column.addWidget(chart)
    column.addStretch(1)
    return frame


def _unrecorded_text(report: Report) -> str:
    """Which times the figures leave out, and why."""
    missing = [
        f"{lower_in_sentence(formatting.format_state(state))} {formatting.format_duration(report.coverage[state])}"
        for state in (State.PAUSED, State.SKIPPED, State.LOCKED, State.FAILED)
        if report.coverage.get(state, 0) >= 60
    ]
    return tr("Not counted: {names}.", names=", ".join(missing)) if missing else ""
