"""Which log lines are written. They go to standard error: an editor shows them in the server's output."""

from __future__ import annotations

import logging
import sys

LEVELS = ("error", "warning", "info", "debug")
_OURS = "cursus_registry"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def start_logging(wish: str) -> None:
    """Write warnings, and what `CURSUS_REGISTRY_LOG` asks for: a level, or `logger=level` for parts, with commas.

    What is wrong in it is told as the first line of the log.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format=_FORMAT, datefmt="%H:%M:%S")
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
