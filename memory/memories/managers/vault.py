"""Knowledge vault: which secrets were seen where.

Redaction took the values out before anything was kept and left a mark with the kind (`memory.perception.redaction`); an
entry is made of the mark, the name beside it and the window, and never sees the value. The same name in the same window
is the same secret: without the value nothing could tell a changed one from the old. Managers are called in the reader's
process, `find_secret_marks` also in the store's, when a person asks for what stood there (`memory.memories.reveal`).
"""

from __future__ import annotations

from collections.abc import Sequence

from base.records.moment import Moment
from memory.encoders.interface import TextEncoder
from memory.memories.fields import VaultFields
from memory.memories.manager import Batch, MemoryLookup
from memory.memories.managers.factory import MemoryFactory
from memory.memories.managers.observations import BatchObserver
from memory.memories.memory import Action, Kind, Memory, Operation
from memory.memories.screen.secret_marks import MARK, SecretMark, find_secret_marks, name_of_kind
from memory.memories.screen.window_subject import WindowSubject, normalize_key
from memory.text.phrasing import shorten

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
_SENSITIVITY = {"code": "medium", "account": "medium"}
"""A code soon expires and an account number is given to those who pay; the others give access by themselves."""


class VaultManager:
    kind = Kind.VAULT
    name = "measured-vault-1"

    def __init__(self, encoder: TextEncoder | None, view: BatchObserver) -> None:
        self._view = view
        self._maker = MemoryFactory(encoder)

    def concerns(self, batch: Batch) -> bool:
        return any(line.redacted for moment in batch.moments if moment.id in batch.new for line in moment.lines)

    def propose(self, batch: Batch, known: MemoryLookup) -> Sequence[Operation]:
        marks: dict[str, list[tuple[SecretMark, Moment]]] = {}
        for sight in self._view(batch):
            for mark in find_secret_marks(sight.moment, sight.about) if sight.new else ():
                marks.setdefault(mark.key, []).append((mark, sight.moment))
        there = known.by_key(self.kind, list(marks))
        olds = [there.get(key) for key in marks]
        made = [self._made(looks, old) for looks, old in zip(marks.values(), olds, strict=True)]
        return [_operation(memory, old) for memory, old in zip(self._maker.embedded(made, olds), olds, strict=True)]

    def _made(self, looks: Sequence[tuple[SecretMark, Moment]], old: Memory | None) -> Memory:
        last = looks[-1][0]
        times = [moment.at for _, moment in looks]
        return self._maker.new(
            last.key,
            _caption(last),
            evidence=(*(old.evidence if old else ()), *(moment.id for _, moment in looks)),
            at=min(times[0], old.valid_from) if old else times[0],
            until=max(times[-1], old.updated_at) if old else times[-1],
            tree_path=(name_of_kind(last.kind),),
            fields=_fields(last),
        )


def _caption(seen: SecretMark) -> str:
    window, kind_name = seen.window, name_of_kind(seen.kind)
    name = f" “{seen.name}”" if seen.name and normalize_key(seen.name) != normalize_key(kind_name) else ""
    return f"{kind_name}{name}, seen {_where(window)}"


def _where(window: WindowSubject) -> str:
    if window.is_page:
        return f"on {window.site}"
    named = window.name and normalize_key(window.name) != normalize_key(window.app)
    return f"in {window.app}: {shorten(MARK.sub('…', window.name))}" if named else f"in {window.app}"


def _fields(seen: SecretMark) -> VaultFields:
    window = seen.window
    return VaultFields(
        entry_type=_SORTS.get(seen.kind, "token" if "token" in seen.kind or seen.kind == "JWT" else "api_key"),
        source=(window.site if window.is_page else "") or window.app,
        sensitivity=_SENSITIVITY.get(seen.kind, "high"),
    )


def _operation(memory: Memory, old: Memory | None) -> Operation:
    if old is None:
        return Operation(action=Action.ADD, memory=memory, reason="seen for the first time")
    return Operation(action=Action.UPDATE, memory=memory, reason="seen again")
