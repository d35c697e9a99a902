"""The person's time zone, by name."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo


def local_zone() -> ZoneInfo | None:
    """The person's zone, by its name; None where the system does not say: then use the system's zone."""
    try:
        name = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
        return ZoneInfo(name) if name else None
    except (OSError, ValueError):
        return None


def zone_name() -> str:
    zone = local_zone()
    return zone.key if zone is not None and zone.key else "UTC"
