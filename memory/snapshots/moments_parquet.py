"""Moments and coverage as Parquet, and back.

Vectors are written as float32, which holds the store's float16 numbers exactly and which every Parquet reader knows.
Pure functions; export and restore call them, in their caller's thread.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from base.clock import micros
from base.coverage import Coverage, State
from base.errors import BadArchive
from base.records.line import Line
from base.records.moment import Moment
from base.records.picture import Picture
from base.records.vector import Vector

T = TypeVar("T")
Row = dict[str, Any]

MAX_ROWS = 20_000
MAX_UNPACKED_BYTES = 512 << 20
"""Bytes that one table of an archive may unpack to; ours stay under 64 MiB. A guard against decompression bombs."""
ID = re.compile(r"[0-9A-Za-z_-]{1,80}")
SUFFIXES = {"image/webp": "webp", "image/avif": "avif", "image/png": "png", "image/jpeg": "jpg"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEP = timedelta(microseconds=1)


def _required(name: str, kind: pa.DataType) -> pa.Field:
    return pa.field(name, kind, nullable=False)


_WHEN = pa.timestamp("us", tz="UTC")
_LINE = pa.struct(
    [
        _required("text", pa.string()),
        *(_required(name, pa.int32()) for name in ("x", "y", "width", "height")),
        _required("confidence", pa.float64()),
        _required("redacted", pa.bool_()),
    ]
)
_TEXTS = ("app", "title", "url", "summary", "language", "encoders")
FRAMES = pa.schema(
    [
        _required("id", pa.string()),
        _required("at", _WHEN),
        _required("monitor", pa.int32()),
        *(_required(name, pa.string()) for name in _TEXTS),
        _required("lines", pa.list_(_required("element", _LINE))),
        pa.field("text_vectors", pa.list_(_required("element", pa.list_(_required("element", pa.float32()))))),
        pa.field("image_vector", pa.list_(_required("element", pa.float32()))),
        _required("thumbnail", pa.binary()),
        pa.field("picture", pa.string()),
        pa.field("picture_codec", pa.string()),
        pa.field("picture_width", pa.int32()),
        pa.field("picture_height", pa.int32()),
    ]
)
COVERAGE = pa.schema(
    [
        _required("id", pa.string()),
        _required("start", _WHEN),
        _required("end", _WHEN),
        _required("monitor", pa.int32()),
        _required("state", pa.string()),
        _required("reason", pa.string()),
        _required("count", pa.int64()),
    ]
)


def clean(text: str) -> str:
    """The text with lone surrogates, which no encoding can hold, replaced by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def picture_name(moment: Moment) -> str | None:
    """The picture's path inside an archive, by the frame's id."""
    if moment.picture is None:
        return None
    return f"pictures/{moment.id}.{SUFFIXES.get(moment.picture.codec, 'bin')}"


# -- out ---------------------------------------------------------------------------------------------------------------


def frames_parquet(moments: Sequence[Moment]) -> bytes:
    return _write_parquet([_frame_row(moment) for moment in moments], FRAMES)


def coverage_parquet(stretches: Sequence[Coverage]) -> bytes:
    names = ("id", "start", "end", "monitor", "reason", "count")
    rows = [{**{name: getattr(stretch, name) for name in names}, "state": str(stretch.state)} for stretch in stretches]
    return _write_parquet(rows, COVERAGE)


def frames_jsonl(moments: Sequence[Moment]) -> bytes:
    """One JSON object a line with what a person can read: no vectors, no thumbnail."""
    return "".join(json.dumps(_readable_row(moment), ensure_ascii=False) + "\n" for moment in moments).encode()


def _write_parquet(rows: list[Row], schema: pa.Schema) -> bytes:
    memory = io.BytesIO()
    pq.write_table(
        pa.Table.from_pylist(rows, schema=schema),
        memory,
        compression="zstd",
        use_dictionary=["app", "title", "url", "encoders", "state", "reason"],
        # The low bytes of widened float16 numbers are zeros; side by side they pack to nothing.
        use_byte_stream_split=["text_vectors.list.element.list.element", "image_vector.list.element"],
    )
    return memory.getvalue()


def _frame_row(moment: Moment) -> Row:
    picture = moment.picture
    return {
        "id": moment.id,
        "at": moment.at,
        "monitor": moment.monitor,
        **{name: clean(getattr(moment, name)) for name in _TEXTS},
        "lines": [_line_row(line) for line in moment.lines],
        "text_vectors": None if moment.text_vectors is None else list(moment.text_vectors),
        "image_vector": moment.image_vector,
        "thumbnail": moment.thumbnail,
        "picture": picture_name(moment),
        "picture_codec": picture and picture.codec,
        "picture_width": picture and picture.width,
        "picture_height": picture and picture.height,
    }


def _line_row(line: Line) -> Row:
    x, y, width, height = line.box
    return {
        "text": clean(line.text),
        "x": x,
        "y": y,
        "width": width,
        "height": height,
        "confidence": line.confidence,
        "redacted": line.redacted,
    }


def _readable_row(moment: Moment) -> Row:
    return {
        "id": moment.id,
        "at": moment.at.astimezone(UTC).isoformat(),
        "monitor": moment.monitor,
        **{name: clean(getattr(moment, name)) for name in _TEXTS},
        "lines": [_line_row(line) for line in moment.lines],
        "picture": picture_name(moment),
    }


# -- back --------------------------------------------------------------------------------------------------------------


def read_frames(data: bytes, name: str) -> list[tuple[Moment, str | None]]:
    """Moments without their pictures, each with the name of the file that its picture is in.

    Raises BadArchive, naming the file, for anything that `frames_parquet` would not have written.
    """
    return _read_rows(data, name, FRAMES, _moment_of)


def read_coverage(data: bytes, name: str) -> list[Coverage]:
    def coverage_of(row: Row) -> Coverage:
        return Coverage(**{**row, "start": _utc(row["start"]), "end": _utc(row["end"]), "state": State(row["state"])})

    return _read_rows(data, name, COVERAGE, coverage_of)


def _read_rows(data: bytes, name: str, schema: pa.Schema, build: Callable[[Row], T]) -> list[T]:
    try:
        return [build(row) for row in _read_parquet(data, schema)]
    except (pa.ArrowException, OSError, ValueError, TypeError, KeyError, OverflowError) as error:
        raise BadArchive(f"{name} holds something else than it should ({type(error).__name__})") from None


def _read_parquet(data: bytes, schema: pa.Schema) -> list[Row]:
    file = pq.ParquetFile(io.BytesIO(data))
    groups = [file.metadata.row_group(index).total_byte_size for index in range(file.metadata.num_row_groups)]
    if file.metadata.num_rows > MAX_ROWS or sum(groups) > MAX_UNPACKED_BYTES or not file.schema_arrow.equals(schema):
        raise ValueError
    rows: list[Row] = []
    unpacked = 0
    for batch in file.iter_batches(batch_size=64):
        unpacked += batch.nbytes
        if unpacked > MAX_UNPACKED_BYTES:
            raise ValueError
        batch.validate(full=True)
        rows.extend(_batch_rows(batch))
    return rows


def _batch_rows(batch: pa.RecordBatch) -> list[Row]:
    """Vectors leave Arrow as arrays: a million Python floats for every part would take minutes over a long archive."""
    vectors = {"text_vectors": _matrix, "image_vector": _vector}
    here = {name: build for name, build in vectors.items() if name in batch.schema.names}
    rows: list[Row] = batch.drop_columns(list(here)).to_pylist() if here else batch.to_pylist()
    for name, build in here.items():
        for row, value in zip(rows, batch[name], strict=True):
            row[name] = build(value) if value.is_valid else None
    return rows


def _moment_of(row: Row) -> tuple[Moment, str | None]:
    if not ID.fullmatch(row["id"]):
        raise ValueError
    picture = None
    if row["picture"] is not None:  # its bytes follow in a file of their own
        width, height = int(row["picture_width"]), int(row["picture_height"])
        picture = Picture(str(row["picture_codec"]), width, height, b"")
    moment = Moment(
        id=row["id"],
        at=_utc(row["at"]),
        monitor=row["monitor"],
        **{name: row[name] for name in _TEXTS},
        lines=tuple(map(_line_of, row["lines"])),
        text_vectors=row["text_vectors"],
        image_vector=row["image_vector"],
        thumbnail=row["thumbnail"],
        picture=picture,
    )
    if row["picture"] != picture_name(moment):
        raise ValueError
    return moment, row["picture"]


def _line_of(row: Row) -> Line:
    box = (row["x"], row["y"], row["width"], row["height"])
    return Line(row["text"], box, row["confidence"], row["redacted"])


def _vector(value: pa.ListScalar) -> Vector:
    vector: Vector = value.values.to_numpy().copy()
    return vector


def _matrix(value: pa.ListScalar) -> Vector:
    passages = value.values
    widths = set(passages.value_lengths().to_pylist())
    if len(widths) > 1:
        raise ValueError
    flat: Vector = passages.flatten().to_numpy()
    return flat.reshape(len(passages), widths.pop() if widths else 0).copy()


def _utc(at: datetime) -> datetime:
    return _EPOCH + micros(at) * _STEP
