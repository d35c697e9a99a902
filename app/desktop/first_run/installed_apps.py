"""The apps of this computer, each with the rule that leaves its windows out. Called on the window's jobs pool.

What an app's windows are called is what its desktop entry says, else what toolkits make of its id or its command:
`capture/desktop` gives a window's class, its instance and the id of its entry, and `capture/name_matching.py` compares
them. On macOS the menu's names are those of the bundles, on Windows those of the programs; both have not been run.
"""

from __future__ import annotations

import os
import plistlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PureWindowsPath

from app.desktop.first_run.desktop_entries import DesktopEntry, application_folders, read_entries
from capture.desktop.app_names import friendly_name
from capture.frames import Window
from capture.name_matching import fold_name
from capture.rules import OWN_WINDOW_RULE, PASSWORD_MANAGER_RULE, Rules
from ui.kit.ports import AppKind, InstalledApp, LanguageChoice

LOCALES = {"en": "en", "de": "de_DE", "zh": "zh_CN"}
CATEGORIES = {
    "WebBrowser": AppKind.BROWSER,
    "InstantMessaging": AppKind.MESSENGER,
    "Chat": AppKind.MESSENGER,
    "IRCClient": AppKind.MESSENGER,
    "Email": AppKind.MAIL,
}
"""Of the Desktop Menu Specification, the first that fits."""
_GENERIC_ENDS = frozenset({"app", "application", "client", "desktop", "gui", "main"})
"""Last parts of an id that say nothing, as in com.bitwarden.desktop."""
_INTERPRETERS = re.compile(r"(bash|electron|flatpak|gjs|java|node|perl|python|ruby|sh|snap|wine)[\d.]*")


def find_installed_apps(language: LanguageChoice) -> tuple[InstalledApp, ...]:
    """Password managers first, then browsers, messengers, mail, others; each by its name."""
    if sys.platform == "win32":
        return sort_apps(windows_apps(_start_menus(os.environ)))
    if sys.platform == "darwin":
        return sort_apps(mac_apps((Path("/Applications"), Path.home() / "Applications")))
    entries = read_entries(
        application_folders(os.environ),
        locale=LOCALES.get(language) or _session_locale(os.environ),
        desktops=os.environ.get("XDG_CURRENT_DESKTOP", "").split(":"),
    )
    return sort_apps(map(from_entry, entries))


def sort_apps(apps: Iterable[InstalledApp]) -> tuple[InstalledApp, ...]:
    """One of each rule; those that a rule cannot name, and Afterglow itself, are left away."""
    by_rule: dict[str, InstalledApp] = {}
    for app in apps:
        if "*" not in app.rule and fold_name(app.rule) and Rules().explain(Window(app=app.rule)) != OWN_WINDOW_RULE:
            by_rule.setdefault(fold_name(app.rule), app)
    order = list(AppKind)
    return tuple(sorted(by_rule.values(), key=lambda app: (order.index(app.kind), app.name.casefold())))


def from_entry(entry: DesktopEntry) -> InstalledApp:
    rule = window_name(entry)
    kinds = (kind for category, kind in CATEGORIES.items() if category in entry.categories)
    return InstalledApp(rule, entry.name, entry.icon, _kind_of(rule, next(kinds, AppKind.OTHER)))


def window_name(entry: DesktopEntry) -> str:
    """A name that capture gives to the windows of this entry's program."""
    if entry.wm_class:
        return friendly_name(entry.wm_class)
    first_parts, _, last_part = entry.id.rpartition(".")
    if first_parts and last_part.casefold() not in _GENERIC_ENDS:
        return last_part
    return entry.id if not entry.program or _INTERPRETERS.fullmatch(entry.program) else entry.program


def _kind_of(rule: str, otherwise: AppKind) -> AppKind:
    """A password manager is one that the recorder leaves out by itself: no other may be shown as if it were."""
    known = Rules().explain(Window(app=rule)) == PASSWORD_MANAGER_RULE
    return AppKind.PASSWORD_MANAGER if known else otherwise


def _session_locale(environment: Mapping[str, str]) -> str:
    return next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "") or ""


# -- macOS and Windows, not run yet ------------------------------------------------------------------------------------

_MAC_CATEGORIES = {"public.app-category.social-networking": AppKind.MESSENGER}


def mac_apps(folders: Iterable[Path]) -> Iterator[InstalledApp]:
    """The bundles in these folders and in the folders there."""
    for bundle in (path for folder in folders for pattern in ("*.app", "*/*.app") for path in folder.glob(pattern)):
        try:
            info = plistlib.loads((bundle / "Contents" / "Info.plist").read_bytes())
        except (OSError, ValueError, plistlib.InvalidFileException):
            continue
        name = str(info.get("CFBundleDisplayName") or info.get("CFBundleName") or bundle.stem)
        icon = str(info.get("CFBundleIconFile") or "")
        path = bundle / "Contents" / "Resources" / (icon if icon.endswith(".icns") else f"{icon}.icns")
        rule = friendly_name(name)
        kind = _MAC_CATEGORIES.get(str(info.get("LSApplicationCategoryType")), AppKind.OTHER)
        yield InstalledApp(rule, bundle.stem, str(path) if icon else "", _kind_of(rule, kind))


def windows_apps(menus: Iterable[Path]) -> Iterator[InstalledApp]:
    """The shortcuts to programs in the folders of start menus."""
    for link in (path for menu in menus for path in sorted(menu.rglob("*.lnk"))):
        try:
            program = link_target(link.read_bytes())
        except OSError:
            continue
        if program.suffix.casefold() == ".exe":
            rule = friendly_name(program.name)
            yield InstalledApp(rule, link.stem, str(program), _kind_of(rule, AppKind.OTHER))


def link_target(raw: bytes) -> PureWindowsPath:
    """The local path that a shortcut leads to, empty for none. Source: [MS-SHLLINK] 2.1 to 2.3."""
    has_ids, has_info = raw[20:21] and raw[20] & 1, raw[20:21] and raw[20] & 2
    start = 76 + (2 + int.from_bytes(raw[76:78], "little") if has_ids else 0)
    info = raw[start : start + int.from_bytes(raw[start : start + 4], "little")] if has_info else b""
    offset = int.from_bytes(info[16:20], "little")
    return PureWindowsPath(info[offset:].partition(b"\0")[0].decode("mbcs" if sys.platform == "win32" else "latin-1"))


def _start_menus(environment: Mapping[str, str]) -> Iterator[Path]:
    for name in ("ProgramData", "APPDATA"):
        if environment.get(name):
            yield Path(environment[name]) / "Microsoft" / "Windows" / "Start Menu" / "Programs"
