"""Anchor: an encrypted record of every table's newest version, against rollback.

Each object is verified by itself, so an attacker can only delete the newest manifest or restore older files; LanceDB
would then read older data without a word. The anchor holds the version and the tag of each table's newest manifest, and
a counter of all changes, which the witness outside the home repeats.

Many processes may write. Every change is made under an inter-process lock, based on the record on the disk at that
time. The manifest is durable before the anchor, the anchor before the witness: after a crash the anchor may be older
than the files, which is accepted, but never newer. `open_sealed` verifies it; the endpoint's write pool changes it.
"""

from __future__ import annotations

import json
import logging
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from base.errors import Damaged, RolledBack, StoreBusy
from base.files import replace_atomically
from memory.sealed.envelope import SealError, seal, unseal
from memory.sealed.keys import Keys
from memory.sealed.objects import SealedObjects
from memory.sealed.rollback_witness import Witness, highest_counter

log = logging.getLogger(__name__)
_MANIFEST = re.compile(r"(?P<table>.+)/_versions/(?P<number>\d+)\.manifest")
_LOCK_SECONDS = 20
_ADVICE = (
    "Restore the memory's folder from a backup, or accept what is there with `afterglow unlock --accept-backup`; "
    "what is missing stays missing."
)


@dataclass(frozen=True, slots=True)
class ManifestHead:
    """A table's newest manifest."""

    version: int
    tag: str


@dataclass(frozen=True, slots=True)
class AnchorRecord:
    counter: int = 0
    heads: dict[str, ManifestHead] = field(default_factory=dict, repr=False)

    def with_head(self, table: str, head: ManifestHead | None) -> AnchorRecord:
        heads = {name: old_head for name, old_head in self.heads.items() if name != table}
        if head is not None:
            heads[table] = head
        return AnchorRecord(self.counter + 1, heads)


def parse_manifest_name(name: str) -> tuple[str, int] | None:
    """(table, version) of a manifest's object name. Lance's second naming scheme counts down from 2^64 - 1."""
    match = _MANIFEST.fullmatch(name)
    if match is None:
        return None
    number = int(match["number"])
    return match["table"], 2**64 - 1 - number if len(match["number"]) == 20 else number


class Anchor:
    """Observes the objects passed to `observe`; `verify` is called once at open."""

    def __init__(self, home: Path, keys: Keys, witnesses: Sequence[Witness], *, fsync: bool = True) -> None:
        self._path = home / "anchor"
        self._key = keys.anchor_key
        self._label = f"{keys.store_id} anchor"
        self._witnesses = tuple(witnesses)  # only the first is fast enough for every change
        self._fsync = fsync
        self._process_lock = FileLock(home / "anchor.lock", mode=0o600)
        self._thread_lock = threading.Lock()
        self._last = AnchorRecord()
        self._objects: SealedObjects

    def observe(self, objects: SealedObjects) -> None:
        self._objects = objects
        objects.observer = self

    def verify(self, *, accept_backup: bool = False) -> None:
        """Raises RolledBack, or Damaged with the table or the anchor. `accept_backup` makes the files on disk valid."""
        witnessed = highest_counter(self._witnesses)  # read first: another process may advance the anchor meanwhile
        with self._lock():
            if accept_backup:
                self._write(self._rebuild_record(witnessed))
            else:
                self._last = self._verify_record(witnessed)
                if not self._path.exists():
                    self._write(AnchorRecord(1))
        self.update_witnesses()

    def update_witnesses(self) -> None:
        for witness in self._witnesses:
            witness.record(self._last.counter)

    def find_faults(self) -> tuple[str, ...]:
        """The details of the errors that `verify` would raise."""
        try:
            with self._lock():
                self._verify_record(0)
        except Damaged as error:
            return (error.detail,)
        return ()

    def note_published(self, name: str, tag: str) -> None:
        """The commit is already durable, so an error here must not make it look failed."""
        manifest = parse_manifest_name(name)
        if manifest is None:
            return
        try:
            with self._lock():
                self._advance(name, *manifest, tag)
        except (OSError, StoreBusy) as error:
            log.warning("the anchor lags behind a commit: %s", type(error).__name__)

    def delete(self, name: str, work: Callable[[], bool]) -> bool:
        """LanceDB deletes a newest manifest only when it drops the table. The anchor forgets the table before the
        deletion, so that a crash in between does not look like an attack.
        """
        manifest = parse_manifest_name(name)
        if manifest is None:
            return work()
        table, version = manifest
        with self._lock():
            record = self._read_latest()
            head = record.heads.get(table)
            if head is not None and head.version == version:
                self._write(record.with_head(table, None))
            return work()

    def check_listing(self, table: str, names: Sequence[str]) -> None:
        """Raises Damaged if the newest version vanished while the store is open. A listing that looks old is checked
        again on the disk, under the lock.
        """
        head = self._last.heads.get(table)
        manifests = (parse_manifest_name(name) for name in names)
        if head is None or any(manifest[1] >= head.version for manifest in manifests if manifest):
            return
        with self._lock():
            latest_head = self._read_latest().heads.get(table)
            if latest_head is not None:
                self._verify_head(table, latest_head)

    def _advance(self, name: str, table: str, version: int, tag: str) -> None:
        record = self._read_latest()
        head = record.heads.get(table)
        if head is not None and head.version >= version:
            return
        try:
            self._objects.stat(name)
        except FileNotFoundError:  # another process has dropped the table since our commit
            return
        self._write(record.with_head(table, ManifestHead(version, tag)))
        self._witnesses[0].record(self._last.counter)

    def _read_latest(self) -> AnchorRecord:
        """The record on the disk, or the last one of this process if that is newer."""
        try:
            on_disk = self._read() or AnchorRecord()
        except Damaged:
            on_disk = AnchorRecord()
        self._last = on_disk if on_disk.counter >= self._last.counter else self._last
        return self._last

    def _verify_record(self, witnessed: int) -> AnchorRecord:
        record = self._read()
        if record is None:
            if any(True for _ in self._tables()):
                raise Damaged("anchor (the record of the newest versions is missing)", advice=_ADVICE)
            record = AnchorRecord()
        if record.counter < witnessed:
            raise RolledBack(f"{witnessed - record.counter} changes are missing")
        for table, head in record.heads.items():
            self._verify_head(table, head)
        return record

    def _verify_head(self, table: str, head: ManifestHead) -> None:
        newest, name = self._newest_manifest(table)
        if newest < head.version:
            raise Damaged(
                f"{table} (version {head.version} was written, the newest here is {newest}: removed or put back)",
                advice=_ADVICE,
            )
        if newest == head.version and self._tag(name) not in (head.tag, None):
            raise Damaged(f"{name} (another file was put in its place)", advice=_ADVICE)

    def _tag(self, name: str) -> str | None:
        """None for a damaged manifest: LanceDB fails when it opens that table, the other tables stay readable."""
        try:
            return self._objects.stat(name).tag
        except Damaged:
            return None

    def _newest_manifest(self, table: str) -> tuple[int, str]:
        """(version, name), or (0, "")."""
        names = (item.name for item in self._objects.listing(f"{table}/_versions/"))
        versions = [(manifest[1], name) for name in names if (manifest := parse_manifest_name(name)) is not None]
        return max(versions, default=(0, ""))

    def _tables(self) -> Iterator[str]:
        tables = set()
        for item in self._objects.listing():
            manifest = parse_manifest_name(item.name)
            if manifest is not None and manifest[0] not in tables:
                tables.add(manifest[0])
                yield manifest[0]

    def _rebuild_record(self, witnessed: int) -> AnchorRecord:
        """From the manifests on the disk."""
        try:
            counter = (self._read() or AnchorRecord()).counter
        except Damaged:
            counter = 0
        heads = {}
        for table in self._tables():
            version, name = self._newest_manifest(table)
            if tag := self._tag(name):
                heads[table] = ManifestHead(version, tag)
        return AnchorRecord(max(counter, witnessed) + 1, heads)

    def _read(self) -> AnchorRecord | None:
        """Raises Damaged, StoreTooNew."""
        try:
            sealed = self._path.read_bytes()
        except FileNotFoundError:
            return None
        try:
            fields = json.loads(unseal(self._key, self._label, sealed))
        except SealError as error:
            raise Damaged(f"anchor (the record of the newest versions {error})", advice=_ADVICE) from None
        heads = {table: ManifestHead(int(version), str(tag)) for table, (version, tag) in fields["heads"].items()}
        return AnchorRecord(int(fields["counter"]), heads)

    def _write(self, record: AnchorRecord) -> None:
        heads = {table: (head.version, head.tag) for table, head in record.heads.items()}
        fields = json.dumps({"counter": record.counter, "heads": heads}).encode()
        replace_atomically(self._path, seal(self._key, self._label, fields), sync=self._fsync)
        self._last = record

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with self._thread_lock:
            try:
                self._process_lock.acquire(timeout=_LOCK_SECONDS, poll_interval=0.003)
            except Timeout:
                raise StoreBusy("the anchor is held") from None
            try:
                yield
            finally:
                self._process_lock.release()
