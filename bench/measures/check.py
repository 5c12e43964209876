"""Goal: `check` on a small project is done before one looks; on a large one its cost follows the parser's."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from client import NotAnsweredError, WrongAnswerError
from measures.cold_index import parse_and_walk, read_texts
from stage import OURS, Stage
from table import Row, best, clocked, compared, p50
from world import COLLISION, HEALTHY

GOAL = 0.4
_LARGE_CHECKS = 5
RATIO = 4
_LARGE = 1_000
_PATIENCE = 120


def measure(stage: Stage) -> Iterator[Row]:
    """Whole processes, from start to exit."""
    times = [_check(HEALTHY, 0, "No findings") for _ in range(stage.scale.checks)]
    yield clocked("check fixtures/healthy", p50(times), GOAL)
    texts = read_texts(stage.large)
    ours, bare = [], []
    for _ in range(min(stage.scale.checks, _LARGE_CHECKS)):
        bare.append(parse_and_walk(texts))
        ours.append(_check(stage.large.root, 1, f"{stage.large.workspaces} warnings", stage.large.workspaces))
    limit = RATIO if stage.large.workspaces >= _LARGE else None  # of a small project, the start is most
    yield compared(f"check, {stage.scale.size}", best(ours), best(bare), "parse and walk", limit)


def _check(path: Path, code: int, summary: str, collisions: int = 0) -> float:
    command = [*OURS, "check", "--output-format", "concise", str(path)]
    started = perf_counter()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise NotAnsweredError(f"check {path}: not done in {_PATIENCE} s") from None
    taken = perf_counter() - started
    found = done.stdout.count(f"[{COLLISION}]")
    if done.returncode != code or summary not in done.stdout or found != collisions:
        raise WrongAnswerError(f"check {path}: exit code {done.returncode}, {found} {COLLISION}\n{done.stderr[-500:]}")
    return taken
