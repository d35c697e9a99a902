"""The window (PySide6).

Imports memory, never capture; `app` hands it everything else.
"""
