"""`cursus-registry list`: the steps that can be used in a workspace."""

from __future__ import annotations

import json
import os
from typing import Any

import click

from cursus_registry.cli.formats.plain import harmless
from cursus_registry.cli.interpreter import python_option
from cursus_registry.cli.projects import open_one_project, workspace_option
from cursus_registry.index.declaration import Declaration
from cursus_registry.project import Snapshot
from cursus_registry.resolution.effective import effective_entry, plain_value


@click.command("list")
@click.option(
    "--workspace", metavar="ID", help="The workspace. Else CURSUS_WORKSPACE_ID, else the folder, else the core."
)
@click.option("--project", metavar="DIR", help="The project's folder. Else the one around the working directory.")
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", show_default=True)
@python_option
def command(workspace: str | None, project: str | None, output_format: str, python: str | None) -> None:
    """List the effective table of a workspace: its overrides and steps laid over the core."""
    snapshot = open_one_project(project, python)
    chosen = workspace_option(snapshot, workspace, os.environ)
    rows = {name: row for name in snapshot.view.visible_names(chosen) if (row := snapshot.view.find(name, chosen))}
    complete = snapshot.view.is_complete(chosen) and _is_static(snapshot, chosen)
    if output_format == "json":
        steps = {name: _json(snapshot, row) for name, row in sorted(rows.items())}
        click.echo(json.dumps({"workspace": chosen, "complete": complete, "steps": steps}, indent=2))
        return
    width = max((len(name) for name in rows), default=0)
    for name, row in sorted(rows.items()):
        path, line = _place(snapshot, row)
        click.echo(harmless(f"{name:<{width}}  {row.namespace} ({row.registry_type.value})  {path}:{line}"))
    if not complete:
        click.echo("warning: a registry could not be read in full; `cursus-registry check` tells why", err=True)


def _is_static(snapshot: Snapshot, workspace: str | None) -> bool:
    """Whether every value of the registries concerned could be read."""
    index = snapshot.view.index
    paths = [path for path in index.core if path not in snapshot.view.base.access_modules]
    own = index.workspaces.get(workspace) if workspace else None
    return all(
        not any(problem.code in {"CUR001", "CUR003", "CUR007"} for problem in index.files[path].problems)
        for path in (*paths, *([own] if own else []))
    )


def _place(snapshot: Snapshot, row: Declaration) -> tuple[str, int]:
    source = snapshot.view.index.files[row.path].source
    line = source.line_at(snapshot.view.name_span(row).start) + 1
    return snapshot.shown(row.path), line


def _json(snapshot: Snapshot, row: Declaration) -> dict[str, Any]:
    path, line = _place(snapshot, row)
    fields = effective_entry(snapshot.view, row)
    return {
        "namespace": row.namespace,
        "registry_type": row.registry_type.value,
        "path": path,
        "line": line,
        "entry": {name: plain_value(field.value) for name, field in fields.items()},
    }
