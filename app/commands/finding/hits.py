"""Hits and gaps as JSON, pictures as queries: what `search` and `ask` share. The JSON shapes are contracts."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.output import content, span
from app.commands.words import state_words
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


def gap_sentence(gap: Gap, zone: tzinfo | None) -> str:
    """When nothing was recorded, and why, as rich markup."""
    why = "Afterglow was not running" if gap.reason == "not running" else state_words(gap.state.value, gap.reason)
    return f"{span(gap.since, gap.until, zone)} was not recorded: {content(why)}"


def read_query_image(session: OpenMemory, path: Path | None) -> QueryImage | None:
    """What the picture at `path` says and shows. Raises BadInput for what is no picture."""
    if path is None:
        return None
    from memory.pictures import decoding

    try:
        picture = decoding.load(path)
    except BrokenPicture:
        raise BadInput(
            f"{path.name} is not a picture that can be read", advice="Choose a PNG, JPEG or WebP picture."
        ) from None
    return session.reader().look(picture)


def query_time(given: datetime | None) -> datetime:
    """The time that `today` is read from: the given one, else now in the person's zone."""
    if given is None:
        return datetime.now(local_zone()).astimezone(local_zone())
    return given if given.tzinfo else given.replace(tzinfo=UTC)
