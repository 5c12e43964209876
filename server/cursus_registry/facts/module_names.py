"""What the variables of a Python file stand for at a place of the text, by its statements up to there.

It must not know what is done with the values, nor any other file: what an import brings is a `Reference`.
"""

from __future__ import annotations

from functools import cached_property

from tree_sitter import Node

from cursus_registry.facts.changes import Action, Change, Changes
from cursus_registry.facts.import_names import FileNames
from cursus_registry.facts.read_changes import read_changes
from cursus_registry.facts.read_value import Lookup, dict_values, read_value, sum_of
from cursus_registry.facts.values import (
    MAX_SIZE,
    UNKNOWN,
    DictValue,
    ListValue,
    Reference,
    TooDeepError,
    Value,
    merge,
    size_of,
)

MAX_NESTING = 32
MAX_WORK = 500_000


class ModuleNames:
    """The variables of one file. Read when first asked for: most registries use none."""

    def __init__(self, root: Node, file: FileNames) -> None:
        self.file = file
        self._root = root
        self._values: dict[tuple[str, int], Value] = {}
        self._nesting = 0
        self._work = MAX_WORK

    @cached_property
    def changes(self) -> Changes:
        """What the statements of the file do to its variables."""
        return read_changes(self._root, self.file)

    def before(self, at: int) -> Lookup:
        """The look-up of names for a statement that begins at a byte offset."""
        return lambda name: self.value(name, at)

    def may_work(self, amount: int) -> bool:
        """Whether names may still be followed: what a file can ask for by repeating them has a bound."""
        self._work -= amount
        return self._work > 0

    def value(self, dotted: str, at: int | None = None) -> Value:
        """What a name, or an attribute of a module, is for a statement at `at`; at the end of the file without one."""
        name, _, rest = dotted.partition(".")
        changes = self.changes.by_name.get(name, []) if at is None else self.changes.before(name, at)
        if changes and rest:
            last = changes[-1]
            return Reference((f"{last.path}.{rest}",)) if last.action is Action.IMPORT else UNKNOWN
        if changes:
            found = self._remembered(name, changes)
            return found if self.may_work(size_of(found)) else UNKNOWN
        stars = [module for start, module in self.changes.stars if at is None or start < at]
        return Reference(tuple(f"{module}.{dotted}" for module in reversed(stars))) if stars else UNKNOWN

    def _remembered(self, name: str, changes: list[Change]) -> Value:
        key = (name, len(changes))
        if key not in self._values:
            self._values[key] = UNKNOWN  # a name that leads back to itself tells nothing
            self._values[key] = self._folded(changes)
        return self._values[key]

    def _folded(self, changes: list[Change]) -> Value:
        if self._nesting >= MAX_NESTING or not self.may_work(len(changes)):
            return UNKNOWN
        self._nesting += 1
        try:
            value: Value = UNKNOWN
            for change in changes:
                value = self._changed(value, change)
            return value if size_of(value) <= MAX_SIZE else UNKNOWN
        except TooDeepError:
            return UNKNOWN
        finally:
            self._nesting -= 1

    def _changed(self, value: Value, change: Change) -> Value:
        match change.action:
            case Action.DECLARE:
                return value
            case Action.ASSIGN:
                return self._read(change, 0)
            case Action.IMPORT:
                return Reference((change.path,))
            case Action.ADD:
                return sum_of([value, self._read(change, 0)])
        return self._changed_mapping(value, change) if isinstance(value, DictValue) else UNKNOWN

    def _changed_mapping(self, value: DictValue, change: Change) -> Value:
        match change.action:
            case Action.MERGE:
                return merge([value, *dict_values(change.parts, self.file.data, self.before(change.node.start_byte))])
            case Action.CLEAR:
                return DictValue((), (), complete=True)
        key = self._read(change, 0) if change.parts else UNKNOWN
        if key is UNKNOWN or isinstance(key, Reference | ListValue | DictValue):
            return UNKNOWN
        if not self.may_work(len(value.keys)):
            return UNKNOWN
        known = dict(zip(value.keys, value.values, strict=True))
        match change.action:
            case Action.ITEM:
                known[key] = self._read(change, 1)
            case Action.DEFAULT:
                known.setdefault(key, self._read(change, 1))
            case Action.INNER:
                known[key] = UNKNOWN
            case Action.REMOVE:
                known.pop(key, None)
            case _:
                return UNKNOWN
        return DictValue(tuple(known), tuple(known.values()), value.complete)

    def _read(self, change: Change, part: int) -> Value:
        return read_value(change.parts[part], self.file.data, [], self.before(change.node.start_byte))
