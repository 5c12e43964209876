"""What a check would go by, instead of the check: the settings and where they come from, and the files."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from typing import Any

from cursus_registry.cli.formats.json_text import json_text
from cursus_registry.cli.formats.plain import at_start_of_line, harmless
from cursus_registry.cli.projects import absolute
from cursus_registry.files import FileSystem
from cursus_registry.settings import Settings, read_settings
from cursus_registry.settings.model import SettingsTable, to_key

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_COMMAND_LINE = "command line"
_ADDED_TO = frozenset({"ignore"})


def settings_of(files: FileSystem, root: str, settings: Settings, options: Collection[str]) -> dict[str, Any]:
    """The settings of a project with the place that each comes from; `options` names those on the command line."""
    read = read_settings(files, root)
    name = (read.path or "").rpartition("/")[2]
    rows = {
        to_key(field.name): {
            "value": getattr(settings, field.name),
            "source": ", ".join(_sources(field.name, name if field.name in read.stated else "", options)) or "default",
        }
        for field in fields(SettingsTable)
    }
    return {"root": root, "file": read.path, "settings": rows}


def settings_as_text(projects: list[dict[str, Any]]) -> str:
    """The settings as they would be written in a project file, a block for each project."""
    return "\n".join("".join(f"{harmless(line)}\n" for line in _block(project)) for project in projects)


def settings_as_json(projects: list[dict[str, Any]]) -> str:
    """The settings as a JSON object."""
    return json_text({"version": 1, "projects": projects})


def files_as_text(paths: Iterable[str]) -> str:
    """The files, one a line, sorted; below the working directory they are told from there."""
    here = f"{absolute('.').rstrip('/')}/"
    shown = sorted(path.removeprefix(here) for path in paths)
    return "".join(f"{harmless(at_start_of_line(path))}\n" for path in shown)


def _sources(name: str, file: str, options: Collection[str]) -> Iterator[str]:
    if file and (name not in options or name in _ADDED_TO):
        yield file
    if name in options:
        yield _COMMAND_LINE


def _block(project: dict[str, Any]) -> Iterator[str]:
    yield f"# {project['root']}"
    yield f"# project file: {project['file'] or 'none'}"
    for name, row in project["settings"].items():
        yield f"{name} = {_toml(row['value'])}  # {row['source']}"


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{key if _BARE_KEY.fullmatch(key) else _toml(key)} = {_toml(item)}" for key, item in value.items())
        return f"{{ {', '.join(pairs)} }}" if value else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)
