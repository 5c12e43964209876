"""Patterns as in .gitignore, applied to paths with `/` below the settings file's folder; it must not read a file."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


def matches(patterns: tuple[str, ...], path: str) -> bool:
    """Whether the patterns match a file; a folder's path ends with `/`. The last pattern that matches decides."""
    return bool(patterns) and bool(_spec(patterns).check_file(path).include)


def covers(patterns: tuple[str, ...], path: str) -> bool:
    """Whether the patterns match a path or any folder above it: what is below a matched folder is never looked at."""
    if not patterns:
        return False
    folders = path.rstrip("/").split("/")[:-1]
    above = (posixpath.join(*folders[:depth], "") for depth in range(1, len(folders) + 1))
    return any(matches(patterns, folder) for folder in above) or matches(patterns, path)


@lru_cache(maxsize=32)
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only where there are patterns

    return GitIgnoreSpec.from_lines(patterns)
