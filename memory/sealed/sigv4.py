"""Checks the signature of requests to the endpoint (AWS Signature Version 4, server side).

See "Authenticating Requests: Using the Authorization Header" in the AWS documentation. The time of a request is not
checked: a laptop that slept would lock itself out, and a replay needs access to our loopback traffic. The endpoint
calls it on its thread, before it reads a body.
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
        self._signing_keys: dict[tuple[str, ...], bytes] = {}

    def is_signed(self, method: str, target: str, headers: Mapping[str, str]) -> bool:
        """Whether the head was signed with our secret. Names of `headers` are in lower case."""
        try:
            return self._verify(method, target, headers)
        except (KeyError, ValueError):
            return False

    def _verify(self, method: str, target: str, headers: Mapping[str, str]) -> bool:
        algorithm, _, rest = headers["authorization"].partition(" ")
        authorization = dict(part.strip().split("=", 1) for part in rest.split(","))
        access, *scope = authorization["Credential"].split("/")
        names = authorization["SignedHeaders"].split(";")
        if algorithm != ALGORITHM or len(scope) != 4 or not {"host", "x-amz-date"} <= set(names):
            return False
        digest = hashlib.sha256(_canonical_request(method, target, headers, names).encode("latin-1")).hexdigest()
        text = f"{ALGORITHM}\n{headers['x-amz-date']}\n{'/'.join(scope)}\n{digest}"
        expected = hmac.digest(self._signing_key(tuple(scope)), text.encode(), "sha256").hex()
        is_same = hmac.compare_digest(expected.encode(), authorization["Signature"].encode())
        return is_same and hmac.compare_digest(access.encode(), self.access.encode())

    def _signing_key(self, scope: tuple[str, ...]) -> bytes:
        if scope not in self._signing_keys:
            if len(self._signing_keys) > 8:
                self._signing_keys.clear()
            key = ("AWS4" + self.secret).encode()
            for part in scope:
                key = hmac.digest(key, part.encode(), "sha256")
            self._signing_keys[scope] = key
        return self._signing_keys[scope]


def _canonical_request(method: str, target: str, headers: Mapping[str, str], names: list[str]) -> str:
    path, _, query = target.partition("?")
    pairs = sorted(pair if "=" in pair else pair + "=" for pair in query.split("&")) if query else []
    lines = [f"{name}:{' '.join(headers[name].split())}\n" for name in names]
    return "\n".join((method, path, "&".join(pairs), "".join(lines), ";".join(names), headers["x-amz-content-sha256"]))
