"""Where a command's text goes: standard output, or a file that is replaced in one piece."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from cursus_registry.cli.failure import CannotRunError
from cursus_registry.files.write import put_file


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
    try:
        put_file(path, text.encode("utf-8", "backslashreplace"))
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


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "its folder is not there; create it first"
    if isinstance(error, IsADirectoryError):
        return "it is a folder; name a file"
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
