"""What the builds for Windows, macOS and Linux share: one list of data files and of modules that no import names."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("app", "base", "capture", "memory", "ui")
DATA = ("assets", "capture", "memory")
"""Packages of ours that hold files beside their Python: icons, fonts, the sample day, word lists, models."""
HIDDEN = ("dateparser", "py3langid", "tzdata", "keyring.backends", "lancedb", "snowballstemmer")
"""Packages that load parts of themselves by name, or read data files of their own."""
METADATA = ("keyring", "lancedb")
"""Distributions that are looked up by their entry points or version while the program runs."""
EXCLUDED = (
    "tkinter",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtDesigner",
    "pytest",
    "IPython",
    "torch",
    "open_clip",
)
VERSION = (ROOT / "app/version.py").read_text().partition('VERSION = "')[2].partition('"')[0]


def analysis_options() -> dict[str, object]:
    """For PyInstaller's `Analysis`, beside the script."""
    from PyInstaller.utils.hooks import collect_data_files, collect_submodules, copy_metadata

    datas = [pair for name in (*DATA, *HIDDEN) for pair in collect_data_files(name)]
    return {
        "pathex": [str(ROOT)],
        "datas": datas + [pair for name in METADATA for pair in copy_metadata(name)],
        "hiddenimports": [
            module for name in (*OURS, *HIDDEN) for module in collect_submodules(name, on_error="ignore")
        ],
        "excludes": list(EXCLUDED),
    }
