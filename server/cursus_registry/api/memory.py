"""Entries that are only in memory: statements behind the text of a registry, where every other line keeps its number.

The engine reads them as it reads later statements of a file, so that they collide, are overridden and looked up like
any other. It must not know who registers what.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cursus_registry.edits.literals import interface_text, literal
from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.registry import INTERFACE
from cursus_registry.index.declaration import Declaration
from cursus_registry.index.index import Index
from cursus_registry.layout import INTERFACE_SUFFIX
from cursus_registry.text import SourceText

MARK = "# registered by a running program, and in no file"


@dataclass(frozen=True, slots=True)
class MemoryEntry:
    """What is to stand in a table: in the first of these variables that the file has, else in a new one."""

    variables: tuple[str, ...]
    name: str
    fields: Mapping[str, Any]

    def replaces(self, other: MemoryEntry) -> bool:
        """Whether the other is an entry of the same name for the same table."""
        return (self.variables, self.name) == (other.variables, other.name)


def with_entries(facts: FileFacts, entries: Sequence[MemoryEntry]) -> SourceText:
    """A text with entries behind it, of which the later ones count. Raises ValueError for a value without a literal."""
    if facts.path.endswith(INTERFACE_SUFFIX):
        return SourceText.from_str("".join(interface_text(one.name, one.fields, f"{MARK}\n") for one in entries[-1:]))
    lines = [str(facts.source), MARK]
    known = {name for name, table in facts.tables.items() if table.alias_of is None}
    for entry in entries:
        variable = next((name for name in entry.variables if name in known), entry.variables[0])
        if variable not in known:
            lines.append(f"{variable} = {{}}")
            known.add(variable)
        lines.append(f"{variable}[{literal(entry.name)}] = {_dictionary(entry.fields)}")
    return SourceText.from_str("\n".join([*lines, ""]))


def is_in_memory(index: Index, row: Declaration) -> bool:
    """Whether a declaration stands in no file."""
    facts = index.files[row.path]
    if row.variable == INTERFACE:
        return facts.source.data.startswith(MARK.encode())
    table = facts.tables[row.variable]
    start = table.starts[row.ordinal]
    return start >= table.span.end and 0 <= facts.source.data.rfind(f"\n{MARK}\n".encode()) < start


def _dictionary(fields: Mapping[str, Any]) -> str:
    return f"{{{', '.join(f'{literal(key)}: {_named(key, value)}' for key, value in fields.items())}}}"


def _named(key: str, value: Any) -> str:
    try:
        return literal(value)
    except ValueError as error:
        raise ValueError(f"'{key}': {error}") from None
