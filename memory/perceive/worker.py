"""Reads spooled frames in a process of its own, so that reading can stall neither a search nor the window.

Built inside a spawned process through `memory.rpc`; one caller at a time (app/ingest.py). Only this process and the store's
ever hold what a frame shows.
"""

from __future__ import annotations

import os
from pathlib import Path

from capture.model import CapturedFrame, Coverage
from memory.perceive.perceiver import Dropped, Perceiver, default_perceiver
from memory.records import Moment
from memory.sealed.keys import Keys
from memory.spool import Spool


class SpoolReader:
    """`perceive(entry)` for names given by `Spool.pending()`."""

    def __init__(self, *, spool: Spool, keys: Keys, perceiver: Perceiver) -> None:
        self._spool = spool
        self._keys = keys
        self._perceiver = perceiver

    def perceive(self, entry: str) -> Moment | Coverage | Dropped:
        """Raises Damaged (the entry), PerceptionError (the picture); the entry stays in the spool either way."""
        item = self._spool.open(entry, self._keys)
        return self._perceiver.perceive(item) if isinstance(item, CapturedFrame) else item

    def close(self) -> None:
        self._perceiver.close()


def open_spool_reader(spool: Path, public_key: bytes, keys: Keys, threads: int, niceness: int) -> SpoolReader:
    """The factory that runs in the child."""
    if hasattr(os, "nice") and niceness:
        os.nice(niceness)
    return SpoolReader(
        spool=Spool(spool, public_key=public_key), keys=keys, perceiver=default_perceiver(threads=threads)
    )
