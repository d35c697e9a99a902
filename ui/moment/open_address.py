"""Dialog that asks before an address opens outside the program.

The buttons of a moment create it. UI thread.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.kit.i18n import tr
from ui.kit.theme import XL, L, M
from ui.kit.widgets import button, label

SCHEMES = ("http", "https", "file")


def can_open(address: str) -> bool:
    """Whether it is a web page or a file. Other schemes start programs with text that a page may have written."""
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
        self.address = _build_address_field(address)
        column.addWidget(self.address)
        column.addWidget(label(tr("It may look different now, and the site will see your visit."), "muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addStretch(1)
        self.cancel, self.go = button(tr("Cancel"), self.reject), button(tr("Open"), self.accept)
        self.cancel.setDefault(True)
        row.addWidget(self.cancel)
        row.addWidget(self.go)
        column.addLayout(row)
        self.cancel.setFocus()


def _build_address_field(address: str) -> QPlainTextEdit:
    field = QPlainTextEdit(address)
    field.setReadOnly(True)
    field.setTabChangesFocus(True)
    # An address has no spaces to break at, and the person must see all of it.
    field.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
    field.setAccessibleName(tr("The whole address"))
    field.setFixedHeight(140)
    return field
