"""Verifies and restores an archive. Twice does no harm.

Whatever the file says is taken as foreign: names, sizes and contents are checked, and nothing of it is written anywhere
but into the store. Runs in the caller's thread; memory stays bounded by one part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from base.coverage import Coverage
from base.errors import BadArchive, BadInput, Cancelled
from base.records.moment import Moment
from memory.archive.api import ArchiveApi
from memory.memories.memory import Memory
from memory.snapshots import age
from memory.snapshots import memories_jsonl as memories
from memory.snapshots import moments_parquet as rows
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
    from_folder,
    from_tar,
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
    with _opened(source) as file:
        return file.read(len(age.MAGIC)) == age.MAGIC


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
        manifest = _verified(_members(source, passphrase if encrypted else None), progress, cancelled)
        content = _content(_members(source, passphrase if encrypted else None), _Compare(manifest))
        return _added(archive, content, manifest.frames, progress, cancelled)
    except BadArchive as error:
        raise BadArchive(f"{source.name}: {error.detail}") from None


def _opened(source: Path) -> BinaryIO:
    try:
        return source.open("rb")
    except OSError as error:
        raise BadInput(
            f"{source.name} cannot be read ({type(error).__name__})", advice="Check the path and its rights."
        ) from None


def _members(source: Path, passphrase: str | None) -> ArchiveMembers:
    if source.is_dir():
        yield from from_folder(source)
        return
    with _opened(source) as file:
        if passphrase is not None:
            yield from from_tar(age.AgeReader(file, passphrase))
            return
        offset, magic = _TAR_MAGIC
        if file.read(offset + len(magic))[offset:] != magic:
            raise BadArchive("it is neither an archive of ours nor a folder export")
        file.seek(0)
        yield from from_tar(file)


# -- verifying ---------------------------------------------------------------------------------------------------------


class _Collect:
    """The first reading: notes what came, to be compared with the manifest at its end."""

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
    """The second reading: every member must be the one that was verified, or the file changed under our hands."""

    def __init__(self, manifest: Manifest) -> None:
        self._known: Mapping[str, Entry] = {file.name: file for file in manifest.files}

    def __call__(self, name: str, data: bytes) -> None:
        if name != MANIFEST and self._known.get(name) != entry(name, data):
            raise BadArchive(f"{name} changed while it was read")


Check = Callable[[str, bytes], None]


def _verified(members: ArchiveMembers, progress: Progress, cancelled: Callable[[], bool]) -> Manifest:
    collect = _Collect()
    counts: Counter[type] = Counter()
    try:
        for item in _content(members, collect):
            if cancelled():
                raise Cancelled
            counts[type(item)] += 1
            progress(counts[Moment], None)
    except BadArchive as error:
        raise _sharper(collect, error) from None
    manifest = collect.manifest
    if manifest is None:
        raise BadArchive(f"{MANIFEST} is missing: the archive is cut off")
    _compare(manifest, collect.entries)
    if (counts[Moment], counts[Coverage]) != (manifest.frames, manifest.coverage):
        raise BadArchive("it does not hold as many frames as it says")
    if counts[Memory] != manifest.memories:
        raise BadArchive("it does not hold as many memories as it says")
    return manifest


def _sharper(collect: _Collect, error: BadArchive) -> BadArchive:
    last = collect.entries[-1].name if collect.entries else "its beginning"
    return error if "/" in error.detail or ".json" in error.detail else BadArchive(f"{error.detail} (after {last})")


def _compare(manifest: Manifest, entries: list[Entry]) -> None:
    for listed, found in zip(manifest.files, entries, strict=False):
        if listed != found:
            raise BadArchive(f"{found.name} is not what was written")
    if len(manifest.files) != len(entries):
        raise BadArchive("it holds fewer or more files than its manifest lists")


# -- reading -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Seen:
    """Frames of which everything that was made of them is in the archive."""

    frames: tuple[str, ...]


Item = Moment | Coverage | Memory | _Seen


def _content(members: ArchiveMembers, check: Check) -> Iterator[Item]:
    """What the members hold; a moment comes when its picture has come."""
    waiting: dict[str, Moment] = {}
    for name, data in members:
        check(name, data)
        if name.startswith("pictures/"):
            yield _with_picture(waiting, name, data)
        elif name.endswith(".parquet"):
            if waiting:
                raise BadArchive(f"{next(iter(waiting))} is missing")
            yield from _table(waiting, name, data)
        elif name.startswith("memories/"):
            yield from _memories(name, data)
    if waiting:
        raise BadArchive(f"{next(iter(waiting))} is missing")


def _memories(name: str, data: bytes) -> Iterable[Item]:
    if name.endswith(".json"):
        return [_Seen(memories.read_seen(data, name))]
    return memories.read_lines(data, name)


def _table(waiting: dict[str, Moment], name: str, data: bytes) -> Iterable[Moment | Coverage]:
    if name.startswith("coverage/"):
        return rows.read_coverage(data, name)
    pairs = rows.read_frames(data, name)
    waiting.update((picture, moment) for moment, picture in pairs if picture is not None)
    if len({moment.id for moment, _ in pairs}) != len(pairs):
        raise BadArchive(f"{name} names a frame twice")
    return [moment for moment, picture in pairs if picture is None]


def _with_picture(waiting: dict[str, Moment], name: str, data: bytes) -> Moment:
    moment = waiting.pop(name, None)
    if moment is None or moment.picture is None:
        raise BadArchive(f"{name} belongs to no frame")
    return replace(moment, picture=replace(moment.picture, data=data))


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


def _added(
    archive: ArchiveApi,
    content: Iterator[Item],
    total: int,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> RestoreReport:
    added = skipped = stretches = remembered = 0
    for batch in _batches(content):
        if cancelled():
            raise Cancelled
        known = archive.known([moment.id for moment in batch.moments])
        fresh = [moment for moment in batch.moments if moment.id not in known]
        if fresh or batch.coverage:
            archive.add(fresh, batch.coverage)
        if batch.memories or batch.seen:
            remembered += archive.put_back(batch.memories, seen=batch.seen)
        added, skipped, stretches = added + len(fresh), skipped + len(known), stretches + len(batch.coverage)
        progress(added + skipped, total)
    return RestoreReport(added, skipped, stretches, remembered)


def _batches(content: Iterator[Item]) -> Iterator[_Batch]:
    """Memories come after the frames that they rest on: one whose evidence is not here does not come back."""
    batch = _Batch()
    for item in content:
        batch.take(item)
        if batch.full:
            yield batch
            batch = _Batch()
    if batch.moments or batch.coverage or batch.memories or batch.seen:
        yield batch
