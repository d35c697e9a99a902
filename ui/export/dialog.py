"""Export dialog. Readable exports are confirmed twice.

UI thread; the export itself runs on the jobs pool, its progress comes back over the bridge.
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
from ui.kit.i18n import grouped, mark, tr
from ui.kit.jobs import Jobs
from ui.kit.ports import ExportControl, ExportOrder, Format
from ui.kit.theme import XL, L, M, S
from ui.kit.time_span import bounds
from ui.kit.widgets import button, label

SHORTEST = 8
FORMATS = (
    (Format.ARCHIVE, mark("Afterglow archive, can be restored"), "afterglow"),
    (Format.FOLDER, mark("Folder of pictures and text"), ""),
    (Format.MARKDOWN, mark("Markdown document"), "md"),
    (Format.XLSX, mark("Spreadsheet (XLSX)"), "xlsx"),
)
RANGES = (mark("Everything"), mark("This day"), mark("The last 7 days"), mark("From … to …"))
EVERY_APP = mark("Every app")


class ExportDialog(QDialog):
    finished_writing = Signal(int)

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
        self._running = self._sure = False
        self.setWindowTitle(tr("Export memories"))
        self.setModal(True)
        self.setFixedWidth(560)
        self._make(apps)
        self._lay_out()
        self._follow()

    # Building

    def _make(self, apps: tuple[str, ...]) -> None:
        self.range, self.app, self.format = QComboBox(), QComboBox(), QComboBox()
        self.range.addItems([tr(name) for name in RANGES])
        self.app.addItems([tr(EVERY_APP), *apps])
        for kind, text, _suffix in FORMATS:
            self.format.addItem(tr(text), kind)
        self.since, self.until = self._date(self._day - timedelta(days=6)), self._date(self._day)
        self.target = QLineEdit()
        self.browse = button(tr("Choose…"), self._browse)
        self.first, self.again = _secret(tr("At least 8 characters")), _secret(tr("The same once more"))
        self.plain = QCheckBox(tr("Write it readable, without a passphrase"))
        self.understood = QCheckBox(tr("I understand that whoever gets it can read everything in it"))
        self.message = label("", "error", wrap=True)
        self.bar, self.told = QProgressBar(), label("", "small")
        self.bar.setTextVisible(False)
        self.cancel, self.go = button(tr("Cancel"), self.reject), button(tr("Export"), self.submit, "primary")
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
        column.addWidget(label(tr("A copy leaves Afterglow; the memory itself stays as it is."), "muted", wrap=True))
        column.addSpacing(S)
        column.addLayout(self._grid())
        for widget in (self.plain, self.understood, self.message, self.bar, self.told):
            column.addWidget(widget)
        column.addSpacing(S)
        foot = QHBoxLayout()
        foot.setSpacing(M)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.go)
        column.addLayout(foot)
        self.go.setDefault(True)
        self.range.currentIndexChanged.connect(self._follow)
        self.format.currentIndexChanged.connect(self._follow)
        self.plain.toggled.connect(self._follow)
        self.understood.toggled.connect(self._follow)

    def _grid(self) -> QGridLayout:
        self._dates = _pair(self.since, self.until)
        self._secrets = _pair(self.first, self.again)
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
            (label(tr("Save to"), "muted"), _pair(self.target, self.browse)),
            (self._secret_name, self._secrets),
        )
        for row, (name, widget) in enumerate(rows):
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(widget, row, 1)
        return grid

    # What is chosen

    @property
    def chosen_format(self) -> Format:
        return FORMATS[self.format.currentIndex()][0]

    @property
    def readable(self) -> bool:
        """Anyone could read what is written."""
        return self.chosen_format is not Format.ARCHIVE or self.plain.isChecked()

    def _follow(self) -> None:
        """Show only the fields that the choices need."""
        archive = self.chosen_format is Format.ARCHIVE
        self._sure = False
        for widget in (self._dates, self._dates_name):
            widget.setVisible(self.range.currentIndex() == 3)
        for widget in (self._secrets, self._secret_name):
            widget.setVisible(archive and not self.plain.isChecked())
        self.plain.setVisible(archive)
        self.understood.setVisible(self.readable)
        self._say("")
        self._show_running(False)
        self.target.setText(str(self._suggested()))
        self.adjustSize()

    def _suggested(self) -> Path:
        suffix = FORMATS[self.format.currentIndex()][2]
        name = f"Afterglow {self._today.isoformat()}"
        return self._folder / (f"{name}.{suffix}" if suffix else name)

    def scope(self) -> Scope:
        app = self.app.currentText()
        days = {
            1: (self._day, self._day),
            2: (self._today - timedelta(days=6), self._today),
            3: (_day_of(self.since), _day_of(self.until)),
        }.get(self.range.currentIndex())
        since, until = (bounds(days[0], self._zone)[0], bounds(days[1], self._zone)[1]) if days else (None, None)
        return Scope(since=since, until=until, apps=() if self.app.currentIndex() == 0 else (app,))

    def _browse(self) -> None:
        if self.chosen_format is Format.FOLDER:
            chosen = QFileDialog.getExistingDirectory(self, tr("Export into"), str(self._folder))
        else:
            chosen, _kind = QFileDialog.getSaveFileName(self, tr("Export to"), self.target.text())
        if chosen:
            self.target.setText(chosen)

    # Exporting

    def submit(self) -> None:
        fault = self._fault()
        if fault:
            self._say(fault)
        elif self.readable and not self._sure:
            self._sure = True
            self.go.setText(tr("Export readable"))
            self._say(tr("This is not encrypted. Press “Export readable” to confirm it once more."))
        else:
            self._start()

    def _fault(self) -> str:
        if not self.target.text().strip():
            return tr("Choose where to save it.")
        if self.range.currentIndex() == 3 and _day_of(self.since) > _day_of(self.until):
            return tr("The first day is after the last one.")
        if self.readable:
            return "" if self.understood.isChecked() else tr("Tick the box first: the export can be read by anyone.")
        if len(self.first.text()) < SHORTEST:
            return tr("Choose a passphrase of at least {shortest} characters.", shortest=SHORTEST)
        return "" if self.first.text() == self.again.text() else tr("The two passphrases are not the same.")

    def _start(self) -> None:
        order = ExportOrder(
            target=Path(self.target.text().strip()).expanduser(),
            format=self.chosen_format,
            scope=self.scope(),
            passphrase=None if self.readable else self.first.text(),
        )
        self._stop = stop = threading.Event()
        export, bridge = self._export, self._jobs.bridge

        def progress(done: int, total: int) -> None:
            bridge.post(lambda: None if stop.is_set() else self._progress(done, total))

        self._say("")
        self._show_running(True)
        self._lane.run(lambda: export.export(order, progress=progress, cancelled=stop.is_set), self._done, self._failed)

    def _progress(self, done: int, total: int) -> None:
        if self._running:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self.told.setText(
                tr("{done} of {count}", done=grouped(done), count=formatting.count_words(total, "moment"))
                if total
                else tr("Preparing…")
            )

    def _done(self, count: int) -> None:
        self._show_running(False)
        self.finished_writing.emit(count)
        self.accept()

    def _failed(self, error: AfterglowError) -> None:
        self._show_running(False)
        self._say(str(error))

    def _show_running(self, running: bool) -> None:
        self._running = running
        for widget in (self.range, self.app, self.format, self._dates, self._secrets, self.plain, self.understood):
            widget.setEnabled(not running)
        for field in (self.target, self.browse, self.go):
            field.setEnabled(not running)
        self.go.setText(tr("Exporting…") if running else tr("Export"))
        self.cancel.setText(tr("Stop") if running else tr("Cancel"))
        self.bar.setVisible(running)
        self.told.setVisible(running)
        if running:
            self.bar.setRange(0, 0)
            self.told.setText(tr("Preparing…"))

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def reject(self) -> None:
        """While it writes, the first Escape stops the export and leaves the dialog open."""
        if self._running:
            self._stop.set()
            self._lane.cancel()
            self._show_running(False)
            self._say(tr("Stopped. Nothing was left at the target."))
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop.set()
        self._lane.cancel()
        super().closeEvent(event)


def _secret(hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setPlaceholderText(hint)
    field.setAccessibleName(hint)
    return field


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
