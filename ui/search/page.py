"""Search page: hits with facets and chips, or tips and saved searches while the field is empty.

The main window creates it. UI thread; searches run on the jobs pool.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import pairwise
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from base.errors import AfterglowError
from base.records.search import Gap, Query, SearchResult
from memory.archive.api import ArchiveApi
from ui.kit import formatting
from ui.kit.i18n import mark, plural, tr, translate_count, translate_keys
from ui.kit.icons import render_icon
from ui.kit.jobs import Jobs
from ui.kit.ports import UiStatus
from ui.kit.theme import SCROLL_BAR, XL, L, Look, M, S
from ui.kit.thumbnails import Thumbnails
from ui.kit.widgets import EmptyPage, button, card, label, set_tinted_icon, tool_button
from ui.search.chips import Chips
from ui.search.facets import Facets
from ui.search.hit_delegate import MAX_WIDTH
from ui.search.operators import add_operator
from ui.search.results import ResultList
from ui.search.saved_searches import SavedSearches

DEBOUNCE_MS = 25
"""Letters typed within this time become one query. The newest query waits until the running one ends."""
LIMIT = 60
_MORE_GAPS = plural("{n} more period was not recorded", "{n} more periods were not recorded")
_MAX_GAPS = 2
_FACETS_MIN_WIDTH = 860
"""A narrower page shows no facets."""
TIPS = (
    (mark("yesterday afternoon"), mark("times in your own words")),
    ('"exact phrase"', mark("words in exactly this order")),
    ("app:terminal", mark("only one app")),
    ("site:example.org", mark("only one site")),
    ("before:2026-09-01", mark("also after: and on:")),
    ("-draft", mark("exclude a word")),
)


class SearchPage(QWidget):
    opened = Signal(object)
    """A Hit."""
    back_to_field = Signal()
    suggested = Signal(str)
    """A query for the search field, from a tip, a facet or a chip."""
    content_shown = Signal(str)
    """Text of the hits that are about to be shown."""
    failed = Signal(object)
    """An error of the saved searches; the page itself shows an error of a search."""

    def __init__(
        self,
        *,
        look: Look,
        jobs: Jobs,
        thumbnails: Thumbnails,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._zone, self._clock = look, zone, clock
        self._archive: ArchiveApi | None = None
        self._query = self._shown_query = ""
        self._unread = 0
        """Moments that wait to be read, so that they cannot be found yet."""
        self._lane = jobs.lane()
        self._pause = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._pause.timeout.connect(self._search)
        self.results = ResultList(look, thumbnails, zone, clock)
        self.results.opened.connect(self.opened)
        self.results.back_to_field.connect(self.back_to_field)
        self.chips = Chips()
        self.chips.changed.connect(self.suggested)
        self.facets = Facets(zone, clock)
        self.facets.chosen.connect(lambda name, value: self.suggested.emit(add_operator(self._query, name, value)))
        self.saved = SavedSearches(jobs=jobs, clock=clock)
        self.saved.chosen.connect(self.suggested)
        self.saved.changed.connect(self._show_saved)
        self.saved.failed.connect(self.failed)
        self.star = set_tinted_icon(tool_button(tr("Save this search (Ctrl+D)"), self.toggle_saved), look, "star")
        self.star.setCheckable(True)
        self._heading = label("", "muted")
        self._gaps = QVBoxLayout()
        self._gaps.setSpacing(S)
        self._empty = EmptyPage()
        self._lay_out()
        self._show_start()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(XL, L, XL, 0)
        column.setSpacing(M)
        head = QHBoxLayout()
        head.addWidget(self._heading)
        head.addSpacing(M)
        head.addWidget(self.chips)
        head.addStretch(1)
        head.addWidget(self.star)
        above = QWidget()
        above.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        column.addWidget(_centred(above))
        gaps = QWidget()
        gaps.setLayout(self._gaps)
        self._gaps.setContentsMargins(0, 0, 0, 0)
        column.addWidget(_centred(gaps))
        column.addWidget(self.results, 1)
        self._hits = QWidget()
        row = QHBoxLayout(self._hits)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        side = QVBoxLayout()
        side.setContentsMargins(0, L, S, 0)
        side.addWidget(self.facets)
        row.addLayout(side)
        self._start = self._build_start()
        self._stack = QStackedLayout(self)
        for page in (self._start, self._hits, self._empty):
            self._stack.addWidget(page)

    def _build_start(self) -> QWidget:
        start = EmptyPage()
        start.show_words(
            tr("What do you remember of it?"), tr("A word, a name, a place, a time. Afterglow finds when you saw it.")
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(S)
        for row, (tip, meaning) in enumerate(TIPS):
            example = tr(tip)
            chip = button(example, partial(self.suggested.emit, example), "chip")
            grid.addWidget(chip, row, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label(tr(meaning), "muted"), row, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(3, 1)
        start.extra.addLayout(grid)
        start.extra.addSpacing(L)
        start.extra.addWidget(self.saved)
        area = QScrollArea()  # many saved searches must not make the window higher than the screen
        area.setWidget(start)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in (area.viewport(), start):
            widget.setAutoFillBackground(False)
        return area

    # Searching

    def set_archive(self, archive: ArchiveApi | None) -> None:
        self._archive = archive
        self.saved.set_archive(archive)
        self._stop()
        self._query = self._shown_query = ""
        self._show_start()

    def ask(self, text: str, *, now: bool = False) -> None:
        """Searches for the text of the field. `now`: the person pressed Enter."""
        if text.strip() == self._query and not now:
            return
        self._query = text.strip()
        self.chips.show_query(self._query)
        self._show_saved()
        if not self._query:
            self._stop()
            self._show_start()
        elif now:
            self._stop()
            self._search()
        elif not self._lane.busy:
            self._pause.start()

    def _stop(self) -> None:
        self._pause.stop()
        self._lane.cancel()

    def toggle_saved(self) -> None:
        if self.isVisible():
            self.saved.toggle(self._query)
        self._show_saved()

    def _show_saved(self) -> None:
        is_saved = self.saved.has(self._query)
        self.star.setChecked(is_saved)
        self.star.setAccessibleName(tr("Remove this saved search") if is_saved else tr("Save this search"))
        self.star.setToolTip(f"{self.star.accessibleName()} ({translate_keys('Ctrl+D')})")

    @property
    def ready(self) -> bool:
        """Whether the hits shown belong to the current text of the field."""
        return bool(self._query) and self._shown_query == self._query

    def show_status(self, status: UiStatus) -> None:
        """Where nothing was found, it looks again by itself as soon as more was read."""
        before, self._unread = self._unread, status.pending
        nothing_found = self.ready and self._stack.currentWidget() is self._empty
        if self._unread < before and nothing_found and self._archive is not None:
            self._ask(self._archive, self._query)

    def _search(self) -> None:
        archive, text = self._archive, self._query
        if archive is None:
            return
        self._heading.setText(tr("Searching…"))
        if self._stack.currentWidget() is not self._hits:
            self._show_gaps(())
            self.results.show_hits((), text)
            self.facets.show_hits((), text)
            self._stack.setCurrentWidget(self._hits)
        self._ask(archive, text)

    def _ask(self, archive: ArchiveApi, text: str) -> None:
        query = Query(text=text, now=self._clock().astimezone(self._zone), limit=LIMIT)
        self._lane.run(lambda: archive.search(query), lambda result: self._show_result(result, text), self._show_error)

    def _show_result(self, result: SearchResult, text: str) -> None:
        if text != self._query:
            self._search()  # the text has changed; until its hits come, the old ones are better than nothing
        self._shown_query = text
        if not result.hits:
            self._show_no_hits(result.gaps)
            return
        self._show_gaps(result.gaps)
        self.content_shown.emit(" ".join(f"{hit.title} {hit.snippet}" for hit in result.hits))
        self.results.show_hits(result.hits, text)
        self.facets.show_hits(result.hits if self.width() >= _FACETS_MIN_WIDTH else (), text)
        # Tab goes through chips, hits and facets; without this, the widget created last comes last.
        tab_order = [*self.chips.findChildren(QPushButton), self.results, *self.facets.buttons]
        for widget, next_widget in pairwise(tab_order):
            QWidget.setTabOrder(widget, next_widget)
        self._heading.setText(_heading_text(result, self.results.windows) if self.ready else tr("Searching…"))
        self._stack.setCurrentWidget(self._hits)

    def _show_no_hits(self, gaps: tuple[Gap, ...]) -> None:
        self.results.show_hits((), "")
        now = self._clock()
        gap_text = "\n".join(formatting.format_gap(gap, now, self._zone) for gap in gaps[: _MAX_GAPS + 1])
        advice = tr("Try fewer or different words, or a longer period. Part of a word is enough.")
        waiting = formatting.format_count(self._unread, "moment")
        unread = tr("{moments} not read yet. This page looks again by itself.", moments=waiting) if self._unread else ""
        self._empty.show_words(tr("Nothing found"), "\n\n".join(text for text in (unread, gap_text, advice) if text))
        self._stack.setCurrentWidget(self._empty)

    def _show_error(self, error: AfterglowError) -> None:
        self.results.show_hits((), "")
        self._empty.show_words(*formatting.translate_error(error))
        self._stack.setCurrentWidget(self._empty)

    def _show_start(self) -> None:
        self.results.show_hits((), "")
        self.facets.show_hits((), "")
        self.chips.show_query("")
        self._show_gaps(())
        self._heading.clear()
        self._empty.show_words("", "")
        self._stack.setCurrentWidget(self._start)

    def _show_gaps(self, gaps: tuple[Gap, ...]) -> None:
        while (item := self._gaps.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        now = self._clock()
        for gap in gaps[:_MAX_GAPS]:
            self._gaps.addWidget(self._build_notice(formatting.format_gap(gap, now, self._zone)))
        if len(gaps) > _MAX_GAPS:
            self._gaps.addWidget(self._build_notice(translate_count(len(gaps) - _MAX_GAPS, _MORE_GAPS)))

    def _build_notice(self, text: str) -> QWidget:
        notice = card("notice")
        row = QHBoxLayout(notice)
        row.setContentsMargins(M, S, M, S)
        info_icon = QLabel()
        info_icon.setPixmap(render_icon("info", self._look.tokens.warm, 18))
        row.addWidget(info_icon)
        row.addWidget(label(text, wrap=True), 1)
        return notice


def _heading_text(result: SearchResult, windows: int) -> str:
    count = len(result.hits)
    text = formatting.format_count(count, "place") if count < LIMIT else tr("The best {limit} matches", limit=LIMIT)
    if windows < count:
        text = tr("{found} in {windows}", found=text, windows=formatting.format_count(windows, "window"))
    return f"{text} · {result.took_ms:.0f} ms" if result.took_ms else text


def _centred(widget: QWidget) -> QWidget:
    """Limits the widget to the width of the cards below it."""
    widget.setMaximumWidth(MAX_WIDTH)
    container = QWidget()
    row = QHBoxLayout(container)
    row.setContentsMargins(SCROLL_BAR, 0, SCROLL_BAR, 0)
    row.addStretch(1)
    row.addWidget(widget, 1000)
    row.addStretch(1)
    return container
