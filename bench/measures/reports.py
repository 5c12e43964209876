"""Goal: what is told of a whole project costs no more than checking it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from time import perf_counter
from typing import Any

from client import NotAnsweredError, WrongAnswerError
from stage import OURS, Stage
from table import Row, best, compared
from world import SHARED_STEP

LIMIT = 1.1  # both read the project whole, which is most of it: the rest is noise
_ROUNDS = 3
_PATIENCE = 120


def measure(stage: Stage) -> Iterator[Row]:
    """Whole processes in turn, from start to exit."""
    checks, conflicts, health = [], [], []
    for _ in range(min(stage.scale.checks, _ROUNDS)):
        checks.append(_run(stage, "check", str(stage.large.root))[0])
        taken, report = _run(stage, "conflicts", "--all", "--project", str(stage.large.root))
        plain = {one["name"]: len(one["definitions"]) for one in report["conflicts"] if one["plain"]}
        if plain != {SHARED_STEP: stage.large.workspaces}:
            raise WrongAnswerError(f"conflicts: {plain}")
        conflicts.append(taken)
        taken, report = _run(stage, "health", "--project", str(stage.large.root))
        if len(report["sources"]["workspace"]) != stage.large.workspaces or report["status"] != "HEALTHY":
            raise WrongAnswerError(f"health: {report['status']}")
        health.append(taken)
    yield compared(f"conflicts --all, {stage.scale.size}", best(conflicts), best(checks), "check", LIMIT)
    yield compared(f"health, {stage.scale.size}", best(health), best(checks), "check", LIMIT)


def _run(stage: Stage, *arguments: str) -> tuple[float, dict[str, Any]]:
    command = [*OURS, *arguments, "--output-format", "json"]
    started = perf_counter()
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_PATIENCE, check=False, cwd=stage.large.root
        )
    except subprocess.TimeoutExpired:
        raise NotAnsweredError(f"{arguments[0]}: not done in {_PATIENCE} s") from None
    taken = perf_counter() - started
    if done.returncode == 2:
        raise WrongAnswerError(f"{arguments[0]}: {done.stderr[-500:]}")
    return taken, json.loads(done.stdout)
