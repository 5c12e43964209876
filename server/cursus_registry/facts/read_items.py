"""From the tree of a table's dictionary to its entries; knows nothing of files or of broken text."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field

from tree_sitter import Node

from cursus_registry.facts.entry import Entry, Problem
from cursus_registry.facts.read_entry import NOT_STATIC, read_entry, with_article
from cursus_registry.facts.values import UNKNOWN, named, read_value, value_type
from cursus_registry.syntax.python import span_of

Memo = Mapping[bytes, Entry]

# Python would join the two names. Nobody writes a name on two lines; everybody writes a new one above another, and
# editors close the quotes at once.
JOINED = "the entry has no value yet, so Python joins its name to the one below"


@dataclass(slots=True)
class Items:
    """The entries of a table, where each starts, and what was wrong. `complete` is false if one may be hidden."""

    entries: list[Entry] = field(default_factory=list)
    starts: array[int] = field(default_factory=lambda: array("Q"))
    problems: list[Problem] = field(default_factory=list)
    complete: bool = True

    def add(self, entry: Entry, start: int) -> None:
        """One more entry, and what was wrong with it."""
        self.entries.append(entry)
        self.starts.append(start)
        self.problems += [problem._replace(span=problem.span.shifted(start)) for problem in entry.problems]

    def extend(self, other: Items) -> None:
        """The entries of the next piece of the same table."""
        self.entries += other.entries
        self.starts.extend(other.starts)
        self.problems += other.problems
        self.complete = self.complete and other.complete


def read_items(table: str, node: Node, data: bytes, memo: Memo, shift: int = 0) -> Items:
    """What stands in a dictionary. `data` is the text of the tree, `shift` its place in the file. Raises TooDeepError.

    An entry that `memo` knows by its text is not read again.
    """
    items = Items()
    for child in named(node):
        entry = memo.get(data[child.start_byte : child.end_byte]) if child.type == "pair" and memo else None
        if entry is not None:
            items.add(entry, child.start_byte + shift)
        else:
            _read_item(items, table, child, data, shift)
    return items


def _read_item(items: Items, table: str, node: Node, data: bytes, shift: int) -> None:
    """Add the entry of one item, or a problem if its name cannot be told."""
    if node.type != "pair":
        items.complete = False
        items.problems.append(_problem("CUR003", node, shift, f"more entries of {table}: {NOT_STATIC}"))
        return
    key, value = list(named(node))[:2]
    if key.type == "concatenated_string" and (parts := list(named(key)))[0].start_point[0] < parts[-1].start_point[0]:
        items.problems.append(_problem("CUR001", parts[0], shift, JOINED))
        key = parts[-1]
    name = read_value(key, data, [])
    if isinstance(name, str):
        items.add(read_entry(name, key, value, data), key.start_byte + shift)
    elif name is UNKNOWN:
        items.complete = False
        items.problems.append(_problem("CUR003", key, shift, f"a step name in {table}: {NOT_STATIC}"))
    else:
        message = f"a step name is {with_article(value_type(name))}, not a string; put it in quotes"
        items.problems.append(_problem("CUR004", key, shift, message))


def _problem(code: str, node: Node, shift: int, message: str) -> Problem:
    return Problem(code, span_of(node).shifted(shift), message)
