"""Files replaced on the disk, and new ones beside them, all of them or none, and each in one piece.

The one module that replaces files. Every new content lies beside its file, complete and synced, before the first file
is replaced; so does every old one, to go back to. It must not know what a file means.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

_SUFFIX = ".cursus-registry.tmp"
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would else write \r\n


class WriteError(OSError):
    """A file that cannot be replaced; the message says why, and nothing has changed."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        self.path, self.reason = path, reason


class HalfWrittenError(WriteError):
    """Writing failed half-way, and so did going back: the message names what stays changed, and its old content."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Other bytes for a file that has these; `before` is None for a file that is not there yet.

    `moved_to` is where the file is to be afterwards, None for its own place.
    """

    path: str
    before: bytes | None = field(repr=False)
    after: bytes = field(repr=False)
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A file behind all links, and the two temporary files beside it; a new file has only the one.

    `moved_to` is the place that it goes to, None for its own.
    """

    path: str
    target: str
    before: bytes | None
    new: str
    old: str | None
    moved_to: str | None = None


def replace_all(replacements: Sequence[Replacement]) -> None:
    """Replace some files, move some, and make new ones with the folders above them. A link stays a link, what it leads
    to is replaced; the mode of each file stays.

    Raises WriteError, and then every file is as it was: for one that is not there (or is, and should not be), is
    read-only, has changed in the meantime, cannot be written, or is a link and is to be moved.
    """
    leftovers: list[str] = []
    folders: list[Path] = []
    try:
        prepared = [_prepare(one, leftovers, folders) for one in _distinct(replacements)]
        for one in prepared:
            _check_unchanged(one)
        _commit(prepared, leftovers)
        folders.clear()
    finally:
        for path in leftovers:
            _remove(path)
        for made in reversed(folders):
            with suppress(OSError):  # somebody put something into it
                made.rmdir()
    for folder in {os.path.dirname(one.target) for one in prepared}:  # noqa: PTH120
        _sync_folder(folder)


def put_file(path: str, data: bytes) -> None:
    """Write one file, a new one or in place of what is there; a link stays a link, the mode of a file stays.

    What is no regular file (a pipe, /dev/null) is written to and left in its place. Raises OSError, and ValueError for
    a path that no disk can have; then nothing has changed.
    """
    target, leftovers = os.path.realpath(path), list[str]()
    try:
        status = os.stat(target)  # noqa: PTH116
    except FileNotFoundError:
        status = None
    if status is not None and not stat.S_ISREG(status.st_mode):
        Path(target).write_bytes(data)
        return
    try:
        os.replace(_write_beside(target, data, status, leftovers), target)  # noqa: PTH105
    finally:
        for leftover in leftovers:
            _remove(leftover)
    _sync_folder(os.path.dirname(target))  # noqa: PTH120


def _distinct(replacements: Sequence[Replacement]) -> list[Replacement]:
    """Each file once, even if several paths lead to it."""
    found: dict[str, Replacement] = {}
    for one in replacements:
        other = found.setdefault(os.path.realpath(one.path), one)
        if (other.after, other.moved_to) != (one.after, one.moved_to):
            raise WriteError(one.path, f"it is the same file as {other.path}, and both are to change; remove the link")
    return list(found.values())


def _prepare(one: Replacement, leftovers: list[str], folders: list[Path]) -> _Prepared:
    if one.before is None:
        return _prepare_new(one, leftovers, folders)
    target = os.path.realpath(one.path)
    if one.moved_to is not None and os.path.islink(one.path):  # noqa: PTH114
        raise WriteError(one.path, "it is a link; move it by hand")
    with _as_write_error(one.path):
        status = os.stat(target)  # noqa: PTH116
        if not stat.S_ISREG(status.st_mode):
            raise WriteError(one.path, "it is no regular file")
        if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
            raise WriteError(one.path, "it is read-only; make it writable")
        new = _write_beside(target, one.after, status, leftovers)
        old = _write_beside(target, one.before, status, leftovers)
    return _Prepared(one.path, target, one.before, new, old, one.moved_to)


def _prepare_new(one: Replacement, leftovers: list[str], folders: list[Path]) -> _Prepared:
    """A new file, complete beside its place; `folders` gets those above it that had to be made."""
    with _as_write_error(one.path):
        for folder in reversed(Path(one.path).parents):
            if not folder.exists():
                folder.mkdir()
                folders.append(folder)
        return _Prepared(one.path, one.path, None, _write_beside(one.path, one.after, None, leftovers), None)


def _write_beside(target: str, data: bytes, status: os.stat_result | None, leftovers: list[str]) -> str:
    """The path of a complete temporary file with the mode and the owner of the file that it stands in for, if any."""
    folder, name = os.path.split(target)
    path = os.path.join(folder, f".{name[:64]}.{os.urandom(8).hex()}{_SUFFIX}")  # noqa: PTH118
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600 if status else 0o666)
    leftovers.append(path)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if status is not None:
        with suppress(PermissionError):  # only root may give a file away; the mode below is the owner's all the same
            _give_to(path, status)
        os.chmod(path, stat.S_IMODE(status.st_mode))  # noqa: PTH101
    return path


def _give_to(path: str, status: os.stat_result) -> None:
    if hasattr(os, "chown"):
        os.chown(path, status.st_uid, status.st_gid)


def _check_unchanged(one: _Prepared) -> None:
    if one.before is None:
        return  # what is in its place is seen when it is put there
    with _as_write_error(one.path), Path(one.target).open("rb") as file:
        if file.read(len(one.before) + 1) != one.before:
            raise WriteError(one.path, "it has changed in the meantime; run again")


def _commit(prepared: Sequence[_Prepared], leftovers: list[str]) -> None:
    done: list[_Prepared] = []
    try:
        for one in prepared:
            with _as_write_error(one.path):
                _put(one)
            done.append(one)
    except BaseException:
        _restore(done, leftovers)
        raise


def _put(one: _Prepared) -> None:
    if one.moved_to is not None:
        _put_new(one.new, one.moved_to)
        try:
            os.unlink(one.target)  # noqa: PTH108
        except OSError:
            os.unlink(one.moved_to)  # noqa: PTH108
            raise
    elif one.before is not None:
        os.replace(one.new, one.target)  # noqa: PTH105
    else:
        _put_new(one.new, one.target)


def _put_new(new: str, path: str) -> None:
    """A complete file in a place where nothing is."""
    if os.path.lexists(path):
        raise WriteError(path, "something is there already")
    try:
        os.link(new, path)  # unlike a renaming it takes nobody's place
    except OSError as error:
        if error.errno == errno.EEXIST:
            raise WriteError(path, "something is there already") from None
        os.rename(new, path)  # noqa: PTH104 - not every disk has such links


def _go_back(one: _Prepared) -> None:
    if one.moved_to is not None:
        os.unlink(one.moved_to)  # noqa: PTH108
    if one.old is None:
        os.unlink(one.target)  # noqa: PTH108
    else:
        os.replace(one.old, one.target)  # noqa: PTH105


def _restore(done: Sequence[_Prepared], leftovers: list[str]) -> None:
    """Put the old contents back; where even that fails, the old content stays beside the file, and both are named."""
    lost: list[_Prepared] = []
    for one in reversed(done):
        try:
            _go_back(one)
        except OSError:
            if one.old is not None:
                leftovers.remove(one.old)
            lost.append(one)
    if lost:
        where = ", ".join(
            f"{one.path} (its old content is {one.old})" if one.old else f"{one.path} (it is new)"
            for one in reversed(lost)
        )
        raise HalfWrittenError(lost[-1].path, f"writing failed half-way, and these stay changed: {where}")


def _sync_folder(folder: str) -> None:
    """Make the new names last through a crash, where folders can be synced."""
    with suppress(OSError):  # not on every system, and the files themselves are synced
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(path: str) -> None:
    with suppress(FileNotFoundError):  # it was put in its place
        os.unlink(path)  # noqa: PTH108


@contextmanager
def _as_write_error(path: str) -> Iterator[None]:
    try:
        yield
    except WriteError:
        raise
    except OSError as error:
        raise WriteError(path, f"it cannot be written: {error.strerror or error}") from None
