"""One line of what may be left out: icon, name, what it is, a switch. The step creates them. UI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.controls.app_icons import app_pixmap, tile
from ui.controls.switch import Switch
from ui.kit.i18n import tr
from ui.kit.icons import render_icon
from ui.kit.ports import InstalledApp
from ui.kit.theme import L, Look, M
from ui.kit.widgets import label, plain_tip

ICON, SMALL_ICON, MAX_SMALL = 32, 22, 4


class AppRow(QFrame):
    """`glyph`: one of our icons instead of the app's. `found`: apps whose small icons stand before the switch."""

    def __init__(
        self,
        name: str,
        words: str,
        *,
        look: Look,
        changed: Callable[[bool], None],
        icon: str = "",
        glyph: str = "",
        found: tuple[InstalledApp, ...] = (),
    ) -> None:
        super().__init__()
        self.setProperty("role", "row")
        self._name, self._icon, self._glyph, self._look = name, icon, glyph, look
        self._picture = QLabel()
        self._picture.setFixedSize(ICON, ICON)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(label(name, "strong", wrap=True))
        texts.addWidget(label(words, "dense", wrap=True))
        self.switch = Switch(look, tr("Leave out {name}", name=name))
        self.switch.setAccessibleDescription(words)
        self.switch.toggled.connect(changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(L, 8, M, 8)
        row.setSpacing(M)
        row.addWidget(self._picture)
        row.addLayout(texts, 1)
        self._small: list[tuple[QLabel, InstalledApp]] = []
        for app in found[:MAX_SMALL]:
            small = QLabel()
            small.setToolTip(plain_tip(app.name))
            self._small.append((small, app))
            row.addWidget(small)
        row.addWidget(self.switch)
        look.changed.connect(self._tint)
        self._tint()

    def show_on(self, on: bool) -> None:
        """Without telling anybody."""
        self.switch.blockSignals(True)
        self.switch.setChecked(on)
        self.switch.blockSignals(False)

    def _tint(self) -> None:
        ratio, tokens = self.devicePixelRatioF(), self._look.tokens
        if self._glyph:
            self._picture.setPixmap(self._tile(ratio))
        else:
            self._picture.setPixmap(app_pixmap(self._name, self._icon, tokens, ICON, ratio))
        for small, app in self._small:
            small.setPixmap(app_pixmap(app.name, app.icon, tokens, SMALL_ICON, ratio))

    def _tile(self, ratio: float) -> QPixmap:
        tokens = self._look.tokens
        pixmap = tile(tokens.color("accent_soft"), ICON, ratio)
        painter = QPainter(pixmap)
        painter.drawPixmap(6, 6, render_icon(self._glyph, tokens.accent, 20, max(1, round(ratio))))
        painter.end()
        return pixmap

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The whole line works the switch."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.switch.setFocus(Qt.FocusReason.MouseFocusReason)
            self.switch.click()


def neighbour(rows: list[AppRow], focused: QWidget | None, step: int) -> AppRow | None:
    """The visible row before or after the one whose switch has the keyboard."""
    shown = [row for row in rows if row.isVisible()]
    index = next((index for index, row in enumerate(shown) if row.switch is focused), None)
    if index is None or not 0 <= index + step < len(shown):
        return None
    return shown[index + step]
