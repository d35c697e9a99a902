"""Loads a moment with its picture, neighbours, pin and memories.

The moment page calls `load_moment` on the jobs pool.
"""

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
    """The frame to show, and from a search its query and the boxes of the lines it found."""

    frame: str
    boxes: tuple[Box, ...] = ()
    query: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LoadedMoment:
    request: MomentRequest
    moment: Moment | None = field(repr=False)
    image: QImage = field(repr=False)
    neighbours: tuple[str, ...] = ()
    """Frames of the same monitor around it, and its own, in time order."""
    pinned: bool = False
    memories: tuple[Memory, ...] = field(default=(), repr=False)
    """Memories that this moment is evidence for."""


def load_moment(archive: ArchiveApi, request: MomentRequest) -> LoadedMoment:
    """Blocking; jobs pool only."""
    moment = archive.moment(request.frame)
    if moment is None:
        return LoadedMoment(request, None, QImage())
    image = decode_picture(archive.picture(request.frame))
    around = archive.timeline(moment.at - _AROUND, moment.at + _AROUND)
    neighbours = tuple(head.id for head in around.moments if head.monitor == moment.monitor)
    pinned = request.frame in archive.pins()
    return LoadedMoment(request, moment, image, neighbours, pinned, archive.memories_from(request.frame))
