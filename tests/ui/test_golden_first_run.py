"""What every step of the first run looks like. Look at a picture yourself before you accept it."""

from __future__ import annotations

import pytest

from tests.ui.first_run import APPS, PASSPHRASE, preferences, trial
from ui.controls.spinner import Spinner
from ui.kit.fakes import FakeFirstRun
from ui.kit.ports import FirstRunStep, Opener, RecordingState, UiStatus
from ui.kit.theme import CHINESE, system_has
from ui.recovery_key.dialog import NewRecoveryKeyDialog

THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


@pytest.fixture
def first(desk, monkeypatch):
    monkeypatch.setattr("ui.recovery_key.panel.choose_two", lambda _groups: (2, 6))

    def begin(step, *, opener=Opener.NOTHING, **options):
        first_run = FakeFirstRun(step, apps=APPS, trial=trial(), opener=opener)
        one = desk(
            first_run=first_run,
            preferences=preferences(),
            status=UiStatus(RecordingState.OFF),
            locked=True,
            **options,
        )
        one.flow = one.window.flow
        return one

    return begin


@THEMES
def test_welcome(first, golden, theme):
    golden(first(FirstRunStep.WELCOME, theme=theme).window, f"first-run-welcome-{theme}")


@THEMES
def test_leave_out(first, golden, theme):
    one = first(FirstRunStep.LEAVE_OUT, theme=theme)
    one.flow.leave_out.add("tern")
    one.settle()

    golden(one.window, f"first-run-leave-out-{theme}")


@THEMES
def test_passphrase(first, golden, theme):
    one = first(FirstRunStep.PASSPHRASE, theme=theme)
    one.flow.passphrase.field.setText(PASSPHRASE)
    one.flow.passphrase.repeat_field.setText("seven slow heron")
    one.flow.go_on()
    one.settle()

    golden(one.window, f"first-run-passphrase-{theme}")


@THEMES
def test_recovery_key(first, golden, theme):
    one = first(FirstRunStep.RECOVERY_KEY, opener=Opener.KEY_STORE, theme=theme)
    one.flow.recovery_key.panel.fields[0].setText("9rta")
    one.flow.recovery_key.panel.fields[1].setText("6b")
    one.settle()

    golden(one.window, f"first-run-recovery-key-{theme}")


@THEMES
def test_try_it(first, golden, theme):
    one = first(FirstRunStep.TRY_IT, opener=Opener.KEY_STORE, theme=theme)
    one.flow.try_it.try_button.click()
    one.settle()

    golden(one.window, f"first-run-try-it-{theme}")


@pytest.mark.parametrize("step", FirstRunStep)
def test_high_contrast(first, golden, step):
    opener = Opener.KEY_STORE if step in (FirstRunStep.RECOVERY_KEY, FirstRunStep.TRY_IT) else Opener.NOTHING

    golden(first(step, opener=opener, theme="contrast").window, f"first-run-{step.value.replace('_', '-')}-contrast")


@pytest.mark.parametrize("step", [FirstRunStep.LEAVE_OUT, FirstRunStep.RECOVERY_KEY])
def test_german_in_the_smallest_window(first, golden, step):
    one = first(step, opener=Opener.KEY_STORE, language="de")
    one.window.resize(one.window.minimumSize())
    one.settle()

    golden(one.window, f"first-run-{step.value.replace('_', '-')}-german")


@pytest.mark.parametrize("step", [FirstRunStep.WELCOME, FirstRunStep.RECOVERY_KEY])
def test_chinese(first, golden, step):
    if system_has(*CHINESE):
        pytest.skip("here the system's own Chinese font is shown")

    one = first(step, opener=Opener.KEY_STORE, language="zh")

    golden(one.window, f"first-run-{step.value.replace('_', '-')}-chinese")


def test_a_key_is_asked_for_again_after_an_interruption(first, golden):
    golden(
        first(FirstRunStep.RECOVERY_KEY, opener=Opener.PASSPHRASE).window, "first-run-recovery-key-interrupted-light"
    )


def test_the_key_store_opens_it(first, golden):
    golden(first(FirstRunStep.PASSPHRASE, opener=Opener.KEY_STORE).window, "first-run-key-store-light")


@THEMES
def test_opening_by_itself(desk, golden, theme):
    one = desk(locked=True, theme=theme)
    one.window.navigation.show_opening()
    one.window.lock_page._stack.setCurrentWidget(one.window.lock_page.opening_card)
    for spinner in one.window.findChildren(Spinner):
        spinner.timer.stop()
        spinner._angle = 60

    golden(one.window, f"opening-{theme}")


def test_a_new_key_in_the_settings(desk, golden, monkeypatch):
    monkeypatch.setattr("ui.recovery_key.panel.choose_two", lambda _groups: (2, 6))
    one = desk(first_run=FakeFirstRun(None, opener=Opener.KEY_STORE))
    one.window.open_new_recovery_key()
    dialog = one.window.findChild(NewRecoveryKeyDialog)
    golden(dialog, "new-recovery-key-ask-light")

    dialog.act_button.click()
    one.settle()

    golden(dialog, "new-recovery-key-light")
    dialog.close()
