"""Film codec: many pictures of one screen, each tile stored once (tile deduplication, WebP sheets).

Most of a frame was on the screen before, at the same place. A film cuts frames into tiles of 32 pixels and stores each
different tile once, in a sheet for each frame with new tiles; a frame is then a map of tiles. So a frame is decoded
alone, from the few sheets with its tiles; a frame can be removed without encoding others again; and errors do not add
up. Sheets are lossless WebP after a reduction to 128 colours, which is hardly visible in drawn content
(benchmarks/films.py); tiles with more colours go to a second sheet for photographs.

AV1 in an AVIF sequence was measured too: as large, with blurred colours, twice the encoding time and, because a frame
needs all those before it, too slow to show one frame (docs/benchmarks.md). The reader's process encodes films; store
and archive decode and change them. Pure functions, any thread.
"""

from __future__ import annotations

import io
import itertools
import struct
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import xxhash
from numpy.typing import NDArray
from PIL import Image as Pillow

from base.errors import BrokenPicture
from memory.pictures import stills
from memory.pictures.pixels import pad_to_multiple, resize_area, resize_linear, to_pillow

Image = NDArray[np.uint8]
"""(height, width, 3) uint8, blue green red."""
Tiles = NDArray[np.uint8]
"""(n, TILE, TILE, 3), or a picture's pixels as (rows, TILE, columns, TILE, 3)."""
Map = NDArray[np.int32]
"""For each tile of a frame, row by row, the number of the slot with its pixels, counted over all sheets."""

MIME = "application/vnd.afterglow.film"
MAGIC = b"AGFM"
VERSION = 1
TILE = 32
MAX_FRAMES = 24
"""Per film. Twice as many save 3 % of the bytes, but decoding a frame takes a third longer (benchmarks/films.py)."""
COLOURS = 128
FAINT_COLOURS = 32
"""Colours of a sheet in a film that was reduced to save space; its width and height are halved as well."""
_MAX_DRAWN_COLOURS = 220
"""A tile with more colours is photographic; anti-aliased text on a flat background has fewer."""
_PHOTO_QUALITY, _FAINT_PHOTO_QUALITY = 80, 35
_WEBP_METHOD, _LOSSLESS_EFFORT = 4, 60
_HEAD = struct.Struct("<4sBBHHHH")
_SHEET = struct.Struct("<HHI")
_FRAME = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """`rows` × `columns` slots. `data` is empty if all its tiles were removed."""

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
    """None for a removed frame, so that the others keep their positions."""

    @property
    def starts(self) -> NDArray[np.int64]:
        """The first slot of each sheet, and the end of the last."""
        return np.concatenate([[0], np.cumsum([sheet.slots for sheet in self.sheets], dtype=np.int64)])


def encode(images: Iterable[Image]) -> bytes:
    """A film of pictures of one size. Raises ValueError for none, too many, or different sizes."""
    encoder = _FilmEncoder()
    for image in images:
        encoder.add(image)
    return _pack(encoder.film())


def decode(data: bytes, position: int) -> Image:
    """One frame, decoded from the sheets it needs. Raises BrokenPicture, also for a removed frame."""
    film = _unpack(data)
    places = _map_of(film, position)
    return _draw_frame(film, places, {})


def decode_all(data: bytes, positions: Sequence[int]) -> Iterator[Image]:
    """Several frames of one film; each sheet is decoded once."""
    film = _unpack(data)
    decoded_sheets: dict[int, Tiles] = {}
    return (_draw_frame(film, _map_of(film, position), decoded_sheets) for position in positions)


def extract_frame(data: bytes, position: int) -> bytes:
    """A film with only one frame: the sheets it needs are copied, the others are empty."""
    film = _unpack(data)
    maps = [places if index == position else None for index, places in enumerate(film.maps)]
    needed = _sheets_of(film, _map_of(film, position))
    sheets = [sheet if index in needed else _empty_sheet(sheet) for index, sheet in enumerate(film.sheets)]
    return _pack(_Film(film.width, film.height, tuple(sheets), tuple(maps)))


def remove_frames(data: bytes, removed: Collection[int]) -> bytes | None:
    """The film without some frames and without the pixels that only they showed; None if no frame is left.

    The other frames keep their positions and, in drawn sheets, every pixel.
    """
    film = _unpack(data)
    maps = tuple(None if index in removed else places for index, places in enumerate(film.maps))
    remaining_maps = [places for places in maps if places is not None]
    if not remaining_maps:
        return None
    used = np.zeros(film.starts[-1], bool)
    used[np.concatenate(remaining_maps)] = True
    unused = np.zeros_like(used)
    for index in removed:
        if (places := film.maps[index]) is not None:
            unused[places] = True
    unused &= ~used
    slot_ranges = zip(film.sheets, itertools.pairwise(film.starts.tolist()), strict=True)
    sheets = tuple(_blank_tiles(sheet, unused[start:stop], used[start:stop]) for sheet, (start, stop) in slot_ranges)
    return _pack(_Film(film.width, film.height, sheets, maps))


def downscale_film(data: bytes) -> bytes:
    """The same frames with half the width and height and few colours, in less than half the bytes."""
    film = _unpack(data)
    sheets = tuple(_downscale_sheet(sheet) if sheet.data else sheet for sheet in film.sheets)
    return _pack(_Film(film.width, film.height, sheets, film.maps))


def frame_positions(data: bytes) -> tuple[int, ...]:
    """Positions of the frames that were not removed."""
    return tuple(index for index, places in enumerate(_unpack(data).maps) if places is not None)


# -- coding ------------------------------------------------------------------------------------------------------------


class _FilmEncoder:
    def __init__(self) -> None:
        self._shape: tuple[int, ...] = ()
        self._slots: dict[bytes, int] = {}
        self._next = 0
        self._sheets: list[_Sheet] = []
        self._maps: list[Map] = []

    def add(self, image: Image) -> None:
        if self._shape and image.shape != self._shape:
            raise ValueError("the pictures of a film are of one size")
        if len(self._maps) >= MAX_FRAMES:
            raise ValueError(f"a film has at most {MAX_FRAMES} frames")
        self._shape = image.shape
        tiles = _cut_tiles(image)
        grid = -(-image.shape[1] // TILE)
        names = _hash_tiles(tiles)
        new = np.fromiter((name not in self._slots for name in names), bool, len(names))
        if new.any():
            photographic = np.zeros_like(new)
            photographic[new] = _is_photographic(tiles[new])
            self._add_sheet(tiles, names, new & ~photographic, grid, photo=False)
            self._add_sheet(tiles, names, photographic, grid, photo=True)
        self._maps.append(np.fromiter((self._slots[name] for name in names), np.int32, len(names)))

    def _add_sheet(
        self, tiles: Tiles, names: list[bytes], chosen: NDArray[np.bool_], grid: int, *, photo: bool
    ) -> None:
        """A sheet with the chosen tiles, arranged as on the screen without rows and columns that have none."""
        if not chosen.any():
            return
        mask = chosen.reshape(-1, grid)
        rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
        places = (rows[:, None] * grid + columns).ravel()
        pixels = tiles[places]
        pixels[~chosen[places]] = 0
        sheet = _join_tiles(pixels, len(columns))
        self._sheets.append(
            _Sheet(len(rows), len(columns), _encode_photo(sheet) if photo else _encode_drawing(sheet, COLOURS))
        )
        for slot, place in enumerate(places.tolist(), self._next):
            if chosen[place]:
                self._slots.setdefault(names[place], slot)
        self._next += len(places)

    def film(self) -> _Film:
        if not self._maps:
            raise ValueError("a film has at least one frame")
        height, width = self._shape[:2]
        return _Film(width, height, tuple(self._sheets), tuple(self._maps))


def _cut_tiles(image: Image) -> Tiles:
    padded = pad_to_multiple(image, TILE)
    rows, columns = padded.shape[0] // TILE, padded.shape[1] // TILE
    tiles = padded.reshape(rows, TILE, columns, TILE, 3).transpose(0, 2, 1, 3, 4)
    return np.ascontiguousarray(tiles).reshape(-1, TILE, TILE, 3)


def _join_tiles(tiles: Tiles, columns: int) -> Image:
    rows = len(tiles) // columns
    pixels = tiles.reshape(rows, columns, TILE, TILE, 3).transpose(0, 2, 1, 3, 4)
    return np.ascontiguousarray(pixels).reshape(rows * TILE, columns * TILE, 3)


def _hash_tiles(tiles: Tiles) -> list[bytes]:
    """Two tiles with the same 128-bit hash count as equal."""
    size = TILE * TILE * 3
    view = tiles.data.cast("B")
    return [xxhash.xxh3_128_digest(view[start : start + size]) for start in range(0, len(view), size)]


def _is_photographic(tiles: Tiles) -> NDArray[np.bool_]:
    packed = tiles.reshape(len(tiles), -1, 3).astype(np.int32) @ np.array([1, 256, 65536], np.int32)
    packed.sort(axis=1)
    return np.asarray((np.diff(packed, axis=1) != 0).sum(1) >= _MAX_DRAWN_COLOURS, np.bool_)


def _encode_drawing(sheet: Image, colours: int) -> bytes:
    picture = to_pillow(sheet)
    if picture.getcolors(colours) is None:
        method, dither = Pillow.Quantize.MEDIANCUT, Pillow.Dither.NONE
        picture = picture.quantize(colours, method=method, dither=dither).convert("RGB")
    return _encode_webp(picture, lossless=True, quality=_LOSSLESS_EFFORT)


def _encode_photo(sheet: Image, quality: int = _PHOTO_QUALITY) -> bytes:
    return _encode_webp(to_pillow(sheet), lossless=False, quality=quality)


def _encode_webp(picture: Pillow.Image, *, lossless: bool, quality: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", lossless=lossless, quality=quality, method=_WEBP_METHOD)
    return buffer.getvalue()


def _is_lossless(sheet: _Sheet) -> bool:
    """A simple WebP file has the name of its only chunk at byte 12: `VP8L` is lossless."""
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


def _draw_frame(film: _Film, places: Map, decoded_sheets: dict[int, Tiles]) -> Image:
    """Adds the sheets it decodes to `decoded_sheets`, for further frames of the film."""
    starts = film.starts
    grid = -(-film.width // TILE)
    rows, columns = np.divmod(np.arange(len(places)), grid)
    owner = np.searchsorted(starts, places, side="right") - 1
    tiles = np.empty((len(places) // grid, TILE, grid, TILE, 3), np.uint8)
    for index in _sheets_of(film, places):
        if index not in decoded_sheets:
            decoded_sheets[index] = _as_tiles(_decode_sheet(film.sheets[index]))
        in_sheet = np.flatnonzero(owner == index)
        row, column = np.divmod(places[in_sheet] - starts[index], film.sheets[index].columns)
        tiles[rows[in_sheet], :, columns[in_sheet]] = decoded_sheets[index][row, :, column]
    image = tiles.reshape(-1, grid * TILE, 3)
    return np.ascontiguousarray(image[: film.height, : film.width])


def _as_tiles(sheet: Image) -> Tiles:
    """A view of the pixels as (rows, TILE, columns, TILE, 3)."""
    return sheet.reshape(sheet.shape[0] // TILE, TILE, sheet.shape[1] // TILE, TILE, 3)


def _decode_sheet(sheet: _Sheet) -> Image:
    pixels = stills.decode_bytes(sheet.data)
    width, height = sheet.columns * TILE, sheet.rows * TILE
    if pixels.shape == (height // 2, width // 2, 3):
        pixels = resize_linear(pixels, width, height)  # of a reduced film
    if pixels.shape != (height, width, 3):
        raise BrokenPicture("a film's sheet is of another size")
    return pixels


def _blank_tiles(sheet: _Sheet, unused: NDArray[np.bool_], used: NDArray[np.bool_]) -> _Sheet:
    if not used.any():
        return _empty_sheet(sheet)
    if not unused.any():
        return sheet
    pixels = _decode_sheet(sheet).copy()
    row, column = np.divmod(np.flatnonzero(unused), sheet.columns)
    _as_tiles(pixels)[row, :, column] = 0
    data = _encode_drawing(pixels, 1 << 24) if _is_lossless(sheet) else _encode_photo(pixels, 90)
    return _Sheet(sheet.rows, sheet.columns, data)


def _empty_sheet(sheet: _Sheet) -> _Sheet:
    return _Sheet(sheet.rows, sheet.columns, b"")


def _downscale_sheet(sheet: _Sheet) -> _Sheet:
    whole = _decode_sheet(sheet)
    pixels = resize_area(whole, whole.shape[1] // 2, whole.shape[0] // 2)
    data = (
        _encode_drawing(pixels, FAINT_COLOURS) if _is_lossless(sheet) else _encode_photo(pixels, _FAINT_PHOTO_QUALITY)
    )
    return _Sheet(sheet.rows, sheet.columns, min(data, sheet.data, key=len))


# -- bytes -------------------------------------------------------------------------------------------------------------


def _pack(film: _Film) -> bytes:
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


def _unpack(data: bytes) -> _Film:
    """Checks everything. Raises BrokenPicture."""
    try:
        magic, version, tile, width, height, sheets, frames = _HEAD.unpack_from(data)
        if magic != MAGIC or version != VERSION or tile != TILE or not width or not height:
            raise BrokenPicture("not a film, or a newer one")
        offset = _HEAD.size
        table = [_SHEET.unpack_from(data, offset + index * _SHEET.size) for index in range(sheets)]
        tiles = -(-width // TILE) * -(-height // TILE)
        maps, offset = _unpack_maps(data, offset + sheets * _SHEET.size, frames, tiles)
    except (struct.error, zlib.error, ValueError) as error:
        raise BrokenPicture("a film whose head is damaged") from error
    film_sheets = []
    for rows, columns, size in table:
        film_sheets.append(_Sheet(rows, columns, data[offset : offset + size]))
        offset += size
    film = _Film(width, height, tuple(film_sheets), maps)
    slots = int(film.starts[-1])
    if offset != len(data) or any(places is not None and not _is_within(places, slots) for places in maps):
        raise BrokenPicture("a film that is cut off")
    return film


def _unpack_maps(data: bytes, offset: int, frames: int, tiles: int) -> tuple[tuple[Map | None, ...], int]:
    """The maps, and the offset after them."""
    maps: list[Map | None] = []
    before = np.zeros(tiles, np.int32)
    for _ in range(frames):
        (size,) = _FRAME.unpack_from(data, offset)
        offset += _FRAME.size
        if not size:
            maps.append(None)
            continue
        before = before + np.frombuffer(_inflate(data[offset : offset + size], 4 * tiles), "<i4")
        offset += size
        maps.append(before)
    return tuple(maps), offset


def _inflate(data: bytes, size: int) -> bytes:
    inflater = zlib.decompressobj()
    plain = inflater.decompress(data, size)
    if len(plain) != size or inflater.decompress(inflater.unconsumed_tail, 1):
        raise ValueError("a map of another size")
    return plain


def _is_within(places: Map, slots: int) -> bool:
    return bool(len(places) and places.min() >= 0 and places.max() < slots)
