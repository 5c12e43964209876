"""The command as a person runs it: in this process where speed counts, in one of its own where that is the point."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from cursus_registry.cli import cli

COMMAND = [sys.executable, "-m", "cursus_registry"]


def run_in_process(*arguments: str, env: Mapping[str, str | None] | None = None) -> Result:
    """Run the command here. Whatever is no exit code is raised: a traceback is never what a person should see."""
    environment = {"CURSUS_WORKSPACE_ID": None, **(env or {})}
    return CliRunner().invoke(cli, arguments, env=environment, prog_name="cursus-registry", catch_exceptions=False)


def run_as_process(
    *arguments: str, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command by itself, with its output in pipes."""
    return subprocess.run(
        [*COMMAND, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=60
    )


def run_as_bytes(
    *arguments: str, cwd: Path, env: Mapping[str, str] | None = None, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run the command by itself, with `env` added to the environment, and look at what it wrote as it is."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )
