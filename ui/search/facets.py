"""What the hits are made of (apps, sites, days, kinds), counted beside them; a click narrows the search.

The counts are over the hits that were found: a search by meaning has no other number. UI thread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import partial
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from memory.records import Hit
from ui import words
from ui.language import tr
from ui.search.operators import parts, written
from ui.theme import L, M, S
from ui.widgets import label

WIDTH = 216
MOST = 5


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    """The operator."""
    value: str = field(repr=False)
    shown: str = field(repr=False)
    count: int


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    facets: tuple[Facet, ...]


def sections(hits: Sequence[Hit], query: str, today: date, zone: tzinfo) -> tuple[Section, ...]:
    """Only what would narrow: not what the query asks for already, nor what all hits have."""
    days = [hit.at.astimezone(zone).date() for hit in hits]
    all_of_them = (
        _section(tr("Apps"), "app", (hit.app for hit in hits), query),
        _section(tr("Sites"), "site", (site_of(hit.url) for hit in hits), query),
        _section(tr("Days"), "on", (day.isoformat() for day in days), query, lambda day: _day(day, today)),
        _section(tr("Kinds"), "kind", (hit.kind for hit in hits), query),
    )
    return tuple(one for one in all_of_them if one.facets)


def _section(title: str, name: str, values: Iterable[str], query: str, shown: Callable[[str], str] = str) -> Section:
    asked = {written(part.name, part.value).casefold() for part in parts(query)}
    found = list(values)
    counts = Counter(filter(None, found))
    narrowing = [
        value for value in counts if counts[value] < len(found) and written(name, value).casefold() not in asked
    ]
    order = sorted(narrowing, key=lambda value: (-counts[value], value))[:MOST]
    return Section(title, tuple(Facet(name, one, shown(one), counts[one]) for one in order))


def _day(value: str, today: date) -> str:
    return words.day_words(date.fromisoformat(value), today)


def site_of(url: str) -> str:
    """The host as the operator takes it; nothing for a file or a page of the browser's own."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") if url.startswith("http") else ""
    except ValueError:
        return ""


class Facets(QScrollArea):
    chosen = Signal(str, str)
    """Operator and value."""

    def __init__(self, zone: tzinfo, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone, self._clock = zone, clock
        self.setAccessibleName(tr("Narrow the search"))
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_hits(self, hits: Sequence[Hit], query: str) -> None:
        now = self._clock().astimezone(self._zone)
        shown = sections(hits, query, now.date(), self._zone)
        inner = QWidget()
        inner.setObjectName("clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(L, 0, S, L)
        column.setSpacing(2)
        for section in shown:
            column.addWidget(label(section.title, "small"))
            for facet in section.facets:
                column.addWidget(self._button(facet))
            column.addSpacing(M)
        column.addStretch(1)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        self.setVisible(bool(shown))

    def _button(self, facet: Facet) -> QPushButton:
        result = QPushButton()
        result.setProperty("role", "index")
        result.setCursor(Qt.CursorShape.PointingHandCursor)
        result.setAccessibleName(
            tr("Only {shown}, {count}", shown=facet.shown, count=words.count_words(facet.count, "hit"))
        )
        result.setToolTip(written(facet.name, facet.value))
        row = QHBoxLayout(result)
        row.setContentsMargins(10, 0, 10, 0)
        name = label("")
        name.setText(name.fontMetrics().elidedText(facet.shown, Qt.TextElideMode.ElideMiddle, WIDTH - 76))
        row.addWidget(name, 1)
        count = label(str(facet.count), "small")
        row.addWidget(count)
        for text in (name, count):
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        result.clicked.connect(partial(self.chosen.emit, facet.name, facet.value))
        return result
