"""A model's suggestions, parsed and checked.

A suggestion names drafts (`D1`), known memories (`K1`) and moments (`F1`) by the marks that the prompt gave them. A
mark that was not given, a number that stands nowhere in what it rests on, and what a kind may not do make it void; the
others count. Pure functions, called in the reader's process by each manager.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from base.errors import ModelMalformed
from base.records.moment import Moment
from memory.llm.consent_gate import mask_prompt_secrets
from memory.memories.fields import CoreFields, KindFields, ProceduralFields, SemanticFields
from memory.memories.managers.factory import MemoryFactory
from memory.memories.memory import Action, Basis, Kind, Memory, Operation
from memory.memories.screen.window_subject import normalize_key
from memory.memories.serialization import fields_to_json, merge_fields

MAX_OPERATIONS = 20
_REASON = "a language model said so"
_NUMBER = re.compile(r"\d+")
_Mark = Annotated[str, StringConstraints(max_length=8)]
_Name = Annotated[str, StringConstraints(max_length=120)]


class Suggestion(BaseModel):
    """One of several in an answer."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    action: Literal["reword", "add", "replace", "drop"] = Field(
        description="reword: say a draft or known memory better. add: something new. replace: a known memory is no "
        "longer true, this is. drop: a draft is wrong"
    )
    target: _Mark = Field(default="", description="D or K and a number; not for add")
    moments: tuple[_Mark, ...] = Field(
        default=(), max_length=MAX_OPERATIONS, description="the moments that show it: F1, F2"
    )
    summary: str = Field(default="", max_length=400, description="one line")
    details: str = Field(default="", max_length=4000)
    name: _Name = Field(default="", description="for add: of the thing, or which fact about the person it is")
    sort: Literal["", "person", "organisation", "project", "place", "concept"] = ""
    value: str = Field(default="", max_length=400, description="for a fact about the person")
    steps: tuple[Annotated[str, StringConstraints(max_length=300)], ...] = Field(default=(), max_length=30)


class Suggestions(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    operations: tuple[Suggestion, ...] = Field(max_length=MAX_OPERATIONS)


FORM = Suggestions.model_json_schema()
MAY_ADD = frozenset({Kind.CORE, Kind.SEMANTIC, Kind.PROCEDURAL})
"""Episodes and documents are counted and read; a model words them, and makes none up."""


def parse_suggestions(answer: str) -> Suggestions:
    """Raises ModelMalformed, whose detail says what is wrong without a word of the answer."""
    try:
        return Suggestions.model_validate_json(answer)
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False, include_context=False)
        problems = [f"{'.'.join(map(str, fault['loc']))}: {fault['type']}" for fault in faults[:5]]
        raise ModelMalformed("; ".join(problems)) from None


@dataclass(frozen=True, slots=True)
class PromptMarks:
    """What the marks of a prompt stand for."""

    moments: Mapping[str, Moment] = field(repr=False)
    drafts: Mapping[str, Operation] = field(repr=False)
    known: Mapping[str, Memory] = field(repr=False)

    def memory(self, mark: str) -> Memory | None:
        draft = self.drafts.get(mark)
        return draft.memory if draft is not None else self.known.get(mark)


def apply_suggestions(
    kind: Kind, drafts: Sequence[Operation], suggestions: Suggestions, marked: PromptMarks, maker: MemoryFactory
) -> list[Operation]:
    """The drafts as the model would have them, and what it adds, with vectors."""
    changed: dict[int, Operation | None] = {}
    more: list[Operation] = []
    for suggestion in suggestions.operations:
        draft = marked.drafts.get(suggestion.target)
        place = _index_of(drafts, draft)
        operation = _operation(kind, _mask_secrets(suggestion), marked, maker)
        if suggestion.action == "drop":
            changed |= {place: None} if draft is not None and _may_drop(kind, draft) else {}
        elif operation is not None and draft is not None:
            changed.setdefault(place, operation)
        elif operation is not None:
            more.append(operation)
    operations = [changed.get(place, draft) for place, draft in enumerate(drafts)]
    return list(_embed_new([operation for operation in [*operations, *more] if operation is not None], drafts, maker))


def _index_of(drafts: Sequence[Operation], draft: Operation | None) -> int:
    return next((place for place, operation in enumerate(drafts) if operation is draft), -1)


def _mask_secrets(suggestion: Suggestion) -> Suggestion:
    """A model may say a secret that it put together; it is no more kept than one on a screen."""
    texts = {name: mask_prompt_secrets(getattr(suggestion, name)) for name in ("summary", "details", "name", "value")}
    return suggestion.model_copy(update={**texts, "steps": tuple(map(mask_prompt_secrets, suggestion.steps))})


def _may_drop(kind: Kind, draft: Operation) -> bool:
    """An episode stays: the hours of a day are to add up."""
    return kind is not Kind.EPISODIC and draft.action is Action.ADD


def _operation(kind: Kind, suggestion: Suggestion, marked: PromptMarks, maker: MemoryFactory) -> Operation | None:
    """None: it is void."""
    seen = [marked.moments[mark] for mark in suggestion.moments if mark in marked.moments]
    target = marked.memory(suggestion.target)
    own = target.evidence if target is not None else ()
    grounds = [*seen, *(moment for moment in marked.moments.values() if moment.id in own)]
    if not suggestion.summary.strip() or not _is_grounded(suggestion, grounds, target):
        return None
    if suggestion.action == "reword":
        return _reword(suggestion, target, seen, marked)
    if not seen or kind not in MAY_ADD:
        return None
    if suggestion.action == "replace":
        old = marked.known.get(suggestion.target)
        return _supersede(kind, suggestion, old, seen, maker) if old is not None else None
    if suggestion.action == "add" and normalize_key(suggestion.name):
        return Operation(action=Action.ADD, memory=_make_memory(kind, suggestion, None, seen, maker), reason=_REASON)
    return None


def _supersede(
    kind: Kind, suggestion: Suggestion, old: Memory, seen: Sequence[Moment], maker: MemoryFactory
) -> Operation:
    made = _make_memory(kind, suggestion, old, seen, maker)
    return Operation(action=Action.SUPERSEDE, memory=made, targets=(old.id,), reason=_REASON)


def _reword(
    suggestion: Suggestion, target: Memory | None, seen: Sequence[Moment], marked: PromptMarks
) -> Operation | None:
    draft = marked.drafts.get(suggestion.target)
    if target is None or (draft is None and not seen) or target.basis is Basis.STATED:
        return None
    fields = target.fields
    if suggestion.steps and isinstance(fields, ProceduralFields):
        fields = replace(fields, steps=suggestion.steps)
    memory = replace(
        target,
        summary=suggestion.summary,
        details=suggestion.details or target.details,
        fields=fields,
        basis=Basis.INFERRED,
        evidence=tuple(dict.fromkeys((*target.evidence, *(moment.id for moment in seen)))),
        updated_at=max([target.updated_at, *(moment.at for moment in seen)]),
        vector=None,
    )
    if draft is not None:
        return replace(draft, memory=memory, reason=_REASON)
    return Operation(action=Action.UPDATE, memory=memory, reason=_REASON)


def _make_memory(
    kind: Kind, suggestion: Suggestion, old: Memory | None, seen: Sequence[Moment], maker: MemoryFactory
) -> Memory:
    """`old`: what it takes the place of, under the same key."""
    times = sorted(moment.at for moment in seen)
    head, fields, branch = _OF_KIND[kind](suggestion)
    return maker.new(
        old.key if old else f"{head}:{normalize_key(suggestion.name)}",
        suggestion.summary,
        evidence=[moment.id for moment in seen],
        at=times[0],
        until=times[-1],
        details=suggestion.details,
        tree_path=old.tree_path if old else branch,
        fields=merge_fields(old.fields, fields) if old else fields,
        basis=Basis.INFERRED,
        confidence=0.6,
    )


_Parts = tuple[str, KindFields, tuple[str, ...]]
"""What a key begins with, the fields of the kind, where it stands in the tree."""


def _core(suggestion: Suggestion) -> _Parts:
    fields = CoreFields(block="human", attribute=suggestion.name or None, value=suggestion.value)
    return "core", fields, ("About me", "Concluded")


def _semantic(suggestion: Suggestion) -> _Parts:
    sort = suggestion.sort or "concept"
    fields = (
        SemanticFields(name=suggestion.name, type=sort, source="language model")
        if suggestion.name
        else SemanticFields()
    )
    branch = {"person": ("People",), "organisation": ("Organisations",)}
    return sort, fields, branch.get(sort, ("Knowledge", sort.capitalize()))


def _procedural(suggestion: Suggestion) -> _Parts:
    return "guide", ProceduralFields(entry_type="guide", steps=suggestion.steps), ("Guides",)


_OF_KIND = {Kind.CORE: _core, Kind.SEMANTIC: _semantic, Kind.PROCEDURAL: _procedural}


def _is_grounded(suggestion: Suggestion, seen: Sequence[Moment], target: Memory | None) -> bool:
    """Whether every number stands in what it rests on: the commonest slip of small models, and the worst to find."""
    stated = _numbers([suggestion.summary, suggestion.details, suggestion.name, suggestion.value, *suggestion.steps])
    shown = _numbers(part for moment in seen for part in (moment.text, moment.title, moment.url, moment.at.isoformat()))
    known = _numbers([target.summary, target.details, str(fields_to_json(target.fields))]) if target else set()
    return stated <= shown | known


def _numbers(texts: Iterable[str]) -> set[str]:
    return {hit.lstrip("0") or "0" for text in texts for hit in _NUMBER.findall(text)}


def _embed_new(
    operations: Sequence[Operation], drafts: Sequence[Operation], maker: MemoryFactory
) -> Iterator[Operation]:
    """What is not a draft as it was gets a vector of what it says now."""
    new = [
        operation.memory
        for operation in operations
        if operation.memory is not None and not any(operation is draft for draft in drafts)
    ]
    vectors = iter(maker.embedded(new))
    for operation in operations:
        fresh = operation.memory is not None and not any(operation is draft for draft in drafts)
        yield replace(operation, memory=next(vectors)) if fresh else operation
