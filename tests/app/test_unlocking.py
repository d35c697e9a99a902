"""How a new memory comes to be kept by a passphrase, and what is asked for twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.home import Home
from app.unlocking import ask_new_passphrase, create_with_recovery
from base.errors import BadInput
from memory.sealed.keys import KeyFile


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


def test_the_recovery_key_opens_what_the_passphrase_opens(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")

    code = create_with_recovery(home, "seven green kettles")

    file = KeyFile.load(home.keys)
    assert file.unlock_recovery(code) == file.unlock_passphrase("seven green kettles")
