"""Kinds, search field and buttons."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from memory.memories.changes import MemoryCounts
from memory.memories.memory import Kind
from ui.kit import formatting
from ui.kit.formatting import KIND_TITLES
from ui.kit.i18n import format_number, lower_in_sentence, mark, tr, translate_keys
from ui.kit.icons import icon
from ui.kit.theme import L, Look, M, S
from ui.kit.widgets import add_clear_button, button, label
from ui.memories.presentation import KIND_EXPLANATIONS

ORDER = (Kind.EPISODIC, Kind.SEMANTIC, Kind.PROCEDURAL, Kind.RESOURCE, Kind.VAULT, Kind.CORE)


class KindBar(QWidget):
    chosen = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._buttons: dict[Kind, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.field = QLineEdit()
        self.field.setFixedWidth(220)
        self.field.setAccessibleName(tr("Find in these memories (/)"))
        add_clear_button(self.field)
        self.earlier = QCheckBox(tr("Earlier values"))
        self.earlier.setToolTip(tr("Also show values that newer ones closed (Alt+V)"))
        self.earlier.setShortcut(QKeySequence("Alt+V"))
        self._explained, self._counted = label("", "muted", wrap=True), label("", "small")
        kinds = QHBoxLayout()
        kinds.setSpacing(S)
        for number, kind in enumerate(ORDER, 1):
            kinds.addWidget(self._kind(kind, number))
        kinds.addStretch(1)
        self.corner = kinds
        """Where the page may add what belongs to one kind alone."""
        below = QHBoxLayout()
        below.setSpacing(L)
        for part, room in ((self._explained, 1), (self._counted, 0), (self.earlier, 0), (self.field, 0)):
            below.addWidget(part, room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(kinds)
        column.addLayout(below)
        look.changed.connect(self._tint)
        self.choose(ORDER[0])
        self.show_counts(None)
        self._tint()

    def _kind(self, kind: Kind, number: int) -> QPushButton:
        made = button(tr(KIND_TITLES[kind]), self._clicked, "kind")
        made.setCheckable(True)
        made.setToolTip(f"{tr(KIND_TITLES[kind])} ({translate_keys(f'Alt+{number}')})")
        made.setShortcut(QKeySequence(f"Alt+{number}"))
        self._group.addButton(made)
        self._buttons[kind] = made
        return made

    def _clicked(self) -> None:
        self._say()
        self.chosen.emit()

    def _say(self) -> None:
        self._explained.setText(tr(KIND_EXPLANATIONS[self.kind]))
        self.field.setPlaceholderText(tr("Find in {what}", what=lower_in_sentence(tr(KIND_TITLES[self.kind]))))

    def _tint(self) -> None:
        for kind, made in self._buttons.items():
            made.setIcon(icon(kind.value, self._look.tokens, size=18))

    @property
    def kind(self) -> Kind:
        return next(kind for kind, made in self._buttons.items() if made.isChecked())

    def choose(self, kind: Kind) -> None:
        self._buttons[kind].setChecked(True)
        self._say()

    def show_counts(self, counts: MemoryCounts | None) -> None:
        for kind, made in self._buttons.items():
            count = counts.open.get(kind, 0) if counts else 0
            made.setText(f" {tr(KIND_TITLES[kind])}  {format_number(count)}" if count else f" {tr(KIND_TITLES[kind])}")
            made.setAccessibleName(f"{tr(KIND_TITLES[kind])}, {formatting.format_count(count, 'entry')}")
        waits = counts.waiting if counts else 0
        self._counted.setText(tr("{count} to look at", count=formatting.format_count(waits, "moment")) if waits else "")


_ACTIONS = (
    ("tell", mark("Tell…"), "", "Ctrl+N", mark("Tell something that no screen showed")),
    ("edit", mark("Edit"), "edit", "F2", mark("Edit the memory")),
    ("merge", mark("Merge"), "merge", "Ctrl+M", mark("Make one of the chosen memories")),
    ("delete", mark("Delete"), "trash", "Delete", mark("Delete; Ctrl+Z brings it back")),
    ("undo", mark("Undo"), "undo", "Ctrl+Z", mark("Take back what was last done here")),
    ("forget", mark("Forget…"), "", "Shift+Delete", mark("Forget for good")),
)


_KEYS = {"history": "Ctrl+H", "reveal": "Ctrl+R"}
"""Of what has its button in the panel."""


class _ActionSignal(QObject):
    now = Signal()


class ActionBar(QWidget):
    """Buttons under the memory; each has a key."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._signals = {name: _ActionSignal(self) for name in (*(action[0] for action in _ACTIONS), *_KEYS)}
        self.triggered = {name: one.now for name, one in self._signals.items()}
        self._buttons: dict[str, QPushButton] = {}
        self._icons: Mapping[str, str] = {name: icon_name for name, _, icon_name, *_ in _ACTIONS if icon_name}
        self._titles = {name: f" {tr(title)}" if icon_name else tr(title) for name, title, icon_name, *_ in _ACTIONS}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for name, _, _, key, tip in _ACTIONS:
            made = button(self._titles[name], self.triggered[name].emit, "danger" if name == "forget" else "small")
            made.setToolTip(f"{tr(tip)} ({translate_keys(key)})")
            made.setAccessibleName(tr(tip))
            self._buttons[name] = made
            if name == "forget":
                row.addStretch(1)
            if name != "tell":
                row.addWidget(made)
        row.setSpacing(M - 4)
        look.changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        for name, icon_name in self._icons.items():
            self._buttons[name].setIcon(icon(icon_name, self._look.tokens, size=18))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Words and pictures; where they have no room, words alone, and in the end pictures alone."""
        for worded, drawn in ((True, True), (True, False), (False, True)):
            for name in self._icons:
                made = self._buttons[name]
                made.setText(self._titles[name] if worded else "")
                made.setIconSize(QSize(16, 16) if drawn else QSize(0, 0))
            self._row.invalidate()
            if self._row.sizeHint().width() <= self.width():
                break

    def place_shortcuts(self, page: QWidget) -> None:
        """On the page: they hold while it or anything in it has the keyboard."""
        keys = {name: key for name, _, _, key, _ in _ACTIONS} | _KEYS
        for name, key in keys.items():
            shortcut = QShortcut(QKeySequence(key), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.triggered[name])

    def enable(self, **able: bool) -> None:
        for name, can in able.items():
            if name in self._buttons:
                self._buttons[name].setEnabled(can)

    @property
    def tell(self) -> QPushButton:
        """Stands apart: it needs no memory to be chosen."""
        return self._buttons["tell"]
