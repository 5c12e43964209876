"""Names for new entries: core steps for overrides, and steps whose classes are there but not declared."""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.checks.fields import REQUIRED
from cursus_registry.facts.registry import CORE_TABLE, OVERRIDES
from cursus_registry.facts.values import Value
from cursus_registry.features.completion.context import TablePlace
from cursus_registry.features.completion.model import Completion, CompletionKind
from cursus_registry.index.declaration import RegistryType
from cursus_registry.project import Snapshot
from cursus_registry.resolution.effective import derived_values

_SUFFIXES = ("StepBuilder", "Config")


def complete_names(snapshot: Snapshot, place: TablePlace, workspace: str | None) -> Iterator[Completion]:
    """Names that the table has not, as names alone or as whole entries."""
    taken = {entry.name for ordinal, entry in enumerate(place.table.entries) if ordinal != place.ordinal}
    if place.table.variable == OVERRIDES:
        for name, row in snapshot.view.base.steps.items():
            if name not in taken:
                fields = snapshot.view.entry(row).as_dict()
                detail = _text(fields.get("sagemaker_step_type"))
                yield _entry(place, name, f"overrides the core step ({detail})", _override_body(fields))
        return
    namespace = None if place.table.variable == CORE_TABLE else workspace
    for name in _names_of_classes(snapshot, namespace):
        if name not in taken and name not in snapshot.view.base.steps:
            yield _entry(place, name, "its classes are there", _step_body(place, name))


def _names_of_classes(snapshot: Snapshot, workspace: str | None) -> list[str]:
    names: set[str] = set()
    for name, paths in snapshot.view.index.classes.items():
        suffix = next((suffix for suffix in _SUFFIXES if name.endswith(suffix) and name != suffix), None)
        if suffix and any(snapshot.view.index.files[path].place.workspace == workspace for path in paths):
            names.add(name.removesuffix(suffix).removesuffix("Step"))
    return sorted(name for name in names if name)


def _entry(place: TablePlace, name: str, detail: str, body: str) -> Completion:
    """The name alone, and as a snippet the whole entry; where a colon follows, the entry is there already."""
    token = place.token
    snippet = None
    if not place.colon and token.after:
        snippet = f"{token.before}{name}{token.after}: {{\n{body}}},"
    return Completion(name, CompletionKind.ENTRY, token.written(name), detail, snippet=snippet)


def _override_body(fields: dict[str, Value]) -> str:
    return f'    "description": "${{1:{_escaped(_text(fields.get("description")))}}}",\n$0'


def _step_body(place: TablePlace, name: str) -> str:
    is_core = place.table.variable == CORE_TABLE
    derived = derived_values(name)
    lines = []
    for number, field in enumerate(REQUIRED[RegistryType.CORE if is_core else RegistryType.WORKSPACE], 1):
        default = "Processing" if field == "sagemaker_step_type" else derived.get(field, "")
        lines.append(f'    "{field}": "${{{number}:{_escaped(default)}}}",\n')
    return "".join(lines) + "$0"


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _escaped(text: str) -> str:
    """A text inside a placeholder of a snippet, inside a string in double quotes."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return quoted.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")
