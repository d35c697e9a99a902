"""Normal forms of app names, titles and hosts for comparison. Pure functions for capture/rules.py."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from capture.frames import Window


def normalize_text(text: str) -> str:
    """Without case, compatibility forms (full-width brackets, no-break spaces) and direction marks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", folded)


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """One form for `KeePassXC.exe`, `keepassxc` and `KeePass XC`: only letters and digits, of every script, remain."""
    stem = re.sub(r"\.(exe|app|desktop|bin)$", "", normalize_text(name).strip())
    return re.sub(r"[^\w*]|_", "", stem)


def app_names(window: Window) -> frozenset[str]:
    """Every name of a program: its app name, its class, its other names, the last part of an id such as
    org.keepassxc.KeePassXC."""
    return _app_names(window.app, window.wm_class, window.other_names)


@lru_cache(maxsize=1024)
def _app_names(app: str, wm_class: str, other_names: tuple[str, ...]) -> frozenset[str]:
    names = [app, wm_class, *wm_class.split(), *other_names, app.split(" - ")[0]]
    last_parts = [name.removesuffix(".exe").rsplit(".", 1)[-1] for name in names]
    unversioned = [re.sub(r"[\s-]+\d+(\.\d+)*$", "", name) for name in names]
    return frozenset(filter(None, map(fold_name, (*names, *last_parts, *unversioned))))


def normalize_host(host: str) -> str:
    """Lower case, without a final dot or www., names in other scripts as punycode."""
    bare = unicodedata.normalize("NFKC", host).casefold().strip().strip(".").removeprefix("www.").removeprefix("*.")
    try:
        return bare.encode("idna").decode("ascii")
    except UnicodeError:
        return bare


def hosts_match(host: str, rule: str) -> bool:
    """Is `host` the rule's host or a subdomain of it? `rule` is normalized already."""
    normal = normalize_host(host)
    return normal == rule or normal.endswith(f".{rule}")
