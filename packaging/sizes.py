"""How much room each installed distribution takes, by the files that its RECORD names, the largest first.

    python packaging/sizes.py [PYTHON]             print the table for PYTHON's environment
    python packaging/sizes.py [PYTHON] --write     put it into docs/packages.md
    python packaging/sizes.py [PYTHON] --check     exit code 1 if a large one has no reason or gained 10 %

PYTHON is the interpreter of an environment in which only the program was installed (`pip install dist/*.whl`). The
table stands in docs/packages.md, the reason of each distribution over 30 MB in REASONS; one that has none must go.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "packages.md"
BEGIN, END = "<!-- sizes: begin -->\n", "<!-- sizes: end -->\n"
LARGE = 30e6
MAY_GROW = 1.1
INSTALLERS = {"pip", "setuptools", "wheel"}
"""Of the environment, not of the program."""

REASONS = {
    "PySide6_Essentials": "the window; the smallest of Qt's packages. A third is QML, Designer and tools, which only a "
    "package of our own can leave out",
    "lancedb": "the store: one library in Rust with its file format, its query engine and its full-text index",
    "pyarrow": "what goes in and out of LanceDB, which needs it; the parts for Flight, S3 and tests are not used",
    "onnxruntime": "runs the networks that read and that find meaning; the library is in it twice, and only one of "
    "them is ever loaded",
    "numpy": "every picture and every vector; a third is OpenBLAS",
    "duckdb": "day summaries and insights over Arrow, in memory",
    "afterglow-memory": "the program itself: 60 MB are the models (memory/weights/README.md)",
}

PROBE = """
import json, pathlib
from importlib.metadata import distributions
sizes = {}
for item in distributions():
    paths = [pathlib.Path(str(item.locate_file(file))) for file in item.files or ()]
    sizes[item.name] = sum(path.stat().st_size for path in paths if path.is_file())
print(json.dumps(sizes))
"""


def main() -> int:
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    found = sizes(words[0] if words else sys.executable)
    if "--check" in sys.argv:
        problems = faults(found, PAGE.read_text())
        print("\n".join(problems) or "every large distribution has its reason, and none has grown")
        return 1 if problems else 0
    if "--write" in sys.argv:
        before, rest = PAGE.read_text().split(BEGIN)
        PAGE.write_text(before + BEGIN + table(found) + END + rest.split(END)[1])
    else:
        print(table(found), end="")
    return 0


def sizes(python: str) -> dict[str, int]:
    """Bytes of each distribution in the environment of this interpreter, without what only installs."""
    told = subprocess.run([python, "-I", "-c", PROBE], capture_output=True, text=True, check=True)
    found: dict[str, int] = json.loads(told.stdout)
    return {name: size for name, size in found.items() if name not in INSTALLERS}


def table(found: dict[str, int]) -> str:
    """Markdown: the large ones with their reasons, the others in one line, the sum."""
    ordered = sorted(found.items(), key=lambda item: -item[1])
    rows = [
        f"| {name} | {size / 1e6:.0f} | {REASONS.get(name, '**no reason given**')} |"
        for name, size in ordered
        if size > LARGE
    ]
    others = [(name, size) for name, size in ordered if size <= LARGE]
    named = ", ".join(f"{name} {size / 1e6:.0f}" for name, size in others if size > 5e6)
    rows.append(f"| {len(others)} others | {sum(size for _, size in others) / 1e6:.0f} | over 5 MB: {named} |")
    rows.append(f"| **all** | **{sum(found.values()) / 1e6:.0f}** | |")
    return "| distribution | MB | why it is there |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def faults(found: dict[str, int], page: str) -> list[str]:
    """What the page does not say of this environment."""
    told = {name: float(size) * 1e6 for name, size in re.findall(r"^\| ([\w.-]+) \| (\d+) \|", page, re.MULTILINE)}
    problems = []
    for name, size in found.items():
        if size > LARGE and (name not in told or name not in REASONS):
            problems.append(f"{name} takes {size / 1e6:.0f} MB, and docs/packages.md gives no reason for it")
        elif size > LARGE and size > MAY_GROW * told[name]:
            problems.append(f"{name} takes {size / 1e6:.0f} MB and took {told[name] / 1e6:.0f}")
    return problems


if __name__ == "__main__":
    sys.exit(main())
