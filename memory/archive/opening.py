"""Starts the archive's process and opens it there.

Reading and windows cannot stall a search from there, and ending it is the surest lock (DESIGN §3). `ArchiveClient` is
our end; each of its methods blocks, and any thread may call. The process is started with spawn and ends with us.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from base.clock import IDLE_AFTER
from base.errors import WeightsMissing
from base.lasting_process import LastingProcess
from memory.archive.client import REPEATABLE, ArchiveClient, archive_client
from memory.encoders.interface import ImageModel, open_image_encoder
from memory.sealed.keys import Keys

if TYPE_CHECKING:
    from memory.archive.local import LocalArchive, RecallApi
    from memory.store.frame_tables import FrameTables


NICENESS = 5
"""While one types, a search over a million moments takes both cores, and the window would wait for one."""
QUERIES = 8192
"""Recent ones whose vectors are remembered: a page further or a filter more asks the same again."""


@dataclass(frozen=True, slots=True)
class Opening:
    """All that the archive's process needs to begin; sent through the pipe, never by the command line or a file."""

    home: Path = field(repr=False)
    keys: Keys
    recall: Callable[[FrameTables], RecallApi]
    actor: str = "app"
    accept_backup: bool = False
    witness_dir: Path | None = field(default=None, repr=False)
    fsync: bool = True
    idle_after: timedelta = IDLE_AFTER
    """The idle time of the settings."""


def words_and_meaning(frames: FrameTables, pictures: ImageModel | None = None) -> RecallApi:
    """The recall of the product: words, parts of words and meaning, and pictures where their model is there."""
    from memory.encoders.embedding_cache import CachedTextEncoder
    from memory.encoders.minilm import MiniLM
    from memory.search.recall import Recall

    try:
        encoder = CachedTextEncoder(MiniLM(threads=1), max_vectors=QUERIES)
    except WeightsMissing:
        return Recall(frames, text_encoder=None, image_encoder=open_image_encoder(pictures))
    return Recall(frames, text_encoder=encoder, image_encoder=open_image_encoder(pictures))


def words_only(frames: FrameTables) -> RecallApi:
    """Recall without an encoder, for tests and benchmarks."""
    from memory.archive.word_recall import WordRecall

    return WordRecall(frames)


def open_here(opening: Opening) -> LocalArchive:
    """The archive in this process. The environment is made safe before lancedb is imported; keep the order."""
    from memory.sealed.sealed_store import open_sealed

    sealed = open_sealed(
        opening.home,
        opening.keys,
        accept_backup=opening.accept_backup,
        witness_dir=opening.witness_dir,
        fsync=opening.fsync,
    )
    try:
        from memory.archive.local import LocalArchive
        from memory.store.database import Database
        from memory.store.store import Store

        database = Database(
            uri=sealed.uri,
            home=opening.home,
            storage_options=sealed.storage_options,
            raise_if_damaged=sealed.raise_if_damaged,
            before_migration=lambda version: _back_up(opening.home, version),
        )
        return LocalArchive(
            store=Store(database),
            recall=opening.recall,
            files=sealed,
            vault_key=opening.keys.vault_private,
            actor=opening.actor,
            idle_after=opening.idle_after,
        )
    except BaseException:
        sealed.close()
        raise


def _back_up(home: Path, version: int) -> None:
    """A copy of the sealed files beside them; they open with the same keys. An unfinished older copy is replaced."""
    source, target = home / "objects", home / "backups" / f"objects-version-{version}"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


def _open_behind(opening: Opening) -> LocalArchive:
    """The factory that runs in the child: the window goes before it, the reader of new pictures after it."""
    import psutil  # only here: the window starts without it

    me = psutil.Process()
    me.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS if sys.platform == "win32" else max(NICENESS, me.nice()))
    return open_here(opening)


def open_archive(
    home: Path,
    keys: Keys,
    *,
    recall: Callable[[FrameTables], RecallApi] = words_and_meaning,
    actor: str = "app",
    accept_backup: bool = False,
    witness_dir: Path | None = None,
    fsync: bool = True,
    idle_after: timedelta = IDLE_AFTER,
    may_restart: Callable[[], bool] = lambda: True,
    changed: Callable[[], None] = lambda: None,
) -> ArchiveClient:
    """Start the archive's process and wait until it is open. `recall` must be found by its import path. `may_restart`:
    asked before it is started again after a death. `changed`: called from any thread when `restarting` or `failure`
    changed.

    Raises what opening raises: Damaged, RolledBack, StoreTooNew, StoreBusy, DiskFull.
    """
    opening = Opening(home, keys, recall, actor, accept_backup, witness_dir, fsync, idle_after)
    process = LastingProcess(
        _open_behind, opening, name="archive", repeatable=REPEATABLE, may_restart=may_restart, changed=changed
    )
    return archive_client(process)
