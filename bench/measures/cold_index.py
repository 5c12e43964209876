"""Goal: to read a whole project costs at most three times what the parser alone needs for the same bytes."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from time import perf_counter

import tree_sitter_python
from tree_sitter import Language, Parser, Tree

from client import WrongAnswerError
from cursus_registry.files import Disk
from cursus_registry.project import Project
from stage import Stage
from table import Row, best, compared
from world import SHARED_STEP, World

LIMIT = 3.0


def measure(stage: Stage) -> Iterator[Row]:
    """The one row, by turns: the parser alone, then us."""
    texts = read_texts(stage.large)
    ours, bare = [], []
    for _ in range(stage.scale.loads):
        bare.append(parse_and_walk(texts))
        ours.append(_load(stage.large))
    yield compared(f"cold index, {stage.scale.size}", best(ours), best(bare), "parse and walk", LIMIT)


def read_texts(world: World) -> list[bytes]:
    """The contents of every file that an index of the project reads."""
    return [path.read_bytes() for path in world.root.rglob("*.py")]


def parse_and_walk(texts: list[bytes]) -> float:
    """The seconds to parse texts and visit every node of their trees, and nothing else."""
    parser = Parser(Language(tree_sitter_python.language()))
    gc.collect()
    started = perf_counter()
    visited = sum(_walk(parser.parse(text)) for text in texts)
    taken = perf_counter() - started
    assert visited > len(texts), "there was something to walk over"
    return taken


def _walk(tree: Tree) -> int:
    cursor = tree.walk()
    visited = 1
    while True:
        if cursor.goto_first_child() or cursor.goto_next_sibling():
            visited += 1
            continue
        while cursor.goto_parent():
            if cursor.goto_next_sibling():
                visited += 1
                break
        else:
            return visited


def _load(world: World) -> float:
    gc.collect()
    started = perf_counter()
    snapshot = Project(Disk(), world.root.as_posix()).load_all()
    taken = perf_counter() - started
    rows = snapshot.view.index.names.get(SHARED_STEP, ())
    if len(rows) != world.workspaces:
        raise WrongAnswerError(f"{SHARED_STEP} has {len(rows)} declarations, not {world.workspaces}")
    return taken
