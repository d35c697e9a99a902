"""What comes from outside is validated, placed in time, and named the same at every run."""

import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.background.screenshot_import import load_pixels, plan_import
from base.errors import BadInput, BrokenPicture
from capture.frames import Rect


def picture(path: Path, colour: tuple[int, int, int] = (255, 128, 0)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (64, 48), colour).save(path)
    return path


def metadata(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


def test_rows_become_shots_with_their_windows(tmp_path: Path) -> None:
    picture(tmp_path / "frames" / "a.png")
    rows = metadata(
        tmp_path / "m.jsonl",
        {
            "ts": "2026-03-02T09:00:00+01:00",
            "file": "frames/a.png",
            "app": "Editor",
            "title": "notes",
            "wm_class": ["editor", "Editor"],
            "geometry": [0, 0, 64, 48],
            "windows": [{"title": "below", "wm_class": "x", "geometry": [1, 2, 3, 4], "incognito": True}],
        },
    )

    (item,) = plan_import(tmp_path / "frames", rows)
    shot = item.shot()

    assert shot.at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert shot.active is not None
    assert (shot.active.app, shot.active.title, shot.active.wm_class) == ("Editor", "notes", "editor Editor")
    assert [(w.title, w.private, w.geometry) for w in shot.windows] == [("below", True, Rect(1, 2, 3, 4))]
    assert shot.pixels.shape == (48, 64, 4)
    assert tuple(shot.pixels[0, 0, :3]) == (0, 128, 255)


def test_ids_are_the_same_at_every_run_and_differ_between_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        picture(tmp_path / f"{name}.png")
    rows = metadata(
        tmp_path / "m.jsonl", *({"ts": "2026-03-02T09:00:00Z", "file": f"{name}.png"} for name in ("a", "b"))
    )

    first, second = plan_import(tmp_path, rows), plan_import(tmp_path, rows)

    assert [item.id for item in first] == [item.id for item in second]
    assert len({item.id for item in first}) == 2


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{not json", "line 1: not JSON"),
        ('{"file": "a.png"}', "line 1: ts"),
        ('{"ts": "2026-03-02T09:00:00Z", "file": "gone.png"}', "gone.png is not there"),
        ('{"ts": "2026-03-02T09:00:00Z", "file": "../../etc/hostname"}', "is not there"),
        ('{"ts": "yesterday", "file": "a.png"}', "line 1: ts"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, told: str) -> None:
    picture(tmp_path / "a.png")
    (tmp_path / "m.jsonl").write_text(line)

    with pytest.raises(BadInput, match=told):
        plan_import(tmp_path, tmp_path / "m.jsonl")


def test_without_metadata_the_time_comes_from_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture(tmp_path / "Screenshot 2026-03-02 at 09.15.30.png")

    (item,) = plan_import(tmp_path, None)

    assert item.at == datetime(2026, 3, 2, 9, 15, 30).astimezone(UTC)
    assert item.shot().active is None


def test_without_a_time_in_the_name_exif_tells(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0132] = "2025:12:31 23:59:58"
    Image.new("RGB", (64, 48)).save(tmp_path / "photo.jpg", exif=exif)

    (item,) = plan_import(tmp_path, None)

    assert item.at == datetime(2025, 12, 31, 23, 59, 58).astimezone(UTC)


@pytest.mark.parametrize("content", [b"", b"no picture at all", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_a_broken_picture_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(content)

    with pytest.raises(BrokenPicture, match=r"broken\.png"):
        load_pixels(path)


def test_transparent_and_paletted_pictures_are_read(tmp_path: Path) -> None:
    Image.new("RGBA", (20, 10), (10, 20, 30, 0)).save(tmp_path / "a.png")
    Image.new("P", (20, 10)).save(tmp_path / "b.gif")

    assert load_pixels(tmp_path / "a.png").shape == (10, 20, 4)
    assert load_pixels(tmp_path / "b.gif").dtype == np.uint8


def test_an_empty_or_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="contains no pictures"):
        plan_import(tmp_path, None)
    with pytest.raises(BadInput, match="does not exist"):
        plan_import(tmp_path / "nowhere", None)
