"""A plain page for what keeps Afterglow from starting: what is wrong, and what to do.

From a menu nobody sees a terminal, so this is a window. The desktop command calls it on the main thread, before there
is a main window; nothing is recorded meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from base.errors import AfterglowError
from ui.kit.formatting import translate_error
from ui.kit.i18n import Language, tr
from ui.kit.icons import app_icon
from ui.kit.ports import LanguageChoice, ThemeChoice
from ui.kit.theme import XL, L, Look, M, S
from ui.kit.widgets import button, label
from ui.shell.application import make_application


class ProblemPage(QDialog):
    """Accepted: try again. `folder`: offered to be opened."""

    def __init__(self, error: AfterglowError, folder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Afterglow")
        self.setWindowIcon(app_icon())
        self.setFixedWidth(560)
        title, advice = translate_error(error)
        subject, colon, reason = error.detail.rpartition(": ")
        detail = f"{subject}{colon}{tr(reason)}" if reason else ""
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(48, 48))
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(S)
        column.addWidget(picture)
        column.addSpacing(S)
        column.addWidget(label(tr("Afterglow cannot start"), "title"))
        column.addWidget(label(f"{title}: {detail}" if detail else title, wrap=True, selectable=True))
        column.addWidget(label(advice, "muted", wrap=True, selectable=True))
        column.addWidget(label(tr("Nothing is being recorded."), "muted", wrap=True))
        column.addSpacing(M)
        row = QHBoxLayout()
        row.setSpacing(M)
        if folder:
            row.addWidget(button(tr("Open folder"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(folder))))
        row.addStretch(1)
        row.addWidget(button(tr("Quit"), self.reject))
        self.again_button = button(tr("Try again"), self.accept, "primary")
        self.again_button.setDefault(True)
        row.addWidget(self.again_button)
        column.addLayout(row)
        self.again_button.setFocus()


def show_problem(
    error: AfterglowError,
    *,
    folder: str = "",
    theme: ThemeChoice = "system",
    language: LanguageChoice = "system",
    show: Callable[[ProblemPage], int] = ProblemPage.exec,
) -> bool:
    """Blocks until the person has decided: True, try again. Main thread."""
    app = make_application(["afterglow"])
    words = Language(app, language)
    look = Look(app, theme)
    page = ProblemPage(error, folder)
    try:
        return show(page) == QDialog.DialogCode.Accepted
    finally:
        page.deleteLater()
        look.deleteLater()
        words.uninstall()
