"""What a project can set, as one model: its docstrings are the documentation and the schema's descriptions.

It must not know where the file is, nor any rule.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal

from cursus_registry.settings.patterns import covers, matches
from cursus_registry.settings.shapes import (
    ANY_PATH,
    CODE,
    FILE_PATTERN,
    INNER_PATH,
    INNER_PATH_OR_NONE,
    MAX_ITEMS,
    NAME,
    NAMESPACE,
    PATTERN,
    WORKSPACE_PATH,
    AtMost,
    Example,
    OneOrMany,
)

SeverityName = Literal["error", "warning", "information", "hint", "off"]
Codes = Annotated[tuple[Annotated[str, CODE], ...], AtMost(MAX_ITEMS)]


def to_key(name: str) -> str:
    """The key of a field in a settings file."""
    return name.replace("_", "-")


@dataclass(frozen=True, slots=True)
class SettingsTable:
    """The settings of a Cursus project: `cursus-registry.toml`, or `[tool.cursus-registry]` in `pyproject.toml`."""

    __pydantic_config__ = {  # noqa: RUF012 - pydantic's own form
        "extra": "forbid",
        "use_attribute_docstrings": True,
        "alias_generator": to_key,
    }

    select: Annotated[Codes, Example('select = ["CUR1", "CUR204"]')] = ("CUR",)
    """Codes, or beginnings of codes, that are reported. Of the selected and the ignored beginnings of a code the
    longer one decides; of two equal ones the ignored one. A rule that is off by default is reported only where its code
    stands here, or among the severities, in full."""

    ignore: Annotated[Codes, Example('ignore = ["CUR214"]')] = ()
    """Codes, or beginnings of codes, that are not reported."""

    severity: Annotated[
        dict[Annotated[str, CODE], SeverityName],
        AtMost(MAX_ITEMS),
        Example('severity = { CUR202 = "error", CUR5 = "off" }'),
    ] = field(default_factory=dict)
    """Another severity (`error`, `warning`, `information`, `hint`, or `off`), by code or beginning of a code; the
    longest beginning decides."""

    per_file_ignores: Annotated[
        dict[Annotated[str, FILE_PATTERN], Codes],
        AtMost(MAX_ITEMS),
        Example('per-file-ignores = { "scripts/" = ["CUR301"], "*_legacy.py" = ["CUR3"] }'),
    ] = field(default_factory=dict)
    """Codes, or beginnings of codes, that are not reported in the files that a pattern matches. Patterns are those of
    .gitignore, seen from the settings file's folder."""

    exclude: Annotated[
        tuple[Annotated[str, PATTERN], ...],
        AtMost(MAX_ITEMS),
        Example('exclude = ["archive/", "*_generated.py"]'),
    ] = ()
    """Files and folders that are not read at all, not even while they are open in an editor, by patterns as in
    .gitignore, seen from the settings file's folder. A project in an excluded folder is looked at only if it is asked
    for by itself."""

    core: Annotated[
        tuple[Annotated[str, ANY_PATH], ...],
        AtMost(MAX_ITEMS),
        OneOrMany(),
        Example('core = "../shared/src/cursus/registry/step_names.py"'),
    ] = ()
    """Where the core registry is, instead of the usual places: a path or a list of paths of Python files with
    `STEP_NAMES`, of folders of interface files, or of folders that hold the `cursus` package; absolute, or from the
    settings file's folder. The only setting that may lead out of the project."""

    packs: Annotated[
        tuple[Annotated[str, INNER_PATH], ...],
        AtMost(MAX_ITEMS),
        Example('packs = ["step_pack/interfaces", "more_steps/interfaces"]'),
    ] = ("step_pack/interfaces",)
    """Folders of the interface files of step packs, from the project's root."""

    workspaces: Annotated[
        tuple[Annotated[str, WORKSPACE_PATH], ...],
        AtMost(MAX_ITEMS),
        Example('workspaces = ["teams/{id}"]'),
    ] = ("developer_workspaces/developers/{id}",)
    """Where workspaces are, from the project's root: a folder with `{id}` in the place of the workspace's id, or the
    path of its registry file."""

    pins: Annotated[
        dict[Annotated[str, NAME], Annotated[str, NAMESPACE]],
        AtMost(MAX_ITEMS),
        Example('pins = { GraphSampling = "alice" }'),
    ] = field(default_factory=dict)
    """Which namespace (`core`, `pack` or a workspace's id) a step name is taken from where several declare it and the
    strategy is `manual`."""

    sagemaker_step_types: Annotated[
        tuple[Annotated[str, NAME], ...],
        AtMost(MAX_ITEMS),
        Example('sagemaker-step-types = ["CradleDataLoading"]'),
    ] = ()
    """SageMaker step types that are known besides the usual ones and those that the core uses."""

    baseline: Annotated[str, INNER_PATH_OR_NONE, Example('baseline = "cursus-baseline.json"')] = ""
    """A file of findings that `check` does not report, from the project's root."""


@dataclass(frozen=True)
class Settings(SettingsTable):
    """The settings of one project; the paths of a core elsewhere are absolute.

    `above` is the root as seen from the folder of the settings file: empty if the file is in the root.
    """

    above: str = ""

    def selects(self, code: str) -> bool:
        """Whether a code is reported: of the selected and the ignored beginnings the longer one decides."""
        if code not in self._selected:
            chosen = _longest(code, self.select) > _longest(code, self.ignore)
            self._selected[code] = chosen and self.severity_of(code, "") != "off"
        return self._selected[code]

    def names(self, code: str) -> bool:
        """Whether a code stands here in full, to be reported: what a rule takes that is off otherwise."""
        return code in self.select or self.severity.get(code, "off") != "off"

    @cached_property
    def _selected(self) -> dict[str, bool]:
        """What has been asked before: every file asks for every code."""
        return {}

    def severity_of(self, code: str, default: str) -> str:
        """The severity set for a code, or the default."""
        best = max((prefix for prefix in self.severity if code.startswith(prefix)), key=len, default=None)
        return default if best is None else self.severity[best]

    def ignored_in(self, path: str) -> tuple[str, ...]:
        """The codes, or beginnings of codes, that are not reported in a file; `path` is seen from the root."""
        if not self.per_file_ignores:
            return ()
        seen = self._from_the_file(path)
        return tuple(
            code for pattern, codes in self.per_file_ignores.items() if matches((pattern,), seen) for code in codes
        )

    def reads_like(self, other: Settings) -> bool:
        """Whether the same files are read, and as the same kinds of files, as with other settings."""
        return all(getattr(self, name) == getattr(other, name) for name in _READING)

    def excludes(self, path: str) -> bool:
        """Whether a path, or a folder above it, is not to be looked at. Folders end with `/`."""
        return covers(self.exclude, self._from_the_file(path)) if self.exclude else False

    def excludes_entry(self, path: str) -> bool:
        """The same for a path below a folder that is looked at."""
        return matches(self.exclude, self._from_the_file(path)) if self.exclude else False

    def _from_the_file(self, path: str) -> str:
        """A path below the root as seen from the settings file's folder."""
        if not self.above and not path.startswith(".."):
            return path
        return posixpath.normpath(posixpath.join(self.above, path)) + "/" * path.endswith("/")


DEFAULTS = Settings()
_READING = ("exclude", "core", "packs", "workspaces", "above")


def _longest(code: str, prefixes: tuple[str, ...]) -> int:
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)
