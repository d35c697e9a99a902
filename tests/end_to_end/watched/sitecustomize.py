"""Python itself loads this in every process of a program under test that has this folder on its path: each picture of
the screen that is taken is noted in the file that PICTURES_TAKEN names, whoever takes it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


def watch(noted: Path) -> None:
    import mss

    take = mss.MSS.grab

    def grab(camera: mss.MSS, area: Any) -> Any:
        with noted.open("a") as file:
            file.write("x")
        return take(camera, area)

    mss.MSS.grab = grab  # type: ignore[method-assign]


if os.environ.get("PICTURES_TAKEN"):
    watch(Path(os.environ["PICTURES_TAKEN"]))
