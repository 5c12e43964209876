"""What a project can set: one model for the project file and the command line. It must not know any rule.

The project file is `cursus-registry.toml`, or the table `[tool.cursus-registry]` of `pyproject.toml`. Pydantic
validates it, and is imported only where there is such a file: it would be a third of the command's start.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from cursus_registry.files import FileSystem

MAX_SETTINGS_BYTES = 1_000_000
FILE_NAME = "cursus-registry.toml"
PYPROJECT = "pyproject.toml"
TABLE = "cursus-registry"

_CODE = re.compile(r"CUR[0-9]{0,3}")
_MESSAGES = {
    "tuple_type": 'must be a list, such as ["CUR204"]',
    "dict_type": 'must be a table, such as { CUR204 = "error" }',
    "unexpected_keyword_argument": "there is no such setting",
}


class SettingsError(ValueError):
    """A project file that cannot be obeyed; the message names the file and what to do."""


@dataclass(frozen=True)
class Settings:
    """The settings of one project."""

    __pydantic_config__ = {"extra": "forbid", "use_attribute_docstrings": True}  # noqa: RUF012 - pydantic's own form

    select: tuple[str, ...] = ("CUR",)
    """Codes, or beginnings of codes, that are reported."""

    ignore: tuple[str, ...] = ()
    """Codes, or beginnings of codes, that are not reported."""

    severity: dict[str, Literal["error", "warning", "information", "hint", "off"]] = field(default_factory=dict)
    """Another severity, or `off`, by code or beginning of a code."""

    per_file_ignores: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Codes, or beginnings of codes, that are not reported in the files that a pattern (as in .gitignore) matches."""

    exclude: tuple[str, ...] = ()
    """Files and folders that are not read at all, by patterns as in .gitignore."""

    core: tuple[str, ...] = ()
    """Where the core registry is, instead of the usual places: Python files with STEP_NAMES, folders of interface
    files, or folders that hold the `cursus` package. The only setting that may lead out of the project."""

    packs: tuple[str, ...] = ("step_pack/interfaces",)
    """Folders of the interface files of step packs."""

    workspaces: tuple[str, ...] = ("developer_workspaces/developers/{id}",)
    """Where workspaces are: a folder with `{id}` for the workspace's id, or the path of its registry file."""

    pins: dict[str, str] = field(default_factory=dict)
    """Which namespace (`core`, `pack` or a workspace id) a step name that several declare is taken from."""

    sagemaker_step_types: tuple[str, ...] = ()
    """SageMaker step types that are known besides the usual ones and the core's."""

    baseline: str = ""
    """A file of findings that `check` does not report, as `check --write-baseline` writes it."""

    def selects(self, code: str) -> bool:
        """Whether a code is reported: of the selected and the ignored beginnings the longer one decides."""
        chosen = _longest(code, self.select)
        return chosen > _longest(code, self.ignore) and self.severity_of(code, "") != "off"

    def severity_of(self, code: str, default: str) -> str:
        """The severity set for a code, or the default."""
        best = max((prefix for prefix in self.severity if code.startswith(prefix)), key=len, default=None)
        return default if best is None else self.severity[best]


DEFAULTS = Settings()


def _longest(code: str, prefixes: tuple[str, ...]) -> int:
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)


def read_settings(files: FileSystem, root: str) -> Settings:
    """The settings of the project at a root; the defaults if it has none. Raises SettingsError."""
    path, table = _find_table(files, root)
    return _validate(path, table) if path else DEFAULTS


def settings_in_file(files: FileSystem, root: str) -> tuple[str, frozenset[str]]:
    """The project file and the names of the settings that it states; no path if there is none. Raises SettingsError."""
    path, table = _find_table(files, root)
    return path, frozenset(name.replace("-", "_") for name in table)


def has_settings(files: FileSystem, folder: str) -> bool:
    """Whether a folder is marked as a project by a project file; one that cannot be read marks it too."""
    if files.is_file(f"{folder.rstrip('/')}/{FILE_NAME}"):
        return True
    path = f"{folder.rstrip('/')}/{PYPROJECT}"
    try:
        data = files.read(path, MAX_SETTINGS_BYTES).data
    except OSError:
        return False
    return b"tool.cursus-registry" in data


def _find_table(files: FileSystem, root: str) -> tuple[str, dict[str, Any]]:
    for name in (FILE_NAME, PYPROJECT):
        path = f"{root.rstrip('/')}/{name}"
        table = _read_table(files, path) if files.is_file(path) else None
        if table is not None:
            return path, table
    return "", {}


def _read_table(files: FileSystem, path: str) -> dict[str, Any] | None:
    try:
        document = tomllib.loads(files.read(path, MAX_SETTINGS_BYTES).data.decode("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: the settings cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"{path}: the settings are not UTF-8 (byte {error.start}); save the file as UTF-8"
        ) from None
    except tomllib.TOMLDecodeError as error:
        if path.endswith(PYPROJECT):
            return None  # a broken pyproject.toml is its own tools' affair, and may not even be meant for us
        raise SettingsError(f"{path}: not valid TOML: {error}") from None
    if path.endswith(FILE_NAME):
        return document
    tools = document.get("tool")
    if not isinstance(tools, dict) or TABLE not in tools:
        return None
    if not isinstance(tools[TABLE], dict):
        raise SettingsError(f"{path}: [tool.{TABLE}] must be a table of settings")
    table: dict[str, Any] = tools[TABLE]
    return table


def _validate(path: str, table: dict[str, Any]) -> Settings:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - see above

    try:
        settings = TypeAdapter(Settings).validate_python(table)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        known = ", ".join(setting.name for setting in fields(Settings))
        hint = f"; the settings are {known}" if first["type"] == "unexpected_keyword_argument" else ""
        message = _MESSAGES.get(first["type"], first["msg"])
        raise SettingsError(f"{path}: setting '{where}': {message}{hint}") from None
    for code in (*settings.select, *settings.ignore, *settings.severity):
        if not _CODE.fullmatch(code):
            raise SettingsError(f"{path}: '{code}' is no code and no beginning of one; write them as CUR204 or CUR2")
    return settings
