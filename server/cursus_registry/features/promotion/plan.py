"""Where a step may go, and what would come of it; the two plans. It must not know how a text is edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cursus_registry.components.find import CLASS_FIELDS, find_component_files
from cursus_registry.edits.apply import Change
from cursus_registry.edits.core_entry import core_target
from cursus_registry.facts.registry import OVERRIDES, STEP_TABLES
from cursus_registry.features.promotion.refusal import CannotMoveError
from cursus_registry.features.promotion.texts import facts_at, text_in_core, text_with_entry, text_without
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.layout import ID, INTERFACE_SUFFIX, RESERVED_NAMESPACES
from cursus_registry.project import Snapshot
from cursus_registry.project.fixing import is_own
from cursus_registry.project.trial import Placed, trying
from cursus_registry.resolution.effective import derived_values
from cursus_registry.resolution.names import near_names
from cursus_registry.text import Encoding, SourceText
from cursus_registry.turns import Turns, at_once


@dataclass(frozen=True, slots=True)
class Transfer:
    """What is to change so that a step stands somewhere else, all files together, and what is found more then.

    `what` says it in a few words, `done` once it has been carried out. No finding among `findings` is an error.
    """

    what: str
    done: str
    changes: tuple[Change, ...]
    findings: tuple[Placed, ...]
    notes: tuple[str, ...] = ()


def plan_promotion(snapshot: Snapshot, name: str, workspace: str) -> Transfer:
    """A workspace's step taken into the core, every required field written out; its entry in the workspace goes away.

    Raises CannotMoveError where the name is taken, where its classes stand in the workspace only, where an entry
    cannot be edited, and where the rules would find an error more.
    """
    return at_once(promoting(snapshot, name, workspace))


def promoting(snapshot: Snapshot, name: str, workspace: str) -> Turns[Transfer]:
    """The same in turns: what the core has reaches everything."""
    row = _step_of(snapshot, name, workspace)
    taken = snapshot.view.base.steps.get(name)
    if taken is not None:
        raise CannotMoveError(f"the {taken.namespace} has a step '{name}' already ({_place(snapshot, taken)})")
    _require_classes_elsewhere(snapshot, row)
    path = core_target(snapshot.view.index, name)
    if path is None or not _may_change(snapshot, path):
        raise CannotMoveError("the core of this project has no table, and no interface files, that could be edited")
    source = snapshot.view.index.files[row.path]
    after = {path: text_in_core(snapshot, source, row, path), row.path: text_without(source, row)}
    return (yield from _checked(snapshot, ("promote", "Promoted"), after, row, None))


def plan_copy(snapshot: Snapshot, name: str, workspace: str, target: str) -> Transfer:
    """What a workspace declares under a name, its override before its step, put into another workspace's registry.

    Raises CannotMoveError where the name is taken there, and for what `plan_promotion` refuses.
    """
    return at_once(copying(snapshot, name, workspace, target))


def copying(snapshot: Snapshot, name: str, workspace: str, target: str) -> Turns[Transfer]:
    """The same in turns."""
    if workspace == target:
        raise CannotMoveError(f"'{name}' is in workspace '{target}' already; name another one")
    _require_workspace(snapshot, workspace)
    own = snapshot.view.own(workspace)
    row = own.overrides.get(name) or _step_of(snapshot, name, workspace)
    there = snapshot.view.own(target)
    taken = there.overrides.get(name) or there.steps.get(name)
    if taken is not None:
        raise CannotMoveError(f"workspace '{target}' has '{name}' already ({_place(snapshot, taken)})")
    path = _registry_of(snapshot, target)
    variables = (OVERRIDES,) if row.registry_type is RegistryType.OVERRIDE else STEP_TABLES
    text = text_with_entry(snapshot, row, facts_at(snapshot, path), variables)
    return (yield from _checked(snapshot, ("copy", "Copied"), {path: text}, row, target))


def _require_workspace(snapshot: Snapshot, workspace: str) -> None:
    known = snapshot.view.index.workspaces
    if workspace not in known:
        near = near_names(workspace, known, limit=3)
        hint = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(sorted(known)) or 'none'}"
        raise CannotMoveError(f"there is no workspace '{workspace}' with a registry; {hint}")


def _step_of(snapshot: Snapshot, name: str, workspace: str) -> Declaration:
    """The step of a workspace, if all of it can be told and taken away."""
    _require_workspace(snapshot, workspace)
    own = snapshot.view.own(workspace)
    row = own.steps.get(name)
    if row is None and name in own.overrides:
        raise CannotMoveError(
            f"'{name}' is an override in workspace '{workspace}', no step of its own; what it says goes into the core's"
            " step by hand"
        )
    if row is None:
        near = near_names(name, list(own.names()), limit=3)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise CannotMoveError(f"workspace '{workspace}' declares no step '{name}'{hint}")
    return row


def _registry_of(snapshot: Snapshot, workspace: str) -> str:
    """The registry of a workspace; one that is to be made if it has a folder and none yet."""
    known = snapshot.view.index.workspaces.get(workspace)
    if known is not None:
        return known
    root = snapshot.root.rstrip("/")
    folders = (pattern.replace(ID, workspace) for pattern in snapshot.layout.workspace_folder_patterns)
    if workspace in RESERVED_NAMESPACES:
        raise CannotMoveError(f"'{workspace}' is no workspace; `cursus-registry promote` takes a step into the core")
    if "/" in workspace or not any(snapshot.files.is_dir(f"{root}/{folder}") for folder in folders):
        near = near_names(workspace, snapshot.view.index.workspaces, limit=3)
        hint = f"did you mean {', '.join(near)}?" if near else f"`cursus-registry init {workspace}` makes one"
        raise CannotMoveError(f"there is no workspace '{workspace}'; {hint}")
    return f"{root}/{snapshot.layout.registries_of(workspace)[0]}"


def _require_classes_elsewhere(snapshot: Snapshot, row: Declaration) -> None:
    """The core can use no class of a workspace."""
    index, stuck = snapshot.view.index, list[str]()
    known = {**derived_values(row.name), **snapshot.view.entry(row).as_dict()}
    for field in CLASS_FIELDS.values():
        paths = index.classes.get(str(known.get(field)), ())
        homes = {path: index.files[path].place.workspace for path in paths}
        own = [path for path, home in homes.items() if home == row.namespace]
        if own and None not in homes.values():
            stuck.append(f"{known[field]} ({snapshot.relative(own[0])})")
    if not stuck:
        return
    files = find_component_files(index, row.name, row.namespace).values()
    more = [snapshot.relative(path) for path in files if index.files[path].place.workspace == row.namespace]
    rest = sorted(path for path in more if not any(f"({path})" in one for one in stuck))
    also = f"; {', '.join(rest)} would go with {'it' if len(stuck) == 1 else 'them'}" if rest else ""
    raise CannotMoveError(
        f"{' and '.join(stuck)} {'stands' if len(stuck) == 1 else 'stand'} in workspace '{row.namespace}' only, and the"
        f" core cannot use it from there; move it to the core first{also}"
    )


def _may_change(snapshot: Snapshot, path: str) -> bool:
    return is_own(snapshot, path) or path not in snapshot.view.index.files


def _checked(
    snapshot: Snapshot,
    verbs: tuple[str, str],
    texts: Mapping[str, SourceText],
    row: Declaration,
    target: str | None,
) -> Turns[Transfer]:
    """The changes, if they lead to what was asked for and to no error."""
    trial = yield from trying(snapshot, texts)
    found = trial.after.view.find(row.name, target)
    home = "core" if target is None else target
    if found is None or found.namespace != home or not _says(trial.after, found, snapshot, row):
        raise CannotMoveError(f"'{row.name}' would not mean the same in {home}; write the entry by hand")
    for path, finding in trial.errors:
        line = trial.after.view.index.files[path].source.position(finding.span.start, Encoding.UTF8).line + 1
        raise CannotMoveError(
            f"that would bring an error, {finding.code} in {snapshot.relative(path)}:{line}: {finding.message}"
        )
    files = snapshot.view.index.files
    changes = (Change(path, files[path].source if path in files else None, text) for path, text in texts.items())
    what, done = (f"{verb} {row.name} from {row.namespace} to {home}" for verb in verbs)
    return Transfer(what, done, tuple(sorted(changes, key=lambda change: change.path)), tuple(trial.new))


def _says(after: Snapshot, found: Declaration, before: Snapshot, row: Declaration) -> bool:
    """Whether every field that was stated is there and the same; a tuple can have become a list."""
    new, old = after.view.entry(found).as_dict(), before.view.entry(row).as_dict()
    is_list = found.path.endswith(INTERFACE_SUFFIX)
    return all(name in new and (is_list or repr(new[name]) == repr(value)) for name, value in old.items())


def _place(snapshot: Snapshot, row: Declaration) -> str:
    source = snapshot.view.index.files[row.path].source
    line = source.position(snapshot.view.name_span(row).start, Encoding.UTF8).line + 1
    return f"{snapshot.relative(row.path)}:{line}"
