"""Weights in half precision: half the bytes, the same computation."""

from __future__ import annotations

import json

import numpy as np
import onnxruntime
from halving import halve_onnx, halve_safetensors

from memory.encoders.minilm import read_safetensors

NUMBERS = np.linspace(-2, 2, 512, dtype=np.float32)


def varint(number: int) -> bytes:
    return bytes([number]) if number < 128 else bytes([number & 127 | 128]) + varint(number >> 7)


def part(number: int, content: bytes | int) -> bytes:
    """A field of a protocol buffer, as onnx.proto numbers them."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def tensor(name: bytes, numbers: np.ndarray[tuple[int], np.dtype[np.float32]]) -> bytes:
    return part(1, len(numbers)) + part(2, 1) + part(8, name) + part(9, numbers.tobytes())


def value(name: bytes, size: int) -> bytes:
    shape = part(1, part(1, size))
    return part(1, name) + part(2, part(1, part(1, 1) + part(2, shape)))


def model() -> bytes:
    """y = x * large + small * x, with one weight that is worth halving and one that is not."""
    nodes = [
        part(1, b"x") + part(1, b"large") + part(2, b"a") + part(4, b"Mul"),
        part(1, b"a") + part(1, b"small") + part(2, b"y") + part(4, b"Add"),
    ]
    small = np.ones(1, np.float32) / 3
    graph = b"".join(part(1, node) for node in nodes) + part(2, b"g")
    graph += part(5, tensor(b"large", NUMBERS)) + part(5, tensor(b"small", small))
    graph += part(11, value(b"x", len(NUMBERS))) + part(12, value(b"y", len(NUMBERS)))
    return part(1, 8) + part(7, graph) + part(8, part(1, b"") + part(2, 17))


def computed(data: bytes) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    result: np.ndarray[tuple[int], np.dtype[np.float32]] = session.run(None, {"x": np.ones_like(NUMBERS)})[0]
    return result


def test_a_halved_network_computes_in_single_precision_with_rounded_weights() -> None:
    whole, half = model(), halve_onnx(model())

    assert len(half) < len(whole) - NUMBERS.nbytes // 2 + 200
    assert computed(half).dtype == np.float32
    expected = NUMBERS.astype(np.float16).astype(np.float32) + np.float32(1) / 3
    np.testing.assert_array_equal(computed(half), expected)
    np.testing.assert_allclose(computed(half), computed(whole), atol=1e-3)


def test_halved_tensors_keep_names_shapes_and_numbers_and_lose_the_pooler() -> None:
    numbers = NUMBERS.tobytes()
    header = json.dumps(
        {
            "__metadata__": {"format": "pt"},
            "pooler.dense.weight": {"dtype": "F32", "shape": [512], "data_offsets": [0, 2048]},
            "ids": {"dtype": "I64", "shape": [256], "data_offsets": [0, 2048]},
            "b.weight": {"dtype": "F32", "shape": [16, 32], "data_offsets": [2048, 4096]},
            "a.weight": {"dtype": "F32", "shape": [512], "data_offsets": [0, 2048]},
        }
    ).encode()
    data = len(header).to_bytes(8, "little") + header + numbers + (2 * NUMBERS).tobytes()

    tensors = read_safetensors(halve_safetensors(data))

    assert list(tensors) == ["a.weight", "b.weight"]
    assert tensors["b.weight"].shape == (16, 32)
    np.testing.assert_allclose(tensors["a.weight"], NUMBERS, atol=1e-3)
    np.testing.assert_allclose(tensors["b.weight"].ravel(), 2 * NUMBERS, atol=2e-3)


def test_the_same_bytes_come_out_every_time() -> None:
    assert halve_onnx(model()) == halve_onnx(model())
