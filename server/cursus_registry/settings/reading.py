"""The settings of a project, read: the nearest file, its values, its mistakes with their places.

What cannot be obeyed keeps its last good value, if there was one; a file that cannot be read keeps them all. It must
not know any rule: codes are only handed on with their places.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from cursus_registry.files import FileSystem
from cursus_registry.settings.find import SettingsFile, find_settings, find_settings_above
from cursus_registry.settings.model import DEFAULTS, Settings
from cursus_registry.text import SourceText, Span

if TYPE_CHECKING:
    from cursus_registry.settings.places import Path
    from cursus_registry.settings.toml import Toml
    from cursus_registry.settings.validate import Mistake

MAX_PROBLEMS = 100


class Problem(NamedTuple):
    """A mistake in a settings file. `instead` is what to put in its place, if that is clear."""

    span: Span
    message: str
    instead: str = ""


class NamedCode(NamedTuple):
    """A code, or the beginning of one, that a settings file names."""

    code: str
    span: Span


class ReadSettings(NamedTuple):
    """The settings in force, and the file they come from: None if there is no such file.

    `stated` has the fields that the file sets, `codes` those that it names.
    """

    settings: Settings = DEFAULTS
    path: str | None = None
    source: SourceText = SourceText(b"")
    problems: tuple[Problem, ...] = ()
    codes: tuple[NamedCode, ...] = ()
    stated: frozenset[str] = frozenset()


def read_settings(
    files: FileSystem, root: str, last: Settings | None = None, base: Settings = DEFAULTS
) -> ReadSettings:
    """The settings of the project at a root. `last` are the last good ones: they stand in for what is wrong now.

    `base` counts where the file says nothing.
    """
    file = find_settings(files, root)
    if file is None:
        return ReadSettings(base)
    read = _read(files, file, root, base if last is None else last, base)
    if file.folder != root and read.settings.excludes("./"):
        return ReadSettings(base)  # a file that leaves the project out does not speak of it
    return read


def is_left_out(files: FileSystem, folder: str) -> bool:
    """Whether the nearest settings file above a folder excludes it."""
    file = find_settings_above(files, folder)
    return file is not None and _read(files, file, folder, DEFAULTS, DEFAULTS).settings.excludes("./")


def _read(files: FileSystem, file: SettingsFile, root: str, last: Settings, base: Settings) -> ReadSettings:
    above = root.removeprefix(file.folder.rstrip("/")).strip("/")
    last = last if last.above == above else replace(base, above=above)
    if file.unreadable:
        message = f"the settings cannot be read: {file.unreadable}; check what is there"
        return ReadSettings(last, file.path, problems=(Problem(Span(0, 0), message),))
    from cursus_registry.settings.toml import read_toml  # noqa: PLC0415 - only where there is such a file

    toml = read_toml(file.data)
    faults = tuple(Problem(*fault) for fault in toml.faults)
    if toml.values is None:
        return ReadSettings(last, file.path, toml.source, faults)
    table = _table_in(toml.values, file.table)
    if table is None:
        wrong = Problem(toml.places.value(file.table), f"[{'.'.join(file.table)}] must be a table of settings")
        return ReadSettings(last, file.path, toml.source, (*faults, wrong))
    from cursus_registry.settings.table import obey  # noqa: PLC0415 - pydantic would be a third of the start

    obeyed = obey(files, file.folder, root, table, last, base)
    problems = sorted({*faults, *(_problem(toml, file.table, mistake) for mistake in obeyed.mistakes)})
    codes = tuple(_code(toml, file.table, code, path) for code, path in obeyed.codes)
    return ReadSettings(obeyed.settings, file.path, toml.source, _at_most(problems), codes, obeyed.stated)


def _table_in(values: dict[str, Any], keys: Path) -> dict[str, Any] | None:
    found: Any = values
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else None


def _problem(toml: Toml, table: Path, mistake: Mistake) -> Problem:
    path = (*table, *mistake.path)
    span = toml.places.key(path) if mistake.at_key else toml.places.value(path)
    return Problem(span, mistake.message, mistake.instead)


def _code(toml: Toml, table: Path, code: str, path: Path) -> NamedCode:
    place = toml.places.value if isinstance(path[-1], int) else toml.places.key
    return NamedCode(code, place((*table, *path)))


def _at_most(problems: list[Problem]) -> tuple[Problem, ...]:
    if len(problems) <= MAX_PROBLEMS:
        return tuple(problems)
    return (
        *problems[:MAX_PROBLEMS],
        Problem(problems[MAX_PROBLEMS].span, "more mistakes are not shown; mend these first"),
    )
