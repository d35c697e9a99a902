"""Protocol of the whole memory.

`LocalArchive` implements it in this process. `ArchiveClient` calls one in a process of its own; its methods are made
from this protocol. `FakeArchive` is a `LocalArchive` in RAM, for tests. One contract test runs over all of them.

Methods may be called from any thread but the UI's; each blocks until done. All raise errors of `base.errors`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from base.coverage import Coverage
from base.records.chat import Chat
from base.records.consent import Consent, LedgerEntry
from base.records.moment import Moment, VectorUpdate
from base.records.picture import FilmFrame, Picture, StillBatch, Thinning
from base.records.report import Report
from base.records.scope import Scope
from base.records.search import Query, SearchResult
from base.records.secret import Revealed
from base.records.statistics import AccessEntry, ForgetResult, Stats
from base.records.timeline import Day, DayHeat, Timeline, TimelineSlice
from base.records.vector import Vector
from memory.memories.changes import ApplyResult, BatchResult, Change, MemoryCounts, MemoryPage, MemorySnapshot
from memory.memories.manager import Batch
from memory.memories.memory import Kind, Memory, Operation


class ArchiveApi(Protocol):
    # -- moments -------------------------------------------------------------------------------------------------------

    def add(self, moments: Sequence[Moment], coverage: Sequence[Coverage] = ()) -> None:
        """Store; durable and searchable when it returns. An id that is already there is replaced, never doubled."""

    def encoders(self) -> Mapping[str, str]:
        """Of every frame, in no order, the names of what read and embedded it, joined by `;`."""

    def revise(self, revisions: Sequence[VectorUpdate]) -> None:
        """Replace the vectors of stored moments, durable and searched when it returns; all else of them stays. Unknown
        ids are skipped."""

    def known(self, ids: Sequence[str]) -> set[str]:
        """Those of `ids` that are stored, or were forgotten on purpose and must not come back by a re-import."""

    def moment(self, frame: str) -> Moment | None:
        """Everything about one frame but its picture and vectors; None when it is not there."""

    def picture(self, frame: str) -> Picture | None: ...

    def thumbnails(self, frames: Sequence[str]) -> Mapping[str, bytes]: ...

    def select(self, scope: Scope, *, pictures: bool = False, vectors: bool = False) -> Iterator[Moment]:
        """Every moment of the scope in time order; with pictures and vectors only when asked."""

    def coverage(self, since: datetime | None = None, until: datetime | None = None) -> tuple[Coverage, ...]: ...

    def times_of(self, frames: Sequence[str]) -> Mapping[str, datetime]:
        """The time of each frame that is stored."""

    def forget(self, scope: Scope, *, dry_run: bool = False) -> ForgetResult:
        """Remove for good: rows, pictures, index entries, old versions. An empty scope is refused with BadInput."""

    # -- search --------------------------------------------------------------------------------------------------------

    def search(self, query: Query) -> SearchResult: ...

    def meanings(self, texts: Sequence[str]) -> Vector | None:
        """(texts, dimensions) float32, rows of length 1, by the text encoder; None without one. Nothing is kept."""

    # -- timeline and reports ------------------------------------------------------------------------------------------

    def timeline(self, since: datetime, until: datetime, *, limit: int = 5000) -> Timeline:
        """Moments of [since, until) in time order, thinned evenly above `limit`, and the coverage."""

    def days(self, zone: str = "UTC") -> tuple[Day, ...]:
        """Every local day that has memories, oldest first. `zone` is an IANA name."""

    def buckets(self, since: datetime, until: datetime, count: int) -> TimelineSlice:
        """What to draw of [since, until): runs of apps, coverage and moments that stand for others, summed up where
        there is much more than `count` of any. Raises BadInput for an empty span or no count."""

    def heat(self, zone: str = "UTC") -> tuple[DayHeat, ...]:
        """Every local day with moments or coverage, oldest first: how much, of which apps, what was not recorded."""

    def report(self, since: datetime, until: datetime, zone: str = "UTC") -> Report:
        """What [since, until) was spent on, by app, site, project, document and local hour. Raises BadInput."""

    # -- memories ------------------------------------------------------------------------------------------------------

    def next_batch(self, zone: str = "UTC", *, whole: bool = True) -> Batch | None:
        """What the managers are to look at next, with vectors; None when there is nothing. With `whole` the last few
        new moments wait for more, a minute at most. `zone`: the person's, an IANA name."""

    def seen(self, frames: Sequence[str]) -> set[str]:
        """Those of them that were in a batch."""

    def knowledge(self, mark: str = "") -> MemorySnapshot:
        """The memories, for the managers: what changed since `mark`, or as much of all as they can hold."""

    def apply(self, digest: BatchResult) -> ApplyResult:
        """What the managers made of a batch, in one commit. Applied again, it changes nothing."""

    def apply_operations(
        self, operations: Sequence[Operation], *, actor: str, batch: str = "", stated: bool = False
    ) -> ApplyResult:
        """Operations that come from no batch, such as reflection's plan; `undo(batch)` takes all of them back.
        `stated`: by order of the person, which no manager overrules."""

    def memories(
        self, kind: Kind | None = None, query: str = "", *, limit: int = 50, offset: int = 0, history: bool = False
    ) -> MemoryPage:
        """Newest first, or what answers the query best; with `history` also values that newer ones closed."""

    def memory(self, name: str) -> Memory | None: ...

    def relevant(self, text: str, kinds: Sequence[Kind], limit: int = 10) -> Mapping[Kind, tuple[Memory, ...]]:
        """The best open memories of each of the kinds, by words and meaning together."""

    def memories_from(self, frame: str) -> tuple[Memory, ...]:
        """The memories that name the frame as evidence."""

    def edit(self, memory: Memory) -> Memory:
        """The person's version of the memory with its id: from now on stated. Raises BadInput for an unknown one."""

    def state(self, memory: Memory) -> Memory:
        """Something new that the person said; its evidence may be the utterance (`Chat.id`). Raises BadInput."""

    def delete(self, name: str) -> None:
        """`undo` brings it back, unlike after `forget_memories`. Raises BadInput for an unknown one."""

    def merge(self, names: Sequence[str]) -> Memory:
        """All of them become the first one, with all evidence. Raises BadInput for unknown ones or several kinds."""

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

    def put_back(self, memories: Sequence[Memory], *, seen: Sequence[str] = ()) -> int:
        """Memories of an export, of whose evidence something is here; how many are new. A newer memory that is here
        stays. `seen`: frames from which nothing more is to be made."""

    # -- conversations -------------------------------------------------------------------------------------------------

    def keep_chats(self, chats: Sequence[Chat]) -> None: ...

    def chats(self, conversation: str = "", *, limit: int = 100) -> tuple[Chat, ...]:
        """The last utterances of a conversation, or of all, oldest first."""

    def clear_chats(self, conversation: str = "") -> None:
        """One conversation, or all; for good."""

    # -- consents and logs ---------------------------------------------------------------------------------------------

    def consent(self, consent: Consent) -> None:
        """The person allows an endpoint, or takes that back. Durable when it returns. Earlier consents of the endpoint
        stay, without its API key."""

    def consents(self) -> tuple[Consent, ...]:
        """Every consent ever given or taken back, oldest first; `base.records.consent` says which of them hold."""

    def note_sent(self, lines: Sequence[LedgerEntry]) -> None:
        """Lines of the privacy ledger; a line replaces the one with its id."""

    def sent(self, limit: int = 100) -> tuple[LedgerEntry, ...]:
        """The last lines of the privacy ledger, newest first."""

    def note_access(self, access: AccessEntry) -> None:
        """A line of the access log; left out where the disk is full, so that what is there can still be read."""

    def accesses(self, limit: int = 100) -> tuple[AccessEntry, ...]: ...

    # -- films, thinning and pins --------------------------------------------------------------------------------------

    def next_still_batch(self) -> StillBatch | None:
        """Stills that are due to become a film (`memory.pictures.decoding.encode_film`); None when none are."""

    def put_film(self, filmed: FilmFrame) -> bool:
        """Store it in place of its stills. False when one of them was forgotten meanwhile: ask for the next batch."""

    def next_thinning(self, budget_bytes: int) -> Thinning | None:
        """The next step to bring the memory within its budget; None when it is, or when nothing is left but text.

        Oldest first: films become faint, then go and leave thumbnails, then those go; what is pinned stays."""

    def put_thinned(self, step: Thinning, film: bytes) -> bool:
        """The faint film (`memory.pictures.films.downscale_film`) of a step that has one. False when the film changed
        meanwhile."""

    def pin(self, frame: str, *, pinned: bool = True) -> None:
        """Exempt a moment's picture from thinning, or no longer. Raises BadInput for an unknown frame."""

    def pins(self) -> tuple[str, ...]:
        """Frames that are pinned, by time."""

    # -- figures and upkeep --------------------------------------------------------------------------------------------

    def stats(self) -> Stats: ...

    def maintain(self, *, thorough: bool = False) -> None:
        """Index fresh rows, compact, remove old versions: small and frequent, or with `thorough` all there is."""

    def check(self) -> tuple[str, ...]:
        """Read every stored object through; the names and faults of those that do not verify."""

    def close(self) -> None: ...
