"""Hits and gaps as JSON, pictures as queries: what `search` and `ask` share. The JSON shapes are contracts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from base.errors import BadInput, BrokenPicture
from base.time_zone import local_zone

if TYPE_CHECKING:
    from app.background.open_memory import OpenMemory
    from base.records.search import Gap, Hit, QueryImage


def hit_json(hit: Hit) -> dict[str, Any]:
    return {
        "frame": hit.frame,
        "ts": hit.at.isoformat(),
        "until": hit.until.isoformat(),
        "app": hit.app,
        "title": hit.title,
        "url": hit.url,
        "monitor": hit.monitor,
        "score": round(hit.score, 4),
        "snippet": hit.snippet,
        "text": hit.text,
        "boxes": [list(box) for box in hit.boxes],
        "kind": hit.kind,
    }


def gap_json(gap: Gap) -> dict[str, Any]:
    return {
        "since": gap.since.isoformat(),
        "until": gap.until.isoformat(),
        "state": gap.state.value,
        "reason": gap.reason,
    }


def read_query_image(session: OpenMemory, path: Path | None) -> QueryImage | None:
    """What the picture at `path` says and shows. Raises BadInput for what is no picture."""
    if path is None:
        return None
    from memory.pictures import decoding

    try:
        picture = decoding.load(path)
    except BrokenPicture:
        raise BadInput(f"{path.name} is not a picture that can be read") from None
    return session.reader().look(picture)


def query_time(given: datetime | None) -> datetime:
    """The time that `today` is read from: the given one, else now in the person's zone."""
    if given is None:
        return datetime.now(local_zone()).astimezone(local_zone())
    return given if given.tzinfo else given.replace(tzinfo=UTC)
