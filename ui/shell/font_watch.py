"""The notice when a text of the screen has letters that no font here has. The main window creates it. UI thread.

The window itself is always readable (ui/kit/theme.py loads its fonts). What a screen showed may be in any script; of
the common ones whose fonts are often missing, the person is told once what to install.
"""

from __future__ import annotations

import platform
import re
import sys
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from ui.kit.i18n import mark, tr
from ui.kit.theme import CHINESE, HAN, system_has

_System = QFontDatabase.WritingSystem
_PACKAGES = {"debian": "fonts-noto-cjk", "ubuntu": "fonts-noto-cjk", "fedora": "google-noto-sans-cjk-fonts",
             "arch": "noto-fonts-cjk", "alpine": "font-noto-cjk"}  # fmt: skip
"""By `ID` or `ID_LIKE` in os-release."""


@dataclass(frozen=True, slots=True)
class Script:
    name: str
    letters: re.Pattern[str]
    fonts: tuple[QFontDatabase.WritingSystem, ...]
    """A font for any of them has these letters."""


SCRIPTS = (
    Script(mark("Japanese"), re.compile("[\u3041-\u30ff]"), (_System.Japanese,)),
    Script(mark("Korean"), re.compile("[\uac00-\ud7a3]"), (_System.Korean,)),
    Script(mark("Chinese"), re.compile("[\u3400-\u9fff]"), (*CHINESE, _System.Japanese)),
)


class FontWatch(QObject):
    """Looks at texts before they are shown. Says once for each script what is missing."""

    missing = Signal(str, str)
    """What happened, and what to do."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = list(SCRIPTS)
        self._own = QRawFont.fromFont(QFont(HAN)) if HAN in QFontDatabase.families() else None

    def look(self, text: str) -> None:
        for script in self._open[:]:
            letters = set(script.letters.findall(text))
            if not letters:
                continue
            if system_has(*script.fonts):
                self._open.remove(script)
            elif self._own is None or not all(self._own.supportsCharacter(ord(letter)) for letter in letters):
                self._open.remove(script)
                self.missing.emit(
                    tr("No font on this computer shows all {script} letters", script=tr(script.name)),
                    _what_to_install(),
                )


def _what_to_install() -> str:
    package = _package()
    if package:
        words = tr(
            "Install the package {package}, then start Afterglow again. Until then these letters appear as boxes."
        )
        return words.format(package=package)
    return tr(
        "Install a font such as Noto Sans CJK, then start Afterglow again. Until then these letters appear as boxes."
    )


def _package() -> str:
    if not sys.platform.startswith("linux"):
        return ""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return ""
    likely = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    return next((_PACKAGES[name] for name in likely if name in _PACKAGES), "")
