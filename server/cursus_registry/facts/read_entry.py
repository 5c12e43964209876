"""From the tree of one `name: value` pair to an `Entry`; knows nothing of tables or files."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from tree_sitter import Node

from cursus_registry.facts.entry import Entry, Problem, Shape
from cursus_registry.facts.plain_fields import read_plain_fields
from cursus_registry.facts.read_value import Lookup, dict_arguments, named, no_names, operands_of, read_value
from cursus_registry.facts.values import (
    MAX_DEPTH,
    UNKNOWN,
    DictValue,
    Reference,
    Spread,
    TooDeepError,
    Value,
    value_type,
)
from cursus_registry.text import Span

_REPLACED = -1
NOT_STATIC = "only running the file could tell this value"
Head = tuple[int, int, int, int]
"""Where the name and the dictionary of an entry start and end, from the start of the entry."""


def read_entry(name: str, key: Node, value: Node, data: bytes, lookup: Lookup = no_names) -> Entry:
    """The entry of a pair whose name has been read. Raises TooDeepError."""
    start = key.start_byte
    head = (0, key.end_byte - start, value.start_byte - start, value.end_byte - start)
    return read_fields(name, value, data, start, head, lookup)


def read_fields(name: str, value: Node, data: bytes, start: int, head: Head, lookup: Lookup = no_names) -> Entry:
    """The entry whose fields an expression stands for; `head` has the places of name and expression."""
    if value.type == "dictionary":
        places = array("I", head)
        plain = read_plain_fields(data[value.start_byte : value.end_byte], value.start_byte - start, places)
        if plain is not None:
            return Entry(name, *plain, Shape.MAPPING, complete=True, places=places)
    fields = EntryFields(name, data, start, lookup)
    fields.read(value)
    return fields.entry(head)


@dataclass(slots=True)
class EntryFields:
    """The fields of one entry as they are read, from one dictionary or from several laid one over the other.

    A field replaces one of the same name that comes from another dictionary: that is meant. Two in one dictionary
    are kept both.
    """

    name: str
    data: bytes
    start: int
    lookup: Lookup
    shape: Shape = Shape.MAPPING
    complete: bool = True
    pure: bool = True
    problems: list[Problem] = field(default_factory=list)
    _names: list[str | None] = field(default_factory=list)
    _values: list[Value] = field(default_factory=list)
    _places: list[Head] = field(default_factory=list)
    _groups: list[int] = field(default_factory=list)
    _known: dict[str, list[int]] = field(default_factory=dict)

    def entry(self, head: Head) -> Entry:
        """What has been read."""
        kept = [index for index, group in enumerate(self._groups) if group != _REPLACED]
        places = array("I", head)
        for index in kept:
            places.extend(self._places[index])
        names = tuple(self._names[index] for index in kept)
        values = tuple(self._values[index] for index in kept)
        return Entry(self.name, names, values, self.shape, self.complete, places, tuple(self.problems), self.pure)

    def read(self, node: Node, depth: int = 0) -> None:
        """Lay what an expression stands for over what has been read. Raises TooDeepError."""
        if depth > MAX_DEPTH:
            raise TooDeepError(node.start_byte)
        if node.type == "dictionary":
            self._read_dictionary(node, depth)
        elif node.type == "binary_operator" and node.children[1].type == "|":
            for operand in operands_of(node, "|"):
                self.read(operand, depth + 1)
        elif node.type == "parenthesized_expression" and len(inner := list(named(node))) == 1:
            self.read(inner[0], depth + 1)
        elif node.type == "call" and (arguments := dict_arguments(node, self.data)) is not None:
            self.read_arguments(arguments, depth)
        else:
            self.spread(self._value(node, []), node, whole=not self._names and depth == 0)

    def read_arguments(self, arguments: list[Node], depth: int = 0) -> None:
        """The arguments of `dict` or `update`."""
        for argument in arguments:
            if argument.type == "keyword_argument":
                self.read_pair(argument.named_children[0], argument.named_children[-1], argument.start_byte)
            else:
                self.read(argument.named_children[0] if argument.type == "dictionary_splat" else argument, depth + 1)

    def read_pair(self, key_node: Node, value_node: Node, group: int) -> None:
        """One field; those of one dictionary have one group."""
        key = self._read_key(key_node)
        unknown: list[Span] = []
        value = self._value(value_node, unknown)
        place = (key_node.start_byte, key_node.end_byte, value_node.start_byte, value_node.end_byte)
        self._add(key if isinstance(key, str) else None, value, place, group)
        message = f"{key!r} of {self.name!r}: {NOT_STATIC}"
        self.problems += [Problem("CUR003", span.shifted(-self.start), message) for span in unknown]

    def has(self, name: str) -> bool:
        """Whether there is a field of that name."""
        return bool(self._known.get(name))

    def remove(self, name: str) -> None:
        """Take a field out."""
        for index in self._known.pop(name, ()):
            self._groups[index] = _REPLACED

    def hide(self, node: Node, key: Value) -> None:
        """Something inside a field is changed by a statement, so that its value cannot be told."""
        if isinstance(key, str):
            self._add(key, UNKNOWN, (node.start_byte, node.end_byte) * 2, node.start_byte)
        self.complete = self.complete and isinstance(key, str)
        self._blame("CUR003", node, f"{self.name!r} is changed here: {NOT_STATIC}")

    def _read_dictionary(self, node: Node, depth: int) -> None:
        for child in named(node):
            if child.type == "pair":
                key, value = list(named(child))[:2]
                self.read_pair(key, value, node.start_byte)
            elif child.type == "dictionary_splat":
                inner = child.named_children[0]
                if inner.type == "dictionary":
                    self.read(inner, depth + 1)
                else:
                    self.spread(self._value(inner, []), inner)

    def spread(self, value: Value, node: Node, *, whole: bool = False) -> None:
        """Put the items of a mapping that stands elsewhere here; `whole` if it is all that the entry is."""
        place = (node.start_byte, node.end_byte) * 2
        if isinstance(value, Reference):
            self._add(None, Spread(value), place, node.start_byte)
        elif isinstance(value, DictValue):
            self._spread_items(value, node, place)
        elif value is UNKNOWN:
            self.complete = False
            self.shape = Shape.UNKNOWN if whole else self.shape
            self._blame("CUR003", node, f"fields of {self.name!r}: {NOT_STATIC}")
        else:
            self.complete = False
            self.shape = Shape.OTHER if whole else self.shape
            what = "the entry" if whole else "a part of the entry"
            self._blame(
                "CUR005", node, f"{what} of {self.name!r} is {with_article(value_type(value))}, not a dictionary"
            )

    def _spread_items(self, value: DictValue, node: Node, place: Head) -> None:
        for key, item in zip(value.keys, value.values, strict=True):
            if isinstance(key, str):
                self._add(key, item, place, node.start_byte)
            elif isinstance(key, Spread):
                self._add(None, key, place, node.start_byte)
            else:
                self._blame("CUR004", node, f"a field name is {with_article(value_type(key))}, not a string")
        if not value.complete:
            self.complete = False
            self._blame("CUR003", node, f"fields of {self.name!r}: {NOT_STATIC}")

    def _add(self, name: str | None, value: Value, place: Head, group: int) -> None:
        if name is not None:
            earlier = self._known.setdefault(name, [])
            if earlier and self._groups[earlier[-1]] != group:
                self.remove(name)
            self._known.setdefault(name, []).append(len(self._names))
        self._names.append(name)
        self._values.append(value)
        start, end, value_start, value_end = place
        first = self.start
        self._places.append((start - first, end - first, value_start - first, value_end - first))
        self._groups.append(group)

    def _read_key(self, node: Node) -> Value:
        if node.type == "identifier" and node.parent is not None and node.parent.type == "keyword_argument":
            return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace")
        key = self._value(node, [])
        if key is UNKNOWN or isinstance(key, Reference):
            self.complete = False
            self._blame("CUR003", node, f"a field name: {NOT_STATIC}")
        elif not isinstance(key, str):
            kind = with_article(value_type(key))
            self._blame("CUR004", node, f"a field name is {kind}, not a string; put it in quotes")
        return key

    def _value(self, node: Node, unknown: list[Span]) -> Value:
        return read_value(node, self.data, unknown, self._look_up)

    def _look_up(self, name: str) -> Value:
        self.pure = False
        return self.lookup(name)

    def _blame(self, code: str, node: Node, message: str) -> None:
        self.problems.append(Problem(code, Span(node.start_byte - self.start, node.end_byte - self.start), message))


def with_article(kind: str) -> str:
    """The name of a type as it stands in a sentence."""
    if kind == "None":
        return kind
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
