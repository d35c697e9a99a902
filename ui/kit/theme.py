"""Theme: colours, spacing, fonts and the style sheet (Qt Fusion with QSS). The accent colours are a sky after sunset.

The application creates the `Look`; every widget reads it. UI thread. Every text has a contrast of at least 4.5 to its
background (WCAG 2.2, 1.4.3); tests/ui/test_theme.py checks all pairs.
"""

from __future__ import annotations

import hashlib
import platform
import re
import sys
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QRawFont
from PySide6.QtWidgets import QApplication

from base.coverage import State
from memory.text import cjk
from ui.kit.i18n import mark, tr
from ui.kit.ports import RecordingState, ThemeChoice

XS, S, M, L, XL = 4, 8, 12, 16, 24
RADIUS, RADIUS_SMALL = 12, 8
SCROLL_BAR = 12
TEXT_SMALL, TEXT, TEXT_LARGE, TITLE, DISPLAY = 12, 14, 16, 20, 28
"""Pixels: small print, body, emphasis, page title, welcome."""

HAN, HAN_FILE = "Afterglow Han", "AfterglowHan-Regular.otf"
"""Chinese for systems that have no font for it (packaging/han_font.py)."""
CHINESE = QFontDatabase.WritingSystem.SimplifiedChinese, QFontDatabase.WritingSystem.TraditionalChinese
FAMILIES = ["Inter", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Segoe UI", "DejaVu Sans", HAN]


@dataclass(frozen=True, slots=True)
class Tokens:
    dark: bool
    ground: str
    surface: str
    sunken: str
    hover: str
    border: str
    edge: str
    """Outline of a switch that is off."""
    ink: str
    muted: str
    accent: str
    """Accent as text and line."""
    accent_fill: str
    on_accent: str
    accent_soft: str
    """Ground of what is selected or highlighted."""
    glow: tuple[str, str, str]
    """Horizon, afterglow, dusk."""
    good: str
    warm: str
    bad: str
    violet: str
    bad_soft: str
    warm_soft: str
    good_soft: str
    mark: str
    """Ground behind a query's words."""

    def color(self, name: str) -> QColor:
        return QColor(getattr(self, name))


LIGHT = Tokens(
    dark=False,
    ground="#faf6f3",
    surface="#ffffff",
    sunken="#f2ebe6",
    hover="#f6efe9",
    border="#e7dcd4",
    edge="#8d8090",
    ink="#2b2233",
    muted="#695d6d",
    accent="#b3432b",
    accent_fill="#c04a2f",
    on_accent="#ffffff",
    accent_soft="#fde8df",
    glow=("#f6b26b", "#e4677a", "#7d4f9e"),
    good="#1f7a60",
    warm="#8f5a00",
    bad="#b3261e",
    violet="#6f4f9b",
    bad_soft="#fdeae7",
    warm_soft="#fdf1dc",
    good_soft="#e3f3ec",
    mark="#ffdcae",
)
DARK = Tokens(
    dark=True,
    ground="#17121d",
    surface="#211a29",
    sunken="#120e17",
    hover="#2a2234",
    border="#382e43",
    edge="#85788c",
    ink="#f4edf0",
    muted="#b6a8b8",
    accent="#ff9f76",
    accent_fill="#ff9f76",
    on_accent="#33140a",
    accent_soft="#43282a",
    glow=("#f6b26b", "#e4677a", "#8d63b8"),
    good="#5fcfa9",
    warm="#f2bd62",
    bad="#ff8f83",
    violet="#bd9ee8",
    bad_soft="#3d1f22",
    warm_soft="#3a2d1b",
    good_soft="#1d3530",
    mark="#6d4420",
)

CONTRAST = Tokens(
    dark=True,
    ground="#000000",
    surface="#000000",
    sunken="#000000",
    hover="#2b2b2b",
    border="#ffffff",
    edge="#ffffff",
    ink="#ffffff",
    muted="#e6e6e6",
    accent="#ffd54a",
    accent_fill="#ffd54a",
    on_accent="#000000",
    accent_soft="#3d3200",
    glow=("#ffd54a", "#ff8fa0", "#c9a6ff"),
    good="#6dffb8",
    warm="#ffc46b",
    bad="#ff9d94",
    violet="#d6baff",
    bad_soft="#3a0000",
    warm_soft="#332300",
    good_soft="#00301b",
    mark="#6b4a00",
)
"""Every text at 7 to 1 at least (WCAG 2.2, 1.4.6), every edge a line."""

RECORDING_TOKENS = {
    RecordingState.RECORDING: "good",
    RecordingState.PAUSED: "warm",
    RecordingState.SKIPPING: "violet",
    RecordingState.UNREAD: "warm",
    RecordingState.RESTARTING: "bad",
    RecordingState.FAULT: "bad",
    RecordingState.FULL: "bad",
    RecordingState.LOCKED: "muted",
    RecordingState.OFF: "muted",
}
_COVERAGE_COLORS = {
    State.SAVED: "#4fb592",
    State.UNCHANGED: "#4fb592",
    State.SKIPPED: "#8f6cc0",
    State.PAUSED: "#e9b44c",
    State.LOCKED: "#a898ad",
    State.FAILED: "#dd4a3e",
}
"""Fills of the coverage strip. They hold no text, so they are brighter than the state's text colour."""


def coverage_color(tokens: Tokens, state: State) -> QColor:
    color = QColor(_COVERAGE_COLORS[state])
    if state is State.UNCHANGED:
        color.setAlphaF(0.4)
    elif tokens.dark and state is not State.FAILED:
        color.setAlphaF(0.8)
    return color


def app_color(tokens: Tokens, app: str) -> QColor:
    """A muted background colour for an app, the same every day. Text is readable on it."""
    place = int.from_bytes(hashlib.blake2s(app.casefold().encode(), digest_size=2).digest(), "big")
    hue = (place * 15) % 360 / 360
    return QColor.fromHslF(hue, 0.34, 0.31) if tokens.dark else QColor.fromHslF(hue, 0.62, 0.85)


def app_dot(tokens: Tokens, app: str) -> QColor:
    """The same hue, strong enough for a dot or a thin line."""
    ground = app_color(tokens, app)
    return QColor.fromHslF(max(ground.hslHueF(), 0.0), 0.5, 0.64 if tokens.dark else 0.52)


def asset(*parts: str) -> Path:
    return Path(str(files("assets").joinpath(*parts)))


def system_has(*scripts: QFontDatabase.WritingSystem) -> bool:
    """A font that is not ours has the letters of one of these."""
    return any(family != HAN for script in scripts for family in QFontDatabase.families(script))


def _load_fonts() -> None:
    families = QFontDatabase.families()
    names = ["Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf"] if "Inter" not in families else []
    names += [HAN_FILE] if HAN not in families and not system_has(*CHINESE) else []
    for name in names:
        QFontDatabase.addApplicationFont(str(asset("fonts", name)))


class Look(QObject):
    """The current colours. Widgets that paint themselves hold it and repaint on `changed`."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: ThemeChoice = "system") -> None:
        super().__init__()
        self._app = app
        self._choice: ThemeChoice = choice
        self.tokens = LIGHT
        _load_fonts()
        app.setStyle("Fusion")
        app.setFont(font())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    def choose(self, choice: ThemeChoice) -> None:
        self._choice = choice
        self._apply()

    def _system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._choice == "system":
            self._apply()

    def _apply(self) -> None:
        self.tokens = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}.get(self._choice) or _system_tokens()
        self._app.setPalette(_palette(self.tokens))
        self._app.setStyleSheet(style_sheet(self.tokens))
        self.changed.emit()


def _system_tokens() -> Tokens:
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)  # since Qt 6.10
    if accessibility is not None and accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def font(size: int = TEXT, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Without hinting, so that screenshots of the window are the same on every machine."""
    result = QFont(FAMILIES)
    result.setPixelSize(size)
    result.setWeight(weight)
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return result


def mono_font(size: int = TEXT, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The system's fixed font: for recovery keys and paths only."""
    result = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    result.setPixelSize(size)
    result.setWeight(weight)
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return result


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.ground,
        QPalette.ColorRole.WindowText: tokens.ink,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.sunken,
        QPalette.ColorRole.Text: tokens.ink,
        QPalette.ColorRole.PlaceholderText: tokens.muted,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.ink,
        QPalette.ColorRole.Highlight: tokens.accent_fill,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.ToolTipBase: tokens.surface,
        QPalette.ColorRole.ToolTipText: tokens.ink,
        QPalette.ColorRole.Link: tokens.accent,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, QColor(tokens.muted))
    return palette


def style_sheet(tokens: Tokens) -> str:
    text = asset("themes", "afterglow.qss").read_text(encoding="utf-8")
    names = {entry.name: getattr(tokens, entry.name) for entry in fields(tokens)}
    names |= {"glow0": tokens.glow[0], "glow1": tokens.glow[1], "glow2": tokens.glow[2]}
    names |= {"icons": asset("icons").as_posix(), "shade": "dark" if tokens.dark else "light"}
    # Longest first: @accent_fill before @accent.
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(f"@{name}", str(names[name]))
    return text


# -- letters of the screen that no font here has

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
    Script(mark("Japanese"), re.compile(f"[{cjk.KANA}]"), (_System.Japanese,)),
    Script(mark("Korean"), re.compile(f"[{cjk.HANGUL}]"), (_System.Korean,)),
    Script(mark("Chinese"), re.compile(f"[{cjk.HAN}]"), (*CHINESE, _System.Japanese)),
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
