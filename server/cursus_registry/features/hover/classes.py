"""A builder or configuration class: how it is made, and what its docstring says."""

from __future__ import annotations

from cursus_registry.components.class_docs import read_class_docs
from cursus_registry.components.find import find_class
from cursus_registry.features.hover.markup import Line, Markup, bounded, escape, fenced, join, shown_path
from cursus_registry.files.uris import to_uri
from cursus_registry.project import Snapshot


def describe_class(snapshot: Snapshot, name: str, workspace: str | None) -> Markup | None:
    """A class that a workspace would get; None if there is none."""
    blocks = class_blocks(snapshot, name, workspace)
    return join(blocks) if blocks else None


def class_blocks(snapshot: Snapshot, name: str, workspace: str | None) -> list[list[Line]]:
    """The blocks of text on a class; none if there is no such class."""
    place = find_class(snapshot.view.index, name, workspace)
    if place is None:
        return []
    docs = read_class_docs(snapshot.view.index, place, workspace)
    path = shown_path(snapshot.relative(place.path))
    source = f" (docstring of {bounded(docs.inherited)})" if docs.inherited else ""
    where = (f"Defined in [{escape(path)}](<{to_uri(place.path)}>){escape(source)}", f"Defined in {path}{source}")
    return [
        fenced(docs.signature, "python"),
        fenced(docs.docstring, "text") if docs.docstring else [],
        [where],
    ]
