"""What the settings page looks like: at the top, the rule lab, what is accounted for, found, refused."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from base.records.statistics import AccessEntry
from tests.ui.conftest import NOW
from tests.ui.models import allow_and_ask
from ui.kit.fakes import FakePreferences

THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


@pytest.fixture
def settings(desk, archive):
    def opened(**options):
        archive.note_access(AccessEntry(NOW, "app", "ask", 6))
        archive.note_access(AccessEntry(NOW, "cli", "search", 3))
        one = desk(**options)
        one.window.navigation.go("Settings")
        one.settle()
        return one

    return opened


def show(one, widget):
    one.settle()
    one.window.page_set.settings.area.widget().layout().activate()
    one.window.page_set.settings.area.verticalScrollBar().setValue(widget.y())
    one.settle()


@THEMES
def test_the_top(settings, golden, theme):
    golden(settings(theme=theme).window, f"settings-{theme}")


@THEMES
def test_the_rule_lab(settings, golden, theme, qtbot):
    one = settings(theme=theme)
    lab = one.window.page_set.settings.rule_tester
    lab.fields[0].setText("Firefox")
    lab.private.setChecked(True)
    show(one, lab)

    golden(one.window, f"settings-lab-{theme}")


def test_what_is_accounted_for(settings, golden):
    one = settings()
    one.window.page_set.settings.health.check_button.click()
    one.settle()
    show(one, one.window.page_set.settings.storage)

    golden(one.window, "settings-account-light")


def test_what_language_models_were_told(settings, golden, archive):
    allow_and_ask(archive)
    one = settings()
    show(one, one.window.page_set.settings.ledger)

    golden(one.window, "settings-models-light")


def test_found_by_a_word(settings, golden):
    one = settings()
    one.window.page_set.settings.field.setText("effort")
    one.settle()

    golden(one.window, "settings-found-light")


def test_a_refused_value(settings, golden, qtbot):
    one = settings(preferences=FakePreferences(refuse="it must be 1 or more"))
    control = one.window.page_set.settings.rows["capture.interval"].control
    control.setText("0.2")
    qtbot.keyClick(control, Qt.Key.Key_Return)
    one.settle()

    golden(one.window, "settings-refused-light")
