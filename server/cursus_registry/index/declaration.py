"""One row of the index: a step name declared at one place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cursus_registry.facts.entry import Entry


class RegistryType(Enum):
    """In which kind of table a step is declared."""

    CORE = "core"
    WORKSPACE = "workspace"
    OVERRIDE = "override"


@dataclass(frozen=True, slots=True)
class Declaration:
    """An entry and where it stands; its place in the text is looked up in the file's present facts."""

    name: str
    registry_type: RegistryType
    namespace: str
    path: str
    variable: str
    ordinal: int
    entry: Entry

    @property
    def qualified_name(self) -> str:
        """`<namespace>.<name>`."""
        return f"{self.namespace}.{self.name}"

    @property
    def states_strategy(self) -> bool:
        """Whether the conflict field stands in the file; its default does not count."""
        return "conflict_resolution_strategy" in self.entry.fields


def order_of(row: Declaration) -> tuple[bool, str, str, str, int]:
    """Core first, then by workspace id, then by place: the order in which rows are kept and shown."""
    return (row.namespace != "core", row.namespace, row.path, row.variable, row.ordinal)
