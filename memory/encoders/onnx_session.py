"""Sessions of ONNX Runtime; the only file that imports it.

Text encoder, text detection and recognition open and run them, on the reader's thread or that of recall.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Tensor = NDArray[Any]


def _import_without_telemetry() -> Any:
    """ONNX Runtime 1.32 reports its use to its maker over HTTPS, and when imported writes names of the session and the
    device to the temp and the cache folder. The variable is read at the import and stops that; the call is for builds
    that report through the system.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime as ort

    ort.disable_telemetry_events()
    return ort


class OnnxSession:
    """A model in memory. `run` is safe from one thread at a time."""

    def __init__(self, model: bytes, *, threads: int, tensors: Mapping[str, Tensor] | None = None) -> None:
        ort = _import_without_telemetry()
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Spinning uses a whole core between calls; the arena never frees the peak of the widest batch (FINDINGS §2).
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.enable_cpu_mem_arena = False
        self._tensors = {name: np.ascontiguousarray(tensor) for name, tensor in (tensors or {}).items()}
        if self._tensors:
            values = [ort.OrtValue.ortvalue_from_numpy(tensor) for tensor in self._tensors.values()]
            options.add_external_initializers(list(self._tensors), values)
        self._session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._tensors.clear()  # the session has copied them
        self._inputs = [item.name for item in self._session.get_inputs()]

    @property
    def metadata(self) -> dict[str, str]:
        return dict(self._session.get_modelmeta().custom_metadata_map)

    def run(self, *inputs: Tensor) -> NDArray[np.float32]:
        """The first output for inputs in the model's own order."""
        output: NDArray[np.float32] = self._session.run(None, dict(zip(self._inputs, inputs, strict=True)))[0]
        return output
