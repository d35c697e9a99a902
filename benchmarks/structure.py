"""How the code is put together: rooms, cycles of imports, functions used once, riddle names, inheritance.

    python benchmarks/structure.py [REPO]

Reads the source with ast and tokenize; nothing is imported or run, so an older checkout can be measured beside. Imports
inside functions and under TYPE_CHECKING count. A private function is used once when its name stands once in
its file outside its own `def`.
"""

from __future__ import annotations

import argparse
import ast
import io
import statistics
import tokenize
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOMS = ("app", "base", "capture", "memory", "ui")
RIDDLES = ("one", "found", "told", "said", "kept")
MAX_FILES = 15
MAX_LINES = 400


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("repo", type=Path, nargs="?", default=Path(__file__).resolve().parent.parent)
    trees = parse(options.parse_args().repo)
    sizes = {path: text.count("\n") for path, (text, _) in trees.items()}
    crowded = {room: count for room, count in files_per_room(trees).items() if count > MAX_FILES}
    loose = [path for path in trees if Path(path).parent.as_posix() == "memory" and not path.endswith("__init__.py")]
    long_files = {path: lines for path, lines in sizes.items() if lines > MAX_LINES}
    private, once = private_functions(trees)
    lengths = function_lengths(trees)
    deepest = longest_inheritance(trees)
    rows = [
        ("files, lines", f"{len(trees)}, {sum(sizes.values()):,}"),
        (f"rooms with more than {MAX_FILES} files", _listed(crowded)),
        ("loose files in memory/", str(len(loose))),
        (f"files with more than {MAX_LINES} lines", _listed(long_files)),
        ("import cycles between files", str(len(import_cycles(trees)))),
        ("private functions, of them used once", f"{len(private):,}, {len(once):,} ({len(once) / len(private):.0%})"),
        ("lines of a function, median and 90th percentile", f"{_median(lengths)}, {_percentile(lengths, 0.9)}"),
        ("local names " + ", ".join(RIDDLES), _listed(riddle_names(trees))),
        ("longest chain of our own classes", " → ".join(deepest)),
    ]
    print("| what | how much |\n|---|---|")
    print("\n".join(f"| {name} | {value} |" for name, value in rows))
    for cycle in import_cycles(trees):
        print("\ncycle: " + " ↔ ".join(cycle))


Trees = Mapping[str, tuple[str, ast.Module]]
"""Path in the repository → text and syntax tree."""


def parse(repo: Path) -> Trees:
    paths = [path for room in ROOMS for path in sorted((repo / room).rglob("*.py"))]
    texts = {path.relative_to(repo).as_posix(): path.read_text("utf-8") for path in paths}
    return {path: (text, ast.parse(text)) for path, text in texts.items()}


def files_per_room(trees: Trees) -> Counter[str]:
    return Counter(Path(path).parent.as_posix() for path in trees if not path.endswith("__init__.py"))


def module_name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(trees: Trees) -> dict[str, set[str]]:
    """Module → modules of ours that it imports, anywhere in its text."""
    modules = {module_name(path) for path in trees}
    edges: dict[str, set[str]] = {module: set() for module in modules}
    for path, (_, tree) in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                edges[module_name(path)] |= {alias.name for alias in node.names} & modules
            elif isinstance(node, ast.ImportFrom) and node.module:
                wholes = {f"{node.module}.{alias.name}" for alias in node.names}
                edges[module_name(path)] |= (wholes & modules) or ({node.module} & modules)
    return edges


def import_cycles(trees: Trees) -> list[list[str]]:
    """Groups of files that import each other in a circle: strongly connected components (Tarjan 1972)."""
    edges = imports(trees)
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    cycles: list[list[str]] = []

    def visit(module: str) -> None:
        index[module] = low[module] = len(index)
        stack.append(module)
        for target in sorted(edges[module]):
            if target not in index:
                visit(target)
                low[module] = min(low[module], low[target])
            elif target in stack:
                low[module] = min(low[module], index[target])
        if low[module] == index[module]:
            component = [stack.pop()]
            while component[-1] != module:
                component.append(stack.pop())
            if len(component) > 1:
                cycles.append(sorted(component))

    for module in sorted(edges):
        if module not in index:
            visit(module)
    return cycles


def functions(trees: Trees) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for _, tree in trees.values():
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def private_functions(trees: Trees) -> tuple[list[str], list[str]]:
    """All private functions and methods as `file:name`, and those that their file names once outside the `def`."""
    every: list[str] = []
    once: list[str] = []
    for path, (text, tree) in trees.items():
        defined = Counter(node.name for node in functions({path: (text, tree)}) if _is_private(node.name))
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        mentions = Counter(token.string for token in tokens if token.type == tokenize.NAME and token.string in defined)
        every += [f"{path}:{name}" for name in defined.elements()]
        once += [f"{path}:{name}" for name in defined if mentions[name] - defined[name] == 1]
    return every, once


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def function_lengths(trees: Trees) -> list[int]:
    return sorted((node.end_lineno or node.lineno) - node.lineno + 1 for node in functions(trees))


def riddle_names(trees: Trees) -> dict[str, int]:
    """How often each stands as a local name or a parameter."""
    counts: Counter[str] = Counter()
    for _, tree in trees.values():
        counts.update(node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in RIDDLES)
        counts.update(node.arg for node in ast.walk(tree) if isinstance(node, ast.arg) and node.arg in RIDDLES)
    return {name: counts[name] for name in RIDDLES}


def longest_inheritance(trees: Trees) -> list[str]:
    """Names of the longest chain, from the lowest class up. Errors form one tree on purpose and are left out."""
    bases: dict[str, list[str]] = defaultdict(list)
    for _, tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases[node.name] += [ast.unparse(base).split("[")[0].rsplit(".", 1)[-1] for base in node.bases]

    def chain(name: str) -> list[str]:
        above = [chain(base) for base in bases[name] if base in bases and base != name]
        return [name, *max(above, key=len, default=[])]

    chains = [chain(name) for name in list(bases)]
    return max((names for names in chains if names[-1] != "AfterglowError"), key=len)


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items()) or "none"


def _median(values: Iterable[int]) -> int:
    return round(statistics.median(values))


def _percentile(ordered: list[int], share: float) -> int:
    return ordered[int(share * (len(ordered) - 1))]


if __name__ == "__main__":
    main()
