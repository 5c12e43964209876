"""What is kept in the project's settings: a person's choice, a pin given to another name. Writes nothing."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from cursus_registry.edits.apply import Change
from cursus_registry.files import FileSystem
from cursus_registry.settings import read_settings
from cursus_registry.settings.find import FILE_NAME, PYPROJECT, TABLE
from cursus_registry.text import Edit, SourceText, Span

if TYPE_CHECKING:
    from cursus_registry.settings.pins import PinPlace

_SPECIAL = re.compile(r"[*?\[\]\\]|\s\Z")


class CannotPinError(ValueError):
    """The settings cannot take a pin, or anything else that is to be kept; `path` is the file."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        self.path, self.reason = path, reason


def pin_change(files: FileSystem, root: str, name: str, namespace: str) -> Change:
    """The settings that are in force at a root, with a pin; a new `cursus-registry.toml` there if there are none.

    Raises CannotPinError for settings with a mistake.
    """
    from cursus_registry.settings.pins import with_pin  # noqa: PLC0415 - only where something is pinned

    return _change(files, root, lambda text, table, _: with_pin(text, table, name, namespace))


def ignore_change(files: FileSystem, root: str, path: str, code: str) -> Change:
    """The settings that are in force at a root, with a code that is not reported in one file (see `pin_change`).

    Raises CannotPinError for settings with a mistake, and for a path that a pattern cannot have.
    """
    from cursus_registry.settings.ignores import with_ignore  # noqa: PLC0415 - as above

    def rewrite(text: str, table: tuple[str, ...], folder: str) -> str:
        pattern = f"/{posixpath.relpath(path, folder)}"
        if _SPECIAL.search(pattern) or pattern.startswith("/.."):
            raise ValueError(f"a pattern for {path} is to be written by hand")
        return with_ignore(text, table, pattern, code)

    return _change(files, root, rewrite)


def _change(files: FileSystem, root: str, rewrite: Callable[[str, tuple[str, ...], str], str]) -> Change:
    """`rewrite` gets the text, the table that holds the settings, and the folder of the file."""
    read = read_settings(files, root)
    path = read.path or f"{root.rstrip('/')}/{FILE_NAME}"
    if read.problems:
        raise CannotPinError(path, f"it has a mistake, {read.problems[0].message}; mend it first")
    try:
        after = rewrite(str(read.source), _table(path), posixpath.dirname(path))
    except ValueError as error:
        raise CannotPinError(path, str(error)) from None
    return Change(path, read.source if read.path else None, SourceText.from_str(after))


def name_of_pin_at(path: str, source: SourceText, offset: int) -> tuple[str, Span] | None:
    """The name that is pinned at an offset of a settings file, and where it stands, without its quotes, if any."""
    from cursus_registry.settings.pins import find_pin_at  # noqa: PLC0415 - as above

    found = find_pin_at(source.data, _table(path), offset)
    if found is None:
        return None
    name, span = found
    quote = int(source.slice(span)[0] in "\"'")
    return name, Span(span.start + quote, span.end - quote)


def rename_pin(path: str, source: SourceText, name: str, new: str) -> Edit | None:
    """The edit that gives a pin to another name, written as the old one is; None if the file has no such pin.

    Raises CannotPinError if that other name has a pin.
    """
    if _find(path, source, new) is not None:
        raise CannotPinError(path, f"there is a pin for '{new}' already; take it out first")
    found = _find(path, source, name)
    return None if found is None else _rewritten(source, found.name, new)


def repin(path: str, source: SourceText, name: str, old: str, new: str) -> Edit | None:
    """The edit that gives a pin another namespace; None if it stands there in another way than as one plain string."""
    found = _find(path, source, name)
    if found is None or source.slice(found.namespace)[1:-1] != old:
        return None
    return _rewritten(source, found.namespace, new)


def _find(path: str, source: SourceText, name: str) -> PinPlace | None:
    from cursus_registry.settings.pins import find_pin  # noqa: PLC0415 - only where something is pinned

    return find_pin(source.data, _table(path), name)


def _table(path: str) -> tuple[str, ...]:
    """The table that holds the settings in a file."""
    return TABLE if path.endswith(f"/{PYPROJECT}") else ()


def _rewritten(source: SourceText, span: Span, text: str) -> Edit:
    """Another text in the quotes that are there, if any are and can hold it."""
    old = source.slice(span)
    quote = old[0] if old[0] in "\"'" else ""
    if quote and (quote in text or "\\" in text or not text.isprintable()):
        from cursus_registry.settings.written import quoted  # noqa: PLC0415 - only where something is pinned

        return Edit(span, quoted(text))
    return Edit(span, f"{quote}{text}{quote}")
