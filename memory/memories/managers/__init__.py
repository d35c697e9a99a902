"""Managers of the six memories that need no model."""

from __future__ import annotations

from memory.encoders.interface import TextEncoder
from memory.memories.manager import Manager


def measured_managers(encoder: TextEncoder | None) -> tuple[Manager, ...]:
    """One for each kind. `encoder`: of the memories' vectors; without one they are found by their words alone."""
    # Here, and not above: the window's process names this function and never calls it.
    from memory.memories.managers.core import Person
    from memory.memories.managers.episodic import Episodes
    from memory.memories.managers.observations import Viewer
    from memory.memories.managers.procedural import Workflows
    from memory.memories.managers.resource import Resources
    from memory.memories.managers.semantic import Knowledge
    from memory.memories.managers.vault import Vault

    view = Viewer()
    return (
        Person(encoder, view),
        Episodes(encoder, view),
        Knowledge(encoder, view),
        Workflows(encoder, view),
        Resources(encoder, view),
        Vault(encoder, view),
    )
