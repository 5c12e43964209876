"""Which log lines are written. They go to standard error: an editor shows them in the server's output."""

from __future__ import annotations

import logging
import sys

from cursus_registry.lsp.log_queue import LogQueue
from cursus_registry.profiling import start_profiling

LEVELS = ("error", "warning", "info", "debug")
_OURS = "cursus_registry"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def start_log(wish: str) -> None:
    """Write warnings, and what `CURSUS_REGISTRY_LOG` asks for: a level, or `logger=level` for parts, with commas.

    What is wrong in it is told as the first line of the log.
    """
    if sys.stderr is None:
        logging.disable()
        return
    writer = logging.StreamHandler(sys.stderr)
    writer.setFormatter(logging.Formatter(_FORMAT, "%H:%M:%S"))
    root = logging.getLogger()
    root.addHandler(LogQueue(writer))
    root.setLevel(logging.WARNING)
    logging.getLogger("pygls").setLevel(logging.ERROR)
    for part in filter(None, (piece.strip() for piece in wish.split(","))):
        name, _, level = part.rpartition("=")
        if not set_level(level, name or _OURS):
            logging.getLogger(__name__).warning(
                "CURSUS_REGISTRY_LOG: %r is no level; write one of %s", level, ", ".join(LEVELS)
            )


def set_level(level: str, name: str = _OURS) -> bool:
    """Change the level of a logger and of those below it; whether there is such a level."""
    if level.lower() not in LEVELS:
        return False
    logging.getLogger(name).setLevel(level.upper())
    return True


def current_level() -> str:
    """The level in force."""
    return logging.getLevelName(logging.getLogger(_OURS).getEffectiveLevel()).lower()


def start_profile(wish: str) -> None:
    """Log what takes longer than `CURSUS_REGISTRY_PROFILE` says, span by span."""
    if not wish:
        return
    log = logging.getLogger(f"{_OURS}.profile")
    log.setLevel(logging.INFO)
    if fault := start_profiling(wish, lambda report: log.info("\n%s", report)):
        log.warning("CURSUS_REGISTRY_PROFILE: %s", fault)
