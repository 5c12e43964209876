"""The functions and tables that take a step name, as Cursus names them; nothing about files or trees.

A name here proves nothing by itself: it is the imports that say whose function it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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
ADDING = frozenset({"add_node", "add_edge"})
"""Those that put something into a DAG; a subclass has them from its base."""
DAG_CLASS = "PipelineDAG"
DAG_LISTS = ("nodes", "edges")
"""What the class itself takes: names, and pairs of them."""
NAMES = frozenset(name.removesuffix("()") for name in (*FUNCTIONS, *TABLES, *LISTINGS, *DAG_METHODS, DAG_CLASS))

_ONLY_CALLED = NAMES - {name.removesuffix("()") for name in (*TABLES, *LISTINGS)}
"""The names whose call gives neither a table nor a list of names."""
MAX_ROUNDS = 4

# Bytes beyond ASCII are letters in an identifier.
_LETTER = rb"[\w\x80-\xff]"
_LETTERS = frozenset(byte for byte in range(256) if chr(byte).isalnum() or byte == 0x5F or byte >= 0x80)
_SO_FAR = 100
"""So far from a name its other name is looked for, so that no line is too long for it."""
_BEHIND_AS = re.compile(rb"\s{1,9}as\s{1,9}(" + _LETTER + rb"{1,100})")
_BEFORE_EQUALS = re.compile(rb"(?<!" + _LETTER + rb")(" + _LETTER + rb"{1,100})\s{0,9}(?::[^=\n]{0,80})?\Z")
_BEHIND_EQUALS = re.compile(rb"\s{0,9}[\w.()]{0,80}\Z")
_BETWEEN_WORDS = bytes(byte if byte in _LETTERS else 0x20 for byte in range(256))
_ENCODED = {name.encode(): name for name in NAMES}


def has_any_name(data: bytes) -> bool:
    """Whether one of the names stands in a text: most texts have none."""
    return not _ENCODED.keys().isdisjoint(data.translate(_BETWEEN_WORDS).split())


def names_in(data: bytes) -> set[bytes]:
    """Those of the names that stand in a text."""
    return _ENCODED.keys() & data.translate(_BETWEEN_WORDS).split()


class NamesInUse(NamedTuple):
    """The names, those that a text calls them besides among them, and where one stands: (first byte, end), in order."""

    names: frozenset[str]
    places: list[tuple[int, int]]


def names_in_use(data: bytes) -> NamesInUse:
    """The names, and what a text may call them besides; a name too many does no harm."""
    found, places = NAMES, list[tuple[int, int]]()
    latest = [(_ENCODED[word], word) for word in names_in(data)]
    for _ in range(MAX_ROUNDS):
        standing = {name: places_of(word, data) for name, word in latest}
        for in_order in standing.values():
            places += in_order
        others = frozenset(_other_names(standing, data)) - found
        latest = [(name, name.encode()) for name in others]
        found |= others
        if not others:
            break
    for _, word in latest:  # what the last round found is looked for, but not called otherwise any more
        places += places_of(word, data)
    return NamesInUse(found, sorted(places))


def _other_names(standing: Mapping[str, Sequence[tuple[int, int]]], data: bytes) -> Iterator[str]:
    """`other = a.X`, `other: T = X`, `import X as other`; a DAG itself needs no name: its methods are looked for."""
    for name, places in standing.items():
        gives_no_table = name in _ONLY_CALLED
        for start, end in places:
            behind = data[end : end + 1]
            if behind == b"[" or (gives_no_table and behind == b"("):  # a step is looked up: that is no other name
                continue
            other = _BEHIND_AS.match(data, end)
            if other is not None:
                yield other[1].decode("utf-8", "replace")
            equals = data.rfind(b"=", max(start - _SO_FAR, 0), start)
            if equals < 0 or _BEHIND_EQUALS.fullmatch(data, equals + 1, start) is None:
                continue
            assigned = _BEFORE_EQUALS.search(data[max(equals - 2 * _SO_FAR, 0) : equals])
            if assigned is not None:
                yield assigned[1].decode("utf-8", "replace")


def places_of(word: bytes, data: bytes, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Where a word stands by itself in a part of a text; several times faster than a pattern."""
    last = len(data) if end is None else end
    found = []
    at = data.find(word, start, last) if word else -1  # where a name is missing, the tree has an empty one
    while at >= 0:
        behind = at + len(word)
        if (at == 0 or data[at - 1] not in _LETTERS) and (behind == len(data) or data[behind] not in _LETTERS):
            found.append((at, behind))
        at = data.find(word, behind, last)
    return found
