"""Export, then restore: everything comes back, nothing doubles, nothing readable is left lying about."""

from __future__ import annotations

import stat
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from snapshot_samples import START, RamArchive, a_moment, assert_same, filled

from base.errors import BadInput, Cancelled, DiskFull, WrongPassphrase
from base.records.line import Line
from base.records.moment import Moment
from base.records.scope import Scope
from memory.snapshots import export, needs_passphrase, restore

SECRET = "correct horse battery staple"
KINDS = [("archive", SECRET), ("archive", None), ("folder", None)]


def written(memory: RamArchive, target: Path, form: str, passphrase: str | None, **more: object) -> Path:
    options = {"scope": Scope(), "work_factor": 4, "plain": passphrase is None, **more}
    export(memory, target, format=form, passphrase=passphrase, **options)  # type: ignore[arg-type]
    return target


@pytest.mark.parametrize(("form", "passphrase"), KINDS)
def test_every_field_comes_back(tmp_path: Path, form: str, passphrase: str | None) -> None:
    memory, fresh = filled(1203), RamArchive()

    report = restore(fresh, written(memory, tmp_path / "x", form, passphrase), passphrase=passphrase)

    assert (report.added, report.skipped, report.coverage) == (1203, 0, 8)
    assert fresh.moments.keys() == memory.moments.keys()
    for moment in memory.moments.values():
        assert_same(fresh.moments[moment.id], moment)
    assert fresh.stretches == memory.stretches


@pytest.mark.parametrize(("form", "passphrase"), KINDS)
def test_an_empty_memory_makes_a_whole_archive(tmp_path: Path, form: str, passphrase: str | None) -> None:
    target = written(RamArchive(), tmp_path / "x", form, passphrase)

    assert restore(RamArchive(), target, passphrase=passphrase).added == 0


def test_restoring_twice_adds_nothing_twice(tmp_path: Path, memory_with_moments: RamArchive) -> None:
    target, fresh = written(memory_with_moments, tmp_path / "x", "archive", SECRET), RamArchive()
    restore(fresh, target, passphrase=SECRET)

    report = restore(fresh, target, passphrase=SECRET)

    assert (report.added, report.skipped) == (0, 25)


def test_what_was_forgotten_on_purpose_stays_forgotten(tmp_path: Path, memory_with_moments: RamArchive) -> None:
    gone = next(iter(memory_with_moments.moments))
    fresh = RamArchive(forgotten={gone})

    report = restore(fresh, written(memory_with_moments, tmp_path / "x", "archive", SECRET), passphrase=SECRET)

    assert (report.added, report.skipped) == (24, 1)
    assert gone not in fresh.moments


def test_only_the_scope_is_exported(tmp_path: Path, memory_with_moments: RamArchive) -> None:
    scope = Scope(since=START + timedelta(minutes=6), until=START + timedelta(minutes=12), apps=("browser",))
    fresh = RamArchive()

    restore(fresh, written(memory_with_moments, tmp_path / "x", "archive", SECRET, scope=scope), passphrase=SECRET)

    wanted = {one.id for one in memory_with_moments.select(scope)}
    assert 0 < len(wanted) < 10
    assert fresh.moments.keys() == wanted


def test_an_export_of_one_app_does_not_tell_when_all_else_was_recorded(
    tmp_path: Path, memory_with_moments: RamArchive
) -> None:
    fresh = RamArchive()

    target = written(memory_with_moments, tmp_path / "x", "archive", SECRET, scope=Scope(apps=("browser",)))
    restore(fresh, target, passphrase=SECRET)

    assert fresh.moments
    assert not fresh.stretches


texts = st.text(max_size=60)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=texts, url=texts, summary=texts, words=st.lists(texts, max_size=4))
def test_any_text_comes_back(tmp_path: Path, title: str, url: str, summary: str, words: list[str]) -> None:
    lines = tuple(Line(text, (0, 0, 1, 1)) for text in words)
    memory, fresh = RamArchive(), RamArchive()
    wanted = a_moment(1, title=title, url=url, summary=summary, lines=lines)
    memory.add([wanted])

    target = written(memory, tmp_path / "x", "archive", None, force=True)
    restore(fresh, target)

    assert_same(fresh.moments[wanted.id], wanted)


def test_lone_surrogates_are_replaced_and_nothing_else_is(tmp_path: Path) -> None:
    memory, fresh = RamArchive(), RamArchive()
    memory.add([a_moment(1, title="a\ud800b😀")])

    restore(fresh, written(memory, tmp_path / "x", "archive", None))

    (found,) = fresh.moments.values()
    assert found.title == "a\ufffdb😀"


# -- privacy -----------------------------------------------------------------------------------------------------------

MARKER = "qvxmarkerzz"


def marked() -> RamArchive:
    line = (Line(MARKER, (0, 0, 1, 1)),)
    memory = RamArchive()
    marks = {
        "app": MARKER,
        "title": MARKER,
        "url": MARKER,
        "summary": MARKER,
        "lines": line,
        "thumbnail": MARKER.encode(),
    }
    memory.add([a_moment(number, **marks) for number in range(30)])
    return memory


def test_an_encrypted_export_leaves_nothing_readable_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch, out = tmp_path / "tmp", tmp_path / "out"
    scratch.mkdir()
    out.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    seen: list[Path] = []
    memory = marked()

    def look(_done: int, _total: int | None) -> None:
        seen.extend(scratch.iterdir())
        assert all(MARKER.encode() not in file.read_bytes() for file in out.iterdir())

    target = written(memory, out / "x.afterglow", "archive", SECRET, progress=look)
    restore(RamArchive(), target, passphrase=SECRET, progress=look)

    data = target.read_bytes()
    assert not any(word in data for word in (MARKER.encode(), b"RIFF", b"PAR1", b"ustar", b"manifest", b"parquet"))
    assert seen == []
    assert [file.name for file in out.iterdir()] == ["x.afterglow"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize("form", ["folder", "markdown", "xlsx"])
def test_plain_formats_use_no_temporary_files_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    scratch.chmod(0o500)
    seen: list[Path] = []

    written(marked(), tmp_path / "x", form, None, progress=lambda *_: seen.extend(scratch.iterdir()))

    assert seen == []


@pytest.mark.parametrize("form", ["folder", "markdown", "xlsx", "archive"])
def test_nothing_plain_is_written_without_consent(tmp_path: Path, memory_with_moments: RamArchive, form: str) -> None:
    with pytest.raises(BadInput):
        export(memory_with_moments, tmp_path / "x", format=form, passphrase=None)  # type: ignore[arg-type]

    assert list(tmp_path.iterdir()) == []


def test_a_passphrase_and_plain_contradict_each_other(tmp_path: Path, memory_with_moments: RamArchive) -> None:
    with pytest.raises(BadInput):
        export(memory_with_moments, tmp_path / "x", format="archive", passphrase="x", plain=True)


# -- refusing ----------------------------------------------------------------------------------------------------------


def test_the_wrong_passphrase_restores_nothing(tmp_path: Path, memory_with_moments: RamArchive) -> None:
    target, fresh = written(memory_with_moments, tmp_path / "x", "archive", SECRET), RamArchive()

    with pytest.raises(WrongPassphrase):
        restore(fresh, target, passphrase="something else")
    with pytest.raises(BadInput):
        restore(fresh, target)

    assert needs_passphrase(target)
    assert fresh.adds == 0


@pytest.mark.parametrize("form", ["archive", "folder", "markdown", "xlsx"])
def test_an_existing_target_is_kept_unless_forced(tmp_path: Path, memory_with_moments: RamArchive, form: str) -> None:
    target = written(memory_with_moments, tmp_path / "x", form, None)

    with pytest.raises(BadInput):
        written(memory_with_moments, target, form, None)
    written(memory_with_moments, target, form, None, force=True)

    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_force_never_replaces_a_folder_of_the_person(tmp_path: Path, memory_with_moments: RamArchive) -> None:
    mine = tmp_path / "photos"
    mine.mkdir()
    (mine / "cat.jpg").write_bytes(b"meow")

    for form in ("archive", "folder", "markdown", "xlsx"):
        with pytest.raises(BadInput):
            written(memory_with_moments, mine, form, None, force=True)

    assert (mine / "cat.jpg").read_bytes() == b"meow"


@pytest.mark.parametrize("form", ["archive", "folder", "markdown", "xlsx"])
@pytest.mark.parametrize("stop", ["cancelled", "ctrl-c", "full"])
def test_stopping_early_leaves_nothing_behind(
    tmp_path: Path, memory_with_moments: RamArchive, form: str, stop: str
) -> None:
    expected = {"cancelled": Cancelled, "ctrl-c": KeyboardInterrupt, "full": DiskFull}[stop]

    def progress(done: int, _total: int | None) -> None:
        if done == 20 and stop == "ctrl-c":
            raise KeyboardInterrupt
        if done == 20 and stop == "full":
            raise OSError(28, "No space left on device")

    calls = iter(range(100))
    with pytest.raises(expected):
        written(
            memory_with_moments,
            tmp_path / "x",
            form,
            None,
            progress=progress,
            cancelled=lambda: stop == "cancelled" and next(calls) > 15,
        )

    assert list(tmp_path.iterdir()) == []


def test_an_earlier_export_survives_a_later_one_that_fails(tmp_path: Path, memory_with_moments: RamArchive) -> None:
    target = written(memory_with_moments, tmp_path / "x", "folder", None)

    with pytest.raises(Cancelled):
        written(memory_with_moments, target, "folder", None, force=True, cancelled=lambda: True)

    assert restore(RamArchive(), target).added == 25


def test_a_missing_folder_is_named_with_advice(tmp_path: Path, memory_with_moments: RamArchive) -> None:
    with pytest.raises(BadInput) as error:
        written(memory_with_moments, tmp_path / "nowhere" / "x", "archive", None)

    assert "x" in error.value.detail


def test_an_unknown_kind_or_format_is_refused(tmp_path: Path, memory_with_moments: RamArchive) -> None:
    with pytest.raises(BadInput):
        written(memory_with_moments, tmp_path / "x", "archive", None, kinds=("semantic",))
    with pytest.raises(BadInput):
        written(memory_with_moments, tmp_path / "x", "pdf", None)


# -- the open layout ---------------------------------------------------------------------------------------------------


def test_any_parquet_reader_understands_the_folder(tmp_path: Path, memory_with_moments: RamArchive) -> None:
    folder = written(memory_with_moments, tmp_path / "x", "folder", None)

    table = pq.read_table(folder / "frames" / "000001.parquet")

    rows = table.to_pylist()
    assert [row["id"] for row in rows] == list(memory_with_moments.moments)
    assert rows[0]["at"] == START
    assert all((folder / row["picture"]).is_file() for row in rows if row["picture"])


def test_a_moment_whose_id_is_a_path_cannot_be_exported(tmp_path: Path) -> None:
    memory = RamArchive()
    memory.add([replace(a_moment(0), id="../../etc/cron.d/x")])

    with pytest.raises(BadInput):
        written(memory, tmp_path / "x", "folder", None)

    assert list(tmp_path.iterdir()) == []


def test_memory_stays_bounded_by_one_part(tmp_path: Path) -> None:
    alive = 0
    most = 0

    class Counting(RamArchive):
        def select(self, scope: Scope, **_: bool):  # type: ignore[no-untyped-def,override]
            nonlocal alive, most
            for number in range(3000):
                moment: Moment = a_moment(number)
                alive += 1
                most = max(most, alive)
                yield moment

    def done(count: int, _total: int | None) -> None:
        nonlocal alive
        if count % 500 == 0:
            alive = 0

    written(Counting(), tmp_path / "x", "archive", None, progress=done)

    assert most <= 501


@pytest.mark.parametrize("scope", [Scope(), Scope(apps=("editor",))], ids=["everything", "one app"])
def test_progress_knows_from_the_start_how_many_there_are(tmp_path: Path, scope: Scope) -> None:
    memory = RamArchive()
    memory.add([replace(a_moment(number), app="Editor" if number % 2 else "Mail") for number in range(6)])
    count = len(list(memory.select(scope)))  # type: ignore[arg-type, unused-ignore]
    seen: list[tuple[int, int | None]] = []

    written(memory, tmp_path / "x", "folder", None, scope=scope, progress=lambda *told: seen.append(told))

    assert seen == [(done, count) for done in range(count + 1)]
