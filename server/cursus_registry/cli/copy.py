"""`cursus-registry copy`: what a workspace declares under a name, put into another workspace's registry, too."""

from __future__ import annotations

import click

from cursus_registry.cli.transfer import transfer
from cursus_registry.features.promotion import plan_copy


@click.command("copy")
@click.argument("name")
@click.option("--from", "workspace", metavar="ID", required=True, help="The workspace that declares the step.")
@click.option("--to", "target", metavar="ID", required=True, help="The workspace that gets it.")
@click.option("--project", metavar="DIR", help="The project's folder. Else the one around the working directory.")
@click.option("--diff", is_flag=True, help="Show what would change, change nothing, and exit with 1.")
def command(name: str, workspace: str, target: str, project: str | None, diff: bool) -> None:
    """Copy the step or override NAME from one workspace to another, as it is written, comments too.

    Refused, with exit code 2 and nothing changed, where the other workspace has the name already, and where it would
    bring an error.
    """
    transfer(project, lambda snapshot: plan_copy(snapshot, name, workspace, target), diff=diff)
