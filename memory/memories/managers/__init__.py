"""Managers of the six memories that need no model."""

from __future__ import annotations

from memory.encoders.interface import TextEncoder
from memory.memories.manager import Manager


def measured_managers(encoder: TextEncoder | None) -> tuple[Manager, ...]:
    """One for each kind. `encoder`: of the memories' vectors; without one they are found by their words alone."""
    # Here, and not above: the window's process names this function and never calls it.
    from memory.memories.managers.core import CoreManager
    from memory.memories.managers.episodic import EpisodicManager
    from memory.memories.managers.observations import BatchObserver
    from memory.memories.managers.procedural import ProceduralManager
    from memory.memories.managers.resource import ResourceManager
    from memory.memories.managers.semantic import SemanticManager
    from memory.memories.managers.vault import VaultManager

    view = BatchObserver()
    return (
        CoreManager(encoder, view),
        EpisodicManager(encoder, view),
        SemanticManager(encoder, view),
        ProceduralManager(encoder, view),
        ResourceManager(encoder, view),
        VaultManager(encoder, view),
    )
