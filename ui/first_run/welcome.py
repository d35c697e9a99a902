"""First step: what Afterglow does, and what it never does. UI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from ui.first_run.step_page import StepPage
from ui.kit.i18n import tr
from ui.kit.icons import render_icon
from ui.kit.ports import FirstRunStep
from ui.kit.theme import XS, L, Look, S
from ui.kit.widgets import label


class WelcomePage(StepPage):
    step = FirstRunStep.WELCOME

    def __init__(self, look: Look) -> None:
        super().__init__(
            tr("Find anything you’ve seen on this computer"),
            tr(
                "Afterglow looks at your screen every second or so, reads the words in the picture, and keeps both in "
                "an encrypted memory. Search it, ask it, or scroll back through your day."
            ),
        )
        self._look = look
        self._marks: list[tuple[QLabel, str]] = []
        promises = (
            (
                "computer",
                tr("It never leaves this computer"),
                tr("No account, no cloud. Everything is encrypted before it reaches the disk."),
            ),
            (
                "eye-off",
                tr("It leaves out passwords and private windows"),
                tr("Password managers are never kept. You choose what else to leave out in the next step."),
            ),
            (
                "shield",
                tr("It starts when you say so"),
                tr("Nothing at all is recorded before you press Start recording in the last step."),
            ),
        )
        for promise in promises:
            self._promise(*promise)
        look.changed.connect(self._tint)
        self._tint()

    def _promise(self, glyph: str, title: str, words: str) -> None:
        mark = QLabel()
        mark.setFixedWidth(24)
        self._marks.append((mark, glyph))
        texts = QVBoxLayout()
        texts.setSpacing(XS)
        texts.addWidget(label(title, "large", wrap=True))
        texts.addWidget(label(words, "muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(L)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self.column.addLayout(row)
        self.column.addSpacing(S)

    def _tint(self) -> None:
        for mark, glyph in self._marks:
            mark.setPixmap(render_icon(glyph, self._look.tokens.accent, 24, 2))
