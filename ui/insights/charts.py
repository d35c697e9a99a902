"""Charts of a report (QPainter): bars, heatmap of hours, timeline of apps, word cloud.

The insights page creates them. UI thread. Each chart has an accessible description of what it shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from base.records.report import Stretch, Term, UsageShare
from ui.kit import formatting
from ui.kit.i18n import format_date, tr
from ui.kit.theme import TEXT, TEXT_SMALL, Look, S, Tokens, app_dot, font

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
MAX_BARS, BAR_HEIGHT = 8, 34
HOUR_LABELS = (0, 6, 12, 18)


class Chart(QWidget):
    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look, self._name = look, name
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        look.changed.connect(self.update)

    def _describe(self, description: str) -> None:
        self.setAccessibleDescription(description)
        self.setToolTip("")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, self._look.tokens)
        painter.end()

    def draw(self, painter: QPainter, tokens: Tokens) -> None:
        raise NotImplementedError


class BarChart(Chart):
    """One bar per app, site, document or project, longest first; the last bar is the sum of the rest."""

    def __init__(self, look: Look, name: str, *, by_app: bool = True) -> None:
        super().__init__(look, name)
        self._by_app = by_app
        self.uses: tuple[UsageShare, ...] = ()

    def show_uses(self, uses: Sequence[UsageShare]) -> None:
        shown = tuple(uses[:MAX_BARS])
        rest = sum(use.seconds for use in uses[MAX_BARS:])
        self.uses = (*shown, UsageShare(tr("{number} more", number=len(uses) - MAX_BARS), rest)) if rest else shown
        self.setFixedHeight(max(1, len(self.uses)) * BAR_HEIGHT)
        self._describe(
            "; ".join(f"{use.name or tr('Untitled')} {formatting.format_duration(use.seconds)}" for use in self.uses)
        )

    def draw(self, painter: QPainter, tokens: Tokens) -> None:
        longest = max((use.seconds for use in self.uses), default=1.0) or 1.0
        for row, use in enumerate(self.uses):
            box = QRectF(0, row * BAR_HEIGHT, self.width(), BAR_HEIGHT)
            painter.setFont(font(TEXT_SMALL, QFont.Weight.Medium))
            painter.setPen(tokens.color("ink"))
            width = box.width() - 84
            name = painter.fontMetrics().elidedText(use.name or tr("Untitled"), Qt.TextElideMode.ElideRight, int(width))
            painter.drawText(QRectF(0, box.y(), width, 18), _LEFT, name)
            painter.setPen(tokens.color("muted"))
            painter.drawText(QRectF(0, box.y(), box.width(), 18), _RIGHT, formatting.format_duration(use.seconds))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("sunken"))
            painter.drawRoundedRect(QRectF(0, box.y() + 20, box.width(), 6), 3, 3)
            painter.setBrush(app_dot(tokens, use.name if self._by_app else use.app or use.name))
            painter.drawRoundedRect(QRectF(0, box.y() + 20, max(6.0, box.width() * use.seconds / longest), 6), 3, 3)


class HourHeatmap(Chart):
    """A row per day with a field per hour; the more time, the warmer the colour."""

    ROW_HEIGHT, NAME_WIDTH, FOOT_HEIGHT = 26, 76, 20

    def __init__(self, look: Look) -> None:
        super().__init__(look, tr("Hours"))
        self.days: tuple[date, ...] = ()
        self.seconds: dict[tuple[date, int], float] = {}

    def show_hours(self, days: tuple[date, ...], seconds: dict[tuple[date, int], float]) -> None:
        self.days, self.seconds = days, seconds
        self.setFixedHeight(len(days) * self.ROW_HEIGHT + self.FOOT_HEIGHT)
        totals = {day: sum(value for (hour_day, _), value in seconds.items() if hour_day == day) for day in days}
        self._describe(
            "; ".join(
                f"{format_date(day, formatting.WEEKDAY)} {formatting.format_duration(total)}"
                for day, total in totals.items()
                if total
            )
        )

    def draw(self, painter: QPainter, tokens: Tokens) -> None:
        width = (self.width() - self.NAME_WIDTH) / 24
        painter.setFont(font(TEXT_SMALL))
        for row, day in enumerate(self.days):
            painter.setPen(tokens.color("muted"))
            painter.drawText(
                QRectF(0, row * self.ROW_HEIGHT, self.NAME_WIDTH, self.ROW_HEIGHT),
                _LEFT,
                format_date(day, formatting.DAY_OF_WEEK),
            )
            painter.setPen(Qt.PenStyle.NoPen)
            for hour in range(24):
                field = QRectF(
                    self.NAME_WIDTH + hour * width + 1, row * self.ROW_HEIGHT + 2, width - 2, self.ROW_HEIGHT - 4
                )
                painter.setBrush(heat_color(tokens, self.seconds.get((day, hour), 0.0) / 3600))
                painter.drawRoundedRect(field, 4, 4)
        painter.setPen(tokens.color("muted"))
        for hour in HOUR_LABELS:
            box = QRectF(self.NAME_WIDTH + hour * width, len(self.days) * self.ROW_HEIGHT, 60, self.FOOT_HEIGHT)
            painter.drawText(box, _LEFT, f"{hour:02}:00")


class AppTimeline(Chart):
    """One day as a band, with a coloured stretch for each app."""

    HEIGHT, BAND_HEIGHT = 54, 30

    def __init__(self, look: Look, zone: tzinfo) -> None:
        super().__init__(look, tr("Switches between apps"))
        self._zone = zone
        self.setFixedHeight(self.HEIGHT)
        self.stretches: tuple[Stretch, ...] = ()
        self._since, self._until = 0.0, 1.0

    def show_day(self, stretches: Sequence[Stretch], since: datetime, until: datetime) -> None:
        self.stretches = tuple(stretches)
        # Only from the first to the last stretch.
        if stretches:
            since = max(since, stretches[0].start - timedelta(minutes=15))
            until = min(until, stretches[-1].end + timedelta(minutes=15))
        self._since, self._until = since.timestamp(), until.timestamp()
        self._describe(formatting.format_count(len(stretches), "stretch"))

    def draw(self, painter: QPainter, tokens: Tokens) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("sunken"))
        painter.drawRoundedRect(QRectF(0, 0, self.width(), self.BAND_HEIGHT), 8, 8)
        for stretch in self.stretches:
            left, right = self._x(stretch.start.timestamp()), self._x(stretch.end.timestamp())
            painter.setBrush(app_dot(tokens, stretch.app))
            painter.drawRect(QRectF(left, 2, max(1.0, right - left - 0.5), self.BAND_HEIGHT - 4))
        painter.setFont(font(TEXT_SMALL))
        painter.setPen(tokens.color("muted"))
        foot = QRectF(0, self.BAND_HEIGHT, self.width(), self.HEIGHT - self.BAND_HEIGHT)
        for at, side in ((self._since, _LEFT), (self._until, _RIGHT)):
            painter.drawText(foot, side, formatting.format_time(datetime.fromtimestamp(at, UTC), self._zone))

    def _x(self, at: float) -> float:
        return self.width() * (at - self._since) / max(1.0, self._until - self._since)


class WordCloud(Chart):
    """Words in lines; the higher the weight, the larger the word."""

    MAX_FONT_SIZE, MAX_TERMS = 30, 40

    def __init__(self, look: Look) -> None:
        super().__init__(look, tr("Words"))
        self.terms: tuple[Term, ...] = ()

    def show_terms(self, terms: Sequence[Term]) -> None:
        self.terms = tuple(terms[: self.MAX_TERMS])
        self._fit()
        self._describe(", ".join(term.word for term in self.terms))

    def _style(self, term: Term) -> QFont:
        size = round(TEXT_SMALL + (self.MAX_FONT_SIZE - TEXT_SMALL) * term.weight)
        return font(size, QFont.Weight.DemiBold if term.weight > 0.5 else QFont.Weight.Medium)

    def _positions(self) -> list[QPointF]:
        """Where the base line of each word begins."""
        positions: list[QPointF] = []
        x, y, first = 0.0, 0.0, True
        for term in self.terms:
            metrics = QFontMetricsF(self._style(term))
            width = metrics.horizontalAdvance(term.word)
            if first or x + width > self.width():
                x, y, first = 0.0, y + metrics.height(), False
            positions.append(QPointF(x, y - metrics.descent()))
            x += width + TEXT
        return positions

    def _fit(self) -> None:
        positions = self._positions()
        self.setFixedHeight(round(positions[-1].y()) + S if positions else S)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def draw(self, painter: QPainter, tokens: Tokens) -> None:
        colors = (tokens.ink, tokens.accent, tokens.violet, tokens.muted)
        for number, (term, position) in enumerate(zip(self.terms, self._positions(), strict=True)):
            painter.setFont(self._style(term))
            painter.setPen(QColor(colors[number % len(colors)]))
            painter.drawText(position, term.word)


def heat_color(tokens: Tokens, share: float) -> QColor:
    """Colour for a share from 0 to 1, interpolated between the background and the colours of the theme's glow."""
    if share <= 0:
        return tokens.color("sunken")
    stops = [QColor(tokens.accent_soft), *(QColor(color) for color in tokens.glow)]
    position = min(1.0, share) * (len(stops) - 1)
    index = min(int(position), len(stops) - 2)
    low, high, mix = stops[index], stops[index + 1], position - index
    channels = ((low.red(), high.red()), (low.green(), high.green()), (low.blue(), high.blue()))
    return QColor(*(round(first + (second - first) * mix) for first, second in channels))
