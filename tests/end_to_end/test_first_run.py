"""From the first start to the first found moment with real keys and a real mouse; and nothing is captured before the
person presses Start recording, whatever was there before and however often they leave."""

from __future__ import annotations

import json
import signal
import subprocess
import tarfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.end_to_end.conftest import ROOT, Program
from tests.end_to_end.first_run_story import PASSPHRASE, FirstRun
from tests.end_to_end.person import PATIENCE, Person
from tests.end_to_end.window_story import activate, look_for, write
from tests.xserver import XServer, start_server

pytestmark = [pytest.mark.end_to_end, pytest.mark.x11]

WATCHED = Path(__file__).parent / "watched"
OLD_HOME = ROOT / "tests" / "data" / "made_by_3680c52" / "home.tar.xz"
OLD_PASSPHRASE = "seven green kettles"
WORDS = "saffron umbrella for Dubrovnik"


@dataclass
class Newcomer:
    """A program, its screen, and what it took of that screen."""

    program: Program
    person: Person
    app: subprocess.Popen[str] | None = None
    before: set[str] = field(default_factory=set)
    """What was in the spool before the first start."""

    @property
    def screen(self) -> XServer:
        return self.person.screen

    def start(self) -> str:
        """The window's number."""
        self.app = self.program.start()
        return self.screen.window("Afterglow$")

    def pictures_taken(self) -> int:
        noted = self.program.folder / "pictures"
        return len(noted.read_text()) if noted.exists() else 0

    def wait_for_picture(self, *, after: int) -> None:
        until = time.monotonic() + PATIENCE
        while self.pictures_taken() <= after:
            assert time.monotonic() < until, "no picture is taken"
            time.sleep(0.2)

    def new_in_spool(self) -> set[str]:
        spool = self.program.home / "spool"
        return {str(path) for path in spool.rglob("*") if path.is_file()} - self.before

    def kill(self) -> None:
        assert self.app is not None
        self.app.kill()
        self.app.communicate(timeout=60)

    def close(self) -> None:
        """The window, by its window manager's key."""
        assert self.app is not None
        self.person.press("alt+F4")
        self.app.communicate(timeout=60)
        assert self.app.returncode == 0


@pytest.fixture
def newcomer(tmp_path: Path) -> Iterator[Newcomer]:
    """Without a memory, a passphrase or a key store; the screen shows a terminal with words from the start."""
    for name in ("tmp", "run"):
        (tmp_path / name).mkdir(mode=0o700)
    environment = {
        "XDG_RUNTIME_DIR": str(tmp_path / "run"),
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(WATCHED),
        "PICTURES_TAKEN": str(tmp_path / "pictures"),
        "KEY_STORE_FILE": str(tmp_path / "key-store"),
    }
    program = Program(tmp_path, environment)
    for screen in start_server(manager=True, size="1400x900x24"):
        program.environment |= {"DISPLAY": screen.display}
        yield Newcomer(program, Person(screen, tmp_path))
        program.end()


# -- what was there before


def nothing(_program: Program) -> None: ...


def a_key_store(program: Program) -> None:
    program.environment |= {"PYTHON_KEYRING_BACKEND": "key_store.TestKeyStore"}


def a_passphrase_file(program: Program) -> None:
    secret = program.folder / "passphrase"
    secret.write_text(PASSPHRASE + "\n")
    program.environment |= {"AFTERGLOW_PASSPHRASE_FILE": str(secret)}


def an_old_home(program: Program) -> None:
    """With settings, a memory and unread frames of an earlier version; in the language that this test reads."""
    with tarfile.open(OLD_HOME) as tar:
        tar.extractall(program.folder, filter="data")
    file = program.home / "settings.json"
    settings = json.loads(file.read_text())
    settings["appearance"]["language"] = "en"
    file.write_text(json.dumps(settings))


@dataclass(frozen=True)
class Case:
    prepare: Callable[[Program], None]
    chooses: bool = False
    knows: bool = False
    passphrase: str = PASSPHRASE


CASES = {
    "nothing": Case(nothing, chooses=True, knows=True),
    "a key store": Case(a_key_store),
    "a passphrase file": Case(a_passphrase_file),
    "an old home": Case(an_old_home, knows=True, passphrase=OLD_PASSPHRASE),
}


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_captured_before_start_recording_and_leaving_comes_back_to_the_step(
    newcomer: Newcomer, name: str
) -> None:
    case, person = CASES[name], newcomer.person
    case.prepare(newcomer.program)
    newcomer.before = newcomer.new_in_spool()
    had_memory = (newcomer.program.home / "keys.json").exists()
    first_run = FirstRun(person, chooses=case.chooses, knows=case.knows, passphrase=case.passphrase)
    write(person, "packing list", "50x8+820+20", WORDS)

    window = newcomer.start()
    leaving = (newcomer.kill, newcomer.close, newcomer.kill, newcomer.close, newcomer.kill)
    for number, (step, leave) in enumerate(zip(first_run.steps, leaving, strict=True)):
        person.wait_for(step.seen)
        assert had_memory or (newcomer.program.home / "keys.json").exists() is (number > 2), step.name
        leave()
        assert newcomer.program.json("status")["recording_started"] is False
        window = newcomer.start()
        first_run.started_again()
        activate(person, window)
        person.wait_for(step.seen)
        assert (newcomer.new_in_spool(), newcomer.pictures_taken()) == (set(), 0), step.name
        step.do()

    newcomer.wait_for_picture(after=1)  # the first was the trial's
    assert newcomer.program.json("status")["recording_started"] is True
    write(person, "letters", "50x8+820+400", "stamps for the letters to Tallinn")
    activate(person, window)
    look_for(person, "Tallinn", "letters to Tallinn")
    newcomer.kill()
    window = newcomer.start()
    taken = newcomer.pictures_taken()
    write(person, "rent", "50x8+820+400", "the rent is due on Thursday")
    newcomer.wait_for_picture(after=taken)  # consent holds from now on
    assert newcomer.app is not None
    newcomer.app.send_signal(signal.SIGTERM)
    assert "Traceback" not in newcomer.app.communicate(timeout=60)[1]


def test_a_trial_is_taken_when_it_is_asked_for_and_kept_nowhere(newcomer: Newcomer) -> None:
    person = newcomer.person
    write(person, "packing list", "50x8+820+20", WORDS)
    window = newcomer.start()
    activate(person, window)
    first_run = FirstRun(person)
    for step in first_run.steps[:-1]:
        person.wait_for(step.seen)
        step.do()
    person.wait_for(first_run.steps[-1].seen)
    assert newcomer.pictures_taken() == 0

    person.click("Take a picture")
    person.wait_for("words read in")

    assert newcomer.pictures_taken() == 1
    assert newcomer.new_in_spool() == set()
    newcomer.kill()
    newcomer.start()
    person.wait_for(first_run.steps[-1].seen)
    assert (newcomer.pictures_taken(), newcomer.new_in_spool()) == (1, set())


def test_started_in_the_background_it_shows_the_first_run_and_records_nothing(newcomer: Newcomer) -> None:
    a_passphrase_file(newcomer.program)
    app = newcomer.program.start("--background")
    newcomer.screen.window("Afterglow$")
    newcomer.person.wait_for("It starts when you say so")

    assert (newcomer.pictures_taken(), newcomer.new_in_spool()) == (0, set())
    assert not (newcomer.program.home / "keys.json").exists()
    app.send_signal(signal.SIGTERM)
    app.communicate(timeout=60)
    assert app.returncode == 0


def test_a_damaged_consent_asks_again_before_anything_is_captured(newcomer: Newcomer) -> None:
    a_passphrase_file(newcomer.program)
    activate(newcomer.person, newcomer.start())
    FirstRun(newcomer.person, chooses=False, knows=False).go_through()
    newcomer.kill()
    consent = newcomer.program.home / "first-run.json"
    consent.write_bytes(consent.read_bytes()[:-1])
    newcomer.before = newcomer.new_in_spool() | newcomer.before
    taken = newcomer.pictures_taken()

    newcomer.start()
    newcomer.person.wait_for("It starts when you say so")
    write(newcomer.person, "packing list", "50x8+820+20", WORDS)

    assert newcomer.pictures_taken() == taken
    assert newcomer.new_in_spool() == set()
