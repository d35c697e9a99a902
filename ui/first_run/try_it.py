"""Last step: one look at the screen, read and thrown away, and Start recording.

UI thread; the look is taken on the jobs pool.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from base.errors import AfterglowError
from ui.controls.spinner import Spinner
from ui.controls.switch import Switch
from ui.first_run.step_page import StepPage
from ui.kit.formatting import format_count, format_error, format_rule
from ui.kit.i18n import format_decimal, tr
from ui.kit.jobs import Jobs
from ui.kit.ports import FirstRunControl, FirstRunStep, Setting, SettingsControl, Trial
from ui.kit.theme import XS, L, Look, M, S
from ui.kit.thumbnails import to_qimage
from ui.kit.widgets import button, card, label

AT_LOGIN = "desktop.start_with_session"
SELF = "afterglow_itself"
PICTURE_HEIGHT = 300


class TrialPicture(QWidget):
    """The picture that was just taken, with a frame around each line that was read."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._image = QImage()
        self._boxes: tuple[tuple[int, int, int, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_trial(self, trial: Trial) -> None:
        self._image, self._boxes = to_qimage(trial.picture), trial.boxes
        self.updateGeometry()
        self.update()

    def forget(self) -> None:
        self._image, self._boxes = QImage(), ()
        self.update()

    def sizeHint(self) -> QSize:
        if self._image.isNull():
            return QSize(0, 0)
        height = self.width() * self._image.height() / max(1, self._image.width())
        return QSize(320, round(min(height, PICTURE_HEIGHT)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        tokens, image = self._look.tokens, self._image
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = min(self.width() / image.width(), self.height() / image.height())
        box = QRectF(0, 0, image.width() * scale, image.height() * scale)
        outline = QPainterPath()
        outline.addRoundedRect(box, 10, 10)
        painter.setClipPath(outline)
        small = image.scaled(
            (box.size() * self.devicePixelRatioF()).toSize(),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawImage(box, small)
        painter.setPen(QPen(tokens.color("warm"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for left, top, width, height in self._boxes:
            painter.drawRoundedRect(
                QRectF(left * scale - 1, top * scale - 1, width * scale + 2, height * scale + 2), 2, 2
            )
        painter.setPen(QPen(tokens.color("border"), 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.end()


class TryItPage(StepPage):
    step = FirstRunStep.TRY_IT

    def __init__(
        self, *, first_run: FirstRunControl, preferences: SettingsControl, look: Look, jobs: Jobs, replay: bool
    ) -> None:
        """`replay`: shown again later; nothing is started at its end."""
        super().__init__(
            tr("Try it"),
            tr(
                "Take one picture of your screen and see what Afterglow reads in it. The picture is shown here and "
                "kept nowhere."
            ),
        )
        self._first_run, self._preferences, self._replay = first_run, preferences, replay
        self._had_focus = False
        self._try_lane, self._setting_lane, self._start_lane = jobs.lane(), jobs.lane(), jobs.lane()
        self.try_button = button(tr("Take a picture"), self._try)
        self._spinner = Spinner(look)
        self.result = label("", wrap=True)
        self.advice = label("", "muted", wrap=True)
        self.picture = TrialPicture(look)
        self.login_switch = Switch(look, tr("Start Afterglow when I log in"))
        self.login_switch.clicked.connect(self._change_login)
        self.message = label("", "error", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(self.try_button)
        row.addWidget(self._spinner)
        row.addWidget(self.result, 1)
        self.column.addLayout(row)
        self.column.addWidget(self.advice)
        self.column.addWidget(self.picture)
        self.column.addSpacing(S)
        self.column.addWidget(self._make_login_row())
        self.column.addWidget(self.message)
        for part in (self._spinner, self.advice, self.picture, self.message):
            part.hide()

    def _make_login_row(self) -> QWidget:
        frame = card()
        row = QHBoxLayout(frame)
        row.setContentsMargins(L, M, M, M)
        row.setSpacing(M)
        texts = QVBoxLayout()
        texts.setSpacing(XS // 2)
        texts.addWidget(label(tr("Start Afterglow when I log in"), "strong", wrap=True))
        texts.addWidget(label(tr("In the background, without opening this window."), "dense", wrap=True))
        row.addLayout(texts, 1)
        row.addWidget(self.login_switch)
        return frame

    @property
    def go_on_text(self) -> str:
        return tr("Done") if self._replay else tr("Start recording")

    def enter(self) -> None:
        self._setting_lane.run(self._preferences.settings, self._show_login, lambda _error: None)

    def take_focus(self) -> bool:
        self.try_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def go_on(self) -> None:
        if self._replay:
            self.done.emit()
            return
        self._say("")
        self.set_busy(tr("Starting…"))
        self._start_lane.run(self._first_run.start_recording, lambda _none: self._started(), self._fail_to_start)

    def _started(self) -> None:
        self.set_busy("")
        self.done.emit()

    def _fail_to_start(self, error: AfterglowError) -> None:
        self.set_busy("")
        self._say(format_error(error, detail=True))

    def leave(self) -> None:
        self._try_lane.cancel()
        self._show_trying(False)
        self.picture.forget()
        self.picture.hide()
        self.advice.hide()
        self.result.clear()

    # The look at the screen

    def _try(self) -> None:
        self._show_trying(True)
        self._try_lane.run(self._first_run.try_it, self._show_trial, self._fail_to_try)

    def _show_trying(self, trying: bool) -> None:
        """A button that is switched off loses the keyboard; it gets it back."""
        if trying:
            self._had_focus = self.try_button.hasFocus()
        self.try_button.setEnabled(not trying)
        if not trying and self._had_focus:
            self.try_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._had_focus = self._had_focus and trying
        self._spinner.setVisible(trying)
        if trying:
            self.result.setText(tr("Looking at the screen and reading it…"))

    def _show_trial(self, trial: Trial) -> None:
        self._show_trying(False)
        result, advice = describe_trial(trial)
        self._tell(result, advice)
        self.picture.setVisible(trial.picture.size > 0)
        if trial.picture.size:
            self.picture.show_trial(trial)
            self.picture.setAccessibleName(f"{result} {advice}".strip())
        self.try_button.setText(tr("Take another picture"))
        self.changed.emit()

    def _fail_to_try(self, error: AfterglowError) -> None:
        self._show_trying(False)
        self.picture.hide()
        self._tell(tr("The test did not work."), format_error(error, detail=True))
        self.try_button.setText(tr("Try again"))

    def _tell(self, result: str, advice: str) -> None:
        self.result.setText(result)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))

    # At login

    def _show_login(self, settings: tuple[Setting, ...]) -> None:
        self.login_switch.setChecked(any(one.name == AT_LOGIN and bool(one.value) for one in settings))

    def _change_login(self, on: bool) -> None:
        self._setting_lane.run(
            lambda: self._preferences.change(AT_LOGIN, on), lambda _none: self._say(""), self._refuse_login
        )

    def _refuse_login(self, error: AfterglowError) -> None:
        self.login_switch.setChecked(not self.login_switch.isChecked())
        self._say(format_error(error, detail=True))

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))


def describe_trial(trial: Trial) -> tuple[str, str]:
    """What was seen, and what to do where something is wrong."""
    if trial.left_out:
        itself = trial.left_out.replace(" ", "_") == SELF
        return (
            tr("Nothing was looked at: this is left out ({rule}).", rule=format_rule(trial.left_out)),
            tr("Afterglow leaves itself out. Put another window beside it, and try again.")
            if itself
            else tr("That is as it should be. Bring another window to the front, and try again."),
        )
    words = sum(len(line.split()) for line in trial.lines)
    result = tr("{words} read in {seconds} s", words=format_count(words, "word"), seconds=format_decimal(trial.seconds))
    if not words:
        advice = tr(
            "If there is text on your screen, another program may block pictures of it: run `afterglow doctor` in a "
            "terminal. If the screen is empty, open any window and try again."
        )
        return tr("No words were found in the picture."), advice
    if not trial.identified:
        return result, tr(
            "The window in front does not say which app it belongs to. Such windows are left out unless you allow them "
            "in Settings."
        )
    return result, ""
