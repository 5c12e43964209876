"""The old dictionaries: made once for each state of the registries, shared by all who only read, copied for others.

It must not know who asks, nor in which workspace a program is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from cursus_registry.api.convert import legacy_entry
from cursus_registry.api.state import State
from cursus_registry.index.declaration import Declaration
from cursus_registry.resolution.view import View

Entry = dict[str, Any]


class LegacyTable(NamedTuple):
    """A table as `STEP_NAMES` is one. `entries` are for readers only.

    `lists` tells where lists of mere texts stand, `nested` where anything deeper does.
    """

    entries: dict[str, Entry]
    lists: list[tuple[str, str, list[str]]]
    nested: list[tuple[str, str]]

    def copy(self) -> dict[str, Entry]:
        """The table once more, the caller's own."""
        found = {name: entry.copy() for name, entry in self.entries.items()}
        for name, field, texts in self.lists:
            found[name][field] = texts.copy()
        for name, field in self.nested:
            found[name][field] = copied(found[name][field])
        return found


def legacy_table(state: State, workspace: str | None) -> LegacyTable:
    """`STEP_NAMES` of a workspace, else of the core. Raises WorkspaceRegistryError, RegistryLoadError."""
    snapshot = state.workspace(workspace)
    return state.made(("legacy", workspace), snapshot, lambda: _read(snapshot.view, workspace))


def visible_rows(view: View, workspace: str | None) -> dict[str, Declaration]:
    """Every step that can be used in a workspace: base's in their order, then the workspace's own."""
    own = view.own(workspace)
    names = dict.fromkeys((*view.base.steps, *own.names()))
    return {name: row for name in names if (row := view.find(name, workspace)) is not None}


def table_of(entries: Mapping[str, Entry]) -> LegacyTable:
    """A table of entries that nobody else changes."""
    lists: list[tuple[str, str, list[str]]] = []
    nested: list[tuple[str, str]] = []
    for name, entry in entries.items():
        for field, value in entry.items():
            if isinstance(value, list) and all(isinstance(item, str) for item in value):
                lists.append((name, field, value))
            elif isinstance(value, list | tuple | dict | set):
                nested.append((name, field))
    return LegacyTable(dict(entries), lists, nested)


def copied(value: Any) -> Any:
    """A value whose lists, dictionaries and sets are the caller's own."""
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(copied, value))
    return set(value) if isinstance(value, set) else value


def _read(view: View, workspace: str | None) -> LegacyTable:
    return table_of({name: legacy_entry(view, row) for name, row in visible_rows(view, workspace).items()})
