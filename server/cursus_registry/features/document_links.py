"""The files that an entry names, or that bear its step's name: those of its classes, its specification, its script.

A link stands on the value that names the file. It must not look into any of the files.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from cursus_registry.facts.entry import Field
from cursus_registry.facts.model import FileFacts
from cursus_registry.features.place import components_of
from cursus_registry.layout import COMPONENT_FOLDERS, FileKind
from cursus_registry.project import Snapshot
from cursus_registry.syntax.yaml import NodeKind, YamlBoundError, YamlNode, parse_yaml
from cursus_registry.text import Span

_KINDS = {"builder_step_name": "builder", "config_class": "config", "spec_type": "spec"}
"""The fields that lead to a component, and of which kind it is."""
_WORDS = {"config": "configuration", "spec": "specification"}
_INTERFACES = frozenset({FileKind.INTERFACE, FileKind.PACK})
_MOST_NAMED = 200


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of a file that leads to another; `what` says in words which one that is."""

    span: Span
    target: str
    what: str


def document_links(snapshot: Snapshot, path: str) -> list[Link]:
    """The links of a registry file from top to bottom; only to files that there are. None in any other file."""
    facts = snapshot.facts(path)
    if facts is None or path not in snapshot.view.index.rows:
        return []
    found = [*_of_fields(snapshot, facts), *(_of_paths(snapshot, facts) if facts.place.kind in _INTERFACES else ())]
    return sorted(found, key=lambda link: link.span)


def _of_fields(snapshot: Snapshot, facts: FileFacts) -> Iterator[Link]:
    """The values of entries that name a component."""
    for row in snapshot.view.index.rows[facts.path]:
        entry = snapshot.view.entry(row)
        fields = [field for field in entry.items() if field.name in _KINDS and isinstance(field.value, str)]
        parts = components_of(snapshot, row) if fields else {}
        start = snapshot.view.table_of(row).starts[row.ordinal]
        for field in fields:
            part = parts.get(_KINDS[str(field.name)])
            if part is not None and part.path != facts.path and (not part.name or part.name == field.value):
                yield Link(_inside(facts, field, start), part.path, _what(part.kind))


def _inside(facts: FileFacts, field: Field, start: int) -> Span:
    """A value without its quotes, if it is one plain string."""
    span = field.value_span.shifted(start)
    inner = Span(span.start + 1, span.end - 1)
    return inner if facts.source.slice(inner) == field.value else span


def _what(kind: str) -> str:
    return f"the {_WORDS.get(kind, kind)} of this step"


def _of_paths(snapshot: Snapshot, facts: FileFacts) -> Iterator[Link]:
    """The values of an interface file that are paths of Python files: its entry point, its contract."""
    try:
        root = parse_yaml(facts.source.data, None).root
    except YamlBoundError:
        return
    for key, value in islice(_paths_below(root), _MOST_NAMED):
        target = _find(snapshot, facts.path, value.text)
        if target is not None:
            span = value.span if value.plain else Span(value.span.start + 1, value.span.end - 1)
            yield Link(span, target, f"the {key.text.replace('_', ' ')} of this step")


def _paths_below(root: YamlNode | None) -> Iterator[tuple[YamlNode, YamlNode]]:
    """The keys and values below a node whose value is the path of a Python file; absolute ones are a container's."""
    stack = [] if root is None else [root]
    while stack:
        node = stack.pop()
        if node.kind is NodeKind.SEQUENCE:
            stack.extend(node.children)
        for key, value in node.pairs() if node.kind is NodeKind.MAPPING else ():
            if value.kind is NodeKind.SCALAR and value.text.endswith(".py") and not value.text.startswith("/"):
                yield key, value
            else:
                stack.append(value)


def _find(snapshot: Snapshot, path: str, named: str) -> str | None:
    """The file that a path in an interface file means: beside it, in a folder of components, in its package or root."""
    folder = posixpath.dirname(path)
    steps = posixpath.dirname(folder)
    bases = [folder, *(f"{steps}/{name}" for name in COMPONENT_FOLDERS.values()), posixpath.dirname(steps)]
    inside = f"{snapshot.root.rstrip('/')}/" if path.startswith(f"{snapshot.root.rstrip('/')}/") else f"{steps}/"
    for base in dict.fromkeys([*bases, snapshot.root]):
        candidate = posixpath.normpath(posixpath.join(base, named))
        if candidate.startswith(inside) and snapshot.files.is_file(candidate):
            return candidate
    return None
