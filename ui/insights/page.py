"""Insights page. Drawn, and to be taken out.

UI thread; the report is counted in the store's process.
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


def load_report(archive: ArchiveApi, span: Period | None, today: date, length: Length, zone: ZoneInfo) -> PeriodReport:
    """Blocking. Without a span, the one that holds the last day of which anything is remembered."""
    if span is None:
        days = archive.days(zone.key)
        span = Period.around(date.fromisoformat(days[-1].day) if days else today, length)
    return PeriodReport(span, archive.report(*span.bounds(zone), zone.key))


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
        """`folder`: where figures and pictures are offered to be saved."""
        super().__init__(parent)
        self._look, self._zone, self._clock, self._folder = look, zone, clock, folder
        self._archive: ArchiveApi | None = None
        self._lane, self._save_lane = jobs.lane(), jobs.lane()
        self._span: Period | None = None
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
        self.figures = button(tr("Save figures…"), self._ask_figures, "small")
        self.picture = button(tr("Save picture…"), self._ask_picture, "small")
        for made, key in ((self.figures, "Ctrl+S"), (self.picture, "Ctrl+Shift+S")):
            made.setShortcut(QKeySequence(key))
            made.setToolTip(tr("Readable by everybody who gets the file ({key})", key=key))

    def _length_button(self, name: str, length: Length, key: str) -> QPushButton:
        made = button(name, lambda: self.choose_length(length), "kind")
        made.setCheckable(True)
        made.setShortcut(QKeySequence(key))
        made.setToolTip(f"{name} ({key})")
        self._lengths.addButton(made)
        return made

    def _make_charts(self) -> None:
        look = self._look
        self.apps, self.sites = BarChart(look, tr("Time by app")), BarChart(look, tr("Time by site"))
        self.documents = BarChart(look, tr("Time by document"), by_app=False)
        self.projects = BarChart(look, tr("Time by project"))
        self.heat, self.flow, self.cloud = HourHeatmap(look), AppTimeline(look, self._zone), WordCloud(look)
        self._focus = label("", "muted", wrap=True)
        self._sums = {name: label("", "display") for name in (tr("At the screen"), tr("In focus"), tr("Switches"))}
        self._gaps = label("", "small", wrap=True)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(S)
        for step in (self._back, self._forward):
            bar.addWidget(step)
        bar.addWidget(self._title)
        bar.addStretch(1)
        for made in (self.day, self.week, self.figures, self.picture):
            bar.addWidget(made)
        self.body = QWidget()
        self.body.setObjectName("page")
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, M, XL)
        column.setSpacing(L)
        column.addLayout(self._make_sums())
        column.addWidget(self._gaps)
        column.addWidget(_titled(tr("Hours"), self.heat))
        column.addWidget(_titled(tr("From app to app"), self.flow, self._focus))
        column.addLayout(self._make_grid())
        column.addWidget(_titled(tr("Words"), self.cloud))
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

    def _make_sums(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(L)
        for name, value in self._sums.items():
            frame = card()
            column = QVBoxLayout(frame)
            column.setContentsMargins(L, M, L, M)
            column.setSpacing(0)
            column.addWidget(label(name, "muted"))
            column.addWidget(value)
            row.addWidget(frame, 1)
        return row

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(L)
        self._parts: dict[BarChart, QWidget] = {}
        titles = {
            tr("Apps"): self.apps,
            tr("Documents"): self.documents,
            tr("Sites"): self.sites,
            tr("Projects"): self.projects,
        }
        for place, (name, chart) in enumerate(titles.items()):
            self._parts[chart] = _titled(name, chart)
            grid.addWidget(self._parts[chart], place // 2, place % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        return grid

    # Counting

    def set_archive(self, archive: ArchiveApi | None) -> None:
        self._archive = archive
        self._lane.cancel()
        self._save_lane.cancel()
        self._span = None
        self.clear()
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        archive, span, length, zone = self._archive, self._span, self._length, self._zone
        if archive is not None:
            today = self._today()
            self._lane.run(lambda: load_report(archive, span, today, length, zone), self._arrived, self._refused)

    def step(self, by: int) -> None:
        if self.current is not None:
            self._span = self.current.period.shift(by)
            self.refresh()

    def choose_length(self, length: Length) -> None:
        self._length = length
        (self.day if length == "day" else self.week).setChecked(True)
        if self.current is not None:
            self._span = Period.around(self.current.period.first, length)
        self.refresh()

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()

    def _refused(self, error: AfterglowError) -> None:
        self.clear()
        self.empty.show_words(*formatting.translate_error(error))
        self.failed.emit(error)

    def clear(self) -> None:
        self.current = None
        for chart in (self.apps, self.sites, self.documents, self.projects):
            chart.show_uses(())
        self.heat.show_hours((), {})
        self.cloud.show_terms(())
        self.flow.show_day((), self._clock(), self._clock())
        for text in (self._title, self._focus, self._gaps, *self._sums.values()):
            text.clear()
        self.empty.show_words("", "")
        self._stack.setCurrentWidget(self.empty)
        self._enable()

    def _enable(self) -> None:
        there = self.current is not None and self.current.report.seconds > 0
        for made in (self.figures, self.picture):
            made.setEnabled(there)
        self._forward.setEnabled(self.current is not None and self.current.period.days[-1] < self._today())

    # Showing

    def _arrived(self, counted: PeriodReport) -> None:
        self.current, self._span = counted, counted.period
        report = counted.report
        self._title.setText(counted.period.title(self._today()))
        self._enable()
        if not report.seconds:
            self.empty.show_words(
                tr("Nothing was seen then"), _unrecorded(report) or tr("Nothing was recorded in that time.")
            )
            self._stack.setCurrentWidget(self.empty)
            return
        self._show_sums(report)
        hours = {(hour.day, hour.hour): hour.seconds for hour in report.hours}
        self.heat.show_hours(counted.period.days, hours)
        self.flow.show_day(report.stretches, report.since, report.until)
        self.flow.setVisible(counted.period.length == "day")
        self._focus.setText(self._focus_words(report))
        for chart, uses in (
            (self.apps, report.apps),
            (self.documents, report.documents),
            (self.sites, report.sites),
            (self.projects, report.projects),
        ):
            chart.show_uses(uses)
            self._parts[chart].setVisible(bool(uses))
        self.cloud.show_terms(report.terms)
        self._stack.setCurrentWidget(self.area)

    def _show_sums(self, report: Report) -> None:
        told = (
            formatting.format_duration(report.seconds),
            formatting.format_duration(report.focus_seconds) if report.focus else "–",
            format_number(report.switches),
        )
        for value, text in zip(self._sums.values(), told, strict=True):
            value.setText(text)
        self._gaps.setText(_unrecorded(report))
        self._gaps.setVisible(bool(self._gaps.text()))

    def _focus_words(self, report: Report) -> str:
        if not report.focus:
            return tr("No stretch of ten minutes or more in one app.")
        spans = (
            f"{stretch.app or tr('Unknown app')} {formatting.format_duration(stretch.seconds)} "
            f"({formatting.format_time_span(stretch.start, stretch.end, self._zone)})"
            for stretch in report.focus[:MAX_FOCUS_STRETCHES]
        )
        return tr("Longest in one app: {names}", names=", ".join(spans))

    # Taking out

    def _ask_figures(self) -> None:
        self._ask_where("csv", tr("Figures (*.csv)"), self.save_figures)

    def _ask_picture(self) -> None:
        self._ask_where("png", tr("Picture (*.png)"), self.save_picture)

    def _ask_where(self, ending: str, sort: str, save: Callable[[Path], None]) -> None:
        if self.current is None:
            return
        name = f"afterglow-{self.current.period.length}-{self.current.period.first}.{ending}"
        dialog = QFileDialog(self, tr("Save"), str(self._folder / name), sort)
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


def _titled(name: str, *charts: QWidget) -> QWidget:
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(XL, L, XL, L)
    column.setSpacing(M)
    column.addWidget(label(name, "large"))
    for chart in charts:
        column.addWidget(chart)
    column.addStretch(1)
    return frame


def _unrecorded(report: Report) -> str:
    """What is missing from the figures, and why."""
    missing = [
        f"{lower_in_sentence(formatting.format_state(state))} {formatting.format_duration(report.coverage[state])}"
        for state in (State.PAUSED, State.SKIPPED, State.LOCKED, State.FAILED)
        if report.coverage.get(state, 0) >= 60
    ]
    return tr("Not counted: {names}.", names=", ".join(missing)) if missing else ""
