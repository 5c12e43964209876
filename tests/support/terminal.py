"""The command as a person runs it: in this process where speed counts, in one of its own where that is the point."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from cursus_registry.cli import cli

_OF_THE_TESTER = frozenset(
    {"CURSUS_WORKSPACE_ID", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"}
    | {"PYTHONUNBUFFERED", "PYTHONIOENCODING", "PYTHONUTF8"}
)
COMMAND = [sys.executable, "-m", "cursus_registry"]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment without what says how the tester's own terminal is, or which workspace is theirs."""
    return {name: value for name, value in os.environ.items() if name not in _OF_THE_TESTER} | dict(more or {})


def run_in_process(*arguments: str, env: Mapping[str, str | None] | None = None) -> Result:
    """Run the command here. Whatever is no exit code is raised: a traceback is never what a person should see."""
    variables = {**dict.fromkeys(_OF_THE_TESTER), **(env or {})}
    return CliRunner().invoke(cli, arguments, env=variables, prog_name="cursus-registry", catch_exceptions=False)


def run_as_process(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command by itself, with its output in pipes."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def run_as_bytes(
    *arguments: str, cwd: Path, env: Mapping[str, str] | None = None, stdin: bytes = b"", **more: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run the command by itself, with `env` added to the environment, and look at what it wrote as it is."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.run(
        [*COMMAND, *arguments], cwd=cwd, env=environment(env), input=stdin, check=False, timeout=60, **streams
    )
