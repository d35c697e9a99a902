"""Navigation: the stack of pages, the links between them, and Back (QStackedWidget).

The main window creates it and hands the pages in. UI thread. The search field and the sidebar follow the shown page.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from base.records.moment import Moment
from ui.kit.i18n import tr
from ui.lock.page import LockPage
from ui.moment.loader import MomentRequest
from ui.moment.page import MomentPage
from ui.search.page import SearchPage
from ui.shell.sidebar import PAGE_NAMES, Sidebar
from ui.timeline.page import TimelinePage


class Page(Protocol):
    """A page that is added with `Navigation.add`."""

    def back(self) -> bool:
        """Escape: closes something within the page. False: there was nothing to close."""


class Navigation(QStackedWidget):
    def __init__(
        self,
        *,
        timeline: TimelinePage,
        search: SearchPage,
        moment: MomentPage,
        lock_page: LockPage,
        sidebar: Sidebar,
        field: QLineEdit,
    ) -> None:
        super().__init__()
        self.timeline, self.search, self.moment, self.lock_page = timeline, search, moment, lock_page
        self._sidebar, self._field = sidebar, field
        self._return_to: QWidget | None = None
        self._pages_by_name: dict[str, QWidget] = {"Timeline": timeline, "Search": search}
        self._added: dict[QWidget, Page] = {}
        for page in (timeline, search, moment, lock_page):
            page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.addWidget(page)
        sidebar.chosen.connect(self.go)
        search.opened.connect(lambda hit: self.open_moment(MomentRequest(hit.frame, hit.boxes, self._field.text())))
        search.back_to_field.connect(self.focus_search)
        search.suggested.connect(self._search_suggestion)
        timeline.opened.connect(lambda frame: self.open_moment(MomentRequest(frame)))
        moment.closed.connect(self.back)
        moment.locate.connect(self._show_on_timeline)
        for name, named_page in self._pages_by_name.items():
            named_page.setAccessibleName(tr(PAGE_NAMES[name]))
        moment.setAccessibleName(tr(PAGE_NAMES["Moment"]))

    def add(self, name: str, widget: QWidget, page: Page) -> None:
        """`widget` and `page` are the same object, which has these two types."""
        self._pages_by_name[name], self._added[widget] = widget, page
        widget.setAccessibleName(tr(PAGE_NAMES[name]))
        self.addWidget(widget)

    # Locked and open

    @property
    def is_open(self) -> bool:
        return self.currentWidget() is not self.lock_page

    def show_open(self, is_open: bool) -> None:
        """The memory was opened or locked: Back does not lead to what was shown before."""
        self._return_to = None
        self._sidebar.show_open(is_open)
        if is_open:
            self._show("Timeline")
            self.timeline.setFocus()
        else:
            self.setCurrentWidget(self.lock_page)
            self.lock_page.enter()

    def show_opening(self) -> None:
        """The lock page, which says that the memory is being opened."""
        self._sidebar.show_open(False)
        self.setCurrentWidget(self.lock_page)
        self.lock_page.setFocus()

    def take_focus(self) -> None:
        """The keyboard goes to the page that is shown."""
        if self.is_open:
            self.currentWidget().setFocus()
        else:
            self.lock_page.take_focus()

    # Going

    def go(self, name: str) -> None:
        if not self.is_open:
            return
        self._show(name)
        (self._field if name == "Search" else self._pages_by_name[name]).setFocus()

    def _show(self, name: str) -> None:
        self.setCurrentWidget(self._pages_by_name[name])
        self._sidebar.show_page(name)

    def focus_search(self) -> None:
        if self.is_open:
            self.go("Search")
            self._field.selectAll()

    def choose_day(self) -> None:
        if self.is_open:
            self.go("Timeline")
            self.timeline.header.open_calendar()

    def open_moment(self, opened: MomentRequest) -> None:
        self._return_to = self.currentWidget()
        self.moment.open(opened)
        self.setCurrentWidget(self.moment)
        self.moment.setFocus()

    def _show_on_timeline(self, moment: Moment) -> None:
        self.go("Timeline")
        self.timeline.show_moment(moment)

    def back(self) -> bool:
        """From the moment to the page before it, then out of the search, then to the timeline. False: the timeline or
        the lock page is shown already."""
        current = self.currentWidget()
        if current is self.moment:
            target = self._return_to or self.timeline
            name = next((name for name, page in self._pages_by_name.items() if page is target), "Timeline")
            self._show(name)
            (self.search.results if name == "Search" else self._pages_by_name[name]).setFocus()
        elif current in self._added and self._added[current].back():
            pass
        elif current is self.search and self._field.text():
            self._field.clear()
            self._field.setFocus()
        elif current not in (self.timeline, self.lock_page):
            self.go("Timeline")
        else:
            return False
        return True

    # The field

    def show_search(self) -> None:
        if self.is_open and self.currentWidget() is not self.search:
            self._show("Search")

    def enter_results(self) -> None:
        if self.currentWidget() is self.search:
            self.search.results.take_focus()

    def enter_pressed(self) -> None:
        if self.search.ready:
            self.search.results.open_first()
        else:
            self.show_search()
            self.search.ask(self._field.text(), now=True)

    def _search_suggestion(self, text: str) -> None:
        self._field.setText(text)
        self._field.setFocus()
