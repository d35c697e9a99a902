"""Writes a report as CSV, and a picture of the page as PNG.

The insights page calls it on the jobs pool.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

from base.errors import AfterglowError, BadInput
from base.records.report import Report
from ui.kit.i18n import mark

HEADINGS = ("what", "name", "app", "start", "seconds")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def report_rows(report: Report) -> Iterator[tuple[str, str, str, str, str]]:
    usage = (("app", report.apps), ("site", report.sites), ("project", report.projects))
    for dimension, uses in (*usage, ("document", report.documents)):
        for use in uses:
            yield dimension, _safe(use.name), _safe(use.app), "", f"{use.seconds:.0f}"
    for hour in report.hours:
        yield "hour", "", "", f"{hour.day.isoformat()}T{hour.hour:02}:00", f"{hour.seconds:.0f}"
    for stretch in report.stretches:
        yield "stretch", "", _safe(stretch.app), stretch.start.isoformat(), f"{stretch.seconds:.0f}"
    for state, seconds in report.coverage.items():
        yield "coverage", state, "", "", f"{seconds:.0f}"


def _safe(text: str) -> str:
    """Text from the screen must not become a formula in a spreadsheet."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def save_figures(report: Report, path: Path) -> None:
    """Raises BadInput. Only the owner can read the file; it is not encrypted, which the button says."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADINGS)
            writer.writerows(report_rows(report))
    except OSError as fault:
        raise _not_written(fault) from None


def save_picture(data: bytes, path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
    except OSError as fault:
        raise _not_written(fault) from None


def _not_written(fault: OSError) -> AfterglowError:
    return BadInput(f"the file cannot be written ({fault.strerror})", advice=mark("Choose another folder."))
