"""What the library raises: each error names the file, the line and what to do, as far as there are any.

The classes are those of the registry that it replaces, so that `except RegistryError` goes on to catch all of them.
"""

from __future__ import annotations

from collections.abc import Sequence


class RegistryError(Exception):
    """Something about a registry, or about the builders that it leads to.

    `unresolvable_types` are the step types for which there is no builder, `available_builders` those that there are.
    `path` and `line` (from 1) tell the place, `advice` what to do about it; all of them may be missing.
    """

    def __init__(
        self,
        message: str,
        unresolvable_types: Sequence[str] | None = None,
        available_builders: Sequence[str] | None = None,
        *,
        path: str | None = None,
        line: int | None = None,
        advice: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.unresolvable_types = list(unresolvable_types or ())
        self.available_builders = list(available_builders or ())
        self.path = path
        self.line = line
        self.advice = advice

    def __str__(self) -> str:
        place = self.path or ""
        if place and self.line is not None:
            place = f"{place}:{self.line}"
        parts = [f"{place}: {self.message}" if place else self.message]
        if self.advice:
            parts.append(self.advice)
        if self.unresolvable_types:
            parts.append(f"Unresolvable types: {', '.join(self.unresolvable_types)}")
        if self.available_builders:
            parts.append(f"Available builders: {', '.join(self.available_builders)}")
        return "; ".join(parts) if self.advice and len(parts) == 2 else "\n".join(parts)


class RegistryLoadError(RegistryError):
    """A registry file cannot be read, or does not parse."""


class RegistryValidationError(RegistryError):
    """A definition that may not be registered or saved as it is; `issues` are the reasons."""

    def __init__(
        self, message: str, issues: Sequence[str] = (), *, path: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(f"{message}: {'; '.join(issues)}" if issues else message, path=path, line=line)
        self.issues = list(issues)


class RegistryConflictError(RegistryError):
    """A collision that may not be settled: neither by the strategy, nor by what the workspace tolerates."""


class WorkspaceRegistryError(RegistryError):
    """A workspace that is not there, has gone, or has a name that is none."""


class BuilderLoadError(RegistryError):
    """The module of a builder fails when it is imported, ends the program, or has no such class.

    `path` and `line` tell the user's own line; the exception that it raised is the cause. `step_name` is the step whose
    builder was wanted, `workspace_id` the workspace that wanted it.
    """

    def __init__(
        self,
        message: str,
        step_name: str = "",
        workspace_id: str | None = None,
        *,
        path: str | None = None,
        line: int | None = None,
        advice: str = "",
    ) -> None:
        super().__init__(message, path=path, line=line, advice=advice)
        self.step_name = step_name
        self.workspace_id = workspace_id
