"""Row of the settings page: a setting's name, description and control.

The page creates the rows. UI thread. A row emits `changed` when the person has finished a value; the page saves it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from ui.kit.i18n import tr
from ui.kit.ports import Setting, SettingValue
from ui.kit.theme import L, S
from ui.kit.widgets import button, label
from ui.settings.labels import about_of, choice_text, example_of, title_of, unit_of

CONTROL = 300


class _ChoiceBox(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignored: scrolling the page must not change a setting."""
        event.ignore()


class SettingRow(QWidget):
    changed = Signal(str, object)
    """Name and value."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        self._reset = button(tr("Reset"), self._restore_default, "link")
        self._reset.setAccessibleName(tr("Reset {name}", name=title_of(setting.name)))
        self.control = self._make_control()
        self.control.setAccessibleName(f"{title_of(setting.name)} {unit_of(setting.name)}".strip())
        self.control.setAccessibleDescription(setting.description)
        self._lay_out()
        self.show_value(setting)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, S, 0, S)
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(2)
        grid.addWidget(label(title_of(self.setting.name), "strong", wrap=True), 0, 0)
        about = about_of(self.setting)
        if not self.setting.applies_at_once:
            about = f"{about}. {tr('Changes take effect after a restart.')}".removeprefix(". ")
        if about:
            grid.addWidget(label(about, "small", wrap=True), 1, 0, Qt.AlignmentFlag.AlignTop)
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(self.control)
        if unit_of(self.setting.name):
            line.addWidget(label(unit_of(self.setting.name), "muted"))
        line.addStretch(1)
        grid.addLayout(line, 0, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._reset, 2, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.fault, 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(1, 1)
        grid.setColumnMinimumWidth(1, CONTROL)

    def _make_control(self) -> QWidget:
        setting = self.setting
        if setting.choices:
            box = _ChoiceBox()
            box.setFixedWidth(220)
            for choice in setting.choices:
                box.addItem(choice_text(choice), choice)
            box.activated.connect(self._finish)
            return box
        if isinstance(setting.default, bool):
            switch = QCheckBox()
            switch.clicked.connect(self._finish)
            return switch
        if isinstance(setting.default, tuple):
            lines = QPlainTextEdit()
            lines.setFixedSize(CONTROL, 92)
            lines.setTabChangesFocus(True)
            lines.setPlaceholderText(example_of(setting.name))
            lines.installEventFilter(self)
            return lines
        field = QLineEdit()
        field.setFixedWidth(CONTROL - 80 if isinstance(setting.default, str) else 110)
        field.editingFinished.connect(self._finish)
        return field

    # Value

    def show_value(self, setting: Setting) -> None:
        self.setting = setting
        self._write_value(setting.value)
        self.fault.hide()
        self._reset.setVisible(setting.value != setting.default)

    def _write_value(self, value: SettingValue) -> None:
        control = self.control
        if isinstance(control, QComboBox):
            control.setCurrentIndex(control.findData(value))
        elif isinstance(control, QCheckBox):
            control.setChecked(bool(value))
        elif isinstance(control, QPlainTextEdit):
            control.setPlainText("\n".join(value if isinstance(value, tuple) else ()))
        elif isinstance(control, QLineEdit):
            control.setText(f"{value:g}" if isinstance(value, int | float) else str(value))

    def read(self) -> SettingValue:
        """Raises ValueError if a number is expected and the text is none."""
        control = self.control
        if isinstance(control, QComboBox):
            return str(control.currentData())
        if isinstance(control, QCheckBox):
            return control.isChecked()
        if isinstance(control, QPlainTextEdit):
            return tuple(line.strip() for line in control.toPlainText().splitlines() if line.strip())
        assert isinstance(control, QLineEdit)
        written = control.text().strip()
        if isinstance(self.setting.default, str):
            return written
        number = float(written.replace(",", "."))
        return int(number) if isinstance(self.setting.default, int) and number.is_integer() else number

    def _finish(self) -> None:
        try:
            value = self.read()
        except ValueError:
            self.refuse(tr("It must be a number."))
            return
        if value != self.setting.value:
            self.changed.emit(self.setting.name, value)
        else:
            self.fault.hide()

    def _restore_default(self) -> None:
        self._write_value(self.setting.default)
        self._finish()

    def refuse(self, why: str) -> None:
        """Shows why; the text stays, so that it can be corrected."""
        self.fault.setText(why)
        self.fault.show()

    def matches(self, query: str) -> bool:
        text = f"{title_of(self.setting.name)} {self.setting.description} {self.setting.name}".casefold()
        return all(word in text for word in query.casefold().split())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.control and event.type() == QEvent.Type.FocusOut:
            self._finish()
        return super().eventFilter(watched, event)
