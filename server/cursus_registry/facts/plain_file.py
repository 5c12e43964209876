"""The usual registry of a workspace, read without a tree: a docstring, comments, and tables of usual entries in ASCII.

It is several times faster than parsing, and most registries are like that. A text that says anything in another way,
or might not be Python, is not read here at all; what is read here is what the tree would have said.
"""

from __future__ import annotations

import re
from array import array

from cursus_registry.facts.entry import Entry, Shape
from cursus_registry.facts.model import FileFacts, Table
from cursus_registry.facts.plain_fields import FIELD, read_field
from cursus_registry.facts.registry import METADATA, TABLES
from cursus_registry.facts.suppressions import read_suppressions
from cursus_registry.facts.values import Value
from cursus_registry.layout import FileKind, Place
from cursus_registry.text import SourceText, Span

_USUAL_PLAIN = re.compile(rb"[\t\n\x20-\x7e]*+\Z")
_USUAL_GAP = r"(?:[ \t]*+(?:\#[^\n]*+)?\n)*+"
_USUAL_HEAD = re.compile(rf'{_USUAL_GAP}(?:"""[^"\\]*+"""[ \t]*+(?:\#[^\n]*+)?(?:\n|\Z))?{_USUAL_GAP}')
_USUAL_TABLE = re.compile(r"([A-Z_]++) = \{")
_USUAL_ENTRY = re.compile(rf'{_USUAL_GAP}[ \t]*+("[^"\\\n]*+")[ \t]*+:[ \t]*+(?=\{{)')
_USUAL_BETWEEN = re.compile(r"[ \t]*+(?:,|(?=[ \t\n]*+\}))")
_USUAL_END = re.compile(rf"{_USUAL_GAP}[ \t]*+\}}")
_USUAL_REST = re.compile(rf"[ \t]*+(?:\#[^\n]*+)?(?:\n|\Z){_USUAL_GAP}(?:[ \t]*+(?:\#[^\n]*+)?\Z)?")


def read_plain_file(path: str, place: Place, source: SourceText) -> FileFacts | None:
    """The facts of a workspace's registry; None if it is written in any way but the usual one."""
    if place.kind is not FileKind.WORKSPACE or not _USUAL_PLAIN.match(source.data):
        return None
    tables = _Tables(source.data.decode("ascii"), TABLES[place.kind]).read()
    if tables is None:
        return None
    return FileFacts(path, place, source, tables=tables, suppressions=read_suppressions(source))


class _Tables:
    """Reads all tables of one text, from its beginning to its end."""

    def __init__(self, text: str, variables: tuple[str, ...]) -> None:
        self._text = text
        self._variables = variables
        self._at = 0

    def read(self) -> dict[str, Table] | None:
        """The tables in the order of the variables; None if anything else stands in the text."""
        found: dict[str, Table] = {}
        head = _USUAL_HEAD.match(self._text)
        self._at = head.end() if head else 0
        while self._at < len(self._text):
            match = _USUAL_TABLE.match(self._text, self._at)
            if match is None or match[1] not in self._variables or match[1] in found:
                return None
            table = self._read_table(match[1], Span(*match.span(1)), match.end() - 1)
            rest = _USUAL_REST.match(self._text, self._at) if table else None
            if table is None or rest is None:
                return None
            found[match[1]] = table
            self._at = rest.end()
        return {name: found[name] for name in self._variables if name in found}

    def _read_table(self, name: str, variable: Span, start: int) -> Table | None:
        if name == METADATA:
            entry = self._read_fields(name, variable.start, variable.end, start)
            starts = array("Q", [variable.start])
            return None if entry is None else Table(name, (entry,), True, None, starts, variable, Span(start, self._at))
        self._at = start + 1
        entries, starts = [], array("Q")
        while (end := _USUAL_END.match(self._text, self._at)) is None:
            match = _USUAL_ENTRY.match(self._text, self._at)
            if match is None:
                return None
            first, last = match.span(1)
            entry = self._read_fields(self._text[first + 1 : last - 1], first, last, match.end())
            between = _USUAL_BETWEEN.match(self._text, self._at) if entry else None
            if entry is None or between is None:
                return None
            entries.append(entry)
            starts.append(first)
            self._at = between.end()
        self._at = end.end()
        return Table(name, tuple(entries), True, None, starts, variable, Span(start, self._at))

    def _read_fields(self, name: str, first: int, last: int, start: int) -> Entry | None:
        """The entry whose dictionary begins at `start`; afterwards it is behind that."""
        text, at = self._text, start + 1
        places = array("I", (0, last - first, start - first, 0))
        names: list[str] = []
        values: list[Value] = []
        while match := FIELD.match(text, at):
            value = read_field(text, match, -first, places)
            if value is None:
                return None
            names.append(value[0])
            values.append(value[1])
            at = match.end()
            if text[at - 1] == "}":
                places[3] = at - first
                self._at = at
                return Entry(name, tuple(names), tuple(values), Shape.MAPPING, complete=True, places=places)
        return None
