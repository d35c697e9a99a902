"""Named, encrypted objects in a byte storage.

The S3 protocol calls it on the endpoint's thread (reads) and its write pool. An upload is written chunk by chunk, so it
needs little memory.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Protocol

from base.errors import Damaged, StoreError
from memory.sealed.envelope import SealError
from memory.sealed.name_encryption import NameCipher
from memory.sealed.object_format import CHUNK, HEADER, TAG, ObjectReader, Sealer, open_chunks, open_header, plain_size
from memory.sealed.storage import ByteStorage, StoredObject, Upload

_MAX_CACHED_HEADERS = 20_000
_CHECK_BYTES = 64 * CHUNK


@dataclass(frozen=True, slots=True)
class ObjectHead:
    """A verified object. `size` in plain bytes, `tag` identifies the content, `modified` in seconds since 1970."""

    name: str = field(repr=False)
    size: int
    tag: str
    modified: float
    key_id: int


@dataclass(frozen=True, slots=True)
class ListedObject:
    """One line of a listing. Sizes come from file lengths and are verified when the object is opened."""

    name: str = field(repr=False)
    prefix: bool = False
    size: int = 0
    modified: float = 0.0


class ObjectObserver(Protocol):
    """Is called when objects appear and vanish. The anchor is one."""

    def note_published(self, name: str, tag: str) -> None: ...

    def delete(self, name: str, work: Callable[[], bool]) -> bool:
        """Calls `work`, which deletes the object, and records the deletion."""

    def check_listing(self, table: str, names: Sequence[str]) -> None:
        """Called with the answer to a listing of a table's versions. Raises Damaged."""


class NullObserver:
    def note_published(self, name: str, tag: str) -> None:
        pass

    def delete(self, name: str, work: Callable[[], bool]) -> bool:
        return work()

    def check_listing(self, table: str, names: Sequence[str]) -> None:
        pass


class SealedObjects:
    """`data`: key id → data key (the highest id seals, all open); `names`: the key for names. 32 bytes each."""

    def __init__(
        self, store: ByteStorage, *, data: Mapping[int, bytes], names: bytes, observer: ObjectObserver | None = None
    ) -> None:
        self._store = store
        self._data = dict(data)
        self._names = NameCipher(names)
        self.observer: ObjectObserver = observer or NullObserver()
        self._headers: OrderedDict[str, tuple[tuple[int, ...], ObjectReader]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, name: str, data: bytes | memoryview, *, exclusive: bool = False) -> str:
        """Returns the tag. Raises FileExistsError if exclusive and the name is taken; on failure leaves nothing."""
        writer = self.writer(name)
        try:
            writer.write(data)
            return writer.finish(exclusive=exclusive)
        except BaseException:
            writer.abort()
            raise

    def writer(self, name: str) -> ObjectWriter:
        stored = self._names.encrypt(name)
        upload = self._store.upload(HEADER)

        def publish(head: bytes, exclusive: bool) -> None:
            upload.publish(stored, head, exclusive=exclusive)
            self.observer.note_published(name, head[-TAG:].hex())

        return ObjectWriter(Sealer.create(self._data, name), upload, publish)

    def stat(self, name: str) -> ObjectHead:
        """Raises FileNotFoundError, Damaged."""
        with closing(self._store.open(self._names.encrypt(name))) as blob:
            return self._open_header(name, blob)[0]

    def read(self, name: str, start: int = 0, end: int | None = None) -> tuple[bytes | memoryview, ObjectHead]:
        """Plain bytes of [start, end), clipped to the object; a negative start counts from the end."""
        with closing(self._store.open(self._names.encrypt(name))) as blob:
            head, reader = self._open_header(name, blob)
            if start < 0:
                start = max(0, head.size + start)
            end = head.size if end is None else min(end, head.size)
            if start >= end:
                if head.size:
                    return b"", head
                start = end = 0  # also verifies the tag of an empty object
            return self._read_range(blob, reader, name, start, end), head

    def _read_range(
        self, blob: StoredObject, reader: ObjectReader, name: str, start: int, end: int
    ) -> bytes | memoryview:
        first, last = start // CHUNK, max(0, end - 1) // CHUNK
        base = first * CHUNK
        plain_length = min((last + 1) * CHUNK, reader.size) - base
        length = plain_length + (last - first + 1) * TAG
        sealed = blob.read(HEADER + first * (CHUNK + TAG), length)
        if len(sealed) != length:
            raise Damaged(f"{name} (it shrank while it was read)")
        data = open_chunks(reader, first, sealed, name)
        return memoryview(data)[start - base : end - base]

    def delete(self, name: str) -> bool:
        stored = self._names.encrypt(name)
        with self._lock:
            self._headers.pop(name, None)
        return self.observer.delete(name, lambda: self._store.delete(stored))

    def listing(self, prefix: str = "", delimiter: str = "", after: str = "") -> Iterator[ListedObject]:
        """Names that start with `prefix` and sort after `after`, in byte order; with a delimiter, folders instead of
        their contents. Names that do not verify are left out; `check` reports them.
        """
        folder, _, stem = prefix.rpartition("/")
        yield from self._walk(folder, stem, bool(delimiter), after)

    def _walk(self, folder: str, stem: str, flat: bool, after: str) -> Iterator[ListedObject]:
        for item in self._list_folder(folder):
            if not item.name.startswith(f"{folder}/{stem}" if folder else stem):
                continue
            if not item.prefix:
                if item.name > after:
                    yield item
            elif not flat:
                if item.name > after or after.startswith(item.name):
                    yield from self._walk(item.name.rstrip("/"), "", False, after)
            elif item.name > after and self._has_objects(item.name.rstrip("/")):
                yield item

    def _list_folder(self, folder: str, faults: list[str] | None = None) -> list[ListedObject]:
        """The direct contents of `folder`, sorted as UTF-8 bytes; names of folders end with `/`."""
        items = []
        for entry in self._store.entries(self._names.encrypt(folder)):
            try:
                part = self._names.decrypt_part(folder, entry.name)
            except SealError as error:
                if faults is not None:
                    faults.append(f"{folder}/{entry.name} ({error})")
                continue
            if part is not None:
                name = f"{folder}/{part}" if folder else part
                size = 0 if entry.folder else plain_size(entry.size)
                items.append(ListedObject(name + "/" * entry.folder, entry.folder, size, entry.modified))
        return sorted(items, key=lambda item: item.name.encode())

    def _has_objects(self, folder: str) -> bool:
        """LanceDB must not see folders that a crash or a dropped table left empty."""
        items = self._list_folder(folder)
        return any(not item.prefix for item in items) or any(self._has_objects(item.name.rstrip("/")) for item in items)

    def check(self) -> tuple[str, ...]:
        """Reads all objects. Returns the name and the fault of each that does not verify."""
        faults: list[str] = []
        self._check_folder("", faults)
        return tuple(faults)

    def _check_folder(self, folder: str, faults: list[str]) -> None:
        for item in self._list_folder(folder, faults):
            if item.prefix:
                self._check_folder(item.name.rstrip("/"), faults)
            elif fault := self._find_fault(item.name):
                faults.append(fault)

    def _find_fault(self, name: str) -> str | None:
        try:
            size = self.stat(name).size
            for start in range(0, max(size, 1), _CHECK_BYTES):
                self.read(name, start, start + _CHECK_BYTES)
        except FileNotFoundError:  # deleted while it was read
            return None
        except StoreError as error:
            return error.detail
        except OSError as error:
            return f"{name} (the disk cannot read it: {error.strerror})"
        return None

    def totals(self) -> tuple[int, int]:
        """Number of objects and their stored bytes, from file lengths."""
        return self._count("")

    def _count(self, folder: str) -> tuple[int, int]:
        count = size = 0
        for entry in self._store.entries(folder):
            path = f"{folder}/{entry.name}" if folder else entry.name
            more = self._count(path) if entry.folder else (1, entry.size)
            count, size = count + more[0], size + more[1]
        return count, size

    def close(self) -> None:
        self._store.close()

    def _open_header(self, name: str, blob: StoredObject) -> tuple[ObjectHead, ObjectReader]:
        """From the cache, or verified and cached."""
        cached = self._headers.get(name)
        if cached is None or cached[0] != blob.identity:
            cached = blob.identity, open_header(blob.read(0, HEADER), blob.size, self._data, name)
            with self._lock:
                self._headers[name] = cached
                if len(self._headers) > _MAX_CACHED_HEADERS:
                    self._headers.popitem(last=False)
        reader = cached[1]
        return ObjectHead(name, reader.size, reader.tag, blob.modified, reader.key_id), reader


class ObjectWriter:
    """Encrypts one object while it arrives: `write` in order, or `add_part` in any order; then `finish` or `abort`."""

    def __init__(self, sealer: Sealer, upload: Upload, publish: Callable[[bytes, bool], None]) -> None:
        self._sealer = sealer
        self._upload = upload
        self._publish = publish
        self._tail = bytearray()  # never empty after the first byte, because it may become the last chunk
        self._chunks = self._size = 0
        self._waiting: dict[int, bytes] = {}
        self._tags: dict[int, str] = {}
        self._next = 1
        self._lock = threading.Lock()

    def write(self, data: bytes | memoryview) -> None:
        view = memoryview(data)
        self._size += len(view)
        sealed: list[bytes] = []
        if self._tail and view:
            count = min(CHUNK - len(self._tail), len(view))
            self._tail += view[:count]
            view = view[count:]
            if view:
                sealed.append(self._seal_next(self._tail))
                self._tail.clear()
        while len(view) > CHUNK:
            sealed.append(self._seal_next(view[:CHUNK]))
            view = view[CHUNK:]
        self._tail += view
        if sealed:
            self._upload.append(b"".join(sealed))

    def add_part(self, number: int, data: bytes) -> str:
        """Adds part `number` (from 1) and returns its tag. A part sent twice counts once; ValueError if they differ."""
        tag = hashlib.sha256(data).hexdigest()[:32]
        with self._lock:
            if number in self._tags:
                if self._tags[number] != tag:
                    raise ValueError("one part came twice with different content")
                return tag
            self._tags[number] = tag
            self._waiting[number] = data
            while self._next in self._waiting:
                self.write(self._waiting.pop(self._next))
                self._next += 1
        return tag

    @property
    def parts(self) -> list[int]:
        """Numbers of the parts added so far."""
        return sorted(self._tags)

    def finish(self, *, exclusive: bool = False) -> str:
        if self._waiting:
            raise ValueError("a part is missing")
        self._upload.append(self._sealer.seal_chunk(self._chunks, True, self._tail))
        head = self._sealer.seal_header(self._size)
        self._publish(head, exclusive)
        return head[-TAG:].hex()

    def abort(self) -> None:
        self._upload.abort()

    def _seal_next(self, data: bytearray | memoryview) -> bytes:
        self._chunks += 1
        return self._sealer.seal_chunk(self._chunks - 1, False, data)
