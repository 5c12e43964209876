"""How a transfer is refused: with a sentence. Knows no reasons of its own."""

from __future__ import annotations


class CannotMoveError(ValueError):
    """A step that cannot go there; the message says why, and what to do."""
