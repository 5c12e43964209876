"""From the expression of a table to its entries; knows nothing of files or of broken text."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tree_sitter import Node

from cursus_registry.facts.entry import Entry, Problem, Shape
from cursus_registry.facts.read_entry import NOT_STATIC, read_entry, with_article
from cursus_registry.facts.read_value import Lookup, dict_arguments, named, no_names, operands_of, read_value
from cursus_registry.facts.values import MAX_DEPTH, UNKNOWN, Reference, Spread, TooDeepError, Value, value_type
from cursus_registry.syntax.python import span_of

Memo = Mapping[bytes, Entry]

# Python would join the two names. Nobody writes a name on two lines; everybody writes a new one above another, and
# editors close the quotes at once.
JOINED = "the entry has no value yet, so Python joins its name to the one below"


@dataclass(slots=True)
class Items:
    """The entries of a table, where each starts, and what was wrong beside what each says of itself.

    `complete` is false if an entry may be hidden.

    `removed` names are taken out of whatever this is laid over; of those in `hidden` the fields can no longer be told.
    """

    entries: list[Entry] = field(default_factory=list)
    starts: array[int] = field(default_factory=lambda: array("Q"))
    problems: list[Problem] = field(default_factory=list)
    complete: bool = True
    removed: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()

    def add(self, entry: Entry, start: int) -> None:
        """One more entry."""
        self.entries.append(entry)
        self.starts.append(start)

    def extend(self, other: Items) -> None:
        """The entries of the next piece of the same table."""
        self.entries += other.entries
        self.starts.extend(other.starts)
        self.problems += other.problems
        self.complete = self.complete and other.complete

    def all_problems(self) -> Iterator[Problem]:
        """What was wrong, in the table and in its entries."""
        yield from self.problems
        for entry, start in zip(self.entries, self.starts, strict=True):
            yield from (problem._replace(span=problem.span.shifted(start)) for problem in entry.problems)

    def names(self) -> Iterator[str]:
        """The names of the entries."""
        return (entry.name for entry in self.entries if entry.shape is not Shape.SPREAD)


@dataclass(frozen=True, slots=True)
class Scope:
    """What names stand for where a table is written: as values, and as tables of the same file with their places."""

    lookup: Lookup = no_names
    table: Callable[[str], Items | None] = lambda _: None


NO_SCOPE = Scope()


@dataclass(frozen=True, slots=True)
class ItemsReader:
    """Reads the mappings in one text. `data` is the text of the tree, `shift` its place in the file.

    An entry that `memo` knows by its text is not read again.
    """

    table: str
    data: bytes
    memo: Memo
    scope: Scope = NO_SCOPE
    shift: int = 0

    def read(self, node: Node, depth: int = 0) -> Items:
        """What a mapping expression says. Raises TooDeepError."""
        if depth > MAX_DEPTH:
            raise TooDeepError(node.start_byte)
        if node.type == "dictionary":
            return self.read_dictionary(node, depth)
        if node.type == "parenthesized_expression" and len(inner := list(named(node))) == 1:
            return self.read(inner[0], depth + 1)
        if node.type == "binary_operator" and node.children[1].type == "|":
            return laid_over([self.read(operand, depth + 1) for operand in operands_of(node, "|")])
        if node.type == "call" and (arguments := dict_arguments(node, self.data)) is not None:
            return self.read_arguments(arguments, depth)
        return self._read_named(node)

    def read_dictionary(self, node: Node, depth: int = 0) -> Items:
        """What stands in a dictionary display. Of its own entries two of one name are kept both."""
        own = Items()
        parts = [own]
        for child in node.named_children:
            if child.type == "pair":
                entry = self.memo.get(self.data[child.start_byte : child.end_byte]) if self.memo else None
                if entry is not None:
                    own.add(entry, child.start_byte + self.shift)
                else:
                    self.read_pair(own, *list(named(child))[:2])
            elif child.type == "dictionary_splat":
                spread, own = self.read(child.named_children[0], depth + 1), Items()
                parts += [spread, own]
        return own if len(parts) == 1 else laid_over(parts, display=parts[::2])

    def read_arguments(self, arguments: Iterable[Node], depth: int = 0) -> Items:
        """The arguments of `dict` or `update`."""
        parts = []
        for argument in arguments:
            if argument.type == "keyword_argument":
                name, value = argument.named_children[0], argument.named_children[-1]
                part = Items()
                written = self.data[name.start_byte : name.end_byte].decode("utf-8", "replace")
                part.add(read_entry(written, name, value, self.data, self.scope.lookup), name.start_byte + self.shift)
                parts.append(part)
            else:
                inner = argument.named_children[0] if argument.type == "dictionary_splat" else argument
                parts.append(self.read(inner, depth + 1))
        return laid_over(parts)

    def read_pair(self, items: Items, key: Node, value: Node) -> None:
        """Add the entry of one `name: value`, or a problem if the name cannot be told."""
        if key.type == "concatenated_string":
            parts = list(named(key))
            if parts[0].start_point[0] < parts[-1].start_point[0]:
                items.problems.append(self._problem("CUR001", parts[0], JOINED))
                key = parts[-1]
        name = read_value(key, self.data, [], self.scope.lookup)
        if isinstance(name, str):
            entry = read_entry(name, key, value, self.data, self.scope.lookup)
            items.add(entry, key.start_byte + self.shift)
        else:
            self.blame_name(items, key, name)

    def blame_name(self, items: Items, key: Node, name: Value) -> None:
        """A name that is no string, or that cannot be told: then one may be hidden."""
        if name is UNKNOWN or isinstance(name, Reference):
            items.complete = False
            items.problems.append(self._problem("CUR003", key, f"a step name in {self.table}: {NOT_STATIC}"))
            return
        message = f"a step name is {with_article(value_type(name))}, not a string; put it in quotes"
        items.problems.append(self._problem("CUR004", key, message))

    def _read_named(self, node: Node) -> Items:
        """A mapping by its name, in this file or another one; anything else cannot be told."""
        if node.type == "identifier":
            items = self.scope.table(self.data[node.start_byte : node.end_byte].decode("utf-8", "replace"))
            if items is not None:
                return items
        value = read_value(node, self.data, [], self.scope.lookup)
        if isinstance(value, Reference):
            return self.spread(node, value)
        if value is UNKNOWN:
            problem = self._problem("CUR003", node, f"entries of {self.table}: {NOT_STATIC}")
        else:
            message = f"entries of {self.table}: {with_article(value_type(value))} stands here, not a dictionary"
            problem = self._problem("CUR005", node, message)
        return Items(problems=[problem], complete=False)

    def spread(self, node: Node, source: Reference) -> Items:
        """The mark that the entries of another file's mapping go here."""
        length = node.end_byte - node.start_byte
        items = Items()
        mark = Entry("", (None,), (Spread(source),), Shape.SPREAD, True, array("I", [0, length, 0, length] * 2))
        items.add(mark, node.start_byte + self.shift)
        return items

    def _problem(self, code: str, node: Node, message: str) -> Problem:
        return Problem(code, span_of(node).shifted(self.shift), message)


def laid_over(parts: Sequence[Items], display: Sequence[Items] = ()) -> Items:
    """Mappings laid one over the other, each entry where the last of its name stands.

    The pieces of one `display` do not replace each other's entries: a name twice in one of them is a mistake. Nor do
    the entries of one part.
    """
    own = {id(part) for part in display}
    later: set[str] = set()
    later_elsewhere: set[str] = set()
    hidden: set[str] = set()
    kept: list[tuple[Entry, int]] = []
    for part in reversed(parts):
        gone = later_elsewhere if id(part) in own else later
        pairs = zip(reversed(part.entries), reversed(part.starts), strict=True)
        kept += [
            (replace(entry, complete=False) if entry.name in hidden else entry, at)
            for entry, at in pairs
            if entry.shape is Shape.SPREAD or entry.name not in gone
        ]
        hidden |= part.hidden
        later.update(part.names(), part.removed)
        later_elsewhere |= part.removed
        if id(part) not in own:
            later_elsewhere.update(part.names())
    kept.reverse()
    return Items(
        [entry for entry, _ in kept],
        array("Q", [at for _, at in kept]),
        [problem for part in parts for problem in part.problems],
        all(part.complete for part in parts),
    )
