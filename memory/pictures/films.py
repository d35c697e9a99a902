"""Film codec: pictures coded by what is new on each.

A screen repeats itself: most of a frame was there before, at the same place. A film cuts frames into tiles of 32 pixels
and keeps each different tile once, in a sheet for each frame that brought new ones; a frame is then a map of tiles. So
any frame is decoded alone, from the few sheets that its tiles lie in; a frame can be taken out without coding others
again; and nothing drifts. Sheets are lossless WebP after a reduction to 128 colours, which drawn content hardly shows
(benchmarks/films.py); tiles with more colours than a drawing has go to a second sheet, a photograph's.

AV1 in an AVIF sequence was measured beside it: as large, blurred in its colours, twice the time to code and, since a
frame needs all those before it, too slow to show one (docs/benchmarks.md). Pure functions, called from any thread.
"""

from __future__ import annotations

import io
import itertools
import struct
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import xxhash
from numpy.typing import NDArray
from PIL import Image as Pillow

from base.errors import BrokenPicture

Image = NDArray[np.uint8]
"""(height, width, 3) uint8, blue green red."""
Tiles = NDArray[np.uint8]
"""(n, TILE, TILE, 3), or a picture's pixels as (rows, TILE, columns, TILE, 3)."""
Map = NDArray[np.int32]
"""For each tile of a frame, row by row, where its pixels lie: the number of a slot, counted over all sheets."""

MIME = "application/vnd.afterglow.film"
MAGIC = b"AGFM"
VERSION = 1
TILE = 32
LONGEST = 24
"""Frames a film: twice as many save 3 % and make a frame a third dearer to decode (benchmarks/films.py)."""
COLOURS = 128
FAINT = 32
"""Colours of a sheet in a film that was thinned to make room; its width and height are halved as well."""
_DRAWN = 220
"""Colours in a tile above which it is photographic: anti-aliased text on a flat ground has fewer."""
_PHOTO_QUALITY, _FAINT_PHOTO_QUALITY = 80, 35
_METHOD, _EFFORT = 4, 60
_HEAD = struct.Struct("<4sBBHHHH")
_SHEET = struct.Struct("<HHI")
_FRAME = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """`rows` × `columns` slots. An empty one held only tiles that are gone."""

    rows: int
    columns: int
    data: bytes = field(repr=False)

    @property
    def slots(self) -> int:
        return self.rows * self.columns


@dataclass(frozen=True, slots=True)
class _Film:
    width: int
    height: int
    sheets: tuple[_Sheet, ...]
    maps: tuple[Map | None, ...] = field(repr=False)
    """None where a frame was taken out: the others keep their numbers."""

    @property
    def starts(self) -> NDArray[np.int64]:
        """The first slot of each sheet, and the end of the last."""
        return np.concatenate([[0], np.cumsum([sheet.slots for sheet in self.sheets], dtype=np.int64)])


def encode(images: Iterable[Image]) -> bytes:
    """A film of pictures of one size. Raises ValueError for none, too many, or other sizes."""
    maker = _Maker()
    for image in images:
        maker.add(image)
    return _packed(maker.film())


def decode(data: bytes, position: int) -> Image:
    """One frame, from the sheets that it needs. Raises BrokenPicture, also for a frame that was taken out."""
    film = _unpacked(data)
    places = _map_of(film, position)
    return _painted(film, places, {})


def decode_all(data: bytes, positions: Sequence[int]) -> Iterator[Image]:
    """Several frames of one film; each sheet is decoded once."""
    film = _unpacked(data)
    known: dict[int, Tiles] = {}
    return (_painted(film, _map_of(film, position), known) for position in positions)


def alone(data: bytes, position: int) -> bytes:
    """A film of which only one frame can be decoded: sheets that it does not need are left out, the others copied."""
    film = _unpacked(data)
    maps = [places if index == position else None for index, places in enumerate(film.maps)]
    needed = _sheets_of(film, _map_of(film, position))
    sheets = [sheet if index in needed else _emptied(sheet) for index, sheet in enumerate(film.sheets)]
    return _packed(_Film(film.width, film.height, tuple(sheets), tuple(maps)))


def without(data: bytes, gone: Collection[int]) -> bytes | None:
    """The film without some frames and without every pixel that only they showed; None when no frame is left.

    The frames that stay keep their positions and, in drawn sheets, every pixel."""
    film = _unpacked(data)
    maps = tuple(None if index in gone else places for index, places in enumerate(film.maps))
    kept = [places for places in maps if places is not None]
    if not kept:
        return None
    used = np.zeros(film.starts[-1], bool)
    used[np.concatenate(kept)] = True
    lost = np.zeros_like(used)
    for index in gone:
        if (places := film.maps[index]) is not None:
            lost[places] = True
    lost &= ~used
    spans = zip(film.sheets, itertools.pairwise(film.starts.tolist()), strict=True)
    sheets = tuple(_blanked(sheet, lost[start:stop], used[start:stop]) for sheet, (start, stop) in spans)
    return _packed(_Film(film.width, film.height, sheets, maps))


def downscale_film(data: bytes) -> bytes:
    """The same frames at half their width and height in few colours, under half the bytes: to make room."""
    film = _unpacked(data)
    sheets = tuple(_faint_sheet(sheet) if sheet.data else sheet for sheet in film.sheets)
    return _packed(_Film(film.width, film.height, sheets, film.maps))


def positions(data: bytes) -> tuple[int, ...]:
    """Those of the frames that can be decoded."""
    return tuple(index for index, places in enumerate(_unpacked(data).maps) if places is not None)


# -- coding ------------------------------------------------------------------------------------------------------------


class _Maker:
    def __init__(self) -> None:
        self._shape: tuple[int, ...] = ()
        self._slots: dict[bytes, int] = {}
        self._next = 0
        self._sheets: list[_Sheet] = []
        self._maps: list[Map] = []

    def add(self, image: Image) -> None:
        if self._shape and image.shape != self._shape:
            raise ValueError("the pictures of a film are of one size")
        if len(self._maps) >= LONGEST:
            raise ValueError(f"a film has at most {LONGEST} frames")
        self._shape = image.shape
        tiles = _cut(image)
        grid = -(-image.shape[1] // TILE)
        names = _names(tiles)
        new = np.fromiter((name not in self._slots for name in names), bool, len(names))
        if new.any():
            photographic = np.zeros_like(new)
            photographic[new] = _photographic(tiles[new])
            self._place(tiles, names, new & ~photographic, grid, photo=False)
            self._place(tiles, names, photographic, grid, photo=True)
        self._maps.append(np.fromiter((self._slots[name] for name in names), np.int32, len(names)))

    def _place(self, tiles: Tiles, names: list[bytes], chosen: NDArray[np.bool_], grid: int, *, photo: bool) -> None:
        """A sheet of the chosen tiles, laid out as on the screen with the rows and columns that hold none left out."""
        if not chosen.any():
            return
        mask = chosen.reshape(-1, grid)
        rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
        places = (rows[:, None] * grid + columns).ravel()
        pixels = tiles[places]
        pixels[~chosen[places]] = 0
        sheet = _joined(pixels, len(columns))
        self._sheets.append(_Sheet(len(rows), len(columns), _photo(sheet) if photo else _drawing(sheet, COLOURS)))
        for slot, place in enumerate(places.tolist(), self._next):
            if chosen[place]:
                self._slots.setdefault(names[place], slot)
        self._next += len(places)

    def film(self) -> _Film:
        if not self._maps:
            raise ValueError("a film has at least one frame")
        height, width = self._shape[:2]
        return _Film(width, height, tuple(self._sheets), tuple(self._maps))


def _cut(image: Image) -> Tiles:
    height, width = image.shape[:2]
    padded = cv2.copyMakeBorder(image, 0, -height % TILE, 0, -width % TILE, cv2.BORDER_REPLICATE)
    rows, columns = padded.shape[0] // TILE, padded.shape[1] // TILE
    tiles = padded.reshape(rows, TILE, columns, TILE, 3).transpose(0, 2, 1, 3, 4)
    return np.ascontiguousarray(tiles).reshape(-1, TILE, TILE, 3)


def _joined(tiles: Tiles, columns: int) -> Image:
    rows = len(tiles) // columns
    pixels = tiles.reshape(rows, columns, TILE, TILE, 3).transpose(0, 2, 1, 3, 4)
    return np.ascontiguousarray(pixels).reshape(rows * TILE, columns * TILE, 3)


def _names(tiles: Tiles) -> list[bytes]:
    """128 bits of hash stand for a tile's pixels."""
    size = TILE * TILE * 3
    view = tiles.data.cast("B")
    return [xxhash.xxh3_128_digest(view[start : start + size]) for start in range(0, len(view), size)]


def _photographic(tiles: Tiles) -> NDArray[np.bool_]:
    packed = tiles.reshape(len(tiles), -1, 3).astype(np.int32) @ np.array([1, 256, 65536], np.int32)
    packed.sort(axis=1)
    return np.asarray((np.diff(packed, axis=1) != 0).sum(1) >= _DRAWN, np.bool_)


def _drawing(sheet: Image, colours: int) -> bytes:
    picture = Pillow.fromarray(np.ascontiguousarray(sheet[:, :, ::-1]))
    if picture.getcolors(colours) is None:
        method, dither = Pillow.Quantize.MEDIANCUT, Pillow.Dither.NONE
        picture = picture.quantize(colours, method=method, dither=dither).convert("RGB")
    return _webp(picture, lossless=True, quality=_EFFORT)


def _photo(sheet: Image, quality: int = _PHOTO_QUALITY) -> bytes:
    return _webp(Pillow.fromarray(np.ascontiguousarray(sheet[:, :, ::-1])), lossless=False, quality=quality)


def _webp(picture: Pillow.Image, *, lossless: bool, quality: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", lossless=lossless, quality=quality, method=_METHOD)
    return buffer.getvalue()


def _is_lossless(sheet: _Sheet) -> bool:
    """A simple WebP file names its one chunk at byte 12: `VP8L` is without loss."""
    return sheet.data[12:16] == b"VP8L"


# -- decoding ----------------------------------------------------------------------------------------------------------


def _map_of(film: _Film, position: int) -> Map:
    places = film.maps[position] if 0 <= position < len(film.maps) else None
    if places is None:
        raise BrokenPicture("the film has no such frame")
    return places


def _sheets_of(film: _Film, places: Map) -> list[int]:
    slots = np.bincount(np.searchsorted(film.starts, places, side="right") - 1, minlength=len(film.sheets))
    return [int(index) for index in np.flatnonzero(slots)]


def _painted(film: _Film, places: Map, known: dict[int, Tiles]) -> Image:
    """`known` takes the decoded sheets, for further frames of the film."""
    starts = film.starts
    grid = -(-film.width // TILE)
    rows, columns = np.divmod(np.arange(len(places)), grid)
    owner = np.searchsorted(starts, places, side="right") - 1
    tiles = np.empty((len(places) // grid, TILE, grid, TILE, 3), np.uint8)
    for index in _sheets_of(film, places):
        if index not in known:
            known[index] = _laid_out(_pixels(film.sheets[index]))
        mine = np.flatnonzero(owner == index)
        row, column = np.divmod(places[mine] - starts[index], film.sheets[index].columns)
        tiles[rows[mine], :, columns[mine]] = known[index][row, :, column]
    image = tiles.reshape(-1, grid * TILE, 3)
    return np.ascontiguousarray(image[: film.height, : film.width])


def _laid_out(sheet: Image) -> Tiles:
    """The same pixels as (rows, TILE, columns, TILE, 3), without a copy."""
    return sheet.reshape(sheet.shape[0] // TILE, TILE, sheet.shape[1] // TILE, TILE, 3)


def _pixels(sheet: _Sheet) -> Image:
    """By OpenCV, which takes half of Pillow's time for it and gives blue first."""
    try:
        pixels = cv2.imdecode(np.frombuffer(sheet.data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise BrokenPicture("a film's sheet") from error
    width, height = sheet.columns * TILE, sheet.rows * TILE
    if pixels is not None and pixels.shape == (height // 2, width // 2, 3):
        pixels = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_LINEAR)  # a thinned film's
    if pixels is None or pixels.shape != (height, width, 3):
        raise BrokenPicture("a film's sheet is damaged or of another size")
    return np.asarray(pixels, np.uint8)


def _blanked(sheet: _Sheet, lost: NDArray[np.bool_], used: NDArray[np.bool_]) -> _Sheet:
    if not used.any():
        return _emptied(sheet)
    if not lost.any():
        return sheet
    pixels = _pixels(sheet)
    row, column = np.divmod(np.flatnonzero(lost), sheet.columns)
    _laid_out(pixels)[row, :, column] = 0
    data = _drawing(pixels, 1 << 24) if _is_lossless(sheet) else _photo(pixels, 90)
    return _Sheet(sheet.rows, sheet.columns, data)


def _emptied(sheet: _Sheet) -> _Sheet:
    return _Sheet(sheet.rows, sheet.columns, b"")


def _faint_sheet(sheet: _Sheet) -> _Sheet:
    pixels = np.asarray(cv2.resize(_pixels(sheet), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    data = _drawing(pixels, FAINT) if _is_lossless(sheet) else _photo(pixels, _FAINT_PHOTO_QUALITY)
    return _Sheet(sheet.rows, sheet.columns, min(data, sheet.data, key=len))


# -- bytes -------------------------------------------------------------------------------------------------------------


def _packed(film: _Film) -> bytes:
    head = _HEAD.pack(MAGIC, VERSION, TILE, film.width, film.height, len(film.sheets), len(film.maps))
    table = b"".join(_SHEET.pack(sheet.rows, sheet.columns, len(sheet.data)) for sheet in film.sheets)
    maps, before = [], np.zeros(0, np.int32)
    for places in film.maps:
        if places is None:
            maps.append(_FRAME.pack(0))
            continue
        change = places - before if before.size else places
        packed = zlib.compress(np.ascontiguousarray(change, "<i4").tobytes(), 6)
        maps.append(_FRAME.pack(len(packed)) + packed)
        before = places
    return head + table + b"".join(maps) + b"".join(sheet.data for sheet in film.sheets)


def _unpacked(data: bytes) -> _Film:
    """Raises BrokenPicture; nothing is believed that does not add up."""
    try:
        magic, version, tile, width, height, sheets, frames = _HEAD.unpack_from(data)
        if magic != MAGIC or version != VERSION or tile != TILE or not width or not height:
            raise BrokenPicture("not a film, or a newer one")
        place = _HEAD.size
        table = [_SHEET.unpack_from(data, place + index * _SHEET.size) for index in range(sheets)]
        maps, place = _maps(data, place + sheets * _SHEET.size, frames, -(-width // TILE) * -(-height // TILE))
    except (struct.error, zlib.error, ValueError) as error:
        raise BrokenPicture("a film whose head is damaged") from error
    made = []
    for rows, columns, size in table:
        made.append(_Sheet(rows, columns, data[place : place + size]))
        place += size
    film = _Film(width, height, tuple(made), maps)
    slots = int(film.starts[-1])
    if place != len(data) or any(places is not None and not _within(places, slots) for places in maps):
        raise BrokenPicture("a film that is cut off")
    return film


def _maps(data: bytes, place: int, frames: int, tiles: int) -> tuple[tuple[Map | None, ...], int]:
    maps: list[Map | None] = []
    before = np.zeros(tiles, np.int32)
    for _ in range(frames):
        (size,) = _FRAME.unpack_from(data, place)
        place += _FRAME.size
        if not size:
            maps.append(None)
            continue
        before = before + np.frombuffer(_inflated(data[place : place + size], 4 * tiles), "<i4")
        place += size
        maps.append(before)
    return tuple(maps), place


def _inflated(data: bytes, size: int) -> bytes:
    machine = zlib.decompressobj()
    plain = machine.decompress(data, size)
    if len(plain) != size or machine.decompress(machine.unconsumed_tail, 1):
        raise ValueError("a map of another size")
    return plain


def _within(places: Map, slots: int) -> bool:
    return bool(len(places) and places.min() >= 0 and places.max() < slots)
