"""Which declarations name a class as their builder or configuration. It must not know where the class stands."""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.resolution.effective import derived_values
from cursus_registry.resolution.view import View

CLASS_FIELDS = ("builder_step_name", "config_class")
_OF_WORKSPACES = frozenset({RegistryType.WORKSPACE, RegistryType.OVERRIDE})


def steps_naming(view: View, class_name: str, workspace: str | None) -> Iterator[Declaration]:
    """The declarations that state a class, or have it by convention.

    A class of a workspace is meant by that workspace's entries alone, one of the core by all that have none of their
    own of that name.
    """
    for rows in view.index.names.values():
        for row in rows:
            if workspace is not None and row.namespace != workspace:
                continue
            if names_class(view, row, class_name) and not (workspace is None and _has_its_own(view, row, class_name)):
                yield row


def names_class(view: View, row: Declaration, class_name: str) -> bool:
    """Whether a class is the builder or configuration that a declaration itself states or derives."""
    entry = view.entry(row)
    stated = [entry.value(field) for field in CLASS_FIELDS if field in entry.fields]
    if class_name in stated or not row.derives:
        return class_name in stated
    if not class_name.startswith(row.name):
        return False
    derived = derived_values(row.name)
    return any(derived[field] == class_name for field in CLASS_FIELDS if field not in entry.fields)


def _has_its_own(view: View, row: Declaration, class_name: str) -> bool:
    """Whether the workspace of a row defines a class of that name itself."""
    if row.registry_type not in _OF_WORKSPACES:
        return False
    paths = view.index.classes.get(class_name, ())
    return any(view.index.files[path].place.workspace == row.namespace for path in paths)
