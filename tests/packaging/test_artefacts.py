"""What the packages are made of, on small trees; `make packages` and packaging/chroot.py do the real thing."""

from __future__ import annotations

import configparser
import hashlib
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as Xml
from pathlib import Path

import pytest
from artefacts import appimage, deb, elf, trim
from artefacts.__main__ import write_checksums
from artefacts.desktop_files import FILES, ICON_SIZES
from artefacts.sbom import write_sbom
from artefacts.tree import LAUNCHER, forget_origins, write_launcher

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A private tree with one distribution, the models' folder and a launcher, without any library."""
    tree = tmp_path / "tree"
    site = tree / "lib/python3.11/site-packages"
    put(site / "numpy/__init__.py", "")
    put(site / "numpy-2.4.6.dist-info/METADATA", "Name: numpy\nVersion: 2.4.6\nLicense-Expression: BSD-3-Clause\n")
    put(site / "afterglow_memory-0.1.0.dist-info/METADATA", "Name: afterglow-memory\nVersion: 0.1.0\n")
    put(site / "memory/weights/PP-OCRv6_det_tiny.onnx", "weights")
    put(site / "memory/weights/README.md", "")
    put(tree / "lib/libssl.so.3", "library")
    (tree / "bin").mkdir()
    (tree / "bin/python3").symlink_to(sys.executable)
    write_launcher(tree)
    bundled = {"name": "libssl.so.3", "file": "lib/libssl.so.3", "package": "libssl3", "version": "3.0.19-1"}
    put(tree / "origin.json", json.dumps({"python": {"version": "3.11.2"}, "bundled": [bundled]}))
    return tree


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_the_sbom_names_every_distribution_library_and_model_with_its_hash(tree, tmp_path):
    document = json.loads(write_sbom(tree, tmp_path / "sbom.json", version="0.1.0").read_text())

    by_name = {one["name"]: one for one in document["components"]}
    assert by_name.keys() == {"numpy", "CPython", "libssl.so.3", "PP-OCRv6_det_tiny.onnx"}
    assert by_name["numpy"]["purl"] == "pkg:pypi/numpy@2.4.6"
    assert by_name["numpy"]["licenses"] == [{"expression": "BSD-3-Clause"}]
    model = by_name["PP-OCRv6_det_tiny.onnx"]
    assert model["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(b"weights").hexdigest()}]
    assert model["licenses"] == [{"license": {"id": "Apache-2.0"}}]
    assert document["metadata"]["component"]["version"] == "0.1.0"
    assert set(document["dependencies"][0]["dependsOn"]) == {one["bom-ref"] for one in document["components"]}
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")


def test_the_same_tree_has_the_same_sbom(tree, tmp_path):
    one, two = (write_sbom(tree, tmp_path / name, version="0.1.0").read_bytes() for name in ("one", "two"))

    assert one == two


def test_weights_of_unknown_origin_stop_the_build(tree, tmp_path):
    put(tree / "lib/python3.11/site-packages/memory/weights/found-somewhere.onnx", "")

    with pytest.raises(SystemExit, match=r"found-somewhere\.onnx"):
        write_sbom(tree, tmp_path / "sbom.json", version="0.1.0")


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is not installed")
def test_the_deb_holds_the_tree_the_command_and_the_menu_entry_and_starts_nothing(tree, tmp_path):
    path = deb.build_deb(tree, tmp_path / "work", tmp_path, root=ROOT, version="0.1.0", python=Path(sys.executable))

    lines = subprocess.run(
        ["dpkg-deb", "-c", str(path)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    places = {line.split()[5].removeprefix(".") for line in lines}
    assert "/opt/afterglow/bin/afterglow" in places
    assert any(line.endswith("./usr/bin/afterglow -> ../../opt/afterglow/bin/afterglow") for line in lines)
    assert {f"/usr/{place}" for place in FILES.values()} <= places
    assert {f"/usr/share/icons/hicolor/{size}x{size}/apps/afterglow.png" for size in ICON_SIZES} <= places
    assert all(line.split()[1] == "root/root" for line in lines)
    assert not [place for place in places if place.startswith(("/etc", "/lib", "/usr/lib", "/var", "/home"))]


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is not installed")
def test_the_debs_control_files_are_true(tree, tmp_path):
    path = deb.build_deb(tree, tmp_path / "work", tmp_path, root=ROOT, version="0.1.0", python=Path(sys.executable))

    control = tmp_path / "control"
    subprocess.run(["dpkg-deb", "-e", str(path), str(control)], check=True)
    assert sorted(one.name for one in control.iterdir()) == ["control", "md5sums", "postrm"]
    for line in (control / "md5sums").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.md5((tmp_path / "work" / name).read_bytes()).hexdigest() == digest
    fields = dict(line.split(": ", 1) for line in (control / "control").read_text().splitlines() if ": " in line)
    assert fields["Depends"].startswith("libc6 (>= 2.")
    assert int(fields["Installed-Size"]) == deb.kilobytes(tmp_path / "work") > 0
    subprocess.run(["sh", "-n", str(control / "postrm")], check=True)


def test_the_launcher_finds_its_tree_through_links_and_keeps_the_words_apart(tmp_path):
    tree = tmp_path / "some where"
    put(tree / "bin/python3", '#!/bin/sh\nprintf "%s\\n" "$0" "$@"\n').chmod(0o755)
    write_launcher(tree)
    (tmp_path / "link").symlink_to(tree / "bin/afterglow")

    said = subprocess.run([tmp_path / "link", "search", "two words"], capture_output=True, text=True, check=True).stdout

    assert said.splitlines() == [f"{tree}/bin/python3", "-I", "-m", "app.main", "search", "two words"]
    assert LAUNCHER.startswith("#!/bin/sh\n")


def test_where_a_wheel_lay_on_the_building_machine_is_not_in_the_package(tmp_path):
    notes = tmp_path / "afterglow_memory-0.1.0.dist-info"
    put(notes / "direct_url.json", '{"url": "file:///home/ida/afterglow_memory-0.1.0-py3-none-any.whl"}')
    lines = [f"{notes.name}/{name},,\n" for name in ("METADATA", "direct_url.json", "RECORD")]
    put(notes / "RECORD", "".join(lines))

    forget_origins(tmp_path)

    assert (notes / "RECORD").read_text() == lines[0] + lines[2]
    assert [path.name for path in notes.iterdir()] == ["RECORD"]


def test_what_the_program_never_loads_is_left_out(tmp_path):
    site = tmp_path
    gone = (
        "bin/tqdm",
        "numpy/core/tests/test_it.py",
        "numpy/core.pyi",
        "numpy/__pycache__/x.pyc",
        "pyarrow/include/arrow.h",
        "pyarrow/libarrow_flight.so.2600",
        "onnxruntime/transformers/optimizer.py",
        "onnxruntime/capi/libonnxruntime.so.1.32.0",
    )
    stays = (
        "numpy/core.py",
        "pyarrow/libarrow.so.2600",
        "numpy-2.dist-info/licenses/LICENSE",
        "assets/day/frames/1.png",
    )
    for name in (*gone, *stays):
        put(site / name, "")

    trim.trim_packages(site)

    assert {str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()} == set(stays)


def test_the_modules_of_qt_that_stay_are_those_that_the_program_imports(tmp_path):
    put(tmp_path / "a.py", "from PySide6.QtCore import Qt\nimport PySide6.QtSvg\n")
    put(tmp_path / "room/b.py", "def run():\n    from PySide6.QtPrintSupport import QPrinter\n# PySide6.QtQuick\n")

    assert trim.qt_modules(tmp_path) == {"QtCore", "QtSvg", "QtPrintSupport"}
    assert {"QtCore", "QtGui", "QtWidgets"} <= trim.qt_modules(ROOT / "ui")


def test_twins_become_links(tmp_path):
    for name in ("libarrow.so", "libarrow.so.26", "libarrow.so.26.0.1"):
        put(tmp_path / name, "same")
    put(tmp_path / "libother.so", "one")
    put(tmp_path / "libother.so.1.0", "another")

    trim.link_twins(tmp_path)

    assert [path.name for path in sorted(tmp_path.iterdir()) if path.is_symlink()] == ["libarrow.so", "libarrow.so.26"]
    assert {path.read_text() for path in tmp_path.glob("libarrow*")} == {"same"}


def test_the_oldest_glibc_is_the_newest_version_asked_for(tmp_path):
    (tmp_path / "a.so").write_bytes(b"\x7fELF\0GLIBC_2.17\0GLIBC_2.4\0")
    (tmp_path / "b.so").write_bytes(b"\x7fELF\0GLIBC_2.34\0GLIBC_2.2.5\0")
    (tmp_path / "c.txt").write_bytes(b"\0GLIBC_2.99\0")

    assert elf.oldest_glibc(tmp_path) == (2, 34)


@pytest.mark.parametrize(
    "name", ["libc.so.6", "libX11.so.6", "libEGL.so.1", "ld-linux-x86-64.so.2", "libglib-2.0.so.0"]
)
def test_drivers_and_the_c_library_are_the_machines_own(name):
    assert elf.HOST.fullmatch(name)


@pytest.mark.parametrize("name", ["libxcb-cursor.so.0", "libssl.so.3", "libcrypt.so.1", "libffi.so.8"])
def test_what_not_every_desktop_has_comes_along(name):
    assert not elf.HOST.fullmatch(name)


def test_an_appimage_is_the_run_time_and_then_the_image(tmp_path):
    runtime = tmp_path / "runtime"
    runtime.write_bytes(b"\x7fELF\2\1\1\0AI\2rest")
    image = put(tmp_path / "image", "hsqs…")

    appimage.join(runtime, image, tmp_path / "it.AppImage")

    assert (tmp_path / "it.AppImage").read_bytes() == runtime.read_bytes() + image.read_bytes()
    assert os.access(tmp_path / "it.AppImage", os.X_OK)


def test_another_program_is_not_taken_for_the_run_time(tmp_path):
    with pytest.raises(SystemExit, match="not the run time"):
        appimage.join(Path(sys.executable).resolve(), put(tmp_path / "image", ""), tmp_path / "it.AppImage")


def test_the_appdir_starts_by_hand_as_by_the_run_time(tree, tmp_path):
    appimage.build_appdir(tree, tmp_path / "AppDir", root=ROOT, python=Path(sys.executable))

    appdir = tmp_path / "AppDir"
    python = appdir / "opt/afterglow/bin/python3"
    python.unlink()
    put(python, '#!/bin/sh\nprintf "%s\\n" "$APPDIR" "$@"\n').chmod(0o755)
    said = subprocess.run([appdir / "AppRun", "status"], capture_output=True, text=True, check=True).stdout
    assert said.splitlines() == [str(appdir), "-I", "-m", "app.main", "status"]
    assert (appdir / "afterglow.desktop").is_file()
    assert (appdir / ".DirIcon").resolve().is_file()


def test_checksums_are_those_that_sha256sum_checks(tmp_path):
    put(tmp_path / "afterglow.deb", "package")
    put(tmp_path / "SHA256SUMS", "of an earlier build")

    write_checksums(tmp_path)

    assert (tmp_path / "SHA256SUMS").read_text() == f"{hashlib.sha256(b'package').hexdigest()}  afterglow.deb\n"


def test_the_menu_entry_and_the_metainfo_belong_together():
    entry = configparser.RawConfigParser()
    entry.optionxform = str  # type: ignore[assignment]
    entry.read(ROOT / "packaging/afterglow.desktop")
    desktop = entry["Desktop Entry"]
    component = Xml.parse(ROOT / "packaging/io.github.afterglow_memory.Afterglow.metainfo.xml").getroot()

    assert desktop["Exec"].split()[0] == "afterglow"
    assert desktop["Icon"] == component.findtext("icon") == "afterglow"
    assert component.findtext("launchable") == "afterglow.desktop"
    assert component.findtext("provides/binary") == "afterglow"
    assert (ROOT / "packaging" / f"{component.findtext('id')}.metainfo.xml").is_file()


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils are not installed")
def test_the_menu_entry_is_valid():
    subprocess.run(["desktop-file-validate", str(ROOT / "packaging/afterglow.desktop")], check=True)
