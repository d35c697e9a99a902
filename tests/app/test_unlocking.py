"""How a new memory comes to be kept by a passphrase, and what is asked for twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.unlocking import ask_new_passphrase
from base.errors import BadInput


def answering(*answers: str) -> Callable[[str], str]:
    waiting = list(answers)
    return lambda _prompt: waiting.pop(0)


def test_a_new_passphrase_is_asked_for_twice() -> None:
    assert ask_new_passphrase(answering("long enough", "long enough"), "New: ") == "long enough"


@pytest.mark.parametrize(
    ("answers", "told"), [(("short",), "shorter than 8"), (("long enough", "long enouhg"), "differ")]
)
def test_a_short_or_mistyped_one_is_refused(answers: tuple[str, ...], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        ask_new_passphrase(answering(*answers), "New: ")
