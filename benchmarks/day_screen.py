"""A real screen with real programs on it, without a monitor: the sample day and the live benchmark are played on it.

Everything lives in one scratch folder (home, browser profile, documents) and ends with `close()`. The pages that the
browser shows (the day's come from `day_pages/`) are served over the loopback interface under invented host names;
nothing reaches the network.
"""

from __future__ import annotations

import contextlib
import http.server
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from day_material import PAGE_OF
from PIL import Image, ImageDraw, ImageFont, ImageGrab
from Xlib import X, display, error

PAGES = Path(__file__).parent / "day_pages"
SIZE = (1600, 900)
PANEL = 22
APPS = {
    "chromium": "Chromium",
    "xterm": "XTerm",
    "mousepad": "Mousepad",
    "libreoffice-calc": "LibreOffice Calc",
    "keepassxc": "KeePassXC",
}
_OPENBOX = """<?xml version="1.0"?><openbox_config xmlns="http://openbox.org/3.4/rc">
<margins><top>{panel}</top></margins><theme><name>Clearlooks</name>
<font place="ActiveWindow"><name>DejaVu Sans</name><size>9</size></font>
<font place="InactiveWindow"><name>DejaVu Sans</name><size>9</size></font></theme></openbox_config>"""


PATIENCE = 60.0
"""Seconds after which xdotool is given up: with --sync it waits for ever for a window that has gone."""


class DayPages(http.server.SimpleHTTPRequestHandler):
    """Addresses as a person would see them: `/inbox` is `inbox.html` of that host."""

    def translate_path(self, path: str) -> str:
        host = self.headers.get("Host", "").split(".", 1)[0]
        name = path.split("?")[0].split("#")[0].strip("/")
        return str(PAGES / (name if name.endswith(".css") else PAGE_OF.get((host, name.split("/")[0]), "missing")))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


class Screen:
    """One Xvfb with openbox, a clock strip at the top and whatever the story starts.

    `pages` answers the browser's requests, whatever host they name.
    """

    def __init__(
        self,
        folder: Path,
        *,
        size: tuple[int, int] = SIZE,
        pages: type[http.server.BaseHTTPRequestHandler] = DayPages,
    ) -> None:
        self._folder, self.size, self._pages = folder, size, pages
        self._running: list[subprocess.Popen[bytes]] = []
        number = self._start_x()
        home = folder / "home"
        home.mkdir(parents=True)
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self.env = {**kept, "HOME": str(home), "DISPLAY": number, "TZ": "UTC", "LC_ALL": "C.UTF-8"}
        self.env |= {"NO_AT_BRIDGE": "1", "GSETTINGS_BACKEND": "keyfile"}
        self.home = home
        self._x = display.Display(number)
        self._root = self._x.screen().root
        self._root.change_attributes(background_pixel=0x46586B)
        self._root.clear_area(0, 0, *size)
        self._preferences()
        rc = folder / "openbox.xml"
        rc.write_text(_OPENBOX.format(panel=PANEL))
        self.start("openbox", "--config-file", str(rc))
        self._serve()
        self._panel()

    def _start_x(self) -> str:
        reading, writing = os.pipe()
        geometry = f"{self.size[0]}x{self.size[1]}x24"
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", geometry, "-nolisten", "tcp"]
        self._running.append(
            subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL, start_new_session=True)
        )
        os.close(writing)
        with os.fdopen(reading) as pipe:
            return f":{pipe.readline().strip()}"

    def _serve(self) -> None:
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._pages)
        threading.Thread(target=self.server.serve_forever, name="pages", daemon=True).start()

    def _panel(self) -> None:
        x = self._x.screen()
        self._strip = self._root.create_window(0, 0, self.size[0], PANEL, 0, x.root_depth, override_redirect=1)
        self._strip.map()
        self._pen = self._strip.create_gc()

    def _preferences(self) -> None:
        """No bubble over the page that offers a translation, and no temporary folder in a title."""
        for name, text in (
            ("../chromium/Default/Preferences", '{"translate": {"enabled": false}}'),
            (".config/glib-2.0/settings/keyfile", "[org/xfce/mousepad/preferences/window]\npath-in-title=false\n"),
        ):
            path = self.home / name
            path.parent.mkdir(parents=True)
            path.write_text(text)

    def clock(self, text: str) -> None:
        """The strip at the top, as desktops have it; no window of any program."""
        picture = Image.new("RGB", (self.size[0], PANEL), "#2b2f36")
        draw, font = ImageDraw.Draw(picture), ImageFont.truetype("DejaVuSans.ttf", 13)
        draw.text((14, 3), "Activities", fill="#e8e8e8", font=font)
        draw.text((self.size[0] // 2, 3), text, fill="#e8e8e8", font=font, anchor="ma")
        self._strip.put_pil_image(self._pen, 0, 0, picture)
        self._x.sync()

    def start(self, *command: str, cwd: Path | None = None) -> subprocess.Popen[bytes]:
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(
            command,
            env=self.env,
            cwd=cwd or self.home,
            stdout=quiet,
            stderr=quiet,
            stdin=quiet,
            start_new_session=True,
        )
        self._running.append(process)
        return process

    def browser(self, url: str, *options: str) -> int:
        """Start Chromium (again) and wait for its new window."""
        flags = "no-sandbox test-type disable-gpu disable-quic no-first-run no-default-browser-check disable-sync "
        flags += "disable-background-networking disable-component-update password-store=basic window-position=0,22"
        port = self.server.server_address[1]
        rules = f"--host-resolver-rules=MAP * 127.0.0.1:{port}"
        profile = f"--user-data-dir={self._folder / 'chromium'}"
        size = f"--window-size={self.size[0]},{self.size[1] - PANEL}"
        return self.new_window(
            "chromium", *(f"--{flag}" for flag in flags.split()), rules, profile, size, *options, url
        )

    def new_window(self, *command: str, cwd: Path | None = None, seconds: float = 60) -> int:
        """Start a program and return the id of the window that it opens."""
        before = set(self.stacking())
        self.start(*command, cwd=cwd)
        for _ in range(int(seconds * 5)):
            self.wait(0.2)
            new = [window for window in self.stacking() if window not in before]
            if new:
                self.wait(1.5)
                return new[-1]
        raise RuntimeError(f"{command[0]} opened no window")

    def as_person(self, *command: str) -> tuple[str, ...]:
        """`command` as an ordinary user, where the recording itself runs as root: editors warn about root."""
        return command if os.geteuid() else ("unshare", "--user", "--map-user=1000", "--map-group=1000", *command)

    def do(self, *arguments: object) -> None:
        """One xdotool command."""
        command, quiet = ["xdotool", *map(str, arguments)], subprocess.DEVNULL
        subprocess.run(command, env=self.env, check=True, stdout=quiet, stderr=quiet, timeout=PATIENCE)

    def type(self, text: str, *, enter: bool = False) -> None:
        self.do("type", "--delay", 12, "--", text)
        if enter:
            self.do("key", "Return")

    def place(self, window: int, rect: Sequence[int]) -> None:
        """Client area to x, y, width, height."""
        x, y, width, height = rect
        self.do("windowsize", "--sync", window, width, height)
        self.do("windowmove", window, x, y)
        self.wait(0.6)

    def focus(self, window: int) -> None:
        self.do("windowactivate", "--sync", window)
        self.wait(0.4)

    def end(self, window: int) -> None:
        self.do("windowclose", window)
        self.wait(0.5)

    def wait(self, seconds: float) -> None:
        """Programs tell nobody when they have finished painting."""
        time.sleep(seconds)

    def stacking(self) -> list[int]:
        found = self._root.get_full_property(self._x.intern_atom("_NET_CLIENT_LIST_STACKING"), X.AnyPropertyType)
        return [] if found is None else [int(window) for window in found.value if not self._hidden(int(window))]

    def lives(self, window: int) -> bool:
        """Whether the window manager still knows it, minimised or not."""
        found = self._root.get_full_property(self._x.intern_atom("_NET_CLIENT_LIST"), X.AnyPropertyType)
        return found is not None and window in found.value

    def active(self) -> int:
        found = self._root.get_full_property(self._x.intern_atom("_NET_ACTIVE_WINDOW"), X.AnyPropertyType)
        return int(found.value[0])

    def describe(self, window: int) -> dict[str, Any]:
        """What a recorder may know about a window, from its properties; geometry with the frame around it."""
        source = self._x.create_resource_object("window", window)
        title = self._text(source, "_NET_WM_NAME") or self._text(source, "WM_NAME")
        pid = source.get_full_property(self._x.intern_atom("_NET_WM_PID"), X.AnyPropertyType)
        names = self._class_of(window)
        return {
            "app": APPS.get(names[1].lower(), names[1]),
            "title": title,
            "wm_class": list(names),
            "pid": int(pid.value[0]) if pid else None,
            "geometry": self._geometry(source),
        }

    def _text(self, source: Any, name: str) -> str:
        found = source.get_full_property(self._x.intern_atom(name), X.AnyPropertyType)
        return found.value.decode() if found else ""

    def _hidden(self, window: int) -> bool:
        """Minimised."""
        try:
            source = self._x.create_resource_object("window", window)
            states = source.get_full_property(self._x.intern_atom("_NET_WM_STATE"), X.AnyPropertyType)
        except error.BadWindow:
            return True
        return states is not None and self._x.intern_atom("_NET_WM_STATE_HIDDEN") in states.value

    def _class_of(self, window: int) -> tuple[str, str]:
        try:
            names = self._x.create_resource_object("window", window).get_wm_class() or ("", "")
            return names[0].split(" ")[0], names[1]  # Chromium adds the folder of its profile
        except error.BadWindow:
            return ("", "")

    def _geometry(self, source: Any) -> list[int]:
        inner = source.get_geometry()
        corner = self._root.translate_coords(source, 0, 0)
        extents = source.get_full_property(self._x.intern_atom("_NET_FRAME_EXTENTS"), X.AnyPropertyType)
        left, right, top, bottom = extents.value if extents else (0, 0, 0, 0)
        rect = [corner.x - left, corner.y - top, inner.width + left + right, inner.height + top + bottom]
        return [int(value) for value in rect]

    def shot(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self.env["DISPLAY"]).convert("RGB")

    def close(self) -> None:
        """Programs first, the X server last; the children that some of them leave behind end with their group."""
        with contextlib.suppress(error.ConnectionClosedError, OSError):
            self._x.close()
        self.server.shutdown()
        self.server.server_close()
        for process in reversed(self._running):
            _signal_group(process, signal.SIGTERM)
        for process in self._running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
            _signal_group(process, signal.SIGKILL)
            process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


def _signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)
