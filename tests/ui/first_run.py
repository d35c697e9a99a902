"""What the tests of the first run share: the apps of an invented computer, a look at its screen, the settings."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QLineEdit

from base.records.picture import BgrImage
from tests.ui.conftest import SCREENS, drawn
from ui.kit.fakes import FakeFirstRun, FakePreferences
from ui.kit.ports import AppKind, FirstRunStep, InstalledApp, Opener, RecordingState, Setting, Trial, UiStatus

PASSPHRASE = "seven slow herons"
APPS = (
    InstalledApp("locket", "Locket", "", AppKind.PASSWORD_MANAGER),
    InstalledApp("webber", "Webber", "", AppKind.BROWSER),
    InstalledApp("tern", "Tern", "", AppKind.MESSENGER),
    InstalledApp("parley", "Parley", "", AppKind.MESSENGER),
    InstalledApp("org.quill.Quill", "Quill", "", AppKind.MAIL),
    InstalledApp("abacus", "Abacus", ""),
    InstalledApp("darkroom", "Darkroom", ""),
)
MORE = (
    Setting("exclusions.sites", "sites that are never saved", (), ()),
    Setting("exclusions.password_managers", "windows of password managers are never saved", True, True),
    Setting("desktop.start_with_session", "start recording in the background when you log in", False, False),
)


def preferences(*, refuse: str = "") -> FakePreferences:
    result = FakePreferences(refuse=refuse)
    for setting in MORE:
        result.add(setting)
    return result


def values(kept: FakePreferences) -> dict[str, object]:
    return {setting.name: setting.value for setting in kept.settings()}


def picture() -> BgrImage:
    _app, title, _url, color, lines = SCREENS[2]
    image = drawn(QColor(color).name(), title, lines).convertToFormat(QImage.Format.Format_BGR888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def trial(*, lines: tuple[str, ...] = SCREENS[2][4], identified: bool = True, left_out: str = "") -> Trial:
    boxes = tuple((56, 80 + 44 * row, 11 * len(text), 36) for row, text in enumerate(lines))
    shown = np.zeros((0, 0, 3), np.uint8) if left_out else picture()
    return Trial(shown, () if left_out else lines, () if left_out else boxes, 1, 1.3, identified, left_out)


def begin(desk, step=FirstRunStep.WELCOME, **options):
    """A window in its first run; `flow` is that."""
    first_run = options.pop("first_run", None) or FakeFirstRun(
        step, apps=APPS, trial=trial(), opener=options.pop("opener", Opener.NOTHING)
    )
    options.setdefault("preferences", preferences())
    options.setdefault("status", UiStatus(RecordingState.OFF))
    one = desk(first_run=first_run, locked=True, **options)
    one.flow = one.window.flow
    return one


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
