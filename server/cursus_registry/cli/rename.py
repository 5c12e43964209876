"""`cursus-registry rename`: a step under another name wherever it stands, all files together or none."""

from __future__ import annotations

import os

import click

from cursus_registry.cli.projects import workspace_option
from cursus_registry.cli.transfer import transfer
from cursus_registry.features.rename import Kind, Renaming, plan_rename, subject_named, whole_files
from cursus_registry.project import Snapshot

_OF_NAME = (Kind.NAME, Kind.SPEC, Kind.SOURCES)
_OF_CLASSES = (Kind.CLASSES, Kind.FILES)


@click.command("rename")
@click.argument("old")
@click.argument("new")
@click.option(
    "--workspace", metavar="ID", help="Whose step is meant. Else the one that one stands in, else the core's."
)
@click.option("--with-classes", is_flag=True, help="Rename its classes and files too, where they are called like it.")
@click.option("--project", metavar="DIR", help="The project's folder. Else the one around the working directory.")
@click.option("--diff", is_flag=True, help="Show what would change, change nothing, and exit with 1.")
def command(old: str, new: str, workspace: str | None, with_classes: bool, project: str | None, diff: bool) -> None:
    """Give the step OLD the name NEW: in its declarations, in all overrides of it, and wherever it is surely meant.

    A step that a workspace declares itself is another one than the core's of that name, and is renamed only where it is
    meant. Refused, with exit code 2 and nothing changed, where the name is taken or not allowed, and where a
    declaration could be hidden in a file that cannot be read.
    """
    kinds = (*_OF_NAME, *_OF_CLASSES) if with_classes else _OF_NAME

    def plan(snapshot: Snapshot) -> Renaming:
        subject = subject_named(snapshot, old, workspace_option(snapshot, workspace, os.environ))
        return whole_files(snapshot, plan_rename(snapshot, subject, new), kinds)

    transfer(project, plan, diff=diff)
