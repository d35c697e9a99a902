"""Settings: typed values with defaults, and their JSON file, which holds only what the person changed (pydantic).

Read at start. The file is not encrypted: it holds no memories, but the exclusion rules that the person wrote
(see docs/threat-model.md).
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from base.clock import IDLE_AFTER
from base.errors import BadInput, file_fault
from base.files import read_regular_file

_MAX_FILE_BYTES = 1 << 20


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CaptureSettings(_Section):
    interval: float = Field(default=1.5, ge=1, le=10, description="seconds between two checks of the screen")
    idle_interval: float = Field(default=10, ge=1, le=120, description="seconds between checks while you are away")
    idle_after: float = Field(
        default=IDLE_AFTER.total_seconds(),
        ge=10,
        description="seconds without input after which you count as away",
    )


class ExclusionSettings(_Section):
    apps: tuple[str, ...] = Field(default=(), description="apps that are never saved")
    titles: tuple[str, ...] = Field(default=(), description="part of a window title, or /a regular expression/")
    sites: tuple[str, ...] = Field(default=(), description="sites that are never saved, including their subdomains")
    private_browsing: bool = Field(default=True, description="private and incognito windows are never saved")
    password_managers: bool = Field(default=True, description="windows of password managers are never saved")
    unknown_windows: Literal["skip", "save"] = Field(
        default="skip", description="what happens with windows whose app is unknown"
    )


class SpoolSettings(_Section):
    budget_mb: int = Field(default=2048, ge=16, description="megabytes of encrypted pictures that may wait to be read")
    disk_reserve_mb: int = Field(default=256, ge=0, description="megabytes that are always left free on the disk")


class PerceptionSettings(_Section):
    effort: Literal["light", "balanced", "full"] = Field(
        default="balanced",
        description="how much of the computer reading may use. Light: the newest picture, with 5 % of a core "
        "on average, the rest while you are away. Balanced: the newest picture within seconds, "
        "with a quarter of a core, everything while you are away. Full: everything at once, on as "
        "many threads as allowed",
    )
    threads: int = Field(
        default=2,
        ge=1,
        le=16,
        description="the most threads used for reading with full processor use, and for an import or a "
        "command that waits for it; otherwise one",
    )
    image_weights: str = Field(default="", description="path of an open-clip model's weights; empty: no image model")
    image_architecture: str = Field(default="ViT-B-32-256", description="the open-clip name of that model")


class StorageSettings(_Section):
    budget_gb: float = Field(
        default=50,
        ge=0,
        description="gigabytes that the memory may take, 0 for no limit. Beyond that, the oldest pictures "
        "that are not pinned are compressed, then reduced to thumbnails, then only their text "
        "stays; recording continues",
    )


class MemoriesSettings(_Section):
    fade_after_days: int = Field(
        default=0,
        ge=0,
        description="days after which tidying (`afterglow reflect`) removes a memory that was seen at one "
        "moment only, 0 for never. The moment itself stays, and the removal can be undone",
    )
    keep_secrets: bool = Field(
        default=True,
        description="save the value of a key or password that was on the screen, encrypted with the vault's "
        "own key and shown only on request. Off: what is read from then on is blacked out and its "
        "value discarded",
    )


class LockSettings(_Section):
    after_minutes: float = Field(
        default=30,
        ge=0,
        le=1440,
        description="minutes without input after which the memory locks, 0 for never; what is recorded then "
        "is read after you unlock it. Not available on Wayland",
    )
    with_session: bool = Field(default=True, description="lock the memory when the computer's screen is locked")


class DesktopSettings(_Section):
    start_with_session: bool = Field(default=False, description="start recording in the background when you log in")
    search_key: str = Field(default="", description="shortcut that opens the search from any app; X11 only")
    pause_key: str = Field(default="", description="shortcut that pauses or resumes recording from any app; X11 only")
    forget_key: str = Field(
        default="", description="shortcut that forgets the last ten minutes after you confirm; X11 only"
    )
    when_closed: Literal["ask", "keep", "quit"] = Field(
        default="ask", description="what closing the window does: ask or tell the first time, keep recording, or quit"
    )


class UpdateSettings(_Section):
    check: bool = Field(
        default=False,
        description="ask the address below once a day whether there is a newer version. It is told which version "
        "you have, and nothing else; nothing is downloaded or installed",
    )
    address: str = Field(default="", description="https address that is asked; without one, nothing is asked")


class AppearanceSettings(_Section):
    theme: Literal["system", "light", "dark", "contrast"] = "system"
    language: Literal["system", "en", "de", "zh"] = Field(
        default="system", description="language of the window; what the screen showed stays as it was"
    )


class Settings(_Section):
    capture: CaptureSettings = CaptureSettings()
    exclusions: ExclusionSettings = ExclusionSettings()
    spool: SpoolSettings = SpoolSettings()
    perception: PerceptionSettings = PerceptionSettings()
    storage: StorageSettings = StorageSettings()
    memories: MemoriesSettings = MemoriesSettings()
    lock: LockSettings = LockSettings()
    desktop: DesktopSettings = DesktopSettings()
    updates: UpdateSettings = UpdateSettings()
    appearance: AppearanceSettings = AppearanceSettings()


def load_settings(path: Path) -> Settings:
    """Raises BadInput that names the field; a missing file means the defaults."""
    try:
        raw = read_regular_file(path, _MAX_FILE_BYTES).decode()
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise BadInput(
            f"the settings cannot be read: {file_fault(error)}", advice=f"Check {path.name} and its permissions."
        ) from None
    try:
        return Settings.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise BadInput(
            f"the settings file has an error at {where}: {first['msg']}",
            advice=f"Correct or delete {path.name}; the memory itself is not affected.",
        ) from None


def save_settings(path: Path, settings: Settings) -> None:
    """Write what differs from the defaults, atomically, readable by the owner only."""
    changed = settings.model_dump(mode="json", exclude_defaults=True)
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(changed, file, indent=1, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
