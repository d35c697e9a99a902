"""Confirmation before an address is opened. UI thread."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.kit.i18n import tr
from ui.kit.theme import XL, L, M
from ui.kit.widgets import button, label

SCHEMES = ("http", "https", "file")


def can_open(address: str) -> bool:
    """Only pages and files; nothing that would start another program with what a page wrote."""
    try:
        return urlsplit(address).scheme.lower() in SCHEMES
    except ValueError:
        return False


class OpenAddressDialog(QDialog):
    def __init__(self, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Afterglow")
        self.setModal(True)
        self.setFixedWidth(520)
        parts = urlsplit(address)
        is_file = parts.scheme.lower() == "file"
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        column.addWidget(
            label(
                tr("Open this file outside Afterglow?") if is_file else tr("Open this page outside Afterglow?"),
                "large",
                wrap=True,
            )
        )
        column.addWidget(label(parts.hostname or tr("On this computer"), "strong", wrap=True))
        self.address = _whole(address)
        column.addWidget(self.address)
        column.addWidget(
            label(tr("It may look otherwise now, and whoever runs it will see the visit."), "muted", wrap=True)
        )
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addStretch(1)
        self.keep, self.go = button(tr("Cancel"), self.reject), button(tr("Open"), self.accept)
        self.keep.setDefault(True)
        row.addWidget(self.keep)
        row.addWidget(self.go)
        column.addLayout(row)
        self.keep.setFocus()


def _whole(address: str) -> QPlainTextEdit:
    """Broken anywhere: an address has no spaces to break at, and none of it may hide."""
    shown = QPlainTextEdit(address)
    shown.setReadOnly(True)
    shown.setTabChangesFocus(True)
    shown.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
    shown.setAccessibleName(tr("The whole address"))
    shown.setFixedHeight(140)
    return shown
