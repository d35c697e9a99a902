"""The window's Chinese on a computer without any Chinese font, and what is said of letters that nothing shows."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont

from ui.kit.theme import HAN_FILE

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "assets" / "fonts"
NO_SYSTEM_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"""
SCRIPT = """
import json, sys
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication
from ui.kit.theme import FontWatch, Look, font
app = QApplication([])
look = Look(app)
def drawn(text):
    layout = QTextLayout(text, font())
    layout.beginLayout(); layout.createLine(); layout.endLayout()
    return [(run.rawFont().familyName(), list(run.glyphIndexes())) for run in layout.glyphRuns()]
watch, told = FontWatch(), []
watch.missing.connect(lambda title, advice: told.append([title, advice]))
for text in ("暂停录制", "한국어", "또 한국어", "今日は", "plain", "龘"):
    watch.look(text)
print(json.dumps({"drawn": drawn("暂停录制，记忆"), "told": told}))
"""


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, object]:
    """What a window says on a computer whose only font is Inter."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / "Inter-Regular.otf").symlink_to(FONTS / "Inter-Regular.otf")
    (tmp_path / "fonts.conf").write_text(NO_SYSTEM_FONTS.format(folder=folder))
    environment = {
        "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
    }
    ran = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)  # type: ignore[no-any-return]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have Chinese fonts, and no fontconfig")
def test_chinese_is_readable_without_a_font_and_what_is_not_is_told_once(bare: dict[str, list[list[str]]]) -> None:
    for family, glyphs in bare["drawn"]:
        assert family == "Afterglow Han"
        assert all(glyphs), "a box is drawn"

    titles = [title for title, _ in bare["told"]]
    assert titles == [
        "No font on this computer shows all Korean letters",
        "No font on this computer shows all Chinese letters",
    ]
    assert all("nstall" in advice for _, advice in bare["told"])


def test_the_font_has_every_character_of_the_window(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    wanted = importlib.import_module("han_font").window_characters()
    font = QRawFont(str(FONTS / HAN_FILE), 16)

    assert {c for c in wanted if ord(c) > 0x2E7F and not font.supportsCharacter(ord(c))} == set()
    assert (FONTS / HAN_FILE).stat().st_size < 2_000_000
    assert "SIL OPEN FONT LICENSE" in (FONTS / "LICENSE-Noto.txt").read_text()
