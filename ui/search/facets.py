"""Facet counts beside the hits.

The counts are over the hits that were found: a search by meaning has no other number. UI thread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from itertools import zip_longest
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from base.records.search import Hit
from ui.kit import formatting
from ui.kit.i18n import tr
from ui.kit.theme import L, M, S
from ui.kit.widgets import label
from ui.search.operators import format_operator, parse_operators

WIDTH = 216
MAX_FACETS = 5


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


def facet_sections(hits: Sequence[Hit], query: str, today: date, zone: tzinfo) -> tuple[Section, ...]:
    """Only what would narrow: not what the query asks for already, nor what all hits have."""
    days = [hit.at.astimezone(zone).date() for hit in hits]
    all_of_them = (
        _section(tr("Apps"), "app", (hit.app for hit in hits), query),
        _section(tr("Sites"), "site", (site_of(hit.url) for hit in hits), query),
        _section(tr("Days"), "on", (day.isoformat() for day in days), query, lambda day: _day(day, today)),
        _section(tr("Kinds"), "kind", (hit.kind for hit in hits), query),
    )
    return tuple(section for section in all_of_them if section.facets)


def _section(title: str, name: str, values: Iterable[str], query: str, shown: Callable[[str], str] = str) -> Section:
    asked = {format_operator(part.name, part.value).casefold() for part in parse_operators(query)}
    found = list(values)
    counts = Counter(filter(None, found))
    narrowing = [
        value for value in counts if counts[value] < len(found) and format_operator(name, value).casefold() not in asked
    ]
    order = sorted(narrowing, key=lambda value: (-counts[value], value))[:MAX_FACETS]
    return Section(title, tuple(Facet(name, one, shown(one), counts[one]) for one in order))


def _day(value: str, today: date) -> str:
    return formatting.format_day(date.fromisoformat(value), today)


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

        inner = QWidget()
        inner.setObjectName("clear")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(L, 0, S, L)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self._parts: list[_Part] = []
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)

    def show_hits(self, hits: Sequence[Hit], query: str) -> None:
        """The widgets are kept for the next hits: to make them anew took 20 ms with every letter typed."""
        now = self._clock().astimezone(self._zone)
        shown = facet_sections(hits, query, now.date(), self._zone)
        while len(self._parts) < len(shown):
            part = _Part(self.chosen)
            self._column.insertWidget(len(self._parts), part)
            self._parts.append(part)
        for part, section in zip_longest(self._parts, shown):
            part.say(section)
        self.setVisible(bool(shown))

    @property
    def choices(self) -> list[QPushButton]:
        """From top to bottom."""
        return [choice for part in self._parts for choice in part.choices if not choice.isHidden()]


class _Part(QWidget):
    def __init__(self, chosen: SignalInstance) -> None:
        super().__init__()
        self._chosen = chosen
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, M)
        self._column.setSpacing(2)
        self._title = label("", "small")
        self._column.addWidget(self._title)
        self.choices: list[_Choice] = []

    def say(self, section: Section | None) -> None:
        facets = section.facets if section is not None else ()
        if section is not None:
            self._title.setText(section.title)
        while len(self.choices) < len(facets):
            choice = _Choice(self._chosen)
            self._column.addWidget(choice)
            self.choices.append(choice)
        for choice, facet in zip_longest(self.choices, facets):
            choice.say(facet)
        self.setVisible(bool(facets))


class _Choice(QPushButton):
    def __init__(self, chosen: SignalInstance) -> None:
        super().__init__()
        self._chosen = chosen
        self._facet: Facet | None = None
        self.setProperty("role", "index")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        self._name, self._count = label(""), label("", "small")
        row.addWidget(self._name, 1)
        row.addWidget(self._count)
        for text in (self._name, self._count):
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(self._choose)

    def say(self, facet: Facet | None) -> None:
        """None: nothing of the one before is left in it, or a locked window would still hold it."""
        self._facet = facet
        self.setHidden(facet is None)
        hits = formatting.format_count(facet.count, "hit") if facet else ""
        self.setAccessibleName(tr("Only {shown}, {count}", shown=facet.shown, count=hits) if facet else "")
        self.setToolTip(format_operator(facet.name, facet.value) if facet else "")
        metrics = self._name.fontMetrics()
        shown = facet.shown if facet else ""
        self._name.setText(metrics.elidedText(shown, Qt.TextElideMode.ElideMiddle, WIDTH - 76))
        self._count.setText(str(facet.count) if facet else "")

    def _choose(self) -> None:
        if self._facet is not None:
            self._chosen.emit(self._facet.name, self._facet.value)
