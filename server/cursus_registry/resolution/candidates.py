"""All declarations of a name with the reason why each was or was not taken, for people and for `resolve`."""

from __future__ import annotations

from dataclasses import dataclass

from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.resolution.names import LEGACY_NAMES, near_names, split_suffix
from cursus_registry.resolution.view import Status, View


@dataclass(frozen=True, slots=True)
class Candidate:
    """One declaration, and why it was or was not taken."""

    row: Declaration
    chosen: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer to "what does this name mean in this workspace?", explained.

    `left_out` counts the declarations of other workspaces that were not asked for.
    """

    status: Status
    name: str
    workspace: str | None
    suffix: str
    chosen: Declaration | None
    candidates: tuple[Candidate, ...]
    reason: str
    suggestions: tuple[str, ...]
    left_out: int = 0


def resolve(view: View, name: str, workspace: str | None, most: int | None = None) -> Resolution:
    """Look a name up in a workspace, or in base alone, and explain every declaration that it could have meant.

    With `most`, at most so many of other workspaces: a name can be declared by a thousand.
    """
    lookup = view.look_up(name, workspace)
    step = lookup.name
    if lookup.declaration is None:
        step, _ = split_suffix(name, lambda prefix: prefix in view.index.names)
    rows = view.index.names.get(step, ())
    kept = rows if most is None else _nearest_rows(rows, workspace, most)
    candidates = tuple(
        Candidate(row, row is lookup.declaration, _reason(view, row, lookup.declaration, workspace)) for row in kept
    )
    status = lookup.status
    outside = {row.namespace for row in rows if row.registry_type is RegistryType.WORKSPACE}
    if lookup.declaration is None and workspace is None and len(outside) > 1:
        status = Status.AMBIGUOUS
    return Resolution(
        status=status,
        name=name,
        workspace=workspace,
        suffix=lookup.suffix,
        chosen=lookup.declaration,
        candidates=candidates,
        reason=_summary(view, status, lookup.declaration, workspace, candidates),
        suggestions=() if lookup.declaration else tuple(_suggestions(view, name, workspace)),
        left_out=len(rows) - len(kept),
    )


def why_chosen(row: Declaration, workspace: str | None) -> str:
    """Why a declaration is what its name means in a workspace, or in base alone."""
    if row.registry_type is RegistryType.OVERRIDE:
        return f"workspace {row.namespace} overrides the step"
    if row.registry_type is RegistryType.WORKSPACE:
        return f"it is workspace {row.namespace}'s own step"
    return "no workspace was named" if workspace is None else f"workspace {workspace} inherits it from the core"


def _nearest_rows(rows: tuple[Declaration, ...], workspace: str | None, most: int) -> list[Declaration]:
    """The rows of the core and of the workspace itself, and some of the others."""
    visible = [row for row in rows if row.namespace in {"core", workspace}]
    return visible + [row for row in rows[: most + len(visible)] if row.namespace not in {"core", workspace}][:most]


def _reason(view: View, row: Declaration, chosen: Declaration | None, workspace: str | None) -> str:
    if row is chosen:
        return why_chosen(row, workspace)
    if row.namespace not in {"core", workspace}:
        return f"only workspace {row.namespace} sees it"
    if chosen is None:
        return "it is not seen from here"
    if chosen.namespace == row.namespace and chosen.registry_type is row.registry_type:
        return "a later entry of the same name replaces it"
    if chosen.registry_type is RegistryType.OVERRIDE:
        below = view.base.steps.get(row.name) or row
        inherits = "inherits its other fields" if below is row else "hides it"
        return f"the override of workspace {chosen.namespace} is laid over it and {inherits}"
    return f"the step of workspace {chosen.namespace} hides it"


def _summary(
    view: View,
    status: Status,
    chosen: Declaration | None,
    workspace: str | None,
    candidates: tuple[Candidate, ...],
) -> str:
    where = f"workspace {workspace}" if workspace else "the core"
    if chosen is not None:
        return why_chosen(chosen, workspace)
    if status is Status.AMBIGUOUS:
        ids = ", ".join(dict.fromkeys(found.row.namespace for found in candidates))
        return f"the core has no such step, and several workspaces do ({ids}); name the workspace that is meant"
    if status is Status.UNKNOWN:
        what = "a registry could not be read in full" if view.index.core else "no core registry was found"
        return f"{where} has no such step among what could be read, but {what}"
    if candidates:
        ids = ", ".join(dict.fromkeys(found.row.namespace for found in candidates))
        return f"{where} has no such step; it is declared in {ids} only"
    return f"{where} has no such step"


def _suggestions(view: View, name: str, workspace: str | None) -> list[str]:
    legacy, suffix = split_suffix(name, LEGACY_NAMES.__contains__)
    current = [LEGACY_NAMES[legacy] + suffix] if legacy in LEGACY_NAMES else []
    return list(dict.fromkeys([*current, *near_names(name, view.visible_names(workspace), limit=5)]))
