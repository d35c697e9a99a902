"""Preferences: the settings file as the window shows and changes it (pydantic). The window's `SettingsControl`.

Called on the window's jobs pool; one change at a time.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from app.capture_settings import rules_from
from app.settings import Settings, load_settings, save_settings
from base.errors import BadInput
from capture.frames import Window
from ui.kit.ports import RuleVerdict, SampleWindow, Setting, SettingValue

AT_NEXT_START = ("spool.", "perception.threads", "perception.image_", "appearance.language")
"""Settings that are read once, when the spool, the reader's process and its models are built."""


class Preferences:
    def __init__(self, path: Path, *, apply_settings: Callable[[Settings], None]) -> None:
        """`apply_settings` is called with the settings after each change."""
        self._path, self._apply_settings = path, apply_settings
        self._changing = threading.Lock()

    def settings(self) -> tuple[Setting, ...]:
        """Raises BadInput when the file is wrong."""
        current, defaults = load_settings(self._path), Settings()
        return tuple(
            _to_setting(f"{section}.{name}", info, getattr(values, name), getattr(getattr(defaults, section), name))
            for section, values in ((section, getattr(current, section)) for section in Settings.model_fields)
            for name, info in type(values).model_fields.items()
        )

    def change(self, name: str, value: SettingValue) -> None:
        """Raises BadInput with a sentence about the value; nothing is changed then."""
        section, _, field = name.partition(".")
        with self._changing:
            raw = load_settings(self._path).model_dump(mode="json")
            if field not in raw.get(section, {}):
                raise BadInput(f"there is no setting {name}")
            raw[section][field] = list(value) if isinstance(value, tuple) else value
            try:
                settings = Settings.model_validate(raw)
            except ValidationError as error:
                first = error.errors()[0]
                raise BadInput(_complaint(first["type"], first.get("ctx", {}))) from None
            rules_from(settings)  # raises for a rule that cannot be understood
            if sys.platform.startswith("linux"):
                from app.desktop.hotkeys import read_hotkeys

                read_hotkeys(settings)  # raises for what is no key
            save_settings(self._path, settings)
            self._apply_settings(settings)

    def judge(self, trial: SampleWindow) -> RuleVerdict:
        """Would this window be saved, by the rules in force?"""
        rules = rules_from(load_settings(self._path))
        window = Window(app=trial.app, title=trial.title, url=trial.url, private=trial.private or None)
        rule = rules.explain(window)
        if not rule and not window.identified and rules.unknown_windows == "skip":
            rule = "unknown window"
        return RuleVerdict(saved=not rule, rule=rule)


def _to_setting(name: str, info: FieldInfo, value: SettingValue, default: SettingValue) -> Setting:
    bounds = {bound: getattr(rule, bound) for rule in info.metadata for bound in ("ge", "le") if hasattr(rule, bound)}
    return Setting(
        name=name,
        description=info.description or "",
        value=value,
        default=default,
        lowest=bounds.get("ge"),
        highest=bounds.get("le"),
        choices=get_args(info.annotation) if get_origin(info.annotation) is not tuple else (),
        applies_at_once=not name.startswith(AT_NEXT_START),
    )


def _complaint(kind: str, limits: dict[str, Any]) -> str:
    """pydantic's complaint in words for the person."""
    sentences = {
        "greater_than_equal": "it must be {ge:g} or more",
        "less_than_equal": "it must be {le:g} or less",
        "int_parsing": "it must be a whole number",
        "int_from_float": "it must be a whole number",
        "float_parsing": "it must be a number",
        "literal_error": "it must be one of {expected}",
    }
    return sentences.get(kind, "this value cannot be used").format(**limits)
