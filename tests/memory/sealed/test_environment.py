"""No variable, proxy or configuration file sends our bytes elsewhere, and nothing readable touches the temp folder."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from base.files import ProcessFolder
from memory.sealed.process_environment import prepare_process, release_scratch, scrub_environment

ROOT = Path(__file__).parents[3]
SCRIPT = Path(__file__).with_name("environment_attacks.py")


class Rogue:
    """A server on the loopback interface that takes whatever comes."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, name="rogue")
        self._thread.start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            with connection:
                connection.settimeout(1)
                try:
                    data = connection.recv(1 << 20)
                    if data == b"stop":
                        return
                    self.received.append(data)
                    connection.sendall(b"HTTP/1.1 403 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
                except OSError:
                    self.received.append(b"")

    def close(self) -> None:
        with socket.create_connection(("127.0.0.1", self.port)) as last:
            last.sendall(b"stop")
            self._thread.join()
        self._listener.close()


@pytest.fixture
def rogue() -> Iterator[Rogue]:
    made = Rogue()
    yield made
    made.close()


def attack(mode: str, rogue: Rogue, folder: Path) -> dict[str, str]:
    (folder / "config").write_text(
        f"[profile evil]\nendpoint_url=http://127.0.0.1:{rogue.port}\naws_access_key_id=a\naws_secret_access_key=b\n"
    )
    clean = {name: value for name, value in os.environ.items() if not name.lower().startswith(("aws_", "lance_"))}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), mode, str(rogue.port), str(folder)],
        env=clean | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout, done.stderr
    outcome: dict[str, str] = json.loads(done.stdout)
    return outcome


def test_the_attacks_work_on_the_usual_options(rogue: Rogue, tmp_path: Path) -> None:
    outcome = attack("naive", rogue, tmp_path)

    assert outcome["nothing"] == "rows 40 refused 0"
    assert [name for name, result in outcome.items() if "rows 40" not in result]
    assert rogue.received


@pytest.mark.parametrize("mode", ["pinned", "guarded"])
def test_no_attack_reaches_the_rogue_or_breaks_the_store(rogue: Rogue, tmp_path: Path, mode: str) -> None:
    outcome = attack(mode, rogue, tmp_path)

    assert rogue.received == []
    assert {name: result for name, result in outcome.items() if result != "rows 40 refused 0"} == {}
    assert len(outcome) >= 33


def test_scrubbing_removes_what_is_listened_to_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    listened = ("AWS_PROFILE", "aws_region", "Lance_Log", "RUST_LOG", "PROXY_URL", "TIMEOUT", "HTTP2_ONLY", "OTEL_X")
    for name in (*listened, "AFTERGLOW_TEST_KEPT", "LANG_TEST", "MY_TIMEOUT"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("NO_PROXY", "example.com")
    for name in ("no_proxy", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_EC2_METADATA_DISABLED"):
        monkeypatch.setenv(name, "")

    gone = scrub_environment()

    assert set(listened) <= set(gone)
    assert not any(name in os.environ for name in listened)
    assert {"AFTERGLOW_TEST_KEPT", "LANG_TEST", "MY_TIMEOUT"} <= set(os.environ)
    assert os.environ["NO_PROXY"] == "example.com,127.0.0.1,localhost"
    assert os.environ["AWS_CONFIG_FILE"] == os.devnull


def test_the_scratch_folder_is_private_in_ram_and_the_temp_folder_of_everyone() -> None:
    scratch = prepare_process()

    assert prepare_process() == scratch
    assert Path(tempfile.gettempdir()) == scratch == Path(os.environ["TMPDIR"])
    if os.name == "posix":
        assert scratch.stat().st_mode & 0o777 == 0o700
        import resource

        assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    if sys.platform == "linux":
        assert str(scratch).startswith(("/dev/shm/", "/run/"))


def test_a_released_scratch_folder_is_gone_and_made_anew_when_needed() -> None:
    first = prepare_process()

    release_scratch()

    assert not first.exists()
    assert prepare_process().is_dir()


def test_a_folder_of_a_dead_process_is_swept_a_living_one_and_a_link_are_not(tmp_path: Path) -> None:
    living = ProcessFolder(tmp_path, "x-")
    dead = tmp_path / "x-dead"
    dead.mkdir()
    (dead / "left").write_text("")
    target = tmp_path / "elsewhere"
    target.mkdir()
    if os.name == "posix":
        (tmp_path / "x-link").symlink_to(target)

    ProcessFolder(tmp_path, "x-").close()

    assert living.path.is_dir()
    assert target.is_dir()
    assert not dead.exists()
    living.close()
    assert not living.path.exists()
