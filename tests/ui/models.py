"""A language model that was allowed and asked, for the windows' tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from base.records.consent import Consent, Ending, Sent
from memory.archive.api import ArchiveApi
from tests.ui.conftest import NOW

URL = "http://localhost:11434/v1"


def allow_and_ask(archive: ArchiveApi) -> None:
    given = NOW - timedelta(days=1)
    archive.consent(Consent(id="1", at=given, url=URL, model="little", granted=True, key="letmein"))
    asked = Sent(id="2", at=NOW, url=URL, model="little", purpose="ask", moments=6, characters=8412, size=9000)
    made = Sent(id="1", at=given, url=URL, model="little", purpose="memories", moments=20, characters=11_900)
    archive.note_sent([_ended(asked, 2100, 120, 4.2)])
    archive.note_sent([_ended(made, 0, 0, 60.0, Ending.FAILED)])


def take_back(archive: ArchiveApi) -> None:
    archive.consent(Consent(id="2", at=NOW, url=URL, model="little", granted=False))


def _ended(line: Sent, said: int, answered: int, seconds: float, ending: Ending = Ending.ANSWERED) -> Sent:
    return replace(line, tokens_in=said, tokens_out=answered, seconds=seconds, ending=ending)
