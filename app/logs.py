"""Logging: ids, counts and timings only, in a rotating file and on stderr. Started once by app/main.py.

Exceptions are logged with their type and place, never with their message, which could quote what was on the screen.
"""

from __future__ import annotations

import logging
import logging.handlers
import os
import traceback
from pathlib import Path
from typing import IO


class _NoContent(logging.Formatter):
    def formatException(self, ei: object) -> str:
        kind, _, trace = ei if isinstance(ei, tuple) else (None, None, None)
        frames = traceback.extract_tb(trace)[-4:] if trace else []
        where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
        return f"{getattr(kind, '__name__', 'error')} at {where}"


class _PrivateFile(logging.handlers.RotatingFileHandler):
    def _open(self) -> IO[str]:  # type: ignore[override]
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8")

    def handleError(self, record: logging.LogRecord) -> None:
        """A disk that is full, or gone, costs the line; Python's own would print a traceback at each of them."""


def start_logging(folder: Path, *, verbose: bool) -> None:
    """A file in `folder`, warnings on stderr. For our own loggers only, since a library's message may quote data."""
    formatter = _NoContent("%(asctime)s %(levelname)s %(name)s %(message)s")
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    handlers[0].setLevel(logging.DEBUG if verbose else logging.WARNING)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handlers.append(_PrivateFile(folder / "afterglow.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8"))
    except OSError:
        pass  # a full or read-only disk must not stop the command, which reports it better
    for name in ("app", "ui", "memory", "capture", "base"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.DEBUG if verbose else logging.INFO)
        logger.propagate = False
        logger.handlers = []
        for handler in handlers:
            handler.setFormatter(formatter)
            logger.addHandler(handler)
