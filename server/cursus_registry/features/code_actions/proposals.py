"""What can be done about a finding beside the fixes of its rule: another name everywhere, a strategy, a pin, a node.

These need other files, or a person's choice. It must not know how a name is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from cursus_registry.checks.model import Finding, Severity
from cursus_registry.edits.dag_nodes import add_node
from cursus_registry.edits.difference import edits_of
from cursus_registry.edits.entries import insert_field, rename_key
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.edits.pinning import pin_change
from cursus_registry.facts.model import FileFacts
from cursus_registry.features.code_actions.model import Way
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.project import Snapshot
from cursus_registry.project.renaming import merged, renamed, row_at
from cursus_registry.resolution.names import PASCAL_CASE, pascal_case
from cursus_registry.resolution.steps import declarations_of, step_of
from cursus_registry.text import Edit, folded
from cursus_registry.turns import Turns

_STRATEGY, _USUAL_STRATEGY, _MANUAL = "conflict_resolution_strategy", "workspace_priority", "manual"
_ELSEWHERE = "Change other workspaces"
_MOST_PINS = 3


def proposals(snapshot: Snapshot, facts: FileFacts, finding: Finding) -> Iterator[Way]:
    """The further ways for a finding, best first."""
    ways = _BY_CODE.get(finding.code)
    if ways is not None:
        yield from ways(snapshot, facts, finding)


def _of_duplicate(snapshot: Snapshot, facts: FileFacts, finding: Finding) -> Iterator[Way]:
    """A name of its own for the later one: what uses the name may mean either, so that stays."""
    row = row_at(snapshot, facts.path, finding.span)
    if row is None or finding.severity is not Severity.ERROR:
        return
    name = _free_name(snapshot, f"{row.name}2")
    edit = rename_key(facts, finding.span, name)
    if edit is not None:
        yield Way(f"Rename this one to '{name}'", _in_file(facts, edit), sane=False)


def _of_shadow(snapshot: Snapshot, facts: FileFacts, finding: Finding) -> Iterator[Way]:
    row = row_at(snapshot, facts.path, finding.span)
    if row is not None:
        yield from _own_name(snapshot, row)
        yield from _strategy(snapshot, facts, [row])


def _of_collision(snapshot: Snapshot, facts: FileFacts, finding: Finding) -> Iterator[Way]:
    row = row_at(snapshot, facts.path, finding.span)
    if row is not None:
        yield from _own_name(snapshot, row)
        yield from _strategy(snapshot, facts, snapshot.view.claims(row.name).rows)
        yield from _pins(snapshot, row)


def _of_open_conflict(snapshot: Snapshot, facts: FileFacts, finding: Finding) -> Iterator[Way]:
    row = row_at(snapshot, facts.path, finding.span)
    if row is not None and snapshot.view.entry(row).as_dict().get(_STRATEGY) == _MANUAL:
        yield from _pins(snapshot, row)


def _of_near_duplicate(snapshot: Snapshot, facts: FileFacts, finding: Finding) -> Iterator[Way]:
    """The other step for all uses of this one, which goes; its overrides are the other's then."""
    row = row_at(snapshot, facts.path, finding.span)
    if row is None or finding.fixes:
        return
    other = _nearly_same(snapshot, row)
    step = step_of(snapshot.view, row)
    if other and (step.workspace is None or len(list(declarations_of(snapshot.view, step))) == 1):
        later = partial(merged, snapshot, row, other)
        yield Way(f"Use '{other}' instead, and remove this entry", later=later, sane=False)


def _nearly_same(snapshot: Snapshot, row: Declaration) -> str | None:
    """The name in the same file, in any table of it, that differs from one's own in case or separators only."""
    rows = snapshot.view.index.rows[row.path]
    return next((one.name for one in rows if one.name != row.name and folded(one.name) == folded(row.name)), None)


def _of_undeclared_node(_: Snapshot, facts: FileFacts, finding: Finding) -> Iterator[Way]:
    for dag in facts.dags:
        for names, spans in zip(dag.edges, dag.edge_spans, strict=True):
            for name, span in zip(names, spans, strict=True):
                edit = add_node(facts, dag, name, span) if span == finding.span else None
                if edit is not None:
                    yield Way(f"Add the node '{name}'", _in_file(facts, edit))
                    return


def _own_name(snapshot: Snapshot, row: Declaration) -> Iterator[Way]:
    """A name that no other workspace has, everywhere in this one."""
    if row.registry_type is not RegistryType.WORKSPACE:
        return
    owner = pascal_case(row.namespace, ())
    name = _free_name(snapshot, f"{owner}{row.name}" if PASCAL_CASE.match(owner) else f"{row.name}{owner}")
    later = partial(renamed, snapshot, row, name)
    yield Way(f"Rename to '{name}' in workspace {row.namespace}", later=later, sane=False)


def _free_name(snapshot: Snapshot, name: str) -> str:
    """A name that nobody has; with a number where somebody has it."""
    names = (name, *(f"{name}{number}" for number in range(2, 100)))
    return next((one for one in names if not snapshot.view.index.names.get(one)), name)


def _strategy(snapshot: Snapshot, facts: FileFacts, rows: Sequence[Declaration]) -> Iterator[Way]:
    """A strategy stated in every entry of these, all of one name, that states none; others are to be confirmed."""
    missing = [row for row in rows if not row.states_strategy]
    if missing and len({row.path for row in missing}) == len(missing):
        where = f" in {len(missing)} workspaces" if len(missing) > 1 else ""
        title = f"State {_STRATEGY} '{_USUAL_STRATEGY}' for '{missing[0].name}'{where}"
        yield Way(title, later=partial(_stated, snapshot, facts, missing), eases=True, sane=False)


def _stated(snapshot: Snapshot, facts: FileFacts, rows: Sequence[Declaration]) -> Turns[tuple[FileEdits, ...]]:
    """All of it, or nothing."""
    files: list[FileEdits] = []
    for row in rows:
        yield
        other = snapshot.view.index.files[row.path]
        edit = insert_field(other, other.tables[row.variable], row.ordinal, _STRATEGY, _USUAL_STRATEGY)
        if edit is None:
            return ()
        files.append(FileEdits(row.path, other.source, (edit,), confirm="" if other is facts else _ELSEWHERE))
    return tuple(files)


def _pins(snapshot: Snapshot, row: Declaration) -> Iterator[Way]:
    """The definitions that the settings could name as the one that counts, one's own first."""
    if row.name in snapshot.settings.pins:
        return
    homes = [row.namespace, *(one.namespace for one in snapshot.view.index.names.get(row.name, ()))]
    for namespace in list(dict.fromkeys(homes))[:_MOST_PINS]:
        later = partial(_pinned, snapshot, row.name, namespace)
        yield Way(f"Pin '{row.name}' to {namespace} in the settings", later=later, eases=True, is_kept=True, sane=False)


def _pinned(snapshot: Snapshot, name: str, namespace: str) -> tuple[FileEdits, ...]:
    return (edits_of(pin_change(snapshot.files, snapshot.root, name, namespace)),)


def _in_file(facts: FileFacts, edit: Edit) -> tuple[FileEdits, ...]:
    return (FileEdits(facts.path, facts.source, (edit,)),)


_BY_CODE: dict[str, Callable[[Snapshot, FileFacts, Finding], Iterator[Way]]] = {
    "CUR201": _of_duplicate,
    "CUR202": _of_shadow,
    "CUR204": _of_collision,
    "CUR209": _of_near_duplicate,
    "CUR304": _of_undeclared_node,
    "CUR405": _of_open_conflict,
}
