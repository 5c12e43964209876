"""A command that cannot do its work: how it says so."""

from __future__ import annotations

import click

from cursus_registry.cli.formats.plain import harmless


class CannotRunError(click.ClickException):
    """The command could not do its work: a message on stderr, nothing on stdout, exit code 2."""

    exit_code = 2

    def format_message(self) -> str:
        """The message without characters that steer a terminal: it can hold the name of a folder."""
        return harmless(self.message)
