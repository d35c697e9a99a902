"""Panel with the details of one memory: text, fields, relations, evidence and history.

The memories page creates it and fetches its content. UI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from base.records.secret import Revealed
from memory.memories.changes import PERSON, Change
from memory.memories.fields import ProceduralFields, ResourceFields
from memory.memories.memory import Kind, Memory, fields_of
from ui.kit import formatting
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
    "add": mark("Created"),
    "update": mark("Changed"),
    "merge": mark("Merged with others"),
    "supersede": mark("Replaced by a newer value"),
    "remove": mark("Removed"),
    "edit": mark("Edited"),
    "delete": mark("Deleted"),
    "undo": mark("Undone"),
}


@dataclass(frozen=True, slots=True)
class MemoryDetails:
    """A memory with the times of its evidence and its history."""

    memory: Memory = field(repr=False)
    times: Mapping[str, datetime]
    history: tuple[Change, ...] = field(repr=False)


class DetailPanel(QScrollArea):
    opened = Signal(str)
    """A frame of the evidence."""
    related = Signal(str)
    """Name of a related thing."""
    undo = Signal(str)
    """Id of a change."""
    reveal = Signal(str)
    """Id of the entry of the vault whose value the person wants to see."""
    secret_copied = Signal(str)
    """The value that the person wants in the clipboard."""

    def __init__(self, look: Look, thumbnails: Thumbnails, zone: tzinfo, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._look, self._thumbnails, self._zone, self._clock = look, thumbnails, zone, clock
        self.setProperty("role", "card")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.history_open = False
        self._details: MemoryDetails | None = None
        self._secret: SecretField | None = None

    def clear(self) -> None:
        self._details = None
        self._show_message(label(tr("Choose a memory to see its details and sources."), "muted", wrap=True))

    def show_many(self, count: int, *, mergeable: bool) -> None:
        self._details = None
        advice = (
            tr("Merging combines them into one and keeps all their sources.")
            if mergeable
            else tr("Only memories of the same kind can be merged.")
        )
        self._show_message(
            label(tr("{count} memories selected", count=format_number(count)), "large", wrap=True),
            label(advice, "muted", wrap=True),
        )

    def show_memory(self, details: MemoryDetails) -> None:
        is_same = self._details is not None and self._details.memory.id == details.memory.id
        scroll_position = self.verticalScrollBar().value() if is_same else 0
        self._details = details
        memory = details.memory
        body, column = self._new_body()
        self._add_heading(column, memory)
        self._add_fields(column, memory)
        self._add_relations(column, memory)
        self._add_evidence(column, details)
        self._add_texts(column, memory)
        self._add_history(column, details.history)
        column.addStretch(1)
        self._replace_body(body)
        self.setAccessibleName(f"{tr(KIND_TITLES[memory.kind])}: {title(memory)}")
        self.verticalScrollBar().setValue(scroll_position)

    # Parts

    def _add_heading(self, column: QVBoxLayout, memory: Memory) -> None:
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(label(tr(BASIS_NAMES[memory.basis]), "badge"))
        if memory.confidence < 1:
            line.addWidget(label(tr("{confidence} sure", confidence=f"{memory.confidence:.0%}"), "badge"))
        if memory.valid_to is not None:
            line.addWidget(label(tr("No longer true"), "badge"))
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(WrappedText(title(memory), "title"))
        if memory.summary != title(memory):
            column.addWidget(WrappedText(memory.summary))

    def _add_fields(self, column: QVBoxLayout, memory: Memory) -> None:
        if memory.kind is Kind.VAULT:
            self._secret = SecretField(self._clock(), self._zone)
            self._secret.show_asked.connect(partial(self.reveal.emit, memory.id))
            self._secret.copy_asked.connect(self.secret_copied)
            column.addWidget(self._secret)
        for number, step in enumerate(fields_of(memory, ProceduralFields).steps or (), 1):
            line = QHBoxLayout()
            line.setSpacing(M)
            line.addWidget(label(str(number), "step"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(WrappedText(step), 1)
            column.addLayout(line)
        pairs = detail_pairs(memory, self._clock().astimezone(self._zone).date(), self._zone)
        if pairs:
            form = QFormLayout()
            form.setHorizontalSpacing(L)
            form.setVerticalSpacing(S)
            form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
            for name, value in pairs:
                form.addRow(label(name, "small"), WrappedText(value))
            column.addLayout(form)

    def show_values(self, name: str, values: tuple[Revealed, ...]) -> None:
        """Ignored if the panel shows another memory by now."""
        if self._secret is not None and self._details is not None and self._details.memory.id == name:
            self._secret.show_values(values)

    def _add_texts(self, column: QVBoxLayout, memory: Memory) -> None:
        content = fields_of(memory, ResourceFields).content
        if memory.details:
            _add_title(column, tr("Details"))
            column.addWidget(WrappedText(memory.details, "muted"))
        if content and content != memory.details:
            _add_title(column, tr("Text that was read"))
            column.addWidget(WrappedText(content[:4000], "muted"))

    def _add_relations(self, column: QVBoxLayout, memory: Memory) -> None:
        related_things = relations(memory)
        if related_things:
            _add_title(column, tr("Related"))
            graph = RelationGraph(self._look)
            graph.chosen.connect(self.related)
            graph.show_relations(title(memory), related_things)
            column.addWidget(graph)

    def _add_evidence(self, column: QVBoxLayout, details: MemoryDetails) -> None:
        _add_title(column, tr("Sources"))
        evidence = EvidenceStrip(self._look, self._thumbnails, self._zone, self._clock)
        evidence.opened.connect(self.opened)
        moments = evidence.show_frames(details.memory.evidence, details.times)
        utterances = len(details.memory.evidence) - moments
        parts = []
        if moments:
            column.addWidget(evidence)
            parts.append(
                tr("the latest {most} of {there} moments", most=MAX_PICTURES, there=format_number(moments))
                if moments > MAX_PICTURES
                else formatting.format_count(moments, "moment")
            )
        if utterances:
            parts.append(
                tr("what you told Afterglow")
                if utterances == 1
                else tr("{said} things you told Afterglow", said=utterances)
            )
        sentence = join_with_and(parts)
        column.addWidget(label(sentence[:1].upper() + sentence[1:], "small"))

    def _add_history(self, column: QVBoxLayout, history: tuple[Change, ...]) -> None:
        if not history:
            return
        count = formatting.format_count(len(history), "change")
        toggle = button(tr("History: {count}", count=count), self.toggle_history, "link")
        toggle.setToolTip(tr("Show or hide the history (Ctrl+H)"))
        line = QHBoxLayout()
        line.addWidget(toggle)
        line.addStretch(1)
        column.addSpacing(S)
        column.addLayout(line)
        if self.history_open:
            for change in reversed(history):
                column.addLayout(self._build_change(change))

    def _build_change(self, change: Change) -> QHBoxLayout:
        day, today = (at.astimezone(self._zone).date() for at in (change.at, self._clock()))
        when = f"{formatting.format_day(day, today)}, {formatting.format_time(change.at, self._zone)}"
        who = tr("you") if change.actor == PERSON else change.actor
        what = tr(_ACTIONS.get(change.action, change.action))
        line = QHBoxLayout()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(label(what + (f" ({tr('undone')})" if change.undone else ""), "strong"))
        column.addWidget(label(" · ".join(part for part in (when, who, change.reason) if part), "small", wrap=True))
        line.addLayout(column, 1)
        if not change.undone and change.action != "undo":
            undo = button(tr("Undo"), partial(self.undo.emit, change.id), "link")
            undo.setAccessibleName(tr("Undo: {what}, {when}", what=what, when=when))
            line.addWidget(undo)
        return line

    def toggle_history(self) -> None:
        self.history_open = not self.history_open
        if self._details is not None:
            self.show_memory(self._details)

    # Body

    def _new_body(self) -> tuple[QWidget, QVBoxLayout]:
        self._secret = None
        body = QWidget()
        body.setObjectName("clear")
        column = QVBoxLayout(body)
        column.setContentsMargins(XL, L, XL, L)
        column.setSpacing(M)
        return body, column

    def _show_message(self, *parts: QWidget) -> None:
        body, column = self._new_body()
        column.addStretch(2)
        for part in parts:
            column.addWidget(part)
        column.addStretch(3)
        self._replace_body(body)

    def _replace_body(self, body: QWidget) -> None:
        old = self.takeWidget()
        self.setWidget(body)
        if old is not None:
            old.deleteLater()


def _add_title(column: QVBoxLayout, text: str) -> None:
    column.addSpacing(XS)
    column.addWidget(label(text, "strong"))
