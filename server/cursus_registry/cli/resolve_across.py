"""`cursus-registry resolve` across workspaces: which of all definitions is meant, by strategy or by asking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import click

from cursus_registry.cli.failure import CannotRunError
from cursus_registry.cli.formats.plain import harmless
from cursus_registry.cli.shown import candidate_json, chosen_json
from cursus_registry.edits.audited import write_audited
from cursus_registry.edits.pinning import CannotPinError, pin_change
from cursus_registry.features.explanation import declaration_title
from cursus_registry.files import Disk
from cursus_registry.files.write import WriteError
from cursus_registry.project import Snapshot
from cursus_registry.resolution.definitions import Definition, Strategy
from cursus_registry.resolution.effective import effective_entry, plain_value
from cursus_registry.resolution.strategies import (
    Mode,
    Outcome,
    ResolutionContext,
    StrategyCandidate,
    StrategyResolution,
    resolve_with_strategy,
)


class AcrossRequest(NamedTuple):
    """What the command line asks for beyond the name and the workspace."""

    across: bool = False
    strategy: str | None = None
    framework: str | None = None
    environment: tuple[str, ...] = ()
    mode: str | None = None
    interactive: bool = False
    pin: bool = False

    @property
    def wanted(self) -> bool:
        """Whether other workspaces are to be looked at."""
        return any(self)

    def context(self, workspace: str | None) -> ResolutionContext:
        """The same in the words of the engine."""
        return ResolutionContext(
            workspace=workspace,
            preferred_framework=self.framework,
            environment_tags=self.environment,
            strategy=Strategy(self.strategy) if self.strategy else None,
            mode=Mode.INTERACTIVE if self.interactive else Mode(self.mode or Mode.AUTOMATIC.value),
        )


def check_request(request: AcrossRequest) -> None:
    """Raises CannotRunError for options that do not go together, and where nobody can be asked."""
    if request.pin and not request.interactive:
        raise CannotRunError("--pin keeps an answer, so it goes with --interactive")
    if request.interactive and request.mode not in {None, Mode.INTERACTIVE.value}:
        raise CannotRunError(f"--interactive and --mode {request.mode} contradict each other")
    if request.interactive:
        from cursus_registry.cli.choose import require_terminal  # noqa: PLC0415 - only where somebody is asked

        require_terminal()


def resolve_across(snapshot: Snapshot, name: str, workspace: str | None, request: AcrossRequest) -> StrategyResolution:
    """The definition that is meant. A person is asked if that is wanted, and the answer pinned if that is, too.

    Raises CannotRunError if the pin cannot be written.
    """
    context = request.context(workspace)
    pins = dict(snapshot.settings.pins)
    if request.interactive:
        context = replace(context, chooser=_chooser(snapshot, name, context, pins))
    asked = {key: value for key, value in pins.items() if key != name} if request.pin else pins
    found = resolve_with_strategy(snapshot.view, name, context, asked)
    if request.pin:
        _keep(snapshot, found)
    return found


def across_json(snapshot: Snapshot, found: StrategyResolution) -> dict[str, Any]:
    """The answer as plain data."""
    return {
        "name": found.name,
        "suffix": found.suffix,
        "workspace": found.context.workspace,
        "mode": found.context.mode.value,
        "status": found.outcome.value,
        "strategy": found.strategy,
        "stated_by": found.stated.value if found.stated else None,
        **chosen_json(snapshot, found.chosen),
        "visible": found.visible,
        "candidates": [_candidate_json(snapshot, one) for one in found.candidates],
        "conflict_type": found.conflict_type.value if found.conflict_type else None,
        "reason": found.reason,
        "suggestions": list(found.suggestions),
    }


def _chooser(
    snapshot: Snapshot, name: str, context: ResolutionContext, pins: Mapping[str, str]
) -> Callable[[str, tuple[Definition, ...]], str | None]:
    """Asks a person, who sees of every candidate what the strategy makes of it."""
    from cursus_registry.cli.choose import Choice, choose  # noqa: PLC0415 - only where somebody is asked

    def ask(step: str, _: tuple[Definition, ...]) -> str | None:
        advised = resolve_with_strategy(snapshot.view, name, replace(context, mode=Mode.AUTOMATIC), pins)
        choices = [
            Choice(
                one.definition.row.namespace,
                declaration_title(snapshot, one.definition.row),
                _about(snapshot, advised, one),
            )
            for one in advised.candidates
        ]
        return choose(step, choices, advised.chosen.namespace if advised.chosen else None)

    return ask


def _about(snapshot: Snapshot, advised: StrategyResolution, one: StrategyCandidate) -> list[str]:
    fields = effective_entry(snapshot.view, one.definition.row)
    shown = {name: plain_value(fields[name].value) for name in ("description", "framework") if name in fields}
    described = [", ".join(str(value) for value in shown.values() if value)]
    taken = f"{advised.strategy} takes it: " if one.chosen else ""
    return [*filter(None, described), f"{taken}{one.reason}"]


def _candidate_json(snapshot: Snapshot, one: StrategyCandidate) -> dict[str, Any]:
    return {
        **candidate_json(snapshot, one.definition.row),
        "chosen": one.chosen,
        "score": one.score,
        "reason": one.reason,
    }


def _keep(snapshot: Snapshot, found: StrategyResolution) -> None:
    """Pin the answer, if there was a question and one was chosen."""
    if found.outcome is not Outcome.RESOLVED or found.chosen is None or len(found.candidates) < 2:
        click.echo("Nothing was pinned: there was no choice to keep", err=True)
        return
    namespace = found.chosen.namespace
    try:
        change = pin_change(Disk(), snapshot.root, found.name, namespace)
        write_audited(Disk(), {snapshot.root: [change]}, f"pin {found.name} to {namespace}")
    except (CannotPinError, WriteError) as error:
        raise CannotRunError(harmless(f"{error.path}: {error.reason}; nothing was pinned")) from None
    click.echo(harmless(f"Pinned {found.name} to {namespace} in {change.path}"), err=True)
