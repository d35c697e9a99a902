"""Exports moments and memories: archive, folder, Markdown or XLSX.

Runs in the caller's thread (the command line's, or a job of the desktop app). It holds one part in memory at a time and
writes no temporary files, so that an encrypted export leaves no readable byte anywhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal, get_args

from base.clock import Clock, utc_now
from base.coverage import Coverage
from base.errors import BadInput, Cancelled
from base.records.moment import Moment
from base.records.scope import Scope
from memory.archive.api import ArchiveApi
from memory.memories.memory import Kind
from memory.snapshots import memories_jsonl, moments_parquet
from memory.snapshots.age_encryption import WORK_FACTOR, AgeWriter
from memory.snapshots.manifest import MARKDOWN, ArchiveWriter, end_tar, folder_writer, tar_writer
from memory.snapshots.markdown import write_markdown
from memory.snapshots.output_file import new_file, new_folder
from memory.snapshots.xlsx import write_xlsx

Format = Literal["archive", "folder", "markdown", "xlsx"]
FRAME = "frame"
Progress = Callable[[int, int | None], None]
"""Called with moments done and moments in all; None where that is not known."""

PART_MOMENTS = 500
PART_BYTES = 16 << 20
COVERAGE_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class ExportReport:
    frames: int
    bytes: int
    """Of everything that was written, as it lies on the disk."""
    files: int
    memories: int = 0
    """Of the six kinds, with what newer values closed."""


def export(
    archive: ArchiveApi,
    target: Path,
    *,
    format: Format,  # noqa: A002 - the word that the command line uses
    scope: Scope = Scope(),  # noqa: B008 - frozen
    kinds: Sequence[str] = (),
    passphrase: str | None = None,
    plain: bool = False,
    force: bool = False,
    zone: tzinfo = UTC,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    now: Clock = utc_now,
    work_factor: int = WORK_FACTOR,
) -> ExportReport:
    """Write the moments of `scope`, and the memories made from them, to `target`, which appears only when it is whole.

    `kinds`: `frame` and kinds of memories; without any, all but the vault's where the format can be restored.
    `archive` is one age-encrypted file, or with `plain` a tar of the same; the other formats cannot be encrypted and
    are refused without `plain`. `zone` is the person's, for the days of Markdown and the times of XLSX. An existing
    target is replaced only with `force`. Raises BadInput, DiskFull, Cancelled and what reading the archive raises; the
    target is then as it was.
    """
    _check_options(format, kinds, passphrase, plain)
    restorable = format in ("archive", "folder")
    if kinds:
        memory_kinds = tuple(kind for kind in Kind if kind in kinds)
    else:
        memory_kinds = tuple(kind for kind in Kind if restorable and kind is not Kind.VAULT)
    memories = _Memories(archive, memory_kinds, scope)
    total = _count(archive, scope)
    progress(0, total)
    moments = _report_progress(archive.select(scope, pictures=True, vectors=restorable), progress, cancelled, total)
    stretches = _coverage(archive, scope)
    if format == "archive":
        with new_file(target, force=force) as file:
            frames = _write_file(file, moments, stretches, memories, passphrase, now(), work_factor)
    elif format == "xlsx":
        with new_file(target, force=force) as file:
            frames = write_xlsx(file, moments, stretches, zone)
    else:
        with new_folder(target, force=force) as folder:
            put, made_at = folder_writer(folder), now()
            if format == "folder":
                frames = _write_all(ArchiveWriter(put, made_at), moments, stretches, memories)
            else:
                frames = write_markdown(ArchiveWriter(put, made_at, MARKDOWN), moments, zone)
    if target.is_file():
        return ExportReport(frames, target.stat().st_size, 1, memories.count)
    sizes = [(Path(folder) / name).stat().st_size for folder, _, names in os.walk(target) for name in names]
    return ExportReport(frames, sum(sizes), len(sizes), memories.count)


class _Memories:
    """The memories of an export, written once its frames are known."""

    def __init__(self, archive: ArchiveApi, kinds: Sequence[Kind], scope: Scope) -> None:
        self._archive, self._kinds, self._scope = archive, kinds, scope
        self.count = 0

    def write(self, pack: ArchiveWriter, frames: Sequence[str]) -> None:
        if not self._kinds:
            return
        written: set[str] = set()
        selected = memories_jsonl.select_memories(self._archive, self._kinds, self._scope, set(frames))
        number = 0
        while part := list(islice(selected, memories_jsonl.PART_MEMORIES)):
            number += 1
            pack.put(f"memories/{number:06}.jsonl", memories_jsonl.write_lines(part))
            written |= {memory.id for memory in part}
        self.count = len(written)
        whole = {*self._kinds, Kind.VAULT} == set(Kind)
        seen = memories_jsonl.finished_frames(self._archive, frames, written, self._scope) if whole else []
        pack.put("memories/seen.json", memories_jsonl.seen_json(seen))


def _check_options(chosen: str, kinds: Sequence[str], passphrase: str | None, plain: bool) -> None:
    if chosen not in get_args(Format):
        raise BadInput(f"there is no format {chosen!r}", advice=f"Choose one of {', '.join(get_args(Format))}.")
    known = (FRAME, *Kind)
    for kind in kinds:
        if kind not in known:
            raise BadInput(f"there is no kind {kind!r}", advice=f"Choose from {', '.join(known)}.")
    if kinds and FRAME not in kinds:
        raise BadInput("memories are exported together with their moments", advice="Add the kind `frame`.")
    if len(kinds) > 1 and chosen not in ("archive", "folder"):
        raise BadInput(
            f"an export as {chosen} cannot contain memories", advice="Choose the format `archive` or `folder`."
        )
    if chosen != "archive" and not plain:
        raise BadInput(
            f"an export as {chosen} is not encrypted",
            advice="Choose the format `archive`, or confirm that anybody with the files may read them.",
        )
    if plain and passphrase is not None:
        raise BadInput("a plain export has no passphrase", advice="Choose either a passphrase or a plain export.")
    if not plain and not passphrase:
        raise BadInput("the archive needs a passphrase", advice="Give one, or choose a plain export.")


def _count(archive: ArchiveApi, scope: Scope) -> int:
    """Some may come or go while the export is written: good enough to say how far it is."""
    return archive.stats().moments if scope == Scope() else archive.forget(scope, dry_run=True).moments


def _report_progress(
    moments: Iterator[Moment], progress: Progress, cancelled: Callable[[], bool], total: int
) -> Iterator[Moment]:
    for done, moment in enumerate(moments, start=1):
        if cancelled():
            raise Cancelled
        yield moment
        progress(done, max(done, total))


def _coverage(archive: ArchiveApi, scope: Scope) -> Sequence[Coverage]:
    """The stretches of the scope's time; none when it asks for certain apps, sites, titles or frames.

    An export of one app must not tell when everything else was recorded or excluded.
    """
    if replace(scope, since=None, until=None, monitors=()) != Scope():
        return ()
    coverages = archive.coverage(scope.since, scope.until)
    return [coverage for coverage in coverages if not scope.monitors or coverage.monitor in scope.monitors]


def _write_file(
    file: BinaryIO,
    moments: Iterator[Moment],
    stretches: Sequence[Coverage],
    memories: _Memories,
    passphrase: str | None,
    made_at: datetime,
    work_factor: int,
) -> int:
    sealed = None if passphrase is None else AgeWriter(file, passphrase, work_factor=work_factor)
    stream = sealed or file
    frames = _write_all(ArchiveWriter(tar_writer(stream, made_at), made_at), moments, stretches, memories)
    end_tar(stream)
    if sealed is not None:
        sealed.finish()
    return frames


def _write_all(
    pack: ArchiveWriter, moments: Iterator[Moment], stretches: Sequence[Coverage], memories: _Memories
) -> int:
    for number, start in enumerate(range(0, len(stretches), COVERAGE_ROWS), start=1):
        page = stretches[start : start + COVERAGE_ROWS]
        pack.put(f"coverage/{number:06}.parquet", moments_parquet.coverage_parquet(page))
    frames: list[str] = []
    for number, part in enumerate(_parts(moments), start=1):
        # The rows of a part, then its pictures in the same order: a reader holds no more than one part.
        pack.put(f"frames/{number:06}.parquet", moments_parquet.frames_parquet(part))
        pack.put(f"frames/{number:06}.jsonl", moments_parquet.frames_jsonl(part))
        for moment in part:
            if moment.picture is not None:
                pack.put(str(moments_parquet.picture_name(moment)), moment.picture.data)
        frames += [moment.id for moment in part]
    memories.write(pack, frames)
    pack.finish(frames=len(frames), coverage=len(stretches), memories=memories.count)
    return len(frames)


def _parts(moments: Iterator[Moment]) -> Iterator[list[Moment]]:
    part: list[Moment] = []
    weight = 0
    for moment in moments:
        part.append(moment)
        vectors = (vector for vector in (moment.text_vectors, moment.image_vector) if vector is not None)
        weight += sum(vector.nbytes for vector in vectors) + len(moment.thumbnail) + len(moment.text)
        weight += len(moment.picture.data) if moment.picture else 0
        if len(part) == PART_MOMENTS or weight > PART_BYTES:
            yield part
            part, weight = [], 0
    if part:
        yield part
