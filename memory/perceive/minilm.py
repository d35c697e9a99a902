"""Sentences into vectors: all-MiniLM-L6-v2 (English, 384 dimensions) on ONNX Runtime, from packaged weights.

The graph beside this file holds no weights (packaging/minilm_graph.py writes it); the tensors of the model's own
safetensors file are handed to it. Called by the perceiving thread, and by recall for queries.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
import xxhash
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from memory.perceive import weights
from memory.perceive.runtime import Session
from memory.records import Vector

_TOKENS = 256
"""The model's own limit: it was trained on no longer texts."""
_BATCH = 8
_CACHED = 4096


class MiniLM:
    """A TextEncoder. Not for several threads at once."""

    name = "all-minilm-l6-v2/1"
    dimensions = 384

    def __init__(self, *, threads: int = 2) -> None:
        """Raises WeightsMissing when the packaged weights are absent or not the pinned ones."""
        tensors = read_safetensors(weights.load(weights.MINILM_TENSORS))
        used = {name: tensor for name, tensor in tensors.items() if not name.startswith("pooler.")}
        graph = files(__package__).joinpath("minilm.onnx").read_bytes()
        self._session = Session(graph, threads=threads, tensors=used)
        self._tokenizer = Tokenizer.from_buffer(weights.load(weights.MINILM_TOKENIZER))
        self._tokenizer.enable_truncation(_TOKENS)
        self._tokenizer.no_padding()
        self._known: OrderedDict[bytes, Vector] = OrderedDict()

    def encode(self, texts: Sequence[str]) -> Vector:
        keys = [xxhash.xxh3_128_digest(text.encode("utf-8", "replace")) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        for key, vector in zip(missing, self._embed(list(missing.values())), strict=True):
            self._known[key] = vector
        vectors = np.array([self._known[key] for key in keys], np.float32).reshape(-1, self.dimensions)
        for key in keys:
            self._known.move_to_end(key)
        while len(self._known) > _CACHED:
            self._known.popitem(last=False)
        return vectors

    def forget_cache(self) -> None:
        """Drop the vectors of recent texts (lock)."""
        self._known.clear()

    def _embed(self, texts: list[str]) -> Vector:
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        encodings = self._tokenizer.encode_batch(texts)
        order = sorted(range(len(texts)), key=lambda index: len(encodings[index].ids))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            vectors[batch] = self._session.run(*_padded([encodings[index] for index in batch]))
        return vectors


def _padded(encodings: list[Encoding]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    shape = len(encodings), max(len(encoding.ids) for encoding in encodings)
    ids, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
    return ids, mask


def read_safetensors(data: bytes) -> dict[str, NDArray[np.float32]]:
    """The float32 tensors of a file: 8 bytes of header length, JSON, the tensors (safetensors' format)."""
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    tensors = {}
    for name, entry in header.items():
        if entry.get("dtype") == "F32":
            begin, end = entry["data_offsets"]
            flat = np.frombuffer(data, np.float32, (end - begin) // 4, start + begin)
            tensors[name] = flat.reshape(entry["shape"])
    return tensors
