"""`cursus-registry version`."""

import click

from cursus_registry.version import __version__


@click.command("version")
def command() -> None:
    """Print the version."""
    click.echo(f"cursus-registry {__version__}")
