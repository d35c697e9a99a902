"""Core files: none. A process that crashes would write its memory to the disk, with keys, passphrase and pictures.

Called on the main thread, when a process begins.
"""

from __future__ import annotations

import sys


def forbid_core_files() -> None:
    """Of this process and of those that it starts. No effect on Windows, where error reporting is the system's."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
