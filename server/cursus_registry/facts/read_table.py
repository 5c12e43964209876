"""A table, or the metadata, from all that the statements of a file do to its variable, in their order.

It must not know which variables are tables, nor how a broken text is cut.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tree_sitter import Node

from cursus_registry.facts.changes import Action, Change
from cursus_registry.facts.entry import Entry, Problem
from cursus_registry.facts.module_names import ModuleNames
from cursus_registry.facts.read_entry import NOT_STATIC, EntryFields, read_fields
from cursus_registry.facts.read_items import Items, ItemsReader, Memo, Scope, laid_over
from cursus_registry.facts.read_value import read_value
from cursus_registry.facts.values import UNKNOWN, Reference
from cursus_registry.syntax.python import span_of

MAX_NESTING = 32


class TableReader:
    """Reads the tables of one file. `cut` has what was read of those a broken text lost, by their variable's place."""

    def __init__(self, names: ModuleNames, memo: Memo, cut: Mapping[int, Items]) -> None:
        self.names = names
        self._memo = memo
        self._cut = cut
        self._nesting = 0
        self._tables: dict[tuple[str, int], Items | None] = {}

    def read(self, name: str) -> Items:
        """What a variable holds at the end of the file. Raises TooDeepError."""
        return self._folded(name, self.names.changes.by_name.get(name, []))

    def scope(self, at: int) -> Scope:
        """What names stand for in a statement that begins at a byte offset."""
        return Scope(self.names.before(at), lambda name: self._table(name, at))

    def _table(self, name: str, at: int) -> Items | None:
        """A mapping of this file by its variable; None if it is none, or leads in a circle."""
        changes = self.names.changes.before(name, at)
        if not changes or not _may_be_mapping(changes[0]) or self._nesting >= MAX_NESTING:
            return None
        key = (name, len(changes))
        if key not in self._tables:
            self._tables[key] = None
            self._tables[key] = self._folded(name, changes) if self.names.may_work(len(changes)) else None
        found = self._tables[key]
        return found if found is not None and self.names.may_work(len(found.entries)) else None

    def _folded(self, name: str, changes: list[Change]) -> Items:
        self._nesting += 1
        try:
            fold = _Fold(self, name)
            for change in changes:
                fold.apply(change)
            return fold.result()
        finally:
            self._nesting -= 1

    def reader(self, name: str, change: Change) -> ItemsReader:
        """What reads the mappings in a statement."""
        return ItemsReader(name, self.names.file.data, self._memo, self.scope(change.node.start_byte))

    def assigned(self, name: str, change: Change) -> Items:
        """What an assignment gives a variable."""
        cut = self._cut.get(change.variable.start_byte) if change.variable is not None else None
        return cut if cut is not None else self.reader(name, change).read(change.parts[0])


def _may_be_mapping(change: Change) -> bool:
    if change.action is Action.ASSIGN:
        return change.parts[0].type not in _NO_MAPPINGS
    return change.action is Action.DECLARE


_NO_MAPPINGS = frozenset(
    {"string", "concatenated_string", "integer", "float", "true", "false", "none", "list", "tuple", "set"}
)


@dataclass(slots=True)
class _Fold:
    """The entries of one variable while its statements are gone through."""

    tables: TableReader
    name: str
    parts: list[Items] = field(default_factory=list)
    present: set[str] = field(default_factory=set)

    def apply(self, change: Change) -> None:
        match change.action:
            case Action.ASSIGN:
                self.clear()
                self.add(self.tables.assigned(self.name, change))
            case Action.DECLARE:
                pass
            case Action.CLEAR:
                self.clear()
            case Action.IMPORT:
                self.clear()
                reader = self.tables.reader(self.name, change)
                self.add(reader.spread(change.node, Reference((change.path,))))
            case Action.MERGE:
                self.add(self.tables.reader(self.name, change).read_arguments(list(change.parts)))
            case Action.ITEM | Action.DEFAULT | Action.REMOVE | Action.INNER:
                self.apply_to_one(change)
            case _:
                self.add(self.incomplete(change.node))

    def apply_to_one(self, change: Change) -> None:
        """A statement about one entry."""
        reader = self.tables.reader(self.name, change)
        key = change.parts[0]
        name = read_value(key, reader.data, [], reader.scope.lookup)
        items = Items()
        if not isinstance(name, str):
            if change.action is Action.ITEM:
                reader.blame_name(items, key, name)
            self.add(items if items.problems else self.incomplete(change.node))
        elif change.action is Action.REMOVE:
            self.present.discard(name)
            self.parts.append(Items(removed=frozenset({name})))
        elif change.action is Action.INNER:
            self.hide(name, change.node)
        elif change.action is Action.ITEM or name not in self.present:
            reader.read_pair(items, key, change.parts[1])
            self.add(items)

    def hide(self, name: str, node: Node) -> None:
        """What one entry says cannot be told any more."""
        message = f"{name!r} of {self.name} is changed here: {NOT_STATIC}"
        self.parts.append(Items(problems=[Problem("CUR003", span_of(node), message)], hidden=frozenset({name})))

    def add(self, items: Items) -> None:
        self.parts.append(items)
        self.present.update(items.names())

    def clear(self) -> None:
        self.parts.clear()
        self.present.clear()

    def incomplete(self, node: Node) -> Items:
        message = f"{self.name} is changed here: {NOT_STATIC}"
        return Items(problems=[Problem("CUR003", span_of(node), message)], complete=False)

    def result(self) -> Items:
        return self.parts[0] if len(self.parts) == 1 else laid_over(self.parts)


def read_metadata(names: ModuleNames, name: str) -> tuple[Entry, int]:
    """The metadata as one entry, and where it starts: its places count from its variable. Raises TooDeepError."""
    changes = names.changes.by_name[name]
    last = max((at for at, change in enumerate(changes) if change.action in _WHOLE), default=0)
    first = changes[last]
    variable = first.variable or first.node
    value = first.parts[0] if first.action is Action.ASSIGN else variable
    start = variable.start_byte
    head = (0, variable.end_byte - start, value.start_byte - start, value.end_byte - start)
    lookup = names.before(first.node.start_byte)
    if first.action is Action.ASSIGN and last == len(changes) - 1:
        return read_fields(name, value, names.file.data, start, head, lookup), start
    fields = EntryFields(name, names.file.data, start, lookup)
    for change in changes[last:]:
        fields.lookup = names.before(change.node.start_byte)
        _apply_to_fields(fields, change)
    return fields.entry(head), start


_WHOLE = frozenset({Action.ASSIGN, Action.IMPORT})
_NAMING = frozenset({Action.DEFAULT, Action.REMOVE, Action.INNER})


def _apply_to_fields(fields: EntryFields, change: Change) -> None:
    named = change.parts and change.action in _NAMING
    key = read_value(change.parts[0], fields.data, [], fields.lookup) if named else UNKNOWN
    match change.action:
        case Action.DECLARE:
            pass
        case Action.ASSIGN:
            fields.read(change.parts[0])
        case Action.IMPORT:
            fields.spread(Reference((change.path,)), change.node)
        case Action.MERGE:
            fields.read_arguments(list(change.parts))
        case Action.ITEM:
            fields.read_pair(change.parts[0], change.parts[1], change.node.start_byte)
        case Action.DEFAULT if isinstance(key, str):
            if not fields.has(key):
                fields.read_pair(change.parts[0], change.parts[1], change.node.start_byte)
        case Action.REMOVE if isinstance(key, str):
            fields.remove(key)
        case _:
            fields.hide(change.node, key if change.action is Action.INNER else UNKNOWN)
