"""What can be done about a finding beside the fixes of its rule: another name everywhere, a strategy, a pin, a node.

These need other files, or a person's choice. It must not know how a name is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from cursus_registry.checks.model import Finding, Severity
from cursus_registry.edits.dag_nodes import add_node
from cursus_registry.edits.difference import edits_of
from cursus_registry.edits.entries import insert_field, remove_entry, rename_key
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.edits.pinning import pin_change
from cursus_registry.facts.model import FileFacts
from cursus_registry.features.code_actions.model import Way
from cursus_registry.features.rename_edits import rename_edits
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.project import Snapshot
from cursus_registry.resolution.names import PASCAL_CASE, pascal_case
from cursus_registry.resolution.steps import declarations_of, step_of, uses_of
from cursus_registry.text import Edit, Span, folded

_STRATEGY, _USUAL_STRATEGY, _MANUAL = "conflict_resolution_strategy", "workspace_priority", "manual"
_ELSEWHERE = "Change other workspaces"
_MOST_PINS = 3


def proposals(snapshot: Snapshot, facts: FileFacts, finding: Finding) -> Iterator[Way]:
    """The further ways for a finding, best first."""
    ways = _BY_CODE.get(finding.code)
    if ways is not None:
        yield from ways(snapshot, facts, finding)


def renamed(snapshot: Snapshot, facts: FileFacts, finding: Finding, new_name: str) -> Way | None:
    """Another name for the step whose name a finding is on, also wherever it is used; None if nothing else has it."""
    row = row_at(snapshot, facts, finding.span)
    if row is None:
        return None
    step = step_of(snapshot.view, row)
    others = (one for one in declarations_of(snapshot.view, step) if one.path != row.path)
    if next(others, None) is None and next(uses_of(snapshot.view, step), None) is None:
        return None
    later = partial(rename_edits, snapshot, facts.path, row, new_name)
    return Way(f"Rename to '{new_name}' wherever it is used", later=later)


def row_at(snapshot: Snapshot, facts: FileFacts, span: Span) -> Declaration | None:
    """The declaration whose name stands at a stretch."""
    rows = snapshot.view.index.rows.get(facts.path, ())
    return next((row for row in rows if snapshot.view.name_span(row) == span), None)


def _of_duplicate(snapshot: Snapshot, facts: FileFacts, finding: Finding) -> Iterator[Way]:
    """A name of its own for the later one: what uses the name may mean either, so that stays."""
    row = row_at(snapshot, facts, finding.span)
    if row is None or finding.severity is not Severity.ERROR:
        return
    name = _free_name(snapshot, f"{row.name}2")
    edit = rename_key(facts, finding.span, name)
    if edit is not None:
        yield Way(f"Rename this one to '{name}'", _in_file(facts, edit), sane=False)


def _of_shadow(snapshot: Snapshot, facts: FileFacts, finding: Finding) -> Iterator[Way]:
    row = row_at(snapshot, facts, finding.span)
    if row is not None:
        yield from _own_name(snapshot, facts, row)
        yield from _strategy(snapshot, facts, [row])


def _of_collision(snapshot: Snapshot, facts: FileFacts, finding: Finding) -> Iterator[Way]:
    row = row_at(snapshot, facts, finding.span)
    if row is not None:
        yield from _own_name(snapshot, facts, row)
        yield from _strategy(snapshot, facts, snapshot.view.claims(row.name).rows)
        yield from _pins(snapshot, row)


def _of_open_conflict(snapshot: Snapshot, facts: FileFacts, finding: Finding) -> Iterator[Way]:
    row = row_at(snapshot, facts, finding.span)
    if row is not None and snapshot.view.entry(row).as_dict().get(_STRATEGY) == _MANUAL:
        yield from _pins(snapshot, row)


def _of_case(snapshot: Snapshot, facts: FileFacts, finding: Finding) -> Iterator[Way]:
    """The PascalCase name, where the rule could not change the entry alone."""
    row = row_at(snapshot, facts, finding.span)
    if row is None or finding.fixes:
        return
    name = pascal_case(row.name, snapshot.view.base.steps if facts.place.workspace else ())
    if PASCAL_CASE.match(name) and not snapshot.view.index.names.get(name):
        way = renamed(snapshot, facts, finding, name)
        if way is not None:
            yield way


def _of_near_duplicate(snapshot: Snapshot, facts: FileFacts, finding: Finding) -> Iterator[Way]:
    """The other entry of the same table for all uses of this one, which goes."""
    row = row_at(snapshot, facts, finding.span)
    if row is None:
        return
    table = snapshot.view.table_of(row)
    same = [entry.name for entry in table.entries if folded(entry.name) == folded(row.name) and entry.name != row.name]
    if same and len(list(declarations_of(snapshot.view, step_of(snapshot.view, row)))) == 1:
        later = partial(_merged_into, snapshot, facts, row, same[0])
        yield Way(f"Use '{same[0]}' instead, and remove this entry", later=later, sane=False)


def _merged_into(snapshot: Snapshot, facts: FileFacts, row: Declaration, other: str) -> tuple[FileEdits, ...]:
    view, removed = snapshot.view, remove_entry(facts, facts.tables[row.variable], row.ordinal)
    if removed is None:
        return ()
    edits: dict[str, list[Edit]] = {facts.path: [removed]}
    for use in uses_of(view, step_of(view, row)):
        edits.setdefault(use.facts.path, []).append(Edit(use.span, other))
    return tuple(FileEdits(path, view.index.files[path].source, tuple(some)) for path, some in edits.items())


def _of_undeclared_node(_: Snapshot, facts: FileFacts, finding: Finding) -> Iterator[Way]:
    for dag in facts.dags:
        for names, spans in zip(dag.edges, dag.edge_spans, strict=True):
            for name, span in zip(names, spans, strict=True):
                edit = add_node(facts, dag, name, span) if span == finding.span else None
                if edit is not None:
                    yield Way(f"Add the node '{name}'", _in_file(facts, edit))
                    return


def _own_name(snapshot: Snapshot, facts: FileFacts, row: Declaration) -> Iterator[Way]:
    """A name that no other workspace has, everywhere in this one."""
    if row.registry_type is not RegistryType.WORKSPACE:
        return
    owner = pascal_case(row.namespace, ())
    name = _free_name(snapshot, f"{owner}{row.name}" if PASCAL_CASE.match(owner) else f"{row.name}{owner}")
    later = partial(rename_edits, snapshot, facts.path, row, name)
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


def _stated(snapshot: Snapshot, facts: FileFacts, rows: Sequence[Declaration]) -> tuple[FileEdits, ...]:
    """All of it, or nothing."""
    files: list[FileEdits] = []
    for row in rows:
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
    "CUR501": _of_case,
}
