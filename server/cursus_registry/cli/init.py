"""`cursus-registry init`: a new workspace from a template, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator

import click

from cursus_registry.checks.model import Severity
from cursus_registry.cli.failure import CannotRunError
from cursus_registry.cli.formats.plain import harmless
from cursus_registry.cli.projects import absolute, open_in_order
from cursus_registry.features.scaffold import TEMPLATES, CannotCreateError, Plan, plan_workspace
from cursus_registry.files import Disk
from cursus_registry.files.create import create_file, create_folder
from cursus_registry.project import Snapshot, find_projects, find_root_above


@click.command("init")
@click.argument("workspace", metavar="ID")
@click.option(
    "--template",
    type=click.Choice(TEMPLATES),
    default="standard",
    show_default=True,
    help="A registry alone; one example step with all its parts; the same with every field.",
)
@click.option("--project", metavar="DIR", help="The project's folder. Else the one around the working directory.")
@click.option("--dry-run", is_flag=True, help="Tell what would be made, and make nothing.")
def command(workspace: str, template: str, project: str | None, dry_run: bool) -> None:
    """Make a workspace ID: its registry, and from the larger templates an example step with all its parts.

    Nothing that is there is changed. Exits with 2, and makes nothing, if the workspace is there already or cannot be
    made.
    """
    snapshot = open_in_order(_root(project))
    try:
        plan = plan_workspace(snapshot, Disk(), workspace, template)
    except CannotCreateError as error:
        raise CannotRunError(harmless(str(error))) from None
    if not dry_run:
        _create(snapshot, plan)
    for line in (*_made(plan, dry_run), *([] if dry_run else _next(plan))):
        click.echo(harmless(line))


def _root(folder: str | None) -> str:
    """The project that the workspace is for: the one around a folder, else the only one below it.

    Where there is none, the first workspace makes one, but only in a folder that is named: never by standing somewhere.
    """
    path = absolute(folder or ".")
    if not Disk().is_dir(path):
        raise CannotRunError(f"{path}: no such folder")
    above = find_root_above(Disk(), path)
    below = [above] if above else find_projects(Disk(), path)
    if len(below) > 1:
        raise CannotRunError(f"{path}: several projects are below it ({', '.join(below)}); name one with --project")
    if not below and folder is None:
        raise CannotRunError(
            f"{path}: no project in it, above it or below it; --project . makes the first workspace here"
        )
    return below[0] if below else path


def _create(snapshot: Snapshot, plan: Plan) -> None:
    root = snapshot.root.rstrip("/")
    try:
        if plan.is_file:
            create_file(f"{root}/{plan.own}", plan.files[plan.own].encode())
        else:
            inside = {path.removeprefix(f"{plan.own}/"): text.encode() for path, text in plan.files.items()}
            create_folder(f"{root}/{plan.own}", inside)
    except FileExistsError:
        raise CannotRunError(harmless(f"{root}/{plan.own} is there already; nothing was changed")) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotRunError(harmless(f"{root}/{plan.own} cannot be made ({reason}); nothing was changed")) from None


def _made(plan: Plan, dry_run: bool) -> Iterator[str]:
    verb = "Would make" if dry_run else "Made"
    yield f"{verb} workspace {plan.workspace} in {plan.own}"
    yield from (f"  {path.removeprefix(f'{plan.own}/')}" for path in plan.files)
    for path, finding in plan.findings:
        severity = finding.severity or Severity.WARNING
        yield f"{severity.label}[{finding.code}] in {path}: {finding.message}"


def _next(plan: Plan) -> Iterator[str]:
    yield "Next"
    if plan.example:
        yield f"  make the example step {plan.example} one of yours, in {plan.registry}"
    else:
        yield f"  declare the first step in {plan.registry}"
    yield f"  cursus-registry check {plan.own}"
    yield f"  cursus-registry list --workspace {plan.workspace}"
