"""A person at a terminal chooses one of several definitions. Read only where somebody is to be asked.

A numbered list and a question, by click's own prompt: one question needs no drawing over lines, and this works in every
terminal, with a screen reader too. It all goes to stderr; standard output is for the answer.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

import click

from cursus_registry.cli.failure import CannotRunError
from cursus_registry.cli.formats.plain import harmless


class Choice(NamedTuple):
    """What can be chosen: its namespace, what it is, and what speaks for or against it."""

    namespace: str
    title: str
    about: Sequence[str]


def require_terminal() -> None:
    """Raises CannotRunError where nobody can be asked."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        raise CannotRunError(
            "--interactive asks on a terminal, and this is none; name a --strategy, or pin the step in the settings"
        )


def choose(name: str, choices: Sequence[Choice], preferred: str | None) -> str | None:
    """The namespace that is chosen, None for none of them; `preferred` is what the Return key alone takes."""
    click.echo(harmless(f"{name} is defined {len(choices)} times. Which one is meant?"), err=True)
    width = len(str(len(choices)))
    for number, choice in enumerate(choices, 1):
        click.echo(harmless(f"  {number:>{width}}  {choice.title}"), err=True)
        for line in choice.about:
            click.echo(harmless(f"  {'':>{width}}  {line}"), err=True)
    click.echo(f"  {0:>{width}}  none of them", err=True)
    default = next((number for number, choice in enumerate(choices, 1) if choice.namespace == preferred), None)
    answer: int = click.prompt("Number", default=default, type=click.IntRange(0, len(choices)), err=True)
    return choices[answer - 1].namespace if answer else None
