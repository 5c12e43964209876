"""The real disk, read only; the one module that opens the user's files."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager

from cursus_registry.files.file_system import Content, DirEntry, Stamp, TooLargeError

_YOUNG_NS = 100_000_000  # clocks of disks are coarse: a second change may bear the time of the first


class Disk:
    """Reads regular files only: a pipe or a device in a file's place would block for ever."""

    def read(self, path: str, limit: int) -> Content:
        """See FileSystem.read."""
        with _only_os_errors(path), open(path, "rb", opener=_open_at_once) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise OSError(f"{path} is not a regular file")
            if status.st_size > limit:
                raise TooLargeError(path, status.st_size, limit)
            data = file.read(limit + 1)
        if len(data) > limit:
            raise TooLargeError(path, len(data), limit)
        return Content(data)

    def scan(self, path: str) -> list[DirEntry]:
        """See FileSystem.scan."""
        with _only_os_errors(path), os.scandir(path) as entries:
            found = [DirEntry(entry.name, entry.is_dir(follow_symlinks=False), entry.is_symlink()) for entry in entries]
        return sorted(found)

    def stamp(self, path: str) -> Stamp | None:
        """See FileSystem.stamp; a file that has only just changed could change again without showing it."""
        try:
            status = os.stat(path)  # noqa: PTH116
        except (OSError, ValueError):
            return None
        if abs(time.time_ns() - status.st_mtime_ns) < _YOUNG_NS:
            return None
        return Stamp(status.st_mtime_ns, status.st_size, status.st_ino, status.st_mode)

    def is_file(self, path: str) -> bool:
        """See FileSystem.is_file."""
        return os.path.isfile(path)  # noqa: PTH113 - a Path for each of many thousand files is slow

    def is_dir(self, path: str) -> bool:
        """See FileSystem.is_dir."""
        return os.path.isdir(path)  # noqa: PTH112

    def real_path(self, path: str) -> str:
        """See FileSystem.real_path."""
        with _only_os_errors(path):
            return os.path.realpath(path).replace(os.sep, "/")


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


@contextmanager
def _only_os_errors(path: str) -> Iterator[None]:
    """A path that no disk can have (a NUL, a lone surrogate) is refused with a ValueError."""
    try:
        yield
    except ValueError as error:
        raise OSError(errno.EINVAL, str(error), path) from None
