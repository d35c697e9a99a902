"""Loopback HTTP server through which LanceDB reads and writes (asyncio, S3 protocol).

`open_sealed` creates it. One named thread runs the connections and answers reads; a small pool does the writes, which
wait for the disk. The Host header (against DNS rebinding) and the signature are checked before any body is read.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from base.errors import AfterglowError, StoreError
from memory.sealed.objects import SealedObjects
from memory.sealed.s3_protocol import BUCKET, Request, Response, S3Protocol
from memory.sealed.sigv4 import Credentials

log = logging.getLogger(__name__)
_MAX_HEAD = 32 << 10
_MAX_BODY = 256 << 20
_WRITERS = 4
_REASONS = {200: "OK", 204: "No Content", 206: "Partial Content", 400: "Bad Request", 403: "Forbidden"}


class S3Endpoint:
    """Serves from construction until `close()`. `failures` are the causes of errors that LanceDB reports vaguely."""

    def __init__(self, objects: SealedObjects) -> None:
        self._s3 = S3Protocol(objects)
        self.credentials = Credentials()
        self._socket = _listen()
        self.port: int = self._socket.getsockname()[1]
        self.refused = 0
        self._connections: set[_Connection] = set()
        self._pool = ThreadPoolExecutor(_WRITERS, "sealed-write")
        self._loop = asyncio.SelectorEventLoop()
        self._stop = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run_loop, name="sealed-endpoint", daemon=True)
        self._thread.start()
        if not self._ready.wait(10):
            raise StoreError("its endpoint did not start")

    @property
    def uri(self) -> str:
        return f"s3://{BUCKET}/db"

    @property
    def failures(self) -> list[AfterglowError]:
        return self._s3.failures

    @property
    def storage_options(self) -> dict[str, str]:
        """Every option that the environment could otherwise set (33 attacks measured, tests/memory/sealed)."""
        address = f"http://127.0.0.1:{self.port}"
        return {
            "aws_endpoint": address,
            "aws_endpoint_url_s3": address,  # otherwise AWS_ENDPOINT_URL_S3 in the environment wins
            "aws_access_key_id": self.credentials.access,
            "aws_secret_access_key": self.credentials.secret,
            "aws_region": "us-east-1",
            "allow_http": "true",
            "allow_invalid_certificates": "true",  # http has none; else no client where ca-certificates are missing
            "aws_unsigned_payload": "true",
            "aws_virtual_hosted_style_request": "false",
            "aws_skip_signature": "false",
            "aws_s3_express": "false",
            "aws_imdsv1_fallback": "false",
            "aws_provider_scheme": "token",
            "aws_conditional_put": "etag",
            "http1_only": "true",
            "http2_only": "false",
            "timeout": "600s",
            "connect_timeout": "5s",
            "client_max_retries": "2",
            "client_retry_timeout": "60",
            "lance_aimd_max_retries": "0",
            # Naming a proxy turns off those of the environment and the system. It is never used: our host is excluded.
            "proxy_url": "http://127.0.0.1:9",
            "proxy_excludes": "127.0.0.1",
        }

    def close(self) -> None:
        """Stops the thread, closes the connections and aborts unfinished uploads. Harmless to repeat."""
        if not self._thread.is_alive():
            return
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._pool.shutdown(wait=True)
        self._s3.close()

    def _run_loop(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        server = await self._loop.create_server(lambda: _Connection(self), sock=self._socket)
        self._ready.set()
        await self._stop.wait()
        self._loop.remove_reader(self._socket)  # asyncio loses connections that it accepts after close()
        accepting = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*accepting, return_exceptions=True)
        while self._connections:
            for connection in list(self._connections):
                connection.abort()
            await asyncio.sleep(0)  # the connections notice the abort on the next turn of the loop
        server.close()
        await server.wait_closed()

    def add_connection(self, connection: _Connection) -> None:
        self._connections.add(connection)

    def remove_connection(self, connection: _Connection) -> None:
        self._connections.discard(connection)

    def is_allowed(self, request: Request) -> bool:
        """Checks the head alone; the body has not been read."""
        is_our_host = request.headers.get("host") == f"127.0.0.1:{self.port}"
        if is_our_host and self.credentials.is_signed(request.method, request.target, request.headers):
            return True
        self.refused += 1
        return False

    def handle(self, connection: _Connection, request: Request) -> None:
        """A connection has one request at a time, so the responses keep their order."""
        if request.writes:
            self._pool.submit(self._write, connection, request)
        else:
            connection.reply(self._answer(request))

    def _write(self, connection: _Connection, request: Request) -> None:
        response = self._answer(request)
        with suppress(RuntimeError):  # the loop has closed meanwhile, and nobody waits for the response
            self._loop.call_soon_threadsafe(connection.reply, response)

    def _answer(self, request: Request) -> Response:
        try:
            return self._s3.answer(request)
        except Exception as error:  # noqa: BLE001 - the top of the endpoint's threads
            log.error("%s at a %s", type(error).__name__, request.method)
            self.failures.append(StoreError(f"its endpoint failed ({type(error).__name__})"))
            return Response(400)


class _Connection(asyncio.Protocol):
    def __init__(self, endpoint: S3Endpoint) -> None:
        self._endpoint = endpoint
        self._buffer = bytearray()
        self._head: Request | None = None
        self._busy = False
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._endpoint.add_connection(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._endpoint.remove_connection(self)

    def abort(self) -> None:
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._advance()

    def _advance(self) -> None:
        if self._busy or (self._head is None and not self._take_head()):
            return
        request = self._head
        assert request is not None
        length = int(request.headers.get("content-length", "0"))
        if len(self._buffer) < length:
            return
        body = bytes(memoryview(self._buffer)[:length])
        del self._buffer[:length]
        self._head, self._busy = None, True
        self._endpoint.handle(self, Request(request.method, request.target, request.headers, body))

    def _take_head(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            if len(self._buffer) > _MAX_HEAD:
                self.abort()
            return False
        try:
            head = _parse_head(bytes(self._buffer[:end]))
        except ValueError:
            self.abort()
            return False
        del self._buffer[: end + 4]
        if not self._endpoint.is_allowed(head):
            self.reply(Response(403, {"connection": "close"}))
            self._transport.close()
            return False
        self._head = head
        return True

    def reply(self, response: Response) -> None:
        self._busy = False
        if self._transport.is_closing():
            return
        headers = {"content-length": str(len(response.body)), **response.headers}
        lines = "".join(f"{key}: {value}\r\n" for key, value in headers.items())
        reason = _REASONS.get(response.status, "Refused")
        self._transport.write(f"HTTP/1.1 {response.status} {reason}\r\n{lines}\r\n".encode("latin-1"))
        if response.body:
            self._transport.write(response.body)
        if self._buffer:
            self._advance()


def _parse_head(head: bytes) -> Request:
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    headers = {}
    for line in lines:
        key, _, value = line.partition(":")
        headers[key.lower()] = value.strip()
    length = int(headers.get("content-length", "0"))
    if "transfer-encoding" in headers or not 0 <= length <= _MAX_BODY:
        raise ValueError("a body that the endpoint does not take")
    return Request(method, target, headers)


def _listen() -> socket.socket:
    """With IPPROTO_TCP, because only then asyncio turns off Nagle's delay, which cost 44 ms a response."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if sys.platform == "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)  # no other process may share our port
    listener.bind(("127.0.0.1", 0))
    listener.listen(256)
    return listener
