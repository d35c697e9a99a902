"""Restores an export: reads it once to verify it, then once to add it. Restoring again adds nothing.

The file is not trusted: names, sizes and contents are checked, and nothing of it is written anywhere but into the
store. Runs in the caller's thread and holds one part in memory at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from base.coverage import Coverage
from base.errors import BadArchive, BadInput, Cancelled, file_fault
from base.records.moment import Moment
from memory.archive.api import ArchiveApi
from memory.memories.memory import Memory
from memory.snapshots import age_encryption, memories_jsonl, moments_parquet
from memory.snapshots.export import Progress
from memory.snapshots.manifest import (
    HEAD,
    MANIFEST,
    ArchiveMembers,
    Entry,
    Manifest,
    check_head,
    check_manifest,
    entry,
    read_folder,
    read_tar,
)

BATCH_MOMENTS = 64
BATCH_ROWS = 1000
BATCH_BYTES = 16 << 20
_TAR_MAGIC = (257, b"ustar")


@dataclass(frozen=True, slots=True)
class RestoreReport:
    added: int
    """Moments that were not there before."""
    skipped: int
    """Moments that were there already, or that were forgotten here on purpose."""
    coverage: int = 0
    memories: int = 0
    """Of the six kinds, that were not there before."""


def needs_passphrase(source: Path) -> bool:
    """Whether the archive is encrypted. Raises BadInput when there is no such file."""
    if source.is_dir():
        return False
    with _open(source) as file:
        return file.read(len(age_encryption.MAGIC)) == age_encryption.MAGIC


def restore(
    archive: ArchiveApi,
    source: Path,
    *,
    passphrase: str | None = None,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> RestoreReport:
    """Add what `source` (an archive file, or the folder of a folder export) holds and the memory does not.

    Raises WrongPassphrase, BadArchive naming the damaged file, BadInput for an archive of a newer version, Cancelled,
    and what adding raises. Until the whole archive has been read and verified once, nothing is added.
    """
    encrypted = needs_passphrase(source)
    if encrypted and not passphrase:
        raise BadInput("the archive is encrypted", advice="Give the passphrase that it was made with.")
    try:
        manifest = _verify(_members(source, passphrase if encrypted else None), progress, cancelled)
        content = _content(_members(source, passphrase if encrypted else None), _Compare(manifest))
        return _add_all(archive, content, manifest.frames, progress, cancelled)
    except BadArchive as error:
        raise BadArchive(f"{source.name}: {error.detail}") from None


def _open(source: Path) -> BinaryIO:
    try:
        return source.open("rb")
    except OSError as error:
        raise BadInput(
            f"{source.name} cannot be read: {file_fault(error)}", advice="Check the path and its permissions."
        ) from None


def _members(source: Path, passphrase: str | None) -> ArchiveMembers:
    if source.is_dir():
        yield from read_folder(source)
        return
    with _open(source) as file:
        if passphrase is not None:
            yield from read_tar(age_encryption.AgeReader(file, passphrase))
            return
        offset, magic = _TAR_MAGIC
        if file.read(offset + len(magic))[offset:] != magic:
            raise BadArchive("it is neither an archive of ours nor a folder export")
        file.seek(0)
        yield from read_tar(file)


# -- verifying ---------------------------------------------------------------------------------------------------------


class _Collect:
    """First reading: lists the files, to be compared with the manifest at their end."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.manifest: Manifest | None = None

    def __call__(self, name: str, data: bytes) -> None:
        if not self.entries and name != HEAD:
            raise BadArchive(f"it does not begin with {HEAD}")
        if self.manifest is not None:
            raise BadArchive(f"{name} comes after the manifest")
        if name == HEAD:
            check_head(data)
        if name == MANIFEST:
            self.manifest = check_manifest(data)
        else:
            self.entries.append(entry(name, data))


class _Compare:
    """Second reading: every file must be the one that was verified, or the archive was changed meanwhile."""

    def __init__(self, manifest: Manifest) -> None:
        self._known: Mapping[str, Entry] = {file.name: file for file in manifest.files}

    def __call__(self, name: str, data: bytes) -> None:
        if name != MANIFEST and self._known.get(name) != entry(name, data):
            raise BadArchive(f"{name} changed while it was read")


Check = Callable[[str, bytes], None]


def _verify(members: ArchiveMembers, progress: Progress, cancelled: Callable[[], bool]) -> Manifest:
    collect = _Collect()
    counts: Counter[type] = Counter()
    try:
        for item in _content(members, collect):
            if cancelled():
                raise Cancelled
            counts[type(item)] += 1
            progress(counts[Moment], None)
    except BadArchive as error:
        if "/" in error.detail or ".json" in error.detail:
            raise
        last = collect.entries[-1].name if collect.entries else "its beginning"
        raise BadArchive(f"{error.detail} (after {last})") from None
    manifest = collect.manifest
    if manifest is None:
        raise BadArchive(f"{MANIFEST} is missing: the archive is cut off")
    for listed, read in zip(manifest.files, collect.entries, strict=False):
        if listed != read:
            raise BadArchive(f"{read.name} is not what was written")
    if len(manifest.files) != len(collect.entries):
        raise BadArchive("it holds fewer or more files than its manifest lists")
    if (counts[Moment], counts[Coverage]) != (manifest.frames, manifest.coverage):
        raise BadArchive("it does not hold as many frames as it says")
    if counts[Memory] != manifest.memories:
        raise BadArchive("it does not hold as many memories as it says")
    return manifest


# -- reading -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Seen:
    """Frames whose memories are all in the archive."""

    frames: tuple[str, ...]


Item = Moment | Coverage | Memory | _Seen


def _content(members: ArchiveMembers, check: Check) -> Iterator[Item]:
    """What the files hold; a moment is yielded once its picture was read."""
    waiting: dict[str, Moment] = {}
    for name, data in members:
        check(name, data)
        if name.startswith("pictures/"):
            moment = waiting.pop(name, None)
            if moment is None or moment.picture is None:
                raise BadArchive(f"{name} belongs to no frame")
            yield replace(moment, picture=replace(moment.picture, data=data))
        elif name.endswith(".parquet"):
            if waiting:
                raise BadArchive(f"{next(iter(waiting))} is missing")
            yield from _read_table(waiting, name, data)
        elif name.startswith("memories/"):
            if name.endswith(".json"):
                yield _Seen(memories_jsonl.read_seen(data, name))
            else:
                yield from memories_jsonl.read_lines(data, name)
    if waiting:
        raise BadArchive(f"{next(iter(waiting))} is missing")


def _read_table(waiting: dict[str, Moment], name: str, data: bytes) -> Iterable[Moment | Coverage]:
    if name.startswith("coverage/"):
        return moments_parquet.read_coverage(data, name)
    pairs = moments_parquet.read_frames(data, name)
    waiting.update((picture, moment) for moment, picture in pairs if picture is not None)
    if len({moment.id for moment, _ in pairs}) != len(pairs):
        raise BadArchive(f"{name} names a frame twice")
    return [moment for moment, picture in pairs if picture is None]


# -- adding ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Batch:
    moments: list[Moment] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)
    memories: list[Memory] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    weight: int = 0

    def take(self, item: Item) -> None:
        if isinstance(item, Moment):
            self.moments.append(item)
            self.weight += len(item.picture.data) if item.picture else 0
        elif isinstance(item, Coverage):
            self.coverage.append(item)
        elif isinstance(item, Memory):
            self.memories.append(item)
        else:
            self.seen += item.frames

    @property
    def full(self) -> bool:
        rows = max(len(self.coverage), len(self.memories), len(self.seen))
        return len(self.moments) >= BATCH_MOMENTS or rows >= BATCH_ROWS or self.weight > BATCH_BYTES


def _add_all(
    archive: ArchiveApi,
    content: Iterator[Item],
    total: int,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> RestoreReport:
    added = skipped = stretches = memories = 0
    for batch in _batches(content):
        if cancelled():
            raise Cancelled
        known = archive.known([moment.id for moment in batch.moments])
        fresh = [moment for moment in batch.moments if moment.id not in known]
        if fresh or batch.coverage:
            archive.add(fresh, batch.coverage)
        if batch.memories or batch.seen:
            memories += archive.put_back(batch.memories, seen=batch.seen)
        added, skipped, stretches = added + len(fresh), skipped + len(known), stretches + len(batch.coverage)
        progress(added + skipped, total)
    return RestoreReport(added, skipped, stretches, memories)


def _batches(content: Iterator[Item]) -> Iterator[_Batch]:
    """Memories come after the frames that they rest on: without its evidence a memory is not restored."""
    batch = _Batch()
    for item in content:
        batch.take(item)
        if batch.full:
            yield batch
            batch = _Batch()
    if batch.moments or batch.coverage or batch.memories or batch.seen:
        yield batch
