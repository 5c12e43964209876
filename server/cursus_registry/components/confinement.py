"""What this process may do no more, for good: write, run, load, connect, or read elsewhere. It must not know why.

An audit hook cannot be taken back by anything that runs later. It guards against slips, of ours and of libraries;
what is read here is text and never run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Any

MOST_MEMORY = 2 << 30
_REFUSED = (
    *("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile", "pty."),
    *("socket.", "pickle.", "ctypes.", "mmap.", "sqlite3.", "winreg."),
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown"),
    *("os.utime", "os.setxattr", "os.removexattr", "os.putenv", "os.unsetenv", "os.kill", "os.killpg", "tempfile."),
    *("shutil.", "webbrowser.", "urllib.", "ftplib.", "smtplib.", "sys.addaudithook"),
)
_INSTALLED = frozenset({"site-packages", "dist-packages"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class RefusedError(PermissionError):
    """This process has asked for something that it may not do."""


def confine(trusted: Iterable[str]) -> Readable:
    """Refuse from now on whatever is more than reading; code may be run from the `trusted` folders alone.

    Packages that are installed below one of them are not trusted by that. What is returned says which other folders
    may be read.
    """
    _bound_memory()
    readable = Readable(trusted)
    sys.addaudithook(readable.hook)
    return readable


class Readable:
    """The folders that may be read, which only grow."""

    def __init__(self, trusted: Iterable[str]) -> None:
        self._trusted = _prefixes(trusted)
        self._folders = self._trusted

    def add(self, folders: Iterable[str]) -> None:
        """Let some more folders be read."""
        self._folders = tuple(dict.fromkeys((*self._folders, *_prefixes(folders))))

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Raise for what is refused; see `sys.addaudithook`."""
        if event == "open":
            self._check_open(*arguments)
        elif event == "exec":
            self._check_code(getattr(arguments[0], "co_filename", ""))
        elif event == "import":
            self._check_code(arguments[1] or "")
        elif event.startswith(_REFUSED):
            raise RefusedError(f"{event} is refused")

    def _check_open(self, path: object, mode: object, flags: object) -> None:
        if isinstance(path, int):
            return
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & _WRITING):
            raise RefusedError(f"{path!r} is not written")
        if not _is_below(path, self._folders):
            raise RefusedError(f"{path!r} is not read")

    def _check_code(self, path: str) -> None:
        if not path or path.startswith("<"):
            return
        at = max((len(folder) for folder in self._trusted if _is_below(path, (folder,))), default=0)
        if not at or not _INSTALLED.isdisjoint(path[at:].replace(os.sep, "/").split("/")):
            raise RefusedError(f"{path!r} is not run")


def _is_below(path: object, folders: tuple[str, ...]) -> bool:
    if not isinstance(path, str | bytes | os.PathLike):
        return False
    return os.path.abspath(os.fsdecode(path)).startswith(folders)  # noqa: PTH100 - a Path for each file is slow


def _prefixes(folders: Iterable[str]) -> tuple[str, ...]:
    """Folders as the beginnings of the paths below them."""
    return tuple(dict.fromkeys(os.path.join(os.path.abspath(folder), "") for folder in folders))  # noqa: PTH100, PTH118


def _bound_memory() -> None:
    """No more memory than that, no file of any size, and no remains of a crash, where the system can see to it."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        try:
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (ValueError, OSError) as error:
            sys.stderr.write(f"no bound of {most} for {kind}: {error}\n")
