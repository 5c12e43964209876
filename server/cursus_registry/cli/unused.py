"""`cursus-registry unused`: the steps that are declared and never mentioned."""

from __future__ import annotations

import json
from typing import Any

import click

from cursus_registry.cli.formats.plain import at_start_of_line, harmless
from cursus_registry.cli.interpreter import python_option
from cursus_registry.cli.projects import open_one_project, workspace_option
from cursus_registry.cli.shown import location_json
from cursus_registry.features.explanation import range_of
from cursus_registry.features.unused import unused_steps
from cursus_registry.index.declaration import Declaration
from cursus_registry.project import Snapshot
from cursus_registry.resolution.names import counted


@click.command("unused")
@click.option("--workspace", metavar="ID", help="Only the steps of this workspace.")
@click.option("--project", metavar="DIR", help="The project's folder. Else the one around the working directory.")
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", show_default=True)
@python_option
def command(workspace: str | None, project: str | None, output_format: str, python: str | None) -> None:
    """List the steps that no look-up, DAG or config file of the project mentions.

    Exits with 1 if there is one, with 0 if there is none, with 2 if there is nothing to ask.
    """
    snapshot = open_one_project(project, python)
    chosen = workspace_option(snapshot, workspace, {}) if workspace else None
    found = unused_steps(snapshot, chosen)
    if output_format == "json":
        click.echo(json.dumps({"workspace": chosen, "unused": [_json(snapshot, row) for row in found]}, indent=2))
    else:
        for row in found:
            path, name = range_of(snapshot, row)
            where = f"{at_start_of_line(path)}:{name.start.line + 1}:{name.start.character + 1}"
            text = f"{where}: {row.qualified_name} is never mentioned"
            click.echo(harmless(text))
        click.echo(counted(len(found), "unused step") if found else "No unused steps")
    raise SystemExit(int(bool(found)))


def _json(snapshot: Snapshot, row: Declaration) -> dict[str, Any]:
    return {
        "name": row.name,
        "namespace": row.namespace,
        "registry_type": row.registry_type.value,
        "location": location_json(snapshot, row),
    }
