"""The first run by keys and mouse alone, step by step, whatever opens the memory."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.end_to_end.person import Person

PASSPHRASE = "seven green kettles sing"


@dataclass(frozen=True)
class Step:
    """`seen`: words that stand on the screen while it is shown. `do` ends when the next one is shown."""

    name: str
    seen: str
    do: Callable[[], None] = field(repr=False)


class FirstRun:
    """`chooses`: the person has to choose a passphrase. `knows`: only they know it; after a fresh start the window asks
    for it before it makes a recovery key."""

    def __init__(
        self, person: Person, *, chooses: bool = True, knows: bool = True, passphrase: str = PASSPHRASE
    ) -> None:
        self.person = person
        self._chooses, self._knows, self._passphrase = chooses, knows, passphrase
        self.steps = (
            Step("welcome", "It starts when you say so", self._welcome),
            Step("leave out", "What should be left out", self._leave_out),
            Step("passphrase", "Choose a passphrase" if chooses else "What opens your memory", self._choose),
            Step("recovery key", "Your recovery key", self._prove_key),
            Step("try it", "Start Afterglow when I log in", self._try_and_start),
        )
        self._fresh = False
        """The program was started again after the passphrase was typed."""

    def go_through(self) -> None:
        for step in self.steps:
            self.person.wait_for(step.seen)
            step.do()

    def started_again(self) -> None:
        self._fresh = True

    def _welcome(self) -> None:
        self.person.press("Return")

    def _leave_out(self) -> None:
        self.person.wait_for("Private windows")
        self.person.press("Return")

    def _choose(self) -> None:
        if self._chooses:
            self._fresh = False
            for _ in range(2):
                self.person.type(self._passphrase)
                self.person.press("Return")
        else:
            self._fresh = True
            self.person.press("Return")

    def _prove_key(self) -> None:
        """The key is copied, and two of its groups are typed, as somebody who wrote it down would."""
        if self._knows and self._fresh:
            self.person.wait_for("Type your passphrase to make a recovery key")
            self.person.type(self._passphrase)
            self.person.press("Return")
        self.person.wait_for("Check that you have it")
        self.person.press("shift+Tab", "space")
        groups = self.person.pastes().split("-")
        asked = sorted(
            int(found[1]) for line in self.person.reads() if (found := re.fullmatch(r"group(\d)", line)) is not None
        )
        assert (len(groups), len(asked)) == (8, 2), (len(groups), asked)
        self.person.press("Tab")
        self.person.type(groups[asked[0] - 1].lower())
        self.person.press("Tab")
        self.person.type(groups[asked[1] - 1])
        self.person.press("Return")

    def _try_and_start(self) -> None:
        self.person.click("Take a picture")
        self.person.wait_for("words read in")
        self.person.click("Start recording")
        if self._knows and self._fresh:
            self.person.wait_for("Your memory is locked")
            self.person.type(self._passphrase)
            self.person.press("Return")
        self.person.wait_for("Start Afterglow when I log in", gone=True)
