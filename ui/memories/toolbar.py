"""Bar with the kinds of memories and the search field, and bar with the actions on a memory.

The memories page creates both. UI thread.
"""

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
from ui.kit.i18n import format_number, mark, tr, translate_keys
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
        self.earlier.setToolTip(tr("Also show values that newer ones replaced (Alt+V)"))
        self.earlier.setShortcut(QKeySequence("Alt+V"))
        self._explanation, self._waiting = label("", "muted", wrap=True), label("", "small")
        kinds = QHBoxLayout()
        kinds.setSpacing(S)
        for number, kind in enumerate(ORDER, 1):
            kinds.addWidget(self._build_button(kind, number))
        kinds.addStretch(1)
        self.corner = kinds
        """Layout to which the page adds a widget for one kind only."""
        below = QHBoxLayout()
        below.setSpacing(L)
        for widget, stretch in ((self._explanation, 1), (self._waiting, 0), (self.earlier, 0), (self.field, 0)):
            below.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(kinds)
        column.addLayout(below)
        look.changed.connect(self._tint)
        self.choose(ORDER[0])
        self.show_counts(None)
        self._tint()

    def _build_button(self, kind: Kind, number: int) -> QPushButton:
        kind_button = button("", self._choose_clicked, "kind")
        kind_button.setCheckable(True)
        kind_button.setToolTip(f"{tr(KIND_TITLES[kind])} ({translate_keys(f'Alt+{number}')})")
        self._group.addButton(kind_button)
        self._buttons[kind] = kind_button
        return kind_button

    def _choose_clicked(self) -> None:
        self._explain_kind()
        self.chosen.emit()

    def _explain_kind(self) -> None:
        self._explanation.setText(tr(KIND_EXPLANATIONS[self.kind]))
        self.field.setPlaceholderText(tr("Find in {what}", what=tr(KIND_TITLES[self.kind])))

    def _tint(self) -> None:
        for kind, kind_button in self._buttons.items():
            kind_button.setIcon(icon(kind.value, self._look.tokens, size=18))

    @property
    def kind(self) -> Kind:
        return next(kind for kind, kind_button in self._buttons.items() if kind_button.isChecked())

    def choose(self, kind: Kind) -> None:
        self._buttons[kind].setChecked(True)
        self._explain_kind()

    def show_counts(self, counts: MemoryCounts | None) -> None:
        for kind, kind_button in self._buttons.items():
            count = counts.open.get(kind, 0) if counts else 0
            title = tr(KIND_TITLES[kind]).replace("&", "&&")
            kind_button.setText(f" {title}  {format_number(count)}" if count else f" {title}")
            kind_button.setShortcut(QKeySequence(f"Alt+{ORDER.index(kind) + 1}"))  # a new text clears it
            kind_button.setAccessibleName(f"{tr(KIND_TITLES[kind])}, {formatting.format_count(count, 'entry')}")
        waiting = counts.waiting if counts else 0
        self._waiting.setText(
            tr("{count} to process", count=formatting.format_count(waiting, "moment")) if waiting else ""
        )


_ACTIONS = (
    ("tell", mark("Add a fact…"), "", "Ctrl+N", mark("Add a fact that was not on the screen")),
    ("edit", mark("Edit"), "edit", "F2", mark("Edit the memory")),
    ("merge", mark("Merge"), "merge", "Ctrl+M", mark("Merge the selected memories")),
    ("delete", mark("Delete"), "trash", "Delete", mark("Delete (Ctrl+Z to undo)")),
    ("undo", mark("Undo"), "undo", "Ctrl+Z", mark("Undo the last change here")),
    ("forget", mark("Forget…"), "", "Shift+Delete", mark("Forget for good")),
)


_KEYS = {"history": "Ctrl+H", "reveal": "Ctrl+R"}
"""Keys of actions whose buttons are in the detail panel."""


class _ActionSignal(QObject):
    emitted = Signal()


class ActionBar(QWidget):
    """Buttons below the detail panel, each with a key."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._signals = {name: _ActionSignal(self) for name in (*(action[0] for action in _ACTIONS), *_KEYS)}
        self.triggered = {name: signal.emitted for name, signal in self._signals.items()}
        self._buttons: dict[str, QPushButton] = {}
        self._icons: Mapping[str, str] = {name: icon_name for name, _, icon_name, *_ in _ACTIONS if icon_name}
        self._titles = {name: f" {tr(title)}" if icon_name else tr(title) for name, title, icon_name, *_ in _ACTIONS}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for name, _, _, key, tip in _ACTIONS:
            action_button = button(
                self._titles[name], self.triggered[name].emit, "danger" if name == "forget" else "small"
            )
            action_button.setToolTip(f"{tr(tip)} ({translate_keys(key)})")
            action_button.setAccessibleName(tr(tip))
            self._buttons[name] = action_button
            if name == "forget":
                row.addStretch(1)
            if name != "tell":
                row.addWidget(action_button)
        row.setSpacing(M - 4)
        look.changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        for name, icon_name in self._icons.items():
            self._buttons[name].setIcon(icon(icon_name, self._look.tokens, size=18))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons show text and icon if there is room, else only text, else only icons."""
        super().resizeEvent(event)
        for with_text, with_icon in ((True, True), (True, False), (False, True)):
            for name in self._icons:
                self._buttons[name].setText(self._titles[name] if with_text else "")
                self._buttons[name].setIconSize(QSize(16, 16) if with_icon else QSize(0, 0))
            self._row.invalidate()
            if self._row.sizeHint().width() <= self.width():
                break

    def place_shortcuts(self, page: QWidget) -> None:
        """The shortcuts work while the page or a widget in it has the keyboard focus."""
        keys = {name: key for name, _, _, key, _ in _ACTIONS} | _KEYS
        for name, key in keys.items():
            shortcut = QShortcut(QKeySequence(key), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.triggered[name])

    def enable(self, **enabled_actions: bool) -> None:
        for name, enabled in enabled_actions.items():
            if name in self._buttons:
                self._buttons[name].setEnabled(enabled)

    @property
    def tell(self) -> QPushButton:
        """The page places this button elsewhere, because it needs no memory."""
        return self._buttons["tell"]
