"""The screens of the soak: four programs in full size, drawn on the fly, look by look, from a seed."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

import numpy as np
import throwaway  # noqa: F401 sets the import path
from live_material import Words, photo
from PIL import Image, ImageDraw, ImageFont

from capture.frames import Pixels, Rect, Window

SIZE = (1920, 1080)
MONO, SANS = "DejaVuSansMono.ttf", "DejaVuSans.ttf"


@dataclass(slots=True)
class Pane:
    """One program in full size: lines of text, a place in them, colours. Grows at its end and forgets its beginning."""

    app: str
    font: ImageFont.FreeTypeFont
    ground: str
    ink: str
    step: int
    lines: list[str] = field(default_factory=list)
    top: int = 0
    picture: int = -1
    """Number of the photograph beside the text; -1: none."""

    def draw(self, clock: str) -> Image.Image:
        image = Image.new("RGB", SIZE, self.ground)
        pen = ImageDraw.Draw(image)
        pen.rectangle((0, 0, SIZE[0], 22), fill="#2b2f36")
        pen.text((SIZE[0] // 2, 3), clock, fill="#e8e8e8", font=_font(SANS, 13), anchor="ma")
        pen.text((14, 30), self.title(), fill=self.ink, font=_font(SANS, 15))
        for row, line in enumerate(self.lines[self.top : self.top + self.shown()]):
            pen.text((40, 64 + row * self.step), line, fill=self.ink, font=self.font)
        if self.picture >= 0:
            image.paste(_photo(self.picture), (1200, 160))
        return image

    def shown(self) -> int:
        return (SIZE[1] - 80) // self.step

    def title(self) -> str:
        return f"{self.lines[0][:50]} - {self.app}" if self.lines else self.app

    def trim(self) -> None:
        """What lies far above the screen is of no use any more."""
        spare = self.top - 200
        if spare > 0:
            del self.lines[:spare]
            self.top -= spare


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(name, size)


def _photo(number: int) -> Image.Image:
    return Image.open(io.BytesIO(photo(number))).convert("RGB").resize((640, 360))


class Desk:
    """What the screen shows, look by look."""

    def __init__(self, seed: int, busy: float) -> None:
        self._dice = random.Random(seed)
        self._words = Words(random.Random(seed + 1))
        self._busy = busy
        self._panes = [
            Pane("Chromium", _font(SANS, 16), "#f7f6ef", "#22281f", 26),
            Pane("Mousepad", _font(SANS, 15), "#ffffff", "#111111", 24),
            Pane("XTerm", _font(MONO, 13), "#1d2126", "#d4dbd2", 18),
            Pane("LibreOffice Calc", _font(SANS, 13), "#fbfbfb", "#202020", 20),
        ]
        self._in_front = 0
        self._image: Image.Image | None = None
        self._clock = ""
        for pane in self._panes:
            pane.lines = [self._line(pane) for _ in range(30)]

    def look(self, at: datetime) -> tuple[Pixels, Window]:
        clock = f"{at:%a %d %b %Y   %H:%M}"
        if self._dice.random() < self._busy:
            self._news()
            self._image = None
        if self._image is None or clock != self._clock:
            self._image, self._clock = self._pane.draw(clock), clock
        pixels = np.full((SIZE[1], SIZE[0], 4), 255, np.uint8)
        pixels[..., :3] = np.asarray(self._image)[..., ::-1]
        if self._dice.random() < 0.5:
            pixels[500:520, 30:32, :3] = 90  # the caret
        return pixels, Window(app=self._pane.app, title=self._pane.title(), geometry=Rect(0, 22, SIZE[0], SIZE[1] - 22))

    @property
    def _pane(self) -> Pane:
        return self._panes[self._in_front]

    def _news(self) -> None:
        pane, roll = self._pane, self._dice.random()
        if roll < 0.1:
            self._in_front = self._dice.randrange(len(self._panes))
        elif roll < 0.5:
            self._write(pane)
        elif roll < 0.9:
            self._grow(pane, self._dice.randint(1, 12))
        else:
            self._replace(pane)
        pane.trim()

    def _write(self, pane: Pane) -> None:
        """Some words more in the last line, or a new one."""
        if len(pane.lines[-1]) > 90:
            self._grow(pane, 1)
            pane.lines[-1] = ""
        some = self._words.sentence().split()[: self._dice.randint(1, 5)]
        pane.lines[-1] += " ".join(["", *some])

    def _grow(self, pane: Pane, count: int) -> None:
        """New lines below; the view follows. A spreadsheet's or page's view scrolls by as much."""
        pane.lines += [self._line(pane) for _ in range(count)]
        pane.top = max(0, len(pane.lines) - pane.shown())

    def _replace(self, pane: Pane) -> None:
        """Another page, another file."""
        pane.lines = [self._line(pane) for _ in range(self._dice.randint(12, 60))]
        pane.top = 0
        pane.picture = self._dice.randrange(1000) if pane.app == "Chromium" and self._dice.random() < 0.4 else -1

    def _line(self, pane: Pane) -> str:
        words = self._words
        if pane.app == "XTerm":
            return words.build_line()
        if pane.app == "LibreOffice Calc":
            return f"{words.plant():<24}   {words.place():<24}   {self._dice.randint(10, 9999)}   {words.who()}"
        return words.sentence()[:120]
