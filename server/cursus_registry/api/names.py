"""Names that may be written into a registry: of steps and of workspaces."""

from __future__ import annotations

from cursus_registry.resolution.names import VALID_CHARACTERS


def check_name(name: str) -> str:
    """The name, if it has nothing but letters, digits, `_` and `-` (ASCII). Raises ValueError."""
    if not VALID_CHARACTERS.match(name) or not any(character.isalnum() for character in name):
        raise ValueError(f"{name!r} contains other characters than letters, digits, '_' and '-'")
    return name
