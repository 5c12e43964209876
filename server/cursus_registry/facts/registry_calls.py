"""The functions and tables that take a step name, as Cursus names them; nothing about files or trees.

A name here proves nothing by itself: it is the imports that say whose function it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

STEP_NAME = ("step_name", "name")


class Signature(NamedTuple):
    """Where a function takes the step name (first, or by one of these names) and the workspace.

    `workspace` is the position of the workspace, None if the function takes none. `asks`: it only asks
    whether there is such a step.
    """

    keywords: tuple[str, ...] = STEP_NAME
    workspace: int | None = 1
    asks: bool = False
    workspace_keywords: tuple[str, ...] = ("workspace_id",)


FUNCTIONS: dict[str, Signature] = {
    "get_config_class_name": Signature(),
    "get_builder_step_name": Signature(),
    "get_spec_step_type": Signature(),
    "get_spec_step_type_with_job_type": Signature(workspace=2),
    "get_sagemaker_step_type": Signature(),
    "get_step_description": Signature(),
    "get_step_definition": Signature(),
    "get_step": Signature(),
    "resolve_step_with_context": Signature(workspace_keywords=("context",)),
    "get_step_definition_with_resolution": Signature(),
    "resolve_step_components": Signature(),
    "get_step_info": Signature(workspace=None),
    "load_builder_class": Signature(workspace=None),
    "get_builder_for_step_type": Signature(("step_type", *STEP_NAME), workspace=None),
    "load_interface": Signature(workspace=None),
    "validate_step_name": Signature(asks=True),
    "has_step": Signature(asks=True),
}
TABLES = frozenset(
    {"STEP_NAMES", "BUILDER_STEP_NAMES", "SPEC_STEP_TYPES"}
    | {"get_step_names()", "get_builder_step_names()", "get_spec_step_types()"}
)
LISTINGS = frozenset({"get_all_step_names()"})
WORKSPACE_CONTEXT = "workspace_context"
DAG_METHODS: dict[str, tuple[str, ...]] = {
    "add_node": ("node",),
    "add_edge": ("src", "dst"),
    "set_step_config": ("step_name",),
}
"""The methods of a DAG, and of a factory of configurations, that take step names, and how these are called."""
DAG_CLASS = "PipelineDAG"
DAG_LISTS = ("nodes", "edges")
"""What the class itself takes: names, and pairs of them."""
NAMES = frozenset(name.removesuffix("()") for name in (*FUNCTIONS, *TABLES, *LISTINGS, *DAG_METHODS, DAG_CLASS))

# Bytes beyond ASCII are letters in an identifier.
_LETTER = rb"[\w\x80-\xff]"
_OTHER = rb"(?<!" + _LETTER + rb")(" + _LETTER + rb"{1,100})"
MAX_ROUNDS = 4


def _any_of(names: Iterable[str]) -> bytes:
    alternatives = b"|".join(re.escape(name.encode()) for name in sorted(names))
    return rb"(?<!" + _LETTER + rb")(?:" + alternatives + rb")(?!" + _LETTER + rb")"


_BEGINNINGS = (
    *{name.partition("_")[0] + "_" for name in FUNCTIONS},
    *{name.removeprefix("BUILDER_") for name in TABLES if name.isupper()},
    *DAG_METHODS,
    DAG_CLASS,
)
_ENCODED_BEGINNINGS = tuple(beginning.encode() for beginning in _BEGINNINGS)
_ANY_NAME = re.compile(b"|".join(name.encode() for name in sorted(NAMES)))


def has_any_name(data: bytes) -> bool:
    """Whether one of the names stands in a text, be it part of a longer word: most texts have none."""
    return any(beginning in data for beginning in _ENCODED_BEGINNINGS) and _ANY_NAME.search(data) is not None


def names_in_use(data: bytes) -> frozenset[str]:
    """The names, and what a text may call them besides; a name too many does no harm."""
    found, latest = NAMES, NAMES
    for _ in range(MAX_ROUNDS):
        latest = _other_names(latest, data) - found
        if not latest:
            break
        found |= latest
    return found


def _other_names(names: frozenset[str], data: bytes) -> frozenset[str]:
    """`other = a.X`, `other: T = X`, `import X as other`. Bounded, so that no line is too long for it."""
    any_of = _any_of(names)
    assigned = _OTHER + rb"\s{0,9}(?::[^=\n]{0,80})?=\s{0,9}[\w.()]{0,80}" + any_of
    imported = any_of + rb"\s{1,9}as\s{1,9}" + _OTHER
    found = (match[1] or match[2] for match in re.finditer(assigned + rb"|" + imported, data))
    return frozenset(name.decode("utf-8", "replace") for name in found)


def offsets_of(names: Iterable[str], data: bytes) -> list[int]:
    """Where any of the names begins in a text, in order."""
    return [match.start() for match in re.finditer(_any_of(names), data)]
