"""Desktop entries: what is installed on a Linux or BSD desktop, by the Desktop Entry Specification 1.5. Any thread.

Any program may put entries here, so what is wrong with one costs that one only. The package pyxdg takes folders and
language from the environment once, when it is imported, while here the window's language counts; configparser falls
over values that go on in the next line, which entries do not have; of an entry only one group is needed.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from base.files import read_regular_file

GROUP = "Desktop Entry"
_MAX_FILE_BYTES = 1 << 20
_MAX_LINE = 4000
"""Characters. A longer line is passed over: of those that are needed here none is, and words are found slowly in it."""
_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


@dataclass(frozen=True, slots=True)
class DesktopEntry:
    """A program with windows of its own. `id`: as in `org.gnome.Evince`, without the ending."""

    id: str = field(repr=False)
    name: str = field(repr=False)
    icon: str = field(default="", repr=False)
    program: str = field(default="", repr=False)
    """The command's name, without its folder."""
    wm_class: str = field(default="", repr=False)
    """Class or instance of its windows, where the entry names it."""
    categories: frozenset[str] = frozenset()


def application_folders(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Those that come first win. Flatpak's and Snap's are there also where the session does not name them."""
    home = Path(environment.get("HOME") or Path.home())
    own = environment.get("XDG_DATA_HOME") or str(home / ".local" / "share")
    shared = environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    flatpak = (str(home / ".local/share/flatpak/exports/share"), "/var/lib/flatpak/exports/share")
    folders = (own, *shared.split(":"), *flatpak, "/var/lib/snapd/desktop")
    return tuple(dict.fromkeys(Path(folder) / "applications" for folder in folders if folder.startswith("/")))


def read_entries(
    folders: Sequence[Path], *, locale: str, desktops: Iterable[str] = (), path: str | None = None
) -> Iterator[DesktopEntry]:
    """Those that a menu shows. `locale`: of the names, like `de_DE`. `desktops`: $XDG_CURRENT_DESKTOP. `path`: where
    programs are looked for, as $PATH."""
    shown: set[str] = set()
    for folder in folders:
        for file in _find_files(folder):
            entry_id = "-".join(file.relative_to(folder).with_suffix("").parts)
            if entry_id not in shown:
                shown.add(entry_id)  # an entry that is hidden hides those of the same id below
                fields = _read_fields(file)
                if fields is not None and _is_shown(fields, frozenset(desktops), path):
                    yield _entry(entry_id, fields, locale)


def _find_files(folder: Path) -> list[Path]:
    """Without folders that cannot be read, or that links lead to."""
    found = (Path(parent, name) for parent, _, names in os.walk(folder) for name in names)
    return sorted(file for file in found if file.suffix == ".desktop")


def _read_fields(file: Path) -> Mapping[str, str] | None:
    """None for what is no entry. Of a key that stands twice the last one counts."""
    try:
        lines = read_regular_file(file, _MAX_FILE_BYTES).decode("utf-8", "replace").split("\n")
    except (OSError, ValueError):
        return None
    group, fields = "", {}
    for line in map(str.strip, lines):
        if line.startswith("["):
            group = line
        elif group == f"[{GROUP}]" and "=" in line and not line.startswith("#") and len(line) <= _MAX_LINE:
            key, _, value = line.partition("=")
            fields[key.strip()] = value.strip()
    return fields


def _is_shown(fields: Mapping[str, str], desktops: frozenset[str], path: str | None) -> bool:
    """A program of the terminal has no window of its own."""
    if fields.get("Type") != "Application" or not fields.get("Name"):
        return False
    if any(_is_true(fields, key) for key in ("Hidden", "NoDisplay", "Terminal")):
        return False
    only, never = _items(fields, "OnlyShowIn"), _items(fields, "NotShowIn")
    if (only and not only & desktops) or never & desktops:
        return False
    needed = fields.get("TryExec", "")
    return not needed or shutil.which(needed, path=path) is not None


def _entry(entry_id: str, fields: Mapping[str, str], locale: str) -> DesktopEntry:
    names = (fields[key] for key in (f"Name[{form}]" for form in locale_forms(locale)) if fields.get(key))
    return DesktopEntry(
        id=entry_id,
        name=_unescape(next(names, fields["Name"])),
        icon=_unescape(fields.get("Icon", "")),
        program=_program(_unescape(fields.get("Exec", ""))),
        wm_class=_unescape(fields.get("StartupWMClass", "")),
        categories=_items(fields, "Categories"),
    )


def locale_forms(locale: str) -> tuple[str, ...]:
    """`de_AT.UTF-8@euro` → de_AT@euro, de_AT, de@euro, de: the order in which names are looked for."""
    parts = re.fullmatch(r"([A-Za-z]+)(?:_([A-Za-z]+))?(?:\.[^@]*)?(?:@(.+))?", locale)
    if parts is None or parts[1] in ("C", "POSIX"):
        return ()
    language, country, modifier = parts.groups()
    forms = (
        f"{language}_{country}@{modifier}" if country and modifier else "",
        f"{language}_{country}" if country else "",
        f"{language}@{modifier}" if modifier else "",
        language,
    )
    return tuple(filter(None, forms))


def _program(command: str) -> str:
    """The name of what a command starts; `env` and its variables are passed over."""
    try:
        words = shlex.split(command)
    except ValueError:
        words = command.split()
    for word in words:
        if word != "env" and not word.endswith("/env") and not re.match(r"\w+=|-", word):
            return Path(word).name
    return ""


def _is_true(fields: Mapping[str, str], key: str) -> bool:
    return fields.get(key, "").casefold() == "true"


def _items(fields: Mapping[str, str], key: str) -> frozenset[str]:
    return frozenset(filter(None, (item.strip() for item in fields.get(key, "").split(";"))))


def _unescape(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[0]), value)
