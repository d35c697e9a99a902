"""The real LanceDB on the sealed store: everything works, nothing readable is left, nothing tampered goes unnoticed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from base.errors import Damaged, RolledBack
from memory.sealed.keys import Keys
from memory.sealed.process_environment import prepare_process
from memory.sealed.sealed_store import SealedStore, open_sealed

ROOT = Path(__file__).parents[3]
MARKER = "plantedmarker"
RAMP = np.linspace(0.125, 0.75, 32, dtype=np.float32)


def batch(first: int, count: int = 40) -> pa.Table:
    vectors = np.tile(RAMP, (count, 1)) + np.arange(first, first + count, dtype=np.float32)[:, None]
    return pa.table(
        {
            "id": [f"{number:06d}" for number in range(first, first + count)],
            "app": [f"{MARKER}app{number % 3}" for number in range(first, first + count)],
            "text": [f"{MARKER} word{number} lorem ipsum" for number in range(first, first + count)],
            "picture": [f"{MARKER}{number}".encode() * 300 for number in range(first, first + count)],
            "vector": pa.FixedSizeListArray.from_arrays(pa.array(vectors.ravel()), 32),
        }
    )


def connect(store: SealedStore) -> Any:
    import lancedb

    return lancedb.connect(store.uri, storage_options=store.storage_options, read_consistency_interval=timedelta(0))


def build(store: SealedStore) -> Any:
    """A table with every kind of file: data, deletions, indexes, transactions, old versions."""
    from lancedb.index import FTS, Bitmap

    table = connect(store).create_table("moments", batch(0))
    table.create_index("text", config=FTS(with_position=True))
    table.create_index("app", config=Bitmap())
    table.merge_insert("id").when_matched_update_all().when_not_matched_insert_all().execute(batch(30, 30))
    table.delete("id = '000005'")
    table.optimize()
    table.add(batch(60, 20))
    return table


def read_all(table: Any) -> tuple[object, ...]:
    """Everything by every way of reading, comparable."""
    rows = table.to_arrow().sort_by("id").to_pylist()
    words = sorted(row["id"] for row in table.search("lorem", query_type="fts").limit(500).to_list())
    filtered = sorted(row["id"] for row in table.search().where(f"app = '{MARKER}app1'").limit(500).to_list())
    near = [row["id"] for row in table.search(RAMP + 33).limit(5).to_list()]
    return rows, words, filtered, near


class TempWatch:
    """Reads every file that appears in the temp folder while it runs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stop = threading.Event()
        self.seen: set[str] = set()
        self.leaks: set[str] = set()
        self._thread = threading.Thread(target=self._run, name="temp-watch")

    def __enter__(self) -> TempWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(0.002):
            for path in self._folder.rglob("*"):
                self._look(path)

    def _look(self, path: Path) -> None:
        self.seen.add(path.name)
        try:
            if path.is_file() and readable(path.read_bytes()):
                self.leaks.add(path.name)
        except OSError:
            pass


def readable(data: bytes) -> bool:
    return MARKER.encode() in data or RAMP[:4].tobytes() in data or (RAMP[:4] + 33).tobytes() in data


@pytest.fixture(scope="module", autouse=True)
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def test_every_operation_works_and_nothing_readable_is_left(
    opened: Callable[..., SealedStore], home: Path, tmp_path: Path
) -> None:
    scratch = prepare_process()
    store = opened()
    with TempWatch(scratch) as temp:
        table = build(store)
        table.optimize(cleanup_older_than=timedelta(0))
        rows, words, filtered, near = read_all(table)

    assert len(rows) == 79
    assert len(words) == 79
    assert filtered == [f"{number:06d}" for number in range(80) if number % 3 == 1]
    assert near[0] == "000033"
    assert len(table.search('"word33 lorem"', query_type="fts").limit(5).to_list()) == 1
    assert temp.leaks == set()
    for path in [*home.rglob("*"), *(tmp_path / "witness").rglob("*"), *scratch.rglob("*")]:
        assert path.is_dir() or not readable(path.read_bytes()), path
    names = " ".join(path.name for path in (home / "objects").rglob("*"))
    assert not re.search("moments|lance|manifest|versions", names)
    assert store.check() == ()
    assert store.take_failures() == ()


def test_a_dropped_table_is_gone_and_can_be_made_again(opened: Callable[..., SealedStore]) -> None:
    store = opened()
    database = connect(store)
    database.create_table("moments", batch(0))
    database.drop_table("moments")
    assert store.object_count() == 0

    database.create_table("moments", batch(0, 3))
    store.close()
    again = connect(opened())

    assert again.open_table("moments").count_rows() == 3


def test_figures_come_from_the_disk(opened: Callable[..., SealedStore], home: Path) -> None:
    store = opened()
    build(store)
    files = [path for path in (home / "objects").rglob("*") if path.is_file()]

    assert store.object_count() == len(files)
    assert store.disk_bytes() == sum(path.stat().st_size for path in files)


def test_a_large_upload_goes_to_disk_in_parts(opened: Callable[..., SealedStore]) -> None:
    store = opened()
    noise = np.random.default_rng(1).bytes(12 << 20)
    table = connect(store).create_table("big", pa.table({"id": ["a"], "data": [noise]}))

    assert table.to_arrow()["data"][0].as_py() == noise


def test_an_older_copy_of_the_home_is_refused_until_accepted(
    opened: Callable[..., SealedStore], home: Path, tmp_path: Path
) -> None:
    store = opened()
    table = connect(store).create_table("moments", batch(0))
    store.close()
    shutil.copytree(home, tmp_path / "backup")
    store = opened()
    connect(store).open_table("moments").add(batch(40))
    store.close()
    shutil.rmtree(home)
    shutil.copytree(tmp_path / "backup", home)

    with pytest.raises(RolledBack):
        opened()

    store = opened(accept_backup=True)
    assert connect(store).open_table("moments").count_rows() == 40
    store.close()
    opened()
    assert table is not None


# -- tampering with each kind of file

KINDS = {
    "manifest": r"/_versions/",
    "data": r"/data/",
    "deletion": r"/_deletions/",
    "words": r"/_indices/.*(tokens|invert|docs|part)",
    "index": r"/_indices/",
}


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> tuple[Path, dict[str, list[Path]], object]:
    """A home, its files by kind (newest first), and what reads from it."""
    base = tmp_path_factory.mktemp("pristine")
    store = open_sealed(base / "home", keys, witness_dir=base / "witness", fsync=False)
    expected = read_all(build(store))
    names = sorted(item.name for item in store._objects.listing())
    sealed = store._objects._names.encrypt
    files = {kind: [Path(sealed(name)) for name in names if re.search(rule, name)] for kind, rule in KINDS.items()}
    store.close()
    return base / "home", files, expected


def flip(path: Path, _: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[64 + (len(raw) - 64) // 2] ^= 4
    path.write_bytes(raw)


def truncate(path: Path, _: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def swap(path: Path, other: Path) -> None:
    first, second = path.read_bytes(), other.read_bytes()
    path.write_bytes(second)
    other.write_bytes(first)


def replace(path: Path, other: Path) -> None:
    path.write_bytes(other.read_bytes())


def remove(path: Path, _: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("how", [flip, truncate, swap, replace, remove])
@pytest.mark.parametrize("kind", KINDS)
def test_no_tampering_goes_unnoticed(
    pristine: tuple[Path, dict[str, list[Path]], object],
    keys: Keys,
    tmp_path: Path,
    kind: str,
    how: Callable[[Path, Path], None],
) -> None:
    source, files, expected = pristine
    victims = files[kind][:3] if kind != "manifest" else files[kind][:1]
    other = (files[kind] * 2)[-1] if files[kind][-1] not in victims else files["data"][-1]
    if other in victims:
        other = files["manifest"][-1]
    for number, victim in enumerate(victims):
        home = tmp_path / f"home{number}"
        shutil.copytree(source, home)
        how(home / "objects" / victim, home / "objects" / other)

        noticed = notice(home, keys, tmp_path / "witness", expected)

        assert noticed or how is remove  # a file that no version needs any more may vanish


def notice(home: Path, keys: Keys, witness: Path, expected: object) -> bool:
    """True when reading failed with Damaged, or `check` names something; never may it read as something else."""
    try:
        store = open_sealed(home, keys, witness_dir=witness, fsync=False)
    except Damaged as error:
        return "moments.lance" in str(error)
    try:
        try:
            found = read_all(connect(store).open_table("moments"))
        except Exception:  # noqa: BLE001 - LanceDB's kinds of error vary; the store knows the cause
            with pytest.raises(Damaged, match=r"moments\.lance"):
                store.raise_if_damaged()
            return True
        assert found == expected
        return bool(store.check())
    finally:
        store.close()


# -- other processes

WRITER = """
import sys, warnings
warnings.simplefilter("ignore")
import pickle
from pathlib import Path
from memory.sealed.sealed_store import open_sealed
sys.path.insert(0, str(Path({here!r})))
import test_sealed_lancedb as spec
keys = pickle.loads(Path({keys!r}).read_bytes())
store = open_sealed(Path({home!r}), keys, witness_dir=Path({witness!r}))
table = spec.connect(store).open_table("moments")
print("ready", flush=True)
for number in range({first}, {first} + {rounds} * 20, 20):
    table.add(spec.batch(number, 20))
    if {optimize} and number % 60 == 0:
        table.optimize()
    print(number, flush=True)
store.close()
"""


@pytest.fixture
def writer(home: Path, tmp_path: Path, keys: Keys) -> Callable[..., subprocess.Popen[str]]:
    import pickle

    (tmp_path / "keys.pickle").write_bytes(pickle.dumps(keys))  # only a test may

    def start(first: int, rounds: int, *, optimize: bool = False) -> subprocess.Popen[str]:
        script = WRITER.format(
            here=str(Path(__file__).parent),
            keys=str(tmp_path / "keys.pickle"),
            home=str(home),
            witness=str(tmp_path / "witness"),
            first=first,
            rounds=rounds,
            optimize=optimize,
        )
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        return subprocess.Popen([sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True)

    return start


def test_two_processes_write_side_by_side(
    opened: Callable[..., SealedStore], writer: Callable[..., subprocess.Popen[str]]
) -> None:
    store = opened()
    table = connect(store).create_table("moments", batch(0))
    children = [writer(1000, 6), writer(5000, 6)]
    for child in children:
        assert child.communicate(timeout=60)[0].split()[-1].isdigit()

    ids = [row["id"] for row in table.search().select(["id"]).limit(10_000).to_list()]

    assert [child.returncode for child in children] == [0, 0]
    assert len(ids) == len(set(ids)) == 40 + 2 * 120
    assert store.check() == ()
    assert store.take_failures() == ()


@pytest.mark.parametrize("after", [1, 4])
def test_a_killed_writer_loses_nothing_that_it_acknowledged(
    opened: Callable[..., SealedStore], writer: Callable[..., subprocess.Popen[str]], home: Path, after: int
) -> None:
    store = opened(fsync=True)
    connect(store).create_table("moments", batch(0))
    store.close()
    child = writer(1000, 500, optimize=True)
    assert child.stdout is not None
    acknowledged = [int(child.stdout.readline().replace("ready", "0")) for _ in range(after + 1)][1:]

    child.kill()
    acknowledged += [int(line) for line in child.stdout.read().split("\n") if line.isdigit()]
    child.wait()
    child.stdout.close()
    store = opened()
    table = connect(store).open_table("moments")
    ids = {row["id"] for row in table.search().select(["id", "text"]).limit(100_000).to_list()}

    assert {f"{first + step:06d}" for first in acknowledged for step in range(20)} <= ids
    assert len(ids) == table.count_rows()
    assert len(ids) % 20 == 0
    assert store.check() == ()
    table.add(batch(900_000, 1))
    assert len(list((home / "incoming").glob("p-*"))) == 1
