"""Every text is readable on every ground it is shown on (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor

from ui.kit.icons import app_icon, tray_icon
from ui.kit.ports import RecordingState
from ui.kit.theme import CONTRAST, DARK, LIGHT, RECORDING_TOKENS, Look, app_color, style_sheet

PAIRS = [
    *(
        (text, ground)
        for text in ("ink", "muted", "accent", "bad")
        for ground in ("ground", "surface", "sunken", "hover")
    ),
    *(("ink", ground) for ground in ("accent_soft", "warm_soft", "bad_soft", "mark")),
    ("accent", "accent_soft"),
    ("bad", "bad_soft"),
    ("on_accent", "accent_fill"),
    ("on_accent", "accent"),
]


def luminance(color: QColor) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_readable(tokens, text, ground):
    assert contrast(tokens.color(text), tokens.color(ground)) >= (7 if tokens is CONTRAST else 4.5)


@pytest.mark.parametrize("tokens", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
def test_an_apps_name_is_readable_on_its_colour(tokens):
    for number in range(300):
        assert contrast(tokens.color("ink"), app_color(tokens, f"app {number}")) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
def test_the_state_marks_stand_out(tokens):
    for token in RECORDING_TOKENS.values():
        assert contrast(tokens.color(token), tokens.color("surface")) >= 3


@pytest.mark.parametrize("tokens", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
def test_no_token_is_left_in_the_style_sheet(tokens):
    rules = re.sub(r"/\*.*?\*/", "", style_sheet(tokens), flags=re.DOTALL)

    assert "@" not in rules


def test_an_apps_colour_is_the_same_on_every_day():
    assert app_color(LIGHT, "Mail") == app_color(LIGHT, "mail")


def test_the_theme_follows_the_choice(qapp):
    look = Look(qapp, "dark")
    assert look.tokens is DARK

    look.choose("light")

    assert look.tokens is LIGHT


def test_every_state_has_a_tray_icon(qapp):
    shown = {bytes(tray_icon(state).pixmap(32, 32).toImage().constBits()) for state in RecordingState}

    assert len(shown) >= 5
    assert not app_icon().isNull()
