"""Which strategy is the stated one, and what it makes of several candidates under a mode and a tolerance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cursus_registry.resolution.definitions import Definition, Strategy
from cursus_registry.resolution.names import listed
from cursus_registry.resolution.preferences import Preferences
from cursus_registry.resolution.strategies.choices import TABLE, Choice, Situation, by_pin, by_score, situation_of
from cursus_registry.resolution.strategies.model import (
    INTERACTIVE,
    INTERACTIVE_FALLBACK,
    Mode,
    Outcome,
    ResolutionContext,
    Stated,
    UnknownChoiceError,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of several candidates. `strategy` is the value of the applied one, `situation` what it looked at."""

    outcome: Outcome
    strategy: str
    stated: Stated
    choice: Choice
    situation: Situation

    @property
    def chosen(self) -> Definition | None:
        """The definition that is taken; None if none is."""
        return self.choice.chosen if self.outcome is Outcome.RESOLVED else None

    @property
    def reason(self) -> str:
        """Why it was taken, or why none was."""
        if self.outcome is not Outcome.REFUSED:
            return self.choice.reason
        names = listed([one.row.qualified_name for one in self.choice.tied])
        return f"only priority or id tells {names} apart, and workspace {self.situation.workspace} tolerates no tie"


def decide(
    name: str,
    candidates: Sequence[Definition],
    context: ResolutionContext,
    preferences: Preferences,
    pins: Mapping[str, str],
) -> Decision:
    """Take one of several candidates, or none. Raises UnknownChoiceError if the chooser names none of them.

    `preferences` are those of the context's workspace.
    """
    situation = situation_of(context, preferences, candidates, pins.get(name))
    strategy, stated = stated_strategy(candidates, context, preferences, situation)
    if context.mode is Mode.STRICT:
        names = listed([one.row.qualified_name for one in candidates])
        choice = Choice(None, f"strict mode takes none of several: {names}", lambda _: "strict mode takes none")
        return Decision(Outcome.UNDECIDED, strategy.value, stated, choice, situation)
    if context.mode is Mode.INTERACTIVE:
        applied, choice = _asked(name, candidates, context, situation)
    else:
        applied, choice = strategy.value, TABLE[strategy](candidates, situation)
    refused = bool(choice.tied) and not preferences.tolerates_ties
    outcome = Outcome.REFUSED if refused else Outcome.RESOLVED if choice.chosen else Outcome.UNDECIDED
    return Decision(outcome, applied, stated, choice, situation)


def stated_strategy(
    candidates: Sequence[Definition], context: ResolutionContext, preferences: Preferences, situation: Situation
) -> tuple[Strategy, Stated]:
    """The strategy that counts: the context's, the own entry's, the metadata's, else what the situation suggests.

    A framework is preferred if the context names one, or the workspace prefers one that some candidate has; tags are
    given by the context alone. An unknown strategy counts as not stated.
    """
    own = next((one for one in candidates if situation.is_own(one)), None)
    if context.strategy is not None:
        return context.strategy, Stated.CONTEXT
    if own is not None and own.strategy is not None:
        return own.strategy, Stated.ENTRY
    if preferences.strategy is not None:
        return preferences.strategy, Stated.METADATA
    if situation.framework is not None:
        return Strategy.FRAMEWORK_MATCH, Stated.FRAMEWORK
    if context.environment_tags:
        return Strategy.ENVIRONMENT_MATCH, Stated.ENVIRONMENT
    return Strategy.WORKSPACE_PRIORITY, Stated.DEFAULT


def _asked(
    name: str, candidates: Sequence[Definition], context: ResolutionContext, situation: Situation
) -> tuple[str, Choice]:
    """A person's choice: an earlier one that is kept as a pin, else the chooser's answer; without either, the score."""
    pinned = by_pin(candidates, situation)
    if pinned.chosen is not None:
        return INTERACTIVE, pinned
    if context.chooser is None:
        return INTERACTIVE_FALLBACK, by_score(candidates, situation)
    answer = context.chooser(name, tuple(candidates))
    if answer is None:
        return INTERACTIVE, Choice(None, "a person was asked and chose none", lambda _: "it was not chosen")
    chosen = next((one for one in candidates if one.row.namespace == answer), None)
    if chosen is None:
        raise UnknownChoiceError(name, answer)
    return INTERACTIVE, Choice(chosen, "a person chose it", lambda _: "a person chose another one")
