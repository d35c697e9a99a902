"""AWS Signature v4 check of requests to the endpoint.

AWS Signature Version 4 (docs: "Authenticating Requests: Using the Authorization Header"), the server's half. The clock
is not checked: a laptop that slept would lock itself out, and a replay needs a reader of our own loopback traffic.
Called on the endpoint's thread, before a body is taken.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping

ALGORITHM = "AWS4-HMAC-SHA256"


class Credentials:
    def __init__(self) -> None:
        self.access = "AG" + secrets.token_hex(9).upper()
        self.secret = secrets.token_urlsafe(36)
        self._signing: dict[tuple[str, ...], bytes] = {}

    def signed(self, method: str, target: str, headers: Mapping[str, str]) -> bool:
        """True when the request's head was signed with our secret. `headers` have lower-case names."""
        try:
            return self._verify(method, target, headers)
        except (KeyError, ValueError):
            return False

    def _verify(self, method: str, target: str, headers: Mapping[str, str]) -> bool:
        algorithm, _, rest = headers["authorization"].partition(" ")
        given = dict(part.strip().split("=", 1) for part in rest.split(","))
        access, *scope = given["Credential"].split("/")
        names = given["SignedHeaders"].split(";")
        if algorithm != ALGORITHM or len(scope) != 4 or not {"host", "x-amz-date"} <= set(names):
            return False
        digest = hashlib.sha256(_canonical(method, target, headers, names).encode("latin-1")).hexdigest()
        text = f"{ALGORITHM}\n{headers['x-amz-date']}\n{'/'.join(scope)}\n{digest}"
        wanted = hmac.digest(self._key(tuple(scope)), text.encode(), "sha256").hex()
        same = hmac.compare_digest(wanted.encode(), given["Signature"].encode())
        return same and hmac.compare_digest(access.encode(), self.access.encode())

    def _key(self, scope: tuple[str, ...]) -> bytes:
        if scope not in self._signing:
            if len(self._signing) > 8:
                self._signing.clear()
            key = ("AWS4" + self.secret).encode()
            for part in scope:
                key = hmac.digest(key, part.encode(), "sha256")
            self._signing[scope] = key
        return self._signing[scope]


def _canonical(method: str, target: str, headers: Mapping[str, str], names: list[str]) -> str:
    path, _, query = target.partition("?")
    pairs = sorted(pair if "=" in pair else pair + "=" for pair in query.split("&")) if query else []
    lines = [f"{name}:{' '.join(headers[name].split())}\n" for name in names]
    return "\n".join((method, path, "&".join(pairs), "".join(lines), ";".join(names), headers["x-amz-content-sha256"]))
