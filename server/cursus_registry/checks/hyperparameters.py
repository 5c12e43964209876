"""Where classes of hyperparameters are registered; judges none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cursus_registry.facts.registry import HYPERPARAMETERS
from cursus_registry.resolution.view import View
from cursus_registry.text import Span


class HyperparameterPlace(NamedTuple):
    """The name of a class in a hyperparameter registry; `workspace` is None in the core's."""

    workspace: str | None
    path: str
    span: Span


def hyperparameter_places(view: View, name: str) -> Iterator[HyperparameterPlace]:
    """All registrations of a class, the core's first, then by path."""
    files = view.index.files
    paths = view.index.hyperparameters.get(name, ())
    for path in sorted(paths, key=lambda path: (files[path].place.workspace is not None, path)):
        table = files[path].tables[HYPERPARAMETERS]
        for ordinal, entry in enumerate(table.entries):
            if entry.name == name:
                yield HyperparameterPlace(files[path].place.workspace, path, table.name_span(ordinal))
                break
