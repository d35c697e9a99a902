"""Export and restore: open layouts, hashes, age encryption. See docs/snapshots.md."""

from memory.snapshot.export import ExportReport, export
from memory.snapshot.restore import RestoreReport, needs_passphrase, restore

__all__ = ["ExportReport", "RestoreReport", "export", "needs_passphrase", "restore"]
