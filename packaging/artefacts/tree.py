"""The private tree: a relocatable folder with an interpreter, the pinned packages and Afterglow.

The interpreter is a copy of the one that builds (on Debian the system's own, with its security fixes), so that the tree
runs on systems with another Python, and on those with none. The tree runs wherever it is put: the .deb puts it under
/opt/afterglow, the AppImage into its mounted image.
"""

import compileall
import json
import os
import py_compile
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from artefacts import elf, trim

LAUNCHER = """#!/bin/sh
# -I: what the person's PYTHONPATH and home hold is for their own Python, not for this one.
exec "$(dirname "$(readlink -f "$0")")/python3" -I -m app.main "$@"
"""
SITE = """\"\"\"Adds the packages of this tree; Debian's interpreter would look elsewhere for them.\"\"\"
import site
import sys

site.addsitedir(f"{sys.prefix}/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages")
"""
VERSION = f"python{sys.version_info[0]}.{sys.version_info[1]}"


def build_tree(tree: Path, *, root: Path, wheel: Path) -> None:
    """Makes `tree` anew from the pins in `root` and Afterglow's `wheel`."""
    shutil.rmtree(tree, ignore_errors=True)
    copy_interpreter(tree)
    site = tree / "lib" / VERSION / "site-packages"
    install_packages(site, root=root, wheel=wheel)
    trim.trim_packages(site)
    trim.link_twins(site)
    trim.strip_symbols(site)
    bundled = bundle_libraries(tree)
    write_launcher(tree)
    compile_sources(tree / "lib" / VERSION)
    (tree / "origin.json").write_text(json.dumps({"python": python_facts(), "bundled": bundled}, indent=1) + "\n")


def copy_interpreter(tree: Path) -> None:
    executable = Path(sys._base_executable).resolve()
    stdlib = Path(sysconfig.get_path("stdlib"))
    (tree / "bin").mkdir(parents=True)
    shutil.copy2(executable, tree / "bin" / VERSION)
    (tree / "bin/python3").symlink_to(VERSION)
    skip = shutil.ignore_patterns("__pycache__", "site-packages", "dist-packages", "test", "config-*")
    shutil.copytree(stdlib, tree / "lib" / VERSION, ignore=skip)
    trim.trim_stdlib(tree / "lib" / VERSION)
    (tree / "lib" / VERSION / "sitecustomize.py").write_text(SITE)
    for name in elf.needed(executable):
        if name.startswith("libpython"):
            shutil.copy2(Path(sys.base_prefix, "lib", name), tree / "lib" / name)
            subprocess.run(["patchelf", "--set-rpath", "$ORIGIN/../lib", str(tree / "bin" / VERSION)], check=True)


def install_packages(site: Path, *, root: Path, wheel: Path) -> None:
    pip = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "install", "--no-deps", "--no-compile"]
    pinned = ["--require-hashes", "-r", str(root / "requirements.txt")]
    subprocess.run([*pip, "--target", str(site), *pinned], check=True)
    subprocess.run([*pip, "--no-index", "--target", str(site), str(wheel)], check=True)
    forget_origins(site)


def forget_origins(site: Path) -> None:
    """Removes what pip notes of a wheel that was installed from a file: where it lay on the machine that builds."""
    for note in site.glob("*.dist-info/direct_url.json"):
        record = note.with_name("RECORD")
        kept = [line for line in record.read_text().splitlines(keepends=True) if f"/{note.name}," not in line]
        record.write_text("".join(kept))
        note.unlink()


def bundle_libraries(tree: Path) -> list[dict[str, str]]:
    """Copies beside their users the libraries that not every desktop has (Qt's xcb helpers, OpenSSL for Python …).

    Returns name, file, Debian package and version of each, and puts the packages' licences into the tree.
    """
    bundled: dict[str, dict[str, str]] = {}
    while wanted := {name: users for name, users in elf.missing(tree).items() if not elf.HOST.fullmatch(name)}:
        for name, users in wanted.items():
            of_qt = [path for path in users if "PySide6" in path.parts]
            target = (tree / "lib" / VERSION / "site-packages/PySide6/Qt/lib" if of_qt else tree / "lib") / name
            source = elf.on_this_system(name)
            shutil.copy2(source, target)
            page = ["--page-size", "4096"] if os.uname().machine == "x86_64" else []  # else some grow by 2 MB
            subprocess.run(["patchelf", *page, "--set-rpath", "$ORIGIN", str(target)], check=True)
            for user in users:
                if user.parent.name == "lib-dynload":
                    subprocess.run(["patchelf", "--set-rpath", "$ORIGIN/../..", str(user)], check=True)
            bundled[name] = {"name": name, "file": str(target.relative_to(tree)), **debian_package(source)}
            copy_licence(tree, bundled[name].get("package", ""))
    return [bundled[name] for name in sorted(bundled)]


def debian_package(file: Path) -> dict[str, str]:
    """The package and version that installed `file`; empty on systems without dpkg, or for a file of no package."""
    if shutil.which("dpkg-query") is None:
        return {}
    for path in {str(file), str(file.resolve()), str(file.resolve()).removeprefix("/usr")}:
        found = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True)
        if found.returncode == 0:
            package = found.stdout.split(":")[0]
            shown = ["dpkg-query", "-W", "-f", "${Version}\n", package]
            version = subprocess.run(shown, capture_output=True, text=True, check=True).stdout.split("\n")[0]
            return {"package": package, "version": version}
    return {}


def copy_licence(tree: Path, package: str) -> None:
    text = Path("/usr/share/doc", package, "copyright")
    if package and text.is_file():
        (tree / "licenses").mkdir(exist_ok=True)
        shutil.copyfile(text, tree / "licenses" / f"{package}.txt")


def python_facts() -> dict[str, str]:
    executable = Path(sys._base_executable).resolve()
    return {"version": sys.version.split()[0], **{f"debian_{k}": v for k, v in debian_package(executable).items()}}


def write_launcher(tree: Path) -> None:
    launcher = tree / "bin/afterglow"
    launcher.write_text(LAUNCHER)
    launcher.chmod(0o755)


def compile_sources(folder: Path) -> None:
    """Compiles all sources now: nobody can write where it is installed. By hashes, so that it can be repeated."""
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    compileall.compile_dir(folder, quiet=2, invalidation_mode=mode, stripdir=str(folder.parent.parent), workers=0)
