"""Short notice over the window's foot. UI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from ui.kit.theme import XL

SHOWN_MS = 7000


class Toast(QLabel):
    """A newer word takes the place of the older one."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._end = QTimer(self, interval=SHOWN_MS)
        self._end.timeout.connect(self.clear_away)
        over.installEventFilter(self)
        self.hide()

    def tell(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleName(words)
        self.show()
        self.raise_()
        self._put()
        self._end.start()

    def clear_away(self) -> None:
        self._end.stop()
        self.hide()

    def _put(self) -> None:
        self.setMaximumWidth(self._over.width() - 2 * XL)
        self.adjustSize()
        box = self._over.rect()
        self.move(box.center().x() - self.width() // 2, box.bottom() - self.height() - XL)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._put()
        return super().eventFilter(watched, event)
