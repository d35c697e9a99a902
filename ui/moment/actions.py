"""Buttons of a moment: find similar, copy, open the address, pin, forget.

The moment page creates them. UI thread; the archive is called on the jobs pool. Opening and forgetting ask the person
first; nothing that was on the screen opens by itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from base.records.scope import Scope
from memory.archive.api import ArchiveApi
from ui.kit.confirm import ConfirmDialog
from ui.kit.i18n import tr
from ui.kit.jobs import Jobs
from ui.kit.theme import XS, Look
from ui.kit.widgets import set_tinted_icon, tool_button
from ui.moment.loader import LoadedMoment
from ui.moment.open_address import OpenAddressDialog, can_open


def open_outside(address: str) -> None:
    QDesktopServices.openUrl(QUrl(address))


class MomentActions(QWidget):
    forgotten = Signal(object)
    """A ForgetResult: the moment is deleted for good."""
    similar = Signal(str)
    """The frame to find similar moments of."""
    message = Signal(str)
    """What was just done, in a few words."""
    failed = Signal(object)

    def __init__(self, *, look: Look, jobs: Jobs, open_url: Callable[[str], None] = open_outside) -> None:
        super().__init__()
        self._archive: ArchiveApi | None = None
        self._loaded: LoadedMoment | None = None
        self._pinned = False
        self._lane = jobs.lane()
        self.open_url = open_url
        self.picture_button = set_tinted_icon(
            tool_button(tr("Copy the picture (Ctrl+Shift+C)"), self.copy_picture), look, "picture"
        )
        self.address_button = set_tinted_icon(
            tool_button(tr("Open the page or file (Ctrl+O)"), self.open_address), look, "open"
        )
        self.pin_button = set_tinted_icon(tool_button(tr("Pin: keep the picture (P)"), self.toggle_pin), look, "pin")
        self.pin_button.setCheckable(True)
        self.similar_button = set_tinted_icon(
            tool_button(tr("Find moments like this one (S)"), self.find_similar), look, "similar"
        )
        self.forget_button = set_tinted_icon(
            tool_button(tr("Forget this moment (Delete)"), self.ask_to_forget), look, "trash"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XS)
        for button in (
            self.similar_button,
            self.picture_button,
            self.address_button,
            self.pin_button,
            self.forget_button,
        ):
            row.addWidget(button)

    def set_archive(self, archive: ArchiveApi | None) -> None:
        self._archive = archive
        self._lane.cancel()
        for dialog in (*self.findChildren(OpenAddressDialog), *self.findChildren(ConfirmDialog)):
            dialog.close()
        self.show_loaded(None)

    def show_loaded(self, loaded: LoadedMoment | None) -> None:
        self._loaded = loaded
        moment = loaded.moment if loaded is not None else None
        self.picture_button.setEnabled(loaded is not None and not loaded.image.isNull())
        self.address_button.setEnabled(moment is not None and can_open(moment.url))
        for button in (self.pin_button, self.forget_button, self.similar_button):
            button.setEnabled(moment is not None)
        self._show_pinned(loaded is not None and loaded.pinned)

    def _show_pinned(self, pinned: bool) -> None:
        self._pinned = pinned
        self.pin_button.setChecked(pinned)
        self.pin_button.setToolTip(
            tr("Pinned: the picture stays even when space runs low (P)") if pinned else tr("Pin (P)")
        )
        self.pin_button.setAccessibleName(tr("Unpin") if pinned else tr("Pin"))

    def find_similar(self) -> None:
        if self._loaded is not None and self._loaded.moment is not None:
            self.similar.emit(self._loaded.request.frame)

    def copy_picture(self) -> None:
        if self._loaded is not None and not self._loaded.image.isNull():
            QGuiApplication.clipboard().setImage(self._loaded.image)
            self.message.emit(tr("The picture was copied"))

    def toggle_pin(self) -> None:
        archive, loaded, pin = self._archive, self._loaded, not self._pinned
        self.pin_button.setChecked(self._pinned)  # until the archive has done it
        if archive is None or loaded is None or loaded.moment is None:
            return
        frame = loaded.request.frame

        def report(_none: None) -> None:
            if self._loaded is loaded:
                self._show_pinned(pin)
            self.message.emit(tr("Pinned: this picture is kept") if pin else tr("No longer pinned"))

        self._lane.run(lambda: archive.pin(frame, pinned=pin), report, self.failed.emit)

    def open_address(self) -> None:
        if self._loaded is None or self._loaded.moment is None or not can_open(self._loaded.moment.url):
            return
        address = self._loaded.moment.url
        self._open_dialog(OpenAddressDialog(address, self), lambda: self.open_url(address))

    def ask_to_forget(self) -> None:
        if self._loaded is None or self._loaded.moment is None:
            return
        frame = self._loaded.request.frame

        def forget() -> None:
            archive = self._archive
            if archive is not None:
                self._lane.run(lambda: archive.forget(Scope(ids=(frame,))), self.forgotten.emit, self.failed.emit)

        question = ConfirmDialog(
            title=tr("Forget this moment?"),
            words=tr(
                "Its picture and text are removed for good, along with memories based only on it. This "
                "cannot be undone."
            ),
            action=tr("Forget"),
            parent=self,
        )
        self._open_dialog(question, forget)

    def _open_dialog(self, dialog: QDialog, on_accept: Callable[[], None]) -> None:
        dialog.accepted.connect(on_accept)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
