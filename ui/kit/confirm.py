"""Confirmation dialog for what cannot be undone. Cancel is the default button, and Escape cancels too.

Pages and the recording controller create it. UI thread.
"""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.i18n import tr
from ui.kit.theme import XL, L, M
from ui.kit.widgets import button, label


class ConfirmDialog(QDialog):
    def __init__(self, *, title: str, words: str, action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Afterglow")
        self.setModal(True)
        self.setFixedWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        column.addWidget(label(title, "large", wrap=True))
        column.addWidget(label(words, "muted", wrap=True))
        column.addSpacing(M)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addStretch(1)
        self.cancel_button = button(tr("Cancel"), self.reject)
        self.confirm_button = button(action, self.accept, "danger")
        self.cancel_button.setDefault(True)
        row.addWidget(self.cancel_button)
        row.addWidget(self.confirm_button)
        column.addLayout(row)
        self.cancel_button.setFocus()
