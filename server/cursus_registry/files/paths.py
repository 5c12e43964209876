"""Paths seen from folders; no disk is asked."""

from __future__ import annotations

import posixpath


def seen_from(folder: str, path: str) -> str:
    """An absolute path as seen from an absolute folder: with `..` where it lies elsewhere."""
    seen = seen_below(folder, path)
    return seen if seen != path else posixpath.relpath(path, folder)


def seen_below(folder: str, path: str) -> str:
    """An absolute path below a folder as seen from there, any other whole."""
    return path.removeprefix(f"{folder.rstrip('/')}/")
