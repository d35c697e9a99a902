"""Starting with the session: what is written where, and that it is taken back."""

from __future__ import annotations

import plistlib
import sys
from configparser import RawConfigParser
from functools import partial
from pathlib import Path

import pytest

from app.desktop.autostart import DesktopFile, LaunchAgent, find_autostart_place, own_command, start_with_session
from app.desktop.settings_listener import SettingsListener
from app.settings import AppearanceSettings, DesktopSettings, Settings
from base.errors import BadInput


def test_on_linux_a_desktop_file_starts_it_in_the_background_for_this_memory(tmp_path):
    where = DesktopFile(tmp_path / "autostart")

    start_with_session(True, Path("/memories/my home 100%"), where)

    entry = RawConfigParser()
    entry.read(where.path)
    command = entry["Desktop Entry"]["Exec"]
    assert command.startswith(str(Path(sys.executable).parent))
    assert entry["Desktop Entry"]["TryExec"] == command.split()[0]
    assert command.endswith('--home "/memories/my home 100%%" --background')


def test_on_macos_a_launch_agent_does(tmp_path):
    where = LaunchAgent(tmp_path)

    start_with_session(True, Path("/memories"), where)

    agent = plistlib.loads(where.path.read_bytes())
    assert agent["ProgramArguments"][-3:] == ["--home", "/memories", "--background"]
    assert agent["RunAtLoad"] is True


@pytest.mark.parametrize("kind", [DesktopFile, LaunchAgent])
def test_it_is_taken_back_also_where_it_never_was(tmp_path, kind):
    where = kind(tmp_path)
    start_with_session(False, tmp_path, where)
    start_with_session(True, tmp_path, where)

    start_with_session(False, tmp_path, where)

    assert list(tmp_path.iterdir()) == []


def test_where_the_system_does_not_let_it_a_sentence_says_so(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(BadInput, match="could not be turned on"):
        start_with_session(True, tmp_path, DesktopFile(tmp_path / "file"))


def test_the_system_is_asked_only_where_its_setting_changed(tmp_path):
    where = DesktopFile(tmp_path / "autostart")
    obeyed: list[Settings] = []
    obey = SettingsListener(
        Settings(),
        appliers=[obeyed.append],
        start_with_session=partial(start_with_session, home=tmp_path / "home", where=where),
    ).apply_settings

    obey(Settings(appearance=AppearanceSettings(theme="dark")))
    left_alone = where.path.parent.exists()
    obey(Settings(desktop=DesktopSettings(start_with_session=True)))
    put = where.path.exists()
    obey(Settings())

    assert (left_alone, put, where.path.exists()) == (False, True, False)
    assert len(obeyed) == 3


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="where it is on Linux")
def test_the_settings_folder_of_the_session_counts(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    found = find_autostart_place()

    assert isinstance(found, DesktopFile)
    assert found.path.parent == tmp_path / "autostart"


def test_from_an_appimage_its_file_is_started_and_not_the_mounted_copy(monkeypatch):
    monkeypatch.setenv("APPIMAGE", "/home/me/Afterglow.AppImage")
    monkeypatch.setenv("APPDIR", "/tmp/.mount_x")
    assert own_command() != ("/home/me/Afterglow.AppImage",)  # another program's AppImage started us

    monkeypatch.setattr(sys, "executable", "/tmp/.mount_x/opt/afterglow/bin/python3")
    assert own_command() == ("/home/me/Afterglow.AppImage",)


def test_the_launcher_beside_the_interpreter_is_preferred(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python3"))
    assert own_command() == (str(tmp_path / "python3"), "-m", "app.main")

    (tmp_path / "afterglow").touch()
    assert own_command() == (str(tmp_path / "afterglow"),)


def test_a_built_program_starts_itself(monkeypatch):
    monkeypatch.setattr(sys, "executable", "C:/Afterglow/Afterglow.exe")
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert own_command() == ("C:/Afterglow/Afterglow.exe",)
