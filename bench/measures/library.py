"""Goals: all registries as definitions in 1.5 times what running them and building the same models costs; one step of
one workspace in a twentieth of that; a table that was asked for before in about 20 microseconds.
"""

from __future__ import annotations

import gc
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from client import WrongAnswerError
from cursus_registry.api.legacy import from_legacy_format
from cursus_registry.api.manager import UnifiedRegistryManager
from stage import Stage
from table import Row, best, clocked, compared
from world import SHARED_STEP, World

LIMIT_ALL, LIMIT_ONE = 1.5, 0.05
TABLE_SECONDS = 0.00002
_ROUNDS = 6
_ASKED = 2000


def measure(stage: Stage) -> Iterator[Row]:
    """Everything, then one step, each by a manager that has read nothing; then one table again and again."""
    world = stage.large
    ours, theirs, one = [], [], []
    for _ in range(_ROUNDS):
        theirs.append(_run_all(world))
        ours.append(_read_all(world))
        one.append(_read_one(world))
    yield compared("all into definitions", best(ours), best(theirs), "run them, build models", LIMIT_ALL)
    yield compared("one step of a fresh manager", best(one), best(theirs), "run them, build models", LIMIT_ONE)
    yield clocked("the same table again", _again(world), TABLE_SECONDS)


def _read_all(world: World) -> float:
    gc.collect()
    started = perf_counter()
    with UnifiedRegistryManager(project=world.root) as manager:
        count = sum(len(manager.discover_workspace_steps(workspace)) for workspace in manager.list_workspaces())
        count += len(manager.get_all_step_definitions())
        seconds = perf_counter() - started
    if count < world.declarations:
        raise WrongAnswerError(f"library: {count} definitions of {world.declarations} declarations")
    return seconds


def _run_all(world: World) -> float:
    """The registries as modules, without compiled code kept, and a model of each entry."""
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    gc.collect()
    started = perf_counter()
    try:
        for path in [*world.registries(), world.root / "src/cursus/registry/step_names.py"]:
            tables = _run(path)
            for name in ("STEP_NAMES", "WORKSPACE_STEPS", "STEP_OVERRIDES"):
                for step, entry in getattr(tables, name, {}).items():
                    from_legacy_format(step, entry)
    finally:
        sys.dont_write_bytecode = before
    return perf_counter() - started


def _run(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("registry", path)
    if spec is None or spec.loader is None:
        raise WrongAnswerError(f"library: {path} cannot be run")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read_one(world: World) -> float:
    gc.collect()
    started = perf_counter()
    with UnifiedRegistryManager(project=world.root) as manager:
        found = manager.get_step_definition(SHARED_STEP, manager.list_workspaces()[0])
        seconds = perf_counter() - started
    if found is None or found.name != SHARED_STEP:
        raise WrongAnswerError(f"library: {found!r} is not {SHARED_STEP!r}")
    return seconds


def _again(world: World) -> float:
    with UnifiedRegistryManager(project=world.root) as manager:
        workspace = manager.list_workspaces()[0]
        manager.create_legacy_step_names_dict(workspace)
        started = perf_counter()
        for _ in range(_ASKED):
            manager.create_legacy_step_names_dict(workspace)
        return (perf_counter() - started) / _ASKED
