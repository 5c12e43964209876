"""What a check is about: the projects it reads, and the files in them that it judges."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from cursus_registry.cli.failure import CannotRunError
from cursus_registry.cli.projects import absolute, roots_of
from cursus_registry.files import Disk, FileSystem, Overlay

MAX_INPUT_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Scope:
    """The roots of the projects, from where their files are read, and the files and folders that are asked about."""

    files: FileSystem
    wanted: frozenset[str]
    roots: tuple[str, ...]
    is_input: bool = False

    def covers(self, path: str) -> bool:
        """Whether a file is asked about: itself, or a folder above it."""
        while path and path not in self.wanted:
            path = path.rpartition("/")[0]
        return bool(path) or "/" in self.wanted


def scope_of_paths(paths: Sequence[str]) -> Scope:
    """The working directory if no path is given. Raises CannotRunError where there is nothing to check."""
    wanted = [absolute(path) for path in paths or (".",)]
    return Scope(Disk(), frozenset(wanted), tuple(roots_of(wanted)))


def scope_of_input(name: str) -> Scope:
    """One file, whose text comes from standard input; on the disk it can be another, or not be there at all."""
    path = absolute(name)
    if Disk().is_dir(path):
        raise CannotRunError(f"{path}: a folder cannot come from standard input; name a file")
    files = Overlay(Disk())
    files.lay(path, _read_input())
    return Scope(files, frozenset({path}), tuple(roots_of([path], files)), is_input=True)


def _read_input() -> bytes:
    if sys.stdin is None:
        raise CannotRunError("standard input is closed; give the file's text there")
    data = sys.stdin.buffer.read(MAX_INPUT_BYTES + 1)
    if len(data) > MAX_INPUT_BYTES:
        raise CannotRunError(f"standard input has more than {MAX_INPUT_BYTES} bytes; no registry is so large")
    return data
