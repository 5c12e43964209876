"""Which files' findings a change can move: the edited file is checked first, then these.

The cost follows what changed, not how large the project is. It must name too many files rather than too few.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.registry import HYPERPARAMETERS, METADATA
from cursus_registry.index.declaration import Declaration
from cursus_registry.index.index import Index, claimed_ids, metadata_field
from cursus_registry.layout import CORE_SOURCES, FileKind, key_of_folder
from cursus_registry.resolution.tables import is_complete
from cursus_registry.turns import Turns

_BASE = CORE_SOURCES | {FileKind.PACK}
_SETTLING = frozenset(
    {"framework", "priority", "environment_tags", "compatibility_tags", "conflict_resolution_strategy"}
)
_CLASS_FOLDERS = (key_of_folder(None, "builder"), key_of_folder(None, "config"))


class _ChangedRegistry(NamedTuple):
    """A workspace registry in two states, each None where it is not there.

    `names` are those whose rows others see otherwise, `hides_otherwise` is true if only one of the states hides names:
    whoever looks into the workspace may then see others, or more than there are.
    """

    workspace: str
    before: FileFacts | None
    after: FileFacts | None
    names: set[str]
    hides_otherwise: bool


def reaching_affected(old: Index, new: Index, changed: set[str]) -> Turns[set[str]]:
    """All files, the changed ones among them, whose findings may differ between two states of the index; in turns."""
    moved = {path for path in changed if old.files.get(path) != new.files.get(path)}
    sides = [(before, new.files.get(path)) for path in moved for before in [old.files.get(path)]]
    if any(_kind(facts) in _BASE for side in sides for facts in side):
        return set(changed) | _judged(new)
    reached = set(changed)
    seen_otherwise: set[str] = set()
    for side in sides:
        yield
        reached |= _of_classes(old, new, *side) | _of_hyperparameters(old, new, *side)
        registry = _changed_registry(old, new, *side)
        if registry is not None:
            reached |= _of_workspace(old, new, registry)
            seen_otherwise |= {registry.workspace} if registry.names or registry.hides_otherwise else set()
    reached.update(_looking_into(new, seen_otherwise))
    if set(old.workspaces) != set(new.workspaces) or any(
        _exports(before) != _exports(after) for before, after in sides
    ):
        reached |= _with_mentions(new)
    if set(old.framework) != set(new.framework):
        reached.update(new.workspaces.values())
    return reached


def _of_hyperparameters(old: Index, new: Index, before: FileFacts | None, after: FileFacts | None) -> set[str]:
    """The hyperparameter registries with a class that came or went."""
    names = _hyperparameters(before) ^ _hyperparameters(after)
    return {path for name in names for index in (old, new) for path in index.hyperparameters.get(name, ())}


def _hyperparameters(facts: FileFacts | None) -> set[str]:
    table = facts.table(HYPERPARAMETERS) if facts else None
    return {entry.name for entry in table.entries} if table else set()


def _changed_registry(
    old: Index, new: Index, before: FileFacts | None, after: FileFacts | None
) -> _ChangedRegistry | None:
    facts = after or before
    if facts is None or facts.place.kind is not FileKind.WORKSPACE:
        return None
    hides_otherwise = _is_whole(before) != _is_whole(after)
    names = _changed_names(old, new, facts.path)
    return _ChangedRegistry(str(facts.place.workspace), before, after, names, hides_otherwise)


def _of_workspace(old: Index, new: Index, registry: _ChangedRegistry) -> set[str]:
    """The files that a change of one workspace registry reaches."""
    before, after, changed = registry.before, registry.after, registry.names
    reached: set[str] = set()
    for name in changed:
        reached.update(row.path for index in (old, new) for row in index.names.get(name, ()))
        reached.update(new.mentions.get(name, ()))
    if registry.hides_otherwise:
        reached.update(path for paths in new.silencing.values() for path in paths)
        reached.update(path for path in new.workspaces.values() if _states_strategy(new, path))
    for name in _resettled(before, after) - changed:
        rows = new.names.get(name, ())
        reached.update(row.path for row in rows if len(rows) > 1 and _states_strategy(new, row.path))
    for name in _with_other_classes(before, after):
        reached.update(path for path in new.mentions.get(name, ()) if new.files[path].config_types)
    claimed, claims = (claimed_ids(side) if side else set() for side in (before, after))
    if claimed != claims:
        reached.update(path for found in claimed | claims for path in new.claims.get(found, ()))
    return reached


def _is_whole(facts: FileFacts | None) -> bool:
    """Whether a file hides no name; one that is not there hides none."""
    return facts is None or is_complete(facts)


def _states_strategy(index: Index, path: str) -> bool:
    """Whether a workspace says itself how a collision is settled, so that it can fail."""
    if any(row.states_strategy for row in index.rows.get(path, ())):
        return True
    return metadata_field(index.files[path], "default_resolution_strategy") is not None


def _resettled(before: FileFacts | None, after: FileFacts | None) -> set[str]:
    """The names of the entries in which something changed that other workspaces' collisions are settled by."""
    if before is None or after is None:
        return set()
    sides = [_settling(facts) for facts in (before, after)]
    return {name for name in {*sides[0], *sides[1]} if sides[0].get(name) != sides[1].get(name)}


def _with_other_classes(before: FileFacts | None, after: FileFacts | None) -> set[str]:
    """The names of the entries whose config class is not what it was."""
    sides = [_config_classes(facts) if facts else {} for facts in (before, after)]
    return {name for name in {*sides[0], *sides[1]} if sides[0].get(name) != sides[1].get(name)}


def _config_classes(facts: FileFacts) -> dict[str, list[tuple[object, ...]]]:
    found: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for table in facts.tables.values():
        for entry in table.entries if table.variable != METADATA else ():
            found[entry.name].append((table.variable, entry.complete, entry.as_dict().get("config_class")))
    return found


def _settling(facts: FileFacts) -> dict[str, list[tuple[object, ...]]]:
    found: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for table in facts.tables.values():
        for entry in table.entries if table.variable != METADATA else ():
            stated = zip(entry.fields, entry.values, strict=True)
            found[entry.name].append((entry.complete, *(one for one in stated if one[0] in _SETTLING)))
    return found


def _of_classes(old: Index, new: Index, before: FileFacts | None, after: FileFacts | None) -> set[str]:
    """The registries that can name a class that a changed file has, or had; all that can if it is a component."""
    names = _bound(before) ^ _bound(after)
    facts = after or before
    if facts is None or not (names or _is_readable(before) != _is_readable(after)):
        return set()
    if facts.place.workspace is not None:
        return {path for path in (new.workspaces.get(facts.place.workspace),) if path}
    registries = {*new.core, *new.workspaces.values()}
    if any(facts.path in index.folders.get(key, ()) for index in (old, new) for key in _CLASS_FOLDERS):
        return registries
    return {path for path in registries if _names_class(new.files[path], names)} if names else set()


def _names_class(facts: FileFacts, names: set[str]) -> bool:
    """Whether an entry of a registry states one of the classes, or has it by its own name."""
    stems = {name.removesuffix(suffix) for name in names for suffix in ("StepBuilder", "Config")}
    return any(
        entry.name in stems or not names.isdisjoint(value for value in entry.values if isinstance(value, str))
        for table in facts.tables.values()
        for entry in table.entries
    )


def _bound(facts: FileFacts | None) -> set[str]:
    return {found.name for found in facts.classes} | set(facts.bound) if facts else set()


def _is_readable(facts: FileFacts | None) -> bool:
    return facts is None or facts.readable


def _changed_names(old: Index, new: Index, path: str) -> set[str]:
    """The names whose rows in a file other files see otherwise."""
    if old.rows.get(path) == new.rows.get(path):
        return set()
    before, after = (_outlines(index, path) for index in (old, new))
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def _outlines(index: Index, path: str) -> dict[str, Counter[tuple[str, bool]]]:
    found: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    for row in index.rows.get(path, ()):
        found[row.name][_outline(row)] += 1
    return found


def _outline(row: Declaration) -> tuple[str, bool]:
    return row.registry_type.value, row.states_strategy


def _looking_into(index: Index, workspaces: set[str]) -> Iterator[str]:
    """The files whose mentions are looked up in one of some workspaces."""
    for path in _with_mentions(index) if workspaces else ():
        facts = index.files[path]
        if facts.place.workspace in workspaces or any(found.workspace in workspaces for found in facts.mentions):
            yield path


def _with_mentions(index: Index) -> set[str]:
    return {path for paths in index.mentions.values() for path in paths}


def _judged(index: Index) -> set[str]:
    silencing = {path for paths in index.silencing.values() for path in paths}
    return {*index.core, *index.packs, *index.workspaces.values(), *_with_mentions(index), *silencing}


def _kind(facts: FileFacts | None) -> FileKind | None:
    return facts.place.kind if facts else None


def _exports(facts: FileFacts | None) -> tuple[tuple[str, str], ...]:
    return facts.exports if facts else ()
