"""`cursus-registry promote`: a workspace's step taken into the core, all files together or none."""

from __future__ import annotations

import click

from cursus_registry.cli.transfer import transfer
from cursus_registry.features.promotion import plan_promotion


@click.command("promote")
@click.argument("name")
@click.option("--from", "workspace", metavar="ID", required=True, help="The workspace that declares the step.")
@click.option("--project", metavar="DIR", help="The project's folder. Else the one around the working directory.")
@click.option("--diff", is_flag=True, help="Show what would change, change nothing, and exit with 1.")
def command(name: str, workspace: str, project: str | None, diff: bool) -> None:
    """Take the step NAME out of a workspace into the core, with every required field written out.

    It goes into the core's table or, where the core has interface files, into a new one. Refused, with exit code 2 and
    nothing changed, where the core has the name, where its classes stand in the workspace only, and where it would
    bring an error.
    """
    transfer(project, lambda snapshot: plan_promotion(snapshot, name, workspace), diff=diff)
