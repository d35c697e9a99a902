"""The processes of a running program, as the system shows them."""

from __future__ import annotations

import psutil


def processes(program: psutil.Process) -> dict[str, psutil.Process]:
    """The program's store and reader, as far as they run."""
    found = {}
    for child in program.children():
        try:
            if child.status() == psutil.STATUS_ZOMBIE or "spawn_main" not in " ".join(child.cmdline()):
                continue
            maps = [part.path for part in child.memory_maps()]
        except psutil.AccessDenied:
            maps = ["lancedb"]  # the store's process lets nobody look into it
        except psutil.NoSuchProcess:
            continue
        if any("lancedb" in path for path in maps):
            found["store"] = child
        elif any("PIL/_imaging" in path for path in maps):
            found["reader"] = child
    return found


def zombies(program: psutil.Process) -> int:
    return sum(child.status() == psutil.STATUS_ZOMBIE for child in program.children(recursive=True))
