"""Answers in a language model's words, where the person allowed an endpoint to be asked; else there are none.

Between retrieval, which brings what carries an answer, and `memory.models`, which sends it. Used by the window's
asking, on its jobs pool, and by the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from capture.errors import AfterglowError, BrokenPicture, ModelError
from memory.api import ArchiveApi
from memory.models.answers import Found, written
from memory.models.gate import Gate
from memory.models.records import Consent, Purpose, in_force
from memory.perceive import stills
from memory.pictures import decode

PICTURES, WIDTH = 2, 1280
"""Of the best hits; a model sees a picture in tiles of some hundred pixels, and each costs as much as a page."""


@dataclass(frozen=True, slots=True)
class Worded:
    """What a model made of it. No text and no fault: it says that this carries no answer."""

    text: str = field(default="", repr=False)
    step: str = ""
    """A sentence on how it went."""
    fault: AfterglowError | None = None


def worded(
    archive: ArchiveApi,
    material: Callable[[], Found],
    *,
    said: Callable[[str], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Worded | None:
    """None where no endpoint may be asked, or nothing was found. Raises Cancelled; a fault of the model's is told."""
    consent = in_force(archive.consents(), Purpose.ASK)
    found = material() if consent is not None else None
    if consent is None or found is None or not found.hits:
        return None
    gate = Gate(consent, Purpose.ASK, lambda line: archive.note_sent([line]))
    if consent.pictures:
        found = replace(found, pictures=tuple(_pictures(archive, found)))
    try:
        text = written(found, gate, said=said, cancelled=cancelled)
    except ModelError as fault:
        return Worded(step=f"{fault.title}, so this answer was made without it.", fault=fault)
    return Worded(text, _step(consent, text))


def _step(consent: Consent, text: str) -> str:
    where = "on this machine" if consent.local else "on another machine"
    if text:
        return f"A language model {where} wrote the answer from them."
    return f"A language model {where} finds no answer in them."


def _pictures(archive: ArchiveApi, found: Found) -> Iterator[bytes]:
    for hit in found.hits[:PICTURES]:
        picture = archive.picture(hit.frame)
        if picture is not None:
            with suppress(BrokenPicture):
                yield stills.jpeg(decode(picture), WIDTH)
