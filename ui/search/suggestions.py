"""Completion popup under the search field.

A part of the window and no window of its own: the field keeps the keyboard. Down leads into the list and out of it to
the hits, Enter and Tab take the chosen line, Escape closes it. UI thread; what the memory holds is asked on the jobs
pool when typing begins, and again after `REFRESH_AFTER`. A lock drops it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QWidget

from base.errors import AfterglowError
from memory.archive.api import ArchiveApi
from ui.kit.i18n import tr
from ui.kit.jobs import BACKGROUND, Jobs
from ui.search.completion import Completion, KnownNames, completions

REFRESH_AFTER = timedelta(minutes=10)
_SITES_FROM = timedelta(days=30)
_WHOLE = Qt.ItemDataRole.UserRole
_ROW, _WIDEST = 32, 460


def fetch_known_names(archive: ArchiveApi, now: datetime) -> KnownNames:
    """Blocking; pool only."""
    counts: dict[str, int] = {}
    for day in archive.days():
        for app, moments in day.apps:
            counts[app] = counts.get(app, 0) + moments
    sites = archive.report(now - _SITES_FROM, now).sites
    apps = sorted(filter(None, counts), key=lambda app: (-counts[app], app))
    return KnownNames(tuple(apps), tuple(site.name for site in sites if site.name))


class SuggestionPopup(QListView):
    def __init__(self, field: QLineEdit, *, jobs: Jobs, clock: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._field, self._clock, self._window = field, clock, parent
        self._lane = jobs.lane(priority=BACKGROUND)
        self._archive: ArchiveApi | None = None
        self._known = KnownNames()
        self._asked: datetime | None = None
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setObjectName("offers")
        self.setAccessibleName(tr("Completions"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._take)
        self.hide()
        field.installEventFilter(self)
        field.textChanged.connect(lambda _text: self.hide())
        field.textEdited.connect(self._edited)

    def set_archive(self, archive: ArchiveApi | None) -> None:
        self._lane.cancel()
        self._archive, self._known, self._asked = archive, KnownNames(), None
        self._rows.clear()
        self.hide()

    def _edited(self, text: str) -> None:
        self._ask()
        self._offer(text)

    def _offer(self, text: str) -> None:
        offered = completions(text, self._known) if self._field.cursorPosition() == len(text) else ()
        self._rows.clear()
        self._rows.appendColumn([_row(completion) for completion in offered])
        if offered and self._field.hasFocus():
            self._place(len(offered))
            self.raise_()
            self.show()
        else:
            self.hide()

    def _place(self, rows: int) -> None:
        corner = self._field.mapTo(self._window, QPoint(0, self._field.height() + 4))
        self.setGeometry(corner.x(), corner.y(), min(self._field.width(), _WIDEST), rows * _ROW + 10)

    # What the memory holds

    def _ask(self) -> None:
        archive, now = self._archive, self._clock()
        if archive is None or (self._asked is not None and now - self._asked < REFRESH_AFTER):
            return
        self._asked = now
        self._lane.run(lambda: fetch_known_names(archive, now), self._learn, self._miss)

    def _learn(self, known: KnownNames) -> None:
        self._known = known
        if not self.currentIndex().isValid():
            self._offer(self._field.text())

    def _miss(self, _error: AfterglowError) -> None:
        """Without names only the operators are offered; the search itself reports a store that fails."""
        self._asked = None

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and self.isVisible():
            if event.type() == QEvent.Type.FocusOut:
                self.hide()
            if isinstance(event, QKeyEvent) and self._serves(event):
                return True
        return super().eventFilter(watched, event)

    def _serves(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.type() == QEvent.Type.ShortcutOverride and key == Qt.Key.Key_Escape:
            event.accept()  # else the window takes Escape for Back
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if key == Qt.Key.Key_Escape:
            self.hide()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            return self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Tab and not event.modifiers():
            self._take(self.currentIndex() if self.currentIndex().isValid() else self._rows.index(0, 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._take(self.currentIndex())
        else:
            return False
        return True

    def _step(self, by: int) -> bool:
        """False beyond either end: then Down leads into the hits."""
        row = self.currentIndex().row() + by
        if not 0 <= row < self._rows.rowCount():
            self.hide()
            return by < 0
        self.setCurrentIndex(self._rows.index(row, 0))
        return True

    def _take(self, index: QModelIndex) -> None:
        self._field.setText(str(index.data(_WHOLE) or ""))
        if not self._field.text().endswith(" "):
            self._edited(self._field.text())


def _row(one: Completion) -> QStandardItem:
    row = QStandardItem(f"{one.shown}    {one.meaning}" if one.meaning else one.shown)
    row.setData(one.text, _WHOLE)
    row.setData(f"{one.shown} {one.meaning}".strip(), Qt.ItemDataRole.AccessibleTextRole)
    return row
