"""Sealed record of every table's newest version, against rollback.

Each object verifies by itself, so an attacker is left with deleting the newest manifest or putting older files back;
LanceDB would read on, silently older. The anchor knows each table's newest manifest and its content's tag, and counts
every change, for the witness outside the home.

Many processes may write. Every change happens under an inter-process lock, on top of what is on disk then; the manifest
is durable before the anchor, the anchor before the witness. So a crash leaves the anchor behind the files, never ahead:
newer than the anchor is fine. Called from the endpoint's write pool and the opener.
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
from memory.sealed.witness import Witness, highest

log = logging.getLogger(__name__)
_MANIFEST = re.compile(r"(?P<table>.+)/_versions/(?P<number>\d+)\.manifest")
_LOCK_SECONDS = 20
_ADVICE = (
    "Restore the memory's folder from a backup, or accept what is there with `afterglow unlock --accept-backup`; "
    "what is missing stays missing."
)


@dataclass(frozen=True, slots=True)
class Head:
    """A table's newest manifest."""

    version: int
    tag: str


@dataclass(frozen=True, slots=True)
class Record:
    counter: int = 0
    heads: dict[str, Head] = field(default_factory=dict, repr=False)

    def with_head(self, table: str, head: Head | None) -> Record:
        heads = {name: known for name, known in self.heads.items() if name != table}
        if head is not None:
            heads[table] = head
        return Record(self.counter + 1, heads)


def manifest(name: str) -> tuple[str, int] | None:
    """(table, version) of a manifest's object name. Lance's second naming scheme counts down from 2^64 - 1."""
    found = _MANIFEST.fullmatch(name)
    if found is None:
        return None
    number = int(found["number"])
    return found["table"], 2**64 - 1 - number if len(found["number"]) == 20 else number


class Anchor:
    """Watches the objects it is given to; `verify` once at open."""

    def __init__(self, home: Path, keys: Keys, witnesses: Sequence[Witness], *, fsync: bool = True) -> None:
        self._path = home / "anchor"
        self._key = keys.records
        self._label = f"{keys.store_id} anchor"
        self._witnesses = tuple(witnesses)  # the first is cheap enough for every change
        self._fsync = fsync
        self._between_processes = FileLock(home / "anchor.lock", mode=0o600)
        self._between_threads = threading.Lock()
        self._last = Record()
        self._objects: SealedObjects

    def watch(self, objects: SealedObjects) -> None:
        self._objects = objects
        objects.watch = self

    def verify(self, *, accept_backup: bool = False) -> None:
        """Raises RolledBack, or Damaged naming the table or the anchor. Accepting makes what is there the newest."""
        seen = highest(self._witnesses)  # before the anchor, which another process may be moving on
        with self._locked():
            if accept_backup:
                self._write(self._found_on_disk(seen))
            else:
                self._last = self._verified(seen)
                if not self._path.exists():
                    self._write(Record(1))
        self.witness_now()

    def witness_now(self) -> None:
        for witness in self._witnesses:
            witness.record(self._last.counter)

    def faults(self) -> tuple[str, ...]:
        """What `verify` would raise for, without raising."""
        try:
            with self._locked():
                self._verified(0)
        except Damaged as error:
            return (error.detail,)
        return ()

    def published(self, name: str, tag: str) -> None:
        """A commit stands already: whatever happens here must not make it look failed."""
        found = manifest(name)
        if found is None:
            return
        try:
            with self._locked():
                self._advance(name, *found, tag)
        except (OSError, StoreBusy) as error:
            log.warning("the anchor lags behind a commit: %s", type(error).__name__)

    def delete(self, name: str, work: Callable[[], bool]) -> bool:
        """Only a dropped table loses its newest manifest. Forgotten first: a crash must not look like a theft."""
        found = manifest(name)
        if found is None:
            return work()
        with self._locked():
            record = self._current()
            head = record.heads.get(found[0])
            if head is not None and head.version == found[1]:
                self._write(record.with_head(found[0], None))
            return work()

    def listed(self, table: str, names: Sequence[str]) -> None:
        """A version that vanishes under an open store. What looks old is looked at again, all of it, under the lock."""
        head = self._last.heads.get(table)
        if head is None or any(found[1] >= head.version for name in names if (found := manifest(name))):
            return
        with self._locked():
            now = self._current().heads.get(table)
            if now is not None:
                self._verify_head(table, now)

    def _advance(self, name: str, table: str, version: int, tag: str) -> None:
        record = self._current()
        known = record.heads.get(table)
        if known is not None and known.version >= version:
            return
        try:
            self._objects.stat(name)
        except FileNotFoundError:  # another process dropped the table between our commit and now
            return
        self._write(record.with_head(table, Head(version, tag)))
        self._witnesses[0].record(self._last.counter)

    def _current(self) -> Record:
        """What is on disk, but never older than what this process has seen."""
        try:
            on_disk = self._read() or Record()
        except Damaged:
            on_disk = Record()
        self._last = on_disk if on_disk.counter >= self._last.counter else self._last
        return self._last

    def _verified(self, seen: int) -> Record:
        record = self._read()
        if record is None:
            if any(True for _ in self._tables()):
                raise Damaged("anchor (the record of the newest versions is missing)", advice=_ADVICE)
            record = Record()
        if record.counter < seen:
            raise RolledBack(f"{seen - record.counter} changes are missing")
        for table, head in record.heads.items():
            self._verify_head(table, head)
        return record

    def _verify_head(self, table: str, head: Head) -> None:
        newest, name = self._newest(table)
        if newest < head.version:
            raise Damaged(
                f"{table} (version {head.version} was written, the newest here is {newest}: removed or put back)",
                advice=_ADVICE,
            )
        if newest == head.version and self._tag(name) not in (head.tag, None):
            raise Damaged(f"{name} (another file was put in its place)", advice=_ADVICE)

    def _tag(self, name: str) -> str | None:
        """None for a damaged manifest: LanceDB meets it when it opens that table; the other tables stay readable."""
        try:
            return self._objects.stat(name).tag
        except Damaged:
            return None

    def _newest(self, table: str) -> tuple[int, str]:
        names = (item.name for item in self._objects.listing(f"{table}/_versions/"))
        found = [(known[1], name) for name in names if (known := manifest(name)) is not None]
        return max(found, default=(0, ""))

    def _tables(self) -> Iterator[str]:
        known = set()
        for item in self._objects.listing():
            found = manifest(item.name)
            if found is not None and found[0] not in known:
                known.add(found[0])
                yield found[0]

    def _found_on_disk(self, seen: int) -> Record:
        try:
            counter = (self._read() or Record()).counter
        except Damaged:
            counter = 0
        heads = {}
        for table in self._tables():
            version, name = self._newest(table)
            if tag := self._tag(name):
                heads[table] = Head(version, tag)
        return Record(max(counter, seen) + 1, heads)

    def _read(self) -> Record | None:
        """Raises Damaged, StoreTooNew."""
        try:
            sealed = self._path.read_bytes()
        except FileNotFoundError:
            return None
        try:
            fields = json.loads(unseal(self._key, self._label, sealed))
        except SealError as error:
            raise Damaged(f"anchor (the record of the newest versions {error})", advice=_ADVICE) from None
        heads = {table: Head(int(version), str(tag)) for table, (version, tag) in fields["heads"].items()}
        return Record(int(fields["counter"]), heads)

    def _write(self, record: Record) -> None:
        heads = {table: (head.version, head.tag) for table, head in record.heads.items()}
        fields = json.dumps({"counter": record.counter, "heads": heads}).encode()
        replace_atomically(self._path, seal(self._key, self._label, fields), sync=self._fsync)
        self._last = record

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._between_threads:
            try:
                self._between_processes.acquire(timeout=_LOCK_SECONDS, poll_interval=0.003)
            except Timeout:
                raise StoreBusy("the anchor is held") from None
            try:
                yield
            finally:
                self._between_processes.release()
