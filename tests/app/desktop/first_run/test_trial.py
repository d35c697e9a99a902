"""The trial reads a real screen and keeps nothing; what a rule leaves out is neither read nor shown."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from app.desktop.first_run import trial as trials
from app.desktop.first_run.trial import MAX_WIDTH, judge_and_read, try_in_other_process
from app.settings import ExclusionSettings, Settings
from base.errors import CaptureError, NoDisplay
from base.records.line import Line
from base.records.picture import BgrImage
from capture.fakes import FakeDesktop, FakeScreen
from capture.frames import Rect, Screenshot, Window
from capture.rules import Rules
from tests.xserver import XServer, start_server

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FONT = ("-fa", "DejaVu Sans Mono", "-fs", "16")
OURS = Window(app="Afterglow", title="Afterglow", wm_class="afterglow", geometry=Rect(0, 0, 200, 300))
NOTES = Window(app="Mousepad", title="notes", geometry=Rect(200, 0, 200, 300))
VAULT = Window(app="KeePassXC", title="vault", geometry=Rect(200, 0, 200, 300))
NAMELESS = Window(geometry=Rect(200, 0, 200, 300))


class Reader:
    """Reads a word on every picture, and remembers the pictures."""

    name = "test"

    def __init__(self, text: str = "umbrella") -> None:
        self.text = text
        self.seen: list[BgrImage] = []

    def read(self, image: BgrImage) -> tuple[Line, ...]:
        self.seen.append(image)
        return (Line(self.text, (100, 50, 300, 20)),)


def shot(active: Window | None, *windows: Window, width: int = 400) -> Screenshot:
    pixels = np.full((300, width, 4), 200, np.uint8)
    return Screenshot(NOON, 1, pixels, active=active, windows=windows or ((active,) if active else ()))


def look(seen: Screenshot, rules: Rules | None = None, reader: Reader | None = None) -> trials.Trial:
    return judge_and_read(seen, rules or Rules(), reader or Reader(), screens=1, began=time.monotonic())


def test_afterglow_in_front_is_shown_with_what_stands_beside_it() -> None:
    seen = look(shot(OURS, NOTES, OURS))

    assert (seen.left_out, seen.lines, seen.identified) == ("", ("umbrella",), True)
    assert seen.picture.shape == (300, 400, 3)


@pytest.mark.parametrize(
    ("active", "rules", "rule"),
    [
        (VAULT, Rules(), "password manager"),
        (NAMELESS, Rules(), "unknown window"),
        (None, Rules(), "unknown window"),
        (NOTES, Rules(apps=("mousepad",)), "app: mousepad"),
        (NOTES, Rules(titles=("notes",)), "title: notes"),
        (Window(app="Firefox", title="news", private=True), Rules(), "private browsing"),
    ],
)
def test_what_is_left_out_is_neither_read_nor_shown(active: Window | None, rules: Rules, rule: str) -> None:
    reader = Reader()

    seen = look(shot(active), rules, reader)

    assert seen.left_out == rule
    assert (seen.picture.size, seen.lines, seen.boxes, reader.seen) == (0, (), (), [])


@pytest.mark.parametrize("beside", [VAULT, NAMELESS])
def test_beside_afterglow_it_is_black_before_anything_is_read(beside: Window) -> None:
    reader = Reader()

    seen = look(shot(OURS, beside, OURS), reader=reader)

    (read,) = reader.seen
    for picture in (read, seen.picture):
        assert picture[:, 210:].max() == 0
        assert picture[:, :190].min() == 200


def test_a_secret_on_the_screen_is_blotted_out() -> None:
    seen = look(shot(NOTES), reader=Reader("password: kelp77gannet"))

    assert "kelp77gannet" not in str(seen.lines)
    assert "kelp77gannet" not in repr(seen)
    assert (seen.picture != 200).any()


def test_a_large_picture_is_shown_smaller_with_its_boxes_in_place() -> None:
    seen = look(shot(NOTES, width=2 * MAX_WIDTH))

    assert seen.picture.shape == (150, MAX_WIDTH, 3)
    assert seen.boxes == ((50, 25, 150, 10),)


def test_a_window_without_a_name_beside_afterglow_is_told() -> None:
    assert not look(shot(OURS, NAMELESS, OURS)).identified
    assert look(shot(OURS)).identified


def test_windows_that_keep_changing_give_no_picture() -> None:
    class Restless(FakeDesktop):
        looks = 0

        def active(self) -> Window:
            self.looks += 1
            return Window(app="Player", title=str(self.looks))

    with pytest.raises(CaptureError, match="changing"):
        trials._take_picture(FakeScreen({1: np.zeros((300, 400, 4), np.uint8)}), Restless())


def test_the_screen_at_the_origin_is_the_main_one() -> None:
    pictures = {number: np.full((300, 400, 4), number, np.uint8) for number in (1, 2)}
    screen = FakeScreen(pictures, places={1: (-400, 0), 2: (0, 0)})

    seen, screens = trials._take_picture(screen, FakeDesktop(front=NOTES))

    assert (seen.monitor, seen.origin, screens) == (2, (0, 0), 2)
    assert seen.pixels[0, 0, 0] == 2


# -- on a real screen


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[XServer]:
    for server in start_server(manager=True):
        monkeypatch.setenv("DISPLAY", server.display)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        monkeypatch.delenv("XDG_SESSION_TYPE", raising=False)
        yield server


def write(screen: XServer, title: str, geometry: str, words: str) -> None:
    window = str(screen.xterm(title, geometry, *FONT))
    screen.sh("xdotool", "windowactivate", "--sync", window)
    screen.sh("xdotool", "type", "--delay", "20", words)


def every_file(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


@pytest.mark.x11
def test_the_words_on_a_real_screen_are_read_in_their_places_and_nothing_is_kept(
    screen: XServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    write(screen, "packing list", "60x10+40+40", "saffron umbrella for Dubrovnik")
    before = every_file(tmp_path)

    seen = try_in_other_process(Settings())

    assert (seen.screens, seen.identified, seen.left_out) == (1, True, "")
    assert seen.picture.shape == (800, 1280, 3)
    said = {text.replace(" ", ""): box for text, box in zip(seen.lines, seen.boxes, strict=True)}
    (box,) = [box for text, box in said.items() if "umbrella" in text]
    assert 20 <= box[0] < 80  # where the terminal's first line stands
    assert 40 <= box[1] < 120
    assert every_file(tmp_path) == before


@pytest.mark.x11
def test_a_window_in_front_that_a_setting_leaves_out_gives_no_picture(screen: XServer) -> None:
    write(screen, "packing list", "60x10+40+40", "saffron umbrella for Dubrovnik")

    seen = try_in_other_process(Settings(exclusions=ExclusionSettings(apps=("xterm",))))

    assert (seen.left_out, seen.picture.size, seen.lines) == ("app: xterm", 0, ())


def test_without_a_display_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)

    with pytest.raises(NoDisplay):
        try_in_other_process(Settings())
