"""Managers of the six memories that need no model: what they say stands on the screen, or is counted."""

from __future__ import annotations

from memory.kinds.model import Manager
from memory.perceive.encoders import TextEncoder


def measured_managers(encoder: TextEncoder | None) -> tuple[Manager, ...]:
    """One for each kind. `encoder`: of the memories' vectors; without one they are found by their words alone."""
    # Here, and not above: the window's process names this function and never calls it.
    from memory.kinds.measured.core import Person
    from memory.kinds.measured.episodic import Episodes
    from memory.kinds.measured.procedural import Workflows
    from memory.kinds.measured.resource import Resources
    from memory.kinds.measured.semantic import Knowledge
    from memory.kinds.measured.sights import Viewer
    from memory.kinds.measured.vault import Vault

    view = Viewer()
    return (
        Person(encoder, view),
        Episodes(encoder, view),
        Knowledge(encoder, view),
        Workflows(encoder, view),
        Resources(encoder, view),
        Vault(encoder, view),
    )
