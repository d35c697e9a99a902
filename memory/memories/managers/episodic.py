"""Episodic memory: what was done, when, how long.

An episode is one thing that was worked on: a document, a thread of pages of one site, a terminal. Whoever comes back
to it within ten minutes goes on with it, so that looking something up does not cut an afternoon's work into pieces;
another subject on the same site, told by its title and its text vector, is another episode. Each second belongs to one
episode, so the durations add up. A later batch corrects what an earlier one could not know yet: how long its last
moment stayed. Called in the reader's process, beside the other managers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from memory.encoders.interface import TextEncoder
from memory.memories.fields import CoreFields
from memory.memories.manager import Batch, MemoryLookup
from memory.memories.managers.episode_draft import EpisodeDraft, draft_from_memory
from memory.memories.managers.factory import MemoryFactory
from memory.memories.managers.observations import BatchObserver
from memory.memories.memory import Action, Kind, Memory, Operation, fields_of
from memory.memories.screen.observation import Observation

RETURN = timedelta(minutes=10)
"""Away for longer, and it is another episode."""
SESSION = timedelta(minutes=15)
"""Without anything for longer, and it is another session."""
ALIKE = 0.8
"""Cosine of two pages of one site that are about the same subject (all-MiniLM-L6-v2). They share the site's bars, so
mails about different things reach .75 (measured on two days)."""


class EpisodicManager:
    kind = Kind.EPISODIC
    name = "measured-episodic-1"

    def __init__(self, encoder: TextEncoder | None, view: BatchObserver) -> None:
        self._view = view
        self._maker = MemoryFactory(encoder)

    def concerns(self, batch: Batch) -> bool:
        return bool(batch.new)

    def propose(self, batch: Batch, known: MemoryLookup) -> Sequence[Operation]:
        book = EpisodeBook(known.all(self.kind), batch)
        for sight in self._view(batch):
            book.take(sight)
        drafts = book.changed()
        olds = [draft.old for draft in drafts]
        name = known.by_key(Kind.CORE, ["core:name"]).get("core:name")
        own = fields_of(name, CoreFields).value or ""
        made = [draft.memory(self._maker, batch.zone, own) for draft in drafts]
        memories = self._maker.embedded(made, olds)
        return [_operation(draft, memory) for draft, memory in zip(drafts, memories, strict=True)]


def _operation(draft: EpisodeDraft, memory: Memory) -> Operation:
    if draft.absorbed:
        targets = tuple(draft.absorbed)
        return Operation(action=Action.MERGE, memory=memory, targets=targets, reason="one thing after all")
    if draft.old is None:
        return Operation(action=Action.ADD, memory=memory, reason="something else was begun")
    return Operation(action=Action.UPDATE, memory=memory, reason="went on")


class EpisodeBook:
    """The episodes around a batch, or with `whole` all of them, as they become."""

    def __init__(self, episodes: Sequence[Memory], batch: Batch, *, whole: bool = False) -> None:
        first, last = batch.moments[0].at, batch.moments[-1].at
        known = [draft_from_memory(episode) for episode in episodes if whole or _near(episode, first, last)]
        self._drafts = [draft for draft in known if draft]
        self._holders = {frame: draft for draft in self._drafts for frame in draft.shares}

    def take(self, sight: Observation) -> None:
        holder = self._holders.get(sight.moment.id)
        if holder is not None:
            holder.correct(sight)
        elif sight.new:
            self._add(sight)

    def _add(self, sight: Observation) -> None:
        fitting = [draft for draft in self._drafts if _goes_on(draft, sight)]
        if any(draft.counted(sight) for draft in fitting):
            return  # a look at what was counted before its frame left the evidence
        draft = min(fitting, key=lambda draft_near: draft_near.away(sight.at)) if fitting else self._begin(sight)
        for other in fitting:
            if other is not draft:
                self._absorb(draft, other)
        draft.add(sight)
        self._holders[sight.moment.id] = draft

    def _begin(self, sight: Observation) -> EpisodeDraft:
        draft = EpisodeDraft.begun(sight, self._session(sight.at))
        self._drafts.append(draft)
        return draft

    def _absorb(self, draft: EpisodeDraft, other: EpisodeDraft) -> None:
        draft.absorb(other)
        self._drafts.remove(other)
        self._holders.update(dict.fromkeys(other.shares, draft))

    def _session(self, at: datetime) -> str:
        near = [draft for draft in self._drafts if draft.away(at) <= SESSION]
        return min(near, key=lambda draft: draft.away(at)).session if near else at.isoformat()

    @property
    def drafts(self) -> Sequence[EpisodeDraft]:
        return self._drafts

    def changed(self) -> list[EpisodeDraft]:
        return sorted((draft for draft in self._drafts if draft.changed), key=lambda draft: draft.start)


def _near(episode: Memory, first: datetime, last: datetime) -> bool:
    return episode.valid_from <= last + SESSION and episode.updated_at >= first - SESSION


def _goes_on(draft: EpisodeDraft, sight: Observation) -> bool:
    window = sight.about
    if draft.base != window.base or draft.away(sight.at) > RETURN:
        return False
    if not window.is_page or window.asked or window.name in draft.names:
        return bool(draft.asked) == bool(window.asked)
    likeness = [float(sight.vector @ vector) for vector in draft.vectors] if sight.vector is not None else []
    return max(likeness, default=0.0) >= ALIKE
