"""Completion popup under the search field.

The main window creates it. UI thread. It is a child of the window and not a window, so the field keeps the keyboard.
Down moves into the list and from its end to the hits, Enter and Tab accept the chosen line, Escape closes the list.
Names of apps and sites are fetched on the jobs pool when typing begins, and again after `REFRESH_AFTER`; a lock drops
them.
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
_FULL_TEXT = Qt.ItemDataRole.UserRole
_ROW_HEIGHT, _MAX_WIDTH = 32, 460


def fetch_known_names(archive: ArchiveApi, now: datetime) -> KnownNames:
    """Blocking; jobs pool only."""
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
        self._fetched_at: datetime | None = None
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setObjectName("offers")
        self.setAccessibleName(tr("Suggestions"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._accept)
        self.hide()
        field.installEventFilter(self)
        field.textChanged.connect(lambda _text: self.hide())
        field.textEdited.connect(self._edited)

    def set_archive(self, archive: ArchiveApi | None) -> None:
        self._lane.cancel()
        self._archive, self._known, self._fetched_at = archive, KnownNames(), None
        self._rows.clear()
        self.hide()

    def _edited(self, text: str) -> None:
        self._fetch_names()
        self._suggest(text)

    def _suggest(self, text: str) -> None:
        suggestions = completions(text, self._known) if self._field.cursorPosition() == len(text) else ()
        self._rows.clear()
        self._rows.appendColumn([_build_item(completion) for completion in suggestions])
        if suggestions and self._field.hasFocus():
            corner = self._field.mapTo(self._window, QPoint(0, self._field.height() + 4))
            height = len(suggestions) * _ROW_HEIGHT + 10
            self.setGeometry(corner.x(), corner.y(), min(self._field.width(), _MAX_WIDTH), height)
            self.raise_()
            self.show()
        else:
            self.hide()

    # Names in the memory

    def _fetch_names(self) -> None:
        archive, now = self._archive, self._clock()
        if archive is None or (self._fetched_at is not None and now - self._fetched_at < REFRESH_AFTER):
            return

        def show(known: KnownNames) -> None:
            self._known = known
            if not self.currentIndex().isValid():
                self._suggest(self._field.text())

        def retry_later(_error: AfterglowError) -> None:
            """Without names only operators are suggested; the search itself reports a failing store."""
            self._fetched_at = None

        self._fetched_at = now
        self._lane.run(lambda: fetch_known_names(archive, now), show, retry_later)

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and self.isVisible():
            if event.type() == QEvent.Type.FocusOut:
                self.hide()
            if isinstance(event, QKeyEvent) and self._handle_key(event):
                return True
        return super().eventFilter(watched, event)

    def _handle_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.type() == QEvent.Type.ShortcutOverride and key == Qt.Key.Key_Escape:
            event.accept()  # otherwise the window takes Escape as Back
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if key == Qt.Key.Key_Escape:
            self.hide()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            return self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Tab and not event.modifiers():
            self._accept(self.currentIndex() if self.currentIndex().isValid() else self._rows.index(0, 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._accept(self.currentIndex())
        else:
            return False
        return True

    def _move(self, step: int) -> bool:
        """Returns False below the last line, so that Down moves on to the hits."""
        row = self.currentIndex().row() + step
        if not 0 <= row < self._rows.rowCount():
            self.hide()
            return step < 0
        self.setCurrentIndex(self._rows.index(row, 0))
        return True

    def _accept(self, index: QModelIndex) -> None:
        self._field.setText(str(index.data(_FULL_TEXT) or ""))
        if not self._field.text().endswith(" "):
            self._edited(self._field.text())


def _build_item(completion: Completion) -> QStandardItem:
    shown, meaning = completion.shown, completion.meaning
    item = QStandardItem(f"{shown}    {meaning}" if meaning else shown)
    item.setData(completion.text, _FULL_TEXT)
    item.setData(f"{shown} {meaning}".strip(), Qt.ItemDataRole.AccessibleTextRole)
    return item
