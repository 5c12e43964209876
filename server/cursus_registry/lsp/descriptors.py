"""Standard input and output for frames alone, by descriptors of our own.

What a library prints goes to stderr from now on, and one that reads gets nothing. It must not know what is sent.
"""

from __future__ import annotations

import os
import sys
from typing import NamedTuple


class Descriptors(NamedTuple):
    """Where frames come from and go to."""

    incoming: int
    outgoing: int


def take_descriptors() -> Descriptors | None:
    """Take standard input and output away from everything else; None if there are none."""
    if sys.stdin is None or sys.stdout is None:
        return None
    if sys.stderr is None:  # its number is free, and would be given to one of ours
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    nothing = os.open(os.devnull, os.O_RDONLY)
    taken = Descriptors(os.dup(0), os.dup(1))
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return taken
