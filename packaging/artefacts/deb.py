"""The .deb: the private tree under /opt/afterglow, a command, a menu entry.

It starts nothing: no service, nothing in /etc/xdg/autostart. Starting at login is the person's own setting, which
writes a file in their own home. Removing the package asks nothing and leaves every home alone.
"""

import gzip
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from artefacts import elf
from artefacts.desktop_files import install_desktop_files
from artefacts.tree import debian_package

PACKAGE = "afterglow"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
FONTS = "fonts-dejavu-core | fonts-noto-core | fonts-liberation"
RECOMMENDS = (
    "ca-certificates, fonts-noto-cjk, gnome-keyring | kwalletmanager | keepassxc, "
    "xdg-desktop-portal, hicolor-icon-theme"
)
"""For language models at https addresses, Chinese, a key store, the desktop's file dialog. It runs without them."""

CONTROL = """Package: afterglow
Version: {version}
Architecture: {architecture}
Maintainer: The Afterglow contributors <afterglow@localhost>
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: {recommends}
Section: utils
Priority: optional
Description: private, searchable memory of your screen
 Afterglow remembers what your screen has shown you and finds it again: the
 number on an invoice that you closed on Tuesday, the command that fixed the
 printer, the train somebody wrote about.
 .
 It reads the screen on this computer and keeps what it read encrypted here.
 Nothing is recorded before you say so. Password managers and private browsing
 are left out. Nothing is sent anywhere unless you allow it.
"""

COPYRIGHT = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Afterglow

Files: *
Copyright: The Afterglow contributors
License: Apache-2.0
 The licence's text is in /usr/share/common-licenses/Apache-2.0.

Files: opt/afterglow/lib/*
Copyright: their authors
License: several
 Python and the libraries beside Afterglow's own code keep their licences: each package's
 in its folder *.dist-info, those of system libraries in /opt/afterglow/licenses. The
 SBOM beside this package lists them all.
"""

AFTER_REMOVAL = """#!/bin/sh
# What a run as root may have left in the program's own folder. No home is touched: the memory is the person's.
set -e
if [ "$1" = remove ] || [ "$1" = purge ]; then
    rm -rf /opt/afterglow
fi
"""


def build_deb(tree: Path, work: Path, target: Path, *, root: Path, version: str, python: Path) -> Path:
    """Packs `tree` into `target`/afterglow_VERSION_ARCH.deb and returns its path. `work` is made anew."""
    shutil.rmtree(work, ignore_errors=True)
    (work / "opt").mkdir(parents=True)
    subprocess.run(["cp", "-al", str(tree), str(work / "opt/afterglow")], check=True)
    install_desktop_files(work / "usr", root=root, python=python)
    (work / "usr/bin").mkdir()
    (work / "usr/bin/afterglow").symlink_to("../../opt/afterglow/bin/afterglow")
    write_documents(work / "usr/share/doc" / PACKAGE, root)
    architecture = ARCHITECTURES[os.uname().machine]
    control = work / "DEBIAN"
    control.mkdir()
    facts = {"version": version, "architecture": architecture, "kilobytes": kilobytes(work), "depends": depends(tree)}
    (control / "control").write_text(CONTROL.format(**facts, recommends=RECOMMENDS))
    (control / "md5sums").write_text(md5sums(work))
    (control / "postrm").write_text(AFTER_REMOVAL)
    (control / "postrm").chmod(0o755)
    deb = target / f"{PACKAGE}_{version}_{architecture}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zzstd", "-z12", "--build", str(work), str(deb)], check=True)
    return deb


def depends(tree: Path) -> str:
    """What the tree's files need of the system: glibc as new as they ask for, the packages of the other libraries."""
    packages = {debian_package(elf.on_this_system(name)).get("package", "") for name in elf.missing(tree)}
    lost = packages & {""}
    if lost:
        raise SystemExit("a library that the package needs belongs to no Debian package; build it on Debian or Ubuntu")
    others = sorted(packages - {"libc6"})
    major, minor = elf.oldest_glibc(tree)
    return ", ".join([f"libc6 (>= {major}.{minor})", *others, FONTS])


def kilobytes(work: Path) -> int:
    """As Debian's policy 5.6.20 counts what is installed: files rounded up to whole KiB, one KiB for anything else."""
    control = work / "DEBIAN"
    installed = (path for path in work.rglob("*") if path != control and control not in path.parents)
    return sum(-(-path.lstat().st_size // 1024) if is_plain(path) else 1 for path in installed)


def is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def md5sums(work: Path) -> str:
    lines = []
    for path in sorted(work.rglob("*")):
        name = path.relative_to(work)
        if is_plain(path) and name.parts[0] != "DEBIAN":
            lines.append(f"{hashlib.md5(path.read_bytes()).hexdigest()}  {name}\n")
    return "".join(lines)


def write_documents(folder: Path, root: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "copyright").write_text(COPYRIGHT)
    with gzip.GzipFile(folder / "changelog.gz", "wb", mtime=0) as file:
        file.write((root / "CHANGELOG.md").read_bytes())
