"""The strategies: each takes one of several candidates, or none, and can say of every other why not.

Every function is pure, looks at nothing but its arguments, and does not depend on the order of the candidates. It must
not know modes or tolerance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from cursus_registry.resolution.definitions import Definition, Strategy, resolution_score
from cursus_registry.resolution.preferences import Preferences
from cursus_registry.resolution.strategies.model import ResolutionContext

_OWN, _STEP, _BASE, _OVERRIDE = range(4)

WhyNot = Callable[[Definition], str]


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a strategy may look at beside the candidates.

    `framework` is the preferred one: the context's, else the first of the workspace's that any candidate has.
    `environment` are the context's tags, else the workspace's.
    """

    workspace: str | None
    framework: str | None
    environment: tuple[str, ...]
    pin: str | None

    def is_own(self, definition: Definition) -> bool:
        """Whether a candidate stands in the own table of the workspace that asks."""
        return definition.row.namespace == self.workspace and definition.in_workspace


@dataclass(frozen=True, slots=True)
class Choice:
    """What a strategy took, and why. `tied` are the candidates that only priority or id tells apart from it."""

    chosen: Definition | None
    reason: str
    why_not: WhyNot
    tied: tuple[Definition, ...] = ()


def situation_of(
    context: ResolutionContext, preferences: Preferences, candidates: Sequence[Definition], pin: str | None
) -> Situation:
    """The context with the workspace's preferences where it has none of its own."""
    there = {candidate.framework for candidate in candidates}
    preferred = next((framework for framework in preferences.frameworks if framework in there), None)
    return Situation(
        workspace=context.workspace,
        framework=context.preferred_framework or preferred,
        environment=context.environment_tags or preferences.environment,
        pin=pin,
    )


def score_of(definition: Definition, situation: Situation) -> int:
    """The resolution score of a candidate here, the lower the better."""
    return resolution_score(
        definition.priority,
        prefers_framework=situation.framework is not None and definition.framework == situation.framework,
        shared_tags=len(set(definition.environment_tags) & set(situation.environment)),
        is_own=situation.is_own(definition),
    )


def by_workspace_priority(candidates: Sequence[Definition], situation: Situation) -> Choice:
    """The own table, else another workspace's step, lowest priority first, then by id, else the core.

    Another workspace's override is never taken. Without a workspace only the core is.
    """
    own = next((one for one in candidates if situation.is_own(one)), None)
    base = next((one for one in candidates if not one.in_workspace), None)
    steps = [one for one in candidates if one.is_step]
    if own is not None:
        return Choice(own, f"it is workspace {own.row.namespace}'s own", _behind(own, situation))
    if situation.workspace is None and base is not None:
        return Choice(base, f"no workspace was named, so the {base.row.namespace}'s is taken", _not_without_workspace)
    if situation.workspace is None and steps:
        return Choice(None, "no workspace was named, and none of them is the core's", _not_without_workspace)
    if steps:
        return _first_of_others(steps, situation)
    if base is not None:
        reason = f"no workspace has a step of this name, so the {base.row.namespace}'s is taken"
        return Choice(base, reason, _behind(base, situation))
    return Choice(None, "there are only overrides of other workspaces, which count in those alone", _alone)


def by_framework(candidates: Sequence[Definition], situation: Situation) -> Choice:
    """The candidate of the preferred framework; none or several: `workspace_priority` over all, or among them."""
    framework = situation.framework

    def fits(candidate: Definition) -> bool:
        return framework is not None and candidate.framework == framework

    def why_not(candidate: Definition) -> str:
        if candidate.framework is None:
            return f"it names no framework, and '{framework}' is preferred"
        return f"its framework is '{candidate.framework}', not '{framework}'"

    matches = [candidate for candidate in candidates if fits(candidate)]
    if not matches:
        missing = f"none has the framework '{framework}'" if framework else "no framework is preferred"
        choice = by_workspace_priority(candidates, situation)
        return replace(choice, reason=f"{missing}; by workspace_priority: {choice.reason}")
    if len(matches) == 1:
        return Choice(matches[0], f"its framework is '{framework}'", why_not)
    return _among(matches, situation, fits, why_not)


def by_environment(candidates: Sequence[Definition], situation: Situation) -> Choice:
    """The candidate without environment tags, or with one of those asked for; several: `workspace_priority`."""
    wanted = set(situation.environment)
    asked = f"'{_listed(situation.environment)}'"

    def fits(candidate: Definition) -> bool:
        return not candidate.environment_tags or not wanted.isdisjoint(candidate.environment_tags)

    def why_not(candidate: Definition) -> str:
        tags = _listed(candidate.environment_tags)
        return f"it is for '{tags}', {f'not for {asked}' if wanted else 'and no environment was asked for'}"

    matches = [candidate for candidate in candidates if fits(candidate)]
    if not matches:
        missing = f"none of them is {asked}" if wanted else "no environment was asked for"
        return Choice(None, f"every candidate has environment tags, and {missing}", why_not)
    if len(matches) == 1:
        shared = sorted(wanted.intersection(matches[0].environment_tags))
        return Choice(matches[0], f"it is for '{_listed(shared)}'" if shared else "it suits every environment", why_not)
    return _among(matches, situation, fits, why_not)


def by_score(candidates: Sequence[Definition], situation: Situation) -> Choice:
    """The lowest resolution score; of equal ones the first in the order of `workspace_priority`.

    The score is the criterion and no tie-break; equal lowest scores that only priority or id tells apart are tied.
    """
    ranked = sorted(candidates, key=lambda one: (score_of(one, situation), _order(one, situation)))
    best = ranked[0]
    score, rank = score_of(best, situation), _rank(best, situation)
    equal = [one for one in ranked if score_of(one, situation) == score]
    tied = tuple(one for one in equal if _rank(one, situation) == rank)

    def why_not(candidate: Definition) -> str:
        found = score_of(candidate, situation)
        return f"its score is {found}, not {score}" if found != score else f"its score is {score} too, but comes later"

    reason = (
        f"its score, {score}, is the lowest" if len(equal) == 1 else f"of the lowest score, {score}, it comes first"
    )
    return Choice(best, reason, why_not, tied if len(tied) > 1 else ())


def by_core_fallback(candidates: Sequence[Definition], situation: Situation) -> Choice:
    """The own table, else the core; other workspaces are never looked at."""
    own = next((one for one in candidates if situation.is_own(one)), None)
    base = next((one for one in candidates if not one.in_workspace), None)
    best = own or base
    if best is None:
        return Choice(None, "neither the workspace that asks nor the core has it", _alone)
    reason = f"it is workspace {best.row.namespace}'s own" if own else f"it is the {best.row.namespace}'s"
    return Choice(best, reason, lambda one: _behind(best, situation)(one) if not one.in_workspace else _alone(one))


def by_pin(candidates: Sequence[Definition], situation: Situation) -> Choice:
    """The candidate of the namespace that the settings pin. A folder named `core` does not stand for the core."""
    pin = situation.pin
    if pin is None:
        return Choice(None, "a person must choose, and no pin in the settings does", lambda _: "it is not pinned")
    best = next((one for one in _base_first(candidates) if one.row.namespace == pin), None)

    def why_not(_: Definition) -> str:
        return f"'{pin}' is pinned"

    if best is None:
        return Choice(None, f"'{pin}' is pinned, and is none of the candidates", why_not)
    return Choice(best, f"'{pin}' is pinned in the settings", why_not)


TABLE: Mapping[Strategy, Callable[[Sequence[Definition], Situation], Choice]] = {
    Strategy.WORKSPACE_PRIORITY: by_workspace_priority,
    Strategy.FRAMEWORK_MATCH: by_framework,
    Strategy.ENVIRONMENT_MATCH: by_environment,
    Strategy.HIGHEST_PRIORITY: by_score,
    Strategy.CORE_FALLBACK: by_core_fallback,
    Strategy.MANUAL: by_pin,
}


def _among(
    matches: Sequence[Definition], situation: Situation, fits: Callable[[Definition], bool], why_not: WhyNot
) -> Choice:
    """What `workspace_priority` makes of several matches."""
    choice = by_workspace_priority(matches, situation)
    return replace(
        choice,
        reason=f"{len(matches)} candidates match; by workspace_priority: {choice.reason}",
        why_not=lambda candidate: choice.why_not(candidate) if fits(candidate) else why_not(candidate),
    )


def _first_of_others(steps: Sequence[Definition], situation: Situation) -> Choice:
    best = min(steps, key=lambda one: (one.priority, one.row.namespace))
    if len(steps) == 1:
        reason = f"workspace {best.row.namespace} is the only other one with such a step"
        return Choice(best, reason, _behind(best, situation))
    equal = sum(one.priority == best.priority for one in steps) > 1
    reason = f"of {len(steps)} other workspaces it has the lowest priority, {best.priority}"
    reason = f"{reason}, and of equal ones the first id" if equal else reason
    return Choice(best, reason, _behind(best, situation), tuple(steps))


def _behind(best: Definition, situation: Situation) -> WhyNot:
    """Why `workspace_priority` prefers a candidate to each other one."""

    def why_not(candidate: Definition) -> str:
        if candidate.is_override and not situation.is_own(candidate):
            return _alone(candidate)
        if _rank(best, situation) == _OWN:
            return f"workspace {situation.workspace} has its own"
        if not candidate.in_workspace:
            return f"workspace {best.row.namespace}'s step comes before it"
        if candidate.priority != best.priority:
            return f"its priority is {candidate.priority}, not {best.priority}"
        return f"its priority is {candidate.priority} too, and its id comes later"

    return why_not


def _alone(candidate: Definition) -> str:
    kind = "overrides" if candidate.is_override else "steps"
    return f"workspace {candidate.row.namespace}'s {kind} count in that workspace alone"


def _not_without_workspace(candidate: Definition) -> str:
    return _alone(candidate) if candidate.is_override else "no workspace was named"


def _rank(candidate: Definition, situation: Situation) -> int:
    if situation.is_own(candidate):
        return _OWN
    if not candidate.in_workspace:
        return _BASE
    return _OVERRIDE if candidate.is_override else _STEP


def _order(candidate: Definition, situation: Situation) -> tuple[int, int, str]:
    """The order of `workspace_priority`; without a workspace the core comes first."""
    rank = _rank(candidate, situation)
    if situation.workspace is None and rank == _BASE:
        rank = _OWN
    return rank, candidate.priority, candidate.row.namespace


def _base_first(candidates: Sequence[Definition]) -> list[Definition]:
    return sorted(candidates, key=lambda candidate: candidate.in_workspace)


def _listed(tags: Sequence[str]) -> str:
    return "', '".join(tags)
