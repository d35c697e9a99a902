"""Text vectors made anew by the present encoder, for moments that another one embedded.

A page at a time, each durable before the next: broken off anywhere, the job goes on where it was, because what it has
done bears the present encoder's name. Called by the thread of `afterglow reindex`.
"""

from __future__ import annotations

from collections.abc import Callable

from memory.api import ArchiveApi
from memory.perceive.encoders import TextEncoder
from memory.perceive.passages import passages
from memory.records import Moment, Revision, Scope

PAGE = 32
"""Moments a page: some two seconds of one core."""


def outdated(archive: ArchiveApi, encoder: TextEncoder, *, everything: bool = False) -> list[str]:
    """Frames whose text was embedded by another encoder, or by none; by time."""
    names = archive.encoders()
    return [frame for frame, made_by in names.items() if everything or encoder.name not in made_by.split(";")]


def reencode(
    archive: ArchiveApi,
    encoder: TextEncoder,
    frames: list[str],
    *,
    progress: Callable[[int], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """How many were done before `cancelled()` turned true."""
    done = 0
    for start in range(0, len(frames), PAGE):
        if cancelled():
            break
        page = tuple(frames[start : start + PAGE])
        archive.revise([_revision(moment, encoder) for moment in archive.select(Scope(ids=page))])
        done += len(page)
        progress(done)
    return done


def _revision(moment: Moment, encoder: TextEncoder) -> Revision:
    texts = passages(moment.lines, title=moment.title)
    return Revision(moment.id, renamed(moment.encoders, encoder.name), encoder.encode(texts) if texts else None)


def renamed(encoders: str, name: str) -> str:
    """The names with the text encoder's replaced: those of one model differ only in the version after the stroke."""
    model = name.rpartition("/")[0]
    others = [one for one in encoders.split(";") if one and one.rpartition("/")[0] != model]
    return ";".join([*others[:1], name, *others[1:]])
