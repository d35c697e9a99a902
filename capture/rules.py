"""Exclusion rules: may this window be remembered? Every rule is applied to every visible window before a pixel is
stored (DESIGN §2).

If the active window is excluded, the whole frame is dropped. An excluded window beside or under it is blacked out where
it is visible. In doubt (no geometry, no identity) the answer is no. Pure: called by the recorder thread and by imports.
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
"""Programs whose windows show or ask for secrets. Banking sites, for instance, are deliberately not here: the person
adds them as site rules."""

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
OWN_WINDOW_RULE = "afterglow itself"
PASSWORD_MANAGER_RULE = "password manager"  # noqa: S105  a name

MAX_TITLE = 1_000
"""Characters of a title that a rule looks at: anybody can write a long title, and a pattern may be slow."""

MAX_BLACK = 0.9
"""Share of the picture: with more of it black, nothing worth keeping is left."""

UnknownWindow = Literal["skip", "save"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rule`: a fixed name such as "password manager", or "app: …" as the person wrote it; empty if all is allowed."""

    kind: Literal["allow", "skip", "blackout"]
    rule: str = ""
    regions: tuple[Region, ...] = ()
    """Rectangles (x, y, width, height) in picture coordinates, inside the picture."""
    excluded: tuple[Window, ...] = field(default=(), repr=False)
    """Windows whose names must not be stored either."""


@dataclass(frozen=True, slots=True)
class CustomRule:
    """A named test of a window. Samples are counted by `name`. `matches` must be quick and must not raise."""

    name: str
    matches: Callable[[Window], bool] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the person excluded, and what is excluded by default.

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
        object.__setattr__(self, "_tests", tuple(self._build_tests()))

    def explain(self, window: Window) -> str:
        """The name of the rule that excludes this window, or "". The settings page tries rules with it too."""
        return next((test.name for test in self._tests if test.matches(window)), "")

    def decide(self, shot: Screenshot) -> Verdict:
        """What of this shot may be stored. See the module's docstring."""
        height, width = shot.pixels.shape[:2]
        monitor = Rect(*shot.origin, width, height)
        active = shot.active
        if active is None and self.unknown_windows == "skip" and not shot.windows:
            return Verdict("skip", "unknown window")
        if active is not None:
            # A window whose place is unknown is taken to be on this monitor.
            is_here = active.geometry is None or bool(clip([active.geometry], monitor))
            if is_here and (rule := self._find_rule(active)):
                return Verdict("skip", rule)
        return self._judge_windows(shot, active, monitor)

    def _judge_windows(self, shot: Screenshot, active: Window | None, monitor: Rect) -> Verdict:
        """Go through the visible windows from the top down: what a higher one hides needs no blackout."""
        regions: list[Region] = []
        names: list[str] = []
        excluded: list[Window] = []
        above: list[Rect] = []
        for window in _list_top_down(shot, active):
            rule = self._find_rule(window)
            if rule:
                names.append(rule)
                excluded.append(window)
                if window.geometry is None:
                    return Verdict("skip", rule)
                regions += clip(subtract_rectangles(window.geometry, above, monitor), monitor)
            if window.geometry is not None and not window.translucent:
                above.append(window.geometry)
        if sum(width * height for _, _, width, height in regions) > MAX_BLACK * monitor.width * monitor.height:
            return Verdict("skip", names[0])
        if regions:
            return Verdict("blackout", names[0], tuple(regions), tuple(excluded))
        return Verdict("allow", excluded=tuple(excluded))

    def _find_rule(self, window: Window) -> str:
        if rule := self.explain(window):
            return rule
        return "" if window.identified or self.unknown_windows == "save" else "unknown window"

    def _build_tests(self) -> Iterable[CustomRule]:
        yield CustomRule(OWN_WINDOW_RULE, _app_test(self.own_windows))
        yield CustomRule("screen locker", _app_test(LOCKERS))
        if self.private_browsing:
            yield CustomRule("private browsing", is_private)
        if self.password_managers:
            yield CustomRule(PASSWORD_MANAGER_RULE, _app_test(PASSWORD_MANAGERS))
            sites = tuple(_site_test(site) for site in PASSWORD_SITES)
            yield CustomRule(PASSWORD_MANAGER_RULE, lambda window: any(matches(window) for matches in sites))
            yield CustomRule(PASSWORD_MANAGER_RULE, lambda window: window.url.casefold().startswith(PASSWORD_PAGES))
        yield from (CustomRule(f"app: {app}", _app_test((_require_text(app),))) for app in self.apps)
        yield from (CustomRule(f"site: {site}", _site_test(_require_text(site), guess=True)) for site in self.sites)
        yield from (CustomRule(f"title: {title}", _title_test(_require_text(title))) for title in self.titles)
        yield from self.custom


def is_private(window: Window) -> bool:
    """Does the platform, the program or the title say that it is a private window? Only the last part of a browser's
    title counts ("Page — Mozilla Firefox Private Browsing", "Page - Google Chrome (Incognito)", "Page - [InPrivate] -
    Edge"), so that a page about private browsing is not taken for one."""
    names = app_names(window)
    if window.private or names & ALWAYS_PRIVATE:
        return True
    if names and not names & BROWSERS:
        return False
    return is_private_title(window.title)


def is_private_title(title: str) -> bool:
    """Does a browser's title, or the accessible name of its window, mark it as private?"""
    parts = re.split(r"\s[-–—|]\s", normalize_text(title[-MAX_TITLE:]))
    bracketed = any(re.fullmatch(r"\[(inprivate|private)\]", part.strip()) for part in parts)
    return (
        bracketed
        or (len(parts) > 1 and _is_marked(parts[-1]))
        or any(map(_is_word, re.findall(r"\(([^()]+)\)$", parts[-1])))
    )


_WORDS = frozenset(normalize_text(word) for words in PRIVATE_WORDS.values() for word in words)
_PHRASES = tuple(word for word in _WORDS if word not in ("private", "anonym", "inprivate"))


def _is_marked(part: str) -> bool:
    return _is_word(part) or any(part.endswith((f" {w}", f"({w})")) or part.startswith(f"{w} ") for w in _PHRASES)


def _is_word(part: str) -> bool:
    return part.strip(" ()[]\u200e\u200f") in _WORDS


def _require_text(text: str) -> str:
    if not text.strip():
        raise BadInput("an exclusion rule is empty", advice="Write an app, a site or a part of a title.")
    return text.strip()


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
        return lambda window: pattern.search(window.title[:MAX_TITLE]) is not None
    part = normalize_text(rule)
    return lambda window: part in normalize_text(window.title)


def _site_test(rule: str, *, guess: bool = False) -> Callable[[Window], bool]:
    """Tests the address if there is one. With `guess`, a browser without an address is judged by its title: does it
    hold the host, or the host's name as a word? That excludes rather too much than too little."""
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
            and word.search(normalize_text(window.title[:MAX_TITLE])) is not None
        )

    return test


def _list_top_down(shot: Screenshot, active: Window | None) -> Iterable[Window]:
    """Highest first. An active window that is not in the list is taken to be on top."""
    if active is not None and not any(_is_same_window(window, active) for window in shot.windows):
        yield active
    yield from reversed(shot.windows)


def _is_same_window(window: Window, active: Window) -> bool:
    if window == active:
        return True
    return window.title == active.title and window.geometry == active.geometry and window.geometry is not None
