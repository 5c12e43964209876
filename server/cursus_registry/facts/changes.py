"""What the statements at the left margin of a Python file do to its variables, in the order of the text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from tree_sitter import Node


class Action(Enum):
    """What a statement does to a variable."""

    DECLARE = "declare"
    ASSIGN = "assign"
    IMPORT = "import"
    ITEM = "item"
    INNER = "inner"
    MERGE = "merge"
    ADD = "add"
    DEFAULT = "default"
    REMOVE = "remove"
    CLEAR = "clear"
    OPAQUE = "opaque"


class Change(NamedTuple):
    """One statement's effect on one variable.

    `node` is the statement, `variable` its name there. `parts` are the value of ASSIGN and ADD, the key and value of
    ITEM and DEFAULT, the key of REMOVE and INNER (something inside that item), the arguments or the operand of MERGE.
    """

    action: Action
    node: Node
    variable: Node | None = None
    parts: tuple[Node, ...] = ()
    path: str = ""


@dataclass(slots=True)
class Changes:
    """The changes of each variable, and the modules whose names all come in with where that happens."""

    by_name: dict[str, list[Change]] = field(default_factory=dict)
    starts: dict[str, list[int]] = field(default_factory=dict)
    stars: list[tuple[int, str]] = field(default_factory=list)
    aliases: dict[str, set[str]] = field(default_factory=dict)

    def add(self, name: str, change: Change) -> None:
        """One more change. One inside a value reaches every variable that has the same value."""
        if change.action in {Action.ASSIGN, Action.IMPORT}:
            self.aliases.setdefault(name, {name}).discard(name)
            self.aliases[name] = {name}
        names = self.aliases.get(name, {name}) if change.action in _IN_PLACE else {name}
        for other in names:
            self.by_name.setdefault(other, []).append(change)
            self.starts.setdefault(other, []).append(change.node.start_byte)

    def before(self, name: str, at: int) -> list[Change]:
        """The changes of a variable by the statements that begin before a byte offset."""
        count = bisect_left(self.starts.get(name, ()), at)
        changes = self.by_name.get(name, [])
        return changes if count == len(changes) else changes[:count]

    def join(self, name: str, other: str) -> None:
        """From now on two variables are one and the same value."""
        group = self.aliases.setdefault(other, {other})
        group.add(name)
        self.aliases[name] = group


_IN_PLACE = frozenset(
    {Action.ITEM, Action.INNER, Action.MERGE, Action.ADD, Action.DEFAULT, Action.REMOVE, Action.CLEAR}
)
