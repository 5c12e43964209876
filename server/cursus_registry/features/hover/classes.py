"""A builder or configuration class: how it is made, and what its docstring says."""

from __future__ import annotations

from cursus_registry.components.class_docs import ClassDocs, outside_docs, read_class_docs
from cursus_registry.components.find import find_class
from cursus_registry.components.imports import find_class_outside
from cursus_registry.components.outside import NOTHING_OUTSIDE, Outside
from cursus_registry.features.hover.markup import Line, Markup, bounded, escape, fenced, join, shown_path
from cursus_registry.files.uris import to_uri
from cursus_registry.project import Snapshot


def describe_class(
    snapshot: Snapshot, name: str, workspace: str | None, outside: Outside = NOTHING_OUTSIDE
) -> Markup | None:
    """A class that a workspace would get; None if there is none."""
    blocks = class_blocks(snapshot, name, workspace, outside)
    return join(blocks) if blocks else None


def class_blocks(
    snapshot: Snapshot, name: str, workspace: str | None, outside: Outside = NOTHING_OUTSIDE
) -> list[list[Line]]:
    """The blocks of text on a class; none if there is no such class."""
    index = snapshot.view.index
    place = find_class(index, name, workspace)
    if place is not None:
        return _blocks(snapshot, place.path, read_class_docs(index, place, workspace, outside))
    found = find_class_outside(index, snapshot.files, name, workspace, outside)
    return _blocks(snapshot, found[0].path, outside_docs(found)) if found else []


def _blocks(snapshot: Snapshot, defined_in: str, docs: ClassDocs) -> list[list[Line]]:
    path = shown_path(snapshot.relative(defined_in))
    source = f" (docstring of {bounded(docs.inherited)})" if docs.inherited else ""
    where = (f"Defined in [{escape(path)}](<{to_uri(defined_in)}>){escape(source)}", f"Defined in {path}{source}")
    return [
        fenced(docs.signature, "python"),
        fenced(docs.docstring, "text") if docs.docstring else [],
        [where],
    ]
