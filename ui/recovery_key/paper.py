"""The recovery key on paper and in a file. UI thread; the panel calls it, with the key in hand.

Nothing here writes a readable file unasked: printing hands the page to the system's printing (whose spool is the
system's), and Qt's own "print to a file" is off. `save` writes where the person said, for the owner only.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from base.files import replace_atomically, translate_os_errors
from ui.kit import formatting
from ui.kit.i18n import format_date, tr
from ui.kit.theme import FAMILIES, mono_font

FILE_NAME = "afterglow-recovery-key.txt"
_ROW = 4


def has_printer() -> bool:
    return bool(QPrinterInfo.availablePrinterNames())


def open_print_dialog(key: str, made: date, parent: QWidget) -> QPrintDialog:
    """The system's dialog; prints when it is accepted."""
    printer = QPrinter()
    printer.setDocName(tr("Afterglow recovery key"))
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    dialog.finished.connect(
        lambda result: _print(printer, key, made) if result == QDialog.DialogCode.Accepted else None
    )
    dialog.setModal(True)
    dialog.show()
    return dialog


def _print(printer: QPrinter, key: str, made: date) -> None:
    painter = QPainter(printer)
    draw_page(painter, printer.pageRect(QPrinter.Unit.DevicePixel), key, made)
    painter.end()


def draw_page(painter: QPainter, page: QRectF, key: str, made: date) -> None:
    """Draws in black on the whole width of `page`, sized by it: a page of A4 is 180 mm wide inside its margins."""
    millimetre = page.width() / 180
    groups, top = key.split("-"), page.top() + 10 * millimetre
    _text(painter, QRectF(page.left(), top, page.width(), 12 * millimetre), tr("Afterglow recovery key"), 7, millimetre)
    when = tr("Made on {date}. Keep it away from this computer.", date=format_date(made, formatting.LONG_DATE))
    _text(painter, QRectF(page.left(), top + 12 * millimetre, page.width(), 8 * millimetre), when, 4, millimetre)
    width, height = page.width() / _ROW, 18 * millimetre
    for index, group in enumerate(groups):
        left, above = page.left() + (index % _ROW) * width, top + 30 * millimetre + (index // _ROW) * height
        _text(painter, QRectF(left, above, width, 5 * millimetre), str(index + 1), 3.5, millimetre)
        face = mono_font()
        face.setPixelSize(max(1, round(8 * millimetre)))
        face.setBold(True)
        painter.setFont(face)
        painter.drawText(
            QRectF(left, above + 5 * millimetre, width, 11 * millimetre), Qt.AlignmentFlag.AlignLeft, group
        )
    below = QRectF(page.left(), top + 76 * millimetre, page.width(), 60 * millimetre)
    _text(painter, below, how_to_use(), 4, millimetre)


def _text(painter: QPainter, box: QRectF, text: str, size: float, millimetre: float) -> None:
    face = QFont(FAMILIES)
    face.setPixelSize(max(1, round(size * millimetre)))
    painter.setFont(face)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap), text)


def how_to_use() -> str:
    return tr(
        "This key opens your memory if you forget the passphrase. Open Afterglow, choose “Forgotten? Use your recovery "
        "key” and type the eight groups. Whoever has this key and your disk can read everything in the memory."
    )


def save(path: Path, key: str, made: date) -> None:
    """Blocking. Raises DiskFull, StoreError."""
    title = tr("Afterglow recovery key")
    when = tr("Made on {date}. Keep it away from this computer.", date=format_date(made, formatting.LONG_DATE))
    groups = key.split("-")
    rows = "\n".join("  ".join(groups[start : start + _ROW]) for start in range(0, len(groups), _ROW))
    try:
        replace_atomically(path, f"{title}\n{when}\n\n{rows}\n\n{how_to_use()}\n".encode())
    except OSError as error:
        raise translate_os_errors(error, "the recovery key could not be saved there") from None
