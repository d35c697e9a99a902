"""The trial of a first run: one look at the main screen, read as a recorded picture would be, and kept nowhere.

In a process of its own, so that neither the picture nor the models stay in memory. Called on the window's jobs pool.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module

import numpy as np

from app.capture_settings import rules_from
from app.settings import Settings
from base.clock import utc_now
from base.errors import CaptureError, PerceptionError
from base.processes import ChildProcess
from base.records.line import Line
from base.records.picture import BgrImage
from capture.desktop import open_desktop
from capture.frames import CapturedFrame, Screenshot, Window
from capture.occlusion import black_out
from capture.rules import OWN_WINDOW_RULE, Rules
from capture.screen import Monitor, MssScreen, ScreenSource
from capture.window_source import Desktop
from memory.ocr.interface import ScreenReader
from memory.perception.private_browsing import RULE as PRIVATE_BROWSING
from memory.perception.private_browsing import PrivateBrowsingDetector
from memory.perception.redaction import redact
from memory.pictures.stills import shrink
from ui.kit.ports import Trial

MAX_WIDTH = 1600
"""Pixels of the picture that is shown: sharp on half of a wide screen at scale 2."""
MAX_LOOKS = 5
"""Looks until the windows stay the same while the picture is taken."""
NO_PICTURE: BgrImage = np.zeros((0, 0, 3), np.uint8)


def try_in_other_process(settings: Settings) -> Trial:
    """Raises CaptureError, PerceptionError."""
    # Not an executor's process: that one stays for ever when this program is killed.
    process = ChildProcess(import_module, __name__, name="trial", threads=1, fault=PerceptionError, advice="Try again.")
    try:
        trial: Trial = process.call(look_and_read.__name__, settings)
    finally:
        process.close()
    return trial


def look_and_read(settings: Settings) -> Trial:
    """Raises CaptureError, WeightsMissing."""
    from memory.ocr.reader import packaged_reader

    began = time.monotonic()
    shot, screens = take_picture()
    return judge_and_read(shot, rules_from(settings), packaged_reader(threads=1), screens=screens, began=began)


def take_picture() -> tuple[Screenshot, int]:
    """The main screen with the windows that belong to these very pixels, and how many screens there are."""
    screen = MssScreen()
    try:
        desktop = open_desktop()
        try:
            return _take_picture(screen, desktop)
        finally:
            desktop.close()
    finally:
        screen.close()


def _take_picture(screen: ScreenSource, desktop: Desktop) -> tuple[Screenshot, int]:
    for _ in range(MAX_LOOKS):
        before = (desktop.active(), desktop.windows())
        monitors = screen.monitors()
        main = _main_monitor(monitors)
        pixels = screen.grab(main)
        if (desktop.active(), desktop.windows()) == before:
            return Screenshot(utc_now(), main.number, pixels, (main.rect.x, main.rect.y), *before), len(monitors)
    raise CaptureError("the windows kept changing", advice="Wait a moment and try again.")


def _main_monitor(monitors: Sequence[Monitor]) -> Monitor:
    """The one at the desktop's origin, where systems put the main screen."""
    return min(monitors, key=lambda monitor: (abs(monitor.rect.x) + abs(monitor.rect.y), monitor.number))


def judge_and_read(shot: Screenshot, rules: Rules, reader: ScreenReader, *, screens: int, began: float) -> Trial:
    """As the recorder and the reader would: by the rules in force, without private windows that only the picture shows,
    and with secrets blotted out. Only Afterglow itself is not left out: its window is in front, since the person has
    just pressed its button. `began`: time.monotonic() of the beginning."""
    identified = _is_identified(shot, rules)
    verdict = replace(rules, own_windows=()).decide(shot)

    def trial(picture: BgrImage, lines: Sequence[Line] = (), *, scale: float = 1.0, left_out: str = "") -> Trial:
        return Trial(
            picture=picture,
            lines=tuple(line.text for line in lines),
            boxes=tuple(_scaled(line, scale) for line in lines),
            screens=screens,
            seconds=time.monotonic() - began,
            identified=identified,
            left_out=left_out,
        )

    if verdict.kind == "skip":
        return trial(NO_PICTURE, left_out=verdict.rule)
    pixels = black_out(shot.pixels, verdict.regions) if verdict.regions else shot.pixels
    image = np.ascontiguousarray(pixels[..., :3])
    windows = tuple(window for window in shot.windows if window not in verdict.excluded)
    frame = CapturedFrame("trial", shot.at, shot.monitor, pixels, shot.active or Window(), windows, shot.origin)
    private = PrivateBrowsingDetector()
    if private.shows_badge(frame, image):
        return trial(NO_PICTURE, left_out=PRIVATE_BROWSING)
    lines = reader.read(image)
    if private.reads_badge(frame, image, lines):
        return trial(NO_PICTURE, left_out=PRIVATE_BROWSING)
    shown = redact(image, lines)
    picture = shrink(shown.image, MAX_WIDTH)
    return trial(picture, shown.lines, scale=picture.shape[1] / image.shape[1])


def _is_identified(shot: Screenshot, rules: Rules) -> bool:
    """The window in front, Afterglow's own apart, says what it is."""
    windows = [window for window in (shot.active, *reversed(shot.windows)) if window is not None]
    others = [window for window in windows if rules.explain(window) != OWN_WINDOW_RULE]
    front = (others or windows)[:1]
    return bool(front) and front[0].identified


def _scaled(line: Line, scale: float) -> tuple[int, int, int, int]:
    x, y, width, height = (round(side * scale) for side in line.box)
    return x, y, width, height
