"""Single functions: a registry file as a namespace, messages for what went wrong, one field of a step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from cursus_registry.api.context import get_global_registry_manager, workspace_in_force
from cursus_registry.api.convert import known_values
from cursus_registry.api.errors import RegistryLoadError
from cursus_registry.api.manager import UnifiedRegistryManager
from cursus_registry.api.sources import PathLike
from cursus_registry.api.state import require_sound
from cursus_registry.api.tables import copied, legacy_table
from cursus_registry.facts.entry import Shape
from cursus_registry.facts.link import link_facts
from cursus_registry.facts.model import FileFacts, Table
from cursus_registry.facts.read import read_file
from cursus_registry.facts.registry import METADATA, TABLES
from cursus_registry.facts.values import UNKNOWN
from cursus_registry.files import Disk, FileSystem
from cursus_registry.files.surroundings import absolute_path
from cursus_registry.layout import Place
from cursus_registry.resolution.names import near_names
from cursus_registry.text import Encoding


def load_registry_module(file_path: PathLike, *, files: FileSystem | None = None) -> SimpleNamespace:
    """The tables of a registry file as a namespace, its variables as attributes; those that it has not are missing.

    The file is read and never run, unlike a module that is imported. What only running it could tell is left out, and
    `left_out` says where: a message for each place. `__file__` is the path. Raises RegistryLoadError for a file that
    is not there, cannot be read or does not parse.
    """
    path = absolute_path(file_path)
    disk = files or Disk()
    namespace = SimpleNamespace(__name__="registry", __file__=path, left_out=[])
    for facts in _readings(disk, path):
        require_sound(facts)
        tables = {name: table for name, table in facts.tables.items() if table.alias_of is None}
        for name, table in tables.items():
            setattr(namespace, name, _table(table))
        for name, table in facts.tables.items():
            if table.alias_of in tables:
                setattr(namespace, name, getattr(namespace, table.alias_of))
        namespace.left_out += _left_out(facts)
    return namespace


def validate_registry_file(file_path: PathLike, *, files: FileSystem | None = None) -> bool:
    """Whether there is a Python file there that can be read as a registry."""
    if not absolute_path(file_path).endswith(".py"):
        return False
    try:
        load_registry_module(file_path, files=files)
    except RegistryLoadError:
        return False
    return True


def format_step_not_found_error(
    step_name: str, workspace_context: str | None = None, available_steps: Iterable[str] | None = None
) -> str:
    """That there is no step of a name, where it was looked for, the nearest names, and all that there are."""
    where = f"workspace: {workspace_context}" if workspace_context else "core registry"
    known = sorted(available_steps or ())
    near = near_names(step_name, known)
    parts = [f"step {step_name!r} was not found ({where})"]
    parts += [f"nearest names: {', '.join(near)}"] if near else []
    parts += [f"available steps: {', '.join(known)}"] if known else []
    return "; ".join(parts)


def format_registry_load_error(registry_path: str, error_details: str) -> str:
    """That a registry could not be read, and why."""
    return f"the registry {registry_path!r} could not be loaded: {error_details}"


def format_validation_error(component_name: str, validation_issues: Sequence[str]) -> str:
    """What is wrong in a registry, a numbered line for each."""
    lines = [f"{number}. {issue}" for number, issue in enumerate(validation_issues, 1)]
    return "\n  ".join([f"the registry {component_name!r} is not valid:", *lines])


def get_step_field(
    step_name: str,
    field_name: str,
    workspace_id: str | None = None,
    *,
    manager: UnifiedRegistryManager | None = None,
) -> Any:
    """One field of a step, in the workspace that counts. `manager` is the default one unless another is given.

    Raises ValueError with the nearest names if there is no such step, or it has no such field.
    """
    manager = manager or get_global_registry_manager()
    workspace = workspace_in_force(manager, workspace_id)
    steps = legacy_table(manager.state, workspace).entries
    entry = steps.get(step_name)
    if entry is None:
        raise ValueError(format_step_not_found_error(step_name, workspace, steps))
    if field_name not in entry:
        near = near_names(field_name, entry)
        known = f"nearest: {', '.join(near)}" if near else f"it has {', '.join(entry)}"
        raise ValueError(f"the step {step_name!r} has no field {field_name!r}; {known}")
    return copied(entry[field_name])


def _readings(disk: FileSystem, path: str) -> Iterator[FileFacts]:
    """The file as each kind of registry: which one it is, its path alone does not tell."""
    for kind in TABLES:
        read = read_file(disk, path, Place(kind, None, path.rpartition("/")[2]))
        if read is None:
            raise RegistryLoadError("there is no such file", path=path, advice="name a registry file")
        yield link_facts(read.facts, lambda _: UNKNOWN)


def _table(table: Table) -> dict[str, Any]:
    if table.variable == METADATA:
        return known_values(table.entries[0].as_dict()) if table.entries else {}
    return {entry.name: known_values(entry.as_dict()) for entry in table.entries if entry.shape is Shape.MAPPING}


def _left_out(facts: FileFacts) -> list[str]:
    """What is unknown in a file, and where."""
    unknown = [problem for problem in facts.problems if problem.code == "CUR003"]
    lines = (facts.source.position(problem.span.start, Encoding.UTF8).line + 1 for problem in unknown)
    return [f"{facts.path}:{line}: {problem.message}" for line, problem in zip(lines, unknown, strict=True)]
