"""Faults that cannot happen raise where tests run, and cost no more than a line in the log elsewhere."""

import subprocess
import sys

import pytest

from cursus_registry.faults import UnexpectedError, unexpected

CODE = """
import os, sys
from cursus_registry.cli import cli
from cursus_registry.faults import unexpected
cli(["rule", "CUR001"], prog_name="x", standalone_mode=False)
unexpected("%s of %s", 1, "two")
print("went on")
"""


def run(strict):
    return subprocess.run(
        [sys.executable, "-c", CODE],
        env={"PYTHONPATH": ":".join(filter(None, sys.path)), "CURSUS_REGISTRY_STRICT": strict},
        capture_output=True,
        text=True,
        check=False,
    )


def test_here_it_raises():
    with pytest.raises(UnexpectedError, match="1 of two"):
        unexpected("%s of %s", 1, "two")


def test_strict_it_raises():
    done = run("1")
    assert done.returncode == 1
    assert "UnexpectedError: 1 of two" in done.stderr


def test_otherwise_it_is_logged_and_the_program_goes_on():
    done = run("")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("went on\n")
    assert "this cannot happen: 1 of two" in done.stderr
