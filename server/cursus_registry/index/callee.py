"""Whether a dotted path leads to the registry package, through the imports of the project's own modules.

It must not know trees or files: what a module exports is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

FRAMEWORK = "cursus"
DAG_CLASSES = frozenset({"PipelineDAG", "DAGConfigFactory"})
"""The framework's classes whose methods take step names, in whichever of its modules they stand."""
REGISTRY_PACKAGES = (
    "cursus.registry",
    "cursus.steps.registry",
    "cursus.step_catalog",
    "cursus.steps.interfaces",
    "cursus_registry",
)
MAX_PATHS = 100

_SOURCE_ROOT = "src."
_USE = re.compile(r"[(\[]")

ExportsOf = Callable[[str], Mapping[str, tuple[str, ...]] | None]


def surely_leads(callees: Collection[str], leads: Callable[[str, ExportsOf], bool], exports_of: ExportsOf) -> bool:
    """Whether a name that can be any of several things is surely one of ours: one of them is, the others its likes.

    What is imported from either of two places has the same name in both. A `networkx.DiGraph` that a name stands for
    as well as for a `PipelineDAG` has another: nobody can tell whose method is called.
    """
    ours = {_last_name(callee) for callee in callees if leads(callee, exports_of)}
    return bool(ours) and all(_last_name(callee) in ours for callee in callees)


def _last_name(callee: str) -> str:
    return _USE.split(callee, maxsplit=1)[0].rpartition(".")[2]


def leads_to_registry(callee: str, exports_of: ExportsOf) -> bool:
    """Whether any way from the path leads to the registry package; what cannot be told leads nowhere.

    `exports_of` gives the exports of a project's module (name to paths, `*` to modules), None for others.
    """
    return _leads_to(callee, exports_of, _is_in_registry)


def leads_to_dag(callee: str, exports_of: ExportsOf) -> bool:
    """Whether any way from the path leads to a DAG of the framework. See `leads_to_registry`."""
    return _leads_to(callee, exports_of, _is_dag_class)


def _leads_to(callee: str, exports_of: ExportsOf, is_meant: Callable[[str], bool]) -> bool:
    waiting = [_USE.split(callee, maxsplit=1)[0]]
    seen: set[str] = set()
    while waiting and len(seen) < MAX_PATHS:
        path = waiting.pop()
        if path in seen:
            continue
        if is_meant(path):
            return True
        seen.add(path)
        waiting.extend(_followed(path, exports_of))
    return False


def function_of(callee: str) -> str:
    """The name of the function, method or table that a callee ends in."""
    return callee.removesuffix("[]").removesuffix("()").rpartition(".")[2]


def _is_in_registry(path: str) -> bool:
    inside = path.removeprefix(_SOURCE_ROOT)
    return any(inside == package or inside.startswith(f"{package}.") for package in REGISTRY_PACKAGES)


def _is_dag_class(path: str) -> bool:
    package, _, name = path.removeprefix(_SOURCE_ROOT).rpartition(".")
    return name in DAG_CLASSES and (package == FRAMEWORK or package.startswith(f"{FRAMEWORK}."))


def _followed(path: str, exports_of: ExportsOf) -> Iterator[str]:
    """One import further: the longest part of the path that is a project module, and what it exports."""
    parts = path.removeprefix(_SOURCE_ROOT).split(".")
    for length in range(len(parts) - 1, 0, -1):
        exports = exports_of(".".join(parts[:length]))
        if exports is None:
            continue
        name, rest = parts[length], parts[length + 1 :]
        targets = exports.get(name) or tuple(f"{star}.{name}" for star in exports.get("*", ()))
        yield from (".".join([target, *rest]) for target in targets)
        return
