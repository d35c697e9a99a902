"""The archive in a process of its own: the one that holds the keys, the store and the index.

Reading and windows cannot stall a search from there, and ending it is the surest lock (DESIGN §3). `ArchiveClient` is
our end; each of its methods blocks, and any thread may call. The process is started with spawn and ends with us.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from capture.errors import WeightsMissing
from memory.kinds.client import MemoriesClient
from memory.models.client import OutwardClient
from memory.perceive.encoders import ImageModel, open_image_encoder
from memory.records import (
    Access,
    Buckets,
    Coverage,
    Day,
    Filmed,
    Forgotten,
    HeatDay,
    Moment,
    Picture,
    Query,
    Revision,
    Roll,
    Scope,
    SearchResult,
    Stats,
    Thinning,
    Timeline,
    Vector,
)
from memory.report import Report
from memory.rpc import Remote
from memory.sealed.keys import Keys

if TYPE_CHECKING:
    from memory.archive import Archive, RecallApi
    from memory.store import Store


NICENESS = 5
"""While one types, a search over a million moments takes both cores, and the window would wait for one."""
QUERIES = 8192
"""Recent ones whose vectors are remembered: a page further or a filter more asks the same again."""


@dataclass(frozen=True, slots=True)
class Opening:
    """All that the archive's process needs to begin; sent through the pipe, never by the command line or a file."""

    home: Path = field(repr=False)
    keys: Keys
    recall: Callable[[Store], RecallApi]
    actor: str = "app"
    accept_backup: bool = False
    witness_dir: Path | None = field(default=None, repr=False)
    fsync: bool = True


def words_and_meaning(store: Store, pictures: ImageModel | None = None) -> RecallApi:
    """The recall of the product: words, parts of words and meaning, and pictures where their model is there."""
    from memory.perceive.minilm import MiniLM
    from memory.perceive.remembering import Remembering
    from memory.recall.recall import Recall

    try:
        encoder = Remembering(MiniLM(threads=1), most=QUERIES)
    except WeightsMissing:
        return Recall(store, text_encoder=None, image_encoder=open_image_encoder(pictures))
    return Recall(store, text_encoder=encoder, image_encoder=open_image_encoder(pictures))


def words_only(store: Store) -> RecallApi:
    """Recall without an encoder, for tests and for an installation without weights."""
    from memory.fake import WordRecall

    return WordRecall(store)


def open_here(opening: Opening) -> Archive:
    """The archive in this process. The environment is made safe before lancedb is imported; keep the order."""
    from memory.sealed.opened import open_sealed

    sealed = open_sealed(
        opening.home,
        opening.keys,
        accept_backup=opening.accept_backup,
        witness_dir=opening.witness_dir,
        fsync=opening.fsync,
    )
    try:
        from memory.archive import Archive
        from memory.store import Store

        store = Store(
            uri=sealed.uri,
            home=opening.home,
            storage_options=sealed.storage_options,
            raise_if_damaged=sealed.raise_if_damaged,
            before_migration=lambda version: _back_up(opening.home, version),
        )
        return Archive(
            store=store,
            recall=opening.recall,
            vault=sealed,
            vault_key=opening.keys.vault_private,
            actor=opening.actor,
        )
    except BaseException:
        sealed.close()
        raise


def _back_up(home: Path, version: int) -> None:
    """A copy of the sealed files beside them; they open with the same keys. An unfinished older copy is replaced."""
    source, target = home / "objects", home / "backups" / f"objects-version-{version}"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


def _open_behind(opening: Opening) -> Archive:
    """The factory that runs in the child: the window goes before it, the reader of new pictures after it."""
    import psutil  # only here: the window starts without it

    me = psutil.Process()
    me.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS if sys.platform == "win32" else max(NICENESS, me.nice()))
    return open_here(opening)


def open_archive(
    home: Path,
    keys: Keys,
    *,
    recall: Callable[[Store], RecallApi] = words_and_meaning,
    actor: str = "app",
    accept_backup: bool = False,
    witness_dir: Path | None = None,
    fsync: bool = True,
) -> ArchiveClient:
    """Start the archive's process and wait until it is open. `recall` must be found by its import path.

    Raises what opening raises: Damaged, RolledBack, StoreTooNew, StoreBusy, NoSpace.
    """
    opening = Opening(home, keys, recall, actor, accept_backup, witness_dir, fsync)
    return ArchiveClient(Remote(_open_behind, opening, name="archive"))


class ArchiveClient(MemoriesClient, OutwardClient):
    """`ArchiveApi` over a process. When it died, every call raises StoreError until `restart`."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    @property
    def alive(self) -> bool:
        return self._remote.alive

    @property
    def pid(self) -> int | None:
        return self._remote.pid

    def restart(self) -> None:
        self._remote.restart()

    def kill(self) -> None:
        """End the process at once, keys and all; what it acknowledged is safe. `restart` opens it again."""
        self._remote.kill()

    def add(self, moments: Sequence[Moment], coverage: Sequence[Coverage] = ()) -> None:
        self._remote.call("add", moments, coverage)

    def encoders(self) -> Mapping[str, str]:
        names: Mapping[str, str] = self._remote.call("encoders")
        return names

    def revise(self, revisions: Sequence[Revision]) -> None:
        self._remote.call("revise", revisions)

    def known(self, ids: Sequence[str]) -> set[str]:
        found: set[str] = self._remote.call("known", ids)
        return found

    def search(self, query: Query) -> SearchResult:
        result: SearchResult = self._remote.call("search", query)
        return result

    def meanings(self, texts: Sequence[str]) -> Vector | None:
        vectors: Vector | None = self._remote.call("meanings", texts)
        return vectors

    def timeline(self, since: datetime, until: datetime, *, limit: int = 5000) -> Timeline:
        timeline: Timeline = self._remote.call("timeline", since, until, limit=limit)
        return timeline

    def days(self, zone: str = "UTC") -> tuple[Day, ...]:
        days: tuple[Day, ...] = self._remote.call("days", zone)
        return days

    def buckets(self, since: datetime, until: datetime, count: int) -> Buckets:
        buckets: Buckets = self._remote.call("buckets", since, until, count)
        return buckets

    def heat(self, zone: str = "UTC") -> tuple[HeatDay, ...]:
        days: tuple[HeatDay, ...] = self._remote.call("heat", zone)
        return days

    def report(self, since: datetime, until: datetime, zone: str = "UTC") -> Report:
        report: Report = self._remote.call("report", since, until, zone)
        return report

    def moment(self, frame: str) -> Moment | None:
        moment: Moment | None = self._remote.call("moment", frame)
        return moment

    def picture(self, frame: str) -> Picture | None:
        picture: Picture | None = self._remote.call("picture", frame)
        return picture

    def thumbnails(self, frames: Sequence[str]) -> Mapping[str, bytes]:
        thumbnails: Mapping[str, bytes] = self._remote.call("thumbnails", frames)
        return thumbnails

    def select(self, scope: Scope, *, pictures: bool = False, vectors: bool = False) -> Iterator[Moment]:
        return self._remote.iterate("select", scope, pictures=pictures, vectors=vectors)

    def coverage(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Coverage, ...]:
        coverage: tuple[Coverage, ...] = self._remote.call("coverage", since, until)
        return coverage

    def forget(self, scope: Scope, *, dry_run: bool = False) -> Forgotten:
        forgotten: Forgotten = self._remote.call("forget", scope, dry_run=dry_run)
        return forgotten

    def note_access(self, access: Access) -> None:
        self._remote.call("note_access", access)

    def accesses(self, limit: int = 100) -> tuple[Access, ...]:
        accesses: tuple[Access, ...] = self._remote.call("accesses", limit)
        return accesses

    def stats(self) -> Stats:
        stats: Stats = self._remote.call("stats")
        return stats

    def maintain(self, *, thorough: bool = False) -> None:
        self._remote.call("maintain", thorough=thorough)

    def next_roll(self) -> Roll | None:
        roll: Roll | None = self._remote.call("next_roll")
        return roll

    def put_film(self, filmed: Filmed) -> bool:
        return bool(self._remote.call("put_film", filmed))

    def next_thinning(self, budget_bytes: int) -> Thinning | None:
        step: Thinning | None = self._remote.call("next_thinning", budget_bytes)
        return step

    def put_thinned(self, step: Thinning, film: bytes) -> bool:
        return bool(self._remote.call("put_thinned", step, film))

    def pin(self, frame: str, *, pinned: bool = True) -> None:
        self._remote.call("pin", frame, pinned=pinned)

    def pins(self) -> tuple[str, ...]:
        pins: tuple[str, ...] = self._remote.call("pins")
        return pins

    def check(self) -> tuple[str, ...]:
        faults: tuple[str, ...] = self._remote.call("check")
        return faults

    def close(self) -> None:
        """Close the store in good order and end its process. Later calls raise; closing twice is harmless."""
        self._remote.close()
