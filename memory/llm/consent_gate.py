"""Checks consent and secrets before a request, logs it.

Called in the thread of whoever asks: a manager's in the reader's process, a job's in the window's.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from http.client import HTTPResponse

from base.clock import Clock, utc_now
from base.errors import BadInput, Cancelled, ModelError, stored_error_name
from base.ids import new_id
from base.records.consent import Consent, LedgerEntry, Purpose, RequestOutcome
from memory.llm.chat_api import Prompt, Reply, chat_request, parse_reply, parse_stream, refusal
from memory.llm.http import Timeouts, open_post
from memory.perception.secrets import bare_label, is_key_body, mask_secrets, may_be_value

SECONDS = 120.0
"""A small model on a small machine reads a prompt of 3,000 tokens in about a minute."""


@dataclass(frozen=True, slots=True)
class ConsentGate:
    """To one endpoint, for one purpose. `note` keeps a line of the ledger: durable when it returns."""

    consent: Consent
    purpose: Purpose
    note: Callable[[LedgerEntry], None]
    clock: Clock = utc_now
    watch: Callable[[], float] = time.monotonic
    seconds: float = SECONDS

    def ask(
        self,
        prompt: Prompt,
        *,
        on_text: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Reply:
        """With `said` the answer comes piece by piece: it is called with all there is so far.

        Raises BadInput without consent, ModelError, and Cancelled once `cancelled()` is true."""
        self._raise_unless_allowed(prompt)
        safe = replace(prompt, turns=tuple(replace(turn, text=mask_prompt_secrets(turn.text)) for turn in prompt.turns))
        body = chat_request(self.consent.model, safe, stream=on_text is not None)
        line = self._line(safe, len(body))
        self.note(line)
        began = self.watch()
        try:
            reply = self._answer(body, on_text, cancelled)
        except ModelError as error:
            self._end(line, began, ending=RequestOutcome.FAILED, failure=stored_error_name(error))
            raise
        except Cancelled:
            self._end(line, began, ending=RequestOutcome.STOPPED)
            raise
        self._end(line, began, ending=RequestOutcome.ANSWERED, reply=reply)
        return reply

    def _raise_unless_allowed(self, prompt: Prompt) -> None:
        allowed = self.consent.granted and self.purpose in self.consent.purposes
        if not allowed or (prompt.pictures and not self.consent.pictures):
            raise BadInput("the endpoint is not allowed for that", advice="Allow it with `afterglow models allow`.")

    def _line(self, prompt: Prompt, size: int) -> LedgerEntry:
        at = self.clock()
        return LedgerEntry(
            id=new_id(at),
            at=at,
            url=self.consent.url,
            model=self.consent.model,
            purpose=str(self.purpose),
            moments=prompt.moments,
            characters=prompt.characters,
            pictures=len(prompt.pictures),
            size=size,
        )

    def _end(
        self, line: LedgerEntry, began: float, *, ending: RequestOutcome, failure: str = "", reply: Reply | None = None
    ) -> None:
        usage = reply or Reply()
        ended = replace(
            line,
            tokens_in=usage.tokens_in,
            tokens_out=usage.tokens_out,
            cost=self.consent.cost(usage.tokens_in, usage.tokens_out),
            seconds=self.watch() - began,
            ending=ending,
            failure=failure,
        )
        self.note(ended)

    def _answer(self, body: bytes, on_text: Callable[[str], None] | None, cancelled: Callable[[], bool]) -> Reply:
        headers = {"Authorization": f"Bearer {self.consent.key}"} if self.consent.key else {}
        patience = Timeouts(self.seconds, cancelled, self.watch)
        with open_post(f"{self.consent.url}/chat/completions", body, headers, patience) as answer:
            if answer.status != 200:
                raise refusal(answer.status, answer.read())
            if on_text is None or "event-stream" not in answer.getheader("Content-Type", ""):
                return _partial_reply(parse_reply(answer.read()), on_text)
            return _collect_stream(answer, on_text)


def _partial_reply(reply: Reply, on_text: Callable[[str], None] | None) -> Reply:
    """A server that cannot stream says it all at once."""
    if on_text is not None:
        on_text(reply.text)
    return reply


def _collect_stream(answer: HTTPResponse, on_text: Callable[[str], None]) -> Reply:
    text, counted = "", Reply()
    for part in parse_stream(_stream_lines(answer)):
        if part.text:
            text += part.text
            on_text(text)
        else:
            counted = part
    return replace(counted, text=text)


def _stream_lines(answer: HTTPResponse) -> Iterator[bytes]:
    while line := answer.readline():
        yield line


def mask_prompt_secrets(text: str) -> str:
    """What was kept is blotted already; this is for what an older version kept, and for what a person types."""
    safe, before, inside = [], "", False
    for line in text.split("\n"):
        if bare_label(before) and may_be_value(line):
            safe.append("[secret: password]")
        elif inside and is_key_body(line):
            safe.append("[secret: private key]")
        else:
            safe.append(mask_secrets(line))
        if "PRIVATE KEY" in line:
            inside = "BEGIN" in line
        before = line
    return "\n".join(safe)
