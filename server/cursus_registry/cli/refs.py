"""`cursus-registry refs`: where a step is declared and used."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any

import click

from cursus_registry.cli.formats.json import to_json
from cursus_registry.cli.formats.plain import harmless
from cursus_registry.cli.interpreter import python_option
from cursus_registry.cli.projects import open_one_project, workspace_option
from cursus_registry.features.references import Kind, Reference, Subject, references, search_strings
from cursus_registry.project import Snapshot
from cursus_registry.resolution.candidates import Resolution, resolve
from cursus_registry.resolution.names import counted
from cursus_registry.resolution.steps import Step, step_of
from cursus_registry.text import Encoding

_NOUNS = {Kind.DECLARATION: "declaration", Kind.MENTION: "mention", Kind.STRING: "other string"}


@click.command("refs")
@click.argument("name")
@click.option("--workspace", metavar="ID", help="The workspace that asks. Else CURSUS_WORKSPACE_ID, else the folder.")
@click.option("--project", metavar="DIR", help="The project's folder. Else the one around the working directory.")
@click.option("--output-format", type=click.Choice(["full", "json"]), default="full", show_default=True)
@python_option
def command(name: str, workspace: str | None, project: str | None, output_format: str, python: str | None) -> None:
    """List the places that declare or use the step that NAME is in a workspace, or in the core.

    Strings in Python files that only equal the name come last: nobody knows whether they mean the step.

    A workspace's own step is another one than the core's of the same name. Exits with 1 if there is no such step, with
    2 if there is nothing to ask.
    """
    snapshot = open_one_project(project, python)
    asked = resolve(snapshot.view, name, workspace_option(snapshot, workspace, os.environ))
    step = step_of(snapshot.view, asked.chosen) if asked.chosen else None
    found = _find(snapshot, step) if step else []
    if output_format == "json":
        click.echo(json.dumps(_json(snapshot, asked, step, found), indent=2))
    else:
        click.echo("\n".join(harmless(line) for line in _lines(snapshot, asked, step, found)))
    raise SystemExit(0 if step else 1)


def _find(snapshot: Snapshot, step: Step) -> list[Reference]:
    sure = references([snapshot], Subject((step,)))
    return [*sure, *chain.from_iterable(search_strings([snapshot], [step]))]


def _json(snapshot: Snapshot, asked: Resolution, step: Step | None, found: list[Reference]) -> dict[str, Any]:
    return {
        "name": asked.name,
        "workspace": asked.workspace,
        "status": asked.status.value,
        "step": {"name": step.name, "workspace": step.workspace} if step else None,
        "references": [
            {
                "kind": one.kind.value,
                "surface": one.surface.value if one.surface else None,
                "path": snapshot.relative(one.path),
                "range": to_json(one.source.range(one.span, Encoding.UTF32)),
            }
            for one in found
        ],
        "reason": asked.reason,
        "suggestions": list(asked.suggestions),
    }


def _lines(snapshot: Snapshot, asked: Resolution, step: Step | None, found: list[Reference]) -> Iterator[str]:
    if step is None:
        where = f"in workspace {asked.workspace}" if asked.workspace else "in the core"
        yield f"{asked.name} {where}: {asked.status.value} ({asked.reason})"
        if asked.suggestions:
            yield f"did you mean {', '.join(asked.suggestions)}?"
        return
    owner = f"of workspace {step.workspace}" if step.workspace else "of the core"
    counts = Counter(one.kind for one in found)
    told = (counted(count, _NOUNS[kind]) for kind, count in counts.items())
    yield f"{step.name} {owner}: {', '.join(told)}"
    for one in found:
        start = one.source.position(one.span.start, Encoding.UTF32)
        kind = f"{one.kind.value} ({one.surface.value})" if one.surface else one.kind.value
        yield f"  {snapshot.relative(one.path)}:{start.line + 1}:{start.character + 1}: {kind}"
