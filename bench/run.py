"""Measures the server against its goals and prints them side by side.

    python bench/run.py [--quick] [--only MEASURE]

The ratios decide, for they are taken beside something that runs on the same machine at the same time. A missed goal
is only printed: the exit code is 1 if, and only if, an answer is wrong or does not come.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from client import BenchError
from cursus_registry.cli import collect_seldom
from measures import (
    check,
    cold_index,
    completion,
    edit,
    hover,
    indexing,
    interfaces,
    library,
    memory,
    mentions,
    peers,
    quiet,
    references,
    rename,
    reports,
    start,
    workspace,
)
from stage import FULL, QUICK, Stage
from table import Row, failed, render

# Memory before anything is opened; edits before hovers, since an open file may be edited only by one of them.
MEASURES = {
    "cold index": cold_index,
    "interface files": interfaces,
    "first index of mentions": mentions,
    "check": check,
    "conflicts and health": reports,
    "library": library,
    "start": start,
    "hover while indexing": indexing,
    "memory": memory,
    "edit to diagnostics": edit,
    "hover": hover,
    "completion": completion,
    "rename preparation": rename,
    "quiet elsewhere": quiet,
    "references and code lens": references,
    "symbols and diagnostics": workspace,
    "peers": peers,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return the exit code."""
    collect_seldom()  # as the command does: some of its work is measured in this process
    parser = argparse.ArgumentParser(description="Measure the server against its goals.")
    parser.add_argument("--quick", action="store_true", help="a small project and few rounds: does it all still run?")
    parser.add_argument("--only", choices=MEASURES, action="append", help="measure this alone; can be repeated")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers are ended too
    with (
        tempfile.TemporaryDirectory(prefix="cursus-bench-") as folder,
        _compiled_code(),
        Stage(Path(folder).resolve(), QUICK if options.quick else FULL) as stage,
    ):
        rows = list(measure_all(stage, options.only or list(MEASURES)))
    print(render(rows))
    return int(any(row.broken for row in rows))


@contextmanager
def _compiled_code() -> Iterator[None]:
    """Let the processes that are started keep their compiled code, as an installed package has it; in a place apart."""
    with tempfile.TemporaryDirectory(prefix="cursus-bench-code-") as folder:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        yield


def measure_all(stage: Stage, names: Sequence[str]) -> Iterator[Row]:
    """The rows of measures; one that breaks does not take the others along."""
    for name in names:
        print(f"measuring: {name}", file=sys.stderr, flush=True)
        try:
            yield from MEASURES[name].measure(stage)
        except BenchError as error:
            yield failed(name, str(error))


if __name__ == "__main__":
    sys.exit(main())
