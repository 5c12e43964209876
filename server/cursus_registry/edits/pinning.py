"""A person's choice kept as a pin in the project's settings: which file, and what it says then. Writes nothing."""

from __future__ import annotations

from cursus_registry.edits.apply import Change
from cursus_registry.files import FileSystem
from cursus_registry.settings import read_settings
from cursus_registry.settings.find import FILE_NAME, PYPROJECT, TABLE
from cursus_registry.text import SourceText


class CannotPinError(ValueError):
    """The settings cannot take a pin; `path` is the file."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        self.path, self.reason = path, reason


def pin_change(files: FileSystem, root: str, name: str, namespace: str) -> Change:
    """The settings that are in force at a root, with a pin; a new `cursus-registry.toml` there if there are none.

    Raises CannotPinError for settings with a mistake.
    """
    from cursus_registry.settings.pins import with_pin  # noqa: PLC0415 - only where something is pinned

    read = read_settings(files, root)
    path = read.path or f"{root.rstrip('/')}/{FILE_NAME}"
    if read.problems:
        raise CannotPinError(path, f"it has a mistake, {read.problems[0].message}; mend it first")
    table = TABLE if path.endswith(f"/{PYPROJECT}") else ()
    try:
        after = with_pin(str(read.source), table, name, namespace)
    except ValueError as error:
        raise CannotPinError(path, str(error)) from None
    return Change(path, read.source if read.path else None, SourceText.from_str(after))
