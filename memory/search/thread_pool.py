"""The thread pool beside the searching thread.

What runs here never waits for anything else that runs here, so that searches at once cannot hold each other up.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

SIDE = ThreadPoolExecutor(max_workers=4, thread_name_prefix="recall")
