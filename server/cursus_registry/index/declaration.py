"""One row of the index: a step name declared at one place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from cursus_registry.facts.registry import INTERFACE


class RegistryType(Enum):
    """In which kind of table a step is declared."""

    CORE = "core"
    PACK = "pack"
    WORKSPACE = "workspace"
    OVERRIDE = "override"


@dataclass(frozen=True, slots=True)
class Declaration:
    """Which name is declared where, and nothing of what its entry says: typing in a body leaves the row as it is.

    `states_strategy` tells whether the conflict field stands in the entry; its default does not count.
    """

    name: str
    registry_type: RegistryType
    namespace: str
    path: str
    variable: str
    ordinal: int
    states_strategy: bool

    @property
    def derives(self) -> bool:
        """Whether fields that the entry leaves out have values by convention."""
        return self.registry_type is RegistryType.WORKSPACE or self.variable == INTERFACE

    @property
    def qualified_name(self) -> str:
        """`<namespace>.<name>`."""
        return f"{self.namespace}.{self.name}"


_RANKS = {RegistryType.CORE: 0, RegistryType.PACK: 1}


def order_of(row: Declaration) -> tuple[int, str, str, str, int]:
    """Core first, packs, then by workspace id, then by place: the order in which rows are kept and shown."""
    return (_RANKS.get(row.registry_type, 2), row.namespace, row.path, row.variable, row.ordinal)
