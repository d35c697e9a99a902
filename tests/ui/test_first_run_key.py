"""The recovery key, in the first run and in the settings, the try at the end, and the tour shown again."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton

from base.errors import DiskFull, NoDisplay
from base.recovery_code import plain
from memory.ocr.reader import packaged_reader
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
    trial,
    values,
)
from ui.first_run.try_it import describe_trial
from ui.kit.fakes import FakeFirstRun
from ui.kit.ports import FirstRunStep, Opener, RecordingState
from ui.recovery_key.check import choose_two
from ui.recovery_key.dialog import NewRecoveryKeyDialog
from ui.recovery_key.panel import Stage
from ui.recovery_key.paper import draw_page
from ui.shell.help import AboutDialog, make_help_menu

STEPS = tuple(FirstRunStep)


@pytest.fixture
def first(desk):
    return partial(begin, desk)


# Recovery key


def at_key(first):
    one = first(FirstRunStep.PASSPHRASE)
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


def test_a_key_from_before_stays_unless_a_new_one_is_asked_for(first):
    one = first(first_run=FakeFirstRun(FirstRunStep.RECOVERY_KEY, opener=Opener.KEY_STORE, older_key=True))
    assert "old one opens nothing" in shown_texts(one)
    assert one.flow.go_on_button.text() == "Keep my key"
    go_on(one)

    assert one.flow.page.step is FirstRunStep.TRY_IT
    assert one.first_run.keys_made == 0

    one.flow.go_back()
    one.settle()
    one.flow.recovery_key.again_button.click()
    one.settle()

    assert one.flow.recovery_key.panel.stage is Stage.SHOWN
    assert one.first_run.keys_made == 1


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
