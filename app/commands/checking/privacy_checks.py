"""The checks of `afterglow verify`: is anything readable on the disk, or open to the network?

A made-up moment with random marker words, a marker vector and a real picture is stored like any other. Then every
byte under the home and the temporary folders is searched for its words, vector and picture in many encodings, and the
home also for words of the person's own memories (elsewhere they may rightly stand) and for headers of picture formats.
Sockets, file modes and the seal of every stored object are checked too. The made-up moment is forgotten again.
"""

from __future__ import annotations

import io
import os
import random
import re
import secrets
import stat
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import psutil
from PIL import Image

from app.background.open_memory import OpenMemory
from base.errors import AfterglowError
from base.ids import new_id
from base.records.line import Line
from base.records.moment import Moment
from base.records.picture import Picture
from base.records.scope import Scope
from memory.archive.api import ArchiveApi

PICTURE_HEADERS = {
    "PNG": rb"\x89PNG\r\n\x1a\n",
    "WebP": rb"RIFF.{4}WEBPVP8",
    "AVIF": rb"ftypavi[fs]",
    "JPEG": rb"\xff\xd8\xff\xe0\x00\x10JFIF",
}
CHUNK_BYTES, OVERLAP_BYTES = 4 << 20, 4096
MAX_OWN_WORDS = 60
SLACK_SECONDS = 120
"""How far a file system's clock may lag behind ours."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    check: str
    ok: bool
    detail: str


def run_checks(session: OpenMemory) -> Iterator[CheckResult]:
    """Every check, one after another; the planted moment is forgotten afterwards, whatever happens."""
    archive, home = session.archive, session.home.root
    faults = archive.check()
    yield CheckResult("every seal", not faults, "none is damaged or replaced" if not faults else "; ".join(faults[:10]))
    marker = "zq" + secrets.token_hex(8)
    before = time.time() - SLACK_SECONDS
    planted = _plant_moment(archive, marker)
    patterns = _planted_patterns(marker, planted)
    try:
        if not faults:
            archive.maintain()
        names = {tempfile.gettempdir(), "/dev/shm", os.environ.get("XDG_RUNTIME_DIR", "")}  # noqa: S108 only read
        temporary = [Path(name) for name in sorted(names) if name and Path(name).is_dir()]
        words = _sample_own_words(archive)
        headers = {name: re.compile(header, re.S) for name, header in PICTURE_HEADERS.items()}
        yield _scan("planted markers at home", [home], patterns)
        yield _scan("planted markers in temporary folders", temporary, patterns, changed_since=before)
        yield _scan("words of your own memories at home", [home], words, note=f"{len(words)} words looked for")
        yield _scan("picture headers at home", [home], headers)
        yield _check_sockets()
        yield _check_file_modes(home)
    finally:
        forgetting = _forget_moment(archive, planted)
    yield forgetting
    yield _scan("planted markers after forgetting", [home], patterns)


def _plant_moment(archive: ArchiveApi, marker: str) -> Moment:
    """A moment at the very beginning of time, so that it disturbs no day of the person's."""
    pixels = np.random.default_rng().integers(0, 255, (64, 96, 3), dtype=np.uint8)
    encoded = io.BytesIO()
    Image.fromarray(pixels).save(encoded, "WEBP", lossless=True)
    direction = np.random.default_rng().standard_normal((1, 384)).astype(np.float32)
    at = datetime(1970, 1, 2, tzinfo=UTC)
    moment = Moment(
        id=new_id(at),
        at=at,
        monitor=0,
        app=f"App{marker}",
        title=f"Title {marker}title",
        url=f"https://{marker}.example/path",
        summary=f"{marker}summary",
        lines=(Line(f"some words around {marker}line and more", (0, 0, 50, 10)),),
        text_vectors=direction / np.linalg.norm(direction),
        thumbnail=encoded.getvalue(),
        picture=Picture("image/webp", 96, 64, encoded.getvalue()),
    )
    archive.add([moment])
    return moment


def _forget_moment(archive: ArchiveApi, planted: Moment) -> CheckResult:
    """A damaged object that cannot be rewritten keeps `forget` from finishing; that is a result, not the end."""
    check = "forgetting the planted moment"
    try:
        archive.forget(Scope(ids=(planted.id,)))
    except AfterglowError as error:
        return CheckResult(check, False, str(error))
    return CheckResult(check, archive.moment(planted.id) is None, "it is gone")


def _planted_patterns(marker: str, moment: Moment) -> dict[str, re.Pattern[bytes]]:
    """The planted words, vector and picture in the forms in which they could lie on a disk."""
    assert moment.text_vectors is not None
    assert moment.picture is not None
    words = {"text": marker.encode(), "wide text": marker.encode("utf-16-le"), "reversed": marker[::-1].encode()}
    row = moment.text_vectors[0]
    numbers = {
        "float32 vector": row[:6].tobytes(),
        "float16 vector": row[:12].astype(np.float16).tobytes(),
        "picture": moment.picture.data[64:96],
    }
    return {name: re.compile(re.escape(form), re.I) for name, form in words.items()} | {
        name: re.compile(re.escape(form), re.S) for name, form in numbers.items()
    }


def _sample_own_words(archive: ArchiveApi) -> dict[str, re.Pattern[bytes]]:
    """Long words of a sample of memories, titles and addresses; long ones, since short ones occur by chance."""
    words: set[str] = set()
    for moment in archive.select(Scope()):
        text = f"{moment.title} {moment.url} {moment.text}"
        words.update(word for word in re.findall(r"\w{9,}", text) if not word.isdigit())
        if len(words) > 20 * MAX_OWN_WORDS:
            break
    sample = random.sample(sorted(words), min(MAX_OWN_WORDS, len(words)))
    return {f"word {n}": re.compile(re.escape(word.encode()), re.I) for n, word in enumerate(sample)}


def _scan(
    check: str,
    folders: list[Path],
    patterns: dict[str, re.Pattern[bytes]],
    *,
    changed_since: float | None = None,
    note: str = "",
) -> CheckResult:
    """Search every file for the patterns. `changed_since` (seconds since 1970): pass over files that were last touched
    before, since they cannot hold what was planted later."""
    files, volume, matches = 0, 0, set()
    for path in _files(folders, changed_since):
        try:
            for chunk in _chunks(path):
                volume += len(chunk)
                matches |= {f"{name} in {path}" for name, pattern in patterns.items() if pattern.search(chunk)}
            files += 1
        except OSError:
            continue  # removed meanwhile, or another account's
    detail = f"nothing found in {files:,} files, {volume / 1e6:.1f} MB" + (f", {note}" if note else "")
    return CheckResult(check, not matches, "; ".join(sorted(matches)[:10]) if matches else detail)


def _files(folders: list[Path], changed_since: float | None) -> Iterator[Path]:
    for folder in folders:
        for root, _, names in os.walk(folder, onerror=lambda _: None):
            for path in (Path(root, name) for name in names):
                try:
                    status = path.lstat()
                except OSError:
                    continue
                touched = max(status.st_mtime, status.st_ctime)
                if stat.S_ISREG(status.st_mode) and (changed_since is None or touched >= changed_since):
                    yield path


def _chunks(path: Path) -> Iterator[bytes]:
    """Overlapping, so that nothing is missed that lies across two chunks."""
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield tail + chunk
            tail = chunk[-OVERLAP_BYTES:]


def _check_sockets() -> CheckResult:
    """Our processes may listen on the loopback only (the store's own endpoint) and talk to nobody else."""
    wrong = []
    current = psutil.Process()
    for process in [current, *current.children(recursive=True)]:
        for connection in process.net_connections(kind="inet"):
            ends = [end.ip for end in (connection.laddr, connection.raddr) if end]
            if any(not ip.startswith("127.") and ip != "::1" for ip in ends):
                wrong.append(f"{connection.laddr} → {connection.raddr}")
    detail = "none to another computer" if not wrong else "; ".join(wrong)
    return CheckResult("open sockets", not wrong, detail)


def _check_file_modes(home: Path) -> CheckResult:
    if os.name != "posix":
        return CheckResult("file modes", True, "not checked on this system, whose own rules apply")
    wrong = []
    for path in [home, *home.rglob("*")]:
        if path.lstat().st_mode & 0o077 and not path.is_symlink():
            wrong.append(str(path.relative_to(home)))
    detail = "only you" if not wrong else f"others may open {', '.join(wrong[:10])}"
    return CheckResult("file modes", not wrong, detail)
