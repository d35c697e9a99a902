"""The settings file holds only what was changed, and a wrong one is named without harm."""

import json
import stat
from pathlib import Path

import pytest

from app.settings import AppearanceSettings, ExclusionSettings, Settings, load_settings, save_settings
from base.errors import BadInput


def test_a_missing_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == Settings()


def test_only_what_differs_is_written_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    changed = Settings(
        appearance=AppearanceSettings(theme="dark"), exclusions=ExclusionSettings(sites=("bank.example",))
    )

    save_settings(path, changed)

    assert json.loads(path.read_text()) == {
        "exclusions": {"sites": ["bank.example"]},
        "appearance": {"theme": "dark"},
    }
    assert load_settings(path) == changed
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "the file"),
        ('{"capture": {"interval": 0.1}}', r"capture\.interval"),
        ('{"captur": {}}', "captur"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text)

    with pytest.raises(BadInput, match=told):
        load_settings(path)
    assert path.read_text() == text
