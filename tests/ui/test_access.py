"""The window without a mouse and without eyes: names for assistive technology, tab order, Escape, the sheet of keys."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QPushButton, QScrollArea, QWidget

import ui
from memory.memories.memory import Kind
from tests.memory.memories.conftest import memory
from tests.ui.conftest import NOW
from tests.ui.memories import a_life, remember
from ui.kit.confirm import ConfirmDialog
from ui.kit.fakes import FakeAsking, FakeFirstRun
from ui.kit.ports import Opener
from ui.memories.editor import MemoryEditor
from ui.moment.open_address import OpenAddressDialog
from ui.recovery_key.dialog import NewRecoveryKeyDialog
from ui.shell.crash_report import CrashDialog
from ui.shell.help import AboutDialog
from ui.shell.shortcuts import SHORTCUTS, ShortcutSheet

PAGES = ("Timeline", "Search", "Ask", "Memories", "Insights", "Settings")


def every_dialog() -> set[str]:
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        importlib.import_module(module.name)
    return {one.__name__ for one in QDialog.__subclasses__() if one.__module__.startswith("ui.")}


def opened(name: str, one) -> QDialog:
    """As the window opens it, or alone where it needs nothing of the window."""
    if name == "Confirm":
        return ConfirmDialog(title="Forget?", words="It goes for good.", action="Forget")
    if name == "MemoryEditor":
        return MemoryEditor(memory(1, "a thing", kind=Kind.SEMANTIC))
    if name == "OpenAddressDialog":
        return OpenAddressDialog("https://a.example/b")
    if name == "CrashDialog":
        return CrashDialog("a report")
    if name == "Shortcuts":
        return ShortcutSheet()
    if name == "AboutDialog":
        return AboutDialog("9.9")
    if name == "ExportDialog":
        return one.window.open_export()
    return NewRecoveryKeyDialog(
        first_run=FakeFirstRun(None, opener=Opener.PASSPHRASE),
        look=one.look,
        jobs=one.window.jobs,
        clipboard=one.window.clipboard,
        today=NOW.date,
    )


@pytest.mark.parametrize("name", sorted(every_dialog()))
def test_escape_closes_every_dialog(desk, qtbot, name):
    dialog = opened(name, desk())
    closed: list[int] = []
    dialog.finished.connect(closed.append)
    dialog.show()
    qtbot.waitExposed(dialog)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert closed == [QDialog.DialogCode.Rejected]


def reachable(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        buttons = isinstance(widget, QAbstractButton)
        if (
            widget.isVisibleTo(root)
            and widget.isEnabled()
            and (buttons or widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        ):
            yield widget


def said(widget: QWidget) -> str:
    there = QAccessible.queryAccessibleInterface(widget)
    return there.text(QAccessible.Text.Name) if there else ""


@pytest.mark.parametrize("name", sorted(every_dialog()))
def test_enter_presses_the_button_that_has_the_keyboard(desk, qtbot, name):
    dialog = opened(name, desk())
    dialog.show()
    qtbot.waitExposed(dialog)
    buttons = [one for one in dialog.findChildren(QPushButton) if one.isVisible() and one.isEnabled()]
    for button in buttons:
        button.clicked.disconnect()

    for button in buttons:
        button.setFocus()
        with qtbot.waitSignal(button.clicked, timeout=1000):
            qtbot.keyClick(button, Qt.Key.Key_Return)
    dialog.close()


def test_enter_presses_a_button_of_the_window_too(desk, qtbot):
    one = desk()
    one.window.navigation.go("Ask")
    one.settle()
    chip = next(b for b in one.window.page_set.ask.findChildren(QPushButton) if b.text().startswith("What did I"))

    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Return)

    assert one.window.page_set.ask.composer.field.toPlainText() == chip.text()


def test_the_windows_keys_come_before_those_of_a_field(desk, qtbot):
    """As on X11, where a field would take Ctrl+E for itself."""
    field = desk().window.search_field
    taken = []
    for key in (Qt.Key.Key_E, Qt.Key.Key_D, Qt.Key.Key_C):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
        event.ignore()
        QApplication.sendEvent(field, event)
        taken.append(event.isAccepted())

    assert taken == [False, False, True]


@pytest.mark.parametrize("page", PAGES)
def test_whatever_can_be_reached_has_a_name(desk, page):
    one = desk()
    one.window.navigation.go(page)
    one.settle()

    nameless = [f"{type(w).__name__} {w.objectName()}" for w in reachable(one.window) if not said(w).strip()]

    assert nameless == []


@pytest.mark.parametrize("page", PAGES)
def test_tab_goes_round_and_reaches_everything(desk, page):
    one = desk()
    one.window.navigation.go(page)
    one.settle()
    wanted = {w for w in reachable(one.window) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.focusProxy() is None}

    met, widget = [], one.window.search_field
    for _ in range(10_000):
        widget = widget.nextInFocusChain()
        if widget is one.window.search_field:
            break
        met.append(widget)

    assert widget is one.window.search_field
    assert wanted - {one.window.search_field} <= set(met)


@pytest.mark.parametrize("language", ["en", "de", "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_cut_off_in_the_smallest_window(desk, archive, day, page, language):
    """Where no bar scrolls sideways, what is inside must not be wider than its frame."""
    remember(archive, a_life(day))
    one = desk(asking=FakeAsking("It floods [1]."), language=language)
    one.window.resize(one.window.minimumSize())
    one.window.navigation.go(page)
    one.window.page_set.ask.ask("quay")
    one.settle()

    areas = [area for area in one.window.findChildren(QScrollArea) if area.isVisibleTo(one.window)]
    wide = {
        type(area).__name__: (area.widget().width(), area.viewport().width())
        for area in areas
        if area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        and area.widget().width() > area.viewport().width()
    }
    assert wide == {}


def test_no_key_means_two_things_on_one_page(desk):
    one = desk()
    held = [
        shortcut.key().toString() for shortcut in one.window.findChildren(QShortcut) if shortcut.parent() is one.window
    ]

    assert len(held) == len(set(held))


def test_every_key_of_the_window_is_on_the_sheet(desk):
    one = desk()
    told = {part for _, keys in SHORTCUTS for key, _ in keys for part in key.split()}
    own = {
        shortcut.key().toString(QKeySequence.SequenceFormat.PortableText)
        for shortcut in one.window.findChildren(QShortcut)
        if shortcut.parent() is one.window
    }

    assert {key.replace("Escape", "Esc") for key in own} - told == set()
