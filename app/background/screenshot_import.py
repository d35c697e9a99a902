"""Screenshots of a folder as items to import, described by a JSONL file or by their names and EXIF (pydantic, Pillow).

Outside data enters here: each JSONL row is validated, each picture decoded with care. An id is made of time, monitor
and file, so an import that was killed goes on where it was, and one that runs twice stores nothing twice.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from base.errors import BadInput, file_fault
from base.ids import new_id
from capture.frames import Pixels, Rect, Screenshot, Window
from memory.pictures import decoding

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".avif", ".gif"})
_TIME_IN_NAME = re.compile(
    r"(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[ T_\-]*(?:at )?(\d\d)[-_.:h]?(\d\d)[-_.:m]?(\d\d)(?:[.,\-_](\d{3,6}))?"
)


class WindowRow(BaseModel):
    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    app: str | None = None
    title: str | None = None
    wm_class: str | list[str] | None = None
    geometry: tuple[int, int, int, int] | None = None
    url: str | None = None
    incognito: bool | None = None
    pid: int | None = None

    def window(self) -> Window:
        names = [self.wm_class] if isinstance(self.wm_class, str) else list(self.wm_class or ())
        wm_class = " ".join(dict.fromkeys(names))
        return Window(
            app=self.app or (names[-1] if names else ""),
            title=self.title or "",
            url=self.url or "",
            wm_class=wm_class,
            pid=self.pid,
            geometry=Rect(*self.geometry) if self.geometry else None,
            private=self.incognito,
        )


class ImportRow(WindowRow):
    ts: datetime
    file: str = Field(min_length=1)
    monitor: int = 1
    windows: list[WindowRow] | None = None

    @field_validator("ts")
    @classmethod
    def _to_utc(cls, time: datetime) -> datetime:
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class ImportItem:
    """One picture to import. `row` is None for a picture without metadata."""

    at: datetime
    monitor: int
    path: Path = field(repr=False)
    name: str = field(repr=False)
    row: ImportRow | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        tail = hashlib.blake2b(f"{self.monitor}\0{self.name}".encode(), digest_size=5).hexdigest()
        return new_id(self.at, tail)

    def shot(self) -> Screenshot:
        """Decode. Raises BrokenPicture."""
        active = self.row.window() if self.row else None
        windows = tuple(row.window() for row in self.row.windows) if self.row and self.row.windows else ()
        return Screenshot(
            at=self.at,
            monitor=self.monitor,
            pixels=load_pixels(self.path),
            active=active,
            windows=windows or ((active,) if active else ()),
            id=self.id,
        )


def load_pixels(path: Path) -> Pixels:
    """(height, width, 4) BGRX of any picture that Pillow opens. Raises BrokenPicture with the file's name."""
    image = decoding.load(path)
    pixels = np.full((*image.shape[:2], 4), 255, np.uint8)
    pixels[..., :3] = image
    return pixels


def plan_import(source: Path, metadata: Path | None) -> list[ImportItem]:
    """Everything to import, in time order. Raises BadInput that names the file or line."""
    if not source.exists():
        raise BadInput(f"{source} does not exist", advice="Give a folder of screenshots, or one picture.")
    if metadata:
        items = list(_read_metadata(source, metadata))
    else:
        paths = [source] if source.is_file() else sorted(path for path in source.rglob("*") if path.is_file())
        items = [
            ImportItem(at=_taken_at(path), monitor=1, path=path, name=path.name)
            for path in paths
            if path.suffix.lower() in SUFFIXES
        ]
    if not items:
        raise BadInput(f"{source} contains no pictures", advice=f"Pictures end in {', '.join(sorted(SUFFIXES))}.")
    return sorted(items, key=lambda item: (item.at, item.monitor, item.name))


def _read_metadata(source: Path, metadata: Path) -> Iterator[ImportItem]:
    try:
        lines = metadata.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"{metadata} cannot be read: {file_fault(error)}", advice="Check the path and its permissions."
        ) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row = _read_row(line, where=f"{metadata.name}, line {number}")
        path = _find_picture(row.file, source, metadata)
        if path is None:
            raise BadInput(
                f"{metadata.name}, line {number}: the picture {row.file} is not there",
                advice="Paths are relative to the folder or to the metadata file.",
            )
        yield ImportItem(at=row.ts, monitor=row.monitor, path=path, name=Path(row.file).name, row=row)


def _read_row(line: str, *, where: str) -> ImportRow:
    try:
        return ImportRow.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise BadInput(
            f"{where}: not JSON ({error.msg})", advice="Correct the line and run the import again."
        ) from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadInput(f"{where}: {place}: {first['msg']}", advice="Correct the line and run it again.") from None


def _find_picture(name: str, source: Path, metadata: Path) -> Path | None:
    """A file inside the source folder or beside the metadata; nothing outside them is ever opened."""
    folder = source if source.is_dir() else source.parent
    for base in (folder, metadata.parent):
        candidate = (base / name).resolve()
        if candidate.is_file() and candidate.is_relative_to(base.resolve()):
            return candidate
    beside = folder / Path(name).name
    return beside.resolve() if beside.is_file() else None


def _taken_at(path: Path) -> datetime:
    """When the picture was taken: from the file's name (local time), else EXIF (local time), else the time at which
    the file was last changed."""
    match = _TIME_IN_NAME.search(path.stem)
    if match:
        *numbers, fraction = match.groups()
        try:
            year, month, day, hour, minute, second = map(int, numbers)
            micro = int((fraction or "0").ljust(6, "0"))
            return datetime(year, month, day, hour, minute, second, micro).astimezone(UTC)
        except ValueError:
            pass
    return _exif_time(path) or datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _exif_time(path: Path) -> datetime | None:
    try:
        with Image.open(path) as image:
            exif = image.getexif()
            text = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif.get(
                ExifTags.Base.DateTime
            )
        return datetime.strptime(str(text), "%Y:%m:%d %H:%M:%S").astimezone(UTC) if text else None
    except (OSError, ValueError, SyntaxError):
        return None
