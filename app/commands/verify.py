"""verify: proves privacy on this machine.

A made-up moment with random marker words, a marker vector and a real picture is remembered like any other and
then looked for, in many encodings, in every byte under the home and the temporary folders; so are words of the
person's own memories (in the home only: elsewhere they may rightly stand) and the headers of picture formats.
Then sockets, file modes, and every stored object's seal. The made-up moment is forgotten again.
"""

from __future__ import annotations

import argparse
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

from app.commands.context import Context
from app.commands.output import out, print_json
from app.composition import OpenMemory
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
CHUNK, OVERLAP = 4 << 20, 4096
OWN_WORDS = 60
SLACK_SECONDS = 120
"""How far a file system's clock may lag behind ours."""


@dataclass(frozen=True, slots=True)
class Finding:
    check: str
    ok: bool
    detail: str


def verify(context: Context, options: argparse.Namespace) -> int:
    with context.session(existing=True) as session:
        findings = list(run(session))
    if context.json:
        print_json(
            {
                "ok": all(f.ok for f in findings),
                "findings": [{"check": f.check, "ok": f.ok, "detail": f.detail} for f in findings],
            }
        )
    else:
        for finding in findings:
            out.print(
                f"[{'green' if finding.ok else 'red'}]{'✓' if finding.ok else '✗'}[/] [bold]{finding.check}[/]  ",
                end="",
            )
            out.print(finding.detail, markup=False)
    return 0 if all(finding.ok for finding in findings) else 1


def run(session: OpenMemory) -> Iterator[Finding]:
    """Every check, one after another; the planted moment is gone afterwards, whatever happens."""
    archive, home = session.archive, session.home.root
    faults = archive.check()
    yield Finding("every seal", not faults, "all objects verify" if not faults else "; ".join(faults[:10]))
    marker = "zq" + secrets.token_hex(8)
    before = time.time() - SLACK_SECONDS
    planted = plant(archive, marker)
    patterns = marker_patterns(marker) | vector_patterns(planted)
    try:
        if not faults:
            archive.maintain()
        own = own_words(archive)
        yield _scan("planted markers at home", [home], patterns)
        yield _scan("planted markers in temporary folders", temporary_folders(), patterns, changed_since=before)
        yield _scan("words of your own memories at home", [home], own, note=f"{len(own)} words looked for")
        yield _scan("picture headers at home", [home], picture_patterns())
        yield sockets()
        yield modes(home)
    finally:
        forgotten = _forget(archive, planted)
    yield forgotten
    yield _scan("planted markers after forgetting", [home], patterns)


def _forget(archive: ArchiveApi, planted: Moment) -> Finding:
    """A damaged object that cannot be rewritten keeps `forget` from finishing; that is a finding, not the end."""
    try:
        archive.forget(Scope(ids=(planted.id,)))
    except AfterglowError as error:
        return Finding("forgetting the planted moment", False, str(error))
    return Finding("forgetting the planted moment", archive.moment(planted.id) is None, "it is gone")


def picture_patterns() -> dict[str, re.Pattern[bytes]]:
    return {name: re.compile(header, re.S) for name, header in PICTURE_HEADERS.items()}


def plant(archive: ArchiveApi, marker: str) -> Moment:
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


def marker_patterns(marker: str) -> dict[str, re.Pattern[bytes]]:
    forms = {"text": marker.encode(), "wide text": marker.encode("utf-16-le"), "reversed": marker[::-1].encode()}
    return {name: re.compile(re.escape(form), re.I) for name, form in forms.items()}


def vector_patterns(moment: Moment) -> dict[str, re.Pattern[bytes]]:
    assert moment.text_vectors is not None
    row = moment.text_vectors[0]
    forms = {"float32 vector": row[:6].tobytes(), "float16 vector": row[:12].astype(np.float16).tobytes()}
    forms["picture"] = (moment.picture.data if moment.picture else b"")[64:96]
    return {name: re.compile(re.escape(form), re.S) for name, form in forms.items()}


def own_words(archive: ArchiveApi) -> dict[str, re.Pattern[bytes]]:
    """Long words of a sample of memories, titles and addresses; long ones, since short ones occur by chance."""
    words: set[str] = set()
    for moment in archive.select(Scope()):
        said = f"{moment.title} {moment.url} {moment.text}"
        words.update(word for word in re.findall(r"\w{9,}", said) if not word.isdigit())
        if len(words) > 20 * OWN_WORDS:
            break
    chosen = random.sample(sorted(words), min(OWN_WORDS, len(words)))
    return {f"word {n}": re.compile(re.escape(word.encode()), re.I) for n, word in enumerate(chosen)}


def temporary_folders() -> list[Path]:
    names = {tempfile.gettempdir(), "/dev/shm", os.environ.get("XDG_RUNTIME_DIR", "")}  # noqa: S108 looked into, not written
    return [Path(name) for name in sorted(names) if name and Path(name).is_dir()]


def _scan(
    check: str,
    folders: list[Path],
    patterns: dict[str, re.Pattern[bytes]],
    *,
    changed_since: float | None = None,
    note: str = "",
) -> Finding:
    """`changed_since` (seconds since 1970) passes files over that were last touched before: they cannot hold it."""
    files, volume, found = 0, 0, []
    for path in _files(folders, changed_since):
        try:
            for piece in _pieces(path):
                volume += len(piece)
                found += [f"{name} in {path}" for name, pattern in patterns.items() if pattern.search(piece)]
            files += 1
        except OSError:
            continue  # gone meanwhile, or another account's
    detail = f"{files} files, {volume / 1e6:.1f} MB searched" + (f", {note}" if note else "")
    return Finding(check, not found, "; ".join(sorted(set(found))[:10]) if found else detail)


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


def _pieces(path: Path) -> Iterator[bytes]:
    tail = b""
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield tail + piece
            tail = piece[-OVERLAP:]


def sockets() -> Finding:
    """Our processes may listen on the loopback only (the store's own endpoint) and talk to nobody else."""
    wrong = []
    listening = 0
    me = psutil.Process()
    for process in [me, *me.children(recursive=True)]:
        for connection in process.net_connections(kind="inet"):
            ends = [end.ip for end in (connection.laddr, connection.raddr) if end]
            listening += connection.status == psutil.CONN_LISTEN
            if any(not ip.startswith("127.") and ip != "::1" for ip in ends):
                wrong.append(f"{connection.laddr} → {connection.raddr}")
    detail = f"{listening} listening, on the loopback only" if not wrong else "; ".join(wrong)
    return Finding("open sockets", not wrong, detail)


def modes(home: Path) -> Finding:
    if os.name != "posix":
        return Finding("file modes", True, "not checked on this system: the profile's own access rules apply")
    wrong = [
        str(p.relative_to(home)) for p in [home, *home.rglob("*")] if p.lstat().st_mode & 0o077 and not p.is_symlink()
    ]
    return Finding(
        "file modes", not wrong, "for the owner only" if not wrong else f"open to others: {', '.join(wrong[:10])}"
    )
