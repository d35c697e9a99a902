"""A server that speaks the protocol of an OpenAI-compatible endpoint over a real socket, by a script."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from base.records.consent import Consent, LedgerEntry, Purpose
from memory.llm.chat_api import Prompt, Turn
from memory.llm.consent_gate import ConsentGate

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
Act = Callable[["Speaking"], None]


class Speaking(BaseHTTPRequestHandler):
    """One request; what it says is the next act of the script, the last one again and again."""

    server: Scripted
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.heard.append(self.asked)
        self.server.heads.append(dict(self.headers))
        self.server.paths.append(self.path)
        acts = self.server.acts
        (acts.pop(0) if len(acts) > 1 else acts[0])(self)

    def say(self, status: int, body: bytes, kind: str = "application/json", **heads: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in heads.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def begin_stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def event(self, data: Any) -> None:
        line = f"data: {data if isinstance(data, str) else json.dumps(data)}\n\n".encode()
        self.wfile.write(f"{len(line):x}\r\n".encode() + line + b"\r\n")
        self.wfile.flush()

    def end_stream(self) -> None:
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_: object) -> None: ...


class Scripted(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Speaking)
        self.acts: list[Act] = []
        self.heard: list[dict[str, Any]] = []
        self.heads: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.leave = threading.Event()
        """Set when acts that hold the line are to let go."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are part of the script."""

    def said(self, place: int = -1) -> str:
        """All that one request told the model."""
        return json.dumps(self.heard[place]["messages"], ensure_ascii=False)


def usage(tokens_in: int = 100, tokens_out: int = 20) -> dict[str, int]:
    return {"prompt_tokens": tokens_in, "completion_tokens": tokens_out, "total_tokens": tokens_in + tokens_out}


def words(text: str, finish: str = "stop") -> Act:
    """An answer in words, streamed where that is asked for, piece by piece."""

    def act(line: Speaking) -> None:
        if not line.asked["stream"]:
            choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
            line.say(200, json.dumps({"choices": [choice], "usage": usage()}).encode())
            return
        line.begin_stream()
        for start in range(0, len(text), 7):
            line.event({"choices": [{"index": 0, "delta": {"content": text[start : start + 7]}}]})
        line.event({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
        line.event({"choices": [], "usage": usage()})
        line.event("[DONE]")
        line.end_stream()

    return act


def call(arguments: Any) -> Act:
    """The tool is called; arguments that are text go out as they are."""

    def act(line: Speaking) -> None:
        told = arguments if isinstance(arguments, str) else json.dumps(arguments)
        tool = {"id": "call_1", "type": "function", "function": {"name": "remember", "arguments": told}}
        message = {"role": "assistant", "content": None, "tool_calls": [tool]}
        choice = {"index": 0, "message": message, "finish_reason": "tool_calls"}
        line.say(200, json.dumps({"choices": [choice], "usage": usage()}).encode())

    return act


def fault(status: int, message: str = "no", code: str = "") -> Act:
    return lambda line: line.say(status, json.dumps({"error": {"message": message, "code": code}}).encode())


def raw(body: bytes) -> Act:
    return lambda line: line.say(200, body)


def refused(line: Speaking) -> None:
    message = {"role": "assistant", "content": None, "refusal": "I cannot help with that."}
    line.say(200, json.dumps({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}).encode())


def hang_up(line: Speaking) -> None:
    """The connection ends without a word."""
    line.close_connection = True


def break_off(line: Speaking) -> None:
    line.begin_stream()
    line.event({"choices": [{"index": 0, "delta": {"content": "It was"}}]})
    line.close_connection = True


def say_nothing(line: Speaking) -> None:
    line.server.leave.wait(30)
    line.close_connection = True


def stream_for_ever(line: Speaking) -> None:
    line.begin_stream()
    while not line.server.leave.is_set():
        line.event({"choices": [{"index": 0, "delta": {"content": "and "}}]})


@pytest.fixture
def server() -> Iterator[Scripted]:
    made = Scripted()
    running = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, name="scripted")
    running.start()
    yield made
    made.leave.set()
    made.shutdown()
    made.server_close()
    running.join()


def consent(url: str, **more: Any) -> Consent:
    return Consent(**{"id": "1", "at": NOON, "url": url, "model": "little", "granted": True, **more})


def gate(
    url: str, noted: list[LedgerEntry], *, purpose: Purpose = Purpose.ASK, seconds: float = 20, **more: Any
) -> ConsentGate:
    return ConsentGate(consent(url, **more), purpose, noted.append, clock=lambda: NOON, seconds=seconds)


def prompt(*texts: str, **more: Any) -> Prompt:
    roles: Sequence[str] = ["system", "user"][-len(texts) :]
    return Prompt(turns=tuple(Turn(*one) for one in zip(roles, texts, strict=True)), **more)
