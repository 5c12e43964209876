"""The option that names a Python: where an installed Cursus is looked for. No Python is ever run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from typing import Any

import click

from cursus_registry.cli.failure import CannotRunError
from cursus_registry.cli.formats.plain import harmless
from cursus_registry.cli.projects import absolute
from cursus_registry.files import Disk


def python_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--python` of a command."""
    text = "The Python, or the environment, that an installed Cursus is looked for beside; it is never run."
    return click.option("--python", metavar="PATH", callback=_interpreter, help=text)(command)


def _interpreter(_context: click.Context, _option: click.Parameter, path: str | None) -> str | None:
    """Where the interpreter is. Raises CannotRunError if nothing is there: a core that is missed is a wrong answer."""
    if path is None:
        return None
    found = absolute(path) if os.path.dirname(path) else shutil.which(path)  # noqa: PTH120 - a bare name is looked for
    if found is None or not (Disk().is_file(found) or Disk().is_dir(found)):
        raise CannotRunError(harmless(f"{path}: no such Python or environment"))
    return absolute(found)
