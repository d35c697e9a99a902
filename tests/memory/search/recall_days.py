"""A small made-up day for the tests of recall, and an encoder whose meanings are chosen by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from base.ids import new_id
from base.records.line import Line
from base.records.moment import Moment
from base.records.vector import Vector

NOW = datetime(2026, 3, 5, 18, 0, tzinfo=UTC)  # a Thursday


class ByTopic:
    """Texts that share a topic point the same way; everything else points elsewhere, each its own way."""

    name = "topics/1"
    dimensions = 64
    topics = (("car", "vehicle", "automobile"), ("money", "salary", "wage"), ("dog", "puppy"))

    def encode(self, texts: Sequence[str]) -> Vector:
        return np.array([self._one(text.lower()) for text in texts], np.float32)

    def _one(self, text: str) -> Vector:
        vector = np.zeros(self.dimensions, np.float32)
        for axis, words in enumerate(self.topics):
            vector[axis] = float(any(word in text for word in words))
        if not vector.any():
            vector[3 + sum(text.encode()) % (self.dimensions - 3)] = 1.0
        return np.asarray(vector / np.linalg.norm(vector), np.float32)


def moment(
    when: str, *lines: str, app: str = "Firefox", title: str = "Page", url: str = "", monitor: int = 1
) -> Moment:
    """`when` is an ISO time without a zone, UTC."""
    at = datetime.fromisoformat(when).replace(tzinfo=UTC)
    return Moment(
        id=new_id(at, f"{sum(title.encode()):010x}"),
        at=at,
        monitor=1,
        app=app,
        title=title,
        url=url,
        lines=tuple(Line(text, (10, 30 * i, 9 * len(text), 20)) for i, text in enumerate(lines)),
        text_vectors=ByTopic().encode([f"{title} {' '.join(lines)}"]),
    )


def shown_for(first: Moment, *, frames: int, seconds: float = 2.0) -> list[Moment]:
    """The same picture again and again."""
    return [
        Moment(
            id=new_id(first.at + timedelta(seconds=n * seconds), f"{n:010x}"),
            at=first.at + timedelta(seconds=n * seconds),
            monitor=first.monitor,
            app=first.app,
            title=first.title,
            url=first.url,
            lines=first.lines,
            text_vectors=first.text_vectors,
        )
        for n in range(frames)
    ]


def a_day() -> list[Moment]:
    return [
        *shown_for(
            moment("2026-03-04T09:00", "Inbox", "The quarterly figures are due", app="Thunderbird", title="Inbox"),
            frames=4,
        ),
        *shown_for(
            moment(
                "2026-03-04T09:30", "Train to Basel", "Platform 7", title="Timetable", url="https://rail.example/t/1"
            ),
            frames=5,
        ),
        *shown_for(
            moment("2026-03-04T14:00", "$ make deploy", "error: port 8443 is taken", app="GNOME Terminal", title="ops"),
            frames=3,
        ),
        *shown_for(
            moment(
                "2026-03-05T10:00",
                "Status: waiting",
                "Ticket OPS-311",
                title="OPS-311",
                url="https://t.example/OPS-311",
            ),
            frames=3,
        ),
        *shown_for(
            moment(
                "2026-03-05T15:00", "Status: solved", "Ticket OPS-311", title="OPS-311", url="https://t.example/OPS-311"
            ),
            frames=3,
        ),
        *shown_for(
            moment("2026-03-05T16:00", "一般条款", "合同金额 五千元", title="合同", url="https://cn.example"),
            frames=2,
        ),
        *shown_for(moment("2026-03-05T17:00", "A used automobile, two owners", title="Advert"), frames=2),
    ]
