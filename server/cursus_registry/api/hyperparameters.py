"""Which classes of hyperparameters are registered: the core's, with those of one workspace laid over them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cursus_registry.api.convert import known_values
from cursus_registry.api.state import State, require_sound
from cursus_registry.api.tables import LegacyTable, table_of
from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.registry import HYPERPARAMETERS
from cursus_registry.layout import FileKind


def hyperparameter_table(state: State, workspace: str | None) -> LegacyTable:
    """`HYPERPARAMETER_REGISTRY` of a workspace, else of the core; empty if nobody registers any.

    Raises WorkspaceRegistryError, and RegistryLoadError for a file that does not parse.
    """
    snapshot = state.hyperparameters(workspace)
    found: dict[str, dict[str, Any]] = {}
    for facts in _files(snapshot.view.index.files.values(), None, workspace):
        require_sound(facts)
        table = facts.table(HYPERPARAMETERS)
        for entry in table.entries if table else ():
            found[entry.name] = known_values(entry.as_dict())
    return table_of(found)


def _files(files: Iterable[FileFacts], *workspaces: str | None) -> list[FileFacts]:
    """The hyperparameter registries of some workspaces, in that order."""
    registries = [facts for facts in files if facts.place.kind is FileKind.HYPERPARAMETERS]
    unique = dict.fromkeys(workspaces)
    return [facts for workspace in unique for facts in registries if facts.place.workspace == workspace]
