"""What the program never loads and the packages leave out.

Each rule says what goes and why. The chroot test (packaging/chroot.py) runs the program without all of it.
"""

import filecmp
import re
import shutil
import subprocess
from pathlib import Path

from artefacts.elf import closure

STDLIB = (
    "test", "idlelib", "tkinter", "turtledemo", "lib2to3", "ensurepip", "pydoc_data", "config-*", "site-packages",
    "dist-packages", "__phello__", "sitecustomize.py", "turtle.py", "EXTERNALLY-MANAGED",
    # link to libraries of the system that nothing here uses
    "lib-dynload/_tkinter*", "lib-dynload/_curses*", "lib-dynload/_dbm*", "lib-dynload/_gdbm*", "lib-dynload/nis*",
    "lib-dynload/readline*", "lib-dynload/_crypt*", "lib-dynload/_test*", "lib-dynload/_ctypes_test*",
    "lib-dynload/xx*", "lib-dynload/ossaudiodev*",
)  # fmt: skip
"""Of the standard library: its own tests, its editor, Tk, what builds C programs, terminal line editing."""

PATTERNS = ("*.pyi", "*.pxd", "*.pyx", "*.pxi", "*.h", "*.hpp", "*.a", "*.lib", "*.cmake", "*.pc")
"""Stubs, headers and static libraries are for developers."""

FOLDERS = (
    "bin", "include", "share",
    "**/tests", "**/_tests",
    "pyarrow/include", "pyarrow/src",
    "onnxruntime/transformers", "onnxruntime/tools", "onnxruntime/quantization", "onnxruntime/datasets",
)  # fmt: skip
"""Below site-packages: tests, headers, and ONNX Runtime's tools for making and shrinking models."""

UNUSED = ("onnxruntime/capi/libonnxruntime.so*",)
"""ONNX Runtime for C programs; Python's own library holds all of it once more."""

ARROW = ("libarrow_flight*", "libarrow_python_flight*", "_flight*", "libarrow_s3*", "_s3fs*", "_gcsfs*", "_azurefs*")
"""Of pyarrow: its network server and other people's storage. Loaded on request only, and nobody asks."""

WITH_SYMBOLS = ("zstandard/*.so", "xxhash/*.so", "simsimd*.so", "pyarrow/*.so*")
"""Not every library: strip breaks those whose wheel was mended after linking, such as numpy's OpenBLAS."""

QT_PLUGINS = (
    "platforms/libqxcb.so", "platforms/libqwayland.so", "platforms/libqoffscreen.so",
    "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "platforminputcontexts/libibusplatforminputcontextplugin.so",
    "platformthemes/libqxdgdesktopportal.so",
    "imageformats/libqsvg.so", "imageformats/libqjpeg.so", "imageformats/libqwebp.so", "imageformats/libqico.so",
    "imageformats/libqgif.so",
    "iconengines/libqsvgicon.so", "printsupport/libcupsprintersupport.so",
    "xcbglintegrations/libqxcb-egl-integration.so", "xcbglintegrations/libqxcb-glx-integration.so",
    "wayland-shell-integration/libxdg-shell.so", "wayland-decoration-client/libbradient.so",
    "wayland-graphics-integration-client/libqt-plugin-wayland-egl.so",
)  # fmt: skip
"""A window under X11 and Wayland, input methods, pictures, the desktop's own file dialog; GTK's would need GTK."""
QT_LANGUAGES = ("de", "zh_CN")


def trim_stdlib(stdlib: Path) -> None:
    for pattern in STDLIB:
        for path in list(stdlib.glob(pattern)):
            _remove(path)


def trim_packages(site: Path) -> None:
    """Removes from site-packages what never runs; `site` is changed."""
    for pattern in FOLDERS:
        for path in list(site.glob(pattern)):
            if path.is_dir():
                _remove(path)
    for pattern in (*PATTERNS, *UNUSED, *(f"pyarrow/{name}" for name in ARROW)):
        for path in list(site.glob(pattern) if "/" in pattern else site.rglob(pattern)):
            _remove(path)
    if (site / "PySide6").is_dir():
        trim_qt(site / "PySide6", site / "shiboken6", qt_modules(site / "ui") | qt_modules(site / "app"))
    for cache in list(site.rglob("__pycache__")):
        _remove(cache)


def qt_modules(folder: Path) -> set[str]:
    """The modules of PySide6 that the sources below `folder` import: {"QtCore", …}."""
    sources = (path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    return {
        name for text in sources for name in re.findall(r"^\s*(?:from|import) PySide6\.(Qt\w+)", text, re.MULTILINE)
    }


def trim_qt(pyside: Path, shiboken: Path, modules: set[str]) -> None:
    """Leaves of PySide6 these modules, the plugins named above and the libraries that they need."""
    libraries = {path.name: path for folder in (pyside, pyside / "Qt/lib", shiboken) for path in folder.glob("*.so*")}
    plugins = [pyside / "Qt/plugins" / name for name in QT_PLUGINS]
    roots = [*(pyside / f"{name}.abi3.so" for name in sorted(modules)), *(path for path in plugins if path.exists())]
    kept = closure(roots, libraries)
    keeps = {*kept, *(pyside / "Qt/translations" / f"qtbase_{language}.qm" for language in QT_LANGUAGES)}
    for path in sorted(pyside.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in keeps and not (path.parent == pyside and path.suffix == ".py"):
            path.unlink()


def strip_symbols(site: Path) -> None:
    """Takes the symbols for debuggers out of the libraries that come with them."""
    strip = shutil.which("strip")
    if strip is None:
        raise SystemExit("strip is not installed (Debian: binutils)")
    for pattern in WITH_SYMBOLS:
        for path in site.glob(pattern):
            if not path.is_symlink():
                subprocess.run([strip, "--strip-unneeded", "--preserve-dates", str(path)], check=True)


def link_twins(folder: Path) -> None:
    """A library that pip unpacked under several names (wheels hold no links) becomes one file and links to it."""
    for path in sorted(folder.rglob("*.so.*")):
        for shorter in (path.with_name(path.name[: path.name.index(".so") + 3]), path.with_name(_major(path.name))):
            both = shorter != path and shorter.is_file() and not shorter.is_symlink() and not path.is_symlink()
            if both and filecmp.cmp(path, shorter, shallow=False):
                shorter.unlink()
                shorter.symlink_to(path.name)


def _major(name: str) -> str:
    head, _, version = name.partition(".so.")
    return f"{head}.so.{version.partition('.')[0]}"


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
