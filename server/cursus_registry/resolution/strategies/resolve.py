"""From a name and a context to one definition of all workspaces, explained; and whether a collision is settled."""

from __future__ import annotations

from collections.abc import Mapping

from cursus_registry.index.declaration import Declaration
from cursus_registry.resolution.definitions import Definition, Strategy, conflict_type_of, definitions_of
from cursus_registry.resolution.names import LEGACY_NAMES, near_names, split_suffix
from cursus_registry.resolution.preferences import Preferences, preferences_of
from cursus_registry.resolution.strategies.choices import Situation, score_of, situation_of
from cursus_registry.resolution.strategies.decide import Decision, decide
from cursus_registry.resolution.strategies.model import (
    NO_CONFLICT,
    Outcome,
    ResolutionContext,
    StrategyCandidate,
    StrategyResolution,
    UnknownWorkspaceError,
)
from cursus_registry.resolution.view import View

_NO_PINS: Mapping[str, str] = {}


def resolve_with_strategy(
    view: View, name: str, context: ResolutionContext, pins: Mapping[str, str] = _NO_PINS
) -> StrategyResolution:
    """One of all definitions of a name, the other workspaces' included; `pins` leads from step names to namespaces.

    A name with a job-type suffix means the step before it, if only that is declared. One candidate is taken whatever
    strategy or mode. A pin counts for `manual`, and in interactive mode as an answer that was given before; it never
    does in strict mode. A pin of a namespace that has no candidate settles nothing: the core's step is none where a
    pack's lies over it. Raises UnknownWorkspaceError for a workspace that is not there, UnknownChoiceError if the
    chooser names no candidate.
    """
    _require_workspace(view, context.workspace)
    step, suffix = split_suffix(name, lambda prefix: prefix in view.index.names)
    candidates = definitions_of(view, step)
    preferences = preferences_of(view, context.workspace)
    if not candidates:
        return _nothing(view, name, context)
    if len(candidates) == 1:
        return _only(view, step, suffix, context, preferences, candidates[0])
    decision = decide(step, candidates, context, preferences, pins)
    return StrategyResolution(
        outcome=decision.outcome,
        name=step,
        suffix=suffix,
        context=context,
        strategy=decision.strategy,
        stated=decision.stated,
        chosen=decision.chosen.row if decision.chosen else None,
        visible=_is_visible(view, step, context.workspace, decision.chosen),
        reason=decision.reason,
        candidates=tuple(_explained(candidate, decision) for candidate in candidates),
        tied=decision.choice.tied,
        conflict_type=conflict_type_of(candidates),
    )


def find_unsettled(view: View, name: str, workspace: str, pins: Mapping[str, str] = _NO_PINS) -> Decision | None:
    """What the strategy and the tolerance that a workspace itself states make of a name, if they cannot settle it.

    None if there is no collision, if it is settled, or if that could depend on something that was not read. The name
    is taken to the letter. Raises UnknownWorkspaceError.
    """
    _require_workspace(view, workspace)
    candidates = definitions_of(view, name)
    if len(candidates) < 2:
        return None
    preferences = preferences_of(view, workspace)
    decision = decide(name, candidates, ResolutionContext(workspace), preferences, pins)
    if decision.outcome is Outcome.RESOLVED:
        return None
    return decision if _is_certain(view, decision, preferences, candidates) else None


def is_settled(view: View, name: str, workspace: str, pins: Mapping[str, str] = _NO_PINS) -> bool:
    """Whether a workspace's own words settle what a name means across workspaces, or nobody can say they do not."""
    return find_unsettled(view, name, workspace, pins) is None


def _require_workspace(view: View, workspace: str | None) -> None:
    if workspace is not None and workspace not in view.index.workspaces:
        raise UnknownWorkspaceError(workspace)


def _is_certain(view: View, decision: Decision, preferences: Preferences, candidates: tuple[Definition, ...]) -> bool:
    """Whether nothing unread could settle the collision after all; a pin is missing whatever others declare."""
    workspace = decision.situation.workspace
    own = next((one for one in candidates if decision.situation.is_own(one)), None)
    if not preferences.known or not view.own(workspace).complete or (own is not None and not own.known):
        return False
    if decision.strategy == Strategy.MANUAL.value:
        return True
    return view.is_whole and all(candidate.known for candidate in candidates)


def _explained(candidate: Definition, decision: Decision) -> StrategyCandidate:
    chosen = candidate is decision.chosen
    taken = candidate is decision.choice.chosen
    reason = decision.reason if taken else decision.choice.why_not(candidate)
    return StrategyCandidate(candidate, chosen, score_of(candidate, decision.situation), reason)


def _only(
    view: View,
    step: str,
    suffix: str,
    context: ResolutionContext,
    preferences: Preferences,
    definition: Definition,
) -> StrategyResolution:
    reason = f"only {definition.row.namespace} declares it"
    situation: Situation = situation_of(context, preferences, (definition,), None)
    return StrategyResolution(
        outcome=Outcome.RESOLVED,
        name=step,
        suffix=suffix,
        context=context,
        strategy=NO_CONFLICT,
        stated=None,
        chosen=definition.row,
        visible=_is_visible(view, step, context.workspace, definition),
        reason=reason,
        candidates=(StrategyCandidate(definition, True, score_of(definition, situation), reason),),
    )


def _nothing(view: View, name: str, context: ResolutionContext) -> StrategyResolution:
    """No candidate at all: the nearest names of all namespaces, since any of them could have been meant."""
    legacy, suffix = split_suffix(name, LEGACY_NAMES.__contains__)
    current = [LEGACY_NAMES[legacy] + suffix] if legacy in LEGACY_NAMES else []
    outcome = Outcome.MISSING if view.is_whole else Outcome.UNKNOWN
    hidden = "" if view.is_whole else " among what could be read"
    return StrategyResolution(
        outcome=outcome,
        name=name,
        suffix="",
        context=context,
        strategy=None,
        stated=None,
        chosen=None,
        visible=False,
        reason=f"nobody declares such a step{hidden}",
        suggestions=tuple(dict.fromkeys([*current, *near_names(name, view.index.names, limit=5)])),
    )


def _is_visible(view: View, step: str, workspace: str | None, chosen: Definition | None) -> bool:
    found: Declaration | None = view.find(step, workspace)
    return chosen is not None and found is chosen.row
