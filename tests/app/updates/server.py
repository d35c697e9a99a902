"""A real server for the update check, on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = "https://afterglow.example/download"


def says(version: str, page: str = PAGE) -> bytes:
    return json.dumps({"version": version, "page": page}).encode()


class UpdateServer(ThreadingHTTPServer):
    """Answers with `status` and `body`; `heads` are the headers of each request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.status, self.body = 200, b""
        self.headers: dict[str, str] = {}
        self.heads: list[dict[str, str]] = []
        self.released = threading.Event()
        """Until it is set, an answer stops after its head."""
        self.released.set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/latest.json"

    @contextmanager
    def running(self) -> Iterator[UpdateServer]:
        with self:
            thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            yield self
            self.released.set()
            self.shutdown()
            thread.join()


class _Answer(BaseHTTPRequestHandler):
    server: UpdateServer

    def do_GET(self) -> None:
        self.server.heads.append(dict(self.headers))
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.server.released.wait(10)
        try:
            self.wfile.write(self.server.body)
        except OSError:  # whoever asked has gone
            return

    def log_message(self, *_: object) -> None:
        pass
