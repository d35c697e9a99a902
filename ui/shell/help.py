"""Help: its menu, and the dialog that says which version this is. The main window creates them. UI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from ui.kit.i18n import tr
from ui.kit.icons import render_icon
from ui.kit.theme import XL, L, M, S
from ui.kit.widgets import button, label, round_corners

WIDTH = 400


def make_help_menu(
    parent: QWidget, *, shortcuts: Callable[[], object], tour: Callable[[], object], about: Callable[[], object]
) -> QMenu:
    menu = QMenu(parent)
    round_corners(menu)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for text, act in (
        (f"{tr('Shortcuts')}\tF1", shortcuts),
        (tr("Show the tour again"), tour),
        (tr("About Afterglow"), about),
    ):
        menu.addAction(text).triggered.connect(lambda _checked=False, act=act: act())
    return menu


def open_beside(menu: QMenu, entry: QWidget) -> None:
    """At the right of the sidebar's entry, its lower edge at the entry's."""
    menu.popup(entry.mapToGlobal(QPoint(entry.width() + S, entry.height() - menu.sizeHint().height())))


class AboutDialog(QDialog):
    def __init__(self, version: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About Afterglow"))
        self.setModal(True)
        self.setFixedWidth(WIDTH)
        picture = QLabel()
        picture.setPixmap(render_icon("afterglow", "", 64, 2))
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        column.addWidget(picture)
        column.addWidget(label("Afterglow", "title"))
        column.addWidget(label(tr("Version {version}", version=version), "muted", selectable=True))
        column.addWidget(
            label(tr("A private memory of your screen, encrypted on this computer. Apache License 2.0."), wrap=True)
        )
        row = QHBoxLayout()
        row.addStretch(1)
        close_button = button(tr("Close"), self.accept, "primary")
        close_button.setDefault(True)
        row.addWidget(close_button)
        column.addLayout(row)
        close_button.setFocus()
