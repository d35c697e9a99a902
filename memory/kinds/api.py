"""The part of the archive's face that is about the six memories. See `memory.api`, of which it is a part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from memory.kinds.model import Batch, Kind, Memory, Operation
from memory.kinds.records import Applied, Change, Chat, Digest, Knowledge, MemoryCounts, MemoryPage
from memory.records import Revealed


class MemoriesApi(Protocol):
    def next_batch(self, zone: str = "UTC", *, whole: bool = True) -> Batch | None:
        """What the managers are to look at next, with vectors; None when there is nothing. With `whole` the last few
        new moments wait for more, a minute at most. `zone`: the person's, an IANA name."""

    def knowledge(self, mark: str = "") -> Knowledge:
        """What is remembered, for the managers: what changed since `mark`, or as much of all as they can hold."""

    def apply(self, digest: Digest) -> Applied:
        """What the managers made of a batch, in one commit. Applied twice, it changes nothing the second time."""

    def perform(self, operations: Sequence[Operation], *, actor: str, batch: str = "", stated: bool = False) -> Applied:
        """Operations that come from no batch, such as reflection's plan; `undo(batch)` takes all of them back.
        `stated`: by order of the person, whose word nothing outweighs."""

    def memories(
        self, kind: Kind | None = None, query: str = "", *, limit: int = 50, offset: int = 0, history: bool = False
    ) -> MemoryPage:
        """Newest first, or what answers the query best; with `history` also values that newer ones closed."""

    def memory(self, name: str) -> Memory | None: ...

    def relevant(self, text: str, kinds: Sequence[Kind], limit: int = 10) -> Mapping[Kind, tuple[Memory, ...]]:
        """The best open memories of each of the kinds, by words and meaning together."""

    def resting_on(self, frame: str) -> tuple[Memory, ...]:
        """The memories that name the frame as evidence."""

    def times_of(self, frames: Sequence[str]) -> Mapping[str, datetime]:
        """When each frame was that is there."""

    def edit(self, memory: Memory) -> Memory:
        """The person's version of the memory with its id: from now on stated. Raises BadInput for an unknown one."""

    def state(self, memory: Memory) -> Memory:
        """Something new that the person said; its evidence may be the utterance (`Chat.id`). Raises BadInput."""

    def delete(self, name: str) -> None:
        """`undo` brings it back; `forget_memories` does not keep it. Raises BadInput for an unknown one."""

    def merge(self, names: Sequence[str]) -> Memory:
        """All of them are the first one, with all evidence. Raises BadInput for unknown ones or several kinds."""

    def history(self, name: str) -> tuple[Change, ...]:
        """What changed a memory and how it was before, oldest first."""

    def undo(self, change: str) -> int:
        """Take back a change, or all changes of a batch; how many. Raises BadInput where later ones build on them."""

    def memory_counts(self) -> MemoryCounts: ...

    def forget_memories(self, names: Sequence[str]) -> int:
        """Remove memories for good, with all that the journal knows of them; how many. Their frames stay."""

    def reveal(self, name: str) -> tuple[Revealed, ...]:
        """The values of an entry of the vault, the newest first: none where they were not kept. Writes a line into the
        access log before it looks. Raises BadInput for what is not of the vault, Damaged."""

    def seen(self, frames: Sequence[str]) -> set[str]:
        """Those of them that a batch has held."""

    def put_back(self, memories: Sequence[Memory], *, seen: Sequence[str] = ()) -> int:
        """Memories of an archive, of whose evidence something is here; how many are new. What is here and is newer
        stays. `seen`: frames out of which nothing more is to be made."""

    def keep_chats(self, chats: Sequence[Chat]) -> None: ...

    def chats(self, conversation: str = "", *, limit: int = 100) -> tuple[Chat, ...]:
        """The last utterances of a conversation, or of all, oldest first."""

    def clear_chats(self, conversation: str = "") -> None:
        """One conversation, or all; for good."""
