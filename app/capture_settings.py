"""What the settings mean for the recorder: exclusion rules, sampling rate, longest gap."""

from __future__ import annotations

from datetime import timedelta

from app.settings import Settings
from capture.recorder_status import SamplingRate
from capture.rules import Rules


def rules_from(settings: Settings, *, described: bool = True) -> Rules:
    """`described` False: imported pictures without metadata have no window to judge, and the person chose them."""
    exclusions = settings.exclusions
    return Rules(
        apps=exclusions.apps,
        titles=exclusions.titles,
        sites=exclusions.sites,
        private_browsing=exclusions.private_browsing,
        password_managers=exclusions.password_managers,
        unknown_windows=exclusions.unknown_windows if described else "save",
    )


def sampling_rate_from(settings: Settings) -> SamplingRate:
    capture = settings.capture
    return SamplingRate(interval=capture.interval, idle=capture.idle_interval, idle_after=capture.idle_after)


def longest_gap(settings: Settings) -> timedelta:
    """Between two looks for which the time between them is still accounted for."""
    return timedelta(seconds=max(30.0, 2.5 * settings.capture.idle_interval))
