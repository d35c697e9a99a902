"""One memory in full.

UI thread; what it shows is fetched by the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from base.records.secret import Revealed
from memory.memories.changes import PERSON, Change
from memory.memories.fields import ProceduralFields, ResourceFields
from memory.memories.memory import Kind, Memory, fields_of
from ui.kit import formatting as words
from ui.kit.formatting import KIND_TITLES
from ui.kit.i18n import format_number, join_with_and, mark, tr
from ui.kit.theme import XL, XS, L, Look, M, S
from ui.kit.thumbnails import Thumbnails
from ui.kit.widgets import WrappedText, button, label
from ui.memories.evidence import MAX_PICTURES, EvidenceStrip
from ui.memories.presentation import BASIS_NAMES, detail_pairs, relations, title
from ui.memories.relation_graph import RelationGraph
from ui.memories.secret_field import SecretField

_ACTIONS = {
    "add": mark("Made"),
    "update": mark("Changed"),
    "merge": mark("Merged with others"),
    "supersede": mark("Closed by a newer value"),
    "remove": mark("Removed"),
    "edit": mark("Edited"),
    "delete": mark("Deleted"),
    "undo": mark("Undone"),
}


@dataclass(frozen=True, slots=True)
class MemoryDetails:
    """A memory with what the archive knows around it."""

    memory: Memory = field(repr=False)
    times: Mapping[str, datetime]
    history: tuple[Change, ...] = field(repr=False)


class DetailPanel(QScrollArea):
    opened = Signal(str)
    """A frame of the evidence."""
    related = Signal(str)
    """The name of a thing that this one is related to."""
    undo = Signal(str)
    """Id of a change."""
    reveal = Signal(str)
    """Id of an entry of the vault whose value is to be shown."""

    def __init__(self, look: Look, thumbnails: Thumbnails, zone: tzinfo, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._look, self._thumbnails, self._zone, self._clock = look, thumbnails, zone, clock
        self.setProperty("role", "card")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.history_open = False
        self._shown: MemoryDetails | None = None
        self._secret: SecretField | None = None

    def clear(self) -> None:
        self._shown = None
        self._say(label(tr("Choose a memory to see what it says and what it rests on."), "muted", wrap=True))

    def show_many(self, count: int, *, mergeable: bool) -> None:
        self._shown = None
        advice = (
            tr("Merge makes them one, with the evidence of all.")
            if mergeable
            else tr("Only memories of one kind can merge.")
        )
        self._say(
            label(tr("{count} memories are chosen", count=format_number(count)), "large", wrap=True),
            label(advice, "muted", wrap=True),
        )

    def show_memory(self, shown: MemoryDetails) -> None:
        again = self._shown is not None and self._shown.memory.id == shown.memory.id
        place = self.verticalScrollBar().value() if again else 0
        self._shown = shown
        memory = shown.memory
        body = self._body()
        column = body.layout()
        assert isinstance(column, QVBoxLayout)
        for part in (self._head, self._facts, self._links, self._rests_on, self._words, self._came_to_be):
            part(column, shown)
        column.addStretch(1)
        self._put(body)
        self.setAccessibleName(f"{tr(KIND_TITLES[memory.kind])}: {title(memory)}")
        self.verticalScrollBar().setValue(place)

    # Parts

    def _head(self, column: QVBoxLayout, shown: MemoryDetails) -> None:
        memory = shown.memory
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(label(tr(BASIS_NAMES[memory.basis]), "badge"))
        if memory.confidence < 1:
            line.addWidget(label(tr("{confidence} sure", confidence=f"{memory.confidence:.0%}"), "badge"))
        if memory.valid_to is not None:
            line.addWidget(label(tr("No longer holds"), "badge"))
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(WrappedText(title(memory), "title"))
        if memory.summary != title(memory):
            column.addWidget(WrappedText(memory.summary))

    def _facts(self, column: QVBoxLayout, shown: MemoryDetails) -> None:
        memory = shown.memory
        if memory.kind is Kind.VAULT:
            column.addWidget(self._hidden(memory))
        for number, step in enumerate(fields_of(memory, ProceduralFields).steps or (), 1):
            column.addLayout(_step(number, step))
        told = detail_pairs(memory, self._clock().astimezone(self._zone).date(), self._zone)
        if told:
            column.addLayout(_table(told))

    def _hidden(self, memory: Memory) -> SecretField:
        """What is shown of the vault stays shown only as long as this very panel."""
        self._secret = SecretField(self._clock(), self._zone)
        self._secret.show_asked.connect(partial(self.reveal.emit, memory.id))
        return self._secret

    def show_values(self, name: str, values: tuple[Revealed, ...]) -> None:
        """If the panel still shows the memory of that id."""
        if self._secret is not None and self._shown is not None and self._shown.memory.id == name:
            self._secret.show_values(values)

    def _words(self, column: QVBoxLayout, shown: MemoryDetails) -> None:
        memory, content = shown.memory, fields_of(shown.memory, ResourceFields).content
        if memory.details:
            _title(column, tr("Details"))
            column.addWidget(WrappedText(memory.details, "muted"))
        if content and content != memory.details:
            _title(column, tr("What was read of it"))
            column.addWidget(WrappedText(content[:4000], "muted"))

    def _links(self, column: QVBoxLayout, shown: MemoryDetails) -> None:
        others = relations(shown.memory)
        if others:
            _title(column, tr("Related"))
            graph = RelationGraph(self._look)
            graph.chosen.connect(self.related)
            graph.show_relations(title(shown.memory), others)
            column.addWidget(graph)

    def _rests_on(self, column: QVBoxLayout, shown: MemoryDetails) -> None:
        _title(column, tr("Rests on"))
        evidence = EvidenceStrip(self._look, self._thumbnails, self._zone, self._clock)
        evidence.opened.connect(self.opened)
        there = evidence.show_frames(shown.memory.evidence, shown.times)
        if there:
            column.addWidget(evidence)
        said = len(shown.memory.evidence) - there
        more = (
            tr("the last {most} of {there} moments", most=MAX_PICTURES, there=format_number(there))
            if there > MAX_PICTURES
            else words.format_count(there, "moment")
        )
        told = [more] if there else []
        told += [tr("what you said") if said == 1 else tr("{said} things that you said", said=said)] if said else []
        column.addWidget(label(join_with_and(told)[:1].upper() + join_with_and(told)[1:], "small"))

    def _came_to_be(self, column: QVBoxLayout, shown: MemoryDetails) -> None:
        if not shown.history:
            return
        count = words.format_count(len(shown.history), "change")
        toggle = button(tr("History: {count}", count=count), self.toggle_history, "link")
        toggle.setToolTip(tr("Show or hide the history (Ctrl+H)"))
        line = QHBoxLayout()
        line.addWidget(toggle)
        line.addStretch(1)
        column.addSpacing(S)
        column.addLayout(line)
        if self.history_open:
            for change in reversed(shown.history):
                column.addLayout(self._change(change))

    def _change(self, change: Change) -> QHBoxLayout:
        day, today = (at.astimezone(self._zone).date() for at in (change.at, self._clock()))
        when = f"{words.format_day(day, today)}, {words.format_time(change.at, self._zone)}"
        who = tr("you") if change.actor == PERSON else change.actor
        what = tr(_ACTIONS.get(change.action, change.action))
        line = QHBoxLayout()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(label(what + (f" ({tr('taken back')})" if change.undone else ""), "strong"))
        column.addWidget(label(" · ".join(part for part in (when, who, change.reason) if part), "small", wrap=True))
        line.addLayout(column, 1)
        if not change.undone and change.action != "undo":
            undo = button(tr("Undo"), partial(self.undo.emit, change.id), "link")
            undo.setAccessibleName(tr("Undo: {what}, {when}", what=what, when=when))
            line.addWidget(undo)
        return line

    def toggle_history(self) -> None:
        self.history_open = not self.history_open
        if self._shown is not None:
            self.show_memory(self._shown)

    # Frame

    def _body(self) -> QWidget:
        self._secret = None
        body = QWidget()
        body.setObjectName("clear")
        column = QVBoxLayout(body)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(M)
        return body

    def _say(self, *parts: QWidget) -> None:
        body = self._body()
        column = body.layout()
        assert isinstance(column, QVBoxLayout)
        column.addStretch(2)
        for part in parts:
            column.addWidget(part)
        column.addStretch(3)
        self._put(body)

    def _put(self, body: QWidget) -> None:
        old = self.takeWidget()
        self.setWidget(body)
        if old is not None:
            old.deleteLater()


def _title(column: QVBoxLayout, words: str) -> None:
    column.addSpacing(XS)
    column.addWidget(label(words, "strong"))


def _step(number: int, words: str) -> QLayout:
    line = QHBoxLayout()
    line.setSpacing(M)
    line.addWidget(label(str(number), "step"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(WrappedText(words), 1)
    return line


def _table(told: tuple[tuple[str, str], ...]) -> QLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(L)
    form.setVerticalSpacing(S)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    for name, value in told:
        form.addRow(label(name, "small"), WrappedText(value))
    return form
