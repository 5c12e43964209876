"""`cursus-registry lsp`: the language server. Imported only when asked for."""

import logging
import os

import click


@click.command("lsp")
@click.option("--stdio", is_flag=True, help="Serve on standard input and output: the only way, and the default.")
def command(stdio: bool) -> None:  # noqa: ARG001 - clients pass it by habit
    """Run the language server on standard input and output."""
    from cursus_registry.lsp.start import run_stdio  # noqa: PLC0415 - the protocol's types cost 300 ms

    code = run_stdio()
    logging.shutdown()
    os._exit(code)  # nothing is left to do, and to take everything apart takes a quarter of a second
