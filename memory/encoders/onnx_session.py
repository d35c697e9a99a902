"""ONNX Runtime sessions; the only file that imports it. Sessions are opened and run by the thread that perceives."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Tensor = NDArray[Any]


def _silent_runtime() -> Any:
    """ONNX Runtime 1.32 is built to report its use to its maker over HTTPS, and writes names of the session and of the
    device to the temp and the cache folder when it is imported. The variable is looked at then and stops it; the call
    is for builds that report through the system."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime as ort

    ort.disable_telemetry_events()
    return ort


class OnnxSession:
    """A model in memory. `run` is safe from one thread at a time."""

    def __init__(self, model: bytes, *, threads: int, tensors: Mapping[str, Tensor] | None = None) -> None:
        ort = _silent_runtime()
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Spinning burns a core between calls; the arena keeps the peak of the widest batch for ever (FINDINGS §2).
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.enable_cpu_mem_arena = False
        self._tensors = {name: np.ascontiguousarray(tensor) for name, tensor in (tensors or {}).items()}
        if self._tensors:
            values = [ort.OrtValue.ortvalue_from_numpy(tensor) for tensor in self._tensors.values()]
            options.add_external_initializers(list(self._tensors), values)
        self._session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._tensors.clear()  # the session has copied what it keeps
        self._inputs = [item.name for item in self._session.get_inputs()]

    @property
    def metadata(self) -> dict[str, str]:
        return dict(self._session.get_modelmeta().custom_metadata_map)

    def run(self, *inputs: Tensor) -> NDArray[np.float32]:
        """The first output for inputs in the model's own order."""
        output: NDArray[np.float32] = self._session.run(None, dict(zip(self._inputs, inputs, strict=True)))[0]
        return output
