"""German, the longest of the languages; Chinese needs a font that not every machine has."""

from __future__ import annotations

import pytest

from tests.ui.memories import a_life, remember
from ui.kit.fakes import FakeAsking
from ui.shell.shortcuts import ShortcutSheet


@pytest.mark.parametrize("page", ["Timeline", "Memories", "Ask", "Settings"])
def test_a_page_in_german(desk, golden, archive, day, page):
    remember(archive, a_life(day))
    one = desk(language="de", asking=FakeAsking("The quay floods above **4.2 metres** [1]."))
    one.window.navigation.go(page)
    one.settle()
    if page == "Ask":
        one.window.page_set.ask.ask("quay")
        one.settle()

    golden(one.window, f"german-{page.lower()}")


def test_locked_in_german(desk, golden):
    golden(desk(language="de", locked=True, theme="dark").window, "german-locked-dark")


def test_keys_in_german(desk, golden):
    one = desk(language="de")
    dialog = ShortcutSheet(one.window)
    dialog.show()

    golden(dialog, "german-keys")

    dialog.close()
