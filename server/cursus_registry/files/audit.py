"""What was changed in the files of a project, by whom and when: a line of JSON for each change, in a folder of its own.

It must not know what a file means. The folder keeps itself out of git, and nothing of it belongs to the project.
"""

from __future__ import annotations

import errno
import getpass
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

FOLDER = ".cursus-registry"
FILE = "audit.jsonl"
MOST_BYTES = 10_000_000
MOST_OLD_FILES = 9
"""A file that would grow beyond its bound becomes `audit.jsonl.1`, the one before `audit.jsonl.2`, and so on."""

_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_DELETE = "\x7f"  # the one control character that JSON leaves as it is
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Record:
    """One change of one file: what was done, and the lines that differ, before and after.

    `line` is the first of them, from 1. `before` is None for a new file. `failed` is the reason why a change that was
    written down has not come to be after all.
    """

    what: str
    path: str
    line: int = 1
    before: str | None = field(default=None, repr=False)
    after: str | None = field(default=None, repr=False)
    failed: str | None = None


def append_records(root: str, records: Sequence[Record]) -> None:
    """Write changes down, before they are made: all of them, or none. Raises OSError if that cannot be done.

    Control characters are escaped. Links are not followed: a checkout is not to be trusted.
    """
    folder = _folder(Path(root))
    file = folder / FILE
    now, user = datetime.now(UTC).isoformat(timespec="milliseconds"), _user()
    text = "".join(f"{_line(now, user, record)}\n" for record in records).encode("ascii")
    with _locked(folder):
        _rotate(file, len(text))
        descriptor = os.open(file, _FLAGS, 0o644)
        try:
            _append(descriptor, text, str(file))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _folder(root: Path) -> Path:
    folder = root / FOLDER
    if folder.is_symlink():
        raise OSError(errno.ELOOP, "it is a link, and is not followed", str(folder))
    try:
        folder.mkdir()
    except FileExistsError:
        if folder.is_dir():
            return folder
        raise
    (folder / ".gitignore").write_bytes(b"*\n")
    return folder


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One after the other: the threads of this process and, where folders can be locked, other processes."""
    with _lock:
        if fcntl is None:
            yield  # type: ignore[unreachable]  # on Windows it is not
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def _line(now: str, user: str, record: Record) -> str:
    fields = {
        "time": now,
        "user": user,
        "what": record.what,
        "file": record.path,
        "line": record.line,
        "before": record.before,
        "after": record.after,
    }
    if record.failed is not None:
        fields["failed"] = record.failed
    return json.dumps(fields, ensure_ascii=True).replace(_DELETE, "\\u007f")


def _rotate(file: Path, more: int) -> None:
    """Make room: the file, if it would grow beyond the bound, gets a number, and older ones the next."""
    try:
        size = file.stat(follow_symlinks=False).st_size
    except FileNotFoundError:
        return
    if size == 0 or size + more <= MOST_BYTES:
        return
    for number in range(MOST_OLD_FILES - 1, 0, -1):
        with suppress(FileNotFoundError):
            file.with_name(f"{FILE}.{number}").replace(file.with_name(f"{FILE}.{number + 1}"))
    file.replace(file.with_name(f"{FILE}.1"))


def _append(descriptor: int, text: bytes, path: str) -> None:
    """Write at the end, on a line of its own; what was written of it goes again if not all of it could be."""
    size = os.fstat(descriptor).st_size
    if size and os.lseek(descriptor, -1, os.SEEK_END) >= 0 and os.read(descriptor, 1) != b"\n":
        text = b"\n" + text  # somebody was cut off here
    try:
        if os.write(descriptor, text) != len(text):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
    except OSError:
        os.ftruncate(descriptor, size)
        raise


def _user() -> str:
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # no name for the number, and no variable with one
        return str(getattr(os, "getuid", lambda: "unknown")())
