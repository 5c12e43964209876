"""From the table of a settings file to the settings in force: validated, seen from the project's root, and with the
last good values in the place of mistakes. It knows no places in the file.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any, NamedTuple

from cursus_registry.files import FileSystem
from cursus_registry.settings.model import DEFAULTS, Settings, SettingsTable
from cursus_registry.settings.places import Path
from cursus_registry.settings.shapes import quoted
from cursus_registry.settings.validate import KEYS, Mistake, validate, without

_INNER_PATHS = ("packs", "workspaces", "baseline")
_ABSOLUTE = re.compile(r"/|[A-Za-z]:")


class Obeyed(NamedTuple):
    """What is in force, what is wrong, the codes that are named with the way to each, and the fields that are set."""

    settings: Settings
    mistakes: tuple[Mistake, ...]
    codes: tuple[tuple[str, Path], ...]
    stated: frozenset[str]


def obey(
    files: FileSystem, folder: str, root: str, values: dict[str, Any], last: Settings, base: Settings = DEFAULTS
) -> Obeyed:
    """The settings that a table gives. `folder` has the settings file; `last` are the last good settings.

    `base` counts where the table says nothing.
    """
    validated = validate(values)
    links = tuple(_links_that_lead_out(files, root, validated.table))
    good = without(validated.good, (link.path for link in links))
    table = validate(good).table if links else validated.table
    settings = _seen_from_root(table, folder, last.above)
    mistakes = (*validated.mistakes, *links)
    stated = frozenset(KEYS[key] for key in good)
    settings = _over(base, settings, stated)
    return Obeyed(_with_last(settings, _bad(values, good), last), mistakes, tuple(_codes(table, good)), stated)


def obey_editor(values: dict[str, Any], last: Settings) -> tuple[Settings, tuple[Mistake, ...]]:
    """The settings that an editor gives for a folder, and what is wrong with them."""
    validated = validate(values)
    settings = _seen_from_root(validated.table, "", "")
    return _with_last(settings, _bad(values, validated.good), last), validated.mistakes


def _over(base: Settings, settings: Settings, stated: frozenset[str]) -> Settings:
    """The settings with those of the base in the place of all that were not stated."""
    if base is DEFAULTS:
        return settings
    names = (setting.name for setting in fields(SettingsTable))
    return replace(settings, **{name: getattr(base, name) for name in names if name not in stated})


def _links_that_lead_out(files: FileSystem, root: str, table: SettingsTable) -> Iterator[Mistake]:
    """Paths that lie inside by their names alone. Patterns are not asked: what is excluded is never followed."""
    home = files.real_path(root)
    for key in _INNER_PATHS:
        value = getattr(table, key)
        for index, path in enumerate((value,) if isinstance(value, str) else value):
            fixed = path.partition("{id}")[0].rpartition("/")[0] if "{id}" in path else path
            real = files.real_path(posixpath.join(root, fixed))
            if fixed and real != home and not real.startswith(f"{home.rstrip('/')}/"):
                way: Path = (key,) if isinstance(value, str) else (key, index)
                yield Mistake(way, f"'{key}': {quoted(path)} is a link that leads out of the project")


def _seen_from_root(table: SettingsTable, folder: str, above: str) -> Settings:
    """The table as the settings of one project: a core is the only place that does not count from its root."""
    values = {setting.name: getattr(table, setting.name) for setting in fields(table)}
    return replace(
        Settings(**values, above=above),
        core=tuple(_core(path, folder, above) for path in table.core),
        packs=tuple(posixpath.normpath(path) for path in table.packs),
        workspaces=tuple(posixpath.normpath(path) for path in table.workspaces),
        baseline=posixpath.normpath(table.baseline) if table.baseline else "",
    )


def _core(path: str, folder: str, above: str) -> str:
    """A path of the core: as it is written if the file with the settings is in the root, else absolute."""
    if _ABSOLUTE.match(path):
        return path.replace("\\", "/")
    return posixpath.normpath(posixpath.join(folder, path) if above else path)


def _bad(values: dict[str, Any], good: dict[str, Any]) -> Iterator[Path]:
    """Every `key = value` that was taken out."""
    for key, value in values.items():
        if key not in good:
            yield (key,)
        elif isinstance(value, dict):
            yield from ((key, name) for name in value if name not in good[key])


def _with_last(settings: Settings, bad: Iterable[Path], last: Settings) -> Settings:
    """The settings with the last good value of each `key = value` that has a mistake."""
    kept: dict[str, Any] = {}
    for key, *inner in bad:
        name = KEYS.get(str(key))
        if name is None:
            continue
        value = getattr(last, name)
        if not inner:
            kept[name] = value
        elif isinstance(value, dict) and inner[0] in value:
            kept[name] = {**kept.get(name, getattr(settings, name)), inner[0]: value[inner[0]]}
    return replace(settings, **kept)


def _codes(table: SettingsTable, given: dict[str, Any]) -> Iterator[tuple[str, Path]]:
    for key in ("select", "ignore"):
        if key in given:
            yield from ((code, (key, index)) for index, code in enumerate(getattr(table, key)))
    yield from ((code, ("severity", code)) for code in table.severity)
    for pattern, codes in table.per_file_ignores.items():
        yield from ((code, ("per-file-ignores", pattern, index)) for index, code in enumerate(codes))
