"""Text encoder all-MiniLM-L6-v2 (ONNX Runtime).

The graph beside this file holds no weights (packaging/minilm_graph.py writes it); the tensors of the model's own
safetensors file are handed to it. Called by the perceiving thread, and by recall for queries.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from base.records.vector import Vector
from memory.encoders import weights
from memory.encoders.onnx_session import OnnxSession

_TOKENS = 256
"""The model's own limit: it was trained on no longer texts."""


class MiniLM:
    """A TextEncoder. Not for several threads at once."""

    name = "all-minilm-l6-v2/1"
    dimensions = 384

    def __init__(self, *, threads: int = 2) -> None:
        """Raises WeightsMissing when the packaged weights are absent or not the pinned ones."""
        tensors = read_safetensors(weights.load(weights.MINILM_TENSORS))
        used = {name: tensor for name, tensor in tensors.items() if not name.startswith("pooler.")}
        graph = files(__package__).joinpath("minilm.onnx").read_bytes()
        self._session = OnnxSession(graph, threads=threads, tensors=used)
        self._tokenizer = Tokenizer.from_buffer(weights.load(weights.MINILM_TOKENIZER))
        self._tokenizer.enable_truncation(_TOKENS)
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str]) -> Vector:
        """One text a run: together they are padded to the longest, which costs more than a run (36 CPU ms a passage
        of a working day alone, 39 by four, 42 by eight, sorted by length; benchmarks/vectors.py)."""
        encodings = self._tokenizer.encode_batch(list(texts))
        vectors = [self._session.run(*_inputs(encoding.ids)) for encoding in encodings]
        return np.concatenate(vectors) if vectors else np.empty((0, self.dimensions), np.float32)


def _inputs(tokens: list[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Token numbers and the mask that says that each counts, both (1, n)."""
    ids = np.array([tokens], np.int64)
    return ids, np.ones_like(ids)


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
