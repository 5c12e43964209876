"""The effective entry of a declaration: its fields, and where each of them comes from."""

from __future__ import annotations

from dataclasses import dataclass

from cursus_registry.facts.values import UNKNOWN, DictValue, ListValue, OtherValue, Value
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.resolution.view import View

OWN_FIELDS = frozenset(
    {"priority", "compatibility_tags", "environment_tags", "framework_version", "conflict_resolution_strategy"}
)
DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class EffectiveField:
    """One field as it counts. `namespace` is where it is stated, or `derived`; `hidden` is the value below it."""

    value: Value
    namespace: str
    hidden: Value | None = None


def effective_entry(view: View, row: Declaration) -> dict[str, EffectiveField]:
    """The fields of a declaration, its own first, then inherited ones, then those derived from its name.

    An override is laid field by field over the entry below it: that of base, else the workspace's own step. The
    fields that settle conflicts are not inherited (registry semantics, "Entry fields").
    """
    own = view.entry(row).as_dict()
    below = entry_below(view, row)
    inherited = effective_entry(view, below) if below else {}
    fields = {
        name: EffectiveField(value, row.namespace, inherited[name].value if name in inherited else None)
        for name, value in own.items()
    }
    for name, field in inherited.items():
        if name not in fields and name not in OWN_FIELDS:
            fields[name] = field
    if row.derives:
        for name, value in derived_values(row.name).items():
            fields.setdefault(name, EffectiveField(value, DERIVED))
    return fields


def derived_values(name: str) -> dict[str, str]:
    """The values that a workspace step has by convention."""
    return {
        "builder_step_name": f"{name}StepBuilder",
        "config_class": f"{name}Config",
        "spec_type": name,
    }


def entry_below(view: View, row: Declaration) -> Declaration | None:
    """What an override is laid over: the declaration of base, else the workspace's own step."""
    if row.registry_type is not RegistryType.OVERRIDE:
        return None
    return view.base.steps.get(row.name) or view.own(row.namespace).steps.get(row.name)


def plain_value(value: Value) -> object:
    """A value as plain data; what is not known is None."""
    match value:
        case ListValue(_, items):
            return [plain_value(item) for item in items]
        case DictValue(keys, values, _):
            return {str(plain_value(key)): plain_value(item) for key, item in zip(keys, values, strict=True)}
        case OtherValue():
            return None
    return None if value is UNKNOWN else value
