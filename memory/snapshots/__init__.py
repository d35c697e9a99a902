"""Export and restore. See docs/snapshots.md."""

from memory.snapshots.export import ExportReport, export
from memory.snapshots.restore import RestoreReport, needs_passphrase, restore

__all__ = ["ExportReport", "RestoreReport", "export", "needs_passphrase", "restore"]
