"""The rooms hold: sizes, no circles, no work at import, and a page that names every room."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import structure

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def trees() -> structure.Trees:
    return structure.parse(ROOT)


def test_no_room_has_more_than_fifteen_files_and_memory_has_no_loose_ones(trees: structure.Trees) -> None:
    crowded = {room: count for room, count in structure.files_per_room(trees).items() if count > structure.MAX_FILES}
    loose = [path for path in trees if re.fullmatch(r"memory/(?!__init__)\w+\.py", path)]

    assert (crowded, loose) == ({}, [])


def test_no_files_import_each_other_in_a_circle(trees: structure.Trees) -> None:
    assert structure.import_cycles(trees) == []


def test_a_circle_of_imports_would_be_seen() -> None:
    texts = {
        "memory/a.py": "from memory.b import f",
        "memory/b.py": "def f():\n    from memory import c",
        "memory/c.py": "import memory.a",
        "memory/d.py": "import memory.a",
    }

    trees = {path: (text, ast.parse(text)) for path, text in texts.items()}

    assert structure.import_cycles(trees) == [["memory.a", "memory.b", "memory.c"]]


def test_the_ground_floor_imports_nothing_of_ours(trees: structure.Trees) -> None:
    edges = structure.imports(trees)

    above = {target for module in edges if module.split(".")[0] == "base" for target in edges[module]}

    assert {target for target in above if target.split(".")[0] != "base"} == set()


def test_only_one_room_imports_the_store_s_engine(trees: structure.Trees) -> None:
    rooms = {
        Path(path).parent.as_posix()
        for path, (_, tree) in trees.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "lancedb" for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "lancedb")
    }

    assert rooms == {"memory/store"}


def test_importing_the_program_starts_no_thread_and_makes_no_pool(trees: structure.Trees) -> None:
    """All modules but the window's (it needs a screen) and those of other platforms."""
    others = ("capture.desktop.macos", "capture.desktop.windows", "memory.encoders.clip")
    modules = [structure.module_name(path) for path in trees if path.split("/")[0] != "ui"]
    script = f"""
import importlib, sys, threading
from concurrent.futures import Executor
for name in {[name for name in modules if name not in others]!r}:
    importlib.import_module(name)
    threads = [thread for thread in threading.enumerate() if thread is not threading.main_thread()
               and not thread.name.startswith("LanceDB")]  # the engine's own, made when lancedb is imported
    assert not threads, (name, threads)
    assert not any(isinstance(value, Executor) for value in vars(sys.modules[name]).values()), name
"""
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr[-2000:]


def test_the_page_on_architecture_names_every_room(trees: structure.Trees) -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")

    rooms = {Path(path).parent.name for path in trees}

    assert {room for room in rooms if f"{room}/" not in page} == set()


def test_every_file_that_the_page_names_is_there() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")

    named = re.findall(r"`((?:app|base|capture|memory|ui|assets|packaging|tests|benchmarks|docs)/[\w./-]*)`", page)

    assert len(named) > 20
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_contracts_of_inner_rooms_name_every_file() -> None:
    """A file that no layer names would be under no contract."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]

    for contract in contracts:
        for container in contract.get("containers", ()):
            folder = ROOT / container.replace(".", "/")
            there = {path.stem for path in folder.iterdir() if path.suffix == ".py" and path.stem != "__init__"}
            there |= {path.name for path in folder.iterdir() if (path / "__init__.py").exists()}
            named = {name.strip() for layer in contract["layers"] for name in re.split(r"[:|]", layer)}
            assert named == there, container
