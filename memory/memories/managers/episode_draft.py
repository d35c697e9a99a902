"""An episode while it grows (mutable draft), and the memory it becomes.

Called by the episodic and the procedural manager, in the reader's process.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from base.records.vector import Vector
from memory.memories.fields import EpisodicFields
from memory.memories.managers.factory import MemoryFactory
from memory.memories.memory import Basis, Memory, fields_of
from memory.memories.rules import limit_evidence
from memory.memories.screen import activities
from memory.memories.screen.activities import Activity
from memory.memories.screen.document_text import extend_text
from memory.memories.screen.observation import Observation
from memory.text.phrasing import find_zone, format_duration

_MAX_TEXT = 1500
"""Characters of the text that was new on the screen."""
NAMELESS = "an unknown program"
"""The name of a program that the platform does not name."""
_MAX_NAMES = 20
"""Names, addresses and people of one episode."""


@dataclass(slots=True)
class EpisodeDraft:
    base: str = field(repr=False)
    app: str = field(repr=False)
    start: datetime
    end: datetime
    session: str
    act: str = "viewing"
    site: str = field(default="", repr=False)
    names: list[str] = field(default_factory=list, repr=False)
    urls: list[str] = field(default_factory=list, repr=False)
    people: list[str] = field(default_factory=list, repr=False)
    asked: list[str] = field(default_factory=list, repr=False)
    commands: list[str] = field(default_factory=list, repr=False)
    happened: list[str] = field(default_factory=list, repr=False)
    subject: str = field(default="", repr=False)
    typed: bool = False
    text_read: str = field(default="", repr=False)
    shares: dict[str, float] = field(default_factory=dict)
    """Seconds of each frame of the evidence."""
    rest: float = 0.0
    """Seconds of the frames that the evidence no longer names."""
    old: Memory | None = field(default=None, repr=False)
    changed: bool = False
    absorbed: list[str] = field(default_factory=list)
    vectors: list[Vector] = field(default_factory=list, repr=False)

    @staticmethod
    def begun(sight: Observation, session: str) -> EpisodeDraft:
        window = sight.about
        return EpisodeDraft(window.base, window.app, sight.at, sight.until, session, site=window.site)

    # -- growing -------------------------------------------------------------------------------------------------------

    def away(self, at: datetime) -> timedelta:
        """How far a time lies after its end or before its start; zero in between."""
        return max(at - self.end, self.start - at, timedelta(0))

    def counted(self, sight: Observation) -> bool:
        return self.rest > 0 and self.start <= sight.at <= self.end

    def correct(self, sight: Observation) -> None:
        """Take over a better known duration of a moment."""
        if sight.vector is not None:
            self.vectors.append(sight.vector)
        if abs(self.shares[sight.moment.id] - sight.seconds) > 0.0005:
            self.shares[sight.moment.id] = sight.seconds
            self.end = max(self.end, sight.until)
            self.changed = True

    def add(self, sight: Observation) -> None:
        window = sight.about
        self.changed = True
        self.shares[sight.moment.id] = sight.seconds
        self.start, self.end = min(self.start, sight.at), max(self.end, sight.until)
        self.act = activities.stronger_activity(self.act, activities.activity_type(sight))
        self.typed = self.typed or sight.typed
        _join(self.names, [window.name])
        _join(self.urls, [sight.moment.url] if sight.moment.url else [])
        _join(self.asked, [window.asked] if window.asked else [])
        _join(self.people, activities.find_people(sight))
        _join(self.happened, () if sight.typed else sight.happened)
        self.subject = activities.find_subject(sight) or self.subject
        if window.terminal:
            self.commands = activities.join_commands(self.commands, activities.find_commands(sight.texts))
        self.text_read = extend_text(self.text_read, sight.fresh, _MAX_TEXT)
        if sight.vector is not None:
            self.vectors.append(sight.vector)

    def absorb(self, other: EpisodeDraft) -> None:
        if other.old is not None:
            self.absorbed.append(other.old.id)
        self.absorbed += other.absorbed
        self.shares |= other.shares
        self.rest += other.rest
        self.start, self.end = min(self.start, other.start), max(self.end, other.end)
        self.session = min(self.session, other.session)
        self.act, self.typed = activities.stronger_activity(self.act, other.act), self.typed or other.typed
        for name in ("names", "urls", "people", "asked", "happened"):
            _join(getattr(self, name), getattr(other, name))
        self.commands = activities.join_commands(self.commands, other.commands)
        self.text_read = extend_text(self.text_read, other.text_read.split("\n"), _MAX_TEXT)

    # -- as a memory ---------------------------------------------------------------------------------------------------

    @property
    def seconds(self) -> float:
        return round(self.rest + sum(self.shares.values()), 3)

    def memory(self, maker: MemoryFactory, zone: str, own: str = "") -> Memory:
        """`own`: the person's name, which is left out of the sentence."""
        evidence = limit_evidence(self.shares)
        self.rest = round(self.rest + sum(self.shares[key] for key in self.shares.keys() - set(evidence)), 3)
        self.shares = {frame: self.shares[frame] for frame in evidence}
        took = format_duration(self.seconds)
        sentence = activities.write_sentence(self._activity(own))
        return maker.new(
            self.old.key if self.old else f"{self.base}|{self.start.isoformat()}",
            f"{sentence}, {took}" if took else sentence,
            evidence=evidence,
            at=self.start,
            until=self.end,
            details=self._details(zone),
            tree_path=(f"{self.start.astimezone(find_zone(zone)):%Y-%m-%d}", self.site or self.app or NAMELESS),
            fields=self._fields(),
            basis=Basis.MEASURED,
        )

    def _activity(self, own: str) -> Activity:
        people = [person for person in self.people if person != own]
        return Activity(
            act=self.act,
            app=self.app or NAMELESS,
            names=self.names if self.app or self.site else [],
            site=self.site,
            asked=self.asked,
            people=people,
            commands=self.commands,
            subject=self.subject,
            typed=self.typed,
            program=self.base.startswith("app:"),
        )

    def _details(self, zone: str) -> str:
        local = find_zone(zone)
        start, end = self.start.astimezone(local), self.end.astimezone(local)
        head = f"{start:%A} {start.day} {start:%B %Y}, {start:%H:%M} to {end:%H:%M}"
        run = [f"$ {command}" for command in self.commands]
        return "\n".join([head, *run, *([self.text_read] if self.text_read else [])])

    def _fields(self) -> EpisodicFields:
        return EpisodicFields(
            event_type=self.act,
            actor="user",
            occurred_at=self.start,
            ended_at=self.end,
            seconds=self.seconds,
            apps=(self.app,),
            urls=tuple(self.urls),
            titles=tuple(self.names),
            session=self.session,
            site=self.site,
            people=tuple(self.people),
            asked=tuple(self.asked),
            commands=tuple(self.commands),
            happened=tuple(self.happened),
            subject=self.subject,
            typed=self.typed,
            about=self.base,
            shares=tuple(self.shares.values()),
            rest=self.rest,
        )


def draft_from_memory(memory: Memory) -> EpisodeDraft | None:
    """None for an episode that another manager or the person wrote."""
    fields = fields_of(memory, EpisodicFields)
    act, shares = fields.event_type or "", fields.shares
    if (
        not activities.is_activity(act)
        or shares is None
        or not fields.about
        or not fields.session
        or not fields.ended_at
    ):
        return None
    commands = list(fields.commands or ())
    return EpisodeDraft(
        base=fields.about,
        app=next(iter(fields.apps or ()), ""),
        start=memory.valid_from,
        end=fields.ended_at,
        session=fields.session,
        act=act,
        site=fields.site or "",
        names=list(fields.titles or ()),
        urls=list(fields.urls or ()),
        people=list(fields.people or ()),
        asked=list(fields.asked or ()),
        commands=commands,
        happened=list(fields.happened or ()),
        subject=fields.subject or "",
        typed=fields.typed or False,
        text_read="\n".join(memory.details.split("\n")[1 + len(commands) :]),
        shares={frame: float(seconds) for frame, seconds in zip(memory.evidence, shares, strict=False)},
        rest=float(fields.rest or 0.0),
        old=memory,
    )


def _join(there: list[str], more: Iterable[str]) -> None:
    there += [fromkey for fromkey in dict.fromkeys(more) if fromkey not in there][: max(0, _MAX_NAMES - len(there))]
