"""Writes memory/encoders/minilm.onnx: the graph of all-MiniLM-L6-v2 without its weights, which come at run time.

    python packaging/minilm_graph.py memory/encoders/minilm.onnx

Needs `onnx`; run only when the graph changes. The architecture is BERT's encoder (Devlin 2018) with mean pooling
(Reimers & Gurevych 2019); names and shapes are those of the model's safetensors file.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HIDDEN, LAYERS, HEADS, INNER, WORDS, PLACES = 384, 6, 12, 1536, 30522, 512


class Graph:
    """Nodes and initialisers as they are added; every method gives the name of what it made."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.initialisers: list[Any] = []
        self._constants: dict[str, str] = {}

    def op(self, kind: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        name = output or f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def constant(self, *values: float, kind: type = np.int64, scalar: bool = False) -> str:
        array = np.array(values[0] if scalar else values, kind)
        key = f"c{len(self._constants)}"
        same = self._constants.setdefault(f"{array.dtype}{array.shape}{array.tolist()}", key)
        if same == key:
            self.initialisers.append(numpy_helper.from_array(array, key))
        return same

    def weight(self, name: str, *shape: int) -> str:
        tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=shape)
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in (("location", "weights"), ("offset", "0"), ("length", str(4 * int(np.prod(shape))))):
            tensor.external_data.add(key=key, value=value)
        self.initialisers.append(tensor)
        return name

    def linear(self, x: str, name: str, inputs: int, outputs: int) -> str:
        turned = self.op("Transpose", self.weight(f"{name}.weight", outputs, inputs), perm=[1, 0])
        return self.op("Add", self.op("MatMul", x, turned), self.weight(f"{name}.bias", outputs))

    def normal(self, x: str, name: str) -> str:
        weights = self.weight(f"{name}.weight", HIDDEN), self.weight(f"{name}.bias", HIDDEN)
        return self.op("LayerNormalization", x, *weights, axis=-1, epsilon=1e-12)


def embedded(g: Graph) -> str:
    words = g.op("Gather", g.weight("embeddings.word_embeddings.weight", WORDS, HIDDEN), "ids", axis=0)
    length = g.op("Shape", "ids", start=1, end=2)
    places = g.weight("embeddings.position_embeddings.weight", PLACES, HIDDEN)
    place = g.op("Slice", places, g.constant(0), length, g.constant(0))
    kinds = g.weight("embeddings.token_type_embeddings.weight", 2, HIDDEN)
    kind = g.op("Gather", kinds, g.constant(0, scalar=True), axis=0)
    return g.normal(g.op("Add", g.op("Add", words, place), kind), "embeddings.LayerNorm")


def attended(g: Graph, x: str, bias: str, name: str) -> str:
    heads = g.constant(0, 0, HEADS, HIDDEN // HEADS)

    def split(part: str, perm: list[int]) -> str:
        flat = g.linear(x, f"{name}.self.{part}", HIDDEN, HIDDEN)
        return g.op("Transpose", g.op("Reshape", flat, heads), perm=perm)

    scores = g.op("MatMul", split("query", [0, 2, 1, 3]), split("key", [0, 2, 3, 1]))
    scaled = g.op("Mul", scores, g.constant(1 / np.sqrt(HIDDEN // HEADS), kind=np.float32, scalar=True))
    share = g.op("Softmax", g.op("Add", scaled, bias), axis=-1)
    mixed = g.op("Transpose", g.op("MatMul", share, split("value", [0, 2, 1, 3])), perm=[0, 2, 1, 3])
    joined = g.op("Reshape", mixed, g.constant(0, 0, HIDDEN))
    out = g.linear(joined, f"{name}.output.dense", HIDDEN, HIDDEN)
    return g.normal(g.op("Add", out, x), f"{name}.output.LayerNorm")


def gelu(g: Graph, x: str) -> str:
    def number(value: float) -> str:
        return g.constant(value, kind=np.float32, scalar=True)

    erf = g.op("Erf", g.op("Mul", x, number(1 / np.sqrt(2))))
    return g.op("Mul", g.op("Mul", x, number(0.5)), g.op("Add", erf, number(1)))


def pooled(g: Graph, x: str, mask: str) -> str:
    wide = g.op("Unsqueeze", mask, g.constant(2))
    total = g.op("ReduceSum", g.op("Mul", x, wide), g.constant(1), keepdims=0)
    mean = g.op("Div", total, g.op("ReduceSum", wide, g.constant(1), keepdims=0))
    return g.op("LpNormalization", mean, output="embedding", axis=-1, p=2)


def build() -> bytes:
    g = Graph()
    x = embedded(g)
    mask = g.op("Cast", "mask", to=TensorProto.FLOAT)
    absent = g.op("Sub", g.constant(1, kind=np.float32, scalar=True), g.op("Unsqueeze", mask, g.constant(1, 2)))
    bias = g.op("Mul", absent, g.constant(-10000, kind=np.float32, scalar=True))
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        x = attended(g, x, bias, f"{name}.attention")
        inner = gelu(g, g.linear(x, f"{name}.intermediate.dense", HIDDEN, INNER))
        out = g.linear(inner, f"{name}.output.dense", INNER, HIDDEN)
        x = g.normal(g.op("Add", out, x), f"{name}.output.LayerNorm")
    pooled(g, x, mask)
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in ("ids", "mask")]
    output = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", HIDDEN])
    graph = helper.make_graph(g.nodes, "minilm", inputs, [output], g.initialisers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    return bytes(onnx.ModelProto.SerializeToString(model))


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build())
