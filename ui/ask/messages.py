"""Question and answer bubbles of one exchange.

The Ask page creates them. UI thread.
"""

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

_MAX_GAPS, _COLUMNS, _INSET = 2, 2, 96
_PICTURE_WIDTH, _PICTURE_HEIGHT = 240, 160
NO_ANSWER = mark("Nothing that was seen answers this.")
CLOSEST = mark("Nothing that was seen answers this directly. These moments come closest:")


class ExchangeView(QWidget):
    """`show_partial` is called while the answer is still coming, `finish` when it is complete."""

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
        self._column.addLayout(self._build_question(question, picture))
        self.waiting = label(tr("Searching your memory…"), "muted")
        self._column.addWidget(self.waiting)
        self.answer = Markdown(look)
        self.answer.hide()
        self._column.addWidget(self.answer)

    def _build_question(self, question: str, picture: BgrImage | None) -> QHBoxLayout:
        bubble = card("said")
        inside = QVBoxLayout(bubble)
        inside.setContentsMargins(L, S + 2, L, S)
        if picture is not None:
            preview = QLabel()
            preview.setPixmap(rounded_pixmap(picture, _PICTURE_WIDTH, _PICTURE_HEIGHT))
            preview.setAccessibleName(tr("The picture of the question"))
            inside.addWidget(preview)
        text = WrappedText(question)
        text.setAccessibleName(tr("You asked: {question}", question=question))
        inside.addWidget(text)
        row = QHBoxLayout()
        row.addSpacing(_INSET)
        row.addStretch(1)
        widest = max(text.fontMetrics().horizontalAdvance(line) for line in question.splitlines())
        bubble.setMaximumWidth(max(widest, 0 if picture is None else _PICTURE_WIDTH) + 2 * L + S)
        row.addWidget(bubble, 1000)
        return row

    def show_partial(self, text: str) -> None:
        self.answer.show_answer(text)
        self.answer.setVisible(bool(text))

    def stop(self, reason: str) -> None:
        self.waiting.setText(reason)

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
            self._column.addLayout(self._build_citations(exchange))
        now = self._clock()
        for gap in exchange.gaps[:_MAX_GAPS]:
            self._column.addWidget(label(formatting.format_gap(gap, now, self._zone), "small", wrap=True))
        if exchange.steps:
            self._add_steps(exchange.steps)

    def _build_citations(self, exchange: Exchange) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(S)
        now = self._clock()
        for index, citation in enumerate(exchange.cited):
            when = formatting.format_hit_time(citation.at, citation.at, now, self._zone)
            citation_card = CitationCard(self._look, self._thumbnails, index + 1, citation, when)
            citation_card.clicked.connect(partial(self.opened.emit, citation.frame))
            grid.addWidget(citation_card, index // _COLUMNS, index % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        return grid

    def _add_steps(self, steps: tuple[str, ...]) -> None:
        self.steps = QWidget()
        column = QVBoxLayout(self.steps)
        column.setContentsMargins(S, 0, 0, 0)
        column.setSpacing(2)
        for number, step in enumerate(steps, 1):
            column.addWidget(label(f"{number}.  {step}", "small", wrap=True))
        self.steps.hide()
        self.toggle = button(tr("How this was found"), lambda: self.steps.setVisible(self.steps.isHidden()), "link")
        row = QHBoxLayout()
        row.addWidget(self.toggle)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addWidget(self.steps)
