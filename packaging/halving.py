"""Stores a model's weights as float16 instead of float32: half the bytes, and the program computes as before.

Text encoder: the tensors are widened when they are loaded. Readers: each weight of the ONNX file gets a Cast beside it,
which ONNX Runtime computes once, when the model is opened. benchmarks/weights.py measures what it changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np

_MIN_BYTES = 1024
"""Smaller tensors (biases, scales, constants of the graph) stay as they are: they weigh nothing."""
_FLOAT, _HALF = 1, 10  # TensorProto.DataType
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5  # wire types of protocol buffers
# Field numbers of onnx.proto.
_MODEL_GRAPH = 7
_GRAPH_NODE, _GRAPH_INITIALIZER = 1, 5
_TENSOR_TYPE, _TENSOR_NAME, _TENSOR_RAW = 2, 8, 9

Field = tuple[int, int, bytes]
"""Number, wire type, the value as it is written (with its length, where it has one)."""


def halve_safetensors(data: bytes) -> bytes:
    """The float32 tensors of a safetensors file (8 bytes of header length, JSON header, tensors) in the order of their
    names. Other tensors are left out, and so is BERT's pooler, which no embedding of a sentence uses."""
    start = 8 + int.from_bytes(data[:8], "little")
    header, parts, place = {}, [], 0
    for name, entry in sorted(json.loads(data[8:start]).items()):
        if entry.get("dtype") != "F32" or name.startswith("pooler."):
            continue
        begin, end = entry["data_offsets"]
        half = _as_half(data[start + begin : start + end])
        header[name] = {"dtype": "F16", "shape": entry["shape"], "data_offsets": [place, place + len(half)]}
        parts.append(half)
        place += len(half)
    packed = json.dumps(header, separators=(",", ":")).encode()
    packed += b" " * (-len(packed) % 8)
    return len(packed).to_bytes(8, "little") + packed + b"".join(parts)


def halve_onnx(data: bytes) -> bytes:
    """The same model with its large float32 weights as float16, each cast back before it is used."""
    return b"".join(
        _field(number, kind, _bytes(_halve_graph(_content(value))) if number == _MODEL_GRAPH else value)
        for number, kind, value in _fields(data)
    )


def _halve_graph(graph: bytes) -> bytes:
    casts, others = [], []
    for number, kind, value in _fields(graph):
        if number == _GRAPH_INITIALIZER and (half := _halve_tensor(_content(value))):
            name, value = half[0], _bytes(half[1])
            casts.append(_field(_GRAPH_NODE, _BYTES, _bytes(_cast(name + b"/half", name))))
        others.append(_field(number, kind, value))
    return b"".join(casts + others)  # a graph's nodes are in the order in which they are computed


def _halve_tensor(tensor: bytes) -> tuple[bytes, bytes] | None:
    """Its name and the tensor in float16 under `NAME/half`; None for one that stays."""
    fields = list(_fields(tensor))
    held = {number: value for number, _, value in fields}
    raw = _content(held.get(_TENSOR_RAW, b"\0"))
    if held[_TENSOR_TYPE] != bytes([_FLOAT]) or len(raw) < _MIN_BYTES:
        return None
    name = _content(held[_TENSOR_NAME])
    changed = {
        _TENSOR_TYPE: bytes([_HALF]),
        _TENSOR_NAME: _bytes(name + b"/half"),
        _TENSOR_RAW: _bytes(_as_half(raw)),
    }
    return name, b"".join(_field(number, kind, changed.get(number, value)) for number, kind, value in fields)


def _cast(source: bytes, target: bytes) -> bytes:
    """A NodeProto: input, output, op_type, and the attribute `to` (name, integer, type INT)."""
    to = _field(1, _BYTES, _bytes(b"to")) + _field(3, _VARINT, bytes([_FLOAT])) + _field(20, _VARINT, bytes([2]))
    named = _field(1, _BYTES, _bytes(source)) + _field(2, _BYTES, _bytes(target)) + _field(3, _BYTES, _bytes(target))
    return named + _field(4, _BYTES, _bytes(b"Cast")) + _field(5, _BYTES, _bytes(to))


def _as_half(raw: bytes) -> bytes:
    return np.frombuffer(raw, "<f4").astype("<f2").tobytes()


# -- protocol buffers, as far as they are needed to change a tensor and leave everything else byte for byte ------------


def _fields(message: bytes) -> Iterator[Field]:
    place = 0
    while place < len(message):
        key, place = _read_varint(message, place)
        end = _end_of_value(message, place, key & 7)
        yield key >> 3, key & 7, message[place:end]
        place = end


def _end_of_value(message: bytes, place: int, kind: int) -> int:
    if kind == _VARINT:
        return _read_varint(message, place)[1]
    if kind == _BYTES:
        length, start = _read_varint(message, place)
        return start + length
    return place + {_FIXED64: 8, _FIXED32: 4}[kind]


def _field(number: int, kind: int, value: bytes) -> bytes:
    return _varint(number << 3 | kind) + value


def _content(value: bytes) -> bytes:
    """Without the length before it."""
    return value[_read_varint(value, 0)[1] :]


def _bytes(content: bytes) -> bytes:
    return _varint(len(content)) + content


def _read_varint(data: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[place]
        value |= (byte & 127) << shift
        place, shift = place + 1, shift + 7
        if byte < 128:
            return value, place


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)
