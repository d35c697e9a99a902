"""The window as a person meets it: nothing waits, the newest query wins, a lock leaves nothing behind."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit

from base.coverage import State
from base.errors import Damaged, WrongPassphrase
from base.records.search import Gap
from ui.kit.confirm import ConfirmDialog
from ui.kit.fakes import FakeExport
from ui.kit.ports import ExportFormat, RecordingState, UiStatus
from ui.search.results import HIT


def hits(one):
    model = one.window.search.results.model()
    return [model.index(row, 0).data(HIT) for row in range(model.rowCount())]


# Nothing waits


@pytest.mark.parametrize("method", ["heat", "buckets", "timeline", "picture", "thumbnails"])
def test_a_store_that_hangs_does_not_stop_the_window(desk, archive, qtbot, method):
    archive.hold(method)
    one = desk(wait=False)
    qtbot.waitUntil(archive.entered[method].is_set)

    one.type("quay")

    assert one.window.search_field.text() == "quay"
    qtbot.waitUntil(lambda: bool(hits(one)))


def test_closing_does_not_wait_for_a_search_that_hangs(desk, archive, qtbot):
    one = desk()
    archive.hold("search")
    one.type("quay")
    qtbot.waitUntil(archive.entered["search"].is_set)

    one.window.jobs.close(wait=0.01)

    archive.open_all()
    assert not one.window.jobs.bridge.is_open


# Search


def test_results_come_while_typing_and_only_once_for_fast_fingers(desk, archive):
    one = desk()

    one.search("report")

    assert archive.asked == ["report"]
    assert all("report" in hit.text.lower() for hit in hits(one))


def test_one_query_is_asked_at_a_time_and_the_newest_wins(desk, archive, qtbot):
    one = desk()
    archive.hold("search")
    one.type("report")
    qtbot.waitUntil(archive.entered["search"].is_set)
    for text in ("t", "ti", "tide"):
        one.window.search_field.setText(text)

    archive.open_all()
    one.settle()

    assert archive.asked == ["report", "tide"]
    assert {hit.app for hit in hits(one)} == {"Browser"}
    assert one.window.search.ready


def test_enter_does_not_wait_for_what_was_asked_before(desk, archive, qtbot):
    one = desk()
    archive.hold("search")
    one.type("report")
    qtbot.waitUntil(archive.entered["search"].is_set)

    one.window.search_field.setText("tide")
    qtbot.keyClick(one.window.search_field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: archive.asked == ["report", "tide"])
    archive.open_all()
    one.settle()
    assert {hit.app for hit in hits(one)} == {"Browser"}


def test_gaps_are_told(desk, archive, day):
    archive.gaps = (Gap(day[0].at, day[0].at + timedelta(minutes=5), State.PAUSED),)
    one = desk()

    one.search("report")

    told = [text.text() for text in one.window.search.findChildren(QLabel)]
    assert "09:00–09:05 was not recorded: paused" in told


def test_a_failed_search_is_told_in_words(desk, archive, monkeypatch):
    one = desk()

    class Broken(type(archive)):
        def search(self, query):
            raise Damaged("objects/ab12")

    one.window.set_archive(Broken().prepare())
    one.search("report")

    shown = [text.text() for text in one.window.search.findChildren(QLabel) if text.isVisible()]
    assert Damaged.title in shown


def test_enter_opens_the_best_hit_with_its_boxes_and_escape_leads_back(desk, qtbot):
    one = desk()
    one.search("marisol")

    qtbot.keyClick(one.window.search_field, Qt.Key.Key_Return)
    one.settle()
    assert one.window.navigation.currentWidget() is one.window.moment
    assert "Marisol" in one.window.moment.text.toPlainText()
    assert one.window.moment.canvas.boxes

    qtbot.keyClick(one.window.moment, Qt.Key.Key_Escape)
    assert one.window.navigation.currentWidget() is one.window.search
    assert one.window.search_field.text() == "marisol"


def test_down_leads_from_the_field_into_the_results_and_up_back(desk, qtbot):
    one = desk()
    one.search("report")

    qtbot.keyClick(one.window.search_field, Qt.Key.Key_Down)
    assert one.window.search.results.currentIndex().row() == 0
    qtbot.keyClick(one.window.search.results, Qt.Key.Key_Up)

    assert one.window.search_field.hasFocus() or one.window.navigation.currentWidget() is one.window.search


# Timeline and moment


def test_the_timeline_opens_on_the_newest_moment(desk, day):
    one = desk()

    assert one.window.timeline.current.id == day[-1].id
    assert not one.window.timeline.picture_view.is_empty


def test_arrows_walk_through_the_moments(desk, day, qtbot):
    one = desk()

    qtbot.keyClick(one.window.timeline, Qt.Key.Key_Left)
    qtbot.keyClick(one.window.timeline, Qt.Key.Key_Left)

    assert one.window.timeline.current.id == day[-3].id


def test_a_click_on_the_ribbon_moves_the_cursor(desk, day, qtbot):
    one = desk()
    ribbon = one.window.timeline.ribbon
    x = ribbon.span.x(day[5].at.timestamp(), ribbon.width())

    qtbot.mouseClick(ribbon, Qt.MouseButton.LeftButton, pos=QPoint(round(x), 50))

    assert one.window.timeline.current.id == day[5].id


def test_the_wheel_zooms_around_the_pointer(desk):
    one = desk()
    ribbon = one.window.timeline.ribbon
    before = ribbon.span

    place = QPointF(300, 50)
    wheel = QWheelEvent(
        place, ribbon.mapToGlobal(place), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(ribbon, wheel)

    assert ribbon.span.length < before.length
    assert ribbon.span.at(300, ribbon.width()) == pytest.approx(before.at(300, ribbon.width()))


def test_the_ribbon_says_which_rule_skipped(desk, archive):
    one = desk()
    ribbon = one.window.timeline.ribbon
    skipped = archive.coverage()[2]
    x = ribbon.span.x((skipped.start + timedelta(minutes=3)).timestamp(), ribbon.width())

    assert ribbon.describe(QPoint(round(x), ribbon.height() - 10)).endswith("Skipped: private browsing")


def test_play_walks_on_by_itself_and_stops_at_the_end(desk, day, qtbot):
    one = desk()
    one.window.timeline.select(len(day) - 3)

    qtbot.keyClick(one.window.timeline, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: one.window.timeline.current.id == day[-1].id, timeout=5000)

    assert not one.window.timeline.playing


def test_a_day_without_memories_says_so(desk):
    one = desk()

    one.window.timeline.go_to(date(2026, 3, 2))
    one.settle()

    assert one.window.timeline.current is None
    assert one.window.timeline.picture_view.is_empty


def test_new_moments_show_when_the_recorder_kept_some(desk, archive, day, qtbot):
    from dataclasses import replace

    one = desk()
    fresh = replace(day[-1], id="f" * 24, at=day[-1].at + timedelta(minutes=1), title="Fresh")
    archive.add([fresh])

    one.recording.show(UiStatus(RecordingState.RECORDING, saved=413, last_saved=fresh.at))

    qtbot.waitUntil(lambda: one.window.timeline.current.title == "Fresh", timeout=8000)


def test_copy_takes_the_text_of_the_moment(desk, qtbot):
    one = desk()
    one.search("marisol adeyemi")
    one.window.search.results.open_first()
    one.settle()

    qtbot.keyClick(one.window.moment, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text() == one.window.moment.moment.text


def test_earlier_and_later_stay_within_what_was_kept(desk, day):
    one = desk()
    one.window.timeline.opened.emit(day[10].id)
    one.settle()

    one.window.moment.step(-1)
    one.settle()
    assert one.window.moment.moment.id == day[9].id

    one.window.moment.step(1)
    one.settle()
    assert one.window.moment.moment.id == day[10].id


def test_text_of_the_screen_is_never_taken_for_markup(desk):
    one = desk()

    assert all(
        text.textFormat() == Qt.TextFormat.PlainText for text in one.window.timeline.findChildren(QLabel) if text.text()
    )


# Lock


def everything_said(window):
    texts = [text.text() for text in window.findChildren(QLabel)]
    texts += [text.text() for text in window.findChildren(QLineEdit)]
    return "\n".join(texts + [text.toPlainText() for text in window.findChildren(QPlainTextEdit)])


def test_lock_leaves_nothing_of_the_memory_in_the_window(desk):
    one = desk()
    one.search("marisol")
    one.window.search.results.open_first()
    one.settle()

    one.window.lock_memory()
    one.settle()

    said = everything_said(one.window)
    assert not any(word in said for word in ("Marisol", "marisol", "quay", "Mail", "Terminal"))
    assert hits(one) == []
    assert one.window.moment.canvas.is_empty
    assert one.window.timeline.picture_view.is_empty
    assert one.window.timeline.filmstrip.model().rowCount() == 0
    assert one.lock.locked()


def test_a_result_that_comes_after_the_lock_is_dropped(desk, archive, qtbot):
    one = desk()
    archive.hold("search")
    one.type("report")
    qtbot.waitUntil(archive.entered["search"].is_set)

    one.window.lock_memory()
    archive.open_all()
    one.settle()

    assert hits(one) == []


def test_a_lock_from_elsewhere_clears_the_window(desk, qtbot):
    one = desk()

    thread = threading.Thread(target=one.lock.lock)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: one.window.archive is None)

    assert one.window.navigation.currentWidget() is one.window.lock_page


def test_the_right_passphrase_opens(desk):
    one = desk(locked=True)
    card = one.window.lock_page.unlock_card

    card.field.setText("dusk over the harbour")
    card.submit()
    one.settle()

    assert one.window.navigation.currentWidget() is one.window.timeline
    assert card.field.text() == ""


def test_wrong_passphrases_are_told_and_slow_down(desk):
    one = desk(locked=True, refuse=WrongPassphrase)
    card = one.window.lock_page.unlock_card

    for _ in range(3):
        card.field.setText("wrong")
        card.submit()
        one.qtbot.waitUntil(lambda: one.window.jobs.idle)

    assert WrongPassphrase.title in card.message.text()
    assert not card.submit_button.isEnabled()
    assert "Wait" in card.submit_button.text()


def test_the_recovery_key_opens_too(desk):
    one = desk(locked=True)
    card = one.window.lock_page.unlock_card

    card.mode_button.click()
    card.field.setText("AMBER-KITE-0042")
    card.submit()
    one.settle()

    assert one.window.archive is not None


# Recorder


def test_pause_and_resume_from_the_pill(desk):
    one = desk()

    one.window.pill.pause.emit(15)
    one.settle()
    assert one.window.pill.text() == "Paused, 15 min left"

    one.window.pill.resume.emit()
    one.settle()
    assert one.window.pill.text() == "Recording"


def test_a_fault_is_told_with_advice_and_goes_when_it_is_over(desk, qtbot):
    one = desk()

    one.recording.show(UiStatus(RecordingState.FAULT, message="The disk is full."))
    qtbot.waitUntil(one.window.banner.isVisible)
    assert one.window.banner.words == ("Your screen is not being recorded", "The disk is full.")

    one.recording.show(UiStatus(RecordingState.RECORDING))
    qtbot.waitUntil(lambda: not one.window.banner.isVisible())


def test_forget_is_confirmed_first(desk):
    one = desk()

    one.window.pill.forget.emit(10)
    question = one.window.findChild(ConfirmDialog)
    assert one.recording.forgotten == []
    question.confirm_button.click()
    one.settle()

    assert one.recording.forgotten == [10]


# Export


def test_a_sealed_export_needs_its_passphrase_twice(desk):
    one = desk()
    dialog = one.window.open_export()
    dialog.passphrase_field.setText("seven slow herons")
    dialog.submit()
    assert "do not match" in dialog.message.text()

    dialog.repeat_field.setText("seven slow herons")
    dialog.submit()
    one.settle()

    assert one.export.orders[0].passphrase == "seven slow herons"
    assert one.export.orders[0].scope.everything


def test_a_readable_export_is_confirmed_twice(desk):
    one = desk()
    dialog = one.window.open_export()
    dialog.format.setCurrentIndex(2)

    dialog.submit()
    assert one.export.orders == []
    dialog.understood_box.setChecked(True)
    dialog.submit()
    assert one.export.orders == []
    dialog.submit()
    one.settle()

    assert (one.export.orders[0].format, one.export.orders[0].passphrase) == (ExportFormat.MARKDOWN, None)


def test_escape_stops_a_running_export(desk, qtbot):
    export = FakeExport(hold=threading.Event())
    one = desk(export=export)
    dialog = one.window.open_export()
    dialog.passphrase_field.setText("seven slow herons")
    dialog.repeat_field.setText("seven slow herons")
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.progress_bar.value() == 5)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(export.cancelled.is_set)

    assert dialog.isVisible()
    assert "Stopped" in dialog.message.text()


def test_the_scope_follows_range_and_app(desk):
    one = desk()
    dialog = one.window.open_export()
    dialog.range.setCurrentIndex(1)
    dialog.app.setCurrentText("Mail")

    scope = dialog.scope()

    assert scope.apps == ("Mail",)
    assert scope.until - scope.since == timedelta(days=1)
    assert scope.since.isoformat() == "2026-03-17T00:00:00+01:00"


# Coming and going


def test_closing_ends_every_subscription(desk):
    one = desk()
    assert one.recording.listeners == 1

    one.window.quit()

    assert one.recording.listeners == 0


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (UiStatus(RecordingState.RECORDING), "Recording"),
        (UiStatus(RecordingState.PAUSED), "Paused"),
        (UiStatus(RecordingState.FULL, message="Free some disk space."), "Disk full, recording stopped"),
        (UiStatus(RecordingState.OFF), "Not recording"),
    ],
)
def test_a_memory_without_moments_says_what_happens_now(desk, bare_archive, qtbot, status, title):
    one = desk(bare_archive, status=UiStatus(RecordingState.LOCKED))

    one.recording.show(status)

    qtbot.waitUntil(lambda: title in [text.text() for text in one.window.timeline.findChildren(QLabel)])
