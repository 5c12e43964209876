"""Keeps a server busy for a long time and watches what it holds: memory, handles, threads.

    python bench/soak.py [--seconds 600]

A person types every 150 ms, sometimes in bursts, asks, opens and closes files, and another one saves beside. After the
first tenth of the time, memory may grow by a tenth, and handles and threads not at all. The exit code is 1 if they do,
or if an answer does not come.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import psutil

from client import BenchError
from editor import Document, Editor
from stage import OURS
from world import SHARED_STEP, World, create_world

WORKSPACES, STEPS = 50, 20
_PAUSE = 0.15
_BURST = 40
_GROWTH = 1.1
_SPARE_HANDLES = 2
_SAMPLES = 40


class Sample(NamedTuple):
    """What the server holds at one moment."""

    seconds: float
    memory: int
    handles: int
    threads: int

    def __str__(self) -> str:
        return f"{self.seconds:6.0f} s  {self.memory / 1e6:7.1f} MB  {self.handles:3} handles  {self.threads:2} threads"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run for the time that is given, print a line now and then, and return the exit code."""
    parser = argparse.ArgumentParser(description="Keep a server busy and watch what it holds.")
    parser.add_argument("--seconds", type=float, default=600.0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="cursus-soak-") as folder:
        root = Path(folder).resolve()
        world = create_world(root / "project", WORKSPACES, STEPS)
        with closing(Editor([*OURS, "lsp"], world.root, root / "stderr.log")) as editor:
            try:
                samples = list(_work(editor, world, options.seconds))
            except BenchError as error:
                print(f"BROKEN: {error}")
                return 1
    return _judge(samples, options.seconds)


def _work(editor: Editor, world: World, seconds: float) -> Iterator[Sample]:
    editor.initialize()
    editor.settle(0.5, [path.as_uri() for path in world.registries()])
    chance = random.Random(7)
    started = time.monotonic()
    due = 0.0
    while (now := time.monotonic() - started) < seconds:
        if now >= due:
            due += seconds / _SAMPLES
            sample = _sample(editor, now)
            print(sample, flush=True)
            yield sample
        _one_file(editor, world, chance)
    yield _sample(editor, seconds)


def _one_file(editor: Editor, world: World, chance: random.Random) -> None:
    """Open a registry, type in it, ask, and close it; somebody else saves another one meanwhile."""
    number = chance.randrange(WORKSPACES)
    document = editor.open(world.registry(number))
    place = document.find('"description": "', skip=len('"description": "'))
    for _ in range(chance.randrange(4, 12)):
        editor.type(document, place, 0, chance.choice("abc é🚀"))
        editor.hover(document, document.find(f'"{SHARED_STEP}"', skip=3))
        time.sleep(_PAUSE)
    if chance.random() < 0.3:
        _burst(editor, document, chance)
    if chance.random() < 0.3:
        other = world.registry((number + 1) % WORKSPACES)
        other.write_text(other.read_text("utf-8").replace('"description": "', '"description": "x', 1), "utf-8")
        change = {"uri": other.as_uri(), "type": 2}
        editor.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
    editor.close_document(document)


def _burst(editor: Editor, document: Document, chance: random.Random) -> None:
    place = document.find('"description": "', skip=len('"description": "'))
    for _ in range(_BURST):
        editor.notify("textDocument/didChange", document.replace(place, 0, chance.choice("xyz")))
    editor.type(document, place, 0, "!")


def _sample(editor: Editor, seconds: float) -> Sample:
    process = psutil.Process(editor.process.pid)
    handles = process.num_fds() if os.name == "posix" else process.num_handles()
    return Sample(seconds, editor.memory(), handles, process.num_threads())


def _judge(samples: list[Sample], seconds: float) -> int:
    """Compare the end with the first moment after the warm-up."""
    warm = next(sample for sample in samples if sample.seconds >= seconds / 10)
    last = samples[-1]
    faults = []
    if last.memory > warm.memory * _GROWTH:
        faults.append(f"memory grew from {warm.memory / 1e6:.1f} to {last.memory / 1e6:.1f} MB")
    if last.handles > warm.handles + _SPARE_HANDLES:
        faults.append(f"handles grew from {warm.handles} to {last.handles}")
    if last.threads > warm.threads:
        faults.append(f"threads grew from {warm.threads} to {last.threads}")
    print("\n".join(faults) or f"steady: {warm.memory / 1e6:.1f} MB after the warm-up, {last.memory / 1e6:.1f} MB now")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
