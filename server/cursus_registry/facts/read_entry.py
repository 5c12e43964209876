"""From the tree of one `name: value` pair to an `Entry`; knows nothing of tables or files."""

from __future__ import annotations

from array import array

from tree_sitter import Node

from cursus_registry.facts.entry import Entry, Problem, Shape
from cursus_registry.facts.plain_fields import read_plain_fields
from cursus_registry.facts.values import UNKNOWN, Value, named, read_value, value_type
from cursus_registry.text import Span

NOT_STATIC = "only running the file could tell this value"


def read_entry(name: str, key: Node, value: Node, data: bytes) -> Entry:
    """The entry of a pair whose name has been read. Raises TooDeepError."""
    start = key.start_byte
    head = (0, key.end_byte - start, value.start_byte - start, value.end_byte - start)
    if value.type == "dictionary":
        return read_fields(name, value, data, start, head)
    unknown: list[Span] = []
    result = read_value(value, data, unknown)
    if result is UNKNOWN:
        problem = Problem("CUR003", Span(head[2], head[3]), f"the entry of {name!r}: {NOT_STATIC}")
        return Entry(name, (), (), Shape.UNKNOWN, False, array("I", head), (problem,))
    message = f"the entry of {name!r} is {with_article(value_type(result))}, not a dictionary"
    problem = Problem("CUR005", Span(head[2], head[3]), message)
    return Entry(name, (), (), Shape.OTHER, False, array("I", head), (problem,))


def read_fields(name: str, value: Node, data: bytes, start: int, head: tuple[int, int, int, int]) -> Entry:
    """The entry whose fields stand in a dictionary; `head` has the places of name and dictionary."""
    places = array("I", head)
    plain = read_plain_fields(data[value.start_byte : value.end_byte], value.start_byte - start, places)
    if plain is not None:
        return Entry(name, *plain, Shape.MAPPING, complete=True, places=places)
    return _read_nodes(name, value, data, start, head)


def _read_nodes(name: str, value: Node, data: bytes, start: int, head: tuple[int, int, int, int]) -> Entry:
    fields: list[str | None] = []
    values: list[Value] = []
    places = array("I", head)
    problems: list[Problem] = []
    complete = True
    for child in value.named_children:
        if child.type == "comment":
            continue
        if child.type != "pair":
            complete = False
            problems.append(_problem("CUR003", child, start, f"fields of {name!r}: {NOT_STATIC}"))
            continue
        key_node, value_node = _key_and_value(child)
        key = _read_key(key_node, data, start, problems)
        complete = complete and key is not UNKNOWN
        unknown: list[Span] = []
        fields.append(key if isinstance(key, str) else None)
        values.append(read_value(value_node, data, unknown))
        places.extend(
            (
                key_node.start_byte - start,
                key_node.end_byte - start,
                value_node.start_byte - start,
                value_node.end_byte - start,
            )
        )
        problems += [Problem("CUR003", span.shifted(-start), f"{key!r} of {name!r}: {NOT_STATIC}") for span in unknown]
    return Entry(name, tuple(fields), tuple(values), Shape.MAPPING, complete, places, tuple(problems))


def _key_and_value(pair: Node) -> tuple[Node, Node]:
    children = pair.named_children
    if len(children) != 2:
        children = list(named(pair))
    return children[0], children[1]


def _read_key(node: Node, data: bytes, start: int, problems: list[Problem]) -> Value:
    unknown: list[Span] = []
    key = read_value(node, data, unknown)
    if key is UNKNOWN:
        problems.append(_problem("CUR003", node, start, f"a field name: {NOT_STATIC}"))
    elif not isinstance(key, str):
        kind = with_article(value_type(key))
        problems.append(_problem("CUR004", node, start, f"a field name is {kind}, not a string; put it in quotes"))
    return key


def _problem(code: str, node: Node, start: int, message: str) -> Problem:
    return Problem(code, Span(node.start_byte - start, node.end_byte - start), message)


def with_article(kind: str) -> str:
    """The name of a type as it stands in a sentence."""
    if kind == "None":
        return kind
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
