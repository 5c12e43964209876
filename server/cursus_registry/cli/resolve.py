"""`cursus-registry resolve`: what a step name means in a workspace, and why."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import click

from cursus_registry.cli.formats.plain import harmless
from cursus_registry.cli.interpreter import python_option
from cursus_registry.cli.projects import open_one_project, workspace_option
from cursus_registry.cli.resolve_across import (
    AcrossRequest,
    across_json,
    check_request,
    resolve_across,
)
from cursus_registry.cli.shown import candidate_json, chosen_json
from cursus_registry.features.explanation import across_lines, resolution_lines
from cursus_registry.project import Snapshot
from cursus_registry.resolution.candidates import Candidate, Resolution, resolve
from cursus_registry.resolution.definitions import Strategy
from cursus_registry.resolution.strategies import Mode, StrategyResolution
from cursus_registry.resolution.view import Status


@click.command("resolve")
@click.argument("name")
@click.option("--workspace", metavar="ID", help="The workspace that asks. Else CURSUS_WORKSPACE_ID, else the folder.")
@click.option("--project", metavar="DIR", help="The project's folder. Else the one around the working directory.")
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", show_default=True)
@click.option("--across", is_flag=True, help="Choose among the definitions of all workspaces; so do all options below.")
@click.option(
    "--strategy", type=click.Choice([one.value for one in Strategy]), help="How to choose, whatever registries state."
)
@click.option("--framework", metavar="NAME", help="The framework that is preferred.")
@click.option(
    "--environment", metavar="TAG", multiple=True, help="Where the step will run. May be given several times."
)
@click.option(
    "--mode",
    type=click.Choice([one.value for one in Mode]),
    help="A strategy decides, several are never settled, or a person would be asked (here the score decides).",
)
@click.option("--interactive", is_flag=True, help="Ask on this terminal which of several definitions is meant.")
@click.option("--pin", is_flag=True, help="With --interactive: keep the answer in the project's settings.")
@python_option
def command(
    name: str, workspace: str | None, project: str | None, output_format: str, python: str | None, **options: Any
) -> None:
    """Tell which declaration NAME leads to, where each field comes from, and why every other one was not taken.

    Other workspaces are only looked at if that is asked for. Exits with 1 if the name is not resolved, with 2 if there
    is nothing to ask.
    """
    request = AcrossRequest(**options)
    check_request(request)
    snapshot = open_one_project(project, python)
    asking = workspace_option(snapshot, workspace, os.environ)
    if request.wanted:
        _tell_across(snapshot, resolve_across(snapshot, name, asking, request), output_format)
    found = resolve(snapshot.view, name, asking)
    _tell(output_format, lambda: _json(snapshot, found), lambda: resolution_lines(snapshot, found))
    raise SystemExit(0 if found.status is Status.RESOLVED else 1)


def _tell_across(snapshot: Snapshot, found: StrategyResolution, output_format: str) -> NoReturn:
    _tell(output_format, lambda: across_json(snapshot, found), lambda: across_lines(snapshot, found))
    raise SystemExit(0 if found.resolved else 1)


def _tell(output_format: str, data: Callable[[], dict[str, Any]], lines: Callable[[], Iterator[str]]) -> None:
    if output_format == "json":
        click.echo(json.dumps(data(), indent=2))
    else:
        click.echo("\n".join(harmless(line) for line in lines()))


def _json(snapshot: Snapshot, found: Resolution) -> dict[str, Any]:
    return {
        "name": found.name,
        "workspace": found.workspace,
        "status": found.status.value,
        **chosen_json(snapshot, found.chosen),
        "candidates": [_candidate(snapshot, candidate) for candidate in found.candidates],
        "reason": found.reason,
        "suggestions": list(found.suggestions),
    }


def _candidate(snapshot: Snapshot, candidate: Candidate) -> dict[str, Any]:
    return {**candidate_json(snapshot, candidate.row), "chosen": candidate.chosen, "reason": candidate.reason}
