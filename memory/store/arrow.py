"""Vectors as bytes, common Arrow types. Pure functions, called from any thread."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from base.records.vector import Vector

Row = dict[str, Any]
WHEN = pa.timestamp("us", "UTC")


def pack_vectors(vectors: Vector | None) -> bytes | None:
    """Little-endian float16, row after row: half the size, and cosine changes by less than 0.001."""
    return None if vectors is None else np.ascontiguousarray(vectors, dtype="<f2").tobytes()


def unpack_vectors(data: bytes | None, dimensions: int) -> Vector | None:
    if not data or not dimensions:
        return None
    return np.frombuffer(data, dtype="<f2").reshape(-1, dimensions).astype(np.float32)


def unpack_vector(data: bytes | None) -> Vector | None:
    """A single one, whose length says its dimensions."""
    return np.frombuffer(data, dtype="<f2").astype(np.float32) if data else None
