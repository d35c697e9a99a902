"""The first run: step by step, back and out at any time; nothing else can be reached, nothing secret stays behind."""

from __future__ import annotations

import re
import threading
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from base.errors import BadInput, DiskFull, KeyStoreUnavailable, NoDisplay
from memory.ocr.reader import packaged_reader
from tests.ui.first_run import APPS, PASSPHRASE, preferences, trial, values
from tests.ui.test_access import reachable, said
from ui.controls.spinner import Spinner
from ui.first_run.exclusion_choices import read_entry
from ui.first_run.strength import Strength, measure
from ui.first_run.try_it import describe_trial
from ui.kit.fakes import FakeFirstRun
from ui.kit.ports import FirstRunStep, Opener, RecordingState, UiStatus
from ui.recovery_key.check import choose_two, plain
from ui.recovery_key.dialog import NewRecoveryKeyDialog
from ui.recovery_key.panel import Stage
from ui.recovery_key.paper import draw_page
from ui.shell.help import AboutDialog, make_help_menu

STEPS = tuple(FirstRunStep)


@pytest.fixture
def first(desk):
    def begin(step=FirstRunStep.WELCOME, **options):
        first_run = options.pop("first_run", None) or FakeFirstRun(
            step, apps=APPS, trial=trial(), opener=options.pop("opener", Opener.NOTHING)
        )
        options.setdefault("preferences", preferences())
        options.setdefault("status", UiStatus(RecordingState.OFF))
        one = desk(first_run=first_run, locked=True, **options)
        one.flow = one.window.flow
        return one

    return begin


def go_on(one):
    one.flow.go_on()
    one.settle()


def choose(one, passphrase=PASSPHRASE):
    one.flow.passphrase.field.setText(passphrase)
    one.flow.passphrase.repeat_field.setText(passphrase)
    go_on(one)


def prove(one):
    panel = one.flow.recovery_key.panel
    for field, index in zip(panel.fields, panel.asked, strict=True):
        field.setText(FakeFirstRun.KEY.split("-")[index])
    go_on(one)


def shown_texts(one):
    return "\n".join(text.text() for text in one.window.findChildren(QLabel) if text.isVisibleTo(one.window))


def everything(one):
    texts = [text.text() for kind in (QLabel, QLineEdit) for text in one.window.findChildren(kind)]
    return "\n".join(texts + [text.accessibleName() for text in one.window.findChildren(QLabel)])


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
    assert KeyStoreUnavailable.title in one.flow.passphrase.message.text()

    choose(one)

    assert one.first_run.passphrase == PASSPHRASE
    assert one.flow.page.step is FirstRunStep.RECOVERY_KEY


# Recovery key


def at_key(first):
    one = at_passphrase(first)
    choose(one)
    return one, one.flow.recovery_key.panel


def test_the_key_stands_in_eight_groups(first):
    _one, panel = at_key(first)

    assert [group.text() for group in panel.key_card.groups] == FakeFirstRun.KEY.split("-")


def test_two_groups_are_asked_for_before_it_goes_on(first):
    one, panel = at_key(first)
    assert not one.flow.go_on_button.isEnabled()
    right = FakeFirstRun.KEY.split("-")
    panel.fields[0].setText(f" {right[panel.asked[0]].lower()[:2]}-{right[panel.asked[0]].lower()[2:]} ")
    panel.fields[1].setText("AAAA")
    assert "That is not group" in panel.message.text()
    assert not one.flow.go_on_button.isEnabled()

    panel.fields[1].setText(right[panel.asked[1]])
    assert one.flow.go_on_button.isEnabled()
    go_on(one)

    assert one.first_run.recovery_key_confirmed()
    assert one.flow.page.step is FirstRunStep.TRY_IT


def test_nothing_of_the_key_stays_behind(first):
    one, panel = at_key(first)
    prove(one)

    left = everything(one)

    assert not any(group in left.replace(" ", "") for group in FakeFirstRun.KEY.split("-"))
    assert panel.key_card._key == ""


def test_going_back_and_on_makes_a_new_key(first):
    one, _panel = at_key(first)
    one.flow.go_back()
    one.settle()
    go_on(one)

    assert one.flow.page.step is FirstRunStep.RECOVERY_KEY
    assert one.first_run.keys_made == 2


def test_coming_back_after_an_interruption_asks_for_the_passphrase(first):
    first_run = FakeFirstRun(FirstRunStep.RECOVERY_KEY, opener=Opener.PASSPHRASE)
    first_run.passphrase = PASSPHRASE
    one = first(first_run=first_run)
    panel = one.flow.recovery_key.panel
    assert not one.flow.go_on_button.isEnabled()
    panel.passphrase_field.setText("seven red kettles")
    go_on(one)
    assert "locked" in panel.message.text()
    assert first_run.keys_made == 0

    panel.passphrase_field.setText(PASSPHRASE)
    go_on(one)

    assert panel.stage is Stage.SHOWN
    assert first_run.keys_made == 1


def test_a_key_that_was_proved_is_not_made_again(first):
    one, panel = at_key(first)
    prove(one)

    one.flow.go_back()
    one.settle()

    assert panel.stage is Stage.CONFIRMED
    assert one.first_run.keys_made == 1
    assert one.flow.go_on_button.isEnabled()


def test_the_clipboard_is_cleared_unless_something_else_was_copied(first):
    one, panel = at_key(first)
    clipboard = QGuiApplication.clipboard()

    panel.key_card.copy_button.click()
    assert clipboard.text() == FakeFirstRun.KEY
    one.window.clipboard.timer.timeout.emit()
    assert clipboard.text() == ""

    panel.key_card.copy_button.click()
    clipboard.setText("a shopping list")
    one.window.clipboard.timer.timeout.emit()
    assert clipboard.text() == "a shopping list"
    clipboard.clear()


def test_the_clipboard_is_cleared_when_the_window_quits(first):
    one, panel = at_key(first)
    panel.key_card.copy_button.click()

    one.window.quit()

    assert QGuiApplication.clipboard().text() == ""


def test_the_key_is_saved_for_its_owner_only(first, tmp_path):
    one, panel = at_key(first)

    panel.key_card.save(tmp_path / "key.txt")
    one.settle()

    text = (tmp_path / "key.txt").read_text("utf-8")
    assert re.sub(r"\s+", "-", text).count("K7QF-2MXD-9RTA-H4WN-3VEC-P8JY-6BGS-ZD5K") == 1
    assert (tmp_path / "key.txt").stat().st_mode & 0o777 == 0o600
    assert "key.txt" in panel.key_card.note.text()


def test_a_file_that_cannot_be_written_is_told(first, tmp_path):
    one, panel = at_key(first)

    panel.key_card.save(tmp_path / "no" / "folder" / "key.txt")
    one.settle()

    assert "could not be saved" in panel.key_card.note.text()


def test_groups_are_compared_as_people_write_them():
    assert plain(" k7-qo ") == plain("K7Q0") == "K7QO"
    assert plain("1B8I") == "IBBI"
    assert {choose_two(8) for _ in range(300)} == {(low, high) for low in range(8) for high in range(low + 1, 8)}


# Try it


def at_try(first, **options):
    options.setdefault("opener", Opener.KEY_STORE)
    return first(FirstRunStep.TRY_IT, **options)


def test_nothing_is_looked_at_before_the_button(first):
    class Watched(FakeFirstRun):
        looks = 0

        def try_it(self):
            self.looks += 1
            return super().try_it()

    one = at_try(first, first_run=Watched(FirstRunStep.TRY_IT, opener=Opener.KEY_STORE, trial=trial()))
    assert one.first_run.looks == 0

    one.flow.try_it.try_button.click()
    one.settle()

    assert one.first_run.looks == 1
    assert one.flow.try_it.result.text() == "23 words read in 1.3 s"
    assert one.flow.try_it.picture.isVisible()


def test_a_look_that_fails_is_told_with_advice(first):
    one = at_try(first, first_run=FakeFirstRun(FirstRunStep.TRY_IT, opener=Opener.KEY_STORE, trial=NoDisplay()))

    one.flow.try_it.try_button.click()
    one.settle()

    assert one.flow.try_it.advice.text() == f"{NoDisplay.title}. {NoDisplay.advice}"
    assert one.flow.try_it.try_button.isEnabled()


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        ({"lines": ()}, "block pictures"),
        ({"identified": False}, "which app it belongs to"),
        ({"left_out": "private_browsing"}, "as it should be"),
        ({"left_out": "afterglow itself"}, "another window beside it"),
    ],
    ids=["nothing read", "no name", "left out", "itself"],
)
def test_what_is_wrong_comes_with_what_to_do(qapp, seen, told):
    assert told in describe_trial(trial(**seen))[1]


def test_the_picture_does_not_stay(first):
    one = at_try(first)
    one.flow.try_it.try_button.click()
    one.settle()

    one.flow.go_back()
    one.settle()

    assert one.flow.try_it.picture._image.isNull()


def test_starting_at_login_is_a_setting(first):
    one = at_try(first)

    one.flow.try_it.login_switch.click()
    one.settle()

    assert values(one.preferences)["desktop.start_with_session"] is True


def test_a_start_that_fails_is_told_and_nothing_is_over(first):
    class Full(FakeFirstRun):
        def start_recording(self):
            raise DiskFull

    one = at_try(first, first_run=Full(FirstRunStep.TRY_IT, opener=Opener.KEY_STORE))

    go_on(one)

    assert DiskFull.title in one.flow.try_it.message.text()
    assert one.window.flow is one.flow


def test_with_a_key_store_the_memory_opens_by_itself(first):
    one = at_try(first, key_store=True)

    go_on(one)

    assert one.window.archive is one.archive


def test_without_the_passphrase_of_this_run_the_lock_page_asks(first):
    one = at_try(first, opener=Opener.PASSPHRASE)

    go_on(one)

    assert one.window.flow is None
    assert one.window.navigation.currentWidget() is one.window.lock_page
    assert one.window.lock_page.unlock_card.isVisible()


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


# The tour shown again, and a new key later


def tour(one):
    one.window.show_tour()
    one.settle()
    one.flow = one.window.flow
    return one.flow


def test_the_tour_shown_again_touches_neither_keys_nor_the_recording(desk):
    first_run = FakeFirstRun(None, opener=Opener.PASSPHRASE, apps=APPS, trial=trial())
    one = desk(first_run=first_run, preferences=preferences())
    flow = tour(one)
    assert "Not recording yet" not in shown_texts(one)

    steps = [flow.page.step]
    for _ in range(2):
        go_on(one)
        steps.append(flow.page.step)
    assert steps == [FirstRunStep.WELCOME, FirstRunStep.LEAVE_OUT, FirstRunStep.TRY_IT]
    assert flow.go_on_button.text() == "Done"
    go_on(one)

    assert one.window.flow is None
    assert first_run.step() is None
    assert first_run.keys_made == 0
    assert one.recording.status().state is RecordingState.RECORDING
    assert one.window.archive is one.archive


def test_escape_leaves_the_tour_and_the_shortcuts_work_again(desk):
    one = desk(first_run=FakeFirstRun(None, apps=APPS), preferences=preferences())
    flow = tour(one)

    next(s for s in flow.findChildren(QShortcut) if s.key() == QKeySequence("Escape")).activated.emit()

    assert one.window.flow is None
    assert all(s.isEnabled() for s in one.window.findChildren(QShortcut) if s.parent() is one.window)
    one.window.focus_search()
    assert one.window.navigation.currentWidget() is one.window.search


def test_a_memory_that_locks_under_the_tour_is_locked_after_it(desk):
    one = desk(first_run=FakeFirstRun(None, apps=APPS), preferences=preferences())
    tour(one)
    one.lock.lock()
    one.settle()

    one.flow.close_button.click()

    assert one.window.navigation.currentWidget() is one.window.lock_page


def test_help_has_the_shortcuts_the_tour_and_the_version(desk):
    one = desk()
    window = one.window
    menu = make_help_menu(window, shortcuts=window.open_shortcuts, tour=window.show_tour, about=window.open_about)

    assert [action.text() for action in menu.actions()] == ["Shortcuts\tF1", "Show the tour again", "About Afterglow"]
    menu.actions()[2].trigger()
    about = one.window.findChild(AboutDialog)
    assert "Version 9.9" in [text.text() for text in about.findChildren(QLabel)]
    about.close()


@pytest.mark.parametrize("opener", [Opener.PASSPHRASE, Opener.KEY_STORE])
def test_a_new_key_is_made_in_the_settings(desk, opener):
    first_run = FakeFirstRun(None, opener=opener)
    first_run.passphrase = PASSPHRASE
    one = desk(first_run=first_run)
    one.window.navigation.go("Settings")
    one.settle()
    one.window.page_set.settings.recovery_key.new_button.click()
    dialog = one.window.findChild(NewRecoveryKeyDialog)
    assert first_run.keys_made == 0

    if opener is Opener.PASSPHRASE:
        dialog.panel.passphrase_field.setText(PASSPHRASE)
    dialog.act_button.click()
    one.settle()
    assert not dialog.act_button.isEnabled()
    for field, index in zip(dialog.panel.fields, dialog.panel.asked, strict=True):
        field.setText(FakeFirstRun.KEY.split("-")[index])
    dialog.act_button.click()
    one.settle()

    assert first_run.keys_made == 1
    assert first_run.recovery_key_confirmed()
    assert not any(group in everything(one).replace(" ", "") for group in FakeFirstRun.KEY.split("-"))


def test_locking_closes_the_new_key(desk):
    one = desk(first_run=FakeFirstRun(None, opener=Opener.KEY_STORE))
    one.window.open_new_recovery_key()
    dialog = one.window.findChild(NewRecoveryKeyDialog)
    dialog.act_button.click()
    one.settle()

    one.window.lock_memory()

    assert not dialog.isVisible()
    assert dialog.panel.key_card._key == ""
    one.settle()


def test_the_page_for_the_printer_holds_every_group_and_how_to_use_it(qapp):
    """Drawn for a page of 180 by 260 mm and read again: what would be on the paper."""
    page = QImage(1800, 2600, QImage.Format.Format_RGB32)
    page.fill(QColor("white"))
    painter = QPainter(page)
    draw_page(painter, QRectF(0, 0, 1800, 2600), FakeFirstRun.KEY, date(2026, 3, 17))
    painter.end()
    rows = np.frombuffer(page.constBits(), np.uint8).reshape(2600, 1800, 4)[..., :3].copy()

    read = " ".join(line.text for line in packaged_reader(threads=1).read(rows))

    assert all(group in read for group in FakeFirstRun.KEY.split("-"))
    assert "forget the passphrase" in read


@pytest.mark.parametrize("language", ["en", "de", "zh"])
@pytest.mark.parametrize("step", STEPS)
def test_nothing_is_cut_off_in_the_smallest_window(first, step, language):
    """What does not fit in height is scrolled; in width everything fits, and the buttons below stay whole."""
    one = first(step, opener=Opener.KEY_STORE, language=language)
    one.window.resize(one.window.minimumSize())
    if step is FirstRunStep.TRY_IT:
        one.flow.try_it.try_button.click()
    one.settle()
    area = one.flow.area

    assert area.widget().width() <= area.viewport().width()
    assert not one.flow.sky.isVisible()
    for part in (one.flow.pill, one.flow.go_on_button, *one.flow.page.findChildren(QPushButton)):
        if part.isVisible():
            assert part.width() >= part.sizeHint().width()
            assert one.window.rect().contains(part.mapTo(one.window, part.rect().center()).x(), 1)
