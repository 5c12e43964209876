"""Which file holds a project's settings: the nearest one at or above its root. It must not know what a file sets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cursus_registry.files import FileSystem, Stamp

MAX_SETTINGS_BYTES = 1_000_000
FILE_NAME = "cursus-registry.toml"
PYPROJECT = "pyproject.toml"
TABLE = ("tool", "cursus-registry")

_OURS = re.compile(
    rb"""^[ \t]*(?:\[{1,2}[ \t]*)?["']?tool["']?[ \t]*\.[ \t]*["']?cursus-registry(?![\w-])""", re.MULTILINE
)
_TOOL = re.compile(rb"""^[ \t]*(?:\[[ \t]*["']?tool["']?[ \t]*\]|["']?tool["']?[ \t]*=)""", re.MULTILINE)


class SettingsFile(NamedTuple):
    """A file with settings: its bytes, or why it cannot be read."""

    folder: str
    name: str
    data: bytes
    unreadable: str = ""

    @property
    def path(self) -> str:
        """The whole path."""
        return f"{self.folder.rstrip('/')}/{self.name}"

    @property
    def table(self) -> tuple[str, ...]:
        """The table of the file in which the settings stand."""
        return () if self.name == FILE_NAME else TABLE


def find_settings(files: FileSystem, folder: str) -> SettingsFile | None:
    """The nearest settings file at or above a folder, up to the top of its git checkout or of the disk."""
    for here in _up_to_the_top(files, folder):
        found = settings_in(files, here)
        if found is not None:
            return found
    return None


def find_settings_above(files: FileSystem, folder: str) -> SettingsFile | None:
    """The nearest settings file above a folder, within its git checkout."""
    above = _up_to_the_top(files, folder)
    next(above)
    return next((found for here in above if (found := settings_in(files, here)) is not None), None)


def settings_in(files: FileSystem, folder: str) -> SettingsFile | None:
    """The settings file in a folder: `cursus-registry.toml`, else a `pyproject.toml` that has our table."""
    base = folder.rstrip("/")
    try:
        return SettingsFile(folder, FILE_NAME, files.read(f"{base}/{FILE_NAME}", MAX_SETTINGS_BYTES).data)
    except (FileNotFoundError, NotADirectoryError):
        return _pyproject(files, folder)
    except OSError as error:
        reason = error.strerror or str(error).removeprefix(f"{base}/{FILE_NAME} ")
        return SettingsFile(folder, FILE_NAME, b"", reason)


def settings_stamps(files: FileSystem, folder: str) -> dict[str, Stamp | None]:
    """By what the files are known again that could hold a folder's settings; None for one that is young.

    A file that comes, goes, or changes shows in it.
    """
    paths = (f"{here.rstrip('/')}/{name}" for here in _up_to_the_top(files, folder) for name in (FILE_NAME, PYPROJECT))
    return {path: files.stamp(path) for path in paths if files.is_file(path)}


def has_settings(files: FileSystem, folder: str) -> bool:
    """Whether a folder is marked as a project by a settings file; one that cannot be read marks it too."""
    return files.is_file(f"{folder.rstrip('/')}/{FILE_NAME}") or _pyproject(files, folder) is not None


def _pyproject(files: FileSystem, folder: str) -> SettingsFile | None:
    try:
        data = files.read(f"{folder.rstrip('/')}/{PYPROJECT}", MAX_SETTINGS_BYTES).data
    except OSError:
        return None  # what cannot be read says nothing about us
    return SettingsFile(folder, PYPROJECT, data) if _is_about_us(data) else None


def _up_to_the_top(files: FileSystem, folder: str) -> Iterator[str]:
    here = folder.rstrip("/")
    while True:
        yield here or "/"
        git = f"{here}/.git"
        if "/" not in here or files.is_dir(git) or files.is_file(git):  # a file in a worktree or a submodule
            return
        here = here.rpartition("/")[0]


def _is_about_us(data: bytes) -> bool:
    """Whether a pyproject.toml has our table. One that is not valid TOML is about us if it looks like it."""
    if b"cursus-registry" not in data or not (_OURS.search(data) or _TOOL.search(data)):
        return False
    return _has_table(data)


@lru_cache(maxsize=8)
def _has_table(data: bytes) -> bool:
    from cursus_registry.settings.toml import read_toml  # noqa: PLC0415 - only where there is such a file

    values: object = read_toml(data).values
    if values is None:
        return bool(_OURS.search(data))
    for key in TABLE:
        if not isinstance(values, dict):
            return bool(_OURS.search(data))
        if key not in values:
            return False
        values = values[key]
    return True
