"""The lock screen in every state. Look at a picture yourself before you accept it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer

from base.errors import KeyStoreUnavailable, StoreTooNew, WrongPassphrase
from ui.kit.ports import LockedBy

THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


@THEMES
def test_locked_because_nobody_was_there(desk, golden, qtbot, theme):
    one = desk(theme=theme)

    one.lock.lock(LockedBy.IDLE)
    qtbot.waitUntil(lambda: one.window.archive is None)
    one.settle()

    golden(one.window, f"locked-idle-{theme}")


def test_a_wrong_passphrase_costs_a_wait(desk, golden):
    one = desk(locked=True, refuse=WrongPassphrase)
    card = one.window.lock_page.unlock_card

    for number in range(4):
        if number == 3:
            card.findChild(QTimer).timeout.emit()
        card.field.setText("wrong")
        card.submit()
        one.qtbot.waitUntil(lambda: one.window.jobs.idle)

    golden(one.window, "locked-wait-light")


@pytest.mark.parametrize(("name", "error"), [("keystore", KeyStoreUnavailable), ("newer", StoreTooNew)])
def test_what_stands_in_the_way(desk, golden, name, error):
    one = desk(locked=True, key_store=name == "keystore", refuse=error)

    card = one.window.lock_page.unlock_card
    card.field.setText("seven slow herons")
    card.submit()
    one.settle()

    golden(one.window, f"locked-{name}-light")


def test_the_key_store_opens_it(desk, golden):
    one = desk(locked=True, key_store=True)

    golden(one.window, "locked-key-store-light")
