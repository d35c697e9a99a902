"""Files of an exported archive (tar or folder), with a manifest of sizes and SHA-256 hashes.

`afterglow.json` comes first, so that an older program sees at once that it cannot read a newer archive. The manifest
comes last, when all hashes are known. Described in docs/snapshots.md. Export and restore call this, in their caller's
thread.
"""

from __future__ import annotations

import hashlib
import re
import tarfile
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from base.errors import BadArchive, BadInput, file_fault
from memory.snapshots.moments_parquet import ID

Kind = Literal["afterglow-archive", "afterglow-markdown"]
ARCHIVE: Kind = "afterglow-archive"
MARKDOWN: Kind = "afterglow-markdown"
VERSION = 2
"""Of archives: 1 had no memories."""
HEAD = "afterglow.json"
MANIFEST = "manifest.json"
README = "README.txt"
MAX_BYTES = 256 << 20
"""Of one file. Ours stay under some 64 MiB; a file that claims more is not read."""

_NAME = re.compile(
    rf"(afterglow|manifest)\.json|README\.txt|frames/\d{{6}}\.(parquet|jsonl)|coverage/\d{{6}}\.parquet"
    rf"|memories/(\d{{6}}\.jsonl|seen\.json)|\d{{4}}-\d\d-\d\d\.md|pictures/{ID.pattern}\.(webp|avif|png|jpg|bin)"
)
_BLOCK = 512

EXPLANATION = """\
This is an archive of an Afterglow memory.

frames/*.parquet     the frames: time (UTC), application, title, address, lines of text with boxes, vectors
frames/*.jsonl       the same for reading: one JSON object a line, without vectors
coverage/*.parquet   what was recorded, skipped or paused, and why
pictures/            the picture of each frame, named by its id
memories/*.jsonl     what was concluded from the frames, one JSON object a line, each with the ids of its frames
manifest.json        size and SHA-256 of every file

`afterglow restore` puts it back into a memory.
"""


class Head(BaseModel):
    """Read before anything else. Unknown fields are allowed, so that a newer version is not taken for damage."""

    format: Kind
    version: int
    made_by: str = ""
    made_at: str = ""


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    size: int
    sha256: str


class Manifest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: str
    version: int
    frames: int
    coverage: int
    memories: int = 0
    files: list[Entry]


def entry(name: str, data: bytes) -> Entry:
    return Entry(name=name, size=len(data), sha256=hashlib.sha256(data).hexdigest())


class Writable(Protocol):
    def write(self, data: bytes, /) -> int: ...


Put = Callable[[str, bytes], None]
"""Writes one file under its name."""


def tar_writer(stream: Writable, made_at: datetime) -> Put:
    """Files as a POSIX ustar stream; `end_tar` ends it."""

    def put(name: str, data: bytes) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = len(data), 0o600, int(made_at.timestamp())
        stream.write(info.tobuf(tarfile.USTAR_FORMAT) + data + bytes(-len(data) % _BLOCK))

    return put


def end_tar(stream: Writable) -> None:
    stream.write(bytes(2 * _BLOCK))


def folder_writer(folder: Path) -> Put:
    def put(name: str, data: bytes) -> None:
        path = folder / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with path.open("xb") as file:
            path.chmod(0o600)
            file.write(data)

    return put


class ArchiveWriter:
    """Writes files and lists them; `finish` writes the list last, as the manifest."""

    def __init__(self, put: Put, made_at: datetime, kind: Kind = ARCHIVE) -> None:
        self._put = put
        self._kind = kind
        self.entries: list[Entry] = []
        try:
            made_by = f"Afterglow {version('afterglow-memory')}"
        except PackageNotFoundError:  # run from the source tree
            made_by = "Afterglow"
        head = Head(format=kind, version=VERSION, made_by=made_by, made_at=made_at.isoformat(timespec="seconds"))
        self.put(HEAD, head.model_dump_json(indent=1).encode())
        if kind == ARCHIVE:
            self.put(README, EXPLANATION.encode())

    def put(self, name: str, data: bytes) -> None:
        if not _NAME.fullmatch(name):
            raise BadInput("a frame's id cannot be the name of a file")
        self._put(name, data)
        self.entries.append(entry(name, data))

    def finish(self, *, frames: int, coverage: int, memories: int = 0) -> None:
        counts = {"frames": frames, "coverage": coverage, "memories": memories}
        manifest = Manifest(format=self._kind, version=VERSION, files=self.entries, **counts)
        self.put(MANIFEST, manifest.model_dump_json(indent=1).encode())


# -- reading -----------------------------------------------------------------------------------------------------------


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


ArchiveMembers = Iterator[tuple[str, bytes]]


def read_tar(stream: Readable) -> ArchiveMembers:
    """Every file in its order. Only plain files under the names that we give; BadArchive for anything else.

    The headers are read one by one instead of through `TarFile`, which would follow links, sparse maps and extension
    headers, and would take a damaged header in the middle for the end.
    """
    last = "its beginning"
    try:
        while any(block := _read_exactly(stream, _BLOCK)):
            info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
            _check_name(info.name, info.size)
            if info.type != tarfile.REGTYPE:
                raise BadArchive(f"{info.name} is not a plain file")
            last = info.name
            yield info.name, _read_exactly(stream, info.size)
            if any(_read_exactly(stream, -info.size % _BLOCK)):
                raise BadArchive(f"there are stray bytes behind {info.name}")
        if any(_read_exactly(stream, _BLOCK)) or any(map(any, iter(lambda: stream.read(1 << 20), b""))):
            raise BadArchive("there are stray bytes behind its end")
    except tarfile.TarError:
        raise BadArchive(f"it is damaged after {last}") from None
    except _CutOff:
        raise BadArchive(f"it is cut off after the beginning of {last}") from None


class _CutOff(Exception):
    pass


def _read_exactly(stream: Readable, size: int) -> bytes:
    data = stream.read(size) if size else b""
    if len(data) != size:
        raise _CutOff
    return data


def read_folder(folder: Path) -> ArchiveMembers:
    """The files that the folder's manifest lists, in that order, then the manifest. Other files are ignored."""
    head = _read_file(folder, HEAD)
    check_head(head)
    listing = _read_file(folder, MANIFEST)
    for file in check_manifest(listing).files:
        yield file.name, head if file.name == HEAD else _read_file(folder, file.name)
    yield MANIFEST, listing


def _read_file(folder: Path, name: str) -> bytes:
    _check_name(name, 0)
    path = folder / name
    try:
        if path.is_symlink() or path.parent.is_symlink() or not path.is_file():
            raise BadArchive(f"{name} is missing")
        _check_name(name, path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise BadArchive(f"{name} cannot be read: {file_fault(error)}") from None


def _check_name(name: str, size: int) -> None:
    if not _NAME.fullmatch(name):
        raise BadArchive(f"it holds a file that is none of ours, {ascii(name)[:80]}")
    if size > MAX_BYTES:
        raise BadArchive(f"{name} is absurdly large")


def check_head(data: bytes) -> None:
    try:
        head = Head.model_validate_json(data)
    except ValidationError:
        raise BadArchive(f"{HEAD} is not what was written") from None
    if head.version > VERSION:
        raise BadInput(
            f"the archive was made by a newer Afterglow (format {head.version})",
            advice="Update Afterglow; nothing was changed.",
        )
    if head.format != ARCHIVE:
        raise BadInput(
            "a Markdown export is for reading",
            advice="Restore from an archive, or from an export of the format `folder`.",
        )


def check_manifest(data: bytes) -> Manifest:
    try:
        return Manifest.model_validate_json(data)
    except ValidationError:
        raise BadArchive(f"{MANIFEST} is not what was written") from None
