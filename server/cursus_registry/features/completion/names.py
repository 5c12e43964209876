"""Names for new entries: core steps for overrides, and steps whose classes are there but not declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cursus_registry.checks.fields import ABSTRACT_STEPS, REQUIRED
from cursus_registry.facts.registry import CORE_TABLE, EXTRAS, OVERRIDES
from cursus_registry.facts.values import Value
from cursus_registry.features.completion.context import TablePlace
from cursus_registry.features.completion.model import Completion, CompletionKind, is_proposable
from cursus_registry.index.declaration import RegistryType
from cursus_registry.project import Snapshot
from cursus_registry.resolution.effective import derived_values
from cursus_registry.resolution.naming import CLASS_FIELDS
from cursus_registry.resolution.tables import likely_type

_SUFFIXES = {"StepBuilder": "builder_step_name", "Config": "config_class"}
_LONGEST_DEFAULT = 500


def complete_names(snapshot: Snapshot, place: TablePlace, workspace: str | None) -> Iterator[Completion]:
    """Names that the table has not, as names alone or as whole entries."""
    taken = {entry.name for ordinal, entry in enumerate(place.table.entries) if ordinal != place.ordinal}
    if place.table.variable == OVERRIDES:
        own = snapshot.view.own(workspace).steps
        base = snapshot.view.base.steps
        for name, row in sorted(base.items(), key=lambda one: one[0] in ABSTRACT_STEPS):
            if name not in taken and name not in own and is_proposable(name):
                fields = snapshot.view.entry(row).as_dict()
                detail = _text(fields.get("sagemaker_step_type"))
                yield _entry(place, name, f"overrides the core step ({detail})", _override_body(fields))
        return
    is_core = place.table.variable in {CORE_TABLE, EXTRAS}
    its_own = place.table.entries[place.ordinal].name if place.ordinal is not None else ""
    for name, classes in undeclared_steps(snapshot, None if is_core else workspace, its_own).items():
        if name not in taken:
            required = REQUIRED[RegistryType.CORE if is_core else RegistryType.WORKSPACE]
            yield _entry(place, name, "its classes are there", _step_body(required, name, classes), classes)


def undeclared_steps(snapshot: Snapshot, workspace: str | None, but: str = "") -> dict[str, dict[str, str]]:
    """The steps that classes are named after and no entry declares or names, with these classes by field.

    The entry `but`, whose name is being typed, does not count.
    """
    view = snapshot.view
    own = view.own(workspace)
    declared = {*view.base.steps, *own.names()} - {but}
    rows = [*view.base.steps.values(), *own.steps.values(), *own.overrides.values()]
    named = {entry.value(field) for row in rows for field in CLASS_FIELDS if field in (entry := view.entry(row)).fields}
    found: dict[str, dict[str, str]] = {}
    for name, paths in sorted(view.index.classes.items()):
        suffix = next((suffix for suffix in _SUFFIXES if name.endswith(suffix)), None)
        if suffix is None or name in named:
            continue
        step = name.removesuffix(suffix).removesuffix("Step")
        if step and step not in declared and any(view.index.files[path].place.workspace == workspace for path in paths):
            found.setdefault(step, {}).setdefault(_SUFFIXES[suffix], name)
    return found


def _entry(
    place: TablePlace, name: str, detail: str, body: str, classes: Mapping[str, str] | None = None
) -> Completion:
    """The name alone, and as a snippet the whole entry; where a colon follows, the entry is there already."""
    token = place.token
    snippet = None
    if not place.colon and token.after:
        snippet = f"{_in_snippet(token.written(name))}: {{\n{body}}},"
    described = next(iter(classes.values())) if classes else ""
    step = "" if classes else name
    text = token.written(name)
    return Completion(name, CompletionKind.ENTRY, text, detail, snippet=snippet, step=step, class_name=described)


def _override_body(fields: dict[str, Value]) -> str:
    return f'    "description": "${{1:{_escaped(_text(fields.get("description")))}}}",\n$0'


def _step_body(required: tuple[str, ...], name: str, classes: Mapping[str, str]) -> str:
    """The required fields, and the classes that are not named as convention has it."""
    values = {**derived_values(name), **classes, "sagemaker_step_type": likely_type(name)}
    odd = [field for field in classes if classes[field] != derived_values(name)[field]]
    fields = dict.fromkeys((*required, *odd))
    lines = [
        f'    "{field}": "${{{number}:{_escaped(values.get(field, ""))}}}",\n' for number, field in enumerate(fields, 1)
    ]
    return "".join(lines) + "$0"


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _escaped(text: str) -> str:
    """A text inside a placeholder of a snippet, inside a string in double quotes."""
    line = "".join(sign if sign.isprintable() else " " for sign in text[:_LONGEST_DEFAULT])
    return _in_snippet(line.replace("\\", "\\\\").replace('"', '\\"'))


def _in_snippet(text: str) -> str:
    """A text in which nothing is a place to fill in."""
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")
