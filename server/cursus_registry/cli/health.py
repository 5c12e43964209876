"""`cursus-registry health`: how well a project could be read, what follows from it, and how much is in it."""

from __future__ import annotations

import json

import click

from cursus_registry.cli.formats.plain import harmless
from cursus_registry.cli.interpreter import python_option
from cursus_registry.cli.projects import open_one_project
from cursus_registry.features.health import Overall, gather_health, health_json, health_lines


@click.command("health")
@click.option("--project", metavar="DIR", help="The project's folder. Else the one around the working directory.")
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", show_default=True)
@python_option
def command(project: str | None, output_format: str, python: str | None) -> None:
    """Tell how much of each source could be read, what follows from what could not, and how much there is.

    Exits with 0 if the project is healthy, with 1 if something is incomplete or has errors, with 2 if there is nothing
    to ask.
    """
    snapshot = open_one_project(project, python)
    health = gather_health(snapshot)
    if output_format == "json":
        click.echo(json.dumps(health_json(snapshot, health), indent=2))
    else:
        for line in health_lines(snapshot, health):
            click.echo(harmless(line))
    raise SystemExit(int(health.overall is not Overall.HEALTHY))
