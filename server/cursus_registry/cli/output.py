"""Where a command's text goes: standard output, or a file that is replaced in one piece."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import click

from cursus_registry.cli.failure import CannotRunError


def print_text(text: str) -> None:
    """Write to standard output. A reader that goes away is no failure; a full disk raises CannotRunError."""
    try:
        click.echo(text, nl=False)
    except BrokenPipeError:
        _forget_the_rest()
    except OSError as error:
        _forget_the_rest()
        raise CannotRunError(f"standard output cannot be written: {error.strerror or error}") from None


def write_file(path: str, text: str) -> None:
    """Write a text as UTF-8: a reader sees the file as it was before or as it is now, and never half of it.

    What is no regular file (a pipe, /dev/null) is written to and left in its place. Raises CannotRunError.
    """
    data = text.encode("utf-8", "backslashreplace")
    target = followed(path)
    try:
        mode = _mode(target)
        if mode is not None and not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            Path(target).write_bytes(data)
        else:
            _replace(target, data, mode)
    except (OSError, ValueError) as error:
        raise CannotRunError(f"{path}: the file cannot be written: {_reason(error)}") from None


def followed(path: str) -> str:
    """A path with all links followed; as it is if no disk can have it (a NUL in it)."""
    try:
        return os.path.realpath(path)
    except ValueError:
        return path


def _forget_the_rest() -> None:
    """Let what is still buffered vanish, or Python would complain when it writes it at the end."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _mode(path: str) -> int | None:
    try:
        return os.stat(path).st_mode  # noqa: PTH116 - a path that no disk can have is refused here as below
    except FileNotFoundError:
        return None


def _replace(target: str, data: bytes, mode: int | None) -> None:
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError("it is a folder; name a file")
    folder, name = os.path.split(target)
    new = Path(folder) / f".{name[:64]}.{os.urandom(8).hex()}.tmp"
    try:
        with new.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            new.chmod(stat.S_IMODE(mode))
        new.replace(target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "its folder is not there; create it first"
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
