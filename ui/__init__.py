"""The window: PySide6 widgets over `memory.api.ArchiveApi`.

Imports memory, never capture; `app` hands it everything else.
"""
