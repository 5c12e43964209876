"""New files, all of them or none: the one way in which a folder comes to be. Nothing that is there is ever touched."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

_PREFIX = ".cursus-registry-"


def create_folder(path: str, files: Mapping[str, bytes]) -> None:
    """Make a folder with files in it, by path below it; folders above it are made if they are missing.

    It is built beside its place, two levels deep so that no layout mistakes it for something, and then renamed.
    Raises FileExistsError if anything is there, another OSError for what a disk can refuse; then nothing has changed.
    """
    with _nothing_at(path) as target, TemporaryDirectory(prefix=_PREFIX, dir=target.parent) as temporary:
        build = Path(temporary) / "new"
        build.mkdir()
        for relative, data in files.items():
            file = build / relative
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        build.rename(target)  # of all that may have come there meanwhile, only an empty folder gives way


def create_file(path: str, data: bytes) -> None:
    """Make one file; folders above it are made if they are missing. Raises like create_folder."""
    with _nothing_at(path) as target, target.open("xb") as file:
        try:
            file.write(data)
        except BaseException:
            target.unlink()
            raise


@contextmanager
def _nothing_at(path: str) -> Iterator[Path]:
    """The free place, with the folders above it; those that had to be made go again if the rest fails."""
    target = Path(path)
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
    missing = [folder for folder in target.parents if not folder.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield target
    except BaseException:
        for folder in missing:
            with suppress(OSError):  # it was never made, or somebody put something into it
                folder.rmdir()
        raise
