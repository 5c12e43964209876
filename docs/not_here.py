"""Where a request makes no sense: by rule, each with its reason. The one place that says so.

A cell of the table "request × place" has a test or stands here; `requests_table` fails on one that has neither, and
`tests/lsp/test_every_place.py` asks every request at every place: nothing where it stands here, something elsewhere.
"""

from __future__ import annotations

from typing import NamedTuple

_ALL = frozenset(range(1, 12))


class Rule(NamedTuple):
    """Why some requests are not answered at some places: `cells` has the places of each request."""

    reason: str
    cells: dict[str, frozenset[int]]


def _at(*places: int) -> frozenset[int]:
    return frozenset(places)


def _but(*places: int) -> frozenset[int]:
    return _ALL - frozenset(places)


def _each(requests: str, *places: int) -> dict[str, frozenset[int]]:
    return {request: frozenset(places) for request in requests.split()}


RULES = (
    Rule(
        "A string that only equals a name may mean anything: whoever looks for references is told of it, and whoever"
        " renames is asked. Nothing else is said of it.",
        _each(
            "diagnostics completion hover definition declaration type_definition implementation document_highlight"
            " code_action inlay_hint semantic_tokens selection_range type_hierarchy call_hierarchy",
            11,
        ),
    ),
    Rule(
        "The definition of a class belongs to the Python server, which proposes, colours, marks and selects its name;"
        " findings about a class stand where a registry names it.",
        _each(
            "diagnostics completion definition document_highlight inlay_hint semantic_tokens selection_range",
            10,
        ),
    ),
    Rule(
        "Metadata is about a workspace, and about no step: it leads nowhere, is used nowhere, and is in no hierarchy.",
        _each(
            "definition declaration type_definition implementation references document_highlight rename inlay_hint"
            " type_hierarchy call_hierarchy",
            3,
        ),
    ),
    Rule(
        "A field is about the entry that it stands in: from the name of a class one gets to the class, and the other"
        " ways from a step begin at its key.",
        _each("declaration type_definition implementation inlay_hint type_hierarchy call_hierarchy", 2),
    ),
    Rule(
        "Lenses and folds are of declarations: what else can be folded, the host's server knows.",
        {"code_lens": _but(1), "folding_range": _but(1, 3)},
    ),
    Rule(
        "Outlines are of registries and DAG files: the outline of a program, a notebook or any other JSON or YAML is"
        " the host server's.",
        {"document_symbol": _at(4, 5, 7, 8, 9, 10, 11)},
    ),
    Rule(
        "Symbols of a workspace are what is declared; where it is used, references tell.",
        {"workspace_symbol": _but(1)},
    ),
    Rule(
        "A link stands on a value that names a file, which only the fields of an entry do.",
        {"document_link": _but(2)},
    ),
    Rule(
        "The id of a workspace stands in its metadata and in look-ups of Python files; notebooks are left to a person.",
        {"will_rename_files": _but(3, 4)},
    ),
    Rule(
        "A command is given names, and a virtual document is of a whole workspace: the place does not matter. What is"
        " tested is what they say of registries, and of look-ups from a chosen workspace.",
        {"execute_command": _but(1, 4), "text_document_content": _but(1)},
    ),
)


def reasons() -> dict[tuple[str, int], str]:
    """The reason of each cell that stays empty. Raises ValueError if one has two."""
    found: dict[tuple[str, int], str] = {}
    for rule in RULES:
        for request, places in rule.cells.items():
            for place in places:
                if (request, place) in found:
                    raise ValueError(f"{request} at P{place} has two reasons")
                found[request, place] = rule.reason
    return found
