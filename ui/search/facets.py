"""Facet counts beside the hits: apps, sites, days and kinds that narrow the search.

The search page creates them. UI thread. The counts cover the hits shown, because a search by meaning has no total.
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
from ui.kit.widgets import label, plain_tip
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
    """Only values that narrow the search: not those in the query already, nor those that all hits share."""
    days = [hit.at.astimezone(zone).date() for hit in hits]

    def day_words(day: str) -> str:
        return formatting.format_day(date.fromisoformat(day), today)

    all_sections = (
        _section(tr("Apps"), "app", (hit.app for hit in hits), query),
        _section(tr("Sites"), "site", (site_of(hit.url) for hit in hits), query),
        _section(tr("Days"), "on", (day.isoformat() for day in days), query, day_words),
        _section(tr("Kinds"), "kind", (hit.kind for hit in hits), query),
    )
    return tuple(section for section in all_sections if section.facets)


def _section(title: str, name: str, values: Iterable[str], query: str, shown: Callable[[str], str] = str) -> Section:
    in_query = {format_operator(operator.name, operator.value).casefold() for operator in parse_operators(query)}
    hit_values = list(values)
    counts = Counter(filter(None, hit_values))
    narrowing = [
        value
        for value in counts
        if counts[value] < len(hit_values) and format_operator(name, value).casefold() not in in_query
    ]
    most_common = sorted(narrowing, key=lambda value: (-counts[value], value))[:MAX_FACETS]
    return Section(title, tuple(Facet(name, value, shown(value), counts[value]) for value in most_common))


def site_of(url: str) -> str:
    """The host as the `site:` operator takes it; "" for a file or a page of the browser itself."""
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
        self._section_views: list[_SectionView] = []
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)

    def show_hits(self, hits: Sequence[Hit], query: str) -> None:
        """Reuses the widgets: creating them anew took 20 ms with every letter typed."""
        now = self._clock().astimezone(self._zone)
        sections = facet_sections(hits, query, now.date(), self._zone)
        while len(self._section_views) < len(sections):
            section_view = _SectionView(self.chosen)
            self._column.insertWidget(len(self._section_views), section_view)
            self._section_views.append(section_view)
        for section_view, section in zip_longest(self._section_views, sections):
            section_view.show_section(section)
        self.setVisible(bool(sections))

    @property
    def buttons(self) -> list[QPushButton]:
        """From top to bottom."""
        return [button for view in self._section_views for button in view.buttons if not button.isHidden()]


class _SectionView(QWidget):
    def __init__(self, chosen: SignalInstance) -> None:
        super().__init__()
        self._chosen = chosen
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, M)
        self._column.setSpacing(2)
        self._title = label("", "small")
        self._column.addWidget(self._title)
        self.buttons: list[_FacetButton] = []

    def show_section(self, section: Section | None) -> None:
        facets = section.facets if section is not None else ()
        if section is not None:
            self._title.setText(section.title)
        while len(self.buttons) < len(facets):
            button = _FacetButton(self._chosen)
            self._column.addWidget(button)
            self.buttons.append(button)
        for button, facet in zip_longest(self.buttons, facets):
            button.show_facet(facet)
        self.setVisible(bool(facets))


class _FacetButton(QPushButton):
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

    def show_facet(self, facet: Facet | None) -> None:
        """None clears the button, so that a locked window holds no private text."""
        self._facet = facet
        self.setHidden(facet is None)
        hits = formatting.format_count(facet.count, "hit") if facet else ""
        self.setAccessibleName(tr("Only {shown}, {count}", shown=facet.shown, count=hits) if facet else "")
        self.setToolTip(plain_tip(format_operator(facet.name, facet.value)) if facet else "")
        metrics = self._name.fontMetrics()
        name = facet.shown if facet else ""
        self._name.setText(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, WIDTH - 76))
        self._count.setText(str(facet.count) if facet else "")

    def _choose(self) -> None:
        if self._facet is not None:
            self._chosen.emit(self._facet.name, self._facet.value)
