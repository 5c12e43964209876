"""`cursus-registry resolve`: what a step name means in a workspace, and why."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import click

from cursus_registry.cli.formats.json import to_json
from cursus_registry.cli.formats.plain import harmless
from cursus_registry.cli.interpreter import python_option
from cursus_registry.cli.projects import open_one_project, workspace_option
from cursus_registry.index.declaration import Declaration
from cursus_registry.project import Snapshot
from cursus_registry.resolution.candidates import Candidate, Resolution, resolve
from cursus_registry.resolution.effective import EffectiveField, effective_entry, plain_value
from cursus_registry.resolution.view import Status
from cursus_registry.text import Encoding, Range


@click.command("resolve")
@click.argument("name")
@click.option("--workspace", metavar="ID", help="The workspace that asks. Else CURSUS_WORKSPACE_ID, else the folder.")
@click.option("--project", metavar="DIR", help="The project's folder. Else the one around the working directory.")
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", show_default=True)
@python_option
def command(name: str, workspace: str | None, project: str | None, output_format: str, python: str | None) -> None:
    """Tell which declaration NAME leads to, where each field comes from, and why every other one was not taken.

    Exits with 1 if the name is not resolved, with 2 if there is nothing to ask.
    """
    snapshot = open_one_project(project, python)
    found = resolve(snapshot.view, name, workspace_option(snapshot, workspace, os.environ))
    if output_format == "json":
        click.echo(json.dumps(_json(snapshot, found), indent=2))
    else:
        click.echo("\n".join(harmless(line) for line in _lines(snapshot, found)))
    raise SystemExit(0 if found.status is Status.RESOLVED else 1)


def _place(snapshot: Snapshot, row: Declaration) -> tuple[str, Range]:
    path = row.path.removeprefix(f"{snapshot.root.rstrip('/')}/")
    source = snapshot.view.index.files[row.path].source
    return path, source.range(snapshot.view.name_span(row), Encoding.UTF32)


def _location(snapshot: Snapshot, row: Declaration) -> dict[str, Any]:
    path, span = _place(snapshot, row)
    return {"path": path, "range": to_json(span)}


def _json(snapshot: Snapshot, found: Resolution) -> dict[str, Any]:
    row = found.chosen
    fields = effective_entry(snapshot.view, row) if row else None
    return {
        "name": found.name,
        "workspace": found.workspace,
        "status": found.status.value,
        "namespace": row.namespace if row else None,
        "qualified_name": row.qualified_name if row else None,
        "entry": {name: plain_value(field.value) for name, field in fields.items()} if fields is not None else None,
        "provenance": {name: field.namespace for name, field in fields.items()} if fields is not None else None,
        "location": _location(snapshot, row) if row else None,
        "candidates": [_candidate(snapshot, candidate) for candidate in found.candidates],
        "reason": found.reason,
        "suggestions": list(found.suggestions),
    }


def _candidate(snapshot: Snapshot, candidate: Candidate) -> dict[str, Any]:
    return {
        "qualified_name": candidate.row.qualified_name,
        "registry_type": candidate.row.registry_type.value,
        "location": _location(snapshot, candidate.row),
        "chosen": candidate.chosen,
        "reason": candidate.reason,
    }


def _lines(snapshot: Snapshot, found: Resolution) -> Iterator[str]:
    where = f"in workspace {found.workspace}" if found.workspace else "in the core"
    if found.chosen is None:
        yield f"{found.name} {where}: {found.status.value} ({found.reason})"
    else:
        path, span = _place(snapshot, found.chosen)
        yield f"{found.name} {where}: {found.chosen.qualified_name} ({found.reason})"
        yield f"  --> {path}:{span.start.line + 1}:{span.start.character + 1}"
        yield from _fields(effective_entry(snapshot.view, found.chosen))
    for candidate in found.candidates:
        mark = "*" if candidate.chosen else "-"
        path, span = _place(snapshot, candidate.row)
        kind = candidate.row.registry_type.value
        yield f"{mark} {candidate.row.qualified_name} ({kind}), {path}:{span.start.line + 1}: {candidate.reason}"
    if found.suggestions:
        yield f"did you mean {', '.join(found.suggestions)}?"


def _fields(fields: dict[str, EffectiveField]) -> Iterator[str]:
    width = max((len(name) for name in fields), default=0)
    for name, field in fields.items():
        value = plain_value(field.value)
        yield f"  {name:<{width}}  {value if isinstance(value, str) else repr(value)}  [{field.namespace}]"
