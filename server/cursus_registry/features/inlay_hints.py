"""What stands in a text without being written there: where a mention leads to, and the values that an entry derives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from cursus_registry.facts.entry import Entry, Shape
from cursus_registry.facts.model import FileFacts, Mention
from cursus_registry.facts.registry import INTERFACE
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.project import Snapshot
from cursus_registry.resolution.effective import derived_values, effective_entry
from cursus_registry.resolution.names import VALID_CHARACTERS
from cursus_registry.text import Span

_QUOTES = re.compile(rb"\"{3}|'{3}|[\"']")
_ROLES = {
    RegistryType.CORE: "the step of the core",
    RegistryType.PACK: "the step of a pack",
    RegistryType.WORKSPACE: "the step of workspace {}",
    RegistryType.OVERRIDE: "the override of workspace {}",
}


class HintKind(Enum):
    """What a hint is about: where a mention leads to, or what an entry has by its name."""

    NAMESPACE = "namespace"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint. `name` and `workspace` say what it is about: a step as it is looked up there."""

    offset: int
    kind: HintKind
    label: str
    name: str
    workspace: str | None


def inlay_hints(snapshot: Snapshot, path: str, span: Span) -> list[Hint]:
    """The hints in a stretch of a file, in the order of the text; none where no step stands.

    A mention has one if it leads to a workspace or a pack, an entry if it leaves out what follows from its name.
    """
    facts = snapshot.facts(path)
    if facts is None:
        return []
    found = [*_at_mentions(snapshot, facts, span), *_at_entries(snapshot, path, span)]
    return sorted(found, key=lambda hint: hint.offset)


def explain(snapshot: Snapshot, kind: HintKind, name: str, workspace: str | None) -> str | None:
    """The sentence behind a hint; None if what it was about is gone."""
    row = snapshot.view.look_up(name, workspace).declaration
    if row is None:
        return None
    if kind is HintKind.DERIVED:
        derived = _derived(snapshot.view.entry(row), row)
        told = ", ".join(f"{field} is {value}" for field, value in derived.items())
        return f"Not written in the entry, so it follows from the name: {told}." if derived else None
    description = effective_entry(snapshot.view, row).get("description")
    role = _ROLES[row.registry_type].format(row.namespace)
    said = f" {description.value}" if description and isinstance(description.value, str) else ""
    return f"{row.name} is {role} here.{said}"


def _at_mentions(snapshot: Snapshot, facts: FileFacts, span: Span) -> Iterator[Hint]:
    view = snapshot.view
    for mention in facts.mentions:
        if mention.span.end < span.start or mention.span.start > span.end:
            continue
        told, workspace = view.workspace_of(facts, mention)
        row = view.look_up(mention.name, workspace).declaration if told else None
        if row is None or row.registry_type is RegistryType.CORE or not view.is_certain(mention):
            continue
        label = " ".join(row.namespace.split())
        yield Hint(_end_of(facts, mention), HintKind.NAMESPACE, label, mention.name, workspace)


def _end_of(facts: FileFacts, mention: Mention) -> int:
    """Behind the quotes that close a mention, if there are any yet."""
    quotes = _QUOTES.match(facts.source.data, mention.span.end)
    return quotes.end() if quotes else mention.span.end


def _at_entries(snapshot: Snapshot, path: str, span: Span) -> Iterator[Hint]:
    for row in snapshot.view.index.rows.get(path, ()):
        if not row.derives:
            continue
        entry, table = snapshot.view.entry(row), snapshot.view.table_of(row)
        start = table.starts[row.ordinal]
        offset = entry.name_span.end if row.variable == INTERFACE else entry.value_span.start + 1
        derived = _derived(entry, row)
        if derived and span.contains(start + offset):
            workspace = row.namespace if row.registry_type is RegistryType.WORKSPACE else None
            yield Hint(start + offset, HintKind.DERIVED, ", ".join(derived.values()), row.name, workspace)


def _derived(entry: Entry, row: Declaration) -> dict[str, str]:
    """The fields that an entry leaves to convention; none where one could be hidden."""
    if not row.derives or entry.shape is not Shape.MAPPING or not entry.complete:
        return {}
    if not VALID_CHARACTERS.match(entry.name):
        return {}
    return {field: value for field, value in derived_values(row.name).items() if field not in entry.fields}
