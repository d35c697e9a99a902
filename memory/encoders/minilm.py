"""Text encoder all-MiniLM-L6-v2 (ONNX Runtime).

The graph beside this file has no weights (packaging/minilm_graph.py writes it); the tensors come from the model's
safetensors file, stored in half precision and widened here. The reader's thread calls it, and recall for queries.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from base.records.vector import Vector
from memory.encoders import weights
from memory.encoders.onnx_session import OnnxSession
from memory.encoders.wordpiece import WordPiece

_MAX_TOKENS = 256
"""The model's limit: it was not trained on longer texts."""


class MiniLM:
    """A TextEncoder, for one thread at a time."""

    name = "all-minilm-l6-v2/1"
    dimensions = 384

    def __init__(self, *, threads: int = 2) -> None:
        """Raises WeightsMissing if the packaged weights are missing or not the pinned ones."""
        tensors = read_safetensors(weights.load(weights.MINILM_TENSORS))
        graph = files(__package__).joinpath("minilm.onnx").read_bytes()
        self._session = OnnxSession(graph, threads=threads, tensors=tensors)
        self._tokenizer = WordPiece(weights.load(weights.MINILM_TOKENIZER), max_tokens=_MAX_TOKENS)

    def encode(self, texts: Sequence[str]) -> Vector:
        """Runs one text at a time: in a batch all are padded to the longest, which costs more (36 CPU ms per passage
        of a working day alone, 39 in batches of four, 42 of eight, sorted by length).
        """
        vectors = []
        for text in texts:
            ids = np.array([self._tokenizer.encode(text)], np.int64)
            attention_mask = np.ones_like(ids)
            vectors.append(self._session.run(ids, attention_mask))
        return np.concatenate(vectors) if vectors else np.empty((0, self.dimensions), np.float32)


def read_safetensors(data: bytes) -> dict[str, NDArray[np.float32]]:
    """The float16 tensors of a safetensors file (8 bytes of header length, JSON header, tensors), as float32."""
    start = 8 + int.from_bytes(data[:8], "little")
    tensors = {}
    for name, entry in json.loads(data[8:start]).items():
        if entry.get("dtype") == "F16":
            begin, end = entry["data_offsets"]
            flat = np.frombuffer(data, "<f2", (end - begin) // 2, start + begin)
            tensors[name] = flat.reshape(entry["shape"]).astype(np.float32)
    return tensors
