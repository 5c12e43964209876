"""The index and its one operation: put other facts in the place of some files'."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from cursus_registry.facts.entry import Entry, Field
from cursus_registry.facts.model import LONGEST_STEP_NAME, FileFacts
from cursus_registry.facts.registry import HYPERPARAMETERS, METADATA, OVERRIDES
from cursus_registry.index.declaration import Declaration, RegistryType, order_of
from cursus_registry.layout import CORE_SOURCES, REGISTRIES, FileKind, core_order

_BULK = 8


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that is known of a project.

    `names` has all rows of a name in their order, `rows` those of a file. `mentions` leads from a name, or a name
    before a job-type suffix, to the files that mention it. `workspaces` leads from an id to its registry file. Of the
    sources in `core` and `packs` a later one wins.
    `claims` leads from a workspace id without case to the registries that claim it.
    `bound` leads from a name to the component files that bind it otherwise than by a class, `folders` from a folder of
    components to its files, `framework` from a workspace table to the framework's files that read it (and from ""
    to those that could not be read), `silencing` from a code to the files with comments that silence it,
    `hyperparameters` from a class to the files that register it.
    """

    files: Mapping[str, FileFacts] = field(default_factory=dict)
    names: Mapping[str, tuple[Declaration, ...]] = field(default_factory=dict)
    rows: Mapping[str, tuple[Declaration, ...]] = field(default_factory=dict)
    workspaces: Mapping[str, str] = field(default_factory=dict)
    core: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mentions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    modules: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    claims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    components: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bound: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    folders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    framework: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    silencing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hyperparameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def entry(self, row: Declaration) -> Entry:
        """What a row's entry says, as its file is now."""
        return self.files[row.path].tables[row.variable].entries[row.ordinal]


def replace_files(index: Index, changes: Mapping[str, FileFacts | None]) -> Index:
    """The index with the facts of some files changed; None takes a file out."""
    old = {path: index.files[path] for path in changes if path in index.files}
    new = {path: facts for path, facts in changes.items() if facts is not None}
    files = dict(index.files)
    for path in old:
        del files[path]
    files.update(new)
    moved_only = {path for path, facts in new.items() if path in old and old[path] == facts}
    old = {path: facts for path, facts in old.items() if path not in moved_only}
    new = {path: facts for path, facts in new.items() if path not in moved_only}
    if not old and not new:
        return replace(index, files=files)
    rows, names = _replace_rows(index, old, new)
    return Index(
        files=files,
        rows=rows,
        names=names,
        workspaces=_replace_workspaces(index, old, new),
        core=_replace_sources(index.core, CORE_SOURCES, files, old, new),
        packs=_replace_sources(index.packs, frozenset({FileKind.PACK}), files, old, new),
        classes=_replace_paths(index.classes, old, new, _class_names),
        mentions=_replace_paths(index.mentions, old, new, mention_keys),
        modules=_replace_paths(index.modules, old, new, _modules),
        claims=_replace_paths(index.claims, old, new, claimed_ids),
        components=_replace_paths(index.components, old, new, _component_keys),
        bound=_replace_paths(index.bound, old, new, lambda facts: facts.bound),
        folders=_replace_paths(index.folders, old, new, _folder_keys),
        framework=_replace_paths(index.framework, old, new, _framework_keys),
        silencing=_replace_paths(index.silencing, old, new, _silenced),
        hyperparameters=_replace_paths(index.hyperparameters, old, new, _hyperparameters),
    )


def metadata_field(facts: FileFacts, name: str) -> Field | None:
    """A field of the workspace metadata; its spans are relative to the metadata's variable."""
    table = facts.table(METADATA)
    return table.entries[0].find(name) if table and table.entries else None


def developer_id(facts: FileFacts) -> str | None:
    """The id that a workspace's metadata claims, if it is a string."""
    found = metadata_field(facts, "developer_id")
    return found.value if found and isinstance(found.value, str) else None


def claimed_ids(facts: FileFacts) -> set[str]:
    """The ids, without case, that a workspace's folder and its metadata claim."""
    if facts.place.kind is not FileKind.WORKSPACE:
        return set()
    return {claimed.casefold() for claimed in (facts.place.workspace, developer_id(facts)) if claimed}


def mention_keys(facts: FileFacts) -> Iterator[str]:
    """Each mentioned name, and each part of it before a `_` or `-`, which could be the step that is meant."""
    for mention in facts.mentions:
        yield mention.name
        for at, character in enumerate(mention.name[:LONGEST_STEP_NAME]):
            if character in "_-" and at:
                yield mention.name[:at]


def _declarations(facts: FileFacts) -> Iterator[Declaration]:
    kind = facts.place.kind
    if kind not in REGISTRIES or kind is FileKind.HYPERPARAMETERS:
        return
    namespace = "core" if kind in CORE_SOURCES else "pack" if kind is FileKind.PACK else str(facts.place.workspace)
    for variable, table in facts.tables.items():
        if variable == METADATA:
            continue
        registry_type = _registry_type(kind, variable)
        for ordinal, entry in enumerate(table.entries):
            stated = "conflict_resolution_strategy" in entry.fields
            yield Declaration(entry.name, registry_type, namespace, facts.path, variable, ordinal, stated)


def _registry_type(kind: FileKind, variable: str) -> RegistryType:
    if kind in CORE_SOURCES:
        return RegistryType.CORE
    if kind is FileKind.PACK:
        return RegistryType.PACK
    return RegistryType.OVERRIDE if variable == OVERRIDES else RegistryType.WORKSPACE


def _replace_rows(
    index: Index, old: Mapping[str, FileFacts], new: Mapping[str, FileFacts]
) -> tuple[Mapping[str, tuple[Declaration, ...]], Mapping[str, tuple[Declaration, ...]]]:
    """The rows by file and by name; the same objects if no file declares other names than before."""
    found = {path: tuple(_declarations(facts)) for path, facts in new.items()}
    changed = {path for path in {*old, *new} if found.get(path, ()) != index.rows.get(path, ())}
    if not changed:
        return index.rows, index.names
    rows, names = dict(index.rows), dict(index.names)
    touched = {row.name for path in changed for row in rows.pop(path, ())}
    added: dict[str, list[Declaration]] = defaultdict(list)
    for path in changed:
        if found.get(path):
            rows[path] = found[path]
            for row in found[path]:
                added[row.name].append(row)
    for name in touched | set(added):
        kept = [row for row in names.pop(name, ()) if row.path not in changed]
        if ordered := _in_order(kept, added.get(name, [])):
            names[name] = ordered
    return rows, names


def _in_order(kept: list[Declaration], new: list[Declaration]) -> tuple[Declaration, ...]:
    if len(new) > _BULK:
        return tuple(sorted([*kept, *new], key=order_of))
    for row in new:
        insort(kept, row, key=order_of)
    return tuple(kept)


def _replace_workspaces(index: Index, old: Mapping[str, FileFacts], new: Mapping[str, FileFacts]) -> Mapping[str, str]:
    """The registry of each workspace; the same object if none came or went."""
    before, after = _registries(old), _registries(new)
    if before == after:
        return index.workspaces
    return {**{name: path for name, path in index.workspaces.items() if name not in before}, **after}


def _registries(files: Mapping[str, FileFacts]) -> dict[str, str]:
    workspaces = ((path, facts.place) for path, facts in files.items() if facts.place.kind is FileKind.WORKSPACE)
    return {str(place.workspace): path for path, place in workspaces}


def _replace_sources(
    before: tuple[str, ...],
    kinds: frozenset[FileKind],
    files: Mapping[str, FileFacts],
    *sides: Mapping[str, FileFacts],
) -> tuple[str, ...]:
    """The sources of some kinds in their order; the same object if no such file changed."""
    if not any(facts.place.kind in kinds for side in sides for facts in side.values()):
        return before
    found = (path for path, facts in files.items() if facts.place.kind in kinds)
    return tuple(sorted(found, key=lambda path: (core_order(files[path].place), path)))


def _modules(facts: FileFacts) -> tuple[str, ...]:
    return (facts.place.module,) if facts.path.endswith(".py") else ()


def _component_keys(facts: FileFacts) -> tuple[str, ...]:
    key = facts.place.component
    return (key,) if key else ()


def _folder_keys(facts: FileFacts) -> tuple[str, ...]:
    key = facts.place.component_folder
    return (key,) if key else ()


def _framework_keys(facts: FileFacts) -> tuple[str, ...]:
    if not facts.readable and facts.place.is_framework:
        return ("",)
    return facts.tables_read


def _hyperparameters(facts: FileFacts) -> Iterator[str]:
    table = facts.table(HYPERPARAMETERS)
    return (entry.name for entry in table.entries) if table else iter(())


def _silenced(facts: FileFacts) -> Iterator[str]:
    return (code for comment in facts.suppressions for code in comment.codes)


def _class_names(facts: FileFacts) -> Iterator[str]:
    return (found.name for found in facts.classes)


def _replace_paths(
    table: Mapping[str, tuple[str, ...]],
    old: Mapping[str, FileFacts],
    new: Mapping[str, FileFacts],
    keys: Callable[[FileFacts], Iterable[str]],
) -> Mapping[str, tuple[str, ...]]:
    """A table of key to paths with the changed files' keys exchanged; the same object if none changed."""
    before, after = _invert(old, keys), _invert(new, keys)
    if before == after:
        return table
    result = dict(table)
    for key in {*before, *after}:
        paths = (set(result.pop(key, ())) - before[key]) | after[key]
        if paths:
            result[key] = tuple(sorted(paths))
    return result


def _invert(files: Mapping[str, FileFacts], keys: Callable[[FileFacts], Iterable[str]]) -> dict[str, set[str]]:
    inverted: dict[str, set[str]] = defaultdict(set)
    for path, facts in files.items():
        for key in keys(facts):
            inverted[key].add(path)
    return inverted
