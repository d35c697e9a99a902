"""What the player reads and types: the same for the same seed, and never at an end."""

from __future__ import annotations

import io
import random

import pytest
from live_material import HOSTS, Site, Words, photo
from PIL import Image


@pytest.mark.parametrize("kind", HOSTS)
def test_every_kind_of_page_is_there_and_the_same_again(kind: str) -> None:
    first, again, other = (Site(seed).answer(f"/{kind}/12?x") for seed in (7, 7, 8))

    assert first[0].startswith("text/html")
    assert first == again
    assert first != other


def test_pictures_are_photographic() -> None:
    picture = Image.open(io.BytesIO(photo(3))).convert("RGB").crop((0, 0, 64, 64))

    colours = picture.getcolors(64 * 64)

    assert colours is not None
    assert len(colours) > 400


def test_sentences_go_on_and_do_not_repeat_at_once() -> None:
    words = Words(random.Random(1))

    said = [words.sentence() for _ in range(500)]

    assert len(set(said)) > 480
    assert said[0] == Words(random.Random(1)).sentence()
