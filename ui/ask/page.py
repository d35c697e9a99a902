"""Ask page: the conversation with the memory, and the field for the next question.

The page set of the window creates it. UI thread; asking runs on the jobs pool and can be stopped.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from base.errors import AfterglowError
from base.records.picture import BgrImage
from memory.archive.api import ArchiveApi
from ui.ask import conversation
from ui.ask.composer import Composer
from ui.ask.conversation import Exchange
from ui.ask.messages import ExchangeView
from ui.kit import formatting
from ui.kit.confirm import ConfirmDialog
from ui.kit.i18n import mark, tr
from ui.kit.jobs import Job, Jobs
from ui.kit.ports import Asking
from ui.kit.theme import XL, L, Look, M, S
from ui.kit.thumbnails import Thumbnails
from ui.kit.widgets import EmptyPage, add_clear_button, button, label

MAX_WIDTH = 800
DEBOUNCE_MS = 150
TIPS = (
    mark("What did I do yesterday afternoon?"),
    mark("Where did I read about this last week?"),
    mark("Who wrote to me this morning?"),
)


class AskPage(QWidget):
    opened = Signal(str)
    """A frame to open as a moment."""
    failed = Signal(object)

    def __init__(
        self,
        *,
        look: Look,
        jobs: Jobs,
        thumbnails: Thumbnails,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        asking: Asking,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._jobs, self._thumbnails = look, jobs, thumbnails
        self._zone, self._clock, self._asking = zone, clock, asking
        self._archive: ArchiveApi | None = None
        self._lane, self._history_lane = jobs.lane(), jobs.lane()
        self._job: Job | None = None
        self._stopped = threading.Event()
        self._fetched = 0
        self._asked_during_fetch: list[ExchangeView] = []
        self._following = True
        self.bubbles: list[ExchangeView] = []
        self.composer = Composer(look, jobs)
        self._make_find()
        self._make_links()
        self._lay_out()
        bar = self.scroll_area.verticalScrollBar()
        bar.rangeChanged.connect(lambda _low, _high: self._follow_end())
        bar.actionTriggered.connect(lambda _action: self._note_scrolling())
        self.composer.asked.connect(self.ask)
        self.composer.failed.connect(self.failed)
        self.composer.stopped.connect(self.stop)
        self.setFocusProxy(self.composer)

    def _make_find(self) -> None:
        self._find = QLineEdit()
        self._find.setPlaceholderText(tr("Search questions and answers"))
        self._find.setAccessibleName(tr("Search questions and answers"))
        add_clear_button(self._find)
        self._find.hide()
        self._pause = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._pause.timeout.connect(lambda: self._fetch(conversation.PAGE_SIZE))
        self._find.textChanged.connect(lambda _text: self._pause.start())
        self._no_match = label(tr("No question or answer matches."), "muted")
        self._no_match.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def _make_links(self) -> None:
        self._open_find = button(tr("Find…"), self.open_find, "link")
        self._open_find.setToolTip(tr("Search questions and answers (Ctrl+Shift+F)"))
        self._open_find.setShortcut("Ctrl+Shift+F")
        self._older = button(
            tr("Show earlier questions"), lambda: self._fetch(self._fetched + conversation.PAGE_SIZE), "link"
        )
        self._clear_view = button(tr("Clear the view"), self.clear_view, "link")
        self._clear_view.setToolTip(tr("Questions and answers stay saved (Ctrl+Shift+L)"))
        self._clear_view.setShortcut("Ctrl+Shift+L")
        self._clear_all = button(tr("Clear for good…"), self.clear_for_good, "link")
        self._clear_all.setToolTip(tr("Delete all questions and answers (Ctrl+Shift+Delete)"))
        self._clear_all.setShortcut("Ctrl+Shift+Delete")

    def _lay_out(self) -> None:
        self._bubble_column = QVBoxLayout()
        self._bubble_column.setContentsMargins(0, 0, 0, 0)
        self._bubble_column.setSpacing(M)
        inside = QWidget()
        inside.setObjectName("clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, L, 0, 0)
        column.addWidget(self._no_match)
        column.addWidget(self._older, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._bubble_column)
        column.addStretch(1)
        self.scroll_area = QScrollArea()
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setWidget(_centred(inside))
        self._start = self._build_start()
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(self._start)
        self._stack.addWidget(self.scroll_area)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, 0, XL, 0)
        column.setSpacing(0)
        column.addWidget(_centred(self._find))
        column.addWidget(middle, 1)
        column.addWidget(_centred(self._build_foot()))

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, M)
        column.setSpacing(0)
        column.addWidget(self.composer)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        for link in (self._open_find, self._clear_view, self._clear_all):
            row.addWidget(link)
        column.addLayout(row)
        return foot

    def _build_start(self) -> EmptyPage:
        start = EmptyPage()
        start.show_words(
            tr("Ask your memory"),
            tr(
                "Afterglow searches what was on your screen, only on this computer, and shows the moments "
                "an answer is based on. If it finds no answer, it says so."
            ),
        )
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        for tip in map(tr, TIPS):
            row.addWidget(button(tip, partial(self._suggest, tip), "chip"))
        row.addStretch(1)
        start.extra.addLayout(row)
        return start

    def _suggest(self, tip: str) -> None:
        self.composer.field.setPlainText(tip)
        self.composer.setFocus()

    # The memory

    def set_archive(self, archive: ArchiveApi | None) -> None:
        self._archive = archive
        self.stop()
        for lane in (self._lane, self._history_lane):
            lane.cancel()
        for dialog in self.findChildren(ConfirmDialog):
            dialog.close()
        self.composer.clear()
        self._close_find()
        self.clear_view()
        self._fetched = 0
        if self.isVisible():
            self._fetch(conversation.PAGE_SIZE)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._fetched:
            self._fetch(conversation.PAGE_SIZE)

    def _fetch(self, count: int) -> None:
        archive = self._archive
        words = self._find.text()
        if archive is not None:
            self._fetched = count
            self._asked_during_fetch = self.bubbles[-1:] if self._job is not None else []
            self._history_lane.run(
                lambda: conversation.load_earlier(archive, count, words), self._show_earlier, self.failed.emit
            )

    def _show_earlier(self, fetched: tuple[tuple[Exchange, ...], bool]) -> None:
        """Shows the fetched exchanges above the questions that were asked during the fetch, each once."""
        exchanges, more = fetched
        newest = [bubble for bubble in self.bubbles if bubble in self._asked_during_fetch]
        self._remove_bubbles(except_for=newest)
        newest_keys = {(bubble.at, bubble.question) for bubble in newest}
        for exchange in exchanges:
            if (exchange.at, exchange.question) not in newest_keys:
                self._add_bubble(exchange.question, exchange.at).finish(exchange)
        for bubble in newest:
            self._bubble_column.addWidget(bubble)
            self.bubbles.append(bubble)
        self._older.setVisible(more)
        self._show_conversation()

    def _add_bubble(self, question: str, at: datetime, picture: BgrImage | None = None) -> ExchangeView:
        bubble = ExchangeView(self._look, self._thumbnails, self._zone, self._clock, question, at, picture)
        bubble.opened.connect(self.opened)
        self.bubbles.append(bubble)
        self._bubble_column.addWidget(bubble)
        return bubble

    def _show_conversation(self) -> None:
        """The start page instead if there is no conversation."""
        anything = bool(self.bubbles) or bool(self._find.text())
        self._no_match.setVisible(not self.bubbles)
        self._stack.setCurrentWidget(self.scroll_area if anything else self._start)
        for link in (self._open_find, self._clear_view, self._clear_all):
            link.setVisible(anything)
        if anything:
            self._following = True
            self._follow_end()

    def _follow_end(self) -> None:
        """Keeps the end in view while the conversation grows, until the person scrolls away from it."""
        bar = self.scroll_area.verticalScrollBar()
        if self._following:
            bar.setValue(bar.maximum())

    def _note_scrolling(self) -> None:
        bar = self.scroll_area.verticalScrollBar()
        self._following = bar.sliderPosition() >= bar.maximum() - M

    # Finding

    def open_find(self) -> None:
        self._find.show()
        self._find.setFocus()
        self._find.selectAll()

    def _close_find(self) -> bool:
        """Shows the whole conversation again if it was searched. Returns whether the field was open."""
        had_text = bool(self._find.text())
        was_open = not self._find.isHidden()
        self._find.clear()
        self._pause.stop()
        self._find.hide()
        if had_text:
            self._fetch(conversation.PAGE_SIZE)
        return was_open

    # Asking

    def ask(self, question: str, picture: BgrImage | None = None) -> None:
        archive, now = self._archive, self._clock().astimezone(self._zone)
        if archive is None:
            return
        if not self._find.isHidden():
            self._close_find()
            self._remove_bubbles()
            self._history_lane.cancel()
        screen = self.composer.with_screen.isChecked()
        bubble = self._add_bubble(question or tr(conversation.PICTURE_QUESTION), now, picture)
        self._asked_during_fetch.append(bubble)
        self.composer.show_busy(True)
        self._show_conversation()
        stopped = self._stopped = threading.Event()

        def show_partial(text: str) -> None:
            if self._job is not None and bubble in self.bubbles:
                bubble.show_partial(text)

        def work() -> Exchange:
            return conversation.ask(
                self._asking,
                archive,
                question,
                now,
                on_text=lambda text: self._jobs.bridge.post(lambda: show_partial(text)),
                cancelled=stopped.is_set,
                screen=screen,
                picture=picture,
            )

        self._job = self._lane.run(work, partial(self._show_answer, bubble), partial(self._show_error, bubble))

    def _show_answer(self, bubble: ExchangeView, exchange: Exchange) -> None:
        self._job = None
        self.composer.show_busy(False)
        bubble.finish(exchange)

    def _show_error(self, bubble: ExchangeView, error: AfterglowError) -> None:
        self._job = None
        self.composer.show_busy(False)
        bubble.stop(formatting.format_error(error))
        self.failed.emit(error)

    def stop(self) -> bool:
        """Returns whether a question was being answered."""
        if self._job is None:
            return False
        self._stopped.set()
        self._job.cancel()
        self._job = None
        self.composer.show_busy(False)
        if self.bubbles:
            self.bubbles[-1].stop(tr("Stopped."))
        return True

    def back(self) -> bool:
        """Escape stops the answer, then closes the search, then clears the field."""
        if self.stop():
            return True
        if self._close_find():
            self.composer.setFocus()
            return True
        return self.composer.clear()

    # Clearing

    def clear_view(self) -> None:
        self.stop()
        self._history_lane.cancel()
        self._remove_bubbles()
        self._older.hide()
        self._show_conversation()

    def _remove_bubbles(self, except_for: Sequence[ExchangeView] = ()) -> None:
        for bubble in self.bubbles:
            self._bubble_column.removeWidget(bubble)
            if bubble not in except_for:
                bubble.hide()
                bubble.deleteLater()
        self.bubbles.clear()

    def clear_for_good(self) -> None:
        question = ConfirmDialog(
            title=tr("Clear all questions and answers for good?"),
            words=tr("This cannot be undone. The moments they refer to stay."),
            action=tr("Clear for good"),
            parent=self,
        )
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def delete_all() -> None:
            archive = self._archive
            if archive is not None:
                self._history_lane.run(
                    lambda: conversation.delete_all(archive), lambda _none: self.clear_view(), self.failed.emit
                )

        question.accepted.connect(delete_all)
        question.open()


def _centred(widget: QWidget) -> QWidget:
    widget.setMaximumWidth(MAX_WIDTH)
    container = QWidget()
    container.setObjectName("clear")
    row = QHBoxLayout(container)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(widget, 1000)
    row.addStretch(1)
    return container
