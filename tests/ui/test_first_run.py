"""The first run: step by step, back and out at any time; nothing else can be reached, nothing secret stays behind."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from base.errors import BadInput, DiskFull, KeyStoreUnavailable
from tests.ui.first_run import (
    APPS,
    PASSPHRASE,
    begin,
    choose,
    everything,
    go_on,
    preferences,
    prove,
    shown_texts,
    values,
)
from tests.ui.test_access import reachable, said
from ui.controls.spinner import Spinner
from ui.first_run.exclusion_choices import read_entry
from ui.first_run.strength import Strength, measure
from ui.kit.fakes import FakeFirstRun
from ui.kit.ports import FirstRunStep, Opener, RecordingState

STEPS = tuple(FirstRunStep)


@pytest.fixture
def first(desk):
    return partial(begin, desk)


# The whole way


def test_from_welcome_to_the_timeline(first):
    one = first()
    one.lock._passphrase = PASSPHRASE

    go_on(one)
    go_on(one)
    choose(one)
    prove(one)
    go_on(one)

    assert one.first_run.step() is None
    assert one.first_run.passphrase == PASSPHRASE
    assert one.window.flow is None
    assert one.window.archive is one.archive
    assert one.window.navigation.currentWidget() is one.window.timeline
    assert PASSPHRASE not in everything(one)


@pytest.mark.parametrize("step", STEPS)
def test_an_interrupted_run_goes_on_at_its_step(first, step):
    opener = Opener.PASSPHRASE if step in (FirstRunStep.RECOVERY_KEY, FirstRunStep.TRY_IT) else Opener.NOTHING
    one = first(step, opener=opener)

    assert one.flow.page.step is step
    assert "Not recording yet" in shown_texts(one)


def test_each_step_is_kept_going_on_and_back(first):
    one = first()

    go_on(one)
    assert one.first_run.step() is FirstRunStep.LEAVE_OUT
    one.flow.go_back()
    one.settle()

    assert one.first_run.step() is FirstRunStep.WELCOME


def test_a_step_that_cannot_be_kept_is_told(first):
    class Full(FakeFirstRun):
        def keep_step(self, step):
            raise DiskFull

    one = first(first_run=Full(apps=APPS))

    go_on(one)

    assert DiskFull.title in one.flow.fault.text()


def test_without_a_memory_it_goes_back_to_the_passphrase(first):
    assert first(FirstRunStep.TRY_IT).flow.page.step is FirstRunStep.PASSPHRASE


def test_once_over_it_does_not_come_again(desk):
    assert desk().window.flow is None


def test_a_step_that_is_slow_to_be_kept_does_not_undo_a_later_one(first):
    later = threading.Event()

    class Slow(FakeFirstRun):
        def keep_step(self, step):
            if step is FirstRunStep.LEAVE_OUT:
                later.wait(1)  # for one that overtakes it, if any can
            super().keep_step(step)
            if step is FirstRunStep.PASSPHRASE:
                later.set()

    one = first(first_run=Slow(FirstRunStep.WELCOME))

    one.flow.go_on()
    one.qtbot.waitUntil(lambda: one.flow.page.step is FirstRunStep.LEAVE_OUT)
    one.flow.go_on()
    one.qtbot.waitUntil(lambda: one.flow.page.step is FirstRunStep.PASSPHRASE)
    one.settle()

    assert one.first_run.step() is FirstRunStep.PASSPHRASE


# Nothing else can be reached


def test_no_key_leads_out_of_it(first):
    one = first()
    for shortcut in one.window.findChildren(QShortcut):
        if shortcut.isEnabled() and shortcut.parent() is one.window:
            assert shortcut.key() == QKeySequence("Ctrl+Q")
    one.window.search_from_anywhere()
    one.window.focus_search()
    one.window.recording_controller.toggle_pause()
    one.window.recording_controller.confirm_forget()
    one.settle()

    assert one.window.flow is one.flow
    assert one.recording.status().state is RecordingState.OFF
    assert not one.window.sidebar.isVisible()
    assert not one.window.search_field.isVisible()


def test_the_tray_offers_only_to_come_back_and_to_quit(first):
    tray = first().window.recording_controller.tray

    texts = [action.text() for action in tray.menu.actions() if action.isEnabled() and not action.isSeparator()]

    assert texts == ["Open Afterglow", "Quit"]
    assert tray.tool_tip == "Afterglow: Not recording yet"


def test_closing_the_window_quits_also_where_there_is_a_tray(first, monkeypatch, qtbot):
    one = first()
    monkeypatch.setattr(type(one.window.recording_controller.tray), "is_available", property(lambda _self: True))

    with qtbot.waitSignal(one.window.leaving):
        one.window.close()


def test_what_goes_wrong_behind_it_is_told_in_front(first):
    one = first()

    one.window.show_error(DiskFull())

    assert DiskFull.title in one.flow.fault.text()
    assert one.flow.fault.isVisible()


# What is left out


def leave_out(one):
    go_on(one)
    return one.flow.leave_out


def test_password_managers_and_private_windows_are_already_left_out(first):
    one = first()
    page = leave_out(one)

    names = {row.switch.accessibleName(): row.switch.isChecked() for row in page.rows if row.isVisible()}

    assert names["Leave out Password managers"]
    assert names["Leave out Private windows"]
    assert not names["Leave out Tern"]
    assert "Locket" in shown_texts(one)


def test_what_is_chosen_is_saved_and_what_was_there_is_kept(first):
    one = first()
    page = leave_out(one)

    for row in page.rows:
        if row.switch.accessibleName() in ("Leave out Tern", "Leave out Private windows"):
            row.switch.click()
    page.add("https://www.bank.example/")
    page.add("aba")
    page.add("vault*")
    go_on(one)

    kept = values(one.preferences)
    assert kept["exclusions.apps"] == ("Bank", "tern", "abacus", "vault*")
    assert kept["exclusions.sites"] == ("bank.example",)
    assert kept["exclusions.private_browsing"] is False
    assert one.flow.page.step is FirstRunStep.PASSPHRASE


def test_settings_that_come_late_do_not_take_a_choice_back(first):
    one = first()
    page = leave_out(one)
    before = one.preferences.settings()
    page.add("abacus")
    one.settle()

    page.choices.load(before)  # as when the step was entered again while the choice was being written
    page.add("darkroom")
    go_on(one)

    assert values(one.preferences)["exclusions.apps"] == ("Bank", "abacus", "darkroom")


def test_what_keeps_the_list_from_being_made_is_said_and_the_spinner_ends(first):
    class Refused(FakeFirstRun):
        def apps(self):
            raise BadInput("the settings have an error")

    page = leave_out(one := first(first_run=Refused(FirstRunStep.WELCOME)))

    assert "The settings have an error" in page.message.text()
    assert page.findChild(Spinner).isHidden()
    go_on(one)
    assert one.flow.page.step is FirstRunStep.PASSPHRASE


def test_an_earlier_choice_can_be_taken_back(first):
    one = first()
    page = leave_out(one)

    next(row for row in page.rows if row.switch.accessibleName() == "Leave out Bank").switch.click()
    go_on(one)

    assert values(one.preferences)["exclusions.apps"] == ()


def test_enter_in_the_field_adds_and_does_not_go_on(first, qtbot):
    one = first()
    page = leave_out(one)

    page.field.setText("mail.example")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    one.settle()
    assert one.flow.page is page
    assert values(one.preferences)["exclusions.sites"] == ("mail.example",)

    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    one.settle()
    assert one.flow.page is not page


def test_a_refused_choice_is_told_and_not_shown_as_made(first):
    one = first(preferences=preferences(refuse="an exclusion rule is empty"))
    page = leave_out(one)
    tern = next(row for row in page.rows if row.switch.accessibleName() == "Leave out Tern")

    tern.switch.click()
    one.settle()

    assert "exclusion rule" in page.message.text()
    assert not next(row for row in page.rows if row.switch.accessibleName() == "Leave out Tern").switch.isChecked()


def test_all_apps_are_one_press_away(first):
    one = first()
    page = leave_out(one)
    assert page.all_button.text() == "Show all 7 apps"

    page.all_button.click()

    assert "Darkroom" in shown_texts(one)
    assert page.all_button.text() == "Show fewer apps"


def test_arrows_walk_through_the_switches(first, qtbot):
    one = first()
    page = leave_out(one)
    switches = [row.switch for row in page.rows if row.isVisible()]
    switches[0].setFocus()

    qtbot.keyClick(switches[0], Qt.Key.Key_Down)
    qtbot.keyClick(switches[1], Qt.Key.Key_Down)
    qtbot.keyClick(switches[2], Qt.Key.Key_Up)

    assert page.focusWidget() is switches[1]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("quill", ("exclusions.apps", "org.quill.Quill")),
        ("org.quill.Quill", ("exclusions.apps", "org.quill.Quill")),
        ("Dark", ("exclusions.apps", "darkroom")),
        ("r", ("exclusions.apps", "r")),
        ("https://www.bank.example/login", ("exclusions.sites", "bank.example/login")),
        ("bank.example", ("exclusions.sites", "bank.example")),
        ("bank*", ("exclusions.apps", "bank*")),
    ],
)
def test_what_was_typed_is_an_app_or_a_site(typed, meant):
    assert read_entry(typed, APPS) == meant


# Passphrase


def at_passphrase(first, **options):
    return first(FirstRunStep.PASSPHRASE, **options)


@pytest.mark.parametrize(
    ("typed", "again", "told"),
    [("short", "short", "8 characters"), (PASSPHRASE, "", "once more"), (PASSPHRASE, "seven", "do not match")],
)
def test_a_passphrase_is_long_enough_and_typed_twice(first, typed, again, told):
    one = at_passphrase(first)
    page = one.flow.passphrase
    page.field.setText(typed)
    page.repeat_field.setText(again)

    go_on(one)

    assert told in page.message.text()
    assert one.flow.page is page
    assert one.first_run.passphrase is None


def test_the_letters_are_shown_on_demand(first):
    page = at_passphrase(first).flow.passphrase
    page.field.setText(PASSPHRASE)

    page.show_button.click()
    assert page.field.echoMode() is QLineEdit.EchoMode.Normal
    assert page.show_button.accessibleName() == "Hide the passphrase"
    page.show_button.click()

    assert page.field.echoMode() is QLineEdit.EchoMode.Password


def test_no_undo_brings_a_passphrase_back(first):
    one = at_passphrase(first)
    page = one.flow.passphrase
    one.qtbot.keyClicks(page.field, PASSPHRASE)

    one.flow.go_back()
    go_on(one)
    page.show_button.click()
    one.qtbot.keyClick(page.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert one.flow.page is page
    assert page.field.text() == ""


def test_the_strength_is_told_while_typing(first):
    one = at_passphrase(first)
    page = one.flow.passphrase

    page.field.setText("password1")
    one.settle()
    assert page.strength_text.text() == "Very weak: guessed in minutes"
    page.field.setText(PASSPHRASE)
    one.settle()

    assert page.strength_text.text() == "Strong: holds for decades"


def test_strength_grows_with_what_is_hard_to_guess():
    strengths = [
        measure(text) for text in ("afterglow", "Tr0ub4dour&3", "glowing kettle 41", "wet herons count slow trains")
    ]

    assert strengths == sorted(strengths)
    assert (strengths[0], strengths[-1]) == (Strength.MINUTES, Strength.DECADES)
    assert measure("x" * 5000) is Strength.MINUTES


@pytest.mark.parametrize(
    ("opener", "told"),
    [(Opener.KEY_STORE, "key store"), (Opener.GIVEN, "started with"), (Opener.PASSPHRASE, "already")],
)
def test_where_something_else_opens_the_memory_the_step_says_so(first, opener, told):
    one = at_passphrase(first, opener=opener)
    assert told in shown_texts(one)
    assert not one.flow.passphrase.field.isVisible()

    go_on(one)

    assert one.flow.page.step is FirstRunStep.RECOVERY_KEY


def test_a_key_store_that_went_away_is_told_and_a_passphrase_is_asked_for(first):
    class Gone(FakeFirstRun):
        def make_memory(self, passphrase):
            if passphrase is None:
                self._opener = Opener.NOTHING
                raise KeyStoreUnavailable
            super().make_memory(passphrase)

    one = at_passphrase(first, first_run=Gone(FirstRunStep.PASSPHRASE, opener=Opener.KEY_STORE))
    go_on(one)
    assert one.flow.passphrase.message.text() == "The system’s key store did not open. Choose a passphrase instead."

    choose(one)

    assert one.first_run.passphrase == PASSPHRASE
    assert one.flow.page.step is FirstRunStep.RECOVERY_KEY


# Keys


def test_enter_goes_on_and_alt_left_back(first, qtbot):
    one = first()

    qtbot.keyClick(one.flow.go_on_button, Qt.Key.Key_Return)
    one.settle()
    assert one.flow.page.step is FirstRunStep.LEAVE_OUT
    qtbot.keyClick(one.flow.leave_out.rows[0].switch, Qt.Key.Key_Return)
    one.settle()
    assert one.flow.page.step is FirstRunStep.PASSPHRASE

    next(s for s in one.flow.findChildren(QShortcut) if s.key() == QKeySequence("Alt+Left")).activated.emit()
    assert one.flow.page.step is FirstRunStep.LEAVE_OUT


@pytest.mark.parametrize(
    ("step", "opener", "focus"),
    [
        (FirstRunStep.WELCOME, Opener.NOTHING, lambda flow: flow.go_on_button),
        (FirstRunStep.LEAVE_OUT, Opener.NOTHING, lambda flow: flow.leave_out.rows[0].switch),
        (FirstRunStep.PASSPHRASE, Opener.NOTHING, lambda flow: flow.passphrase.field),
        (FirstRunStep.PASSPHRASE, Opener.KEY_STORE, lambda flow: flow.go_on_button),
        (FirstRunStep.RECOVERY_KEY, Opener.KEY_STORE, lambda flow: flow.recovery_key.panel.fields[0]),
        (FirstRunStep.RECOVERY_KEY, Opener.PASSPHRASE, lambda flow: flow.recovery_key.panel.passphrase_field),
        (FirstRunStep.TRY_IT, Opener.KEY_STORE, lambda flow: flow.try_it.try_button),
    ],
)
def test_the_keyboard_begins_where_the_hand_wants_it(first, step, opener, focus):
    one = first(step, opener=opener)

    assert one.window.focusWidget() is focus(one.flow)


@pytest.mark.parametrize("step", STEPS)
def test_whatever_can_be_reached_has_a_name(first, step):
    one = first(step, opener=Opener.KEY_STORE)

    assert [type(w).__name__ for w in reachable(one.flow) if not said(w).strip()] == []
