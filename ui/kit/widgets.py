"""Small widgets that every page uses: labels, buttons, cards, the empty page. UI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.kit.i18n import tr
from ui.kit.icons import icon, render_icon
from ui.kit.theme import XL, L, Look, S


class WrappedText(QTextEdit):
    def __init__(self, text: str = "", role: str = "prose") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.document().setDocumentMargin(0)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.setPlainText(text)
        self.ensurePolished()
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(round(self.document().size().height()) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def label(text: str, role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """Always plain text: text from the screen must not be read as markup."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    if role:
        result.setProperty("role", role)
    if selectable:
        result.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return result


def button(text: str, clicked: Callable[[], object], role: str = "") -> QPushButton:
    result = QPushButton(text)
    result.setAutoDefault(True)  # outside dialogs too, Enter presses the button that has the keyboard
    result.setCursor(Qt.CursorShape.PointingHandCursor)
    if role:
        result.setProperty("role", role)
    result.clicked.connect(lambda: clicked())
    return result


def tool_button(name: str, clicked: Callable[[], object]) -> QToolButton:
    """An icon button; its name is the tooltip, and a screen reader reads it."""
    result = QToolButton()
    result.setToolTip(name)
    result.setAccessibleName(name.partition(" (")[0])
    result.setIconSize(QSize(20, 20))
    result.setCursor(Qt.CursorShape.PointingHandCursor)
    result.clicked.connect(lambda: clicked())
    return result


def add_clear_button(field: QLineEdit) -> None:
    """Qt's own clear button, with an accessible name, which Qt does not set."""
    field.setClearButtonEnabled(True)
    for clear_button in field.findChildren(QAbstractButton):
        clear_button.setAccessibleName(tr("Clear the field"))


def card(role: str = "card") -> QFrame:
    result = QFrame()
    result.setProperty("role", role)
    return result


def set_tinted_icon(result: QToolButton, look: Look, name: str) -> QToolButton:
    """Gives the button an icon that follows the theme's colours; returns the button."""

    def tint() -> None:
        result.setIcon(icon(name, look.tokens))

    look.changed.connect(tint)
    tint()
    return result


class EmptyPage(QWidget):
    """Page for when there is nothing to show: a picture, a title, a sentence, and in `extra` perhaps some widgets."""

    def __init__(self, drawing_name: str = "afterglow", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = QLabel()
        picture.setPixmap(render_icon(drawing_name, "", 72, 1))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label("", "title", wrap=True)
        self._words = label("", "muted", wrap=True)
        self._words.setFixedWidth(520)
        self._words.ensurePolished()
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(S)
        column.addStretch(2)
        column.addWidget(picture)
        column.addSpacing(L)
        for text in (self._title, self._words):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._title)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._words)
        row.addStretch(1)
        column.addLayout(row)
        self.extra = QVBoxLayout()
        self.extra.setContentsMargins(0, L, 0, 0)
        column.addLayout(self.extra)
        column.addStretch(3)

    def show_words(self, title: str, words: str) -> None:
        self._title.setText(title)
        self._words.setText(words)
        self._words.setFixedHeight(max(self._words.heightForWidth(self._words.width()), 0))


def round_corners(popup: QWidget) -> None:
    """Makes the corners of a popup transparent, so that it looks rounded."""
    popup.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    popup.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
    popup.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
