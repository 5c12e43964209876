"""Which declarations name a class as their builder or configuration. It must not know where the class stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
    for path in view.index.rows:
        for row in _named_in(view, path).get(class_name, ()):
            if workspace is not None and row.namespace != workspace:
                continue
            if workspace is not None or not _has_its_own(view, row, class_name):
                yield row


def _named_in(view: View, path: str) -> Mapping[str, tuple[Declaration, ...]]:
    """The rows of one file by the classes that they name; made once for each state of the file."""
    facts = view.index.files[path]
    kept = view.named.get(path)
    if kept is None or kept[0] is not facts:
        found: dict[str, tuple[Declaration, ...]] = {}
        for row in view.index.rows[path]:
            for name in _names_of(view, row):
                found[name] = (*found.get(name, ()), row)
        kept = view.named[path] = (facts, found)
    return kept[1]


def _names_of(view: View, row: Declaration) -> set[str]:
    """The classes that a declaration itself states, or has by its name."""
    entry = view.entry(row)
    derived = derived_values(row.name) if row.derives else {}
    values = [entry.value(field) if field in entry.fields else derived.get(field) for field in CLASS_FIELDS]
    return {value for value in values if isinstance(value, str)}


def _has_its_own(view: View, row: Declaration, class_name: str) -> bool:
    """Whether the workspace of a row defines a class of that name itself."""
    if row.registry_type not in _OF_WORKSPACES:
        return False
    paths = view.index.classes.get(class_name, ())
    return any(view.index.files[path].place.workspace == row.namespace for path in paths)
