"""Fetches what the page shows. `load_moment` runs on the jobs pool."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from PySide6.QtGui import QImage

from base.records.line import Box
from base.records.moment import Moment
from memory.archive.api import ArchiveApi
from memory.memories.memory import Memory
from ui.kit.thumbnails import decode_picture

_AROUND = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class MomentRequest:
    """What to show: a frame, the lines that a query found in it, and that query."""

    frame: str
    boxes: tuple[Box, ...] = ()
    query: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LoadedMoment:
    opened: MomentRequest
    moment: Moment | None = field(repr=False)
    image: QImage = field(repr=False)
    trail: tuple[str, ...] = ()
    """Frames of the same monitor around it, in time order."""
    pinned: bool = False
    memories: tuple[Memory, ...] = field(default=(), repr=False)
    """Memories that this moment is evidence of."""


def load_moment(archive: ArchiveApi, opened: MomentRequest) -> LoadedMoment:
    """Blocking; pool only."""
    moment = archive.moment(opened.frame)
    if moment is None:
        return LoadedMoment(opened, None, QImage())
    image = decode_picture(archive.picture(opened.frame))
    around = archive.timeline(moment.at - _AROUND, moment.at + _AROUND)
    trail = tuple(head.id for head in around.moments if head.monitor == moment.monitor)
    pinned = opened.frame in archive.pins()
    return LoadedMoment(opened, moment, image, trail, pinned, archive.memories_from(opened.frame))
