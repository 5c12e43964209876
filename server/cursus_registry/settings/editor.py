"""What an editor can set: the settings of a project's file that make sense for a person, and those of the server alone.

A project's own file wins, setting by setting. It must not know how an editor hands its settings over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from cursus_registry.settings.model import DEFAULTS, Settings, to_key
from cursus_registry.settings.shapes import quoted

ScopeName = Literal["project", "open"]
LevelName = Literal["error", "warning", "info", "debug"]

IN_FILES_ONLY = ("packs", "workspaces", "baseline")
"""Settings that say how a project is laid out: everybody who works on it must have the same."""

_FORBID = {"extra": "forbid", "use_attribute_docstrings": True}
_CAMEL = re.compile(r"(?<=[a-z])([A-Z])")
_WRONG = {
    "string_type": "must be a string",
    "dataclass_type": "must be an object",
    "dict_type": "must be an object",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
}


@dataclass(frozen=True, slots=True)
class DiagnosticsTable:
    """What is said of a project."""

    __pydantic_config__ = _FORBID

    scope: ScopeName = "project"
    """Whether findings are shown in all files of a `project`, or only in those that are `open`."""


@dataclass(frozen=True, slots=True)
class LogTable:
    """What the server writes to its log."""

    __pydantic_config__ = _FORBID

    level: LevelName = "warning"
    """How much goes into the log: `error`, `warning`, `info` or `debug`."""


@dataclass(frozen=True, slots=True)
class LensesTable:
    """What stands over the entries of a registry."""

    __pydantic_config__ = _FORBID

    mentions: bool = True
    """How often a step is mentioned."""
    namespaces: bool = True
    """What an entry overrides or shadows, and where else its name is declared."""


@dataclass(frozen=True, slots=True)
class HintsTable:
    """What stands in the text without being written there."""

    __pydantic_config__ = _FORBID

    namespaces: bool = True
    """After a mention, the workspace or pack that it leads to, if that is not the core."""
    derived: bool = True
    """At an entry, the values that it has by its name."""


@dataclass(frozen=True, slots=True)
class ServerTable:
    """The settings that only an editor has."""

    __pydantic_config__ = _FORBID

    diagnostics: DiagnosticsTable = field(default_factory=DiagnosticsTable)
    interpreter: str = ""
    """The Python, or the folder of the environment, in which Cursus is installed: its core is read there if a project
    has none, and the packages beside it that classes come from. It is never run."""
    log: LogTable = field(default_factory=LogTable)
    lenses: LensesTable = field(default_factory=LensesTable)
    hints: HintsTable = field(default_factory=HintsTable)


@dataclass(frozen=True, slots=True)
class EditorSettings:
    """What an editor sets for one folder. `project` counts where the project's own file says nothing."""

    project: Settings = DEFAULTS
    server: ServerTable = field(default_factory=ServerTable)


class ReadEditor(NamedTuple):
    """The settings in force, and what is wrong with those that were given."""

    settings: EditorSettings
    mistakes: tuple[str, ...]


SERVER_KEYS = tuple(setting.name for setting in fields(ServerTable))


def normal(values: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as editors write them, in one way: nested, with the names of the project's file, nothing that is null.

    `perFileIgnores` is `per-file-ignores`, and `"diagnostics.scope": "open"` is `{"diagnostics": {"scope": "open"}}`.
    """
    found: dict[str, Any] = {}
    for name, value in values.items():
        first, _, rest = _CAMEL.sub(lambda match: f"-{match[1].lower()}", name).partition(".")
        if value is None:
            continue
        if rest and first in SERVER_KEYS:
            inner = found.get(first)
            found[first] = {**(inner if isinstance(inner, dict) else {}), rest: value}
        else:
            found[first if first in SERVER_KEYS else f"{first}.{rest}" if rest else first] = value
    return found


def knows_any(values: Mapping[str, Any]) -> bool:
    """Whether any of these are settings of ours."""
    known = {to_key(setting.name) for setting in fields(Settings)} | set(SERVER_KEYS)
    return not known.isdisjoint(normal(values))


def read_editor(values: Mapping[str, Any], last: EditorSettings) -> ReadEditor:
    """The settings that an editor gives, in their `normal` form; what is wrong keeps its last good value."""
    mistakes = [f"'{key}' can be set in the project's file only" for key in IN_FILES_ONLY if key in values]
    ours = {key: value for key, value in values.items() if key in SERVER_KEYS}
    shared = {key: value for key, value in values.items() if key not in ours and key not in IN_FILES_ONLY}
    server = _read_server(ours, last.server, mistakes)
    project = DEFAULTS
    if shared:
        from cursus_registry.settings.table import obey_editor  # noqa: PLC0415 - pydantic is slow to import

        project, wrong = obey_editor(shared, last.project)
        mistakes += [mistake.message for mistake in wrong]
    return ReadEditor(EditorSettings(project, server), tuple(mistakes))


def _read_server(values: Mapping[str, Any], last: ServerTable, mistakes: list[str]) -> ServerTable:
    """Each of the settings by itself, so that a mistake in one costs no other."""
    if not values:
        return ServerTable()
    from pydantic import ValidationError  # noqa: PLC0415 - see above

    given: dict[str, Any] = {}
    for key, value in values.items():
        try:
            given[key] = getattr(_adapter().validate_python({key: value}), key)
        except ValidationError as error:
            mistakes += [_mistake(one) for one in error.errors(include_url=False)]
            given[key] = getattr(last, key)
    return replace(ServerTable(), **given)


@lru_cache(maxsize=1)
def _adapter() -> Any:
    from pydantic import TypeAdapter  # noqa: PLC0415 - see above

    return TypeAdapter(ServerTable)


def _mistake(error: Any) -> str:
    name = ".".join(str(part) for part in error["loc"])
    if error["type"] == "literal_error":
        allowed = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
        return f"'{name}': {quoted(str(error['input']))} is not allowed; write one of {allowed}"
    if error["type"] in {"unexpected_keyword_argument", "extra_forbidden"}:
        return f"'{name}' is no setting"
    return f"'{name}' {_WRONG.get(error['type'], error['msg'])}"
