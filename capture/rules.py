"""Exclusion rules: may this window be remembered. Every rule is applied to every visible window before a pixel is
kept (DESIGN §2).

An excluded active window drops the whole frame. An excluded window beside or under it is blacked out where it shows.
When in doubt (no geometry, no identity) the answer is no. Pure: called by the recorder thread and by imports.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from base.errors import BadInput
from capture.browsers import ALWAYS_PRIVATE, BROWSERS, PRIVATE_WORDS
from capture.frames import Rect, Screenshot, Window
from capture.name_matching import app_names, fold_name, hosts_match, normalize_host, normalize_text
from capture.occlusion import Region, clip, subtract_rectangles

PASSWORD_MANAGERS = (
    "KeePassXC", "KeePassX", "KeePass", "KeePass2", "KeeWeb", "MacPass", "Strongbox", "1Password", "LastPass",
    "Bitwarden", "Dashlane", "NordPass", "Proton Pass", "Enpass", "RoboForm", "Keeper", "Keeper Password Manager",
    "Password Safe", "pwsafe", "Buttercup", "Padloc", "Psono", "Passbolt", "Zoho Vault", "Sticky Password",
    "Bitwarden Authenticator", "Keychain Access", "Passwords", "Seahorse", "org.gnome.seahorse.Application",
    "Secrets", "org.gnome.World.Secrets", "KWalletManager", "kwalletmanager5", "kwalletmanager6", "QtPass", "Pass",
    "GPass", "Revelation", "Authy", "Authy Desktop", "Ente Auth", "SafeInCloud", "mSecure", "Passwords and Keys",
    "Goldwarden", "Rbw", "pinentry", "pinentry-gtk-2", "pinentry-qt", "pinentry-gnome3", "gcr-prompter",
    "ksshaskpass", "ssh-askpass", "polkit-gnome-authentication-agent-1", "lxqt-openssh-askpass",
    "polkit-kde-authentication-agent-1", "SecurityAgent", "CredentialUIBroker",
)  # fmt: skip
"""Programs whose windows hold or ask for secrets. An example of what is deliberately not here: banking sites, which
the person adds as site rules."""

PASSWORD_SITES = (
    "vault.bitwarden.com", "my.1password.com", "my.1password.eu", "my.1password.ca", "lastpass.com", "app.dashlane.com",
    "pass.proton.me", "passwords.google.com", "keepersecurity.com", "nordpass.com", "vault.zoho.com", "app.enpass.io",
)  # fmt: skip
PASSWORD_PAGES = (
    "about:logins", "chrome://password-manager", "chrome://settings/passwords", "edge://settings/passwords",
    "edge://wallet", "brave://password-manager", "brave://settings/passwords", "vivaldi://settings/passwords",
    "opera://settings/passwords", "about:preferences#privacy-logins",
)  # fmt: skip
LOCKERS = (
    "i3lock", "swaylock", "xscreensaver", "light-locker", "xsecurelock", "slock", "gnome-screensaver",
    "mate-screensaver", "cinnamon-screensaver", "xfce4-screensaver", "kscreenlocker_greet", "xlock", "xtrlock",
    "betterlockscreen", "LockApp", "loginwindow", "LogonUI", "ScreenSaverEngine", "physlock", "vlock", "waylock",
)  # fmt: skip
OWN_WINDOWS = ("Afterglow", "afterglow", "afterglow-memory")

MOST_TITLE = 1_000
"""Characters of a title that a rule looks at: titles are written by strangers and a pattern may be slow."""

MOST_BLACK = 0.9
"""Part of the picture; with more of it black nothing worth keeping is left."""

UnknownWindow = Literal["skip", "save"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rule`: a fixed name such as "password manager", or "app: …" as the person wrote it; empty: all is allowed."""

    kind: Literal["allow", "skip", "blackout"]
    rule: str = ""
    regions: tuple[Region, ...] = ()
    """Rectangles (x, y, width, height) in picture coordinates, inside the picture."""
    excluded: tuple[Window, ...] = field(default=(), repr=False)
    """Windows whose names must not be kept either."""


@dataclass(frozen=True, slots=True)
class CustomRule:
    """A rule of the caller's own: `name` is counted, `matches` decides. It must be quick and must not raise."""

    name: str
    matches: Callable[[Window], bool] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the person left out, and what is left out by default.

    apps: names as shown, window classes or programs; `*` stands for anything. titles: a part of the title, or a
    /regular expression/. sites: hosts, their subdomains included, optionally with a path. All without regard to case.
    Raises BadInput for an empty rule, a bad pattern or a bad host.
    """

    apps: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    private_browsing: bool = True
    password_managers: bool = True
    unknown_windows: UnknownWindow = "skip"
    custom: tuple[CustomRule, ...] = ()
    own_windows: tuple[str, ...] = OWN_WINDOWS
    _tests: tuple[CustomRule, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.unknown_windows not in ("skip", "save"):
            raise BadInput("unknown windows can be skipped or saved")
        object.__setattr__(self, "_tests", tuple(self._build()))

    def explain(self, window: Window) -> str:
        """The name of the rule that leaves this window out, or nothing. For the recorder and for trying rules out."""
        return next((test.name for test in self._tests if test.matches(window)), "")

    def decide(self, shot: Screenshot) -> Verdict:
        """What may be kept of this shot. See the module's docstring."""
        height, width = shot.pixels.shape[:2]
        monitor = Rect(*shot.origin, width, height)
        active, others = _active_and_others(shot)
        on_screen = active is not None and _touches(active, monitor)
        if active is None and (self.unknown_windows == "skip" and not others):
            return Verdict("skip", "unknown window")
        if active is not None and on_screen and (rule := self._unwanted(active)):
            return Verdict("skip", rule)
        return self._around(shot, active, monitor)

    def _around(self, shot: Screenshot, active: Window | None, monitor: Rect) -> Verdict:
        """Every visible window, from the top down, so that what a higher one hides needs no blackout."""
        regions: list[Region] = []
        names: list[str] = []
        excluded: list[Window] = []
        above: list[Rect] = []
        for window in _top_down(shot, active):
            rule = self._unwanted(window)
            if rule:
                names.append(rule)
                excluded.append(window)
                if window.geometry is None:
                    return Verdict("skip", rule)
                regions += clip(subtract_rectangles(window.geometry, above, monitor), monitor)
            if window.geometry is not None and not window.translucent:
                above.append(window.geometry)
        if sum(width * height for _, _, width, height in regions) > MOST_BLACK * monitor.width * monitor.height:
            return Verdict("skip", names[0])
        if regions:
            return Verdict("blackout", names[0], tuple(regions), tuple(excluded))
        return Verdict("allow", excluded=tuple(excluded))

    def _unwanted(self, window: Window) -> str:
        if rule := self.explain(window):
            return rule
        return "" if window.identified or self.unknown_windows == "save" else "unknown window"

    def _build(self) -> Iterable[CustomRule]:
        yield CustomRule("afterglow itself", _app_test(self.own_windows))
        yield CustomRule("screen locker", _app_test(LOCKERS))
        if self.private_browsing:
            yield CustomRule("private browsing", is_private)
        if self.password_managers:
            yield CustomRule("password manager", _app_test(PASSWORD_MANAGERS))
            yield CustomRule("password manager", _any(_site_test(site) for site in PASSWORD_SITES))
            yield CustomRule("password manager", lambda window: window.url.casefold().startswith(PASSWORD_PAGES))
        yield from (CustomRule(f"app: {app}", _app_test((_given(app),))) for app in self.apps)
        yield from (CustomRule(f"site: {site}", _site_test(_given(site), guess=True)) for site in self.sites)
        yield from (CustomRule(f"title: {title}", _title_test(_given(title))) for title in self.titles)
        yield from self.custom


def is_private(window: Window) -> bool:
    """Private browsing as the platform, the program or the title says it. The last part of a browser's title counts
    ("Page — Mozilla Firefox Private Browsing", "Page - Google Chrome (Incognito)", "Page - [InPrivate] - Edge"),
    so that a page about private browsing is not one."""
    names = app_names(window)
    if window.private or names & ALWAYS_PRIVATE:
        return True
    if names and not names & BROWSERS:
        return False
    return is_private_title(window.title)


def is_private_title(title: str) -> bool:
    """Whether a browser's title, or the accessible name of its window, marks it as private."""
    parts = re.split(r"\s[-–—|]\s", normalize_text(title[-MOST_TITLE:]))
    bracketed = any(re.fullmatch(r"\[(inprivate|private)\]", part.strip()) for part in parts)
    return (
        bracketed
        or (len(parts) > 1 and _marked(parts[-1]))
        or any(map(_is_word, re.findall(r"\(([^()]+)\)$", parts[-1])))
    )


_WORDS = frozenset(normalize_text(word) for words in PRIVATE_WORDS.values() for word in words)
_PHRASES = tuple(word for word in _WORDS if word not in ("private", "anonym", "inprivate"))


def _marked(part: str) -> bool:
    return _is_word(part) or any(part.endswith((f" {w}", f"({w})")) or part.startswith(f"{w} ") for w in _PHRASES)


def _is_word(part: str) -> bool:
    return part.strip(" ()[]\u200e\u200f") in _WORDS


def _given(text: str) -> str:
    if not text.strip():
        raise BadInput("an exclusion rule is empty", advice="Write an app, a site or a part of a title.")
    return text.strip()


def _any(tests: Iterable[Callable[[Window], bool]]) -> Callable[[Window], bool]:
    every = tuple(tests)
    return lambda window: any(test(window) for test in every)


def _app_test(names: Iterable[str]) -> Callable[[Window], bool]:
    exact = {fold_name(name) for name in names if "*" not in name}
    patterns = [re.compile(".*".join(map(re.escape, map(fold_name, n.split("*"))))) for n in names if "*" in n]
    return lambda window: any(n in exact or any(p.fullmatch(n) for p in patterns) for n in app_names(window))


def _title_test(rule: str) -> Callable[[Window], bool]:
    if len(rule) > 2 and rule.startswith("/") and rule.endswith("/"):
        try:
            pattern = re.compile(rule[1:-1], re.IGNORECASE)
        except re.error as error:
            raise BadInput(f"the title rule {rule} is not a regular expression ({error.msg})") from None
        return lambda window: pattern.search(window.title[:MOST_TITLE]) is not None
    part = normalize_text(rule)
    return lambda window: part in normalize_text(window.title)


def _site_test(rule: str, *, guess: bool = False) -> Callable[[Window], bool]:
    """By address where there is one. With `guess`, a browser that tells no address is judged by its title: the host, or
    its name as a word. That leaves out too much rather than too little, as the person asked."""
    parts = urlsplit(rule if "://" in rule else f"//{rule}")
    host = normalize_host(parts.hostname or "")
    if not host:
        raise BadInput(f"the site rule {rule} names no host", advice="Write it as example.com.")
    name = host.rsplit(".", 2)[-2] if "." in host else host
    word = re.compile(rf"\b({re.escape(host)}|{re.escape(name)})\b") if len(name) >= 4 else re.compile(re.escape(host))

    def test(window: Window) -> bool:
        if window.url:
            address = urlsplit(window.url if "://" in window.url else f"//{window.url}")
            return hosts_match(address.hostname or "", host) and (address.path or "/").startswith(parts.path or "/")
        return (
            guess
            and bool(app_names(window) & BROWSERS)
            and word.search(normalize_text(window.title[:MOST_TITLE])) is not None
        )

    return test


def _active_and_others(shot: Screenshot) -> tuple[Window | None, tuple[Window, ...]]:
    return shot.active, tuple(window for window in shot.windows if window is not shot.active)


def _top_down(shot: Screenshot, active: Window | None) -> Iterable[Window]:
    """Highest first. An active window that the list does not hold is taken to lie on top."""
    listed = active is None or any(_same(window, active) for window in shot.windows)
    if not listed and active is not None:
        yield active
    yield from reversed(shot.windows)


def _same(one: Window, other: Window) -> bool:
    return one == other or (one.title == other.title and one.geometry == other.geometry and one.geometry is not None)


def _touches(window: Window, monitor: Rect) -> bool:
    """Whether any of it shows on this monitor; a window of unknown place is taken to."""
    return window.geometry is None or bool(clip([window.geometry], monitor))
