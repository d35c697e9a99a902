"""A small memory whose commands are run in this process, and what they print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from app.commands.context import Context
from app.home import Home
from app.main import parser
from memory.sealed.keys import ArgonCost, KeyFile
from tests.end_to_end.conftest import Diary

if TYPE_CHECKING:
    from app.background.open_memory import OpenMemory

PASSPHRASE = "seven green kettles sing"


@dataclass
class Terminal:
    """What a command wrote: `out` to stdout, `err` to stderr."""

    out: str
    err: str
    code: int

    @property
    def text(self) -> str:
        return self.out + self.err


Afterglow = Callable[..., Terminal]


@pytest.fixture
def home(tmp_path: Path, qapp: object) -> Home:
    """`qapp` stays connected: Xvfb starts anew when its last client leaves, and may then refuse the next one."""
    made = Home(tmp_path / "home").create()
    file = KeyFile.create(made.keys)
    file.add_passphrase(PASSPHRASE, cost=ArgonCost(memory=64, iterations=1, lanes=1))
    file.save()
    return made


class OpenContext(Context):
    """Opens the memory once for all commands: a process of its own for each would take seconds."""

    def session(self, *, existing: bool = False) -> OpenMemory:
        opened = OPENED.get(self.home)
        if opened is None:
            opened = OPENED[self.home] = super().session(existing=existing)
        return cast("OpenMemory", nullcontext(opened))


OPENED: dict[Home, OpenMemory] = {}


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    written = tmp_path / "passphrase"
    written.write_text(PASSPHRASE)
    return written


@pytest.fixture
def afterglow(home: Home, secret: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Afterglow]:
    def run(*words: str | Path, context: type[Context] = OpenContext) -> Terminal:
        options = parser().parse_args([str(word) for word in words])
        code = options.run(context(home, passphrase_file=secret, json=options.json), options)
        written = capsys.readouterr()
        return Terminal(written.out, written.err, int(code or 0))

    yield run
    if opened := OPENED.pop(home, None):
        opened.close()


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    return Diary(tmp_path / "screens", datetime(2026, 3, 2, 9, tzinfo=UTC))


@pytest.fixture
def remembered(afterglow: Afterglow, diary: Diary) -> Afterglow:
    """The commands of a memory that holds a small day."""
    diary.add("Invoice for the walnut bookcase", "Due on 14 April, 318 euros", minutes=0, app="Mail")
    diary.add("Router in the harbour office", "Password: kelp77gannet", minutes=10, app="Settings", title="Wireless")
    diary.add("Vault", minutes=15, app="KeePassXC", wm_class="keepassxc")
    diary.add("Shopping: turmeric and lentils", minutes=20, app="Notes")
    afterglow("import", diary.folder, "--metadata", diary.metadata)
    return afterglow
