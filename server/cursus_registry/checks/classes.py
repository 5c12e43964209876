"""Whether the class that an entry names is to be found: what the two rules share. Knows no rule.

It speaks of classes in the files of the project only, and only where it can tell: the tree of the entry has such
components at all, and every file of those folders could be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from cursus_registry.checks.fields import derived_value
from cursus_registry.checks.fixing import change_to, fix_of
from cursus_registry.checks.model import Context, Finding, Fix, Item, Related, Severity
from cursus_registry.components.find import find_class
from cursus_registry.edits.entries import insert_field
from cursus_registry.facts.entry import Shape
from cursus_registry.index.declaration import RegistryType
from cursus_registry.layout import FileKind, key_of_folder
from cursus_registry.resolution.names import has_same_words, near_names
from cursus_registry.text import Span

_SYNTHESISED = frozenset({FileKind.INTERFACE, FileKind.EXTRAS, FileKind.PACK})


def must_be_found(field: str, kind: str, what: str) -> Callable[[Context], Iterator[Finding]]:
    """A check that the class in a field is defined somewhere. `kind` is that of the components, as in the layout."""

    def check(context: Context) -> Iterator[Finding]:
        """One finding on each value, or on the name of an entry that leaves the class to convention."""
        if context.is_workspace or context.is_core:
            trees = dict.fromkeys((context.workspace, None))
            folders = [key_of_folder(workspace, kind) for workspace in trees]
            index = context.view.index
            if any(folder in index.folders for folder in folders) and can_tell(context, kind):
                for item in context.items:
                    yield from _judge(context, item, field, folders, what)

    return check


def can_tell(context: Context, kind: str) -> bool:
    """Whether every file is read that could hold a component of a kind for this file's entries."""
    index = context.view.index
    paths = chain(*(index.folders.get(key_of_folder(workspace, kind), ()) for workspace in {context.workspace, None}))
    return context.view.indexed and all(index.files[path].readable for path in paths)


def _judge(context: Context, item: Item, field: str, folders: list[str], what: str) -> Iterator[Finding]:
    name, span = _class_of(item, field)
    if not name.isidentifier() or _is_bound(context, name) or _is_elsewhere(context, item, field, name):
        return
    index = context.view.index
    stated = field in item.entry.fields
    has_own = any(index.files[path].classes for path in index.folders.get(folders[0], ()))
    close = _closest(context, item, field, name, folders)
    missing = f"there is no {what} '{name}' in this project"
    if close and (has_own or stated):
        related = _place_of(context, close)
        message = f"{missing}; did you mean '{close}'?"
        yield Finding(span, message, related, fixes=_fixes(context, item, field, close))
    elif has_own:
        yield Finding(span, missing, severity=Severity.INFORMATION)


def _class_of(item: Item, field: str) -> tuple[str, Span]:
    """The class that an entry names itself, or has by its own name, and where; empty if that cannot be told."""
    entry = item.entry
    found = entry.find(field) if entry.shape is Shape.MAPPING else None
    if found is not None:
        return (found.value, item.value_span(found)) if isinstance(found.value, str) else ("", item.name_span)
    derived = entry.shape is Shape.MAPPING and entry.complete and item.registry_type is RegistryType.WORKSPACE
    return (derived_value(entry.name, field) or "" if derived else ""), item.name_span


def _is_bound(context: Context, name: str) -> bool:
    """Whether the class is defined where the entry's workspace can get it, or a component file brings the name."""
    index = context.view.index
    if find_class(index, name, context.workspace) is not None:
        return True
    return any(index.files[path].place.workspace in {context.workspace, None} for path in index.bound.get(name, ()))


def _is_elsewhere(context: Context, item: Item, field: str, name: str) -> bool:
    """Whether the class is made at run time for a step of an interface file, or is one that the core itself names."""
    index = context.view.index
    if item.registry_type is RegistryType.CORE:
        rows = index.names.get(item.entry.name, ())
        return any(index.files[row.path].place.kind in _SYNTHESISED for row in rows)
    return any(_named_by(context, step, field) == name for step in context.view.base.steps)


def _named_by(context: Context, step: str, field: str) -> str | None:
    value = context.view.entry(context.view.base.steps[step]).as_dict().get(field)
    return value if isinstance(value, str) else derived_value(step, field)


def _closest(context: Context, item: Item, field: str, name: str, folders: list[str]) -> str | None:
    """The class of such a component that is close to a name, unless another step has it."""
    index = context.view.index
    paths = chain(*(index.folders.get(folder, ()) for folder in folders))
    known = dict.fromkeys(found.name for path in paths for found in index.files[path].classes)
    same = [other for other in known if has_same_words(name, other)]
    near = [*same, *near_names(name, known)]
    if not near:
        return None
    steps = context.view.base.steps
    taken = {_named_by(context, step, field) for step in steps if step != item.entry.name}
    taken |= {_class_of(other, field)[0] for other in context.items if other.entry.name != item.entry.name}
    return next((other for other in near if other not in taken), None)


def _place_of(context: Context, name: str) -> tuple[Related, ...]:
    place = find_class(context.view.index, name, context.workspace)
    return (Related(place.path, place.span, f"'{name}' is defined here"),) if place else ()


def _fixes(context: Context, item: Item, field: str, name: str) -> tuple[Fix, ...]:
    found = item.entry.find(field)
    if found is not None:
        return change_to(context.facts, item.value_span(found), name)
    return fix_of(f"Write {field} '{name}'", insert_field(context.facts, item.table, item.ordinal, field, name))
