"""Search index in RAM: all frames with the vectors of their passages and pictures, kept up to date with the store.

Owned by `Recall`. Any thread may call; an index that a search has taken stays as it is.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from base.records.scope import Scope
from memory.encoders.interface import ImageEncoder, TextEncoder, frames_of_other_versions
from memory.search.frame_index import COLUMNS, FrameIndex, build_frame_index
from memory.search.source import SearchSource
from memory.search.vector_index import PassageVectors, VectorIndex

MAX_ADDED = 1000
"""More new moments than this are read together with all others, in one go."""


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """One consistent view of the memory."""

    frames: FrameIndex
    passages: VectorIndex | None
    """In the order of `frames`; None without a text encoder."""
    pictures: VectorIndex | None


class SearchIndexReader:
    """Reads the index from the source, and afterwards only what changed there."""

    def __init__(
        self, source: SearchSource, text_encoder: TextEncoder | None, image_encoder: ImageEncoder | None
    ) -> None:
        self._source = source
        self._lock = threading.Lock()
        self._encoders = text_encoder, image_encoder
        self._vectors = tuple(PassageVectors(encoder.dimensions) if encoder else None for encoder in self._encoders)
        self._made_by: Mapping[str, str] = {}
        self._index: SearchIndex | None = None

    def current(self) -> SearchIndex:
        """As of the last `refresh`; the first call reads it."""
        if self._index is None:
            self.refresh()
        assert self._index is not None
        return self._index

    def refresh(self) -> set[str]:
        """Takes in what was written or removed since the last time, and returns the frames that were removed. Cheap
        when nothing changed."""
        with self._lock:
            made_by = self._source.encoders()
            new, gone = made_by.keys() - self._made_by.keys(), self._made_by.keys() - made_by.keys()
            changed = {frame for frame, names in made_by.items() if self._made_by.get(frame, names) != names}
            if self._index is None or new or gone or changed:
                self._index = self._read(made_by, new=new, gone=gone, changed=changed)
                self._made_by = made_by
            return gone

    def _read(self, made_by: Mapping[str, str], *, new: set[str], gone: set[str], changed: set[str]) -> SearchIndex:
        """`changed`: known frames whose vectors another encoder made anew."""
        if self._index is None or gone or len(new) > MAX_ADDED:
            frames = build_frame_index(self._source.heads_table(Scope(), COLUMNS))
        else:
            added = self._source.heads_table(Scope(ids=tuple(sorted(new))), COLUMNS)
            frames = build_frame_index(added, self._index.frames)
        ids = None if self._index is None else sorted(new | changed)
        indexes: list[VectorIndex | None] = []
        kinds: tuple[Literal["text", "image"], ...] = ("text", "image")
        for kind, encoder, vectors in zip(kinds, self._encoders, self._vectors, strict=True):
            if encoder is None or vectors is None:
                indexes.append(None)
                continue
            if gone or changed:
                vectors.remove(gone | changed)
            if new or changed:
                vectors.add(self._source.vectors(kind, ids), without=frames_of_other_versions(made_by, encoder.name))
            indexes.append(vectors.build_index(frames.ids))
        return SearchIndex(frames, *indexes)
