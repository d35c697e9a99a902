"""Card with the recovery key: eight numbered groups in a fixed font, to print, save and copy. The panel creates it. UI
thread; a file is written on the jobs pool."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from base.errors import AfterglowError
from ui.kit.formatting import format_error
from ui.kit.i18n import tr
from ui.kit.icons import set_button_icon
from ui.kit.jobs import Jobs
from ui.kit.theme import Look, M, S, mono_font
from ui.kit.widgets import button, card, label
from ui.recovery_key import paper
from ui.recovery_key.clipboard import SECONDS, SecretClipboard

GROUPS, COLUMNS = 8, 4


class KeyCard(QFrame):
    """Shows nothing until `show_key`; `forget` leaves nothing of the key in any widget."""

    def __init__(self, *, look: Look, jobs: Jobs, clipboard: SecretClipboard, today: Callable[[], date]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._look, self._lane, self._clipboard, self._today = look, jobs.lane(), clipboard, today
        self._key = ""
        self.groups: list[QLabel] = []
        self.print_button = button(tr("Print…"), self._print)
        self.save_button = button(tr("Save as file…"), self._ask_where)
        self.copy_button = button(tr("Copy"), self._copy)
        self.note = label("", "dense", wrap=True)
        self._icons: dict[QPushButton, str] = {
            self.print_button: "print",
            self.save_button: "save",
            self.copy_button: "copy",
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 18)
        column.setSpacing(M)
        column.addLayout(self._make_grid())
        row = QHBoxLayout()
        row.setSpacing(M)
        for one in self._icons:
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.note)
        look.changed.connect(self._tint)
        self._tint()

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(M)
        for index in range(GROUPS):
            box = card("group")
            inside = QVBoxLayout(box)
            inside.setContentsMargins(S, S + 2, S, S)
            inside.setSpacing(0)
            number, group = label(str(index + 1), "small"), label("")
            face = mono_font(22, QFont.Weight.DemiBold)
            face.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1)
            group.setFont(face)
            for text in (number, group):
                text.setAlignment(Qt.AlignmentFlag.AlignCenter)
                inside.addWidget(text)
            self.groups.append(group)
            grid.addWidget(box, index // COLUMNS, index % COLUMNS)
        return grid

    def _tint(self) -> None:
        for one, name in self._icons.items():
            set_button_icon(one, name, self._look.tokens)

    def show_key(self, key: str) -> None:
        self._key = key
        for number, (text, group) in enumerate(zip(self.groups, key.split("-"), strict=True), 1):
            text.setText(group)
            text.setAccessibleName(tr("Group {number}: {letters}", number=number, letters=" ".join(group)))
        self.note.setText(tr("A copy is cleared after {seconds} seconds.", seconds=SECONDS))

    def forget(self) -> None:
        self._key = ""
        self._lane.cancel()
        for text in self.groups:
            text.clear()
            text.setAccessibleName("")

    def _print(self) -> None:
        if paper.has_printer():
            paper.open_print_dialog(self._key, self._today(), self)
        else:
            self.note.setText(tr("No printer was found. Save the key as a file, or write it down."))

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, tr("Save the recovery key"), str(Path.home() / paper.FILE_NAME), tr("Text (*.txt)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        dialog.open()

    def save(self, path: Path) -> None:
        self._lane.run(
            partial(paper.save, path, self._key, self._today()),
            lambda _none: self.note.setText(
                tr(
                    "Saved as {name}. Anyone who can read the file can use the key: move it off this computer.",
                    name=path.name,
                )
            ),
            self._fail,
        )

    def _fail(self, error: AfterglowError) -> None:
        self.note.setText(format_error(error, detail=True))

    def _copy(self) -> None:
        self._clipboard.copy(self._key)
        self.note.setText(tr("Copied. The clipboard is cleared in {seconds} seconds.", seconds=SECONDS))
