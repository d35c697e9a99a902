"""The knowledge vault: which secrets were on the screen and where, so that they can be found again at their source.

Redaction took the values out before anything was kept and left a mark with the kind (`memory.perceive.redaction`); an
entry is made of the mark, the name beside it and the window, and never sees the value. The same name in the same window
is the same secret: without the value nothing could tell a changed one from the old. Managers are called in the reader's
process, `marks` also in the store's, when a person asks for what stood there (`memory.kinds.reveal`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from memory.kinds.measured.layout import front, rows
from memory.kinds.measured.making import Maker
from memory.kinds.measured.phrases import cut
from memory.kinds.measured.sights import Viewer
from memory.kinds.measured.windows import About, key_of
from memory.kinds.model import Action, Batch, Kind, Known, Memory, Operation
from memory.perceive.encoders import TextEncoder
from memory.records import Line, Moment

_MARK = re.compile(r"\[secret: ([\w -]{2,40})\]")
_NAME = re.compile(r"([\w .-]*\w)[\"']?\s*[=:：]+\s*[\"']?$")
_WORDS = 3
"""Words before a mark that can be its name; more are a sentence."""
_SORTS = {
    "password": "credential",
    "PIN": "credential",
    "code": "one_time_code",
    "one-time secret": "credential",
    "card": "payment_card",
    "account": "bank_account",
    "private key": "private_key",
    "social security number": "identity_number",
}
_SAID = {
    "key": "Access key",
    "card": "Payment card number",
    "account": "Bank account number",
    "code": "Security code",
}
_SENSITIVITY = {"code": "medium", "account": "medium"}
"""A code is soon worthless, an account number is told to who pays; all else opens something by itself."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What says that something was taken out of a line: its sort, the name beside it, the window."""

    kind: str
    name: str = field(repr=False)
    window: About = field(repr=False)
    line: Line = field(repr=False)
    start: int

    @property
    def key(self) -> str:
        return f"{self.kind}/{key_of(self.window.base)}/{key_of(self.name)}"


class Vault:
    kind = Kind.VAULT
    name = "measured-vault-1"

    def __init__(self, encoder: TextEncoder | None, view: Viewer) -> None:
        self._view = view
        self._maker = Maker(self.kind, encoder)

    def concerns(self, batch: Batch) -> bool:
        return any(line.redacted for one in batch.moments if one.id in batch.new for line in one.lines)

    def propose(self, batch: Batch, known: Known) -> Sequence[Operation]:
        found: dict[str, list[tuple[Mark, Moment]]] = {}
        for sight in self._view(batch):
            for one in marks(sight.moment, sight.about) if sight.new else ():
                found.setdefault(one.key, []).append((one, sight.moment))
        there = known.by_key(self.kind, list(found))
        olds = [there.get(key) for key in found]
        made = [self._made(looks, old) for looks, old in zip(found.values(), olds, strict=True)]
        return [_operation(one, old) for one, old in zip(self._maker.embedded(made, olds), olds, strict=True)]

    def _made(self, looks: Sequence[tuple[Mark, Moment]], old: Memory | None) -> Memory:
        last = looks[-1][0]
        times = [moment.at for _, moment in looks]
        return self._maker.new(
            last.key,
            _caption(last),
            evidence=(*(old.evidence if old else ()), *(moment.id for _, moment in looks)),
            at=min(times[0], old.valid_from) if old else times[0],
            until=max(times[-1], old.updated_at) if old else times[-1],
            tree_path=(_said(last.kind),),
            fields=_fields(last),
        )


def marks(moment: Moment, window: About) -> Iterator[Mark]:
    """In the window in front, from the top down. A sight's own rows do not hold them: to the other kinds a line with a
    mark says nothing."""
    for row in rows(front(moment)):
        for place, line in enumerate(row):
            if line.redacted:
                yield from _marks(window, line, row[:place])


def _marks(window: About, line: Line, before: Sequence[Line]) -> Iterator[Mark]:
    for mark in _MARK.finditer(line.text):
        said = line.text[: mark.start()]
        beside = before[-1].text if before and not said.strip() and not before[-1].redacted else ""
        yield Mark(mark[1], _name(said) or _label(beside), window, line, mark.start())


def _name(said: str) -> str:
    """What stands before `=` or `:`, if it is a name and not a sentence: `export STRIPE_KEY=` is STRIPE_KEY."""
    hit = _NAME.search(said)
    words = hit[1].split() if hit else []
    return words[-1] if len(words) > _WORDS or (words and "_" in words[-1]) else " ".join(words)


def _label(text: str) -> str:
    words = text.strip(" :=：").split()
    return " ".join(words) if len(words) <= _WORDS else ""


def _said(kind: str) -> str:
    return _SAID.get(kind, kind[:1].upper() + kind[1:])


def _caption(seen: Mark) -> str:
    window, said = seen.window, _said(seen.kind)
    name = f" “{seen.name}”" if seen.name and key_of(seen.name) != key_of(said) else ""
    return f"{said}{name}, seen {_where(window)}"


def _where(window: About) -> str:
    if window.is_page:
        return f"on {window.site}"
    named = window.name and key_of(window.name) != key_of(window.app)
    return f"in {window.app}: {cut(_MARK.sub('…', window.name))}" if named else f"in {window.app}"


def _fields(seen: Mark) -> Mapping[str, str]:
    window = seen.window
    return {
        "entry_type": _SORTS.get(seen.kind, "token" if "token" in seen.kind or seen.kind == "JWT" else "api_key"),
        "source": (window.site if window.is_page else "") or window.app,
        "sensitivity": _SENSITIVITY.get(seen.kind, "high"),
    }


def _operation(memory: Memory, old: Memory | None) -> Operation:
    if old is None:
        return Operation(action=Action.ADD, memory=memory, reason="seen for the first time")
    return Operation(action=Action.UPDATE, memory=memory, reason="seen again")
