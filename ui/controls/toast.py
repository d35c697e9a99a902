"""Toast: a short message over the lower edge of the window, for some seconds. The main window creates it. UI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from ui.kit.theme import XL

DURATION_MS = 7000


class Toast(QLabel):
    """A newer message replaces the older one."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._timer = QTimer(self, interval=DURATION_MS)
        self._timer.timeout.connect(self.dismiss)
        over.installEventFilter(self)
        self.hide()

    def show_text(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleName(words)
        self.show()
        self.raise_()
        self._place()
        self._timer.start()

    def dismiss(self) -> None:
        self._timer.stop()
        self.hide()

    def _place(self) -> None:
        self.setMaximumWidth(self._over.width() - 2 * XL)
        self.adjustSize()
        box = self._over.rect()
        self.move(box.center().x() - self.width() // 2, box.bottom() - self.height() - XL)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)
