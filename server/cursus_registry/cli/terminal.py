"""What a terminal can show and wants to be shown: colours, and a line that is drawn again and again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO


def colours(environment: Mapping[str, str]) -> bool | None:
    """Whether colours are wanted: yes, no, or None for where the output is a terminal.

    The first that is set decides: NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE (0 is not set); then TERM=dumb and CLICOLOR=0
    say no. The order is that of Python itself: who cannot read colours must not lose to a CI that forces them.
    """
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR") or environment.get("CLICOLOR_FORCE", "0") not in {"", "0"}:
        return True
    if _is_dumb(environment) or environment.get("CLICOLOR") == "0":
        return False
    return None


def can_redraw(stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """Whether a line can be drawn over: only on a terminal that has a cursor, whatever is said of colours."""
    return stream is not None and stream.isatty() and not _is_dumb(environment)


def _is_dumb(environment: Mapping[str, str]) -> bool:
    return environment.get("TERM") == "dumb"
