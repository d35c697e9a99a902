"""A language model that was allowed and asked, for the windows' tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from base.records.consent import Consent, LedgerEntry, RequestOutcome
from memory.archive.api import ArchiveApi
from tests.ui.conftest import NOW

URL = "http://localhost:11434/v1"


def allow_and_ask(archive: ArchiveApi) -> None:
    given = NOW - timedelta(days=1)
    archive.consent(Consent(id="1", at=given, url=URL, model="little", granted=True, key="letmein"))
    asked = LedgerEntry(id="2", at=NOW, url=URL, model="little", purpose="ask", moments=6, characters=8412, size=9000)
    made = LedgerEntry(id="1", at=given, url=URL, model="little", purpose="memories", moments=20, characters=11_900)
    archive.note_sent([_ended(asked, 2100, 120, 4.2)])
    archive.note_sent([_ended(made, 0, 0, 60.0, RequestOutcome.FAILED)])


def take_back(archive: ArchiveApi) -> None:
    archive.consent(Consent(id="2", at=NOW, url=URL, model="little", granted=False))


def _ended(
    line: LedgerEntry, said: int, answered: int, seconds: float, ending: RequestOutcome = RequestOutcome.ANSWERED
) -> LedgerEntry:
    return replace(line, tokens_in=said, tokens_out=answered, seconds=seconds, ending=ending)
