"""What the operating system says of this process."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resident_memory() -> int | None:
    """The bytes of memory that the process holds; where only the most that it ever held is known, that; else None."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return _peak_memory()
    return pages * os.sysconf("SC_PAGE_SIZE")


def _peak_memory() -> int | None:
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
