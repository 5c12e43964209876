"""The command line: one module per command, read when it is called, since each keystroke in a terminal counts.

It asks the same features as the server and never goes through it.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper

import click

from cursus_registry.cli.terminal import colours
from cursus_registry.faults import be_strict
from cursus_registry.version import __version__

_COMMANDS = {
    "check": "Report what is wrong in registries and look-ups.",
    "conflicts": "List the names that several workspaces declare, and what would win.",
    "copy": "Copy a step from one workspace to another.",
    "graph": "Draw the steps, what overrides them, and the edges of all DAGs.",
    "health": "Tell what could be read, what could not, and how much there is.",
    "init": "Make a new workspace from a template.",
    "list": "List the steps that can be used in a workspace.",
    "lsp": "Run the language server on standard input and output.",
    "promote": "Take a step of a workspace into the core.",
    "refs": "List the places that declare or use a step.",
    "rename": "Give a step another name, wherever it stands.",
    "resolve": "Tell which declaration a step name leads to, and why.",
    "rule": "Explain a rule, or all of them.",
    "server": "Another name of lsp.",
    "unused": "List the steps that nothing mentions.",
    "version": "Print the version.",
}
_MODULES = {"list": "list_steps", "server": "lsp"}


class _LazyGroup(click.Group):
    """Commands whose modules are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(set(_COMMANDS) - {"server"})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"cursus_registry.cli.{_MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _COMMANDS[name]) for name in self.list_commands(ctx)])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Check, explain and serve the step registries of Cursus pipelines, without running any of them."""
    ctx.color = colours(os.environ)
    if os.environ.get("CURSUS_REGISTRY_STRICT") == "1":
        be_strict()


def collect_seldom() -> None:
    """Look for garbage less often than Python does by itself: facts are many, small, and stay."""
    gc.set_threshold(50_000, 20, 20)


def main() -> None:
    """The command; exits 0 if clean, 1 with findings, 2 if it could not run."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name that the output's encoding lacks is no failure
    collect_seldom()
    cli(prog_name="cursus-registry")
