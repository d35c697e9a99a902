"""Named, sealed objects over a byte storage.

Called from the endpoint's thread (reads) and its write pool. Memory stays flat: an upload goes to disk chunk by chunk.
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

_HEADERS_KEPT = 20_000
_CHECK_STEP = 64 * CHUNK


@dataclass(frozen=True, slots=True)
class ObjectHead:
    """A verified object. `size` in plain bytes, `tag` names the content, `modified` in seconds since 1970."""

    name: str = field(repr=False)
    size: int
    tag: str
    modified: float
    key_id: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a listing. Sizes come from file lengths and are verified when the object is opened."""

    name: str = field(repr=False)
    prefix: bool = False
    size: int = 0
    modified: float = 0.0


class Watch(Protocol):
    """Told of names that appear and vanish: the anchor."""

    def published(self, name: str, tag: str) -> None: ...

    def delete(self, name: str, work: Callable[[], bool]) -> bool:
        """Do `work`, the deletion itself, and record what it means."""

    def listed(self, table: str, names: Sequence[str]) -> None:
        """Somebody asks for a table's versions and is about to be told of these. Raises Damaged."""


class NoWatch:
    def published(self, name: str, tag: str) -> None:
        pass

    def delete(self, name: str, work: Callable[[], bool]) -> bool:
        return work()

    def listed(self, table: str, names: Sequence[str]) -> None:
        pass


class SealedObjects:
    """`data`: key id → data key (the highest id seals, all open); `names`: the key for names. 32 bytes each."""

    def __init__(
        self, store: ByteStorage, *, data: Mapping[int, bytes], names: bytes, watch: Watch | None = None
    ) -> None:
        self._store = store
        self._data = dict(data)
        self._names = NameCipher(names)
        self.watch: Watch = watch or NoWatch()
        self._headers: OrderedDict[str, tuple[tuple[int, ...], ObjectReader]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, name: str, data: bytes | memoryview, *, exclusive: bool = False) -> str:
        """The new content's tag. FileExistsError when exclusive and the name is taken; nothing is left on failure."""
        writer = self.writer(name)
        try:
            writer.write(data)
            return writer.finish(exclusive=exclusive)
        except BaseException:
            writer.abort()
            raise

    def writer(self, name: str) -> ObjectWriter:
        stored = self._names.sealed(name)
        upload = self._store.upload(HEADER)

        def publish(head: bytes, exclusive: bool) -> None:
            upload.publish(stored, head, exclusive=exclusive)
            self.watch.published(name, head[-TAG:].hex())

        return ObjectWriter(Sealer.fresh(self._data, name), upload, publish)

    def stat(self, name: str) -> ObjectHead:
        """FileNotFoundError, Damaged."""
        with closing(self._store.open(self._names.sealed(name))) as blob:
            return self._head(name, blob)[0]

    def read(self, name: str, start: int = 0, end: int | None = None) -> tuple[bytes | memoryview, ObjectHead]:
        """Plain bytes of [start, end), clipped to the object; a negative start counts from the end."""
        with closing(self._store.open(self._names.sealed(name))) as blob:
            head, opened = self._head(name, blob)
            if start < 0:
                start = max(0, head.size + start)
            end = head.size if end is None else min(end, head.size)
            if start >= end:
                if head.size:
                    return b"", head
                start = end = 0  # an empty object has a tag to verify too
            return self._range(blob, opened, name, start, end), head

    def _range(self, blob: StoredObject, opened: ObjectReader, name: str, start: int, end: int) -> bytes | memoryview:
        first, last = start // CHUNK, max(0, end - 1) // CHUNK
        base = first * CHUNK
        plain = min((last + 1) * CHUNK, opened.size) - base
        length = plain + (last - first + 1) * TAG
        sealed = blob.read(HEADER + first * (CHUNK + TAG), length)
        if len(sealed) != length:
            raise Damaged(f"{name} (it shrank while it was read)")
        data = open_chunks(opened, first, sealed, name)
        return memoryview(data)[start - base : end - base]

    def delete(self, name: str) -> bool:
        stored = self._names.sealed(name)
        with self._lock:
            self._headers.pop(name, None)
        return self.watch.delete(name, lambda: self._store.delete(stored))

    def listing(self, prefix: str = "", delimiter: str = "", after: str = "") -> Iterator[Listed]:
        """Names that start with `prefix` and sort after `after`, in byte order; with a delimiter, folders instead of
        what is below them. Names that do not verify are left out here and named by `check`.
        """
        folder, _, stem = prefix.rpartition("/")
        yield from self._walk(folder, stem, bool(delimiter), after)

    def _walk(self, folder: str, stem: str, flat: bool, after: str) -> Iterator[Listed]:
        for item in self._folder(folder):
            if not item.name.startswith(f"{folder}/{stem}" if folder else stem):
                continue
            if not item.prefix:
                if item.name > after:
                    yield item
            elif not flat:
                if item.name > after or after.startswith(item.name):
                    yield from self._walk(item.name.rstrip("/"), "", False, after)
            elif item.name > after and self._holds_something(item.name.rstrip("/")):
                yield item

    def _folder(self, folder: str, faults: list[str] | None = None) -> list[Listed]:
        """What stands directly in `folder`, sorted as UTF-8 bytes; folders end with `/`."""
        found = []
        for entry in self._store.entries(self._names.sealed(folder)):
            try:
                part = self._names.part(folder, entry.name)
            except SealError as error:
                if faults is not None:
                    faults.append(f"{folder}/{entry.name} ({error})")
                continue
            if part is not None:
                name = f"{folder}/{part}" if folder else part
                size = 0 if entry.folder else plain_size(entry.size)
                found.append(Listed(name + "/" * entry.folder, entry.folder, size, entry.modified))
        return sorted(found, key=lambda item: item.name.encode())

    def _holds_something(self, folder: str) -> bool:
        """A folder that a crash or a drop left empty is not there for LanceDB."""
        items = self._folder(folder)
        return any(not item.prefix for item in items) or any(
            self._holds_something(item.name.rstrip("/")) for item in items
        )

    def check(self) -> tuple[str, ...]:
        """Read everything through; the name and fault of each object that does not verify."""
        faults: list[str] = []
        self._check_folder("", faults)
        return tuple(faults)

    def _check_folder(self, folder: str, faults: list[str]) -> None:
        for item in self._folder(folder, faults):
            if item.prefix:
                self._check_folder(item.name.rstrip("/"), faults)
            elif fault := self._fault(item.name):
                faults.append(fault)

    def _fault(self, name: str) -> str | None:
        try:
            size = self.stat(name).size
            for start in range(0, max(size, 1), _CHECK_STEP):
                self.read(name, start, start + _CHECK_STEP)
        except FileNotFoundError:  # swept while we read
            return None
        except StoreError as error:
            return error.detail
        except OSError as error:
            return f"{name} (the disk cannot read it: {error.strerror})"
        return None

    def totals(self) -> tuple[int, int]:
        """Objects and their stored bytes, from file lengths."""
        return self._totals("")

    def _totals(self, folder: str) -> tuple[int, int]:
        count = size = 0
        for entry in self._store.entries(folder):
            path = f"{folder}/{entry.name}" if folder else entry.name
            more = self._totals(path) if entry.folder else (1, entry.size)
            count, size = count + more[0], size + more[1]
        return count, size

    def close(self) -> None:
        self._store.close()

    def _head(self, name: str, blob: StoredObject) -> tuple[ObjectHead, ObjectReader]:
        kept = self._headers.get(name)
        if kept is None or kept[0] != blob.identity:
            kept = blob.identity, open_header(blob.read(0, HEADER), blob.size, self._data, name)
            self._keep(name, kept)
        opened = kept[1]
        return ObjectHead(name, opened.size, opened.tag, blob.modified, opened.key_id), opened

    def _keep(self, name: str, kept: tuple[tuple[int, ...], ObjectReader]) -> None:
        with self._lock:
            self._headers[name] = kept
            if len(self._headers) > _HEADERS_KEPT:
                self._headers.popitem(last=False)


class ObjectWriter:
    """Seals one object as it comes: `write` in order, or `part` in any order; then `finish` or `abort`."""

    def __init__(self, sealer: Sealer, upload: Upload, publish: Callable[[bytes, bool], None]) -> None:
        self._sealer = sealer
        self._upload = upload
        self._publish = publish
        self._tail = bytearray()  # at least one byte once data came: it may be the last chunk
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
            taken = min(CHUNK - len(self._tail), len(view))
            self._tail += view[:taken]
            view = view[taken:]
            if view:
                sealed.append(self._chunk(self._tail))
                self._tail.clear()
        while len(view) > CHUNK:
            sealed.append(self._chunk(view[:CHUNK]))
            view = view[CHUNK:]
        self._tail += view
        if sealed:
            self._upload.append(b"".join(sealed))

    def part(self, number: int, data: bytes) -> str:
        """Part `number` (from 1), its tag. A part sent twice is taken once; ValueError when the two differ."""
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
        """The numbers of the parts that came."""
        return sorted(self._tags)

    def finish(self, *, exclusive: bool = False) -> str:
        if self._waiting:
            raise ValueError("a part is missing")
        self._upload.append(self._sealer.chunk(self._chunks, True, self._tail))
        head = self._sealer.header(self._size)
        self._publish(head, exclusive)
        return head[-TAG:].hex()

    def abort(self) -> None:
        self._upload.abort()

    def _chunk(self, data: bytearray | memoryview) -> bytes:
        self._chunks += 1
        return self._sealer.chunk(self._chunks - 1, False, data)
