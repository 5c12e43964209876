"""A step: its effective entry, where each field comes from, who else declares it and why that one counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cursus_registry.features.hover.markup import (
    LONGEST_CELL,
    Line,
    Markup,
    bounded,
    escape,
    join,
    shown,
    shown_path,
    text,
    title,
)
from cursus_registry.features.place import components_of
from cursus_registry.files.uris import to_uri
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.project import Snapshot
from cursus_registry.resolution.candidates import Resolution, resolve
from cursus_registry.resolution.effective import DERIVED, EffectiveField, effective_entry
from cursus_registry.resolution.names import LEGACY_NAMES, counted, split_suffix
from cursus_registry.resolution.steps import Step, step_of, uses_of
from cursus_registry.resolution.strategies import ResolutionContext, Stated, resolve_with_strategy
from cursus_registry.resolution.view import Status

_MOST_OTHERS = 10
_MOST_FIELDS = 40
_MOST_WEIGHED = 200


def describe_step(
    snapshot: Snapshot, name: str, workspace: str | None, others: Sequence[Snapshot] = ()
) -> Markup | None:
    """A step as it counts in a workspace; None if it has none of that name. Mentions count in other projects too."""
    row = snapshot.view.look_up(name, workspace).declaration
    return join(step_blocks(snapshot, row, workspace, name, others)) if row else None


def step_blocks(
    snapshot: Snapshot, row: Declaration, workspace: str | None, as_written: str, others: Sequence[Snapshot]
) -> list[list[Line]]:
    """All that is said of one declaration, to somebody in a workspace; mentions are counted in other projects, too."""
    mentions = list(_mentions((snapshot, *others), step_of(snapshot.view, row)))
    return [*_kept_blocks(snapshot, row, workspace, as_written), mentions]


def _kept_blocks(snapshot: Snapshot, row: Declaration, workspace: str | None, as_written: str) -> list[list[Line]]:
    """What the project itself says, kept as long as nothing changes."""
    key = ("hover", snapshot.revision, id(row), workspace, as_written)
    kept: list[list[Line]] | None = snapshot.view.kept.get(key)
    if kept is None:
        kept = snapshot.view.kept[key] = _step_blocks(snapshot, row, workspace, as_written)
    return kept


def _step_blocks(snapshot: Snapshot, row: Declaration, workspace: str | None, as_written: str) -> list[list[Line]]:
    resolution = resolve(snapshot.view, as_written, workspace, _MOST_OTHERS)
    fields = effective_entry(snapshot.view, row)
    description = fields.get("description")
    suffix = f" as {resolution.suffix[1:]}" if resolution.suffix else ""
    return [
        title(row.name, f"{role_of(row)}{suffix}"),
        [text(shown(description.value))] if description else [],
        list(_table(fields)),
        list(_others(resolution, row, workspace)),
        list(_across(snapshot, row, workspace)),
        list(_components(snapshot, row)),
    ]


def missing_blocks(snapshot: Snapshot, name: str, workspace: str | None) -> list[list[Line]]:
    """Why a name is no step here, and what could be meant; nothing where nobody can tell."""
    resolution = resolve(snapshot.view, name, workspace, _MOST_OTHERS)
    if resolution.status is Status.UNKNOWN and not resolution.candidates:
        return []
    old, suffix = split_suffix(name, LEGACY_NAMES.__contains__)
    current = f"{LEGACY_NAMES.get(old, '')}{suffix}"
    if current in resolution.suggestions:
        return [title(name, "an old name"), [text(f"The step is {current} now.")]]
    meant = f"Did you mean {', '.join(resolution.suggestions)}?"
    return [
        title(name, "not a step here"),
        [text(f"{resolution.reason[:1].upper()}{resolution.reason[1:]}.")],
        [text(meant)] if resolution.suggestions else [],
    ]


def role_of(row: Declaration) -> str:
    """What a declaration is, in words."""
    if row.registry_type is RegistryType.CORE:
        return "core step"
    if row.registry_type is RegistryType.PACK:
        return "step of a pack"
    kind = "override in" if row.registry_type is RegistryType.OVERRIDE else "step of"
    return f"{kind} workspace {row.namespace}"


def _table(fields: dict[str, EffectiveField]) -> Iterator[Line]:
    yield "| field | value | from |", None
    yield "|---|---|---|", None
    named = [(name, field) for name, field in fields.items() if name != "description" or _hides(field)]
    for name, field in named[:_MOST_FIELDS]:
        value, source = (
            shown(field.value, LONGEST_CELL),
            "by its name" if field.namespace == DERIVED else field.namespace,
        )
        hidden = f" (instead of {shown(field.hidden, LONGEST_CELL)})" if _hides(field) else ""
        label, source = bounded(name, LONGEST_CELL), bounded(source, LONGEST_CELL)
        yield (
            f"| {escape(label)} | {escape(value)} | {escape(source + hidden)} |",
            f"{label}: {value} — {source}{hidden}",
        )
    if len(named) > _MOST_FIELDS:
        left = f"and {len(named) - _MOST_FIELDS} more"
        yield f"| {left} | | |", left


def _hides(field: EffectiveField) -> bool:
    return field.hidden not in {None, field.value}


def _others(resolution: Resolution, row: Declaration, workspace: str | None) -> Iterator[Line]:
    others = [found for found in resolution.candidates if found.row is not row]
    if not others:
        return
    this = next((found for found in resolution.candidates if found.row is row), None)
    if this is not None:
        why = this.reason if workspace or not this.chosen else "this file is in no workspace"
        yield text(f"Counts here: {why}." if this.chosen else f"Does not count here: {why}.")
        yield "", None
    yield "Also declared:", "Also declared:"
    yield "", None
    for found in others:
        verdict = f"wins here: {found.reason}" if found.chosen else found.reason
        markdown, plain = text(f"{found.row.qualified_name} ({found.row.registry_type.value}): {verdict}")
        yield f"- {markdown}", f"- {plain}"
    if resolution.left_out:
        yield f"- and {resolution.left_out} more", f"- and {resolution.left_out} more"


def _across(snapshot: Snapshot, row: Declaration, workspace: str | None) -> Iterator[Line]:
    """What is taken where steps are pulled from all workspaces, if another one has a say in it."""
    view = snapshot.view
    rows = view.index.names.get(row.name, ())
    here = {"core", "pack", workspace}
    if len(rows) > _MOST_WEIGHED or all(one.namespace in here for one in rows) or len(rows) < 2:
        return
    context = ResolutionContext(workspace if workspace in view.index.workspaces else None)
    found = resolve_with_strategy(view, row.name, context, snapshot.settings.pins)
    taken = found.chosen.namespace if found.chosen else "none is taken"
    stated = f", by {found.stated.value}" if found.stated not in {None, Stated.DEFAULT} else ""
    yield text(f"Across workspaces: {taken} ({found.strategy}{stated}): {found.reason}.")


def _components(snapshot: Snapshot, row: Declaration) -> Iterator[Line]:
    places = {kind: part.path for kind, part in components_of(snapshot, row).items()}
    if places:
        paths = ", ".join(f"{kind} {shown_path(snapshot.relative(path))}" for kind, path in places.items())
        links = ", ".join(f"[{kind}](<{to_uri(path)}>)" for kind, path in places.items())
        yield f"Components: {links}", f"Components: {paths}"


def _mentions(snapshots: Sequence[Snapshot], step: Step) -> Iterator[Line]:
    """How often the step is used, by whichever of its declarations: those of the core count for an override too.

    A place that several projects read is one.
    """
    uses = {(use.facts.path, use.span.start) for snapshot in snapshots for use in uses_of(snapshot.view, step)}
    if uses:
        files = len({path for path, _ in uses})
        words = f"Mentioned {counted(len(uses), 'time')} in {counted(files, 'file')}."
        yield words, words
