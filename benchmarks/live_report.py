"""The figures of `live.py` as Markdown, ready for docs/benchmarks.md."""

from __future__ import annotations

from typing import Any

Figures = dict[str, Any]


def render(figures: Figures) -> str:
    """`figures` as live.py made them, or as a report that was broken off holds them."""
    make = {"still": _still, "video": _video}.get(figures.get("mode", "live"), _live)
    return make(figures)


def _live(figures: Figures) -> str:
    minutes = figures["elapsed"] / 60
    rows = [
        ("mean CPU of the whole tree", _cpu(figures["cpu"])),
        ("resident, whole tree", _resident(figures)),
        ("backlog, frames in the spool", "mean {mean}, p95 {p95}, most {max}".format_map(figures["backlog"])),
        ("newest frame to searchable (it or a later one)", _latency(figures["latency"]["newest"])),
        ("every frame to searchable", _latency(figures["latency"]["every frame"])),
        ("typed word to found by `search` (a process each)", _probes(figures["probes"])),
        ("written to the disk", _written(figures["written_mb"])),
        ("the memory's folder at the end", f"{figures['home_mb']:.1f} MB"),
        ("frames kept", _kept(figures)),
        ("moments for each app", _counts(figures.get("apps"))),
        ("at the end", _stats(figures.get("stats"))),
        ("what the player did", _counts(figures.get("done"))),
        ("steps that failed", str(len(figures.get("faults", ())))),
    ]
    head = (
        f"## {minutes:.0f} minutes of live work\n\n`benchmarks/live.py --seconds {figures['elapsed']:.0f}`: Chromium, "
        "Mousepad, XTerm with shell and vi, LibreOffice Calc at 1920×1080 under Xvfb; a player reads, scrolls, types, "
        f"builds, switches and idles (seed {figures.get('seed', '?')}). The player's programs are not in the figures. "
        f"Load of the machine at the end {figures['load']}."
    )
    if without := figures.get("without"):
        head += f" Not installed, so left out: {', '.join(without)}."
    return f"{head}\n\n{_table(rows)}\n\n{_curve(figures['minutes'])}"


def _still(figures: Figures) -> str:
    part = figures.get("stretch")
    if not part:
        return "The run was broken off before its measured stretch."
    rows = [
        ("mean CPU of the whole tree", f"{part['tree']:.2f} % of a core"),
        ("of the recording process", f"{part['recorder and main']:.2f} %"),
        ("of the store", f"{part['store']:.2f} %"),
        ("of the reader", f"{part['reader']:.2f} %"),
        ("frames kept in the stretch", str(part["kept"])),
        ("resident, whole tree", _resident(figures)),
    ]
    head = (
        f"## A still screen\n\n`benchmarks/live.py --static {part['seconds']:.0f}`: a window of text and a terminal "
        "with a blinking caret, everything on, after a minute of settling."
    )
    return f"{head}\n\n{_table(rows)}"


def _video(figures: Figures) -> str:
    part = figures.get("stretch")
    if not part:
        return "The run was broken off before its measured stretch."
    rows = [
        ("frames kept while it plays", str(part["kept"])),
        ("CPU of the whole tree", f"{part['tree']:.1f} % of a core"),
        ("of the recording process", f"{part['recorder and main']:.1f} %"),
        ("of the reader", f"{part['reader']:.1f} %"),
        ("of the store", f"{part['store']:.1f} %"),
        (
            "CPU with the page before and after, and reading on until nothing waits",
            f"{figures.get('clip and reading on', float('nan')):.1f} s",
        ),
        ("most frames that waited", str(figures["backlog"]["max"])),
    ]
    head = (
        f"## A film that plays\n\n`benchmarks/live.py --video {part['seconds']:.0f}`: photographic pictures that move "
        "15 times a second over most of a 1920×1080 browser window."
    )
    return f"{head}\n\n{_table(rows)}"


def _table(rows: list[tuple[str, str]]) -> str:
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows if value)])


def _cpu(cpu: dict[str, float]) -> str:
    parts = ", ".join(f"{role} {share:.1f}" for role, share in cpu.items() if share >= 0.05)
    return f"{sum(cpu.values()):.1f} % of a core ({parts})"


def _resident(figures: Figures) -> str:
    rows = figures["minutes"]
    if not rows:
        return "under a minute"
    text = f"{rows[0]['rss']:.0f} MB in the first minute, {rows[-1]['rss']:.0f} MB in the last"
    slope = figures.get("slope_mb_per_hour")
    return text if slope is None else f"{text}; slope after 5 minutes {slope:+.1f} MB/h"


def _latency(latency: dict[str, float]) -> str:
    if not latency["n"]:
        return "no frame was read"
    return (
        f"p50 {latency['p50']:.2f} s, p95 {latency['p95']:.2f} s, most {latency['max']:.2f} s ({latency['n']} frames)"
    )


def _probes(probes: Figures) -> str:
    if not probes["found"]:
        return f"0 of {probes['asked']} found"
    began, answered = probes["until the search began"], probes["until it answered"]
    return (
        f"p50 {answered['p50']:.1f} s, p95 {answered['p95']:.1f} s until the answer; the search that found it began "
        f"after p50 {began['p50']:.1f} s, p95 {began['p95']:.1f} s; {probes['found']} of {probes['asked']} found"
    )


def _written(written: dict[str, float]) -> str:
    parts = ", ".join(f"{role} {size:.0f}" for role, size in written.items() if size >= 0.5)
    return f"{sum(written.values()):.0f} MB ({parts})"


def _kept(figures: Figures) -> str:
    told = figures.get("recorded") or {}
    more = f" (unchanged {told['unchanged']}, left out {told['skipped']})" if told else ""
    return f"{figures['kept']}{more}"


def _counts(counts: dict[str, int] | None) -> str:
    return ", ".join(f"{name} {count}" for name, count in (counts or {}).items())


def _stats(stats: Figures | None) -> str:
    if not stats:
        return ""
    names = {"moments": "moments", "passages": "passages", "segments": "films", "films": "films", "waiting": "waiting"}
    counts = [f"{stats[key]} {name}" for key, name in names.items() if isinstance(stats.get(key), int)]
    sealed, pictures = stats["bytes_on_disk"] / 1e6, stats["picture_bytes"] / 1e6
    return f"{', '.join(counts)}; {sealed:.1f} MB sealed, {pictures:.1f} MB of it pictures"


def _curve(minutes: list[dict[str, float]]) -> str:
    """At most a dozen rows of the minutes."""
    rows = minutes[:: max(1, -(-len(minutes) // 12))]
    lines = [
        f"| {row['minute']:.0f} | {row['cpu']:.1f} | {row['rss']:.0f} | {row['kept']} | {row['waiting']} |"
        for row in rows
    ]
    return "\n".join(["| minute | CPU % | resident MB | kept so far | waiting |", "|---|---|---|---|---|", *lines])
