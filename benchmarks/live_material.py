"""What the live benchmark's player reads, types and prints: sentences, pages, source files and build logs from a seed.

All of it is invented: a seed library with a glasshouse. The same seed gives the same words; there is always more.
"""

from __future__ import annotations

import html
import io
import random
import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageFilter

HOSTS = {
    "article": "almanac.marrowlane.example",
    "mail": "post.marrowlane.example",
    "board": "board.allgrowers.example",
    "stock": "stock.marrowlane.example",
    "manual": "manual.drumsieve.example",
    "album": "album.allgrowers.example",
    "clip": "clips.allgrowers.example",
}
"""Kind of page → host; a page's address is http://HOST/KIND/NUMBER."""

_PLANT = (
    "salsify", "scorzonera", "orach", "skirret", "medlar", "sea kale", "borage", "lovage", "chervil", "purslane",
    "celtuce", "cardoon", "oca", "crosne", "good king henry", "sorrel", "hyssop", "angelica", "winter savory", "mizuna",
)  # fmt: skip
_WHO = (
    "Oddny", "Bertil", "Maelle", "Tarquin", "Ysolde", "Pascoe", "Wanjiru", "Ludek", "Siobhan", "Anselm", "Inaya",
)  # fmt: skip
_PLACE = (
    "the north bench", "the cold frame", "drawer nineteen", "the drying loft", "the mist tent", "shelf B",
    "the potting shed", "the far tunnel", "the sieve room", "the weighing table", "the gravel bed", "the water butt",
)  # fmt: skip
_STATE = (
    "mouldy", "ready to thresh", "two weeks late", "bone dry", "mislabelled", "leggy", "full of chaff", "frosted",
    "surprisingly vigorous", "eaten by slugs", "clean and counted", "half sprouted",
)  # fmt: skip
_DEED = (
    "sieve", "relabel", "weigh", "rehydrate", "stratify", "thin out", "photograph", "return", "hand-pollinate", "bag",
    "count", "scarify",
)  # fmt: skip
_WHEN = (
    "before the first frost", "on the second dry morning", "while the kettle boils", "after the open day",
    "once the heater is mended", "at quarter past six", "every other Wednesday", "when the loft is below nine degrees",
)  # fmt: skip
_TEMPLATES = (
    "{who} found the {plant} in {place} {state}, so we should {deed} it {when}.",
    "Lot {lot} of {plant} germinated at {share} percent, which is {points} points more than last spring.",
    "Please {deed} {amount} grams of {plant} and leave the packet in {place}.",
    "The thermometer over {place} showed {degrees} degrees when {who} came in.",
    "Nobody remembers who moved the {plant} to {place}, and now it is {state}.",
    "{who} asks whether {plant} can share {place} with {plant2} {when}.",
    "We lent {amount} packets to the growers of {town}, and {points} came back {state}.",
    "If the {plant} is {state} again, {deed} it and write the lot number {lot} on the tray.",
    "A second sowing of {plant} goes under glass {when}; the first was {state}.",
    "{town} sent {plant} seed wrapped in newspaper, {amount} grams, lot {lot}, {state}.",
    "For {plant} the rule is simple: {deed} early, water from below, and keep it out of {place}.",
    "The label says {plant}, the leaf says {plant2}; {who} will {deed} both {when}.",
    "Between {degrees} and {points} degrees the {plant} sits still, and above that it bolts.",
    "{who} promised {amount} trays for {town} but {place} holds only {points}.",
)
_TOWN = ("Harrowmere", "Quenby Sands", "Tollard", "Vikstrand", "Pellworth", "Ostrava Lane", "Birsay Cross", "Fennick")
_CODE = ("sieve", "drum", "hopper", "tray", "batch", "label", "vent", "scale", "lot", "probe")


class Words:
    """Sentences, names and numbers from one `random.Random`."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice

    def sentence(self) -> str:
        pick, number = self.dice.choice, self.dice.randint
        text = pick(_TEMPLATES).format(
            who=pick(_WHO), plant=pick(_PLANT), plant2=pick(_PLANT), place=pick(_PLACE), state=pick(_STATE),
            deed=pick(_DEED), when=pick(_WHEN), town=pick(_TOWN), lot=f"{pick('KMRT')}{number(100, 999)}",
            share=number(31, 98), points=number(3, 29), amount=number(2, 480), degrees=number(2, 14),
        )  # fmt: skip
        return text[0].upper() + text[1:]

    def paragraph(self, sentences: int = 5) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def heading(self) -> str:
        pick = self.dice.choice
        return f"{pick(_PLANT).capitalize()}, {pick(_STATE)}: what to do {pick(_WHEN)}"

    def who(self) -> str:
        return self.dice.choice(_WHO)

    def plant(self) -> str:
        return self.dice.choice(_PLANT)

    def place(self) -> str:
        return self.dice.choice(_PLACE)

    def build_line(self) -> str:
        pick, number = self.dice.choice, self.dice.randint
        name = f"{pick(_CODE)}/{pick(_CODE)}_{pick(_CODE)}"
        return pick((
            f"[{number(1, 400):3}/400] cc -O2 -Wall -c src/{name}.c -o out/{name}.o",
            f"src/{name}.c:{number(10, 900)}:{number(1, 80)}: warning: unused variable '{pick(_CODE)}_{number(1, 9)}'",
            f"ok    {name} {number(1, 40)} checks in {number(2, 900)} ms",
            f"link  out/{pick(_CODE)}-{number(1, 9)}.so ({number(20, 900)} KiB)",
            f"FAIL  {name}: expected {number(10, 99)} grams, weighed {number(10, 99)}",
            f"      note: {self.sentence()}",
        ))  # fmt: skip

    def source(self, lines: int) -> str:
        """A C file that looks like one."""
        rows = [f"/* {self.sentence()} */", "#include <stdint.h>", ""]
        while len(rows) < lines:
            one, two = self.dice.choice(_CODE), self.dice.choice(_CODE)
            rows += [
                f"/* {self.sentence()} */",
                f"static int {one}_{two}_{len(rows)}(struct {one} *{one}, uint32_t {two})",
                "{",
                f"    if ({one}->{two} > {self.dice.randint(2, 4000)})",
                f"        return {two} - {self.dice.randint(2, 90)};",
                f"    return {one}->{self.dice.choice(_CODE)} + {two};",
                "}",
                "",
            ]
        return "\n".join(rows)


@dataclass(frozen=True, slots=True)
class Site:
    """Every page that the player's browser can ask for. Called by the server's threads."""

    seed: int

    def answer(self, path: str) -> tuple[str, bytes]:
        """Media type and body of a path like `/article/12`."""
        kind, _, rest = path.split("?")[0].strip("/").partition("/")
        number = int("".join(re.findall(r"\d", rest)) or 0)
        if kind == "photo":
            return "image/jpeg", photo(number)
        words = Words(random.Random(f"{self.seed}/{kind}/{number}"))
        make = {"mail": _mail, "board": _board, "stock": _stock, "manual": _manual, "album": _album, "clip": _clip}
        title, body = make.get(kind, _article)(words, number)
        return "text/html; charset=utf-8", _page(title, body, kind).encode()


_STYLE = """body{margin:0;font:16px/1.6 'DejaVu Sans',sans-serif;color:#23291f;background:#f6f5ee}
header{background:#35502f;color:#eef3e4;padding:14px 40px;font-size:20px}main{padding:20px 60px;max-width:1500px}
.manual{background:#1d2125;color:#d3d8dc}.manual pre{background:#111417;padding:14px;font:13px 'DejaVu Sans Mono'}
table{border-collapse:collapse;font-size:13px}td,th{padding:4px 14px;border-bottom:1px solid #ccc8b4;text-align:left}
.post{border:1px solid #d7d3bf;background:#fff;margin:14px 0;padding:10px 20px}.row{display:flex;gap:24px;
border-bottom:1px solid #ddd9c6;padding:7px 0;font-size:15px}.row b{width:140px}small{color:#777}
.tiles{display:grid;grid-template-columns:repeat(3,1fr);gap:22px}.tiles img{width:100%}
.clip main{max-width:none}canvas{width:100%;display:block}"""


def _page(title: str, body: str, kind: str) -> str:
    name = html.escape(title)
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{name}</title><style>{_STYLE}</style>"
        f"<body class={kind or 'article'}><header>{name}</header><main>{body}</main>"
    )


def _article(words: Words, number: int) -> tuple[str, str]:
    parts = "".join(f"<h2>{words.heading()}</h2><p>{words.paragraph()}</p><p>{words.paragraph(4)}" for _ in range(9))
    return f"{words.heading()} (leaf {number})", f"<p>{words.paragraph(3)}</p>{parts}"


def _mail(words: Words, number: int) -> tuple[str, str]:
    if number % 4 == 0:
        rows = "".join(f"<div class=row><b>{words.who()}</b><span>{words.sentence()}</span></div>" for _ in range(24))
        return f"Inbox, {words.dice.randint(2, 60)} unread", rows
    body = "".join(f"<p>{words.paragraph(3)}</p>" for _ in range(4))
    return words.heading(), f"<p><b>{words.who()}</b> <small>to the glasshouse list</small></p>{body}<p>{words.who()}"


def _board(words: Words, number: int) -> tuple[str, str]:
    posts = "".join(
        f"<div class=post><b>{words.who()}</b> <small>post {number}.{count}</small><p>{words.paragraph(3)}</p></div>"
        for count in range(1, 15)
    )
    return f"Thread {number}: {words.heading()}", posts


def _stock(words: Words, number: int) -> tuple[str, str]:
    dice = words.dice
    rows = "".join(
        f"<tr><td>K{dice.randint(100, 999)}<td>{words.plant()}<td>{words.place()}<td>{dice.randint(5, 900)} g"
        f"<td>{dice.randint(30, 99)} %<td>{words.who()}"
        for _ in range(60)
    )
    bars = "".join(
        f"<rect x={30 * x} y={150 - y} width=22 height={y} fill=#6b8f4e />"
        for x, y in enumerate(dice.randint(10, 150) for _ in range(30))
    )
    head = "<tr><th>Lot<th>Plant<th>Kept in<th>Weight<th>Germination<th>Keeper"
    return f"Stock sheet {number}", f"<svg width=920 height=150>{bars}</svg><table>{head}{rows}</table>"


def _manual(words: Words, number: int) -> tuple[str, str]:
    parts = "".join(
        f"<h3>{words.heading()}</h3><p>{words.paragraph(2)}</p><pre>{html.escape(words.source(14))}</pre>"
        for _ in range(7)
    )
    return f"drumsieve manual, section {number}", parts


def _album(words: Words, number: int) -> tuple[str, str]:
    tiles = "".join(
        f"<figure><img src=/photo/{9 * number + x}><figcaption>{words.sentence()}</figcaption></figure>"
        for x in range(9)
    )
    return f"Album {number}: {words.plant()}", f"<div class=tiles>{tiles}</div>"


_CLIP = """<canvas id=c width=960 height=520></canvas><script>
const pen = document.getElementById("c").getContext("2d"), pictures = [0, 1, 2].map(n => {
  const picture = new Image(); picture.src = "/photo/" + (NUMBER + n); return picture; });
let t = 0;
setInterval(() => { t += 1;
  pictures.forEach((picture, n) => { pen.globalAlpha = n ? 0.45 : 1;
    const s = 1.35 + 0.3 * Math.sin(t / 37 + n), x = 120 * Math.sin(t / 29 + 2 * n), y = 60 * Math.cos(t / 23 + n);
    pen.drawImage(picture, x - 150, y - 80, 960 * s, 520 * s); }); }, 66);
</script>"""


def _clip(words: Words, number: int) -> tuple[str, str]:
    """Moving pictures, about 15 a second, nearly as wide as the page: to a gate it is a film."""
    return f"Clip {number}: {words.plant()}", f"{_CLIP.replace('NUMBER', str(3 * number))}<p>{words.paragraph(2)}</p>"


@lru_cache(maxsize=64)
def photo(number: int) -> bytes:
    """A JPEG with the soft shapes, grain and many colours of a photograph."""
    noise = np.random.default_rng(number)
    picture, small = (
        Image.fromarray(noise.integers(low, 256 - low, (*shape, 3), np.uint8)).resize(
            (960, 540), Image.Resampling.BICUBIC
        )
        for low, shape in ((60, (5, 8)), (90, (68, 120)))
    )
    mixed = Image.blend(picture, small, 0.3).filter(ImageFilter.SHARPEN)
    grain = np.asarray(mixed, np.int16) + noise.normal(0, 9, (540, 960, 1)).astype(np.int16)
    out = io.BytesIO()
    Image.fromarray(grain.clip(0, 255).astype(np.uint8)).save(out, "JPEG", quality=88)
    return out.getvalue()
