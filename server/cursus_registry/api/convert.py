"""From the engine's rows to definitions. It must not read files, nor decide which row counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cursus_registry.api.definitions import NamespacedStepDefinition, StepDefinition
from cursus_registry.api.entry_data import definition_data
from cursus_registry.api.memory import is_in_memory
from cursus_registry.facts.values import UNKNOWN, DictValue, ListValue, OtherValue, Reference, Spread, Value
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.resolution.effective import derived_values, effective_entry
from cursus_registry.resolution.view import View

_SIMPLE = frozenset({str, int, bool, float, type(None)})
_KIND_NAMES = {kind: kind.value for kind in RegistryType}
_UNKNOWN = (OtherValue, Reference, Spread)


def legacy_entry(view: View, row: Declaration) -> dict[str, Any]:
    """The effective entry of a declaration as a dictionary; what only running the file could tell is left out."""
    if row.registry_type is not RegistryType.OVERRIDE:
        own = known_values(view.entry(row).as_dict())
        return _with_derived(view, row, own) if row.derives else own
    return known_values({name: field.value for name, field in effective_entry(view, row).items()})


def known_values(fields: Mapping[str, Value]) -> dict[str, Any]:
    """The values of some fields as Python has them, without those that only running the file could tell."""
    return {
        name: value if type(value) in _SIMPLE else python_value(value)
        for name, value in fields.items()
        if type(value) in _SIMPLE or is_known(value)
    }


def _with_derived(view: View, row: Declaration, own: dict[str, Any]) -> dict[str, Any]:
    stated = view.entry(row).fields
    own.update((name, value) for name, value in derived_values(row.name).items() if name not in stated)
    return own


def definition_of(view: View, row: Declaration) -> StepDefinition:
    """A declaration with its effective entry, and where it stands."""
    entry = legacy_entry(view, row)
    return StepDefinition(**_data(view, row, entry)).remember(entry)


def namespaced_of(view: View, row: Declaration) -> NamespacedStepDefinition:
    """The same as a candidate among others."""
    entry = legacy_entry(view, row)
    return NamespacedStepDefinition(**_data(view, row, entry), namespace=row.namespace).remember(entry)


def python_value(value: Value) -> Any:
    """A value as Python has it."""
    if type(value) in _SIMPLE:
        return value
    match value:
        case ListValue("tuple", items):
            return tuple(map(python_value, items))
        case ListValue("set", items):
            return set(map(python_value, items))
        case ListValue(_, items):
            return [python_value(item) for item in items]
        case DictValue(keys, values, _):
            return {python_value(key): python_value(item) for key, item in zip(keys, values, strict=True)}
    return value


def is_known(value: Value) -> bool:
    """Whether all of a value is known, and Python could have made it."""
    if type(value) in _SIMPLE:
        return True
    match value:
        case ListValue(kind, items):
            return all(map(is_known, items)) and (kind != "set" or all(map(_is_hashable, items)))
        case DictValue(keys, values, complete):
            return complete and all(map(is_known, (*keys, *values))) and all(map(_is_hashable, keys))
    return value is not UNKNOWN and not isinstance(value, _UNKNOWN)


def _is_hashable(value: Value) -> bool:
    if isinstance(value, ListValue):
        return value.kind == "tuple" and all(map(_is_hashable, value.items))
    return not isinstance(value, DictValue)


def _data(view: View, row: Declaration, entry: dict[str, Any]) -> dict[str, Any]:
    kind = row.registry_type
    in_workspace = kind is RegistryType.WORKSPACE or kind is RegistryType.OVERRIDE
    data = definition_data(row.name, entry, _KIND_NAMES[kind], row.namespace if in_workspace else None)
    if not is_in_memory(view.index, row):
        facts = view.index.files[row.path]
        data["path"] = row.path
        data["line"] = facts.source.line_at(facts.tables[row.variable].starts[row.ordinal]) + 1
    return data
