"""Recomputes vectors with the present encoders.

It works in pages, each durable before the next. A job that was interrupted goes on where it stopped, because the
moments that it has done bear the present encoders' names. Search goes on meanwhile. Called by `afterglow reindex`, in
its thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from base.errors import BrokenPicture
from base.records.moment import Moment, VectorUpdate
from base.records.scope import Scope
from base.records.vector import Vector
from memory.archive.api import ArchiveApi
from memory.encoders.interface import ImageEncoder, TextEncoder, model_family
from memory.perception.passages import cut_passages
from memory.pictures import decoding as pictures

PAGE = 32
"""Moments a page: some two seconds of one core, with pictures five."""


@dataclass(slots=True)
class Reencoded:
    moments: int = 0
    passages: int = 0
    pictures: int = 0


class Reembedding:
    """With either encoder None its vectors stay as they are."""

    def __init__(self, archive: ArchiveApi, *, texts: TextEncoder | None, images: ImageEncoder | None = None) -> None:
        self._archive, self._texts, self._images = archive, texts, images
        self._names = [encoder.name for encoder in (texts, images) if encoder is not None]

    def outdated(self, *, everything: bool = False) -> list[str]:
        """Frames that other encoders embedded, or none; by time."""
        made_by = self._archive.encoders()
        every = everything and self._names
        return sorted(frame for frame, names in made_by.items() if every or set(self._names) - set(names.split(";")))

    def run(
        self,
        frames: Sequence[str],
        *,
        everything: bool = False,
        progress: Callable[[int], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Reencoded:
        """What was done before `cancelled()` turned true. `everything`: also what these encoders made themselves."""
        done = Reencoded()
        for start in range(0, len(frames), PAGE):
            if cancelled():
                break
            page = frames[start : start + PAGE]
            self._archive.revise(list(self._updates(page, done, everything)))
            progress(start + len(page))
        return done

    def _updates(self, page: Sequence[str], done: Reencoded, everything: bool) -> Iterator[VectorUpdate]:
        scope = Scope(ids=tuple(page))
        for moment in self._archive.select(scope, pictures=self._images is not None, vectors=True):
            known = () if everything else moment.encoders.split(";")
            text, image = moment.text_vectors, moment.image_vector
            if self._texts is not None and self._texts.name not in known:
                passages = cut_passages(moment.lines, title=moment.title)
                text = self._texts.encode(passages) if passages else None
                done.passages += 0 if text is None else len(text)
            if self._images is not None and self._images.name not in known:
                image = _encode_picture(moment, self._images)
                done.pictures += image is not None
            done.moments += 1
            yield VectorUpdate(moment.id, replace_encoders(moment.encoders, self._names), text, image)


def _encode_picture(moment: Moment, encoder: ImageEncoder) -> Vector | None:
    """None where the picture is no longer kept or cannot be decoded; what the present model made of it stays."""
    if moment.picture is None:
        return moment.image_vector if encoder.name in moment.encoders.split(";") else None
    try:
        image = pictures.decode(moment.picture)
    except BrokenPicture:
        return None
    vector: Vector = encoder.encode_images([image])[0]
    return vector


def replace_encoders(encoders: str, names: Sequence[str]) -> str:
    """The encoders' names with those of the same family replaced; the reader's name comes first, as in `Perceiver`."""
    families = {model_family(name) for name in names}
    others = [name for name in encoders.split(";") if name and model_family(name) not in families]
    return ";".join([*others[:1], *names, *others[1:]])
