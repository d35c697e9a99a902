"""Meta memory manager: runs the managers a batch concerns.

What goes wrong in one manager is that manager's outcome and nobody else's. Lives in the reader's process, where the
text encoder is and where nothing stalls a search; one thread calls it, and for the length of a batch there is one more
for each manager at work: a language model's waits for its answer while the others count.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from base.errors import AfterglowError, stored_error_name
from base.records.vector import Vector
from memory.encoders.interface import TextEncoder
from memory.memories.changes import BatchResult, MemorySnapshot, Outcome
from memory.memories.index import MemoryIndex
from memory.memories.manager import Batch, Manager, PartialBatch

log = logging.getLogger(__name__)


class MetaMemoryManager:
    """`managers`: one for each kind that is served."""

    def __init__(self, managers: Sequence[Manager]) -> None:
        self._managers = tuple(managers)
        self._known = MemoryIndex()
        self.mark = ""
        """Up to where the memories of the store's process are known here."""

    def learn(self, knowledge: MemorySnapshot) -> None:
        self._known.take(knowledge)
        self.mark = knowledge.mark

    def forget(self) -> None:
        """Empty the index, because something was forgotten; the next snapshot fills it."""
        self._known.clear()
        self.mark = ""

    def digest(self, batch: Batch) -> BatchResult:
        """What every manager makes of the batch that it is for."""
        asked = [manager for manager in self._managers if manager.kind in batch.kinds]
        with ThreadPoolExecutor(max(1, len(asked)), thread_name_prefix="memory-manager") as pool:
            outcomes = tuple(pool.map(lambda manager: self._outcome(manager, batch), asked))
        return BatchResult(batch.id, tuple(sorted(batch.new)), outcomes)

    def _outcome(self, manager: Manager, batch: Batch) -> Outcome:
        """The top of a manager's work: whatever it raises, the others' outcomes are to be kept."""
        try:
            operations = tuple(manager.propose(batch, self._known)) if manager.concerns(batch) else ()
        except PartialBatch as some:
            return Outcome(manager.kind, manager.name, some.operations, failure=some.detail, stands=True)
        except AfterglowError as error:
            return Outcome(manager.kind, manager.name, failure=stored_error_name(error))
        except Exception as fault:  # noqa: BLE001 the top of a thread: a mistake in one manager must not cost the others
            log.error("a memory manager failed: %s, %s", manager.name, type(fault).__name__)
            return Outcome(manager.kind, manager.name, failure=type(fault).__name__)
        return Outcome(manager.kind, manager.name, operations)


class SequentialExecutor:
    """A TextEncoder that several managers may use at once: one after the other."""

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder
        self._using = threading.Lock()

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dimensions(self) -> int:
        return self._encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vector:
        with self._using:
            return self._encoder.encode(texts)


MakeManagers = Callable[[TextEncoder | None], Sequence[Manager]]
"""Called once in the reader's process; found by its import path, and so may be a `partial` of what is."""
