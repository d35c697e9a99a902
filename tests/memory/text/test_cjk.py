"""One set of ranges says what Chinese, Japanese and Korean letters are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from memory.text.cjk import has_cjk, has_cjk_sign

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("text", ["船", "か", "カ", "배", "see 船 there", "\U00020000", "\uf900"])
def test_letters_of_each_script_are_met(text: str) -> None:
    assert has_cjk(text)
    assert has_cjk_sign(text)


@pytest.mark.parametrize("text", ["", "ship", "Straße", "судно", "۱۲", "เรือ", "😀"])
def test_other_scripts_are_not(text: str) -> None:
    assert not has_cjk(text)
    assert not has_cjk_sign(text)


def test_punctuation_is_a_sign_and_no_letter() -> None:
    assert has_cjk_sign("。")
    assert not has_cjk("。")


def test_no_other_module_has_ranges_of_its_own() -> None:
    ranges = re.compile(r"\\u(?:2e80|3040|3400|4e00|ac00|f900)|\\U00020000")
    sources = [path for room in ("app", "base", "capture", "memory", "ui") for path in (ROOT / room).rglob("*.py")]

    holders = [path.name for path in sources if ranges.search(path.read_text(encoding="utf-8"))]

    assert holders == ["cjk.py"]
