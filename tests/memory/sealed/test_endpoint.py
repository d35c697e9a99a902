"""The loopback endpoint: the S3 that LanceDB needs, for the holder of this process's credentials and nobody else."""

from __future__ import annotations

import errno
import hashlib
import hmac
import http.client
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from base.errors import Damaged, DiskFull
from memory.sealed.keys import Keys
from memory.sealed.objects import SealedObjects
from memory.sealed.s3_endpoint import S3Endpoint
from memory.sealed.storage import LocalStorage, StorageEntry, Upload


class Client:
    """A plain S3 client: signs as the AWS documents say, independently of the endpoint's code."""

    def __init__(self, endpoint: S3Endpoint) -> None:
        self.port, self.access, self.secret = (
            endpoint.port,
            endpoint.credentials.access,
            endpoint.credentials.secret,
        )
        self.host = f"127.0.0.1:{self.port}"

    def call(self, method: str, target: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
        path, _, query = target.partition("?")
        signed = {"host": self.host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD", "x-amz-date": "20240101T000000Z"}
        names = ";".join(sorted(signed))
        canonical_query = "&".join(sorted(pair if "=" in pair else f"{pair}=" for pair in query.split("&") if pair))
        lines = "".join(f"{name}:{signed[name]}\n" for name in sorted(signed))
        request = f"{method}\n{path}\n{canonical_query}\n{lines}\n{names}\nUNSIGNED-PAYLOAD"
        scope = "20240101/us-east-1/s3/aws4_request"
        digest = hashlib.sha256(request.encode()).hexdigest()
        text = f"AWS4-HMAC-SHA256\n{signed['x-amz-date']}\n{scope}\n{digest}"
        key = f"AWS4{self.secret}".encode()
        for part in scope.split("/"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
        authorization = (
            f"AWS4-HMAC-SHA256 Credential={self.access}/{scope}, SignedHeaders={names}, Signature={signature}"
        )
        return self.raw(method, target, body, **signed, authorization=authorization, **headers)

    def raw(self, method: str, target: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
            for name, value in {"content-length": str(len(body)), **headers}.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()


@pytest.fixture
def endpoint(objects: SealedObjects) -> Iterator[S3Endpoint]:
    made = S3Endpoint(objects)
    yield made
    made.close()


@pytest.fixture
def client(endpoint: S3Endpoint) -> Client:
    return Client(endpoint)


def test_objects_are_put_read_in_ranges_described_and_deleted(client: Client) -> None:
    status, headers, _ = client.call("PUT", "/sealed/db/x", b"0123456789")
    tag = headers["etag"]

    assert status == 200
    assert client.call("GET", "/sealed/db/x")[2] == b"0123456789"
    assert client.call("GET", "/sealed/db/x", range="bytes=2-4") == client.call(
        "GET", "/sealed/db/x", range="bytes=2-4"
    )
    for wanted, data, span in (
        ("2-4", b"234", "2-4"),
        ("0-9", b"0123456789", "0-9"),
        ("7-", b"789", "7-9"),
        ("-3", b"789", "7-9"),
    ):
        status, headers, body = client.call("GET", "/sealed/db/x", range=f"bytes={wanted}")
        assert (status, body, headers["content-range"]) == (206, data, f"bytes {span}/10")
    status, headers, body = client.call("HEAD", "/sealed/db/x")
    assert (status, headers["content-length"], headers["etag"], body) == (200, "10", tag, b"")
    assert client.call("DELETE", "/sealed/db/x")[0] == 204
    assert client.call("GET", "/sealed/db/x")[0] == 404
    assert client.call("HEAD", "/sealed/db/x")[0] == 404


def test_a_range_behind_the_end_is_refused(client: Client) -> None:
    client.call("PUT", "/sealed/db/x", b"0123")

    assert client.call("GET", "/sealed/db/x", range="bytes=4-9")[0] == 416


def test_put_if_absent_succeeds_once(client: Client) -> None:
    assert client.call("PUT", "/sealed/db/x", b"a", if_none_match="*")[0] == 200
    assert client.call("PUT", "/sealed/db/x", b"b", if_none_match="*")[0] == 412
    assert client.call("GET", "/sealed/db/x")[2] == b"a"


def test_of_many_writers_at_once_one_gets_the_name(client: Client) -> None:
    results: list[int] = []
    start = threading.Barrier(6)

    def write() -> None:
        start.wait()
        results.append(client.call("PUT", "/sealed/db/x", b"a", if_none_match="*")[0])

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == [200, *[412] * 5]


def start_upload(client: Client, name: str) -> str:
    [upload] = re.findall(rb"<UploadId>(\w+)</UploadId>", client.call("POST", f"/sealed/{name}?uploads")[2])
    return upload.decode()


def complete(numbers: list[int]) -> bytes:
    parts = "".join(f"<Part><PartNumber>{number}</PartNumber><ETag>x</ETag></Part>" for number in numbers)
    return f"<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>".encode()


def test_a_multipart_upload_appears_when_it_is_complete(client: Client) -> None:
    upload = start_upload(client, "db/big")
    client.call("PUT", f"/sealed/db/big?partNumber=2&uploadId={upload}", b"b" * 70_000)
    client.call("PUT", f"/sealed/db/big?partNumber=1&uploadId={upload}", b"a" * 70_000)
    assert client.call("GET", "/sealed/db/big")[0] == 404

    status, _, _ = client.call("POST", f"/sealed/db/big?uploadId={upload}", complete([1, 2]))

    assert status == 200
    assert client.call("GET", "/sealed/db/big")[2] == b"a" * 70_000 + b"b" * 70_000
    assert client.call("PUT", f"/sealed/db/big?partNumber=3&uploadId={upload}", b"x")[0] == 404


def test_an_aborted_or_incomplete_upload_leaves_nothing(client: Client, home: Path) -> None:
    first, second = start_upload(client, "db/big"), start_upload(client, "db/big")
    client.call("PUT", f"/sealed/db/big?partNumber=1&uploadId={first}", b"a" * 70_000)
    client.call("PUT", f"/sealed/db/big?partNumber=2&uploadId={second}", b"a")

    assert client.call("DELETE", f"/sealed/db/big?uploadId={first}")[0] == 204
    assert client.call("POST", f"/sealed/db/big?uploadId={second}", complete([1, 2]))[0] == 400

    assert client.call("GET", "/sealed/db/big")[0] == 404
    assert [path.name for path in home.rglob("incoming/*/*") if path.name != ".held"] == []


def listed(answer: tuple[int, dict[str, str], bytes]) -> tuple[list[str], list[str], str]:
    body = answer[2].decode()
    token = re.findall(r"<NextContinuationToken>(\w+)<", body)
    return (
        re.findall(r"<Key>(.*?)</Key>", body),
        re.findall(r"<CommonPrefixes><Prefix>(.*?)</Prefix>", body),
        token[0] if token else "",
    )


def test_listings_fold_page_and_escape(client: Client) -> None:
    names = ["db/a&b/x", "db/a&b/y", "db/c", "db/d e", "db/é"]
    for name in names:
        client.call("PUT", f"/sealed/{quote(name)}", b"x")
    escaped = [name.replace("&", "&amp;") for name in names]

    assert listed(client.call("GET", "/sealed?list-type=2&prefix=db%2F"))[0] == escaped
    assert listed(client.call("GET", "/sealed?list-type=2&prefix=db%2F&delimiter=%2F"))[:2] == (
        escaped[2:],
        ["db/a&amp;b/"],
    )
    assert listed(client.call("GET", "/sealed?list-type=2&prefix=db%2F&start-after=db%2Fc"))[0] == escaped[3:]
    keys, _, token = listed(client.call("GET", "/sealed?list-type=2&prefix=db%2F&max-keys=2"))
    rest, _, end = listed(client.call("GET", f"/sealed?list-type=2&prefix=db%2F&continuation-token={token}"))
    assert (keys + rest, end) == (escaped, "")


def test_many_are_deleted_at_once(client: Client) -> None:
    for name in ("a&b", "c", "d"):
        client.call("PUT", f"/sealed/db/{quote(name)}", b"x")

    status, _, body = client.call(
        "POST",
        "/sealed?delete",
        b"<Delete><Object><Key>db/a&amp;b</Key></Object><Object><Key>db/c</Key></Object></Delete>",
    )

    assert (status, body.count(b"<Deleted>")) == (200, 2)
    assert listed(client.call("GET", "/sealed?list-type=2"))[0] == ["db/d"]


def test_a_stranger_is_refused_before_the_body_is_read(client: Client, endpoint: S3Endpoint, home: Path) -> None:
    with socket.create_connection(("127.0.0.1", endpoint.port), timeout=10) as stranger:
        stranger.sendall(
            f"PUT /sealed/db/x HTTP/1.1\r\nhost: {client.host}\r\ncontent-length: 1000000\r\n\r\n".encode()
        )

        assert stranger.recv(100).startswith(b"HTTP/1.1 403")
    assert endpoint.refused == 1
    assert list((home / "objects").iterdir()) == []


@pytest.mark.parametrize("wrong", ["secret", "access", "host"])
def test_wrong_credentials_or_host_are_refused(client: Client, wrong: str) -> None:
    client.call("PUT", "/sealed/db/x", b"x")

    setattr(client, wrong, "localhost:1" if wrong == "host" else "x" * 40)

    assert client.call("GET", "/sealed/db/x")[0] == 403


def test_a_signature_is_for_one_request_only(client: Client, endpoint: S3Endpoint) -> None:
    client.call("PUT", "/sealed/db/x", b"x")
    caught: dict[str, str] = {}
    raw = client.raw

    def catch(method: str, target: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
        caught.update(headers)
        return raw(method, target, body, **headers)

    client.raw = catch  # type: ignore[method-assign]
    assert client.call("GET", "/sealed/db/x")[0] == 200

    assert raw("GET", "/sealed/db/x", **caught)[0] == 200
    assert raw("DELETE", "/sealed/db/x", **caught)[0] == 403
    assert raw("GET", "/sealed/db/y", **caught)[0] == 403
    assert raw("GET", "/sealed/db/x?uploads", **caught)[0] == 403
    assert raw("GET", "/sealed/db/x", **{**caught, "host": "evil.example"})[0] == 403
    assert endpoint.refused == 4


@pytest.mark.parametrize(
    "head",
    [
        b"nonsense\r\n\r\n",
        b"PUT /sealed/x HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
        b"PUT /sealed/x HTTP/1.1\r\ncontent-length: 999999999999\r\n\r\n",
        b"PUT /sealed/x HTTP/1.1\r\ncontent-length: many\r\n\r\n",
        b"PUT /sealed/x HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n",
        b"GET /" + b"x" * 40_000,
    ],
)
def test_nonsense_is_cut_off(endpoint: S3Endpoint, head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", endpoint.port), timeout=10) as stranger:
        stranger.sendall(head)
        with suppress(ConnectionResetError):
            assert stranger.recv(100) == b""


def test_only_the_loopback_interface_listens(endpoint: S3Endpoint) -> None:
    assert endpoint._socket.getsockname()[0] == "127.0.0.1"


def test_damage_answers_4xx_and_keeps_the_true_cause(client: Client, endpoint: S3Endpoint, home: Path) -> None:
    client.call("PUT", "/sealed/db/x", b"x" * 100)
    [path] = [path for path in (home / "objects").rglob("*") if path.is_file()]
    path.write_bytes(path.read_bytes()[:-1])

    status, _, body = client.call("GET", "/sealed/db/x")

    assert (status, b"db/x" in body) == (422, True)
    assert client.call("HEAD", "/sealed/db/x")[0] == 422
    assert all(isinstance(failure, Damaged) and "db/x" in failure.detail for failure in endpoint.failures)


class FullDisk(LocalStorage):
    """A disk that is full when it is told to be."""

    full = False

    def upload(self, reserve: int) -> Upload:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().upload(reserve)

    def entries(self, folder: str) -> list[StorageEntry]:
        return super().entries(folder)


def test_a_full_disk_answers_4xx_says_so_and_works_again(home: Path, keys: Keys) -> None:
    store = FullDisk(home, fsync=False)
    objects = SealedObjects(store, data=keys.data, names=keys.names)
    endpoint = S3Endpoint(objects)
    client = Client(endpoint)
    try:
        store.full = True
        assert client.call("PUT", "/sealed/db/x", b"x")[0] == 400
        assert isinstance(endpoint.failures[0], DiskFull)

        store.full = False
        assert client.call("PUT", "/sealed/db/x", b"x")[0] == 200
    finally:
        endpoint.close()
        objects.close()


def test_names_outside_and_unknown_requests_are_refused(client: Client) -> None:
    assert client.call("PUT", "/sealed/../x", b"x")[0] == 400
    assert client.call("GET", "/other/x")[0] == 404
    assert client.call("PATCH", "/sealed/x")[0] == 501
    assert client.call("GET", "/sealed?acl")[0] == 501


def test_close_ends_threads_and_open_connections(objects: SealedObjects) -> None:
    endpoint = S3Endpoint(objects)
    Client(endpoint).call("PUT", "/sealed/db/x", b"x")
    with socket.create_connection(("127.0.0.1", endpoint.port)) as idle:
        endpoint.close()

        assert idle.recv(1) == b""
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("sealed")]
