"""What a running program costs, seen from outside: its processes, its spool, and whether it finds what was just typed.

Three threads of the benchmark, none of the program's: the tree is looked at once a second, the spool ten times a second
(one listing of a small folder), and a probe asks only when something was typed.
"""

from __future__ import annotations

import os
import queue
import re
import subprocess
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil

ROLES = ("recorder and main", "store", "reader", "other")
SPOOLED = re.compile(r"([0-9a-f]{14})-[0-9a-f]{16}\.sealed")
NOTE_BYTES = 3000
"""A sealed stretch of coverage is smaller; a sealed frame, even of an empty desktop, is larger."""
PROBE_PATIENCE = 90.0


@dataclass(slots=True)
class _Seen:
    """The last that was seen of one process."""

    role: str = "other"
    cpu: float = 0.0
    written: int = 0
    rss: int = 0
    looks: int = 0


class Tree:
    """A process and all its descendants, by role. A process that ended keeps what it had used when last looked at."""

    def __init__(self, root: int) -> None:
        self._root = psutil.Process(root)
        self._seen: dict[int, _Seen] = {}

    def look(self) -> None:
        for seen in self._seen.values():
            seen.rss = 0
        try:
            family = [self._root, *self._root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return
        for process in family:
            try:
                self._look_at(process)
            except psutil.NoSuchProcess:
                continue

    def _look_at(self, process: psutil.Process) -> None:
        seen = self._seen.setdefault(process.pid, _Seen())
        with process.oneshot():
            used = process.cpu_times()
            seen.rss = process.memory_info().rss
        seen.cpu = used.user + used.system
        seen.written = process.io_counters().write_bytes
        seen.looks += 1
        if process.pid == self._root.pid:
            seen.role = ROLES[0]
        elif seen.role == "other" and seen.looks in (1, 5, 15, 40, 120):
            seen.role = _role(process.pid)

    def cpu(self) -> dict[str, float]:
        """CPU seconds so far."""
        return self._sums(lambda seen: seen.cpu)

    def written_mb(self) -> dict[str, float]:
        """What reached the disk's layer; page cache that was dropped in time is not in it."""
        return self._sums(lambda seen: seen.written / 1e6)

    def rss_mb(self) -> dict[str, float]:
        """Of the processes that live; pages that they share are counted in each."""
        return self._sums(lambda seen: seen.rss / 1e6)

    def _sums(self, of: Callable[[_Seen], float]) -> dict[str, float]:
        sums = dict.fromkeys(ROLES, 0.0)
        for seen in self._seen.values():
            sums[seen.role] += of(seen)
        return sums


def _role(pid: int) -> str:
    """Spawned processes all have the same command line; what they have loaded tells them apart."""
    try:
        loaded = Path(f"/proc/{pid}/maps").read_text()
    except OSError:
        return "other"
    if "lancedb" in loaded:
        return "store"
    return "reader" if "onnxruntime" in loaded else "other"


@dataclass(slots=True)
class Spooled:
    """A frame in the spool. Seconds of the wall clock; `gone` is 0 while it waits."""

    made: float
    gone: float = 0.0


class SpoolWatch:
    """Every frame's way through the spool. A frame is discarded only after the store made it durable and searchable."""

    def __init__(self, folder: Path, every: float = 0.1) -> None:
        self._folder, self._every = folder, every
        self._waiting: dict[str, Spooled | None] = {}
        self._backlog: Counter[int] = Counter()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="spool-watch", daemon=True)
        self.frames: list[Spooled] = []

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(self._every):
            self.look()

    def look(self) -> None:
        now = time.time()
        try:
            with os.scandir(self._folder) as listing:
                found = {entry.name: entry for entry in listing if SPOOLED.fullmatch(entry.name)}
        except FileNotFoundError:
            found = {}
        with self._lock:
            for name in self._waiting.keys() - found.keys():
                frame = self._waiting.pop(name)
                if frame is not None:
                    frame.gone = now
            for name in found.keys() - self._waiting.keys():
                self._waiting[name] = self._arrived(found[name])
            self._backlog[sum(frame is not None for frame in self._waiting.values())] += 1

    def _arrived(self, entry: os.DirEntry[str]) -> Spooled | None:
        """None for a stretch of coverage. The name begins with the microsecond in which sealing began."""
        try:
            size = entry.stat().st_size
        except FileNotFoundError:
            size = NOTE_BYTES + 1  # gone again within the listing
        if size < NOTE_BYTES:
            return None
        frame = Spooled(int(entry.name[:14], 16) / 1e6)
        self.frames.append(frame)
        return frame

    def waiting(self) -> int:
        with self._lock:
            return sum(frame is not None for frame in self._waiting.values())

    def kept(self, since: float = 0.0, until: float = float("inf")) -> int:
        with self._lock:
            return sum(since <= frame.made < until for frame in self.frames)

    def backlog(self) -> dict[str, float]:
        """Frames that wait, over the time."""
        with self._lock:
            counts = sorted(self._backlog.items())
        values, weights = np.array([n for n, _ in counts] or [0]), np.array([w for _, w in counts] or [1])
        at = np.searchsorted(np.cumsum(weights), 0.95 * weights.sum())
        return {
            "mean": round(float(np.average(values, weights=weights)), 3),
            "p95": int(values[at]),
            "max": int(values[-1]),
        }

    def latency(self) -> dict[str, dict[str, float]]:
        """Seconds from the sealing of a frame to its being searchable: of every frame, and of the newest news, which
        is the time until this frame or a later one is searchable (a backlog may be read last)."""
        with self._lock:
            seen = [(frame.made, frame.gone or float("inf")) for frame in self.frames]
        newest, earliest = [], float("inf")
        for made, gone in reversed(seen):
            earliest = min(earliest, gone)
            newest.append(earliest - made)
        every = [gone - made for made, gone in seen]
        return {"every frame": shares(_finite(every)), "newest": shares(_finite(newest))}


def _finite(values: list[float]) -> list[float]:
    return [value for value in values if value < float("inf")]


def shares(values: Sequence[float]) -> dict[str, float]:
    if not values:
        return {"n": 0}
    p50, p95 = np.percentile(values, [50, 95])
    return {
        "n": len(values),
        "p50": round(float(p50), 3),
        "p95": round(float(p95), 3),
        "max": round(max(values), 3),
    }


@dataclass(slots=True)
class Probe:
    word: str
    typed: float
    began: float = 0.0
    """When the first search that found it was started; 0 when none did."""
    answered: float = 0.0
    searches: int = 0


class Prober:
    """Searches for each word that was typed, again and again until it is found."""

    def __init__(self, shows: Callable[[str], bool]) -> None:
        self._shows = shows
        self._asked: queue.Queue[Probe | None] = queue.Queue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="prober", daemon=True)
        self.probes: list[Probe] = []

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Every word has been searched for once when it returns."""
        self._stopping.set()
        self._asked.put(None)
        self._thread.join()

    def typed(self, word: str) -> None:
        probe = Probe(word, time.time())
        self.probes.append(probe)
        self._asked.put(probe)

    def _run(self) -> None:
        while (probe := self._asked.get()) is not None:
            self._search(probe)
            while not probe.began and time.time() - probe.typed < PROBE_PATIENCE and not self._stopping.is_set():
                self._search(probe)

    def _search(self, probe: Probe) -> None:
        began = time.time()
        probe.searches += 1
        try:
            found = self._shows(probe.word)
        except subprocess.SubprocessError:
            found = False
        if found:
            probe.began, probe.answered = began, time.time()

    def figures(self) -> dict[str, object]:
        found = [probe for probe in self.probes if probe.began]
        return {
            "asked": len(self.probes),
            "found": len(found),
            "until the search began": shares([max(0.0, probe.began - probe.typed) for probe in found]),
            "until it answered": shares([probe.answered - probe.typed for probe in found]),
            "searches": sum(probe.searches for probe in self.probes),
            "missing": [probe.word for probe in self.probes if not probe.began],
        }


@dataclass(slots=True)
class Minutes:
    """Resident size and CPU, one row a minute."""

    rows: list[dict[str, float]] = field(default_factory=list)
    _rss: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def look(self, rss: dict[str, float]) -> None:
        for role, size in rss.items():
            self._rss[role].append(size)

    def close(self, minute: float, cpu: float, waiting: int, kept: int) -> dict[str, float]:
        """The row of the minute that ended: the mean resident size in it, CPU in % of a core."""
        sizes = {role: round(float(np.mean(seen)), 1) for role, seen in self._rss.items() if seen}
        self._rss.clear()
        row = {"minute": round(minute, 2), "cpu": round(cpu, 2), "waiting": waiting, "kept": kept}
        row |= {"rss": round(sum(sizes.values()), 1), **sizes}
        self.rows.append(row)
        return row


def slope(points: Sequence[tuple[float, float]]) -> float | None:
    """Of a least-squares line; None for fewer than three points."""
    if len(points) < 3:
        return None
    return float(np.polyfit([x for x, _ in points], [y for _, y in points], 1)[0])


def folder_mb(folder: Path) -> float:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total / 1e6
