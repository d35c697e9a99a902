"""Small widgets that every page uses: labels, buttons, cards, the empty page. UI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, Qt, QTextOption
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStyle,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.kit.i18n import tr
from ui.kit.icons import icon, render_icon
from ui.kit.jobs import Jobs
from ui.kit.theme import XL, L, Look, S

_BUSY_STEP_MS, _BUSY_STEPS, _BUSY_HEIGHT = 40, 30, 3


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


def plain_tip(text: str) -> str:
    """For a tooltip with text from the screen or of other programs: Qt has no switch for plain text there, and reads
    what looks like markup as such, with its pictures loaded from files."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text


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


def secret_field(name: str) -> QLineEdit:
    """For a passphrase. `name`: shown while it is empty, and told to a screen reader. `wipe` empties it."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    return field


def wipe(field: QLineEdit) -> None:
    """Empties a field that held a secret. QLineEdit.clear keeps the text for Undo, and Ctrl+Z would show it again as
    soon as the field shows letters; setText forgets all that can be undone."""
    field.setText("")


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


class BusyLine(QWidget):
    """A moving line over the upper edge of a widget while somebody has waited for more than half a second. It takes no
    room, no focus and no clicks. Where the system wants no motion it stands still."""

    def __init__(self, jobs: Jobs, look: Look, over: QWidget) -> None:
        super().__init__(over)
        self._jobs, self._look, self._over = jobs, look, over
        self.appears_after = 0.5
        """Seconds."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(tr("Working…"))
        self._timer = QTimer(self, interval=_BUSY_STEP_MS)
        self._timer.timeout.connect(self._look_again)
        self._step = 0
        jobs.on_put = self._begin
        over.installEventFilter(self)
        self.hide()

    def _begin(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _look_again(self) -> None:
        waited = self._jobs.longest_wait()
        if waited is None:
            self._timer.stop()
            self.hide()
        elif waited >= self.appears_after:
            self._step += 1
            if self.isHidden():
                self._place()
                self.show()
                self.raise_()
            self.update()

    def _place(self) -> None:
        self.setGeometry(0, 0, self._over.width(), _BUSY_HEIGHT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.tokens.color("accent_soft"))
        still = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) == 0
        length = self.width() if still else self.width() // 4
        left = 0 if still else self._step * self.width() // _BUSY_STEPS % (self.width() + length) - length
        painter.fillRect(left, 0, length, self.height(), self._look.tokens.color("accent"))
        painter.end()


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
