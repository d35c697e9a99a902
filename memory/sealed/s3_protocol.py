"""The part of the S3 protocol that LanceDB uses.

GET (ranges), HEAD, PUT, PUT If-None-Match: *, multipart uploads, ListObjectsV2, DELETE, DeleteObjects; path style.
Damage is answered with 4xx, because the client would repeat a request after 5xx. The endpoint creates it and calls it
on its thread (reads) and its write pool.
"""

from __future__ import annotations

import logging
import re
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from itertools import islice
from urllib.parse import unquote
from xml.sax.saxutils import escape, unescape

from base.errors import AfterglowError, Damaged, StoreError
from base.files import translate_os_errors
from memory.sealed.objects import ListedObject, ObjectHead, ObjectWriter, SealedObjects

log = logging.getLogger(__name__)
BUCKET = "sealed"
_VERSIONS_PAGE = 50
"""Lance lists all versions but reads one page. A short page keeps a commit fast while versions accumulate (7 → 44 ms at
1,200).
"""

_DATA_FILE = re.compile(r"/(data|_deletions|_indices)/")


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    target: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(default=b"", repr=False)

    @property
    def writes(self) -> bool:
        return self.method in ("PUT", "POST", "DELETE")

    @property
    def exclusive(self) -> bool:
        return self.headers.get("if-none-match") == "*"


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | memoryview = field(default=b"", repr=False)


class _RefusedError(Exception):
    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


class S3Protocol:
    """`failures` are the causes of errors that LanceDB reports vaguely."""

    def __init__(self, objects: SealedObjects) -> None:
        self._objects = objects
        self._uploads: dict[str, tuple[str, ObjectWriter]] = {}
        self._lock = threading.Lock()
        self.failures: list[AfterglowError] = []

    def answer(self, request: Request) -> Response:
        try:
            return self._dispatch(request)
        except _RefusedError as refused:
            return _error(request, refused.status, refused.code)
        except FileNotFoundError:
            # LanceDB may probe for a manifest, but it reads a data file only because a manifest names it.
            name = unquote(request.target.partition("?")[0]).removeprefix(f"/{BUCKET}/")
            if request.method == "GET" and _DATA_FILE.search(name):
                self.failures.append(Damaged(f"{name} (it is missing)"))
            return _error(request, 404, "NoSuchKey")
        except FileExistsError:
            return _error(request, 412, "PreconditionFailed")
        except StoreError as error:
            return self._report_failure(request, error, 422, "Damaged")
        except OSError as error:
            return self._report_failure(request, translate_os_errors(error, "the disk refused"), 400, "StorageFailed")
        except ValueError as error:
            log.warning("bad request to the store's endpoint: %s", error)
            return _error(request, 400, "InvalidRequest")

    def close(self) -> None:
        for _, writer in self._uploads.values():
            writer.abort()
        self._uploads.clear()

    def _report_failure(self, request: Request, error: AfterglowError, status: int, code: str) -> Response:
        log.error("%s by %s", type(error).__name__, request.method)
        self.failures.append(error)
        return _error(request, status, code, error.detail)

    def _dispatch(self, request: Request) -> Response:
        path, _, query = request.target.partition("?")
        bucket, _, name = path.lstrip("/").partition("/")
        if unquote(bucket) != BUCKET:
            raise _RefusedError(404, "NoSuchBucket")
        fields = _parse_query(query)
        name = unquote(name)
        if not name:
            return self._answer_bucket(request, fields)
        if "uploads" in fields or "uploadId" in fields:
            return self._answer_multipart(request, name, fields)
        return self._answer_object(request, name)

    def _answer_bucket(self, request: Request, fields: Mapping[str, str]) -> Response:
        if request.method == "GET" and fields.get("list-type") == "2":
            return Response(200, {"content-type": "application/xml"}, self._list_objects(fields))
        if request.method == "POST" and "delete" in fields:
            return self._delete_many(request.body.decode())
        if request.method == "HEAD":
            return Response(200)
        raise _RefusedError(501, "NotImplemented")

    def _answer_object(self, request: Request, name: str) -> Response:
        if request.method == "GET":
            return self._get(request, name)
        if request.method == "HEAD":
            head = self._objects.stat(name)
            return Response(200, {**_object_headers(head), "content-length": str(head.size)})
        if request.method == "PUT" and "x-amz-copy-source" not in request.headers:
            tag = self._objects.put(name, request.body, exclusive=request.exclusive)
            return Response(200, {"etag": f'"{tag}"'})
        if request.method == "DELETE":
            self._objects.delete(name)
            return Response(204)
        raise _RefusedError(501, "NotImplemented")

    def _get(self, request: Request, name: str) -> Response:
        range_header = request.headers.get("range")
        if not range_header:
            data, head = self._objects.read(name)
            return Response(200, _object_headers(head), data)
        start, end = _parse_range(range_header)
        data, head = self._objects.read(name, start, end)
        if not data:
            raise _RefusedError(416, "InvalidRange")
        first = max(0, head.size + start) if start < 0 else start
        headers = _object_headers(head) | {"content-range": f"bytes {first}-{first + len(data) - 1}/{head.size}"}
        return Response(206, headers, data)

    def _answer_multipart(self, request: Request, name: str, fields: Mapping[str, str]) -> Response:
        if request.method == "POST" and "uploads" in fields:
            return self._start_upload(name)
        writer = self._find_upload(fields["uploadId"], name)
        if request.method == "PUT":
            return self._add_part(request, fields, writer)
        self._remove_upload(fields["uploadId"])
        if request.method == "POST":
            return self._complete_upload(request, name, writer)
        writer.abort()
        return Response(204)

    def _add_part(self, request: Request, fields: Mapping[str, str], writer: ObjectWriter) -> Response:
        try:
            tag = writer.add_part(int(fields["partNumber"]), request.body)
        except OSError:  # frees a full disk at once, even if the client goes on
            self._remove_upload(fields["uploadId"])
            writer.abort()
            raise
        return Response(200, {"etag": f'"{tag}"'})

    def _remove_upload(self, upload: str) -> None:
        with self._lock:
            self._uploads.pop(upload, None)

    def _start_upload(self, name: str) -> Response:
        upload = secrets.token_hex(16)
        with self._lock:
            self._uploads[upload] = (name, self._objects.writer(name))
        return _xml(
            f"<InitiateMultipartUploadResult><Bucket>{BUCKET}</Bucket><Key>{escape(name)}</Key>"
            f"<UploadId>{upload}</UploadId></InitiateMultipartUploadResult>"
        )

    def _complete_upload(self, request: Request, name: str, writer: ObjectWriter) -> Response:
        try:
            if [int(number) for number in re.findall(rb"<PartNumber>(\d+)</PartNumber>", request.body)] != writer.parts:
                raise _RefusedError(400, "InvalidPart")
            tag = writer.finish(exclusive=request.exclusive)
        except BaseException:
            writer.abort()
            raise
        return _xml(
            f"<CompleteMultipartUploadResult><Bucket>{BUCKET}</Bucket><Key>{escape(name)}</Key>"
            f"<ETag>&quot;{tag}&quot;</ETag></CompleteMultipartUploadResult>"
        )

    def _find_upload(self, upload: str, name: str) -> ObjectWriter:
        with self._lock:
            upload_name, writer = self._uploads.get(upload, ("", None))
        if writer is None or upload_name != name:
            raise _RefusedError(404, "NoSuchUpload")
        return writer

    def _delete_many(self, body: str) -> Response:
        names = [unescape(key, {"&quot;": '"', "&apos;": "'"}) for key in re.findall(r"<Key>(.*?)</Key>", body, re.S)]
        for name in names:
            self._objects.delete(name)
        deleted = "".join(f"<Deleted><Key>{escape(name)}</Key></Deleted>" for name in names)
        return _xml(f"<DeleteResult>{deleted}</DeleteResult>")

    def _list_objects(self, fields: Mapping[str, str]) -> bytes:
        prefix = fields.get("prefix", "")
        limit = min(int(fields.get("max-keys", "1000")), _VERSIONS_PAGE if prefix.endswith("/_versions/") else 1000)
        token = fields.get("continuation-token")
        after = bytes.fromhex(token).decode() if token else fields.get("start-after", "")
        items = self._objects.listing(prefix, fields.get("delimiter", ""), after)
        page = list(islice(items, limit))
        if prefix.endswith("/_versions/") and not after:
            self._objects.observer.check_listing(prefix.removesuffix("/_versions/"), [item.name for item in page])
        has_more = bool(page) and next(items, None) is not None
        return _list_xml(page, page[-1].name if has_more else "")


def _list_xml(page: list[ListedObject], next_after: str) -> bytes:
    lines = []
    for item in page:
        if item.prefix:
            lines.append(f"<CommonPrefixes><Prefix>{escape(item.name)}</Prefix></CommonPrefixes>")
        else:
            at = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(item.modified))
            lines.append(
                f"<Contents><Key>{escape(item.name)}</Key><LastModified>{at}</LastModified>"
                f"<Size>{item.size}</Size></Contents>"
            )
    token = f"<NextContinuationToken>{next_after.encode().hex()}</NextContinuationToken>" if next_after else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
        f"<Name>{BUCKET}</Name><KeyCount>{len(page)}</KeyCount>"
        f"<IsTruncated>{'true' if next_after else 'false'}</IsTruncated>{token}{''.join(lines)}</ListBucketResult>"
    ).encode()


def _parse_query(query: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    return {unquote(key): unquote(value) for key, _, value in pairs}


def _parse_range(header: str) -> tuple[int, int | None]:
    """`bytes=a-b`, `bytes=a-`, `bytes=-n` to (start, end); a negative start counts from the end."""
    first, _, last = header.removeprefix("bytes=").partition("-")
    if not first:
        return -int(last), None
    return int(first), int(last) + 1 if last else None


def _object_headers(head: ObjectHead) -> dict[str, str]:
    return {
        "etag": f'"{head.tag}"',
        "last-modified": formatdate(head.modified, usegmt=True),
        "accept-ranges": "bytes",
        "content-type": "application/octet-stream",
    }


def _xml(text: str) -> Response:
    return Response(200, {"content-type": "application/xml"}, text.encode())


def _error(request: Request, status: int, code: str, message: str = "") -> Response:
    body = f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>".encode()
    headers = {"content-type": "application/xml"}
    if request.method == "HEAD":
        return Response(status, headers | {"content-length": str(len(body))})
    return Response(status, headers, body)
