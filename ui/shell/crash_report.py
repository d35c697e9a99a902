"""Crash report: exception hooks that show a dialog with a stack trace without values.

The application starts the hooks. UI thread; the hooks may run on any thread. A report says where in Afterglow's code
the error happened and on what system. It holds no error message and no value, because those may hold text from the
screen. Nothing is sent anywhere.
"""

from __future__ import annotations

import logging
import platform
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.kit.i18n import tr
from ui.kit.theme import XL, L, M
from ui.kit.widgets import button, label

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
REPORT_HEIGHT = 260


def build_report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The whole report, with a line for each frame of the stack, the outermost first."""
    lines = [f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")]
    for frame, line in walk_tb(trace):
        lines.append(f"  {_safe_path(frame.f_code.co_filename)}:{line}, {frame.f_code.co_name}")
    lines.append(f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.machine()}")
    return "\n".join(lines)


def _safe_path(file: str) -> str:
    """The path within Afterglow, or of other files the name only: a full path may hold the person's name."""
    path = Path(file)
    own = path.is_relative_to(ROOT) and "site-packages" not in path.parts
    return path.relative_to(ROOT).as_posix() if own else path.name


def _last_place(trace: TracebackType | None) -> str:
    """`ui/ask/page.py:31`; `afterglow report` counts crashes by it."""
    places = [f"{_safe_path(frame.f_code.co_filename)}:{line}" for frame, line in walk_tb(trace)]
    return places[-1] if places else "?"


class CrashDialog(QDialog):
    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self.setWindowTitle("Afterglow")
        self.setModal(True)
        self.setMinimumWidth(600)
        self.report_view = QPlainTextEdit(report)
        self.report_view.setReadOnly(True)
        self.report_view.setTabChangesFocus(True)
        self.report_view.setAccessibleName(tr("Full report"))
        self.report_view.setMinimumHeight(REPORT_HEIGHT)
        self.outcome = label("", "muted", wrap=True)
        self.save_button = button(tr("Save the report…"), self._choose_file)
        self.close_button = button(tr("Close"), self.reject, "primary")
        self.close_button.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        column.addWidget(label(tr("Afterglow ran into an error"), "large", wrap=True))
        words = tr(
            "Your last action may not have finished. Recording is a separate process and continues; "
            "nothing that was saved is lost. Below is everything a report would contain: no text from "
            "your screen, no names. It is not sent."
        )
        column.addWidget(label(words, "muted", wrap=True))
        column.addWidget(self.report_view)
        column.addWidget(self.outcome)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addStretch(1)
        row.addWidget(self.save_button)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.close_button.setFocus()

    def _choose_file(self) -> None:
        suggested = str(Path.home() / "afterglow-report.txt")
        name, _ = QFileDialog.getSaveFileName(self, tr("Save the report"), suggested, tr("Text (*.txt)"))
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        try:
            path.write_text(self._report + "\n", encoding="utf-8")
        except OSError as error:
            self.outcome.setText(
                tr("It could not be saved there ({name}). Choose another folder.", name=type(error).__name__)
            )
        else:
            self.outcome.setText(tr("Saved as {name}.", name=path.name))


class CrashWatch(QObject):
    """Between `start` and `stop` it shows every uncaught exception of any thread, one at a time."""

    crashed = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._previous_hooks: tuple[Callable[..., object], Callable[..., object]] = sys.excepthook, threading.excepthook
        self.dialog: CrashDialog | None = None
        self.crashed.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        self._previous_hooks = sys.excepthook, threading.excepthook
        sys.excepthook = self._report
        threading.excepthook = lambda args: self._report(args.exc_type, args.exc_value, args.exc_traceback)

    def stop(self) -> None:
        sys.excepthook, threading.excepthook = self._previous_hooks

    def _report(self, kind: type[BaseException], _error: BaseException | None, trace: TracebackType | None) -> None:
        """The terminal and the dialog show the same report: neither shows the error's message."""
        report = build_report(kind, trace)
        log.error("crash: %s at %s", kind.__name__, _last_place(trace))
        if sys.stderr is not None:  # it is None on Windows without a terminal
            sys.stderr.write(report + "\n")
        if issubclass(kind, Exception):
            self.crashed.emit(report)

    def _show(self, report: str) -> None:
        if self.dialog is not None:
            return
        self.dialog = CrashDialog(report, self._window)
        self.dialog.finished.connect(self._drop_dialog)
        self.dialog.open()

    def _drop_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None
