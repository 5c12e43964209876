"""Paths seen from folders; no disk is asked."""

from __future__ import annotations

import posixpath


def seen_from(folder: str, path: str) -> str:
    """An absolute path as seen from an absolute folder: with `..` where it lies elsewhere."""
    below = f"{folder.rstrip('/')}/"
    return path.removeprefix(below) if path.startswith(below) else posixpath.relpath(path, folder)
