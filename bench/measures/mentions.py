"""Goal: the mentions of very many pipelines are found and indexed in twice what reading and parsing them takes."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

import tree_sitter_python
from tree_sitter import Language, Parser

from client import WrongAnswerError
from cursus_registry.facts.read import read_file
from cursus_registry.files import Disk
from cursus_registry.index.index import Index, replace_files
from cursus_registry.layout import place_of
from stage import Stage
from table import Row, best, compared

LIMIT = 2.0
_ROUNDS = 5


def measure(stage: Stage) -> Iterator[Row]:
    """The one row, by turns: reading and parsing alone, then us."""
    world = stage.used
    paths = sorted((world.root / "pipelines").glob("*.py"))
    expected = sum(world.mentions().values())
    ours, bare = [], []
    for _ in range(_ROUNDS):
        bare.append(_parse(paths))
        ours.append(_index(paths, expected))
    size = f"{stage.scale.pipelines:,} pipelines"
    yield compared(f"first index of mentions, {size}", best(ours), best(bare), "read and parse", LIMIT)


def _parse(paths: Sequence[Path]) -> float:
    parser = Parser(Language(tree_sitter_python.language()))
    gc.collect()
    started = perf_counter()
    nodes = sum(parser.parse(path.read_bytes()).root_node.child_count for path in paths)
    taken = perf_counter() - started
    assert nodes > len(paths), "there was something to parse"
    return taken


def _index(paths: Sequence[Path], expected: int) -> float:
    disk = Disk()
    gc.collect()
    started = perf_counter()
    read = (read_file(disk, path.as_posix(), place_of(f"pipelines/{path.name}")) for path in paths)
    index = replace_files(Index(), {one.facts.path: one.facts for one in read if one})
    taken = perf_counter() - started
    found = sum(len(facts.mentions) for facts in index.files.values())
    if found != expected:
        raise WrongAnswerError(f"mentions: {found} of {expected}")
    return taken
