"""Threads beside the one that searches: the engine's work and the vectors' need each other's result only at the end.

What runs here never waits for anything else that runs here, so that searches at once cannot hold each other up.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

SIDE = ThreadPoolExecutor(max_workers=4, thread_name_prefix="recall")
