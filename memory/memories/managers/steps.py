"""Comparable steps of activities.

Pure functions, for the procedural manager.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from memory.memories.managers.episode_draft import EpisodeDraft
from memory.memories.screen import activities
from memory.memories.screen.window_subject import normalize_key
from memory.text.phrasing import quote, shorten

_VARYING = re.compile(r"[0-9a-f]*\d[0-9a-f]*\d[0-9a-f]*(?=\W|_|$)|\d+", re.IGNORECASE)
_HOUSEKEEPING = frozenset(["cd", "ls", "ll", "la", "clear", "pwd", "exit", "cat", "less", "history"])
"""Commands that belong to no workflow."""
OPEN = "…"


@dataclass(frozen=True, slots=True)
class Step:
    label: str = field(repr=False)
    """The same for what is the same thing to do."""
    draft: EpisodeDraft = field(repr=False)
    command: str = field(default="", repr=False)

    @property
    def start(self) -> datetime:
        return self.draft.start

    @property
    def end(self) -> datetime:
        return self.draft.end

    @property
    def name(self) -> str:
        return self.command or (self.draft.names[0] if self.draft.names else self.draft.app)


def split_into_steps(drafts: Iterable[EpisodeDraft]) -> list[Step]:
    """In the order in which they were begun."""
    return [
        step for draft in sorted(drafts, key=lambda draft: (draft.start, draft.base)) for step in _split_draft(draft)
    ]


def _split_draft(draft: EpisodeDraft) -> Iterator[Step]:
    if draft.act == "terminal":
        run = [activities.shorten_command(command) for command in draft.commands]
        for command in (command for command in run if command.split()[0] not in _HOUSEKEEPING):
            yield Step(f"run {command}", draft, command)
        return
    if draft.act in ("letter", "searching", "mail"):
        yield Step(f"{draft.act} {draft.base}", draft)  # each is about something else
        return
    yield Step(f"{draft.base.split(':')[0]} {generalize(draft.base)} {generalize(draft.names[0])}", draft)


def generalize(text: str) -> str:
    """Without its numbers, dates and ids."""
    return _VARYING.sub("#", normalize_key(text))


def find_common_form(texts: Sequence[str]) -> str:
    """What most of the texts share, with `…` where they differ; empty where they share too little."""
    forms: dict[str, list[str]] = {}
    for text in texts:
        forms.setdefault(generalize(text), []).append(text)
    form, same = max(forms.items(), key=lambda pair: (len(pair[1]), pair[0]))
    if not form or 2 * len(same) < len(texts) or (len(texts) > 1 and len(same) < 2):
        return ""
    return same[0] if len(set(same)) == 1 else _VARYING.sub(OPEN, same[-1])


def describe_step(same: Sequence[Step]) -> str:
    """A step as an instruction, from all the times it was taken."""
    draft = same[-1].draft
    if same[-1].command:
        return f"Run {same[-1].command}"
    name, where = (
        find_common_form([step.name for step in same]),
        f" on {draft.site}" if draft.site else f" in {draft.app}",
    )
    if draft.act == "letter":
        to, subject = (
            _find_shared(step.draft.people for step in same),
            find_common_form([step.draft.subject for step in same]),
        )
        return "Write a mail" + (f" to {', '.join(to)}" if to else "") + (f" about {quote(subject)}" if subject else "")
    if draft.act == "searching":
        return f"Search {draft.site or draft.app}"
    if draft.act == "mail":
        return f"Read a mail{where}"
    verb = {"writing": "Write", "editing": "Work on", "watching": "Watch"}.get(draft.act, "Open")
    return f"{verb} {quote(name) if draft.site and name else shorten(name)}{where}" if name else f"{verb} a page{where}"


def find_outcomes(same: Sequence[Step]) -> list[str]:
    """What came up at this step at least twice, such as `Export: Saved as …`, whatever the button was called."""
    forms: dict[str, list[str]] = {}
    for text in (text for step in same for text in step.draft.happened):
        forms.setdefault(generalize(text.rpartition(": ")[2]), []).append(text)
    return [find_common_form(texts) or _VARYING.sub(OPEN, texts[-1]) for texts in forms.values() if len(texts) > 1][:2]


def _find_shared(lists: Iterable[Sequence[str]]) -> list[str]:
    counted: Counter[str] = Counter()
    times = 0
    for names in lists:
        times += 1
        counted.update(set(names))
    return [name for name, count in counted.items() if count == times]
