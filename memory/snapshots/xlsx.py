"""Spreadsheet export (XLSX, ECMA-376).

The usual library first writes every sheet to the temporary folder, unencrypted. An XLSX is a zip of a few small XML
files, so they are written here, row by row, into the one file that was asked for. Every cell is an inline string or a
number, never a formula. Export calls this, in its caller's thread.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from base.coverage import Coverage
from base.records.moment import Moment
from memory.snapshots.moments_parquet import clean

MAX_CELL = 32_767
MAX_ROWS = 1_048_576
MAX_SHEET_BYTES = 1 << 30
"""A sheet stays below 2 GiB of XML, above which readers stop; further rows go to the next sheet."""
CUT = " … [cut here: a cell holds 32,767 characters]"

FRAME_COLUMNS = ("time", "utc", "monitor", "app", "title", "url", "summary", "text", "language", "id")
COVERAGE_COLUMNS = ("start", "end", "monitor", "state", "reason", "samples", "id")
Cell = str | int | datetime

_NUMBER, _DATE, _TEXT, _QUOTED = 0, 1, 2, 3
_RISKY = tuple("=+-@\t\r")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_NORMAL = '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
_XF = '<xf numFmtId="{}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"{}/>'
# quotePrefix keeps a text a text when somebody edits the cell or saves the sheet as something else.
_STYLES = (
    f'<styleSheet {_MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f"""<cellXfs count="4">{_XF.format(0, "")}{_XF.format(164, "")}{_XF.format(49, "")}"""
    f"""{_XF.format(49, ' quotePrefix="1"')}</cellXfs>{_NORMAL}</styleSheet>"""
)
_SHEET_HEAD = (
    f'{_DECLARATION}<worksheet {_MAIN}><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    '<cols><col min="1" max="10" width="20" customWidth="1"/></cols><sheetData>'
)


def write_xlsx(file: BinaryIO, moments: Iterator[Moment], stretches: Sequence[Coverage], zone: tzinfo) -> int:
    """Sheets `frames` (`frames 2`, … when one is full) and `coverage`. Times are the zone's, beside them UTC."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as book:
        names: list[str] = []
        rows = (_frame_cells(moment, zone) for moment in moments)
        frames = _write_sheets(book, names, "frames", FRAME_COLUMNS, rows)
        if stretches:
            _write_sheets(book, names, "coverage", COVERAGE_COLUMNS, (_coverage_cells(row, zone) for row in stretches))
        for path, text in _book_files(names).items():
            book.writestr(path, _DECLARATION + text)
    return frames


def _frame_cells(moment: Moment, zone: tzinfo) -> tuple[Cell, ...]:
    utc = moment.at.astimezone(UTC).isoformat()
    texts = (moment.app, moment.title, moment.url, moment.summary, moment.text, moment.language, moment.id)
    return (_local(moment.at, zone), utc, moment.monitor, *texts)


def _coverage_cells(row: Coverage, zone: tzinfo) -> tuple[Cell, ...]:
    times = (_local(row.start, zone), _local(row.end, zone))
    return (*times, row.monitor, str(row.state), row.reason, row.count, row.id)


def _local(at: datetime, zone: tzinfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def _write_sheets(
    book: zipfile.ZipFile, names: list[str], title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> int:
    """One sheet, or as many as the rows need. Returns the number of rows."""
    remaining = iter(rows)
    total = 0
    full = True
    while full:
        names.append(title if total == 0 else f"{title} {len(names) + 1}")
        count, full = _write_sheet(book, f"xl/worksheets/sheet{len(names)}.xml", columns, remaining)
        total += count
    return total


def _write_sheet(
    book: zipfile.ZipFile, path: str, columns: Sequence[str], rows: Iterator[Sequence[Cell]]
) -> tuple[int, bool]:
    """Rows written, and whether the sheet is full and more may follow."""
    count = written = 0
    full = False
    with book.open(path, "w") as sheet:
        sheet.write(f"{_SHEET_HEAD}{_row(columns)}".encode())
        for row in rows:
            written += sheet.write(_row(row).encode())
            count += 1
            full = count >= MAX_ROWS - 1 or written > MAX_SHEET_BYTES
            if full:
                break
        sheet.write(b"</sheetData></worksheet>")
    return count, full


def _row(cells: Sequence[Cell]) -> str:
    return f"<row>{''.join(map(_cell, cells))}</row>"


def _cell(value: Cell) -> str:
    if isinstance(value, datetime):
        days = (value - datetime(1899, 12, 30)).total_seconds() / 86_400  # Excel's day zero
        return f'<c s="{_DATE}"><v>{days:.9f}</v></c>'
    if isinstance(value, int):
        return f'<c s="{_NUMBER}"><v>{value}</v></c>'
    style = _QUOTED if value.startswith(_RISKY) else _TEXT
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{_escape_text(value)}</t></is></c>'


def _escape_text(text: str) -> str:
    """The text as XML: cut to what a cell holds, control characters escaped as spreadsheets do."""
    text = clean(text)
    if _units(text) > MAX_CELL:
        beginning = text.encode("utf-16-le")[: 2 * (MAX_CELL - _units(CUT))]
        text = beginning.decode("utf-16-le", "ignore") + CUT
    text = _LOOKS_ESCAPED.sub("_x005F_", text)
    return escape(_ILLEGAL.sub(lambda match: f"_x{ord(match[0]):04X}_", text), {"\r": "_x000D_"})


def _units(text: str) -> int:
    """Characters as a spreadsheet counts them: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _book_files(names: Sequence[str]) -> dict[str, str]:
    """The files that tie the sheets together."""
    numbered = list(enumerate(names, start=1))
    views = "<bookViews><workbookView/></bookViews>"
    sheets = "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in numbered)
    links = "".join(_link(n, "worksheet", f"worksheets/sheet{n}.xml") for n, _ in numbered)
    parts = "".join(_part(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n, _ in numbered)
    return {
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}">{views}<sheets>{sheets}</sheets></workbook>',
        "xl/styles.xml": _STYLES,
        "xl/_rels/workbook.xml.rels": _links(links + _link(len(names) + 1, "styles", "styles.xml")),
        "_rels/.rels": _links(_link(1, "officeDocument", "xl/workbook.xml")),
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{_part('/xl/workbook.xml', 'sheet.main')}{_part('/xl/styles.xml', 'styles')}{parts}</Types>"
        ),
    }


def _links(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _link(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _part(path: str, kind: str) -> str:
    return f'<Override PartName="{path}" ContentType="{_KIND}.{kind}+xml"/>'
