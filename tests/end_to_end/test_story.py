"""One person's story from the first picture to a restored archive, told by the commands they would type."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Diary, Program, draw, every_byte

pytestmark = pytest.mark.end_to_end

SUBJECTS = [
    "harbours",
    "bridges",
    "orchards",
    "volcanoes",
    "glaciers",
    "deserts",
    "lanterns",
    "beehives",
    "sundials",
    "windmills",
]


def test_from_the_first_picture_to_a_restored_archive(program: Program, diary: Diary, tmp_path: Path) -> None:
    diary.add("Invoice for the walnut bookcase", "Due on 14 April, 318 euros", minutes=0, app="Mail")
    diary.add("Train to Ljubljana leaves at 07:42", "Seat 61 by the window", minutes=20, app="Browser")
    diary.add("Shopping: turmeric and lentils", minutes=40, app="Notes")

    imported = program.json("import", diary.folder, "--metadata", diary.metadata)
    again = program.json("import", diary.folder, "--metadata", diary.metadata)
    assert imported["outcomes"] == again["outcomes"] == {"saved": 3}
    assert program.json("stats")["moments"] == 3

    found = program.json("search", "walnut bookcase", "--now", "2026-03-03T12:00:00+00:00")
    best = found["hits"][0]
    assert set(found) == {"query", "took_ms", "hits", "gaps"}
    assert (best["app"], best["ts"]) == ("Mail", "2026-03-02T09:00:00+00:00")
    assert "bookcase" in best["snippet"]
    assert best["boxes"]

    archive = tmp_path / "out.afterglow"
    exported = program.json("export", archive)
    assert (exported["frames"], exported["memories"] > 0) == (3, True)
    assert b"Ljubljana" not in archive.read_bytes()
    assert program.run("export", tmp_path / "plain", "--format", "folder", code=1).stderr

    assert program.json("forget", "--app", "Browser", "--dry-run")["moments"] == 1
    assert program.json("forget", "--app", "Browser")["moments"] == 1
    assert not [hit for hit in program.json("search", "Ljubljana")["hits"] if "Ljubljana" in hit["text"]]

    elsewhere = Program(tmp_path / "other", program.environment)  # its first command makes its keys
    (elsewhere.folder / "tmp").mkdir(parents=True)
    assert elsewhere.json("restore", archive) == {"added": 3, "skipped": 0, "memories": exported["memories"]}
    assert elsewhere.json("restore", archive) == {"added": 0, "skipped": 3, "memories": 0}
    assert "Ljubljana" in elsewhere.json("search", "train Ljubljana")["hits"][0]["text"]


def test_a_picture_finds_the_moments_like_it(program: Program, diary: Diary, tmp_path: Path) -> None:
    for minute, subject in enumerate(SUBJECTS[:5]):
        diary.add(f"A long article about {subject} and nothing else", minutes=10 * minute, title=subject)
    program.json("import", diary.folder, "--metadata", diary.metadata)
    draw(tmp_path / "photo.png", ("Notes: what I read about volcanoes",))

    assert program.json("search", "--picture", tmp_path / "photo.png")["hits"][0]["title"] == "volcanoes"
    (tmp_path / "no.png").write_text("no picture")
    assert "not a picture" in program.run("search", "--picture", tmp_path / "no.png", code=1).stderr
    asked = program.json("ask", "what are bridges?", "--picture", tmp_path / "photo.png")
    assert asked["hits"][0]["title"] == "volcanoes"
    assert "bridges" in {hit["title"] for hit in asked["hits"]}
    assert "something to search for" in program.run("search", code=2).stderr


def test_what_was_asked_is_kept_found_and_cleared(program: Program, diary: Diary) -> None:
    diary.add("Parcel from the bookbinder arrives on Thursday", minutes=0, app="Mail")
    program.json("import", diary.folder, "--metadata", diary.metadata)
    answer = program.json("ask", "when does the parcel arrive?")
    program.json("ask", "who baked the bread?", "--forget")

    (kept,) = program.json("chats")["exchanges"]
    assert (kept["question"], kept["answer"]) == ("when does the parcel arrive?", answer["answer"])
    assert kept["frames"] == [hit["frame"] for hit in answer["hits"]]
    assert len(program.json("chats", "PARCEL")["exchanges"]) == 1
    assert program.json("chats", "bread")["exchanges"] == []

    program.run("chats", "--clear")
    assert program.json("chats")["exchanges"] == []


def test_locked_means_locked(program: Program, diary: Diary, tmp_path: Path) -> None:
    diary.add("A quiet morning by the lake", minutes=0)
    program.json("import", diary.folder, "--metadata", diary.metadata)

    program.run("lock")

    assert program.run("search", "lake", code=3).stdout == ""
    assert program.json("status")["locked"] is True

    wrong = tmp_path / "wrong"
    wrong.write_text("not the passphrase")
    assert "does not unlock" in program.run("unlock", "--passphrase-file", wrong, code=3).stderr

    program.run("unlock")
    assert program.json("search", "lake")["hits"]


def test_nothing_readable_reaches_the_disk(program: Program, diary: Diary, tmp_path: Path) -> None:
    words = ("quicksilver", "marmalade", "Thessaloniki")
    diary.add("quicksilver marmalade on toast", minutes=0, app="Editor", title="Trip to Thessaloniki")

    program.json("import", diary.folder, "--metadata", diary.metadata)
    program.json("search", "marmalade")
    report = program.json("verify")

    assert report["ok"], report
    for folder in (program.home, tmp_path / "tmp"):
        assert not every_byte(folder, lambda raw: any(word.lower().encode() in raw.lower() for word in words))
        assert not every_byte(folder, lambda raw: raw.startswith((b"\x89PNG", b"RIFF")))


def test_a_secret_is_told_by_reveal_alone(program: Program, diary: Diary, tmp_path: Path) -> None:
    value = "kelp77gannet"
    diary.add("Router in the harbour office", f"Password: {value}", minutes=0, app="Settings", title="Wireless")
    program.json("import", diary.folder, "--metadata", diary.metadata)

    (entry,) = program.json("memories", "--kind", "vault")["memories"]
    told = program.json("reveal", entry["id"])

    assert [one["value"] for one in told["values"]] == [value]
    assert told["values"][0]["ts"] == "2026-03-02T09:00:00+00:00"
    assert program.run("reveal", entry["id"]).stdout == value + "\n"
    assert "no such entry" in program.run("reveal", "nobody", code=1).stderr
    said = [program.json("search", value)["hits"], program.json("memories"),
            program.json("ask", "what is the password of the router?")]  # fmt: skip
    assert value not in str(said)
    everything = ("--format", "folder", "--kind", "frame", "--kind", "vault", "--plain", "--plain")
    program.run("export", tmp_path / "plain", *everything)
    assert not every_byte(tmp_path, lambda raw: value.encode() in raw)

    program.run("forget", "--id", entry["id"])
    assert program.run("reveal", entry["id"], code=1).stdout == ""


def test_a_value_is_dropped_where_the_person_says_so(program: Program, diary: Diary) -> None:
    (program.home / "settings.json").write_text('{"memories": {"keep_secrets": false}}')
    diary.add("Router in the harbour office", "Password: kelp77gannet", minutes=0, app="Settings", title="Wireless")
    program.json("import", diary.folder, "--metadata", diary.metadata)

    (entry,) = program.json("memories", "--kind", "vault")["memories"]
    assert program.json("reveal", entry["id"])["values"] == []


def test_an_older_copy_that_was_put_back_is_told_and_may_be_accepted(
    program: Program, diary: Diary, tmp_path: Path
) -> None:
    diary.add("The first page of the diary", minutes=0)
    program.json("import", diary.folder, "--metadata", diary.metadata)
    shutil.copytree(program.home, tmp_path / "copy")
    diary.add("The second page of the diary is longer", "and has two lines", minutes=30)
    program.json("import", diary.folder, "--metadata", diary.metadata)

    shutil.rmtree(program.home)
    shutil.copytree(tmp_path / "copy", program.home)

    told = program.run("search", "page", code=1).stderr
    assert "older than the last one" in told
    assert "--accept-backup" in told
    program.run("unlock", "--accept-backup")
    assert len(program.json("search", "page")["hits"]) == 1


def test_a_killed_import_goes_on_where_it_was(program: Program, diary: Diary) -> None:
    for number, word in enumerate(SUBJECTS):
        diary.add(f"Chapter {number} is about {word}", *[f"{word} and more {word}"] * (number % 5 + 1), minutes=number)

    running = program.start("import", diary.folder, "--metadata", diary.metadata)
    spool = program.home / "spool"
    while running.poll() is None and not (spool.exists() and any(spool.glob("*"))):
        pass
    running.send_signal(signal.SIGKILL)
    running.communicate()

    program.json("import", diary.folder, "--metadata", diary.metadata)
    assert program.json("stats")["moments"] == len(SUBJECTS)
    assert "glaciers" in program.json("search", "glaciers")["hits"][0]["text"]


def test_embedding_anew_does_what_is_asked_and_search_finds_as_before(program: Program, diary: Diary) -> None:
    diary.add("A poem about lanterns", minutes=0)
    diary.add("A letter to the harbour master", minutes=5)
    program.json("import", diary.folder, "--metadata", diary.metadata)

    nothing, everything = program.json("reindex"), program.json("reindex", "--all")

    assert (nothing["embedded"], everything["embedded"], everything["passages"]) == (0, 2, 2)
    assert everything["image_encoder"] is None
    assert "lanterns" in program.json("search", "a verse about lamps")["hits"][0]["text"]


def test_recording_goes_on_while_locked_only_where_there_is_a_screen(program: Program) -> None:
    program.environment |= {"DISPLAY": "", "WAYLAND_DISPLAY": ""}

    told = program.run("record", "--seconds", "0.5").stderr

    assert "no display" in told.lower()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("search",), 2),
        (("no-such-command",), 2),
        (("search", "x", "--limit", "0"), 1),
        (("import", "/nowhere"), 1),
        (("restore", "/nowhere"), 1),
        (("forget",), 1),
        (("forget", "--last", "soon"), 2),
        (("ask",), 1),
    ],
)
def test_a_request_that_cannot_be_met_is_told_in_a_sentence(
    program: Program, words: tuple[str, ...], code: int
) -> None:
    told = program.run(*words, code=code).stderr

    assert told.strip()
    assert "Traceback" not in told
