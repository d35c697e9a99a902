"""Arrow schemas of the tables, and their rows from records and back.

Text that searches scan (`frames`) lies apart from what only a chosen frame needs (`details`: lines with boxes, vectors,
thumbnail) and from pictures, so that compacting the one does not rewrite the others. A picture is first a still
(`stills`); later stills become films (`segments`), and `places` says which frame of which film a picture is. The
tables of the six memories are described in `memory.store.memory_rows`, those of language models in
`memory.store.consent_rows`. Pure functions, called from any thread. Nothing here imports the database.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence

import pyarrow as pa

from base.coverage import Coverage, State
from base.records.line import Line
from base.records.moment import Moment, MomentHead, VectorUpdate
from base.records.picture import Picture
from base.records.scope import host_of
from base.records.secret import SealedSecret
from base.records.statistics import AccessEntry
from memory.store import consent_rows as outward
from memory.store import memory_rows
from memory.store.arrow import WHEN, Row, pack_vectors, unpack_vector, unpack_vectors
from memory.text.ngrams import make_ngrams
from memory.text.normalization import normalize_nfkc
from memory.text.speakers import find_senders

SCHEMAS: dict[str, pa.Schema] = {
    "frames": pa.schema(
        [
            pa.field("id", pa.string(), nullable=False),
            pa.field("at", WHEN, nullable=False),
            ("monitor", pa.int16()),
            ("app", pa.string()),
            ("title", pa.string()),
            ("url", pa.string()),
            ("host", pa.string()),
            ("summary", pa.string()),
            ("words", pa.string()),
            ("grams", pa.string()),
            ("senders", pa.string()),
            ("language", pa.string()),
            ("encoders", pa.string()),
        ]
    ),
    "details": pa.schema(
        [
            pa.field("id", pa.string(), nullable=False),
            ("lines", pa.binary()),
            ("passages", pa.int32()),
            ("dimensions", pa.int32()),
            ("text_vectors", pa.binary()),
            ("image_vector", pa.binary()),
            ("thumbnail", pa.binary()),
        ]
    ),
    "stills": pa.schema(
        [
            pa.field("id", pa.string(), nullable=False),
            ("monitor", pa.int16()),
            ("at", WHEN),
            ("codec", pa.string()),
            ("width", pa.int32()),
            ("height", pa.int32()),
            ("bytes", pa.int64()),
            ("picture", pa.large_binary()),
        ]
    ),
    "segments": pa.schema(
        [
            pa.field("id", pa.string(), nullable=False),
            ("monitor", pa.int16()),
            ("start", WHEN),
            ("end", WHEN),
            ("codec", pa.string()),
            ("width", pa.int32()),
            ("height", pa.int32()),
            ("frames", pa.int32()),
            ("quality", pa.int16()),
            ("bytes", pa.int64()),
            ("film", pa.large_binary()),
        ]
    ),
    "places": pa.schema(
        [
            pa.field("id", pa.string(), nullable=False),
            pa.field("segment", pa.string()),
            pa.field("position", pa.int32()),
        ]
    ),
    "pins": pa.schema([pa.field("id", pa.string(), nullable=False), ("at", WHEN)]),
    "coverage": pa.schema(
        [
            pa.field("id", pa.string(), nullable=False),
            ("start", WHEN),
            ("end", WHEN),
            ("monitor", pa.int16()),
            ("state", pa.string()),
            ("reason", pa.string()),
            ("count", pa.int64()),
        ]
    ),
    "accesses": pa.schema([("at", WHEN), ("actor", pa.string()), ("action", pa.string()), ("count", pa.int64())]),
    "secrets": pa.schema(
        [
            pa.field("id", pa.string(), nullable=False),
            pa.field("frame", pa.string(), nullable=False),
            ("line", pa.int32()),
            ("start", pa.int32()),
            ("sealed", pa.binary()),
        ]
    ),
    "forgotten": pa.schema([pa.field("id", pa.string(), nullable=False)]),
    "meta": pa.schema([pa.field("key", pa.string(), nullable=False), ("value", pa.string())]),
    **memory_rows.SCHEMAS,
    **outward.SCHEMAS,
}

FIELD_END = "\nqzfieldqz\n"
"""Between the fields of `words`, so that no phrase runs from one into the next. In every row, so it adds no score."""

HEAD = ["id", "at", "monitor", "app", "title", "url", "summary"]


def table_of(name: str, records: Iterable[Row]) -> pa.Table:
    return pa.Table.from_pylist(list(records), schema=SCHEMAS[name])


# -- moments -----------------------------------------------------------------------------------------------------------


def frame_row(moment: Moment) -> Row:
    words = normalize_nfkc(FIELD_END.join((moment.app, moment.title, moment.url, moment.summary, moment.text)))
    return {
        "id": moment.id,
        "at": moment.at,
        "monitor": moment.monitor,
        "app": moment.app,
        "title": moment.title,
        "url": moment.url,
        "host": host_of(moment.url),
        "summary": moment.summary,
        "words": words,
        "grams": " ".join(make_ngrams(words)),
        "senders": " ".join(sorted(find_senders(moment.lines))),
        "language": moment.language,
        "encoders": moment.encoders,
    }


def detail_row(moment: Moment) -> Row:
    return {
        "id": moment.id,
        "lines": pack_lines(moment.lines),
        **vector_fields(moment),
        "thumbnail": moment.thumbnail,
    }


def vector_fields(source: Moment | VectorUpdate) -> Row:
    vectors = source.text_vectors
    return {
        "passages": 0 if vectors is None else vectors.shape[0],
        "dimensions": 0 if vectors is None else vectors.shape[1],
        "text_vectors": pack_vectors(vectors),
        "image_vector": pack_vectors(source.image_vector),
    }


def still_row(moment: Moment) -> Row:
    picture = moment.picture
    assert picture is not None
    return {
        "id": moment.id,
        "monitor": moment.monitor,
        "at": moment.at,
        "codec": picture.codec,
        "width": picture.width,
        "height": picture.height,
        "bytes": len(picture.data),
        "picture": picture.data,
    }


def secret_id(frame: str, value: SealedSecret) -> str:
    return f"{frame}/{value.line}/{value.start}"


def secret_rows(moment: Moment) -> list[Row]:
    return [
        {
            "id": secret_id(moment.id, secret),
            "frame": moment.id,
            "line": secret.line,
            "start": secret.start,
            "sealed": secret.sealed,
        }
        for secret in moment.secrets
    ]


def pack_lines(lines: Sequence[Line]) -> bytes:
    plain = [[line.text, *line.box, round(line.confidence, 3), int(line.redacted)] for line in lines]
    return zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"), 6)


def unpack_lines(data: bytes) -> tuple[Line, ...]:
    if not data:
        return ()
    return tuple(
        Line(text, (x, y, w, h), sure, bool(red)) for text, x, y, w, h, sure, red in json.loads(zlib.decompress(data))
    )


def head_of(row: Row) -> MomentHead:
    return MomentHead(**{name: row[name] for name in HEAD})


def moment_of(row: Row, detail: Row | None, picture: Picture | None = None) -> Moment:
    """A moment from its rows; vectors only where the detail row was read with them."""
    detail = detail or {}
    return Moment(
        **{name: row[name] for name in HEAD},
        lines=unpack_lines(detail.get("lines", b"")),
        language=row["language"],
        text_vectors=unpack_vectors(detail.get("text_vectors"), detail.get("dimensions", 0)),
        image_vector=unpack_vector(detail.get("image_vector")),
        thumbnail=detail.get("thumbnail") or b"",
        picture=picture,
        encoders=row["encoders"],
    )


# -- coverage and accesses ---------------------------------------------------------------------------------------------


def coverage_row(stretch: Coverage) -> Row:
    names = ("id", "start", "end", "monitor", "reason", "count")
    return {"state": str(stretch.state), **{name: getattr(stretch, name) for name in names}}


def coverage_of(row: Row) -> Coverage:
    return Coverage(**{**row, "state": State(row["state"])})


def access_row(access: AccessEntry) -> Row:
    return {name: getattr(access, name) for name in SCHEMAS["accesses"].names}
