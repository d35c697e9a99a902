"""SQL filter of a scope, with quoting.

Everything that a person, a title or an imported file supplies reaches SQL through `quoted`. Called from any thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from base.records.scope import Scope


def quoted(text: str) -> str:
    """A SQL string literal. The one escape is the doubled quote; backslash and percent are plain letters."""
    return "'" + text.replace("\x00", "").replace("'", "''") + "'"


def moment_literal(at: datetime) -> str:
    return f"timestamp '{at.astimezone(UTC).strftime('%Y-%m-%dT%H:%M:%S.%f')}+00:00'"


def one_of(column: str, values: Iterable[str]) -> str:
    """`values` must not be empty."""
    return f"{column} IN ({', '.join(quoted(value) for value in values)})"


def within(since: datetime | None, until: datetime | None, *, start: str = "at", end: str = "at") -> list[str]:
    """Conditions of touching [since, until)."""
    after = [f"{end} >= {moment_literal(since)}"] if since else []
    return after + ([f"{start} < {moment_literal(until)}"] if until else [])


def where(scope: Scope) -> str | None:
    """The filter on `frames` that a scope means, None when it holds everything."""
    parts = within(scope.since, scope.until)
    parts += _any([f"contains(lower(app), {quoted(app.lower())})" for app in scope.apps])
    parts += _any([_site(site) for site in scope.sites])
    parts += [f"contains(lower(title), {quoted(title.lower())})" for title in scope.titles]
    if scope.monitors:
        parts.append(f"monitor IN ({', '.join(str(int(monitor)) for monitor in scope.monitors)})")
    if scope.ids:
        parts.append(one_of("id", scope.ids))
    return " AND ".join(parts) or None


def _site(site: str) -> str:
    host = site.lower().strip().strip(".").removeprefix("www.")
    if not host:
        return "false"
    return f"(host = {quoted(host)} OR ends_with(host, {quoted('.' + host)}))"


def _any(parts: Sequence[str]) -> list[str]:
    return [f"({' OR '.join(parts)})"] if parts else []
