"""Export dialog: what to export, in which format, where to, and under which passphrase.

The main window creates it. UI thread; the export runs on the jobs pool, and its progress comes back over the bridge.
An export that anyone can read has to be confirmed twice.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from base.errors import AfterglowError
from base.records.scope import Scope
from ui.kit import formatting
from ui.kit.i18n import format_number, mark, tr
from ui.kit.jobs import Jobs
from ui.kit.ports import ExportControl, ExportFormat, ExportRequest
from ui.kit.theme import XL, L, M, S
from ui.kit.time_span import day_bounds
from ui.kit.widgets import button, label, secret_field

MIN_PASSPHRASE = 8
FORMATS = (
    (ExportFormat.ARCHIVE, mark("Afterglow archive, can be restored"), "afterglow"),
    (ExportFormat.FOLDER, mark("Folder of pictures and text"), ""),
    (ExportFormat.MARKDOWN, mark("Markdown document"), "md"),
    (ExportFormat.XLSX, mark("Spreadsheet (XLSX)"), "xlsx"),
)
RANGES = (mark("Everything"), mark("This day"), mark("The last 7 days"), mark("From … to …"))
EVERY_APP = mark("Every app")


class ExportDialog(QDialog):
    exported = Signal(int)

    def __init__(
        self,
        *,
        export: ExportControl,
        jobs: Jobs,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        day: date | None,
        apps: tuple[str, ...],
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._export, self._jobs, self._lane = export, jobs, jobs.lane()
        self._zone, self._today = zone, clock().astimezone(zone).date()
        self._day, self._folder = day or self._today, folder
        self._stop = threading.Event()
        self._running = self._confirmed = False
        self.setWindowTitle(tr("Export memories"))
        self.setModal(True)
        self.setFixedWidth(560)
        self._make(apps)
        self._lay_out()
        self._update_fields()

    # Building

    def _make(self, apps: tuple[str, ...]) -> None:
        self.range, self.app, self.format = QComboBox(), QComboBox(), QComboBox()
        self.range.addItems([tr(name) for name in RANGES])
        self.app.addItems([tr(EVERY_APP), *apps])
        for kind, text, _suffix in FORMATS:
            self.format.addItem(tr(text), kind)
        self.since, self.until = self._date(self._day - timedelta(days=6)), self._date(self._day)
        self.target = QLineEdit()
        self.browse_button = button(tr("Choose…"), self._browse)
        self.passphrase_field, self.repeat_field = (
            secret_field(tr("At least 8 characters")),
            secret_field(tr("Repeat passphrase")),
        )
        self.plain_box = QCheckBox(tr("Don't encrypt"))
        self.understood_box = QCheckBox(tr("I understand that anyone who gets it can read everything in it"))
        self.message = label("", "error", wrap=True)
        self.progress_bar, self.progress_text = QProgressBar(), label("", "small")
        self.progress_bar.setTextVisible(False)
        self.cancel_button, self.export_button = (
            button(tr("Cancel"), self.reject),
            button(tr("Export"), self.submit, "primary"),
        )
        for name, widget in (
            (tr("Range"), self.range),
            (tr("App"), self.app),
            (tr("Format"), self.format),
            (tr("First day"), self.since),
            (tr("Last day"), self.until),
            (tr("Save to"), self.target),
        ):
            widget.setAccessibleName(name)

    def _date(self, day: date) -> QDateEdit:
        result = QDateEdit(QDate(day.year, day.month, day.day))
        result.setCalendarPopup(True)
        result.setDisplayFormat(tr("d MMM yyyy"))
        return result

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        column.addWidget(label(tr("Export memories"), "title"))
        column.addWidget(
            label(tr("This saves a copy outside Afterglow. Your memory stays unchanged."), "muted", wrap=True)
        )
        column.addSpacing(S)
        column.addLayout(self._grid())
        for widget in (self.plain_box, self.understood_box, self.message, self.progress_bar, self.progress_text):
            column.addWidget(widget)
        column.addSpacing(S)
        foot = QHBoxLayout()
        foot.setSpacing(M)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.export_button)
        column.addLayout(foot)
        self.export_button.setDefault(True)
        self.range.currentIndexChanged.connect(self._update_fields)
        self.format.currentIndexChanged.connect(self._update_fields)
        self.plain_box.toggled.connect(self._update_fields)
        self.understood_box.toggled.connect(self._update_fields)

    def _grid(self) -> QGridLayout:
        self._dates = _pair(self.since, self.until)
        self._secrets = _pair(self.passphrase_field, self.repeat_field)
        self._dates_name = label(tr("Days"), "muted")
        self._secret_name = label(tr("Passphrase"), "muted")
        grid = QGridLayout()
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(M)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[QWidget, QWidget], ...] = (
            (label(tr("Time"), "muted"), self.range),
            (self._dates_name, self._dates),
            (label(tr("App"), "muted"), self.app),
            (label(tr("Format"), "muted"), self.format),
            (label(tr("Save to"), "muted"), _pair(self.target, self.browse_button)),
            (self._secret_name, self._secrets),
        )
        for row, (name, widget) in enumerate(rows):
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(widget, row, 1)
        return grid

    # The choices

    @property
    def chosen_format(self) -> ExportFormat:
        return FORMATS[self.format.currentIndex()][0]

    @property
    def is_readable(self) -> bool:
        """Anyone can read what is written."""
        return self.chosen_format is not ExportFormat.ARCHIVE or self.plain_box.isChecked()

    def _update_fields(self) -> None:
        """Shows only the fields that the choices need."""
        archive = self.chosen_format is ExportFormat.ARCHIVE
        self._confirmed = False
        for widget in (self._dates, self._dates_name):
            widget.setVisible(self.range.currentIndex() == 3)
        for widget in (self._secrets, self._secret_name):
            widget.setVisible(archive and not self.plain_box.isChecked())
        self.plain_box.setVisible(archive)
        self.understood_box.setVisible(self.is_readable)
        self._say("")
        self._show_running(False)
        suffix = FORMATS[self.format.currentIndex()][2]
        name = f"Afterglow {self._today.isoformat()}"
        self.target.setText(str(self._folder / (f"{name}.{suffix}" if suffix else name)))
        self.adjustSize()

    def scope(self) -> Scope:
        app = self.app.currentText()
        days = {
            1: (self._day, self._day),
            2: (self._today - timedelta(days=6), self._today),
            3: (_day_of(self.since), _day_of(self.until)),
        }.get(self.range.currentIndex())
        since, until = (
            (day_bounds(days[0], self._zone)[0], day_bounds(days[1], self._zone)[1]) if days else (None, None)
        )
        return Scope(since=since, until=until, apps=() if self.app.currentIndex() == 0 else (app,))

    def _browse(self) -> None:
        if self.chosen_format is ExportFormat.FOLDER:
            chosen = QFileDialog.getExistingDirectory(self, tr("Export into"), str(self._folder))
        else:
            chosen, _kind = QFileDialog.getSaveFileName(self, tr("Export to"), self.target.text())
        if chosen:
            self.target.setText(chosen)

    # Exporting

    def submit(self) -> None:
        if problem := self._find_problem():
            self._say(problem)
        elif self.is_readable and not self._confirmed:
            self._confirmed = True
            self.export_button.setText(tr("Export unencrypted"))
            self._say(tr("This is not encrypted. Press “Export unencrypted” to confirm."))
        else:
            self._start()

    def _find_problem(self) -> str:
        """Why the export cannot start yet; empty if it can."""
        if not self.target.text().strip():
            return tr("Choose where to save it.")
        if self.range.currentIndex() == 3 and _day_of(self.since) > _day_of(self.until):
            return tr("The first day is after the last day.")
        if self.is_readable:
            return "" if self.understood_box.isChecked() else tr("Tick the box first: anyone can read the export.")
        if len(self.passphrase_field.text()) < MIN_PASSPHRASE:
            return tr("Choose a passphrase of at least {shortest} characters.", shortest=MIN_PASSPHRASE)
        return "" if self.passphrase_field.text() == self.repeat_field.text() else tr("The passphrases do not match.")

    def _start(self) -> None:
        order = ExportRequest(
            target=Path(self.target.text().strip()).expanduser(),
            format=self.chosen_format,
            scope=self.scope(),
            passphrase=None if self.is_readable else self.passphrase_field.text(),
        )
        self._stop = stop = threading.Event()
        export, bridge = self._export, self._jobs.bridge

        def progress(done: int, total: int) -> None:
            bridge.post(lambda: None if stop.is_set() else self._progress(done, total))

        self._say("")
        self._show_running(True)
        self._lane.run(lambda: export.export(order, progress=progress, cancelled=stop.is_set), self._finish, self._fail)

    def _progress(self, done: int, total: int) -> None:
        if self._running:
            self.progress_bar.setRange(0, total)
            self.progress_bar.setValue(done)
            self.progress_text.setText(
                tr("{done} of {count}", done=format_number(done), count=formatting.format_count(total, "moment"))
                if total
                else tr("Preparing…")
            )

    def _finish(self, count: int) -> None:
        self._show_running(False)
        self.exported.emit(count)
        self.accept()

    def _fail(self, error: AfterglowError) -> None:
        self._show_running(False)
        self._say(str(error))

    def _show_running(self, running: bool) -> None:
        self._running = running
        for widget in (
            self.range,
            self.app,
            self.format,
            self._dates,
            self._secrets,
            self.plain_box,
            self.understood_box,
        ):
            widget.setEnabled(not running)
        for field in (self.target, self.browse_button, self.export_button):
            field.setEnabled(not running)
        self.export_button.setText(tr("Exporting…") if running else tr("Export"))
        self.cancel_button.setText(tr("Stop") if running else tr("Cancel"))
        self.progress_bar.setVisible(running)
        self.progress_text.setVisible(running)
        if running:
            self.progress_bar.setRange(0, 0)
            self.progress_text.setText(tr("Preparing…"))

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def reject(self) -> None:
        """During an export, Escape stops it and the dialog stays open."""
        if self._running:
            self._stop.set()
            self._lane.cancel()
            self._show_running(False)
            self._say(tr("Stopped. No file was left behind."))
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop.set()
        self._lane.cancel()
        super().closeEvent(event)


def _pair(left: QWidget, right: QWidget) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S)
    row.addWidget(left, 1)
    row.addWidget(right, 1 if isinstance(right, (QLineEdit, QDateEdit)) else 0)
    return pair


def _day_of(field: QDateEdit) -> date:
    day = field.date()
    return date(day.year(), day.month(), day.day())
