"""Decoding and the cache of thumbnails."""

from __future__ import annotations

import io

import PIL.Image
import pytest

from ui.kit.jobs import Jobs
from ui.kit.thumbnails import Thumbnails, decode


def picture(kind: str) -> bytes:
    data = io.BytesIO()
    PIL.Image.new("RGB", (64, 36), (200, 40, 10)).save(data, kind, **({} if kind == "PNG" else {"lossless": True}))
    return data.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_keeps_its_colours(kind):
    image = decode(picture(kind))

    assert (image.width(), image.height()) == (64, 36)
    assert image.pixelColor(3, 3).getRgb() == (200, 40, 10, 255)


@pytest.mark.parametrize("data", [b"", b"not a picture", picture("PNG")[:40]])
def test_what_is_broken_gives_a_null_image(data):
    assert decode(data).isNull()


class Counting:
    def __init__(self):
        self.asked = []

    def thumbnails(self, frames):
        self.asked.append(tuple(frames))
        return {frame: picture("PNG") for frame in frames if frame != "none"}


def test_thumbnails_are_asked_for_once_and_together(qapp, qtbot):
    jobs, archive = Jobs(threads=1), Counting()
    thumbnails = Thumbnails(jobs)
    thumbnails.set_archive(archive)

    with qtbot.waitSignal(thumbnails.arrived):
        assert [thumbnails.get(frame) for frame in ("a", "b", "none", "a")] == [None] * 4
    jobs.close()

    assert sorted(archive.asked[0]) == ["a", "b", "none"]
    assert len(archive.asked) == 1
    assert not thumbnails.get("a").isNull()
    assert thumbnails.get("none").isNull()


def test_a_lock_drops_every_thumbnail(qapp, qtbot):
    jobs = Jobs(threads=1)
    thumbnails = Thumbnails(jobs)
    thumbnails.set_archive(Counting())
    with qtbot.waitSignal(thumbnails.arrived):
        thumbnails.get("a")

    thumbnails.set_archive(None)
    jobs.close()

    assert thumbnails.get("a") is None
