"""Which of several definitions of a name is meant, by strategy, mode, pin and tolerance: the engine's answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cursus_registry.api.convert import namespaced_of
from cursus_registry.api.definitions import NamespacedStepDefinition, ResolutionContext
from cursus_registry.api.errors import RegistryConflictError, RegistryError
from cursus_registry.api.results import StepResolutionResult
from cursus_registry.project import Snapshot
from cursus_registry.resolution.definitions import Definition, Strategy
from cursus_registry.resolution.strategies import (
    Mode,
    Outcome,
    StrategyResolution,
    UnknownChoiceError,
    resolve_with_strategy,
)
from cursus_registry.resolution.strategies import ResolutionContext as EngineContext

if TYPE_CHECKING:
    from cursus_registry.api.manager import UnifiedRegistryManager

Chooser = Callable[[str, list[NamespacedStepDefinition]], str | None]
"""Asks a person: gets a name and its definitions, gives the namespace of the chosen one, None for none."""


class RegistryConflictResolver:
    """Resolves names across workspaces. `chooser` is asked in the mode `interactive`; without one the score decides."""

    def __init__(self, registry_manager: UnifiedRegistryManager, chooser: Chooser | None = None) -> None:
        self.registry_manager = registry_manager
        self.chooser = chooser

    def resolve_step_conflict(self, step_name: str, context: ResolutionContext) -> StepResolutionResult:
        """One of all definitions of a name, or none, with the reason for each (registry semantics, "Looking up").

        Raises WorkspaceRegistryError if the context's workspace is not there, RegistryConflictError where it tolerates
        no tie and there is one, RegistryError if the chooser names no candidate.
        """
        state = self.registry_manager.state
        if context.workspace_id is not None:
            state.workspace(context.workspace_id)
        snapshot = state.everything()
        try:
            found = resolve_with_strategy(
                snapshot.view, step_name, self._engine_context(snapshot, context), snapshot.settings.pins
            )
        except UnknownChoiceError as error:
            raise RegistryError(str(error), advice="choose one of the namespaces that were shown") from None
        if found.outcome is Outcome.REFUSED:
            raise RegistryConflictError(
                f"{step_name}: {found.reason}", advice="pin one of them in the settings, or name a strategy"
            )
        return _result(snapshot, step_name, found)

    def _engine_context(self, snapshot: Snapshot, context: ResolutionContext) -> EngineContext:
        strategy = context.resolution_strategy
        known = context.workspace_id in snapshot.view.index.workspaces  # else it has no registry, and nothing to say
        return EngineContext(
            workspace=context.workspace_id if known else None,
            preferred_framework=context.preferred_framework,
            environment_tags=tuple(context.environment_tags),
            strategy=Strategy(strategy) if strategy else None,
            mode=Mode(context.resolution_mode),
            chooser=self._ask(snapshot) if self.chooser else None,
        )

    def _ask(self, snapshot: Snapshot) -> Callable[[str, tuple[Definition, ...]], str | None]:
        def ask(name: str, candidates: tuple[Definition, ...]) -> str | None:
            shown = [namespaced_of(snapshot.view, candidate.row) for candidate in candidates]
            return self.chooser(name, shown) if self.chooser else None

        return ask


def _result(snapshot: Snapshot, step_name: str, found: StrategyResolution) -> StepResolutionResult:
    candidates = [namespaced_of(snapshot.view, one.definition.row) for one in found.candidates]
    chosen = next((namespaced_of(snapshot.view, one.definition.row) for one in found.candidates if one.chosen), None)
    return StepResolutionResult(
        step_name=step_name,
        resolved=found.resolved,
        selected_definition=chosen,
        resolution_strategy=found.strategy,
        reason=found.reason,
        conflicting_definitions=candidates if len(candidates) > 1 else [],
        explanations={one.definition.row.qualified_name: one.reason for one in found.candidates},
        visible=found.visible,
        suggestions=list(found.suggestions),
        resolution_metadata={
            "all_scores": [(one.definition.row.qualified_name, one.score) for one in found.candidates],
            "stated_by": found.stated.value if found.stated else None,
        },
    )
