"""The first run in the window: five steps, one after another. The main window shows it in place of everything else.

UI thread. Each step is kept as soon as it is shown, so that the next start goes on there. `replay` is the tour shown
again: fewer steps, no keys, nothing kept, and the recorder stays as it is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from base.errors import AfterglowError
from ui.controls.spinner import Spinner
from ui.first_run.examples import make_example
from ui.first_run.indicator import NotRecordingPill, StepIndicator
from ui.first_run.leave_out import LeaveOutPage
from ui.first_run.passphrase import PassphrasePage
from ui.first_run.recovery_key import RecoveryKeyPage
from ui.first_run.sky import Sky
from ui.first_run.step_page import StepPage
from ui.first_run.try_it import TryItPage
from ui.first_run.welcome import WelcomePage
from ui.kit.formatting import format_error
from ui.kit.i18n import mark, tr
from ui.kit.jobs import Jobs
from ui.kit.ports import FirstRunControl, FirstRunStep, Opener, SettingsControl
from ui.kit.theme import XL, Look, M
from ui.kit.widgets import button, card, label
from ui.recovery_key.clipboard import SecretClipboard

STEP_NAMES = {
    FirstRunStep.WELCOME: mark("Welcome"),
    FirstRunStep.LEAVE_OUT: mark("Leave out"),
    FirstRunStep.PASSPHRASE: mark("Passphrase"),
    FirstRunStep.RECOVERY_KEY: mark("Recovery key"),
    FirstRunStep.TRY_IT: mark("Try it"),
}
TOUR = (FirstRunStep.WELCOME, FirstRunStep.LEAVE_OUT, FirstRunStep.TRY_IT)
"""What is shown again."""
CONTENT_WIDTH, MARGIN = 640, 56
SKY_SHARE, SKY_MIN, CONTENT_MIN = 0.41, 320, 700
"""The sky takes its share of the width, gives way to the content, and goes before it is too narrow to be a picture."""


class FirstRunFlow(QWidget):
    started = Signal(object)
    """Start recording was pressed and done; the passphrase that was typed in this run, or None."""
    closed = Signal()
    """The tour was shown again, and is over."""

    def __init__(
        self,
        *,
        first_run: FirstRunControl,
        preferences: SettingsControl,
        look: Look,
        jobs: Jobs,
        clipboard: SecretClipboard,
        today: Callable[[], date],
        replay: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._first_run, self._look, self.replay = first_run, look, replay
        self._keep_lane, self._keeping = jobs.lane(), threading.Lock()
        self.welcome = WelcomePage(look)
        self.leave_out = LeaveOutPage(first_run=first_run, preferences=preferences, look=look, jobs=jobs)
        self.passphrase = PassphrasePage(first_run=first_run, look=look, jobs=jobs)
        self.recovery_key = RecoveryKeyPage(
            first_run=first_run,
            look=look,
            jobs=jobs,
            clipboard=clipboard,
            today=today,
            passphrase=lambda: self.passphrase.typed,
        )
        self.try_it = TryItPage(first_run=first_run, preferences=preferences, look=look, jobs=jobs, replay=replay)
        pages = (self.welcome, self.leave_out, self.passphrase, self.recovery_key, self.try_it)
        self.pages: tuple[StepPage, ...] = tuple(page for page in pages if not replay or page.step in TOUR)
        self.page: StepPage = self.pages[0]
        self._make_parts(jobs)
        self._lay_out()
        for page in pages:
            page.changed.connect(self._follow)
            page.done.connect(partial(self._page_done, page))
        for key, action in (("Alt+Left", self.go_back), ("Escape", self._leave_tour)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)
        self._show(self.pages[self._first_index()])

    def _first_index(self) -> int:
        step = FirstRunStep.WELCOME if self.replay else self._first_run.step() or FirstRunStep.WELCOME
        order = [page.step for page in self.pages]
        if not self.replay and self._first_run.opener() is Opener.NOTHING:
            return min(order.index(step), order.index(FirstRunStep.PASSPHRASE))  # without a memory there is no key
        return order.index(step)

    def _make_parts(self, jobs: Jobs) -> None:
        self.indicator = StepIndicator([tr(STEP_NAMES[page.step]) for page in self.pages], self._look)
        self.sky = Sky(self._look)
        self._examples = {page.step: make_example(page.step, self._look) for page in self.pages}
        for example in self._examples.values():
            self.sky.add_example(example)
        self.pill = NotRecordingPill(self._look)
        self.close_button = button(tr("Close"), self._leave_tour, "link")
        self.pill.setVisible(not self.replay)
        self.close_button.setVisible(self.replay)
        self._spinner, self._busy_words = Spinner(self._look), label("", "muted")
        self.fault = label("", "error", wrap=True)
        self.back_button = button(tr("Back"), self.go_back)
        self.go_on_button = button("", self.go_on, "primary")
        self.go_on_button.setMinimumWidth(120)

    def _lay_out(self) -> None:
        content = QWidget()
        content.setObjectName("clear")
        self._content = content
        self._steps = QVBoxLayout(content)
        self._steps.setContentsMargins(2, 2, 2, 2)
        self._steps.addStretch(2)
        for page in self.pages:
            page.hide()
            self._steps.addWidget(page)
        self._steps.addStretch(3)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        self.area.setWidget(content)
        self._edge = card("line")
        self._edge.hide()
        self.area.verticalScrollBar().rangeChanged.connect(lambda _low, high: self._edge.setVisible(high > 0))
        foot = QHBoxLayout()
        foot.setSpacing(M)
        foot.addWidget(self.pill)
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        for part in (self._spinner, self._busy_words, self.back_button, self.go_on_button):
            foot.addWidget(part)
        column = QVBoxLayout()
        self._column = column
        column.setSpacing(M)
        column.addWidget(self.indicator)
        column.addWidget(self.area, 1)
        column.addWidget(self._edge)
        column.addWidget(self.fault)
        column.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sky)
        row.addLayout(column, 1)

    # Steps

    @property
    def _index(self) -> int:
        return self.pages.index(self.page)

    def go_on(self) -> None:
        if self.go_on_button.isEnabled():
            self.page.go_on()

    def go_back(self) -> None:
        if self.back_button.isEnabled() and self._index > 0:
            self._go(self.pages[self._index - 1])

    def _page_done(self, page: StepPage) -> None:
        if page is not self.page:
            return
        if self._index + 1 < len(self.pages):
            self._go(self.pages[self._index + 1])
        elif self.replay:
            self._leave_tour()
        else:
            passphrase = self.passphrase.typed
            self.forget()
            self.started.emit(passphrase)

    def _go(self, page: StepPage) -> None:
        self.page.leave()
        self._show(page)
        if not self.replay:
            self._keep_lane.run(self._keep_step, lambda _none: self.say(""), self._fail_to_keep)

    def _keep_step(self) -> None:
        """On the jobs pool, where a job may be overtaken by a later one: each keeps what is shown by then."""
        with self._keeping:
            self._first_run.keep_step(self.page.step)

    def _show(self, page: StepPage) -> None:
        self.page = page
        for one in self.pages:
            one.setVisible(one is page)
        self.indicator.show_step(self._index)
        self.sky.show_example(self._examples[page.step])
        self.setAccessibleName(page.title.text())
        self.back_button.setVisible(self._index > 0)
        self.say("")
        page.enter()
        self.area.verticalScrollBar().setValue(0)
        self._follow()
        self.take_focus()

    def take_focus(self) -> None:
        if not self.page.take_focus():
            self.go_on_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        busy = self.page.busy
        self._spinner.setVisible(bool(busy))
        self._busy_words.setText(busy)
        self._busy_words.setVisible(bool(busy))
        self.back_button.setEnabled(not busy)
        self.go_on_button.setEnabled(self.page.can_go_on)
        self.go_on_button.setText(self.page.go_on_text)
        large = self.page is self.pages[-1] and not self.replay
        self.go_on_button.setProperty("size", "large" if large else "")
        self.go_on_button.style().polish(self.go_on_button)

    def _fail_to_keep(self, error: AfterglowError) -> None:
        self.say(format_error(error, detail=True))

    def say(self, text: str) -> None:
        """What went wrong, here or elsewhere in the window, which the flow stands over; empty: nothing."""
        self.fault.setText(text)
        self.fault.setVisible(bool(text))

    def forget(self) -> None:
        """Nothing secret stays in the widgets."""
        for page in self.pages:
            page.leave()
        self.passphrase.forget()

    def _leave_tour(self) -> None:
        if self.replay:
            self.page.leave()
            self.closed.emit()

    # Keys and size

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, wherever the keyboard is. Every other key ends here: nothing behind the flow may hear it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.go_on()
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        sky = min(round(self.width() * SKY_SHARE), self.width() - CONTENT_MIN)
        self.sky.setVisible(sky >= SKY_MIN)
        self.sky.setFixedWidth(max(sky, SKY_MIN))
        narrow = sky < SKY_MIN
        self._content.setMaximumWidth(self.width() if narrow else CONTENT_WIDTH)
        side = MARGIN if narrow or self.width() - sky >= CONTENT_WIDTH + 2 * MARGIN else XL
        self._column.setContentsMargins(side, XL, side, XL)
