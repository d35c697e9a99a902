"""An archive from outside is verified before a byte of it is believed; what is wrong with it is named."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from snapshot_samples import RamArchive, filled

from base.errors import BadArchive, BadInput, WrongPassphrase
from memory.snapshots import export, restore
from memory.snapshots.manifest import entry
from memory.snapshots.memories_jsonl import read_lines

Files = dict[str, bytes]
SECRET = "correct horse battery staple"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    target = tmp_path_factory.mktemp("plain") / "x.tar"
    export(filled(12), target, format="archive", plain=True)
    return target.read_bytes()


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    target = tmp_path_factory.mktemp("sealed") / "x.afterglow"
    export(filled(12), target, format="archive", passphrase=SECRET, work_factor=4)
    return target.read_bytes()


def unpacked(data: bytes) -> Files:
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]


def packed(files: Files) -> bytes:
    memory = io.BytesIO()
    with tarfile.open(fileobj=memory, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return memory.getvalue()


def relisted(files: Files) -> Files:
    """With a manifest that agrees with what the files are now: an attacker can do that to a plain archive."""
    manifest = json.loads(files["manifest.json"])
    manifest["files"] = [entry(name, data).model_dump() for name, data in files.items() if name != "manifest.json"]
    return {**files, "manifest.json": json.dumps(manifest).encode()}


def refused(tmp_path: Path, data: bytes, *, passphrase: str | None = None) -> str:
    """The message with which the archive is refused; nothing of it may have been added."""
    path, memory = tmp_path / "x.tar", RamArchive()
    path.write_bytes(data)
    with pytest.raises(BadArchive) as error:
        restore(memory, path, passphrase=passphrase)
    assert memory.adds == 0
    return error.value.detail


def test_the_archive_is_readable_by_any_tar(tmp_path: Path, plain: bytes) -> None:
    files = unpacked(plain)

    assert next(iter(files)) == "afterglow.json"
    assert list(files)[-1] == "manifest.json"
    lines = [json.loads(line) for line in files["frames/000001.jsonl"].splitlines()]
    assert lines[0]["lines"][0]["text"].startswith("The quick marmot 0")


def test_a_flipped_byte_in_any_member_names_that_member(tmp_path: Path, plain: bytes) -> None:
    files = unpacked(plain)

    for name, data in files.items():
        for place in {0, len(data) // 3, len(data) // 2, len(data) - 1}:
            damaged = bytearray(data)
            damaged[place] ^= 0x20
            message = refused(tmp_path, packed({**files, name: bytes(damaged)}))
            assert name in message or name == "manifest.json", message


def test_a_flipped_byte_anywhere_in_the_tar_is_refused(tmp_path: Path, plain: bytes) -> None:
    for place in range(7, len(plain), 1511):
        damaged = bytearray(plain)
        damaged[place] ^= 0x01
        path, memory = tmp_path / "x", RamArchive()
        path.write_bytes(damaged)
        try:
            restore(memory, path)
        except BadArchive:
            assert memory.adds == 0
        else:  # only the header's fields without meaning, such as the time, and the padding of names may differ
            assert len(memory.moments) == 12


def test_an_archive_cut_anywhere_is_refused(tmp_path: Path, plain: bytes, sealed: bytes) -> None:
    for share in (0.01, 0.2, 0.5, 0.9, 0.999):
        refused(tmp_path, plain[: int(len(plain) * share)])
        if share > 0.1:
            refused(tmp_path, sealed[: int(len(sealed) * share)], passphrase=SECRET)


def test_a_damaged_encrypted_archive_says_after_which_file(tmp_path: Path, sealed: bytes) -> None:
    damaged = bytearray(sealed)
    damaged[-40] ^= 1

    assert "damaged" in refused(tmp_path, bytes(damaged), passphrase=SECRET)


def _without(name: str) -> Callable[[Files], Files]:
    return lambda files: {key: data for key, data in files.items() if key != name}


def _swap(files: Files) -> Files:
    one, two = [name for name in files if name.startswith("pictures/")][:2]
    return {**files, one: files[two], two: files[one]}


def _swap_places(files: Files) -> Files:
    names = list(files)
    names[4], names[5] = names[5], names[4]
    return {name: files[name] for name in names}


def _extra(name: str) -> Callable[[Files], Files]:
    def change(files: Files) -> Files:
        manifest = files.pop("manifest.json")
        return {**files, name: b"x", "manifest.json": manifest}

    return change


@pytest.mark.parametrize(
    "change",
    [
        _without("manifest.json"),
        _without("afterglow.json"),
        _without("frames/000001.parquet"),
        _without("frames/000001.jsonl"),
        _without("coverage/000001.parquet"),
        _swap,
        _swap_places,
        _extra("pictures/zzz.webp"),
        _extra("frames/000009.jsonl"),
    ],
)
def test_missing_swapped_and_added_members_are_refused(
    tmp_path: Path, plain: bytes, change: Callable[[Files], Files]
) -> None:
    refused(tmp_path, packed(change(unpacked(plain))))


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/cron.d/evil", "pictures/../../evil.webp", "C:\\evil", "pictures/a/b.webp", "README.txt/x"]
)
def test_names_that_lead_elsewhere_are_refused_even_when_listed(tmp_path: Path, plain: bytes, name: str) -> None:
    message = refused(tmp_path, packed(relisted(_extra(name)(unpacked(plain)))))

    assert "none of ours" in message


def test_links_and_devices_are_refused(tmp_path: Path, plain: bytes) -> None:
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE, tarfile.GNUTYPE_LONGNAME):
        info = tarfile.TarInfo("pictures/abc.webp")
        info.type, info.linkname = kind, "/etc/passwd"

        assert "plain file" in refused(tmp_path, info.tobuf(tarfile.USTAR_FORMAT) + plain)


def test_a_member_of_absurd_size_is_refused_before_it_is_read(tmp_path: Path) -> None:
    info = tarfile.TarInfo("frames/000001.parquet")
    info.size = 7 << 30

    assert "absurdly large" in refused(tmp_path, info.tobuf(tarfile.USTAR_FORMAT) + bytes(2000))


def test_a_table_that_unpacks_to_gigabytes_is_refused(tmp_path: Path, plain: bytes) -> None:
    files = unpacked(plain)
    table = pq.read_table(io.BytesIO(files["frames/000001.parquet"]))
    column = table.schema.get_field_index("title")
    bomb = table.set_column(column, table.schema.field("title"), pa.array(["a" * (45 << 20)] * 12))
    memory = io.BytesIO()
    pq.write_table(bomb, memory, compression="zstd", use_dictionary=True)
    assert len(memory.getvalue()) < 1 << 20

    message = refused(tmp_path, packed(relisted({**files, "frames/000001.parquet": memory.getvalue()})))

    assert "frames/000001.parquet" in message


@pytest.mark.parametrize("column", ["id", "at", "lines", "picture"])
def test_a_table_of_another_shape_is_refused(tmp_path: Path, plain: bytes, column: str) -> None:
    files = unpacked(plain)
    table = pq.read_table(io.BytesIO(files["frames/000001.parquet"]))
    memory = io.BytesIO()
    pq.write_table(table.drop_columns([column]), memory)

    message = refused(tmp_path, packed(relisted({**files, "frames/000001.parquet": memory.getvalue()})))

    assert "frames/000001.parquet" in message


@pytest.mark.parametrize("identity", ["../x", "", "a/b", "x" * 200])
def test_a_frame_whose_id_is_no_id_is_refused(tmp_path: Path, plain: bytes, identity: str) -> None:
    files = unpacked(plain)
    table = pq.read_table(io.BytesIO(files["frames/000001.parquet"]))
    ids = [identity, *table["id"].to_pylist()[1:]]
    memory = io.BytesIO()
    pq.write_table(table.set_column(0, table.schema.field("id"), pa.array(ids)), memory)

    message = refused(tmp_path, packed(relisted({**files, "frames/000001.parquet": memory.getvalue()})))

    assert "frames/000001.parquet" in message


def test_an_archive_of_a_newer_version_is_refused_as_such(tmp_path: Path, plain: bytes) -> None:
    head = json.dumps({"format": "afterglow-archive", "version": 3, "new field": 1}).encode()
    path, memory = tmp_path / "x", RamArchive()
    path.write_bytes(packed({"afterglow.json": head, "films/new.thing": b"?"}))

    with pytest.raises(BadInput) as error:
        restore(memory, path)

    assert not isinstance(error.value, BadArchive)
    assert "newer" in error.value.detail
    assert "Update" in error.value.advice
    assert memory.adds == 0


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04" + bytes(600), bytes(4096)])
def test_something_else_is_refused(tmp_path: Path, data: bytes) -> None:
    refused(tmp_path, data)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        restore(RamArchive(), tmp_path / "nowhere")


def test_another_passphrase_is_told_from_damage(tmp_path: Path, sealed: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(sealed)

    with pytest.raises(WrongPassphrase):
        restore(RamArchive(), path, passphrase=SECRET + " ")


# -- folders -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    export(filled(12), tmp_path / "x", format="folder", plain=True)
    return tmp_path / "x"


def refused_folder(folder: Path) -> str:
    memory = RamArchive()
    with pytest.raises(BadArchive) as error:
        restore(memory, folder)
    assert memory.adds == 0
    return error.value.detail


def test_a_changed_missing_or_linked_file_of_a_folder_is_named(folder: Path) -> None:
    picture = next((folder / "pictures").iterdir())
    right = picture.read_bytes()

    picture.write_bytes(right[:-1] + b"?")
    assert f"pictures/{picture.name}" in refused_folder(folder)
    picture.unlink()
    assert f"pictures/{picture.name}" in refused_folder(folder)
    (folder / "same").write_bytes(right)
    picture.symlink_to(folder / "same")
    assert f"pictures/{picture.name}" in refused_folder(folder)


def test_a_folder_manifest_that_points_outside_is_refused(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"].append({"name": "../../secret", "size": 1, "sha256": "0" * 64})
    (folder / "manifest.json").write_text(json.dumps(manifest))

    assert "none of ours" in refused_folder(folder)


def test_files_that_the_system_drops_into_folders_do_no_harm(folder: Path) -> None:
    (folder / ".DS_Store").write_bytes(b"x")

    assert restore(RamArchive(), folder).added == 12


def test_a_markdown_export_says_that_it_is_for_reading(tmp_path: Path) -> None:
    export(filled(3), tmp_path / "md", format="markdown", plain=True)
    memory = RamArchive()

    with pytest.raises(BadInput) as error:
        restore(memory, tmp_path / "md")

    assert "reading" in error.value.detail
    assert memory.adds == 0


@pytest.mark.parametrize(
    "line",
    [b"no json", b"{}", b'{"kind": "dream"}', b'["a list"]'],
)
def test_what_is_no_memory_is_refused_by_the_name_of_its_file(line: bytes) -> None:
    with pytest.raises(BadArchive, match=r"memories/000001\.jsonl"):
        read_lines(line, "memories/000001.jsonl")
