"""Where the memory cannot be used, a command says which folder, why, and what to do, in a sentence."""

from __future__ import annotations

import ctypes
import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.composition import _is_open
from app.home import Home, default_home
from base.errors import DiskFull, FileRefused, StoreError
from base.files import probe_folder, refusal, translate_os_errors
from memory.sealed.keys import ArgonCost, KeyFile

ROOT = Path(__file__).parents[2]
PASSPHRASE = "seven green kettles sing"
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="modes and mounts of Linux")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made = Home(tmp_path / "home").create()
    file = KeyFile.create(made.keys)
    file.add_passphrase(PASSPHRASE, cost=ArgonCost(memory=64, iterations=1, lanes=1))
    file.save()
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    yield made
    for path in (made.root, *made.root.iterdir()):
        path.chmod(0o700)


def obey_modes() -> None:
    """In a child before it begins: root is bound by the modes of files as everybody is."""
    library = ctypes.CDLL(None)
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        library.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP; refused where there is nothing to drop


def run(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    base = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "AFTERGLOW", "DISPLAY"))}
    places = {"HOME": str(home.parent), "AFTERGLOW_PASSPHRASE_FILE": str(home.parent / "passphrase")}
    keyring = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    return subprocess.run(
        [sys.executable, "-m", "app.main", "--home", str(home), *words],
        env={**base, **places, **keyring, **environment},
        capture_output=True,
        text=True,
        cwd=ROOT,
        preexec_fn=obey_modes,
        timeout=120,
        check=False,
    )


def forbid(name: str) -> Callable[[Path], None]:
    return lambda root: (root / name).chmod(0)


def break_file(name: str) -> Callable[[Path], None]:
    return lambda root: (root / name).write_text("{broken")


def put_pipe(name: str) -> Callable[[Path], None]:
    """Whoever opened it would wait for ever."""

    def put(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        os.mkfifo(root / name)

    return put


@pytest.mark.parametrize("words", [("status",), ("search", "invoice"), ("record", "--seconds", "1")], ids=" ".join)
@pytest.mark.parametrize(
    "spoil",
    [
        forbid("."),
        forbid("keys.json"),
        forbid("spool"),
        break_file("keys.json"),
        break_file("settings.json"),
        put_pipe("keys.json"),
        put_pipe("settings.json"),
    ],
    ids=["folder", "keys", "spool", "broken keys", "broken settings", "keys: a pipe", "settings: a pipe"],
)
def test_a_command_says_it_in_a_sentence(home: Home, spoil: Callable[[Path], None], words: tuple[str, ...]) -> None:
    spoil(home.root)

    done = run(home.root, *words)

    assert done.returncode in (0, 1, 3)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or len(done.stderr.strip().splitlines()) == 1


def test_a_folder_that_may_not_be_entered_is_named(home: Home) -> None:
    home.spool.chmod(0)

    done = run(home.root, "record", "--seconds", "1")

    assert f"{home.spool}: your account may not use it" in done.stderr
    assert "belong to your account" in done.stderr


def test_the_program_leaves_no_core_file_with_its_memory(home: Home) -> None:
    script = (
        "import resource; from app.main import main\n"
        "hard = resource.getrlimit(resource.RLIMIT_CORE)[1]\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))\n"
        f"main(['--home', {str(home.root)!r}, '--json', 'status'])\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0])\n"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)

    assert done.stdout.splitlines()[-1] == "0"


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").touch()

    with pytest.raises(FileRefused, match="in the way"):
        Home(tmp_path / "home").create()


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """A disk of its own; the options are mount's."""
    place = tmp_path / "disk"
    place.mkdir()

    def make(options: str) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
        if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("only root may mount a disk")
        return place

    yield make
    subprocess.run(["umount", str(place)], capture_output=True, check=False)


def test_a_read_only_disk_is_named(mount: Callable[[str], Path]) -> None:
    disk = mount("size=1m")
    Home(disk / "home").create()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)

    with pytest.raises(FileRefused, match="it is read-only") as caught:
        Home(disk / "home").create()

    assert str(disk / "home") in caught.value.detail
    assert "--home" in caught.value.advice


def test_what_is_there_can_still_be_opened_on_a_full_disk(mount: Callable[[str], Path]) -> None:
    disk = mount("size=64k")
    home = Home(disk / "home").create()
    with pytest.raises(OSError, match="space"):
        (disk / "ballast").write_bytes(b"0" * (1 << 20))

    home.create()


def test_a_disk_without_locks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr("fcntl.flock", refuse)

    with pytest.raises(OSError, match="refused") as caught:
        probe_folder(tmp_path)

    assert "cannot lock files" in str(refusal(caught.value))
    assert list(tmp_path.iterdir()) == []


def test_the_probe_leaves_nothing(tmp_path: Path) -> None:
    probe_folder(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_relative_data_folder_is_ignored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", "somewhere")

    assert default_home().root == tmp_path / ".local" / "share" / "afterglow"


def test_without_home_the_account_s_own_folder_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("HOME")

    assert default_home().root.is_absolute()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_says_what_to_do(number: int) -> None:
    for error in (translate_os_errors(OSError(number, ""), "x"), refusal(OSError(number, ""))):
        assert isinstance(error, DiskFull)
        assert "trash" in error.advice


def test_an_unknown_refusal_has_its_name() -> None:
    assert "ELOOP" in str(refusal(OSError(errno.ELOOP, "", "/a/b")))


def test_where_nobody_can_tell_whether_it_is_locked_no_process_is_started(tmp_path: Path) -> None:
    """The reader's process asks too, from the thread that reads, which only an error of ours leaves alive."""
    with pytest.raises(StoreError):
        _is_open(Home(tmp_path / ("x" * 300)))  # a name that no system looks up
