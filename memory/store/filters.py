"""SQL conditions for scopes, times and ids, with quoting.

Everything that a person, a title or an imported file supplies reaches SQL through `quote`. Called from any thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from base.records.scope import Scope


def quote(text: str) -> str:
    """A SQL string literal. The one escape is the doubled quote; backslash and percent are plain letters."""
    return "'" + text.replace("\x00", "").replace("'", "''") + "'"


def moment_literal(at: datetime) -> str:
    return f"timestamp '{at.astimezone(UTC).strftime('%Y-%m-%dT%H:%M:%S.%f')}+00:00'"


def one_of(column: str, values: Iterable[str]) -> str:
    """`values` must not be empty."""
    return f"{column} IN ({', '.join(quote(value) for value in values)})"


def touching(since: datetime | None, until: datetime | None, *, start: str = "at", end: str = "at") -> list[str]:
    """Conditions for what touches [since, until)."""
    after = [f"{end} >= {moment_literal(since)}"] if since else []
    return after + ([f"{start} < {moment_literal(until)}"] if until else [])


def scope_condition(scope: Scope) -> str | None:
    """The filter on `frames` that a scope means, None when it holds everything."""
    parts = touching(scope.since, scope.until)
    parts += _any_of([f"contains(lower(app), {quote(app.lower())})" for app in scope.apps])
    parts += _any_of([_site_condition(site) for site in scope.sites])
    parts += [f"contains(lower(title), {quote(title.lower())})" for title in scope.titles]
    if scope.monitors:
        parts.append(f"monitor IN ({', '.join(str(int(monitor)) for monitor in scope.monitors)})")
    if scope.ids:
        parts.append(one_of("id", scope.ids))
    return " AND ".join(parts) or None


def _site_condition(site: str) -> str:
    host = site.lower().strip().strip(".").removeprefix("www.")
    if not host:
        return "false"
    return f"(host = {quote(host)} OR ends_with(host, {quote('.' + host)}))"


def _any_of(parts: Sequence[str]) -> list[str]:
    return [f"({' OR '.join(parts)})"] if parts else []
