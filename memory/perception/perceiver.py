"""Pipeline from captured frame to moment.

Built and called inside the perception process by one thread. Holds recent screen text in memory;
`forget_cache` drops it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from base.errors import BrokenPicture, WeightsMissing
from base.records.line import Line
from base.records.moment import Moment
from base.records.picture import BgrImage
from base.records.search import QueryImage
from base.records.vector import Vector
from capture.frames import CapturedFrame
from memory.encoders.embedding_cache import CachedTextEncoder
from memory.encoders.interface import ImageEncoder, TextEncoder
from memory.encoders.minilm import MiniLM
from memory.ocr.interface import ScreenReader
from memory.ocr.reader import packaged_reader
from memory.perception import private_browsing
from memory.perception.passages import cut_passages
from memory.perception.previous_lines import PreviousLines
from memory.perception.private_browsing import PrivateBrowsingDetector
from memory.perception.redaction import Redacted, redact
from memory.perception.secret_values import seal_values
from memory.perception.secrets import mask_secrets
from memory.perception.summary import summarise
from memory.pictures import stills
from memory.text.language import detect_language


@dataclass(frozen=True, slots=True)
class DroppedFrame:
    """A frame that must not become a moment. `rule` is the name counted in coverage."""

    rule: str


class Perceiver:
    """Any encoder may be None: its weights are missing, and the rest works on."""

    def __init__(
        self,
        *,
        reader: ScreenReader | None,
        text_encoder: TextEncoder | None,
        image_encoder: ImageEncoder | None = None,
        private_gate: PrivateBrowsingDetector,
        vault_key: bytes = b"",
        missing: Sequence[WeightsMissing] = (),
    ) -> None:
        """`vault_key`: the public half, to which values of secrets are sealed; without it they are dropped."""
        self._reader, self._texts, self._images = reader, text_encoder, image_encoder
        self._gate = private_gate
        self._vault_key = vault_key
        self._before = PreviousLines()
        self.missing = tuple(missing)
        """Why an encoder is None, with advice for the person."""

    @property
    def texts(self) -> TextEncoder | None:
        return self._texts

    @property
    def encoders(self) -> str:
        """Names of what reads and embeds here, joined by `;`."""
        present = [part for part in (self._reader, self._texts, self._images) if part is not None]
        return ";".join(part.name for part in present)

    def perceive(self, frame: CapturedFrame) -> Moment | DroppedFrame:
        """Raises BrokenPicture when the pixels are not a picture."""
        image = _as_image(frame)
        if any(window.private for window in (frame.window, *frame.windows)) or self._gate.shows_badge(frame, image):
            return DroppedFrame(private_browsing.RULE)
        lines = self._reader.read(image) if self._reader else ()
        if self._gate.reads_badge(frame, image, lines):
            self.forget_cache()  # the private page has been read
            return DroppedFrame(private_browsing.RULE)
        return self._moment(frame, redact(image, lines))

    def look(self, image: BgrImage) -> QueryImage:
        """What a picture that is not to be remembered says and shows: nothing of it stays but in the caches."""
        shown = redact(image, self._reader.read(image) if self._reader else ())
        seen = self._images.encode_images([shown.image])[0] if self._images else None
        return QueryImage(self._text_vectors(shown.lines, ""), seen)

    def forget_cache(self) -> None:
        """Drop all text and pictures that are remembered (lock)."""
        self._before.clear()
        for part in (self._reader, self._texts):
            forget = getattr(part, "forget_cache", None)
            if forget is not None:
                forget()

    def close(self) -> None:
        self.forget_cache()

    def _moment(self, frame: CapturedFrame, shown: Redacted) -> Moment:
        window, image, lines = frame.window, shown.image, shown.lines
        title = mask_secrets(window.title)
        before = self._before.swap(frame.monitor, frame.id, lines)
        return Moment(
            id=frame.id,
            at=frame.at,
            monitor=frame.monitor,
            app=window.app,
            title=title,
            url=mask_secrets(window.url) if window.url else window.url,
            summary=summarise(lines, before=before, title=title),
            lines=lines,
            language=detect_language("\n".join(line.text for line in lines)),
            text_vectors=self._text_vectors(lines, title),
            image_vector=self._images.encode_images([image])[0] if self._images else None,
            thumbnail=stills.encode_thumbnail(image),
            picture=stills.encode_still(image),
            encoders=self.encoders,
            secrets=seal_values(self._vault_key, frame.id, shown.taken) if self._vault_key else (),
        )

    def _text_vectors(self, lines: tuple[Line, ...], title: str) -> Vector | None:
        texts = cut_passages(lines, title=title) if self._texts else ()
        return self._texts.encode(texts) if self._texts and texts else None


def _as_image(frame: CapturedFrame) -> BgrImage:
    pixels = frame.pixels
    if pixels.ndim != 3 or pixels.shape[2] != 4 or pixels.dtype != np.uint8 or min(pixels.shape[:2]) < 8:
        raise BrokenPicture(f"frame {frame.id}")
    image = np.empty((*pixels.shape[:2], 3), np.uint8)
    for channel in range(3):  # half the time of a slice of all three
        image[:, :, channel] = pixels[:, :, channel]
    return image


def default_perceiver(
    *, threads: int = 2, image_encoder: ImageEncoder | None = None, vault_key: bytes = b""
) -> Perceiver:
    """Everything that the installed packages allow; what is missing is left out and told in `missing`."""
    missing: list[WeightsMissing] = []
    reader: ScreenReader | None = None
    texts: TextEncoder | None = None
    try:
        reader = packaged_reader(threads=threads)
    except WeightsMissing as error:
        missing.append(error)
    try:
        texts = CachedTextEncoder(MiniLM(threads=threads))
    except WeightsMissing as error:
        missing.append(error)
    return Perceiver(
        reader=reader,
        text_encoder=texts,
        image_encoder=image_encoder,
        private_gate=PrivateBrowsingDetector(),
        vault_key=vault_key,
        missing=missing,
    )
