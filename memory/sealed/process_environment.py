"""Hardens the environment of a process before LanceDB is imported.

Called once by the process that opens the store, on its main thread. Every rule is there because the problem was seen
(docs/threat-model.md, tests/memory/sealed/test_environment.py).
"""

from __future__ import annotations

import atexit
import ctypes
import os
import re
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from base.files import ProcessFolder

_READ_BY_LANCE = re.compile(
    r"(aws|lance|lancedb|otel|object_store)_.*|rust_log|endpoint(_url)?(_s3)?|region|default_region|bucket(_name)?|"
    r"(session_)?token|access_key_id|secret_access_key|skip_signature|unsigned_payload|checksum_algorithm|"
    r"conditional_put|copy_if_not_exists|disable_tagging|request_payer|server_side_encryption|sse_.*|s3_express|"
    r"virtual_hosted_style_request|metadata_endpoint|imdsv1_fallback|allow_http|allow_invalid_certificates|"
    r"proxy_.*|timeout|connect_timeout|read_timeout|user_agent|default_content_type|http[12]_.*|pool_.*|"
    r"randomize_addresses|root_certificate|use_opendal"
)
"""Variables that the object_store crate and Lance read, in any letter case; their logs would contain queries."""

_LIMITS = {
    "LANCE_UPLOAD_CONCURRENCY": "2",
    "LANCE_DEFAULT_IO_BUFFER_SIZE": "134217728",
    "LANCE_IO_THREADS": "8",
    "LANCE_MAX_IOP_SIZE": "4194304",
    "LANCE_BYPASS_SPILLING": "1",
}
"""Optimising 100,000 rows peaked at 3.1 GB without, 983 MB with them. Without the last, a sort writes text to the temp
folder.
"""

_M_ARENA_MAX = -8
_scratch: ProcessFolder | None = None


def prepare_process() -> Path:
    """Cleans the environment, limits memory and sets TMPDIR to a private folder, which it returns. Harmless to
    repeat."""
    global _scratch
    scrub_environment()
    os.environ.update(_LIMITS)
    forbid_core_dumps()
    if sys.platform == "linux":  # the effect of MALLOC_ARENA_MAX=2, which must be set before the process starts
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)
    if _scratch is None:
        user = os.getuid() if hasattr(os, "getuid") else 0
        _scratch = ProcessFolder(_largest_ram_folder(), f"afterglow-{user}-")
        atexit.register(release_scratch)
    for name in ("TMPDIR", "TMP", "TEMP"):
        os.environ[name] = str(_scratch.path)
    tempfile.tempdir = None  # the module caches its first answer
    return _scratch.path


def scrub_environment() -> tuple[str, ...]:
    """Removes variables that could redirect our traffic. Returns their names."""
    removed = tuple(name for name in os.environ if _READ_BY_LANCE.fullmatch(name.lower()))
    for name in removed:
        del os.environ[name]
    for name in ("NO_PROXY", "no_proxy"):
        hosts = [host for host in os.environ.get(name, "").split(",") if host]
        os.environ[name] = ",".join(dict.fromkeys([*hosts, "127.0.0.1", "localhost"]))
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
    os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
    return removed


def forbid_core_dumps() -> None:
    """A core file would contain the keys. No effect on Windows, where error reporting is a setting of the system."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE: no core, no ptrace by our own account


def release_scratch() -> None:
    """Remove the scratch folder, if this process has one."""
    global _scratch
    if _scratch is not None:
        _scratch.close()
        _scratch = None


def _largest_ram_folder() -> Path:
    """The folder in RAM with the most free space (a container's may be tiny); without one, the temp folder."""
    folders = [os.environ.get("XDG_RUNTIME_DIR"), "/dev/shm"] if sys.platform == "linux" else []  # noqa: S108
    writable = [Path(name) for name in folders if name and Path(name).is_dir() and os.access(name, os.W_OK)]
    return max(writable, key=lambda path: shutil.disk_usage(path).free, default=Path(tempfile.gettempdir()))
