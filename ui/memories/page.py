"""Memories page.

UI thread; the archive is asked on the jobs pool, page by page.
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
from ui.kit.i18n import lower_in_sentence, mark, plural, tr, translate_count
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
_WAITING = plural("{n} moment has not been looked at for it yet.", "{n} moments have not been looked at for it yet.")


@dataclass(frozen=True, slots=True)
class MemoryRequest:
    kind: Kind
    query: str = field(default="", repr=False)
    history: bool = False


def fetch(archive: ArchiveApi, asked: MemoryRequest, offset: int, limit: int) -> tuple[MemoryCounts, MemoryPage]:
    page = archive.memories(asked.kind, asked.query, limit=limit, offset=offset, history=asked.history)
    return archive.memory_counts(), page


def load_details(archive: ArchiveApi, name: str) -> MemoryDetails:
    memory = archive.memory(name)
    if memory is None:
        raise BadInput(
            mark("this memory is no longer there"), advice=mark("It was changed or forgotten. Look at the list again.")
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
        self._asked = MemoryRequest(Kind.EPISODIC)
        self._total = -1
        self._undoable: list[str] = []
        self._lane, self._panel_lane, self._act_lane = jobs.lane(), jobs.lane(), jobs.lane()
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
        body, both = QWidget(), QWidget()
        row = QHBoxLayout(both)
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
        again = button(tr("Try again"), self.refresh)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(again)
        line.addStretch(1)
        self.fault.extra.addLayout(line)
        self._both = both
        self._stack = QStackedLayout(body)
        for page in (self.empty, both, self.fault):
            self._stack.addWidget(page)
        column.addWidget(body, 1)

    def _connect(self) -> None:
        self.bar.chosen.connect(self._choose_kind)
        self.bar.field.textChanged.connect(lambda _text: self._pause.start())
        self.bar.earlier.toggled.connect(lambda _on: self._ask_anew())
        self._pause.timeout.connect(self._ask_anew)
        self.list.memory_selected.connect(self._show)
        self.list.memory_activated.connect(self._open_evidence)
        self.list.end_reached.connect(self._more)
        self.panel.opened.connect(self.opened)
        self.panel.related.connect(self._find_related)
        self.panel.undo.connect(self._undo)
        self.panel.reveal.connect(self._reveal)
        for name, act in (
            ("edit", self.edit),
            ("merge", self.merge),
            ("delete", self.delete),
            ("forget", self.forget),
            ("undo", self.undo),
            ("tell", self.tell),
            ("history", self.panel.toggle_history),
            ("reveal", self.reveal),
        ):
            self.buttons.triggered[name].connect(act)
        self.buttons.place_shortcuts(self)
        find = QShortcut(QKeySequence("/"), self.list)
        find.setContext(Qt.ShortcutContext.WidgetShortcut)
        find.activated.connect(self.bar.field.setFocus)

    # Fetching

    def set_archive(self, archive: ArchiveApi | None) -> None:
        """None: nothing of what was shown stays."""
        self._archive = archive
        for lane in (self._lane, self._panel_lane, self._act_lane):
            lane.cancel()
        self._pause.stop()
        self._undoable.clear()
        for dialog in (*self.findChildren(MemoryEditor), *self.findChildren(ConfirmDialog)):
            dialog.close()
        self.bar.field.clear()
        self._pause.stop()
        self._asked = MemoryRequest(self._asked.kind)
        self._begin()
        self._stack.setCurrentWidget(self._both)
        self.bar.show_counts(None)
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _begin(self) -> None:
        self._total = -1
        self.list.begin(flat=bool(self._asked.query))
        self._enable()

    def _ask_anew(self) -> None:
        asked = MemoryRequest(self.bar.kind, self.bar.field.text().strip(), self.bar.earlier.isChecked())
        if asked != self._asked:
            self._asked = asked
            self._begin()
            self.refresh()

    def refresh(self, choose: str = "") -> None:
        """Fetch what is shown anew, as much of it as was there."""
        archive, asked = self._archive, self._asked
        if archive is None:
            return
        wanted = min(max(PAGE_SIZE, self.list.tree.size), MAX_REFETCHED)
        name = choose or (self.list.current.id if self.list.current else "")

        def arrived(found: tuple[MemoryCounts, MemoryPage]) -> None:
            place = self.list.verticalScrollBar().value()
            self._begin()
            self._arrived(found)
            self.list.verticalScrollBar().setValue(place)
            self.list.choose(name)
            if choose and self.list.current is None:
                self._look_at(choose)  # further down than what was fetched
            elif self.list.current is None:
                self.list.choose_first()

        self._lane.run(lambda: fetch(archive, asked, 0, wanted), arrived, self._failed)

    def _more(self) -> None:
        archive, asked, have = self._archive, self._asked, self.list.tree.size
        if archive is not None and have < self._total and not self._lane.busy:
            self._lane.run(lambda: fetch(archive, asked, have, PAGE_SIZE), self._arrived, self._failed)

    def _arrived(self, found: tuple[MemoryCounts, MemoryPage]) -> None:
        counts, page = found
        self._total = page.total
        self.bar.show_counts(counts)
        self.list.extend(page.memories)
        if self.list.tree.size:
            self._stack.setCurrentWidget(self._both)
        else:
            self.empty.show_words(*self._nothing(counts))
            self._stack.setCurrentWidget(self.empty)
        self._enable()

    def _nothing(self, counts: MemoryCounts) -> tuple[str, str]:
        """Why there is nothing to show: an honest sentence for each case."""
        kind = self._asked.kind
        if self._asked.query:
            return tr("Nothing like that in {what}", what=lower_in_sentence(tr(KIND_TITLES[kind]))), tr(
                "Try fewer or other words, or another kind above."
            )
        if counts.waiting:
            waits = translate_count(counts.waiting, _WAITING)
            return tr(
                "Nothing in {what} yet", what=lower_in_sentence(tr(KIND_TITLES[kind]))
            ), f"{tr(KIND_EXPLANATIONS[kind])} {waits}"
        if not any(counts.open.values()):
            return tr("No memory has been made yet"), tr(
                "Memories are made of what was on the screen, some time after it was."
            )
        return tr("Nothing in {what} yet", what=lower_in_sentence(tr(KIND_TITLES[kind]))), tr(KIND_EXPLANATIONS[kind])

    def _failed(self, error: AfterglowError) -> None:
        self.fault.show_words(*formatting.translate_error(error))
        self._stack.setCurrentWidget(self.fault)

    # Choosing

    def choose_kind(self, kind: Kind) -> None:
        self.bar.choose(kind)
        self._choose_kind()

    def _choose_kind(self) -> None:
        self._ask_anew()
        self.list.setFocus()

    def _show(self, memory: Memory | None) -> None:
        archive = self._archive
        self._panel_lane.cancel()
        self._enable()
        chosen = self.list.chosen
        if memory is not None and archive is not None:
            self._look_at(memory.id)
        elif len(chosen) > 1:
            self.panel.show_many(len(chosen), mergeable=len({memory.kind for memory in chosen}) == 1)
        else:
            self.panel.clear()

    def _look_at(self, name: str) -> None:
        archive = self._archive
        if archive is not None:
            self._panel_lane.run(lambda: load_details(archive, name), self.panel.show_memory, self.failed.emit)

    def reveal(self) -> None:
        """Show the value of the entry of the vault that is looked at; the archive notes that it was asked for."""
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
        """Among those of its kind, or where it is far down only beside them."""
        self.bar.field.clear()
        self._pause.stop()
        self.bar.choose(memory.kind)
        self._ask_anew()
        self.refresh(memory.id)

    def _open_evidence(self, memory: Memory) -> None:
        """The last moment that it rests on."""
        if memory.evidence:
            self.opened.emit(memory.evidence[-1])

    def _find_related(self, name: str) -> None:
        self.bar.choose(Kind.SEMANTIC)
        self.bar.field.setText(name)
        self._pause.stop()
        self._ask_anew()

    def back(self) -> bool:
        """Escape: out of the words that are looked for, first."""
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
        self.buttons.tell.setVisible(self._asked.kind is Kind.CORE)

    def _act(self, act: Callable[[ArchiveApi], ActionResult]) -> None:
        archive = self._archive
        if archive is not None:
            self._act_lane.run(lambda: act(archive), self._acted, self.failed.emit)

    def _acted(self, done: ActionResult) -> None:
        if done.change:
            self._undoable.append(done.change)
        self.message.emit(tr("{told}. Ctrl+Z takes it back.", told=done.told) if done.change else done.told)
        self.refresh(done.choose)

    def edit(self) -> None:
        memory = self.list.current
        if memory is not None:
            self._write(memory, lambda archive, draft: actions.edit(archive, memory, draft))

    def tell(self) -> None:
        now = self._clock()
        self._write(None, lambda archive, draft: actions.tell(archive, draft, now))

    def _write(self, memory: Memory | None, keep: Callable[[ArchiveApi, MemoryDraft], ActionResult]) -> None:
        editor = MemoryEditor(memory, self)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.saved.connect(lambda draft: self._act(lambda archive: keep(archive, draft)))
        editor.open()

    def merge(self) -> None:
        chosen = self.list.chosen
        if len(chosen) > 1:
            self._act(lambda archive: actions.merge(archive, chosen))

    def delete(self) -> None:
        chosen = self.list.chosen
        if chosen:
            self._act(lambda archive: actions.delete(archive, chosen))

    def forget(self) -> None:
        """For good, so it is asked first."""
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
            words=tr("The memory and its whole history go and cannot come back. The moments that it rests on stay."),
            action=tr("Forget for good"),
            parent=self,
        )
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.accepted.connect(lambda: self._act(lambda _archive: actions.forget(self._forget, chosen)))
        question.open()

    def undo(self) -> None:
        """The last thing that was done here."""
        if self._undoable:
            change = self._undoable.pop()
            self._act(lambda archive: actions.undo(archive, change))

    def _undo(self, change: str) -> None:
        self._undoable = [one for one in self._undoable if one != change]
        name = self.list.current.id if self.list.current else ""
        self._act(lambda archive: actions.undo(archive, change, name))
