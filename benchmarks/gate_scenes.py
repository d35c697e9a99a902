"""What happens on the screens of the change gate's benchmark: each scene moves real programs and says what it did.

A scene counts a sample as news (must be kept) or as noise (must not be, once it is learnt).
"""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Protocol

import numpy as np
from gate_programs import Browser, Programs, Terminal

WORDS = [
    "anchor",
    "barge",
    "canal",
    "drift",
    "estuary",
    "ferry",
    "gravel",
    "harbour",
    "inlet",
    "jetty",
    "keel",
    "ledger",
    "mooring",
    "narrow",
    "orchard",
    "pilot",
    "quay",
    "rudder",
    "shoal",
    "tide",
    "upstream",
    "vessel",
    "wharf",
    "yawl",
    "buoy",
    "cargo",
    "depth",
    "eddy",
    "flood",
    "gauge",
    "hatch",
    "island",
    "lantern",
    "meadow",
    "north",
    "oyster",
    "plank",
    "ripple",
    "sluice",
    "timber",
    "undertow",
    "valve",
    "weir",
    "autumn",
    "bridge",
    "clover",
    "daylight",
    "evening",
    "fathom",
    "glacier",
]
LEARNING, LEARNING_TICKS = 10, 3
"""Samples, and ticks of a clock without seconds, that belong to the learning phase of a scene."""


class Watch(Protocol):
    dice: np.random.Generator

    def begin(self) -> None:
        """A new day: nothing is known."""

    def look(self) -> None:
        """A sample that does not count."""

    def news(self, kind: str, *, within: int = 1) -> None:
        """A sample at which something new shows, or is kept at the latest so many samples later."""

    def noise(self, kind: str, *, learning: bool = False, wait: float = 0.0) -> None: ...

    def rest(self, samples: int, kind: str = "") -> None:
        """The same picture again so many times."""


def sentence(dice: np.random.Generator, length: int = 8) -> str:
    return " ".join(dice.choice(WORDS, length))


TERMINALS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("white on black, 11 px", ("-fa", "DejaVu Sans Mono", "-fs", "8", "-bg", "black", "-fg", "grey90"), "110x45+40+40"),
    ("black on white, bitmap", ("-fn", "7x13", "-bg", "white", "-fg", "black"), "120x50+500+100"),
    ("amber, block caret", ("-fa", "Liberation Mono", "-fs", "10", "-bg", "#1d1f21", "-fg", "#e0a050", "-bc"),
     "100x40+200+80"),
    ("light, bar caret", ("-fa", "DejaVu Sans Mono", "-fs", "9", "-bg", "#fdf6e3", "-fg", "#586e75", "-bc",
     "-xrm", "*cursorBar: true"), "90x36+700+60"),
)  # fmt: skip


def terminals(programs: Programs, watch: Watch) -> None:
    for _, options, geometry in TERMINALS:
        terminal = Terminal(programs, *options, geometry=geometry)
        _terminal(terminal, watch, caret="-bc" in options)
        terminal.close(programs)


def _terminal(terminal: Terminal, watch: Watch, *, caret: bool) -> None:
    watch.begin()
    dice = watch.dice
    terminal.write("".join(f"{sentence(dice)}\r\n" for _ in range(6)))
    watch.look()
    for _ in range(12):
        terminal.write(f"{sentence(dice, 6)}\r\n")
        watch.news("one line, terminal")
    for count in range(14):
        terminal.write(f"{dice.choice(WORDS)}" + ("\r\n" if count % 6 == 5 else " "))
        watch.news("one word, terminal")
    if caret:
        for count in range(40):
            watch.noise("caret, terminal", learning=count < LEARNING, wait=0.6)
    _text_spinner(terminal, watch)
    _text_bar(terminal, watch)
    _terminal_clock(terminal, watch)
    terminal.write("\r\n" * 40)
    watch.look()
    for lines, kind in ((3, "scroll by three lines"), (30, "scroll by a page")):
        for _ in range(10):
            terminal.write("".join(f"{sentence(dice, 7)}\r\n" for _ in range(lines)))
            watch.news(kind)


def _text_spinner(terminal: Terminal, watch: Watch) -> None:
    for turn in range(3):
        terminal.write("\r\n| waiting for the lock")
        watch.look()
        for count in range(30):
            terminal.write("\r" + "|/-\\"[int(watch.dice.integers(4))])
            watch.noise("spinner", learning=count < LEARNING)
        terminal.write("\r" + ("lock opened" if turn else "x"))
        watch.news("result where a spinner turned", within=5)


def _text_bar(terminal: Terminal, watch: Watch) -> None:
    terminal.write("\r\n")
    for step in range(40):
        terminal.write(f"\r[{'#' * step:<40}]")
        watch.noise("progress bar, of characters", learning=step < LEARNING)
    terminal.write(f"\r[{'#' * 40}] done\r\n")
    watch.news("a bar's last state", within=6)


def _terminal_clock(terminal: Terminal, watch: Watch) -> None:
    def tick(second: int) -> None:
        terminal.write(f"\0337\033[1;60H 10:{second // 60 % 60:02}:{second % 60:02} \0338")

    for count in range(50):
        tick(count * 3 // 2 + 580)
        watch.noise("clock with seconds", learning=count < LEARNING)
    for count in range(10):
        tick(count * 3 // 2 + 700)
        terminal.write(f"{watch.dice.choice(WORDS)} ")
        watch.news("one word under a clock that ticks")
        tick(count * 3 // 2 + 701)
        watch.noise("clock with seconds")


PAGE = """<!doctype html><meta charset=utf-8><title>Harbour log</title><style>
body{margin:0;font:13px/1.45 'DejaVu Sans';background:#fff;color:#222} body.dark{background:#15181c;color:#c8ccd0}
header{position:sticky;top:0;display:flex;gap:24px;padding:6px 20px;background:#e6ebf0} .dark header{background:#23282e}
main{display:flex;gap:30px;padding:20px} #text{width:620px} #side{width:500px} p{margin:0 0 8px}
.bubble{display:inline-block;padding:8px 12px;border-radius:12px;background:#d6e6fa;color:#123;max-width:340px}
textarea{width:440px;height:120px;font:inherit;background:inherit;color:inherit} progress{width:300px}
#spin{width:28px;height:28px;border:4px solid #9ab;border-top-color:#246;border-radius:50%;
animation:r 1s linear infinite}
@keyframes r{to{transform:rotate(360deg)}} .dot{display:inline-block;width:7px;height:7px;margin:2px;border-radius:50%;
background:#888;animation:d 1.2s infinite} .dot:nth-child(2){animation-delay:.2s} .dot:nth-child(3){animation-delay:.4s}
@keyframes d{50%{opacity:.1}} [hidden]{display:none!important} dialog{width:460px}
</style><body><header><b>Harbour log</b><span id=clock></span><span>Inbox <b id=badge>3</b></span>
<span>Copper <b id=price>417.20</b></span></header>
<main><div id=text></div><div id=side><textarea id=field spellcheck=false></textarea><div id=chat></div>
<label><input type=checkbox id=box> pilot on board</label><br><progress id=bar max=100 value=0></progress>
<div id=spin hidden></div><div id=typing hidden><span class=dot></span><span class=dot></span>
<span class=dot></span></div>
<canvas id=film width=960 height=540 hidden></canvas></div></main><dialog id=ask></dialog><script>
const $=n=>document.getElementById(n);let frame=0;
function film(){frame++;const c=$('film').getContext('2d'),w=960,h=540,i=c.createImageData(w,h),d=i.data;
for(let y=0,k=0;y<h;y++)for(let x=0;x<w;x++,k+=4){const s=Math.sin(x/90+frame/7)*60+Math.cos(y/70-frame/9)*50+120;
const n=Math.random()*24;d[k]=s+n;d[k+1]=s*.8+n+20;d[k+2]=255-s+n;d[k+3]=255}c.putImageData(i,0,0)}
(async()=>{for(;;){const r=await fetch('/next');const s=await r.text();try{(0,eval)(s)}catch(e){console.log(e)}
await new Promise(f=>requestAnimationFrame(()=>requestAnimationFrame(f)));await fetch('/done',{method:'POST'})}})()
</script>"""
LOOKS = (
    ("", "13px/1.45 'DejaVu Sans'"),
    ("dark", "11px/1.4 'DejaVu Sans'"),
    ("", "12px/1.5 'Liberation Serif'"),
    ("dark", "14px/1.5 'Liberation Mono'"),
)


def pages(programs: Programs, watch: Watch) -> None:
    for theme, font in LOOKS:
        browser = Browser(programs, PAGE)
        browser.run(f"document.body.className='{theme}';document.body.style.font=\"{font}\"")
        for scene in (_writing, _page_caret, _small_things, _page_noise, _page_clocks, _page_scroll, _film):
            watch.begin()
            scene(browser, watch)
        browser.close(programs)


def _add(browser: Browser, where: str, kind: str, text: str) -> None:
    browser.run(f"$('{where}').insertAdjacentHTML('beforeend','<p class={kind}>{html.escape(text)}</p>')")


def _insert(browser: Browser, text: str) -> None:
    browser.run(f"$('field').focus();document.execCommand('insertText',false,'{text}')")


def _writing(browser: Browser, watch: Watch) -> None:
    for _ in range(5):
        _add(browser, "text", "plain", sentence(watch.dice, 40))
    watch.look()
    for _ in range(12):
        _add(browser, "text", "plain", sentence(watch.dice, 7))
        watch.news("one line, page")
    for count in range(16):
        _insert(browser, f"{watch.dice.choice(WORDS)}" + ("\\n" if count % 7 == 6 else " "))
        watch.news("one word beside a caret, page")
    for _ in range(6):
        _add(browser, "chat", "bubble", sentence(watch.dice, 5))
        watch.news("chat bubble")


def _page_caret(browser: Browser, watch: Watch) -> None:
    browser.run("$('field').value='';$('chat').innerHTML=''")
    _insert(browser, sentence(watch.dice, 9))
    watch.look()
    for count in range(40):
        watch.noise("caret, page", learning=count < LEARNING, wait=0.5)
    for _ in range(10):
        _insert(browser, f" {watch.dice.choice(WORDS)}")
        watch.news("one word where a caret was learnt")
        watch.noise("caret, page", wait=0.5)
    browser.run("document.activeElement.blur()")


def _small_things(browser: Browser, watch: Watch) -> None:
    watch.look()
    for count in range(4, 10):
        browser.run(f"$('badge').textContent='{count}'")
        watch.news("badge counts one up")
        watch.rest(4)
    for _ in range(6):
        browser.run("$('box').click()")
        watch.news("checkbox", within=2)
        watch.rest(5)
    for _ in range(5):
        browser.run(
            f"$('ask').innerHTML='<h3>{sentence(watch.dice, 4)}</h3><p>{sentence(watch.dice, 30)}';$('ask').showModal()"
        )
        watch.news("dialog opens")
        browser.run("$('ask').close()")
        watch.news("dialog closes")
    for count in range(60):
        if watch.dice.random() < 0.4:
            browser.run(f"$('price').textContent='{watch.dice.uniform(380, 460):.2f}'")
            watch.noise("price that changes now and then", learning=count < 2 * LEARNING)
        else:
            watch.rest(1)


def _page_noise(browser: Browser, watch: Watch) -> None:
    browser.run("$('spin').hidden=false")
    watch.look()
    for count in range(50):
        watch.noise("spinner", learning=count < LEARNING, wait=float(watch.dice.uniform(0.1, 0.4)))
    for _ in range(6):
        _add(browser, "text", "plain", sentence(watch.dice, 3))
        watch.news("line while a spinner turns")
    browser.run("$('spin').hidden=true;$('typing').hidden=false")
    watch.look()
    for count in range(25):
        watch.noise("typing indicator", learning=count < LEARNING, wait=float(watch.dice.uniform(0.1, 0.4)))
    browser.run(f"$('typing').hidden=true;$('chat').innerHTML='<p class=bubble>{sentence(watch.dice, 4)}'")
    watch.news("message after a typing indicator")
    for step in range(50):
        browser.run(f"$('bar').value={step * 2 + 1}")
        watch.noise("progress bar", learning=step < LEARNING)
    browser.run("$('bar').value=100")
    watch.news("a bar's last state", within=6)


def _page_clocks(browser: Browser, watch: Watch) -> None:
    browser.run("$('clock').textContent='08:57:00'")
    watch.look()
    for count in range(60):
        second = 8 * 3600 + 57 * 60 + 90 + count * 3 // 2
        browser.run(f"$('clock').textContent='{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}'")
        watch.noise("clock with seconds", learning=count < LEARNING)
    watch.begin()
    watch.look()
    watch.rest(18)  # to the last sample before a full minute: a clock ticks with the machine's own
    for minute in range(16):
        browser.run(f"$('clock').textContent='{8 + (52 + minute) // 60:02}:{(52 + minute) % 60:02}'")
        watch.noise("clock with minutes (ticks)", learning=minute < LEARNING_TICKS)
        watch.rest(38 if minute > 10 else 39)
        if minute > 10:
            _add(browser, "text", "plain", sentence(watch.dice, 4))
            watch.news("line beside a clock that was learnt")


def _page_scroll(browser: Browser, watch: Watch) -> None:
    for _ in range(40):
        _add(browser, "text", "plain", sentence(watch.dice, 60))
    watch.look()
    for step, kind in ((57, "scroll by three lines"), (700, "scroll by a page"), (-57, "scroll by three lines")):
        for _ in range(8):
            browser.run(f"window.scrollBy(0,{step})")
            watch.news(kind)
    browser.run("$('text').innerHTML='';scrollTo(0,0)")


def _film(browser: Browser, watch: Watch) -> None:
    """A minute of a video in a page, then words beside it, then its end."""
    _add(browser, "text", "plain", sentence(watch.dice, 120))
    browser.run("$('film').hidden=false;film()")
    watch.look()
    for count in range(40):
        browser.run("film()")
        watch.noise("video, 60 s", learning=count < 4)
    for _ in range(10):
        browser.run("film()")
        _insert(browser, f"{watch.dice.choice(WORDS)} ")
        watch.news("one word beside a video")
    for _ in range(6):
        browser.run("film()")
        watch.noise("video, 60 s")
    watch.news("picture at which a video stops", within=4)
    browser.run("$('film').hidden=true;$('field').value=''")


def editors(programs: Programs, watch: Watch) -> None:
    note = programs.folder / "tides.txt"
    note.write_text("\n".join(sentence(watch.dice, 9) for _ in range(60)))
    programs.window("mousepad", str(note))
    _editor(programs, watch, "mousepad", period=0.3)
    for name, options in (
        ("dark", "-fa DejaVu_Sans_Mono -fs 8 -bg #101418 -fg #c0c8d0 -bc"),
        ("light", "-fn 6x13 -bc"),
    ):
        setup = "set nocompatible number cursorline laststatus=2 noswapfile nowrap | syntax on"
        colours = [part.replace("_", " ") for part in options.split()]
        programs.window("xterm", "-T", name, "-geometry", "110x50+80+40", *colours, "-e", "vim", "-c", setup, str(note))
        _editor(programs, watch, "vim", period=0.6)


def _editor(programs: Programs, watch: Watch, name: str, *, period: float) -> None:
    """Words at the end of a line, with the line highlight and the caret of a real editor."""
    watch.begin()
    keys = ("Escape", "g", "g", "A") if name == "vim" else ("ctrl+Home", "End")
    programs.do("key", "--delay", 30, *keys)
    watch.look()
    for count in range(24):
        if count % 5 == 4:
            programs.do("key", "Return")
        programs.do("type", "--delay", 5, f" {watch.dice.choice(WORDS)}")
        watch.news(f"one word, {name}")
    for count in range(40):
        watch.noise(f"caret, {name}", learning=count < LEARNING, wait=period)
    for _ in range(10):
        programs.do("type", "--delay", 5, f" {watch.dice.choice(WORDS)}")
        watch.news("one word where a caret was learnt")
    keys = ("Escape", "ctrl+f") if name == "vim" else ("Page_Down",)
    for _ in range(2):
        programs.do("key", *keys)
        watch.news("scroll by a page")


def switches(programs: Programs, watch: Watch) -> None:
    """Back and forth between windows over one another; the clock of one is known still."""
    first = Terminal(programs, "-fa", "DejaVu Sans Mono", "-fs", "9", "-T", "gauges", geometry="120x40+100+100")
    second = Terminal(programs, "-fn", "7x13", "-bg", "white", "-T", "berths", geometry="140x50+90+90")
    for terminal in (first, second):
        terminal.write("".join(f"{sentence(watch.dice)}\r\n" for _ in range(30)))
    watch.begin()
    watch.look()
    for turn in range(12):
        shown = (first, second)[turn % 2]
        programs.do("windowactivate", "--sync", shown.window)
        watch.news("window switch")
        for count in range(12):
            shown.write(f"\0337\033[2;70H 21:{turn:02}:{count * 3 // 2:02} \0338")
            watch.noise("clock of a window one comes back to", learning=turn < 2)
    for terminal in (first, second):
        terminal.close(programs)


SCENES: dict[str, Callable[[Programs, Watch], None]] = {
    "terminals": terminals,
    "pages": pages,
    "editors": editors,
    "switches": switches,
}
