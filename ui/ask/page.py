"""Ask page.

UI thread; asking runs on the jobs pool and can be stopped.
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
from ui.kit import formatting as words
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
        self._lane, self._talk_lane = jobs.lane(), jobs.lane()
        self._job: Job | None = None
        self._stopped = threading.Event()
        self._fetched = 0
        self._asked_meanwhile: list[ExchangeView] = []
        self.bubbles: list[ExchangeView] = []
        self.composer = Composer(look, jobs)
        self._find = QLineEdit()
        self._find.setPlaceholderText(tr("Find in what was asked and answered"))
        self._find.setAccessibleName(tr("Find in what was asked and answered"))
        add_clear_button(self._find)
        self._find.hide()
        self._pause = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._pause.timeout.connect(lambda: self._fetch(conversation.PAGE_SIZE))
        self._find.textChanged.connect(lambda _text: self._pause.start())
        self._none = label(tr("Nothing like that was asked or answered."), "muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._show_find = button(tr("Find…"), self.open_find, "link")
        self._show_find.setToolTip(tr("Find in what was asked and answered (Ctrl+Shift+F)"))
        self._show_find.setShortcut("Ctrl+Shift+F")
        self._older = button(tr("Show earlier questions"), self._more, "link")
        self._clear_view = button(tr("Clear the view"), self.clear_view, "link")
        self._clear_view.setToolTip(tr("What was said stays in the memory (Ctrl+Shift+L)"))
        self._clear_view.setShortcut("Ctrl+Shift+L")
        self._clear_all = button(tr("Clear for good…"), self.clear_for_good, "link")
        self._clear_all.setToolTip(tr("Remove every question and answer from the memory (Ctrl+Shift+Delete)"))
        self._clear_all.setShortcut("Ctrl+Shift+Delete")
        self._following = True
        self._lay_out()
        bar = self.talk.verticalScrollBar()
        bar.rangeChanged.connect(lambda _low, _high: self._keep_up())
        bar.actionTriggered.connect(lambda _action: self._scrolled())
        self.composer.asked.connect(self.ask)
        self.composer.failed.connect(self.failed)
        self.composer.stopped.connect(self.stop)
        self.setFocusProxy(self.composer)

    def _lay_out(self) -> None:
        self._talk = QVBoxLayout()
        self._talk.setContentsMargins(0, 0, 0, 0)
        self._talk.setSpacing(M)
        inside = QWidget()
        inside.setObjectName("clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, L, 0, 0)
        column.addWidget(self._none)
        column.addWidget(self._older, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._talk)
        column.addStretch(1)
        self.talk = QScrollArea()
        self.talk.setWidgetResizable(True)
        self.talk.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.talk.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.talk.setWidget(_centred(inside))
        self._start = self._make_start()
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(self._start)
        self._stack.addWidget(self.talk)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, 0, XL, 0)
        column.setSpacing(0)
        column.addWidget(_centred(self._find))
        column.addWidget(middle, 1)
        foot = QWidget()
        below = QVBoxLayout(foot)
        below.setContentsMargins(0, 0, 0, M)
        below.setSpacing(0)
        below.addWidget(self.composer)
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addStretch(1)
        for part in (self._show_find, self._clear_view, self._clear_all):
            line.addWidget(part)
        below.addLayout(line)
        column.addWidget(_centred(foot))

    def _make_start(self) -> EmptyPage:
        start = EmptyPage()
        start.show_words(
            tr("Ask your memory"),
            tr(
                "Afterglow looks through what was on your screen, on this computer alone, and names the moments that "
                "an answer rests on. When nothing carries an answer, it says so."
            ),
        )
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addStretch(1)
        for tip in map(tr, TIPS):
            line.addWidget(button(tip, partial(self._suggest, tip), "chip"))
        line.addStretch(1)
        start.extra.addLayout(line)
        return start

    def _suggest(self, tip: str) -> None:
        self.composer.field.setPlainText(tip)
        self.composer.setFocus()

    # The memory

    def set_archive(self, archive: ArchiveApi | None) -> None:
        self._archive = archive
        self.stop()
        for lane in (self._lane, self._talk_lane):
            lane.cancel()
        for dialog in self.findChildren(ConfirmDialog):
            dialog.close()
        self.composer.clear()
        self._leave_find()
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
            self._asked_meanwhile = self.bubbles[-1:] if self._job is not None else []
            self._talk_lane.run(
                lambda: conversation.load_earlier(archive, count, words), self._show_earlier, self.failed.emit
            )

    def _more(self) -> None:
        self._fetch(self._fetched + conversation.PAGE_SIZE)

    def _show_earlier(self, found: tuple[tuple[Exchange, ...], bool]) -> None:
        """Before what was asked while they were fetched: that stays, once."""
        exchanges, more = found
        asked = [bubble for bubble in self.bubbles if bubble in self._asked_meanwhile]
        self._empty_view(keeping=asked)
        there = {(bubble.at, bubble.question) for bubble in asked}
        for exchange in exchanges:
            if (exchange.at, exchange.question) not in there:
                self._bubble(exchange.question, exchange.at).finish(exchange)
        for bubble in asked:
            self._talk.addWidget(bubble)
            self.bubbles.append(bubble)
        self._older.setVisible(more)
        self._show_talk()

    def _bubble(self, question: str, at: datetime, picture: BgrImage | None = None) -> ExchangeView:
        made = ExchangeView(self._look, self._thumbnails, self._zone, self._clock, question, at, picture)
        made.opened.connect(self.opened)
        self.bubbles.append(made)
        self._talk.addWidget(made)
        return made

    def _show_talk(self) -> None:
        anything = bool(self.bubbles) or bool(self._find.text())
        self._none.setVisible(not self.bubbles)
        self._stack.setCurrentWidget(self.talk if anything else self._start)
        self._show_find.setVisible(anything)
        self._clear_view.setVisible(anything)
        self._clear_all.setVisible(anything)
        if anything:
            self._follow()

    def _keep_up(self) -> None:
        """The end stays in sight while the talk grows, until the person scrolls away from it."""
        bar = self.talk.verticalScrollBar()
        if self._following:
            bar.setValue(bar.maximum())

    def _scrolled(self) -> None:
        bar = self.talk.verticalScrollBar()
        self._following = bar.sliderPosition() >= bar.maximum() - M

    def _follow(self) -> None:
        self._following = True
        self._keep_up()

    # Finding

    def open_find(self) -> None:
        self._find.show()
        self._find.setFocus()
        self._find.selectAll()

    def _leave_find(self) -> bool:
        """Whether something was looked for: then everything is shown again."""
        sought = bool(self._find.text())
        there = not self._find.isHidden()
        self._find.clear()
        self._pause.stop()
        self._find.hide()
        if sought:
            self._fetch(conversation.PAGE_SIZE)
        return there

    # Asking

    def ask(self, question: str, picture: BgrImage | None = None) -> None:
        archive, now = self._archive, self._clock().astimezone(self._zone)
        if archive is None:
            return
        if not self._find.isHidden():
            self._leave_find()
            self._empty_view()
            self._talk_lane.cancel()
        screen = self.composer.with_screen.isChecked()
        bubble = self._bubble(question or tr(conversation.PICTURE_QUESTION), now, picture)
        self._asked_meanwhile.append(bubble)
        self.composer.show_busy(True)
        self._show_talk()

        def said(text: str) -> None:
            self._jobs.bridge.post(lambda: self._said(bubble, text))

        stopped = self._stopped = threading.Event()

        def work() -> Exchange:
            return conversation.ask(
                self._asking,
                archive,
                question,
                now,
                said=said,
                cancelled=stopped.is_set,
                screen=screen,
                picture=picture,
            )

        self._job = self._lane.run(work, partial(self._answered, bubble), partial(self._refused, bubble))

    def _said(self, bubble: ExchangeView, text: str) -> None:
        if self._job is not None and bubble in self.bubbles:
            bubble.show_partial(text)

    def _answered(self, bubble: ExchangeView, exchange: Exchange) -> None:
        self._job = None
        self.composer.show_busy(False)
        bubble.finish(exchange)

    def _refused(self, bubble: ExchangeView, error: AfterglowError) -> None:
        self._job = None
        self.composer.show_busy(False)
        bubble.stop(words.format_error(error))
        self.failed.emit(error)

    def stop(self) -> bool:
        """Whether there was something to stop."""
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
        """Escape: stop first, then leave what is being written."""
        if self.stop():
            return True
        if self._leave_find():
            self.composer.setFocus()
            return True
        return self.composer.clear()

    # Clearing

    def clear_view(self) -> None:
        self.stop()
        self._talk_lane.cancel()
        self._empty_view()
        self._older.hide()
        self._show_talk()

    def _empty_view(self, keeping: Sequence[ExchangeView] = ()) -> None:
        for bubble in self.bubbles:
            self._talk.removeWidget(bubble)
            if bubble not in keeping:
                bubble.hide()
                bubble.deleteLater()
        self.bubbles.clear()

    def clear_for_good(self) -> None:
        question = ConfirmDialog(
            title=tr("Clear every question and answer for good?"),
            words=tr("They go from the memory and cannot come back. The moments that they named stay."),
            action=tr("Clear for good"),
            parent=self,
        )
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.accepted.connect(self._clear_all_now)
        question.open()

    def _clear_all_now(self) -> None:
        archive = self._archive
        if archive is not None:
            self._talk_lane.run(
                lambda: conversation.delete_all(archive), lambda _none: self.clear_view(), self.failed.emit
            )


def _centred(widget: QWidget) -> QWidget:
    widget.setMaximumWidth(MAX_WIDTH)
    line = QWidget()
    line.setObjectName("clear")
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(widget, 1000)
    row.addStretch(1)
    return line
