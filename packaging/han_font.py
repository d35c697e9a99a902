"""Cuts assets/fonts/AfterglowHan-Regular.otf out of Noto Sans CJK, for computers that have no Chinese font.

    apt-get download fonts-noto-cjk && dpkg-deb -x fonts-noto-cjk_*.deb noto
    pip install fonttools
    python packaging/han_font.py noto/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

It holds every character of the window's Chinese texts, the 3,755 most common ones (GB 2312, level 1), the Japanese
syllables and the punctuation: the window is readable everywhere, and so is most of what a screen shows. Noto Sans CJK
is under the SIL Open Font License (assets/fonts/LICENSE-Noto.txt), whose reserved name, Source, is not used here. A
test fails when a new Chinese text needs a character that is missing: then run this again.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "assets" / "fonts" / "AfterglowHan-Regular.otf"
NAME, FACE = "Afterglow Han", "Noto Sans CJK SC"
MAX_BYTES = 2_000_000
EXTRAS = ((0x3000, 0x3040), (0x3041, 0x3100), (0xFF01, 0xFF5F), (0x2010, 0x2027))
"""Punctuation, Japanese syllables, full-width letters: from, up to."""
FAMILY_NAMES, WHOLE_NAMES, POSTSCRIPT_NAMES = (1, 16), (3, 4), (6,)
"""Of the font's `name` table."""


def window_characters() -> set[str]:
    """Of our Chinese texts."""
    tree = ET.parse(ROOT / "assets" / "translations" / "afterglow_zh.ts")
    nodes = (node for node in tree.iter() if node.tag in ("translation", "numerusform"))
    return {character for node in nodes for character in node.text or "" if character.isprintable()}


def common_characters() -> set[str]:
    """GB 2312, level 1: rows 16 to 55, 94 characters each."""
    codes = (bytes((0xA0 + row, 0xA0 + cell)) for row in range(16, 56) for cell in range(1, 95))
    return set("".join(code.decode("gb2312", "ignore") for code in codes))


def cut(font: TTFont, characters: set[str]) -> None:
    from fontTools import subset

    names = [*FAMILY_NAMES, *WHOLE_NAMES, *POSTSCRIPT_NAMES, 0, 2, 5, 13, 14]
    options = subset.Options(hinting=False, layout_features=["kern", "locl"], name_IDs=names)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=map(ord, characters))
    cutter.subset(font)


def rename(font: TTFont) -> None:
    """A name of its own, so that a whole font of the system is never taken for it."""
    for record in font["name"].names:
        if record.nameID in FAMILY_NAMES:
            record.string = NAME
        elif record.nameID in WHOLE_NAMES:
            record.string = f"{NAME} Regular"
        elif record.nameID in POSTSCRIPT_NAMES:
            record.string = f"{NAME.replace(' ', '')}-Regular"
    if "CFF " in font:
        font["CFF "].cff.fontNames[0] = f"{NAME.replace(' ', '')}-Regular"


def main() -> None:
    from fontTools.ttLib import TTCollection

    fonts = TTCollection(sys.argv[1]).fonts
    font = next(one for one in fonts if one["name"].getDebugName(1) == FACE)
    extras = {chr(code) for start, end in EXTRAS for code in range(start, end)}
    cut(font, window_characters() | common_characters() | extras)
    rename(font)
    font.save(TARGET)
    taken = TARGET.stat().st_size
    print(f"{TARGET.relative_to(ROOT)}: {len(font.getBestCmap())} characters, {taken / 1e6:.2f} MB")
    if taken > MAX_BYTES:
        sys.exit("that is too large")


if __name__ == "__main__":
    main()
