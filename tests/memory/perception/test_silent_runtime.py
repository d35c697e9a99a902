"""Reading leaves no file of the library's own and opens no connection: ONNX Runtime reports to its maker if it may."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

READ = """
import numpy, psutil
from memory.ocr.reader import packaged_reader
packaged_reader(threads=1).read(numpy.full((64, 256, 3), 255, numpy.uint8))
print(len(psutil.Process().net_connections("inet")))
"""


def test_a_process_that_reads_writes_nothing_and_talks_to_nobody(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "XDG_", "COV_"))}
    places = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-c", READ], env={**kept, **places}, capture_output=True, text=True, timeout=120, check=True
    )

    assert done.stdout.strip() == "0"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
