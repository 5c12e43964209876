"""Changes of files as a diff: on a terminal as text, coloured and harmless; elsewhere to the byte, to be applied."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from difflib import diff_bytes, unified_diff

import click

from cursus_registry.cli.formats.plain import harmless
from cursus_registry.cli.projects import absolute
from cursus_registry.edits.apply import Change, prepare
from cursus_registry.files import FileSystem
from cursus_registry.files.paths import seen_below

_NO_LINE_END = b"\n\\ No newline at end of file\n"
_NOTHING = b"/dev/null"
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def show_diff(files: FileSystem, changes: Sequence[Change]) -> None:
    """The diff of all changes. Raises WriteError for a file that is not, or cannot be, as it has to be."""
    replacements = prepare(files, changes)
    if sys.stdout.isatty():
        for change in changes:
            before = None if change.before is None else change.before.data
            for line in _diff(change.path, before, change.after.data, change.moved_to):
                click.echo(_painted(line.decode("utf-8", "replace")), nl=False)
        return
    for one in replacements:
        for line in _diff(one.path, one.before, one.after, one.moved_to):
            click.echo(line, nl=False)


def _diff(path: str, before: bytes | None, after: bytes, moved_to: str | None) -> Iterator[bytes]:
    """The changes of one file, named as seen from the working directory. One that moves goes, and another comes."""
    if moved_to is not None:
        yield from _of_one(_name(path), _NOTHING, before or b"", b"")
        yield from _of_one(_NOTHING, _name(moved_to), b"", after)
        return
    yield from _of_one(_NOTHING if before is None else _name(path), _name(path), before or b"", after)


def _of_one(old: bytes, new: bytes, before: bytes, after: bytes) -> Iterator[bytes]:
    for line in diff_bytes(unified_diff, _lines(before), _lines(after), old, new):
        yield line if line.endswith(b"\n") else line + _NO_LINE_END


def _name(path: str) -> bytes:
    return harmless(seen_below(absolute("."), path)).encode("utf-8", "replace")


def _lines(data: bytes) -> list[bytes]:
    """The lines as `patch` and git count them: by line feeds alone."""
    *whole, last = data.split(b"\n")
    return [*(line + b"\n" for line in whole), *([last] if last else [])]


def _painted(line: str) -> str:
    return f"{click.style(harmless(line.rstrip(chr(10)).rstrip(chr(13))), fg=_COLOURS.get(line[0]))}\n"
