"""What the person leaves out, as the settings hold it: kept, changed and saved one setting at a time. UI thread; the
settings are written on the jobs pool, in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from base.errors import AfterglowError
from ui.kit.jobs import Jobs
from ui.kit.ports import InstalledApp, Setting, SettingsControl, SettingValue

APPS, SITES = "exclusions.apps", "exclusions.sites"
PASSWORD_MANAGERS, PRIVATE = "exclusions.password_managers", "exclusions.private_browsing"
_SITE = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+(?:/\S*)?)", re.IGNORECASE)
_SHORTEST = 3
"""Letters of a part of a name that may stand for the one app that has it."""


class ExclusionChoices:
    def __init__(self, preferences: SettingsControl, jobs: Jobs) -> None:
        self._preferences, self._lane = preferences, jobs.lane()
        self._values: dict[str, SettingValue] = {}
        self._chosen: dict[str, SettingValue] = {}
        """What the person changed here, saved or not: settings that were read before that may come in after it."""
        self._unsaved: dict[str, SettingValue] = {}
        self._saving = False
        self.settled: Callable[[AfterglowError | None], None] = lambda _error: None
        """Called when everything is saved, or could not be."""

    def load(self, settings: tuple[Setting, ...]) -> None:
        read = {setting.name: setting.value for setting in settings if setting.name.startswith("exclusions.")}
        self._values = read | self._chosen

    @property
    def busy(self) -> bool:
        return self._saving

    def is_on(self, name: str) -> bool:
        return bool(self._values.get(name, False))

    def rules(self, name: str) -> tuple[str, ...]:
        value = self._values.get(name, ())
        return value if isinstance(value, tuple) else ()

    def holds(self, name: str, rule: str) -> bool:
        return rule.casefold() in (one.casefold() for one in self.rules(name))

    def switch(self, name: str, on: bool) -> None:
        self._change(name, on)

    def leave_out(self, name: str, rule: str, on: bool) -> None:
        others = tuple(one for one in self.rules(name) if one.casefold() != rule.casefold())
        kept = self.rules(name) if on and self.holds(name, rule) else (*others, rule) if on else others
        self._change(name, kept)

    def _change(self, name: str, value: SettingValue) -> None:
        if self._values.get(name) != value:
            self._values[name] = self._chosen[name] = self._unsaved[name] = value
            self._save()

    def _save(self) -> None:
        if self._saving or not self._unsaved:
            return
        self._saving = True
        name, value = self._unsaved.popitem()
        self._lane.run(partial(self._preferences.change, name, value), lambda _none: self._saved(None), self._saved)

    def _saved(self, error: AfterglowError | None) -> None:
        self._saving = False
        if error is not None:
            self._unsaved.clear()
            self._chosen.clear()
        self._save()
        if not self._saving:
            self.settled(error)


def read_entry(text: str, apps: tuple[InstalledApp, ...]) -> tuple[str, str]:
    """The setting and the rule that what was typed means: an app by its name, a site, or an app that is not here."""
    typed = text.strip()
    plain = typed.casefold()
    exact = next((app for app in apps if plain in (app.name.casefold(), app.rule.casefold())), None)
    if exact is not None:
        return APPS, exact.rule
    if site := _SITE.fullmatch(typed):
        return SITES, site[1].rstrip("/")
    near = [app for app in apps if plain in app.name.casefold()] if len(plain) >= _SHORTEST else []
    return APPS, near[0].rule if len(near) == 1 else typed
