"""Question and answer bubbles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from base.records.picture import BgrImage
from ui.ask.attachment import rounded_pixmap
from ui.ask.citation import CitationCard
from ui.ask.conversation import Exchange
from ui.ask.markdown import Markdown
from ui.kit import formatting
from ui.kit.i18n import mark, tr
from ui.kit.theme import L, Look, M, S
from ui.kit.thumbnails import Thumbnails
from ui.kit.widgets import WrappedText, button, card, label

_GAPS, _ACROSS, _INSET = 2, 2, 96
_PICTURE_WIDTH, _PICTURE_HEIGHT = 240, 160
NO_ANSWER = mark("Nothing that was seen carries an answer in words.")
CLOSEST = mark("Nothing that was seen answers this in words. These moments come closest:")


class ExchangeView(QWidget):
    """An exchange; `show_partial` while the answer is still coming, `finish` when it is there."""

    opened = Signal(str)
    """A frame."""

    def __init__(
        self,
        look: Look,
        thumbnails: Thumbnails,
        zone: tzinfo,
        clock: Callable[[], datetime],
        question: str,
        at: datetime,
        picture: BgrImage | None = None,
    ) -> None:
        super().__init__()
        self._look, self._thumbnails, self._zone, self._clock = look, thumbnails, zone, clock
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, L)
        self._column.setSpacing(M)
        self.question, self.at = question, at
        self._column.addLayout(self._question(question, picture))
        self.waiting = label(tr("Looking through your memory…"), "muted")
        self._column.addWidget(self.waiting)
        self.answer = Markdown(look)
        self.answer.hide()
        self._column.addWidget(self.answer)

    def _question(self, question: str, picture: BgrImage | None) -> QHBoxLayout:
        bubble = card("said")
        inside = QVBoxLayout(bubble)
        inside.setContentsMargins(L, S + 2, L, S)
        if picture is not None:
            shown = QLabel()
            shown.setPixmap(rounded_pixmap(picture, _PICTURE_WIDTH, _PICTURE_HEIGHT))
            shown.setAccessibleName(tr("The picture of the question"))
            inside.addWidget(shown)
        asked = WrappedText(question)
        asked.setAccessibleName(tr("You asked: {question}", question=question))
        inside.addWidget(asked)
        line = QHBoxLayout()
        line.addSpacing(_INSET)
        line.addStretch(1)
        widest = max(asked.fontMetrics().horizontalAdvance(part) for part in question.splitlines())
        bubble.setMaximumWidth(max(widest, 0 if picture is None else _PICTURE_WIDTH) + 2 * L + S)
        line.addWidget(bubble, 1000)
        return line

    def show_partial(self, text: str) -> None:
        self.answer.show_answer(text)
        self.answer.setVisible(bool(text))

    def stop(self, why: str) -> None:
        self.waiting.setText(why)

    def finish(self, exchange: Exchange) -> None:
        self.waiting.hide()
        if exchange.answer:
            self.answer.show_answer(exchange.answer, len(exchange.cited), markdown=exchange.markdown)
            self.answer.citation_clicked.connect(lambda number: self.opened.emit(exchange.cited[number - 1].frame))
            self.answer.show()
        else:
            self.answer.hide()
            self._column.addWidget(label(tr(CLOSEST if exchange.cited else NO_ANSWER), "muted", wrap=True))
        if exchange.cited:
            self._column.addLayout(self._citations(exchange))
        now = self._clock()
        for gap in exchange.gaps[:_GAPS]:
            self._column.addWidget(label(formatting.format_gap(gap, now, self._zone), "small", wrap=True))
        if exchange.steps:
            self._add_steps(exchange.steps)

    def _citations(self, exchange: Exchange) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(S)
        now = self._clock()
        for place, cited in enumerate(exchange.cited):
            when = formatting.format_hit_time(cited.at, cited.at, now, self._zone)
            made = CitationCard(self._look, self._thumbnails, place + 1, cited, when)
            made.clicked.connect(partial(self.opened.emit, cited.frame))
            grid.addWidget(made, place // _ACROSS, place % _ACROSS)
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
        return grid

    def _add_steps(self, steps: tuple[str, ...]) -> None:
        qwidget = QWidget()
        column = QVBoxLayout(qwidget)
        column.setContentsMargins(S, 0, 0, 0)
        column.setSpacing(2)
        for number, step in enumerate(steps, 1):
            column.addWidget(label(f"{number}.  {step}", "small", wrap=True))
        qwidget.hide()
        toggle = button(tr("How this was found"), lambda: qwidget.setVisible(qwidget.isHidden()), "link")
        line = QHBoxLayout()
        line.addWidget(toggle)
        line.addStretch(1)
        self._column.addLayout(line)
        self._column.addWidget(qwidget)
        self.steps, self.toggle = qwidget, toggle
