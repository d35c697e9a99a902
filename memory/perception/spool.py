"""Captured frames waiting to be read: one sealed file each.

Sealed to the memory's public key, so recording goes on while the memory is locked and the recorder cannot read back
what it wrote. Entries keep the order they came in, whatever the clock does and however many processes write. Bytes:
docs/formats.md. `accept` and `note` are called from the capture thread, the rest from whoever drains the spool.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple
from dataclasses import fields as fields_of
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import zstandard

from base.clock import Clock, micros, utc_now
from base.coverage import Coverage, State
from base.errors import BadInput, Damaged, DiskFull, StoreTooNew
from base.files import ProcessFolder, make_folder, retry_while_locked, sync_folder, translate_os_errors, write_private
from capture.frames import CapturedFrame, Pixels, Rect, Window
from memory.sealed.envelope import SealError
from memory.sealed.keys import Keys
from memory.sealed.spool_key import decrypt_with, encrypt_to

MAGIC = b"AGF"
VERSION = 1
_NAME = re.compile(r"([0-9a-f]{14})-[0-9a-f]{16}\.sealed")
_LAST_NUMBER = 16**14 - 1
_ZSTD_LEVEL = 1
"""zstandard's: 1080p in about 10 ms."""
_MAX_PIXEL_BYTES = 1 << 30
"""Bytes of pixels: whoever has the public key can write a file that claims more."""
_ENTRIES_BETWEEN_COUNTS = 64
"""Entries after which other processes' files are counted again."""
_NOTE_RESERVE = 1 << 20
"""Bytes over the budget that notes may take: a full spool must be able to say that it is full."""
NOTE_BYTES = 2048
"""A stretch of coverage takes some 300; only a frame with next to nothing on it is as small."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_T = TypeVar("_T")


class Spool:
    """A `FrameSink`. Sizes in bytes; `reserve_bytes` of the disk are left to others.

    `write` makes one new durable file, `free` tells a folder's free bytes: seams for a disk that is full.
    """

    def __init__(
        self,
        directory: Path,
        *,
        public_key: bytes,
        budget_bytes: int = 2 << 30,
        reserve_bytes: int = 256 << 20,
        clock: Clock = utc_now,
        write: Callable[[Path, bytes], None] = write_private,
        free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
    ) -> None:
        self._folder = directory
        self._aside = directory / "aside"
        self.public_key = public_key
        self.budget_bytes = budget_bytes
        self._reserve = reserve_bytes
        self._clock = clock
        self._write = write
        self._free = free
        self._lock = threading.Lock()
        self._incoming: ProcessFolder | None = None
        self._used = self._since_count = 0
        make_folder(directory)
        self._number = max((_number(entry) for entry in self.pending()), default=0)

    def accept(self, frame: CapturedFrame) -> None:
        """Durable when it returns. Raises DiskFull (and works again by itself when there is room), StoreError."""
        self._add(_frame_bytes(frame), room=0)

    def note(self, coverage: Coverage) -> None:
        """As `accept`; the newest stretch with an id counts."""
        self._add(_pack(_coverage_fields(coverage), b""), room=_NOTE_RESERVE)

    def pending(self) -> list[str]:
        """Names of what waits, in the order it came."""
        return sorted(path.name for path in self._folder.iterdir() if _NAME.fullmatch(path.name))

    def frames(self) -> dict[str, int]:
        """Name and bytes of each waiting frame, in the order they came."""
        sizes = {entry: self.size(entry) for entry in self.pending()}
        return {entry: size for entry, size in sizes.items() if size > NOTE_BYTES}

    def arrived(self, entry: str) -> datetime:
        """When it came, as its name tells."""
        return _time(_number(entry))

    def holds(self, entry: str) -> bool:
        return self._path(entry).exists()

    def size(self, entry: str) -> int:
        """Bytes on disk; 0 when it is gone."""
        try:
            return self._path(entry).stat().st_size
        except FileNotFoundError:
            return 0

    def open(self, entry: str, keys: Keys) -> CapturedFrame | Coverage:
        """Raises Damaged naming the entry, StoreTooNew."""
        return self._opened(entry, keys, _unpack)

    def stretch(self, entry: str, keys: Keys) -> Coverage | None:
        """What `open` returns if it is a stretch of coverage, else None: pixels are not unpacked here. May be called
        where nothing of a picture is ever held."""
        if self.size(entry) > NOTE_BYTES:
            return None
        return self._opened(entry, keys, _unpack_coverage)

    def _opened(self, entry: str, keys: Keys, unpacked: Callable[[bytes], _T]) -> _T:
        try:
            sealed = self._path(entry).read_bytes()
        except OSError as error:
            raise Damaged(f"spool/{entry} (the disk cannot read it: {error.strerror})") from None
        if not sealed.startswith(MAGIC) or len(sealed) <= len(MAGIC):
            raise Damaged(f"spool/{entry} (not a spooled frame: its start is damaged or cut off)")
        if sealed[len(MAGIC)] > VERSION:
            raise StoreTooNew(f"spool/{entry}")
        try:
            return unpacked(decrypt_with(keys.spool, _purpose(entry), sealed[len(MAGIC) + 1 :]))
        except SealError:
            raise Damaged(f"spool/{entry} (its content does not verify)") from None
        except (ValueError, KeyError, TypeError, OverflowError, zstandard.ZstdError):
            raise Damaged(f"spool/{entry} (sealed by something that is not Afterglow)") from None

    def discard(self, entry: str) -> None:
        """Forget it: it is remembered, or must not be. Harmless when it is gone."""
        with suppress(FileNotFoundError):
            retry_while_locked(self._path(entry).unlink)

    def set_aside(self, entry: str) -> None:
        """Keep a damaged entry out of the queue, in `aside/`, where it blocks nothing."""
        make_folder(self._aside)
        with suppress(FileNotFoundError):
            retry_while_locked(lambda: self._path(entry).replace(self._aside / entry))
            sync_folder(self._aside)
            sync_folder(self._folder)

    def aside(self) -> list[str]:
        """Names of what was set aside."""
        return sorted(path.name for path in self._aside.iterdir()) if self._aside.is_dir() else []

    def empty_aside(self) -> None:
        for name in self.aside():
            (self._aside / name).unlink(missing_ok=True)

    def waiting_bytes(self) -> int:
        """Bytes on disk of all that waits, whoever wrote it."""
        total = 0
        for entry in self.pending():
            with suppress(FileNotFoundError):
                total += self._path(entry).stat().st_size
        return total

    def close(self) -> None:
        """Remove the folder of unfinished files. Not needed for durability."""
        with self._lock:
            if self._incoming is not None:
                self._incoming.close()
                self._incoming = None

    def _add(self, plain: bytes, *, room: int) -> None:
        with self._lock:
            entry = self._next_name()
            sealed = MAGIC + bytes([VERSION]) + encrypt_to(self.public_key, _purpose(entry), plain)
            try:
                self._require_room(len(sealed), room)
                self._publish(entry, sealed)
            except OSError as error:
                raise translate_os_errors(error, "the spool cannot be written") from None
            self._used += len(sealed)
            self._since_count += 1

    def _publish(self, entry: str, sealed: bytes) -> None:
        if self._incoming is None:
            self._incoming = ProcessFolder(self._folder / "incoming", "p-")
        fresh = self._incoming.path / entry
        try:
            self._write(fresh, sealed)
            retry_while_locked(lambda: fresh.replace(self._folder / entry))
        except BaseException:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise
        sync_folder(self._folder)

    def _require_room(self, size: int, room: int) -> None:
        budget = self.budget_bytes + room
        if self._since_count == 0 or self._since_count >= _ENTRIES_BETWEEN_COUNTS or self._used + size > budget:
            self._used, self._since_count = self.waiting_bytes(), 1
        if self._used + size > budget:
            raise DiskFull(
                f"{self._used // 1_000_000} MB of pictures wait to be read, as much as the settings allow",
                advice="Unlock the memory so that they are read, or raise “Space for unread pictures” in the settings; "
                "recording resumes by itself.",
            )
        if self._free(self._folder) < size + self._reserve - room:
            raise DiskFull(
                "the disk of the memory is almost full", advice="Free some space on it; recording resumes by itself."
            )

    def _next_name(self) -> str:
        self._number = min(max(micros(self._clock()), self._number + 1), _LAST_NUMBER)
        return f"{self._number:014x}-{secrets.token_hex(8)}.sealed"

    def _path(self, entry: str) -> Path:
        if not _NAME.fullmatch(entry):
            raise BadInput("that is not the name of a spooled frame")
        return self._folder / entry


def _number(entry: str) -> int:
    return int(entry[:14], 16)


def _purpose(entry: str) -> bytes:
    """Binds the content to its name, and so to its place in the order."""
    return b"afterglow spool\0" + bytes([VERSION]) + entry.encode()


def _pack(fields: dict[str, Any], body: bytes) -> bytes:
    head = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return len(head).to_bytes(4, "big") + head + body


def _unpack(plain: bytes) -> CapturedFrame | Coverage:
    fields, body = _split_fields(plain)
    return _coverage_from(fields) if fields["kind"] == "coverage" else _frame_from(fields, body)


def _unpack_coverage(plain: bytes) -> Coverage | None:
    fields, _ = _split_fields(plain)
    return _coverage_from(fields) if fields["kind"] == "coverage" else None


def _split_fields(plain: bytes) -> tuple[dict[str, Any], bytes]:
    end = 4 + int.from_bytes(plain[:4], "big")
    return json.loads(plain[4:end].decode("utf-8", "surrogatepass")), plain[end:]


def _frame_bytes(frame: CapturedFrame) -> bytes:
    fields = {
        "kind": "frame",
        "id": frame.id,
        "at": micros(frame.at),
        "monitor": frame.monitor,
        "origin": frame.origin,
        "shape": frame.pixels.shape,
        "window": _window_fields(frame.window),
        "windows": [_window_fields(window) for window in frame.windows],
    }
    pixels = np.ascontiguousarray(frame.pixels)
    return _pack(fields, zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(pixels.data))


def _frame_from(fields: dict[str, Any], body: bytes) -> CapturedFrame:
    x, y = fields["origin"]
    return CapturedFrame(
        id=str(fields["id"]),
        at=_time(fields["at"]),
        monitor=int(fields["monitor"]),
        pixels=_pixels(fields["shape"], body),
        window=_window_from(fields["window"]),
        windows=tuple(_window_from(window) for window in fields["windows"]),
        origin=(int(x), int(y)),
    )


def _pixels(shape: list[int], body: bytes) -> Pixels:
    height, width, channels = (int(side) for side in shape)
    size = height * width * channels
    if channels != 4 or not 0 < size <= _MAX_PIXEL_BYTES or zstandard.frame_content_size(body) != size:
        raise ValueError("the picture has another size than its head says")
    raw = zstandard.ZstdDecompressor().decompress(body, max_output_size=size)
    return np.frombuffer(bytearray(raw), np.uint8).reshape(height, width, channels)


def _window_fields(window: Window) -> dict[str, Any]:
    values = {item.name: getattr(window, item.name) for item in fields_of(Window)}
    return values | {"geometry": window.geometry and astuple(window.geometry)}


def _window_from(values: dict[str, Any]) -> Window:
    """Fields of a newer program are left out, those that an older one did not know keep their default."""
    known = {item.name: values[item.name] for item in fields_of(Window) if item.name in values}
    place = known.pop("geometry", None)
    other_names = tuple(known.pop("other_names", ()))
    return Window(geometry=Rect(*place) if place else None, other_names=other_names, **known)


def _coverage_fields(coverage: Coverage) -> dict[str, Any]:
    return {
        "kind": "coverage",
        "id": coverage.id,
        "start": micros(coverage.start),
        "end": micros(coverage.end),
        "monitor": coverage.monitor,
        "state": coverage.state.value,
        "reason": coverage.reason,
        "count": coverage.count,
    }


def _coverage_from(fields: dict[str, Any]) -> Coverage:
    return Coverage(
        id=str(fields["id"]),
        start=_time(fields["start"]),
        end=_time(fields["end"]),
        monitor=int(fields["monitor"]),
        state=State(fields["state"]),
        reason=str(fields["reason"]),
        count=int(fields["count"]),
    )


def _time(at: int) -> datetime:
    return _EPOCH + timedelta(microseconds=int(at))
