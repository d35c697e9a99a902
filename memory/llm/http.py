"""HTTP without proxy, redirect or retry.

Whoever waits can stop at any time, also before the first byte of an answer: the socket is read in short waits. Called
in the thread of whoever asks. Source of the rule on time: RFC 9110 leaves it to the client, so one limit counts for the
whole exchange, and a server that sends a byte now and then cannot stretch it.
"""

from __future__ import annotations

import io
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import urlsplit

from base.errors import Cancelled, ModelTimeout, ModelUnreachable

CONNECT_SECONDS = 10.0
"""Seconds until a machine that does not answer at all is given up."""
POLL_SECONDS = 0.1
"""Seconds between two looks at whether anybody still waits."""
MAX_ANSWER_BYTES = 4_000_000
"""Bytes of an answer; more is no answer to what is asked here."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long to wait for an endpoint."""

    seconds: float
    cancelled: Callable[[], bool] = lambda: False
    watch: Callable[[], float] = time.monotonic


@contextmanager
def open_post(url: str, body: bytes, headers: Mapping[str, str], patience: Timeouts) -> Iterator[HTTPResponse]:
    """The answer, its head read. Raises ModelUnreachable, ModelTimeout, and Cancelled once nobody waits; reading it
    does too."""
    with _open("POST", url, body, {**headers, "Content-Type": "application/json"}, patience) as answer:
        yield answer


@contextmanager
def open_get(url: str, headers: Mapping[str, str], patience: Timeouts) -> Iterator[HTTPResponse]:
    """As `open_post`, without a body."""
    with _open("GET", url, None, headers, patience) as answer:
        yield answer


@contextmanager
def _open(
    method: str, url: str, body: bytes | None, headers: Mapping[str, str], patience: Timeouts
) -> Iterator[HTTPResponse]:
    parts = urlsplit(url)
    until = patience.watch() + patience.seconds
    wire = _connection(parts.scheme, parts.netloc, min(CONNECT_SECONDS, patience.seconds))
    line = None
    try:
        wire.connect()
        line = wire.sock
        line.settimeout(patience.seconds)
        wire.request(method, parts.path or "/", body, {**headers, "Connection": "close"})
        line.settimeout(POLL_SECONDS)
        wire.sock = _StoppableSocket(line, until, patience)
        yield wire.getresponse()
    except TimeoutError:
        raise ModelTimeout from None
    except ssl.SSLError:
        raise ModelUnreachable("the connection to it is not safe") from None
    except (OSError, HTTPException):
        raise ModelUnreachable from None
    finally:
        if line is not None:
            line.close()


def _connection(scheme: str, place: str, seconds: float) -> HTTPConnection:
    return (HTTPSConnection if scheme == "https" else HTTPConnection)(place, timeout=seconds)


class _StoppableSocket:
    """A connected socket for `http.client` to read an answer from."""

    def __init__(self, line: socket.socket, until: float, patience: Timeouts) -> None:
        self._reading = _StoppableReader(line, until, patience)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return _Answer(self._reading)

    def close(self) -> None:
        """`_open` closes the socket."""


class _Answer(io.BufferedReader):
    def read(self, size: int | None = -1, /) -> bytes:
        """`http.client` passes on the size of a chunk as the server gave it, also one below zero."""
        if size is not None and size < -1:
            raise HTTPException("a chunk of less than nothing")
        return super().read(size)


class _StoppableReader(io.RawIOBase):
    def __init__(self, line: socket.socket, until: float, patience: Timeouts) -> None:
        self._line = line
        self._until = until
        self._patience = patience
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        while self._read <= MAX_ANSWER_BYTES:
            if self._patience.cancelled():
                raise Cancelled
            if self._patience.watch() >= self._until:
                raise ModelTimeout
            try:
                count = self._line.recv_into(buffer)
            except TimeoutError:
                continue
            self._read += count
            return count
        raise ModelUnreachable("it sends more than an answer")
