"""Which of several definitions of a name is meant, by strategy, mode, pin and tolerance: the engine's answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cursus_registry.api.convert import namespaced_of
from cursus_registry.api.definitions import NamespacedStepDefinition, ResolutionContext
from cursus_registry.api.errors import RegistryConflictError, RegistryError
from cursus_registry.api.results import StepResolutionResult
from cursus_registry.api.saving import save
from cursus_registry.edits.pinning import CannotPinError, pin_change
from cursus_registry.project import Snapshot
from cursus_registry.project.trial import with_workspace
from cursus_registry.resolution.definitions import Definition, Strategy, definitions_of
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
        snapshot = with_workspace(state.everything(), context.workspace_id)
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

    def pin(self, step_name: str, namespace: str) -> Path:
        """Keep an answer as a pin in the project's settings file, which is otherwise left as it is; that file.

        Where there is none, `cursus-registry.toml` is made. Raises RegistryError if the namespace has no definition of
        that name, or the file cannot be written; then nothing has changed.
        """
        state = self.registry_manager.state
        with state.held() as registries:
            candidates = definitions_of(state.everything().view, step_name)
            if namespace not in {one.row.namespace for one in candidates}:
                known = ", ".join(one.row.namespace for one in candidates) or "nobody"
                raise RegistryError(
                    f"{namespace!r} has no definition of {step_name!r} that could be taken",
                    advice=f"who has one: {known}",
                )
            project = registries.project
            try:
                change = pin_change(project.files.below, project.root, step_name, namespace)
            except CannotPinError as error:
                raise RegistryError(error.reason, path=error.path, advice="nothing was changed") from None
            save(registries, change, f"pin {step_name} to {namespace}")
            pins = {**project.settings.pins, step_name: namespace}
            project.configure(replace(project.settings, pins=pins))
            state.forget()
        return Path(change.path)

    def _engine_context(self, snapshot: Snapshot, context: ResolutionContext) -> EngineContext:
        strategy = context.resolution_strategy
        return EngineContext(
            workspace=context.workspace_id,
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
