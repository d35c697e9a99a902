"""An archive in another process, called over a pipe.

Its methods are made from those of `ArchiveApi`: each forwards its name and arguments. So a new method of the archive is
written in `memory.archive.api` and in `memory.archive.local`, and nowhere else. Any thread may call; each call blocks.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any, Protocol, cast

from base.errors import AfterglowError
from base.processes import ChildProcess
from base.records.moment import Moment
from base.records.scope import Scope
from memory.archive.api import ArchiveApi

REPEATABLE = frozenset((
    "encoders", "known", "moment", "picture", "thumbnails", "select", "coverage", "times_of", "search",
    "meanings", "timeline", "days", "buckets", "heat", "report", "next_batch", "seen", "knowledge", "memories",
    "memory", "relevant", "memories_from", "history", "memory_counts", "chats", "consents", "sent", "accesses",
    "next_still_batch", "next_thinning", "pins", "stats", "check", "add", "revise", "apply", "keep_chats",
    "note_sent", "pin",
))  # fmt: skip
"""Methods that may be asked again when the process ended under them: those that only read, and writes that are the same
twice, because what they write has an id."""


class ArchiveClient(ArchiveApi, Protocol):
    """`ArchiveApi` over a process that is started again by itself when it dies (`base.lasting_process`)."""

    @property
    def alive(self) -> bool: ...

    @property
    def pid(self) -> int | None: ...

    @property
    def restarting(self) -> bool: ...

    @property
    def failure(self) -> AfterglowError | None:
        """Why it is not started again any more; every call raises it."""


def archive_client(process: ChildProcess) -> ArchiveClient:
    """`process` holds an `ArchiveApi`."""
    return cast(ArchiveClient, _ForwardingArchive(process))


class _ForwardingArchive:
    """The methods that are not plain calls; the others follow below."""

    def __init__(self, process: ChildProcess) -> None:
        self._process = process

    @property
    def alive(self) -> bool:
        return self._process.alive

    @property
    def pid(self) -> int | None:
        return self._process.pid

    @property
    def restarting(self) -> bool:
        return self._process.restarting

    @property
    def failure(self) -> AfterglowError | None:
        return self._process.failure

    def select(self, scope: Scope, *, pictures: bool = False, vectors: bool = False) -> Iterator[Moment]:
        return self._process.iterate("select", scope, pictures=pictures, vectors=vectors)

    def close(self) -> None:
        """Close the store in good order and end its process. Later calls raise; closing twice is harmless."""
        self._process.close()


def _forward(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def call(self: _ForwardingArchive, *args: Any, **options: Any) -> Any:
        return self._process.call(method.__name__, *args, **options)

    return call


for _name, _method in vars(ArchiveApi).items():
    if not _name.startswith("_") and _name not in vars(_ForwardingArchive):
        setattr(_ForwardingArchive, _name, _forward(_method))
