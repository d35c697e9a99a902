"""Memories page: the list by kind, the details of the selected memory, and the actions on it.

The page set of the window creates it. UI thread; memories are fetched page by page on the jobs pool.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from base.errors import AfterglowError, BadInput
from memory.archive.api import ArchiveApi
from memory.memories.changes import MemoryCounts, MemoryPage
from memory.memories.memory import Kind, Memory
from ui.kit import formatting
from ui.kit.confirm import ConfirmDialog
from ui.kit.formatting import KIND_TITLES
from ui.kit.i18n import mark, plural, tr, translate_count
from ui.kit.jobs import Jobs
from ui.kit.theme import XL, L, Look, M
from ui.kit.thumbnails import Thumbnails
from ui.kit.widgets import EmptyPage, button
from ui.memories import actions
from ui.memories.actions import ActionResult, MemoryDraft
from ui.memories.detail_panel import DetailPanel, MemoryDetails
from ui.memories.editor import MemoryEditor
from ui.memories.list_view import MemoryList
from ui.memories.presentation import KIND_EXPLANATIONS
from ui.memories.toolbar import ActionBar, KindBar

PAGE_SIZE, MAX_REFETCHED = 100, 1000
DEBOUNCE_MS = 150
PANEL = 500
_TITLE_CHARACTERS = 60
_WAITING = plural("{n} moment has not been processed yet.", "{n} moments have not been processed yet.")


@dataclass(frozen=True, slots=True)
class MemoryRequest:
    kind: Kind
    query: str = field(default="", repr=False)
    history: bool = False


def fetch(archive: ArchiveApi, request: MemoryRequest, offset: int, limit: int) -> tuple[MemoryCounts, MemoryPage]:
    """Blocking; jobs pool only."""
    page = archive.memories(request.kind, request.query, limit=limit, offset=offset, history=request.history)
    return archive.memory_counts(), page


def load_details(archive: ArchiveApi, name: str) -> MemoryDetails:
    """Blocking; jobs pool only. Raises BadInput if the memory no longer exists."""
    memory = archive.memory(name)
    if memory is None:
        raise BadInput(
            mark("this memory no longer exists"), advice=mark("It was changed or forgotten. Check the list again.")
        )
    return MemoryDetails(memory, archive.times_of(memory.evidence), archive.history(name))


class MemoriesPage(QWidget):
    opened = Signal(str)
    """A frame to open as a moment."""
    failed = Signal(object)
    message = Signal(str)
    """What was just done, in a few words."""

    def __init__(
        self,
        *,
        look: Look,
        jobs: Jobs,
        thumbnails: Thumbnails,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        forget: Callable[[Sequence[str]], int],
        parent: QWidget | None = None,
    ) -> None:
        """`forget` removes memories for good; it blocks."""
        super().__init__(parent)
        self._clock, self._forget = clock, forget
        self._archive: ArchiveApi | None = None
        self._request = MemoryRequest(Kind.EPISODIC)
        self._total = -1
        self._undoable: list[str] = []
        self._lane, self._panel_lane, self._action_lane = jobs.lane(), jobs.lane(), jobs.lane()
        self._pause = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self.bar = KindBar(look)
        self.list = MemoryList(look, zone, clock)
        self.panel = DetailPanel(look, thumbnails, zone, clock)
        self.buttons = ActionBar(look)
        self.empty, self.fault = EmptyPage(), EmptyPage()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, L, XL, XL)
        column.setSpacing(M)
        column.addWidget(self.bar)
        body = QWidget()
        self._content = QWidget()
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(L)
        row.addWidget(self.list, 1)
        right = QVBoxLayout()
        right.setSpacing(M)
        right.addWidget(self.panel, 1)
        right.addWidget(self.buttons)
        self.panel.setFixedWidth(PANEL)
        self.buttons.setFixedWidth(PANEL)
        self.bar.corner.addWidget(self.buttons.tell)
        row.addLayout(right)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button(tr("Try again"), self.refresh))
        line.addStretch(1)
        self.fault.extra.addLayout(line)
        self._stack = QStackedLayout(body)
        for page in (self.empty, self._content, self.fault):
            self._stack.addWidget(page)
        column.addWidget(body, 1)

    def _connect(self) -> None:
        self.bar.chosen.connect(self._choose_kind)
        self.bar.field.textChanged.connect(lambda _text: self._pause.start())
        self.bar.earlier.toggled.connect(lambda _on: self._apply_request())
        self._pause.timeout.connect(self._apply_request)
        self.list.memory_selected.connect(self._show)
        self.list.memory_activated.connect(self._open_last_evidence)
        self.list.end_reached.connect(self._fetch_more)
        self.panel.opened.connect(self.opened)
        self.panel.related.connect(self._find_related)
        self.panel.undo.connect(self._undo)
        self.panel.reveal.connect(self._reveal)
        for name, action in (
            ("edit", self.edit),
            ("merge", self.merge),
            ("delete", self.delete),
            ("forget", self.forget),
            ("undo", self.undo),
            ("tell", self.tell),
            ("history", self.panel.toggle_history),
            ("reveal", self.reveal),
        ):
            self.buttons.triggered[name].connect(action)
        self.buttons.place_shortcuts(self)
        find = QShortcut(QKeySequence("/"), self.list)
        find.setContext(Qt.ShortcutContext.WidgetShortcut)
        find.activated.connect(self.bar.field.setFocus)

    # Fetching

    def set_archive(self, archive: ArchiveApi | None) -> None:
        """None clears everything shown."""
        self._archive = archive
        for lane in (self._lane, self._panel_lane, self._action_lane):
            lane.cancel()
        self._pause.stop()
        self._undoable.clear()
        for dialog in (*self.findChildren(MemoryEditor), *self.findChildren(ConfirmDialog)):
            dialog.close()
        self.bar.field.clear()
        self._pause.stop()
        self._request = MemoryRequest(self._request.kind)
        self._empty_list()
        self._stack.setCurrentWidget(self._content)
        self.bar.show_counts(None)
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _empty_list(self) -> None:
        self._total = -1
        self.list.begin(flat=bool(self._request.query))
        self._enable()

    def _apply_request(self) -> None:
        """Fetches the list again if kind, text or history changed."""
        request = MemoryRequest(self.bar.kind, self.bar.field.text().strip(), self.bar.earlier.isChecked())
        if request != self._request:
            self._request = request
            self._empty_list()
            self.refresh()

    def refresh(self, choose: str = "") -> None:
        """Fetches the list again, as many memories as it had; then selects the memory `choose`."""
        archive, request = self._archive, self._request
        if archive is None:
            return
        limit = min(max(PAGE_SIZE, self.list.tree.size), MAX_REFETCHED)
        name = choose or (self.list.current.id if self.list.current else "")

        def replace(fetched: tuple[MemoryCounts, MemoryPage]) -> None:
            scroll_position = self.list.verticalScrollBar().value()
            self._empty_list()
            self._add_page(fetched)
            self.list.verticalScrollBar().setValue(scroll_position)
            self.list.choose(name)
            if choose and self.list.current is None:
                self._load_details(choose)  # it is further down than the fetched part
            elif self.list.current is None:
                self.list.choose_first()

        self._lane.run(lambda: fetch(archive, request, 0, limit), replace, self._show_error)

    def _fetch_more(self) -> None:
        archive, request, offset = self._archive, self._request, self.list.tree.size
        if archive is not None and offset < self._total and not self._lane.busy:
            self._lane.run(lambda: fetch(archive, request, offset, PAGE_SIZE), self._add_page, self._show_error)

    def _add_page(self, fetched: tuple[MemoryCounts, MemoryPage]) -> None:
        counts, page = fetched
        self._total = page.total
        self.bar.show_counts(counts)
        self.list.extend(page.memories)
        if self.list.tree.size:
            self._stack.setCurrentWidget(self._content)
        else:
            self.empty.show_words(*self._empty_texts(counts))
            self._stack.setCurrentWidget(self.empty)
        self._enable()

    def _empty_texts(self, counts: MemoryCounts) -> tuple[str, str]:
        """Title and sentence that say why the list is empty."""
        kind = self._request.kind
        if self._request.query:
            return tr("No matches in “{what}”", what=tr(KIND_TITLES[kind])), tr(
                "Try fewer or different words, or another kind above."
            )
        if counts.waiting:
            waiting = translate_count(counts.waiting, _WAITING)
            return tr("Nothing in “{what}” yet", what=tr(KIND_TITLES[kind])), f"{tr(KIND_EXPLANATIONS[kind])} {waiting}"
        if not any(counts.open.values()):
            return tr("No memories yet"), tr("Memories are made from what was on the screen, a little later.")
        return tr("Nothing in “{what}” yet", what=tr(KIND_TITLES[kind])), tr(KIND_EXPLANATIONS[kind])

    def _show_error(self, error: AfterglowError) -> None:
        self.fault.show_words(*formatting.translate_error(error))
        self._stack.setCurrentWidget(self.fault)

    # Choosing

    def choose_kind(self, kind: Kind) -> None:
        self.bar.choose(kind)
        self._choose_kind()

    def _choose_kind(self) -> None:
        self._apply_request()
        self.list.setFocus()

    def _show(self, memory: Memory | None) -> None:
        archive = self._archive
        self._panel_lane.cancel()
        self._enable()
        chosen = self.list.chosen
        if memory is not None and archive is not None:
            self._load_details(memory.id)
        elif len(chosen) > 1:
            self.panel.show_many(len(chosen), mergeable=len({memory.kind for memory in chosen}) == 1)
        else:
            self.panel.clear()

    def _load_details(self, name: str) -> None:
        archive = self._archive
        if archive is not None:
            self._panel_lane.run(lambda: load_details(archive, name), self.panel.show_memory, self.failed.emit)

    def reveal(self) -> None:
        """Shows the value of the selected entry of the vault; the archive logs the access."""
        memory = self.list.current
        if memory is not None and memory.kind is Kind.VAULT:
            self._reveal(memory.id)

    def _reveal(self, name: str) -> None:
        archive = self._archive
        if archive is not None:
            self._panel_lane.run(
                lambda: archive.reveal(name), lambda values: self.panel.show_values(name, values), self.failed.emit
            )

    def show_memory(self, memory: Memory) -> None:
        """Selects the memory in its list; if it is far down, only shows its details."""
        self.bar.field.clear()
        self._pause.stop()
        self.bar.choose(memory.kind)
        self._apply_request()
        self.refresh(memory.id)

    def _open_last_evidence(self, memory: Memory) -> None:
        if memory.evidence:
            self.opened.emit(memory.evidence[-1])

    def _find_related(self, name: str) -> None:
        self.bar.choose(Kind.SEMANTIC)
        self.bar.field.setText(name)
        self._pause.stop()
        self._apply_request()

    def back(self) -> bool:
        """Escape clears the search field."""
        if not self.bar.field.text():
            return False
        self.bar.field.clear()
        self.list.setFocus()
        return True

    # Changing

    def _enable(self) -> None:
        chosen = self.list.chosen
        self.buttons.enable(
            edit=len(chosen) == 1 and chosen[0].valid_to is None,
            merge=len(chosen) > 1 and len({memory.kind for memory in chosen}) == 1,
            delete=bool(chosen),
            forget=bool(chosen),
            undo=bool(self._undoable),
            history=len(chosen) == 1,
        )
        self.buttons.tell.setVisible(self._request.kind is Kind.CORE)

    def _run(self, action: Callable[[ArchiveApi], ActionResult]) -> None:
        def show(result: ActionResult) -> None:
            text = result.message
            if result.change:
                self._undoable.append(result.change)
                text = tr("{told}. Press Ctrl+Z to undo.", told=text)
            self.message.emit(text)
            self.refresh(result.choose)

        archive = self._archive
        if archive is not None:
            self._action_lane.run(lambda: action(archive), show, self.failed.emit)

    def edit(self) -> None:
        memory = self.list.current
        if memory is not None:
            self._open_editor(memory, lambda archive, draft: actions.edit(archive, memory, draft))

    def tell(self) -> None:
        now = self._clock()
        self._open_editor(None, lambda archive, draft: actions.tell(archive, draft, now))

    def _open_editor(self, memory: Memory | None, save: Callable[[ArchiveApi, MemoryDraft], ActionResult]) -> None:
        editor = MemoryEditor(memory, self)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.saved.connect(lambda draft: self._run(lambda archive: save(archive, draft)))
        editor.open()

    def merge(self) -> None:
        chosen = self.list.chosen
        if len(chosen) > 1:
            self._run(lambda archive: actions.merge(archive, chosen))

    def delete(self) -> None:
        chosen = self.list.chosen
        if chosen:
            self._run(lambda archive: actions.delete(archive, chosen))

    def forget(self) -> None:
        """Deletes the selected memories for good, after asking."""
        chosen = self.list.chosen
        if not chosen:
            return
        what = (
            f"“{chosen[0].summary[:_TITLE_CHARACTERS]}”"
            if len(chosen) == 1
            else formatting.format_count(len(chosen), "memory")
        )
        question = ConfirmDialog(
            title=tr("Forget {what} for good?", what=what),
            words=tr("The memory and its history are removed and cannot be restored. The moments it is based on stay."),
            action=tr("Forget for good"),
            parent=self,
        )
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.accepted.connect(lambda: self._run(lambda _archive: actions.forget(self._forget, chosen)))
        question.open()

    def undo(self) -> None:
        """Undoes the last change made on this page."""
        if self._undoable:
            change = self._undoable.pop()
            self._run(lambda archive: actions.undo(archive, change))

    def _undo(self, change: str) -> None:
        self._undoable = [undoable for undoable in self._undoable if undoable != change]
        name = self.list.current.id if self.list.current else ""
        self._run(lambda archive: actions.undo(archive, change, name))
