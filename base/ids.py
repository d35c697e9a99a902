"""Ids that sort by time."""

from __future__ import annotations

import secrets
from datetime import datetime

from base.clock import micros


def new_id(at: datetime, tail: str | None = None) -> str:
    """An id that sorts by time: 14 hex digits of UTC microseconds and 10 hex digits that make it unique.

    A given `tail` (10 hex digits) makes an id repeatable, so that an import can run twice without storing twice.
    """
    return f"{micros(at):014x}{tail or secrets.token_hex(5)}"
