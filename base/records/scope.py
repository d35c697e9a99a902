"""Scope record: which moments are meant (time, apps, sites, titles), and the test whether one belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from base.records.moment import Moment, MomentHead


@dataclass(frozen=True, slots=True)
class Scope:
    """Which moments: every given condition must hold. `since` is included, `until` is not."""

    since: datetime | None = None
    until: datetime | None = None
    apps: tuple[str, ...] = field(default=(), repr=False)
    """Any of these; a part of the app's name, case-insensitive."""
    sites: tuple[str, ...] = field(default=(), repr=False)
    """Any of these hosts or parents of the host."""
    titles: tuple[str, ...] = field(default=(), repr=False)
    """All of these, each a part of the title, case-insensitive."""
    monitors: tuple[int, ...] = ()
    ids: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        return self == Scope()


def is_in_scope(moment: Moment | MomentHead, scope: Scope) -> bool:
    """The test that the store makes of a scope in SQL, for a moment that is not in the store."""
    host = host_of(moment.url)
    return (
        (scope.since is None or moment.at >= scope.since)
        and (scope.until is None or moment.at < scope.until)
        and (not scope.apps or any(app.lower() in moment.app.lower() for app in scope.apps))
        and (not scope.sites or any(_is_on_site(host, site) for site in scope.sites))
        and all(title.lower() in moment.title.lower() for title in scope.titles)
        and (not scope.monitors or moment.monitor in scope.monitors)
        and (not scope.ids or moment.id in scope.ids)
    )


def _is_on_site(host: str, site: str) -> bool:
    domain = site.lower().strip().strip(".").removeprefix("www.")
    return bool(domain) and f".{host}".endswith(f".{domain}")


def host_of(url: str) -> str:
    """The lower-case host of an address, with or without its scheme; empty when there is none."""
    try:
        return (urlsplit(url if "://" in url else f"//{url}").hostname or "").rstrip(".")
    except ValueError:
        return ""
