"""The person's consent, noted as the window does when they press Start recording: for what starts after a first run."""

from __future__ import annotations

from pathlib import Path

from app.consent import Consent
from app.home import Home


def give_consent(home: Path) -> None:
    """The memory is there already."""
    Consent(Home(home)).give()
