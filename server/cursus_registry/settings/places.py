"""Where each key and value of a TOML text stands, by tree-sitter. It must not know what any of them means."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from cursus_registry.settings.shapes import MAX_ITEMS, quoted
from cursus_registry.text import Span

Path = tuple[str | int, ...]
"""How one gets to a value: the keys of tables and the indexes of lists."""

MAX_DEPTH = 200
MAX_REPEATED = 100

_KEYS = {"bare_key", "quoted_key", "dotted_key"}
_AROUND = {"[", "]", "{", "}", ",", "=", "comment"}


class Repeated(NamedTuple):
    """A key that has a value already: its place, what to say, and what to take out so that the rest can be read.

    A table with a second heading cannot be taken out, for what stands below would fall to the table before.
    """

    span: Span
    message: str
    blank: Span | None


@dataclass(slots=True)
class Places:
    """The places of a text; what the text does not hold has the place of the nearest thing around it.

    `repeated_more` says that not all of what is `repeated` is told, `broken` that the text does not parse.
    """

    keys: dict[Path, Span] = field(default_factory=dict)
    values: dict[Path, Span] = field(default_factory=dict)
    repeated: list[Repeated] = field(default_factory=list)
    repeated_more: bool = False
    broken: bool = False

    def key(self, path: Path) -> Span:
        """Where a key stands, quotes included; an item of a list has no key, so its own place."""
        return self.keys.get(path) or self.value(path)

    def value(self, path: Path) -> Span:
        """Where a value stands, quotes or brackets included; a table with a heading has its key's place."""
        while path:
            found = self.values.get(path) or self.keys.get(path)
            if found is not None:
                return found
            path = path[:-1]
        return Span(0, 0)


def read_places(data: bytes) -> Places:
    """The places of a text, up to a depth and a length of lists that no settings file needs.

    A broken text gives what can be told.
    """
    reader = _Reader(data)
    root = _parser().parse(data).root_node
    reader.places.broken = root.has_error
    for node in root.children:
        if node.type == "pair":
            reader.pair(node, ())
        elif node.type in {"table", "table_array_element"}:
            reader.table(node)
    return reader.places


@lru_cache(maxsize=1)
def _parser() -> Parser:
    return Parser(Language(tree_sitter_toml.language()))


class _Reader:
    """Walks a tree, and remembers which keys have a value."""

    def __init__(self, data: bytes) -> None:
        self.places = Places()
        self._data = data
        self._lengths: dict[Path, int] = {}
        self._set: dict[Path, Span] = {}

    def table(self, node: Node) -> None:
        """A heading with all pairs below it."""
        keys = [part for child in node.children if child.type in _KEYS for part in self._parts(child)]
        if not 0 < len(keys) <= MAX_DEPTH:
            return
        path: Path = ()
        for name, span in keys:
            path = (*self._last_item(path), name)
            self.places.keys.setdefault(path, span)
        span = keys[-1][1]
        if node.type == "table_array_element":
            self._lengths[path] = self._lengths.get(path, 0) + 1
            path = self._last_item(path)
        elif path in self._set:
            self._repeat(path, span, None)
        else:
            self._set[path] = span
        self.places.values.setdefault(path, span)
        for child in node.children:
            if child.type == "pair":
                self.pair(child, path)

    def pair(self, node: Node, base: Path, blank: Span | None = None) -> None:
        """One `key = value`; `blank` is what to take out if the key is set already."""
        parts = [part for child in node.children[:1] if child.type in _KEYS for part in self._parts(child)]
        values = [child for child in node.children[1:] if child.type not in _AROUND]
        if not values or not 0 < len(parts) <= MAX_DEPTH:
            return
        path = base
        for name, span in parts:
            path = (*path, name)
            if path in self._set:
                whole = Span(parts[0][1].start, parts[-1][1].end)
                self._repeat(path, whole, blank or Span(node.start_byte, values[0].end_byte))
                return
            self.places.keys.setdefault(path, span)
        self._set[path] = self.places.keys[path]
        self._value(values[0], path)

    def _value(self, node: Node, path: Path) -> None:
        self.places.values[path] = _span(node)
        if len(path) > MAX_DEPTH:
            return
        inside = [child for child in node.children if child.type not in _AROUND]
        if node.type == "array":
            for index, child in enumerate(inside[: MAX_ITEMS + 1]):
                self._value(child, (*path, index))
        elif node.type == "inline_table":
            comma = node.start_byte + 1
            for child in node.children:
                if child.type == ",":
                    comma = child.start_byte
                elif child.type == "pair":
                    self.pair(child, path, Span(comma, child.end_byte))

    def _repeat(self, path: Path, span: Span, blank: Span | None) -> None:
        if len(self.places.repeated) == MAX_REPEATED:
            self.places.repeated_more = True
            return
        line = self._data.count(b"\n", 0, self._set[path].start) + 1
        message = f"{quoted(str(path[-1]))} is set a second time; the first one, on line {line}, counts"
        if blank is None:
            message = f"{quoted(str(path[-1]))} has a table already, on line {line}; put both under one heading"
        self.places.repeated.append(Repeated(span, message, blank))

    def _last_item(self, path: Path) -> Path:
        """The table that a heading speaks of: of a list of tables the last one so far."""
        return (*path, self._lengths[path] - 1) if path in self._lengths else path

    def _parts(self, node: Node) -> Iterator[tuple[str, Span]]:
        """The names that a key spells, dotted or not."""
        waiting = [node]
        while waiting:
            node = waiting.pop()
            if node.type == "dotted_key":
                waiting += reversed(node.children)
            elif node.type in _KEYS:
                yield _key(self._data[node.start_byte : node.end_byte].decode("utf-8")), _span(node)


def _key(token: str) -> str:
    """The name that a key spells."""
    if not token.startswith(('"', "'")):
        return token
    try:
        [name] = tomllib.loads(f"{token} = 0")
    except ValueError:
        return token
    return name


def _span(node: Node) -> Span:
    return Span(node.start_byte, node.end_byte)
