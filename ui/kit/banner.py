"""Error banner over the pages: what happened and what to do. The main window creates it. UI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from base.errors import AfterglowError
from ui.kit.formatting import translate_error
from ui.kit.i18n import tr
from ui.kit.icons import render_icon
from ui.kit.theme import XS, L, Look, M
from ui.kit.widgets import label, set_tinted_icon, tool_button


class Banner(QFrame):
    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("role", "banner")
        self._mark = QLabel()
        self._title, self._advice = label("", "strong", wrap=True), label("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(L, M, M, M)
        row.setSpacing(M)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(XS)
        column.addWidget(self._title)
        column.addWidget(self._advice)
        row.addLayout(column, 1)
        row.addWidget(
            set_tinted_icon(tool_button(tr("Dismiss"), self.hide), look, "close"), 0, Qt.AlignmentFlag.AlignTop
        )
        look.changed.connect(self._tint)
        self._tint()
        self.hide()

    def _tint(self) -> None:
        self._mark.setPixmap(render_icon("warning", self._look.tokens.bad, 22))

    def show_error(self, error: AfterglowError) -> None:
        title, advice = translate_error(error)
        self.show_message(f"{title}: {tr(error.detail)}" if error.detail else title, advice)

    def show_message(self, title: str, advice: str) -> None:
        self._title.setText(title)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self.setAccessibleName(f"{title}. {advice}")
        self.show()

    @property
    def words(self) -> tuple[str, str]:
        return self._title.text(), self._advice.text()
