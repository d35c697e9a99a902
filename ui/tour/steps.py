"""Steps of the tour: welcome, exclusions, recovery key, self-test, shortcuts.

The tour dialog creates them. UI thread; slow work runs on the jobs pool.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from base.errors import AfterglowError
from ui.kit.formatting import format_count, format_error
from ui.kit.i18n import mark, tr, translate_keys
from ui.kit.icons import render_icon
from ui.kit.jobs import Jobs
from ui.kit.ports import SelfTest, SettingsControl, SettingValue, TourControl
from ui.kit.theme import L, M, S
from ui.kit.widgets import button, label
from ui.settings.labels import example_of

APPS = "exclusions.apps"
KEYS = (
    ("Ctrl+K", mark("Search everything you have seen")),
    ("Ctrl+P", mark("Pause, or forget the last ten minutes")),
    ("Ctrl+L", mark("Lock the memory")),
    ("Ctrl+,", mark("Settings")),
    ("F1", mark("All other shortcuts")),
)


class Step(QWidget):
    def __init__(self, title: str, *words: str) -> None:
        super().__init__()
        self.title = title
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(M)
        self.column.addWidget(label(title, "title", wrap=True))
        for text in words:
            self.column.addWidget(label(text, wrap=True))

    def leave(self) -> None:
        """Called when the person goes on to the next step."""


class WelcomeStep(Step):
    def __init__(self, tour: TourControl) -> None:
        super().__init__(
            tr("Everything you have seen, found again"),
            tr(
                "Afterglow watches your screens and saves a picture whenever something changes, with its "
                "text, the app and the window’s title. It reads them on this computer. Nothing is sent "
                "anywhere."
            ),
            tr("Everything is encrypted before it reaches the disk, and stored in this folder:"),
        )
        picture = QLabel()
        picture.setPixmap(render_icon("afterglow", "", 72))
        self.column.insertWidget(0, picture)
        self.folder = label(tour.memory_folder(), "recovery", wrap=True, selectable=True)
        self.folder.setAccessibleName(tr("Folder of the memory"))
        self.column.addWidget(self.folder)
        self.column.addWidget(label(tr("You can pause at any time, and what you forget is gone for good."), wrap=True))
        self.column.addStretch(1)


class ExclusionsStep(Step):
    def __init__(self, preferences: SettingsControl, jobs: Jobs) -> None:
        super().__init__(
            tr("What is left out"),
            tr(
                "Password managers, private browser windows and windows that cannot be identified are "
                "never saved. This is decided before a picture is saved. What was left out is counted, "
                "not stored."
            ),
            tr("Which apps should Afterglow never save? You can add sites and window titles in the settings."),
        )
        self._preferences, self._lane = preferences, jobs.lane()
        self.apps = QPlainTextEdit()
        self.apps.setPlaceholderText(example_of(APPS))
        self.apps.setAccessibleName(tr("Apps that are never saved, one per line"))
        self.apps.setTabChangesFocus(True)
        self.apps.setFixedHeight(120)
        self.message = label("", "error", wrap=True)
        self.column.addWidget(self.apps)
        self.column.addWidget(self.message)
        self.column.addStretch(1)

    def leave(self) -> None:
        apps: SettingValue = tuple(line.strip() for line in self.apps.toPlainText().splitlines() if line.strip())
        if apps:
            self._lane.run(
                partial(self._preferences.change, APPS, apps),
                lambda _none: self.message.clear(),
                lambda error: self.message.setText(format_error(error, detail=True)),
            )


class RecoveryKeyStep(Step):
    """Creates and shows the recovery key, unless the lock page has shown it when the passphrase was chosen."""

    def __init__(self, tour: TourControl, jobs: Jobs) -> None:
        super().__init__(
            tr("The key to your memory"),
            tr(
                "Your system’s key store or your passphrase opens the memory. If you ever lose it, only "
                "the recovery key works: there is no back door and no reset. Keep it on paper, away from "
                "this computer."
            ),
        )
        self._tour, self._lane = tour, jobs.lane()
        self.make_button = button(tr("Create my recovery key"), self._make_key)
        self.key_label = label("", "recovery", wrap=True, selectable=True)
        self.key_label.setAccessibleName(tr("Recovery key"))
        self.copy_button = button(tr("Copy the key"), self._copy_key, "link")
        self.message = label("", "muted", wrap=True)
        for widget in (self.make_button, self.key_label, self.copy_button, self.message):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.forget()
        if tour.has_recovery_key():
            self.make_button.hide()
            self.message.setText(
                tr("You have already seen your recovery key. `afterglow unlock --new-recovery-key` creates a new one.")
            )

    def forget(self) -> None:
        self._lane.cancel()
        self._show("")

    def leave(self) -> None:
        self.forget()

    def _make_key(self) -> None:
        self.make_button.setEnabled(False)
        self._lane.run(self._tour.make_recovery_key, self._show_new_key, self._fail)

    def _show_new_key(self, key: str) -> None:
        self.make_button.hide()
        self._show(key)
        self.message.setText(tr("It is shown only once and disappears when you continue."))

    def _fail(self, error: AfterglowError) -> None:
        self.make_button.setEnabled(True)
        self.message.setText(format_error(error))

    def _show(self, key: str) -> None:
        if self.key_label.text() and not key:
            self.message.setText(
                tr("Your recovery key was shown. `afterglow unlock --new-recovery-key` creates a new one.")
            )
        self.key_label.setText(key)
        for widget in (self.key_label, self.copy_button):
            widget.setVisible(bool(key))

    def _copy_key(self) -> None:
        QGuiApplication.clipboard().setText(self.key_label.text())
        self.copy_button.setText(tr("Copied. Save it in a password manager, then clear the clipboard"))


class SelfTestStep(Step):
    def __init__(self, tour: TourControl, jobs: Jobs) -> None:
        super().__init__(
            tr("Does it work on this computer?"),
            tr(
                "The test takes one picture of your screens, reads it, counts the words and discards it. "
                "Nothing is saved."
            ),
        )
        self._tour, self._lane = tour, jobs.lane()
        self.start_button = button(tr("Test recording and reading"), self._run_test)
        self.result = label("", wrap=True)
        self.column.addWidget(self.start_button)
        self.column.addSpacing(S)
        self.column.addWidget(self.result)
        self.column.addStretch(1)

    def _run_test(self) -> None:
        self.start_button.setEnabled(False)
        self.result.setText(tr("Testing…"))
        self._lane.run(
            self._tour.self_test,
            lambda result: self._show_result(format_self_test(result)),
            lambda error: self._show_result(format_error(error)),
        )

    def _show_result(self, text: str) -> None:
        self.start_button.setEnabled(True)
        self.result.setText(text)


def format_self_test(result: SelfTest) -> str:
    seen = tr(
        "{screens} seen, {words} read",
        screens=format_count(result.screens, "screen"),
        words=format_count(result.words, "word"),
    )
    sentences = [tr("{seen} in {seconds} seconds.", seen=seen, seconds=f"{result.seconds:.1f}")]
    if not result.words:
        sentences.append(
            tr("If there is text on your screen, the picture may be blocked: see the health page in the settings.")
        )
    if not result.identified:
        sentences.append(tr("The active window cannot be identified here, so by default it is not saved."))
    return " ".join(sentences)


class KeysStep(Step):
    def __init__(self) -> None:
        super().__init__(tr("Five shortcuts to remember"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(M)
        grid.setColumnStretch(1, 1)
        for row, (key, meaning) in enumerate(KEYS):
            grid.addWidget(label(translate_keys(key), "key"), row, 0)
            grid.addWidget(label(tr(meaning)), row, 1)
        self.column.addSpacing(S)
        self.column.addLayout(grid)
        self.column.addStretch(1)
