"""How a renaming is refused: with a sentence. Knows no reasons of its own."""

from __future__ import annotations


class CannotRenameError(ValueError):
    """A step that cannot be renamed, or not to that name; the message says why, and what to do."""
