"""A mistake of the program itself: told once, with a report that holds nothing of the person, saved only on request."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest

from ui.shell.crash_report import CrashDialog, CrashWatch, build_report

SECRET = "the person's own words"


def fail() -> None:
    value = SECRET
    raise ValueError(value)


def caught() -> str:
    try:
        fail()
    except ValueError as fault:
        return build_report(type(fault), fault.__traceback__)
    raise AssertionError


@pytest.fixture
def watch(desk) -> Iterator[CrashWatch]:
    made = CrashWatch(desk().window)
    made.start()
    yield made
    made.stop()


def test_the_report_says_where_and_not_what():
    report = caught()

    assert report.startswith("ValueError\n")
    assert "tests/ui/test_crash.py:" in report
    assert ", fail" in report
    assert SECRET not in report
    assert str(sys.prefix) not in report
    assert "Python 3" in report.splitlines()[-1]


def test_a_mistake_in_any_thread_is_shown_once(watch, qtbot, capsys):
    for _ in range(2):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: watch.dialog is not None)

    assert "ValueError" in watch.dialog.report_view.toPlainText()
    assert SECRET not in watch.dialog.report_view.toPlainText() + capsys.readouterr().err

    watch.dialog.reject()
    assert watch.dialog is None


def test_an_interrupt_is_no_mistake(watch, qapp):
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    qapp.processEvents()

    assert watch.dialog is None


def test_what_was_there_before_is_put_back(watch):
    watch.stop()

    assert sys.excepthook is not watch._report


def test_the_report_is_saved_where_the_person_says(qtbot, tmp_path):
    dialog = CrashDialog("the report")
    qtbot.addWidget(dialog)

    dialog.save_to(tmp_path / "report.txt")
    told = dialog.outcome.text()
    dialog.save_to(tmp_path / "missing" / "report.txt")

    assert (tmp_path / "report.txt").read_text() == "the report\n"
    assert told == "Saved as report.txt."
    assert "another folder" in dialog.outcome.text()


def test_what_it_looks_like(desk, qtbot, golden):
    desk()
    dialog = CrashDialog(
        "ValueError\n  ui/window.py:268, open_export\n  ui/export/dialog.py:81, _make\nPython 3.11.7, Qt 6.10.1, Linux"
    )
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)

    golden(dialog, "crash-light")
