"""The table "request × place", each cell with the tests that show the answer: read from the names of the tests.

`tests/REQUESTS.md` tells how a test gets into a cell, `not_here` which cells are empty for a reason: a cell that has
neither is an error. Texts are read, nothing is imported, so that this is quick and
any test module can take part.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import not_here

TESTS = Path(__file__).resolve().parent.parent / "tests"

PLACES = {
    1: "registry key",
    2: "field",
    3: "metadata",
    4: "registry call",
    5: "DAG call",
    6: "DAG file",
    7: "config file",
    8: "compatible source",
    9: "notebook cell",
    10: "class",
    11: "other string",
}
"""The places where a step name, or something about a step, stands."""

REQUESTS = {
    "diagnostics": ("pull",),
    "completion": (),
    "hover": (),
    "definition": (),
    "declaration": (),
    "type_definition": (),
    "implementation": (),
    "references": (),
    "document_highlight": ("highlight", "highlights"),
    "rename": ("prepare_rename",),
    "will_rename_files": ("will_rename",),
    "code_action": ("code_actions", "actions", "quick_fix", "fix", "refactor", "refactoring", "refactorings"),
    "code_lens": ("code_lenses", "lens", "lenses"),
    "inlay_hint": ("inlay_hints",),
    "document_symbol": ("document_symbols",),
    "workspace_symbol": ("workspace_symbols",),
    "semantic_tokens": ("semantic_token",),
    "folding_range": ("folding", "folding_ranges"),
    "selection_range": ("selection", "selection_ranges"),
    "document_link": ("document_links",),
    "type_hierarchy": (),
    "call_hierarchy": (),
    "execute_command": ("command", "commands"),
    "text_document_content": ("content", "virtual_document", "virtual_documents"),
}
"""The requests as tests name them, with the other words that a test's name may begin with."""

_WORDS = {word: request for request, others in REQUESTS.items() for word in (request, *others)}
_REQUEST = "|".join(sorted(_WORDS, key=len, reverse=True))
_NAME = re.compile(rf"test_(?P<request>{_REQUEST})(?=_|\Z)")
_OF_REQUESTS = ("features/", "lsp/")
_NAMES_PLACE = re.compile(r"[\"'_][pP]\d")
_PLACE_IN_NAME = re.compile(r"(?<=_)p(\d{1,2})(?=_|\Z)")
_DENIES = re.compile(r"_no(?:t|thing|where)?_")
_PLACE_IN_STRING = re.compile(r"\A[pP](\d{1,2})(?![0-9A-Za-z])")


class Cover(NamedTuple):
    """One test of one request at one place. `module` is its path below `tests/`, with its class if it has one."""

    request: str
    place: int
    module: str
    test: str


def covers(folder: Path = TESTS) -> list[Cover]:
    """What all tests of a folder cover, in the order of their files."""
    return [
        cover
        for path in sorted(folder.rglob("test_*.py"))
        for cover in covers_in(path.read_text(encoding="utf-8"), path.relative_to(folder).as_posix(), folder)
    ]


def covers_in(text: str, module: str, folder: Path = TESTS) -> Iterator[Cover]:
    """What the tests of one module cover: by their names, and by the strings that they are parametrised with."""
    tree = _parsed(text)
    constants = {**_imported(tree, folder), **_constants(tree)}
    for owner, function in _functions(tree):
        request = _request_of(function.name, module)
        if request is None:
            continue
        found = {*_places_named(function), *_places_in(function.decorator_list, constants)}
        for place in sorted(found & PLACES.keys()):
            yield Cover(request, place, module + owner, function.name)


def misnamed(folder: Path = TESTS) -> list[str]:
    """The tests of features and of the server that name a place, but no request or no place that there is."""
    return [
        f"{module}::{function.name}"
        for path in sorted(folder.rglob("test_*.py"))
        if (module := path.relative_to(folder).as_posix()).startswith(_OF_REQUESTS)
        for _, function in _functions(_parsed(path.read_text(encoding="utf-8")))
        if (places := _places_named(function)) and not (_request_of(function.name, module) and places <= PLACES.keys())
    ]


def unjudged(found: Iterable[Cover]) -> list[str]:
    """The cells of which nobody has said anything: no test is there, and no reason why there is none."""
    told = {*((cover.request, cover.place) for cover in found), *not_here.reasons()}
    return [f"{request} P{place}" for request in REQUESTS for place in PLACES if (request, place) not in told]


def table() -> str:
    """The table for the readme: in each cell the name of one of its tests, and how many others there are.

    Raises ValueError for a cell that is neither tested nor judged.
    """
    found, reasons = covers(), not_here.reasons()
    if missing := unjudged(found):
        raise ValueError(f"neither a test (tests/REQUESTS.md) nor a reason (docs/not_here.py): {', '.join(missing)}")
    cells: dict[tuple[str, int], list[str]] = defaultdict(list)
    for cover in found:
        if (cover.request, cover.place) not in reasons:
            cells[cover.request, cover.place].append(cover.test)
    heads = [f"P{number} {name}" for number, name in PLACES.items()]
    lines = [_row("request", heads), _row("---", ["---"] * len(heads))]
    lines += [_row(request, [_cell(cells[request, number], number) for number in PLACES]) for request in REQUESTS]
    return "\n".join(lines) + "\n"


def page() -> str:
    """All tests of all cells, as a page."""
    lines = ["# Requests, places, tests", "", "Which test shows what a request answers at a place.", ""]
    lines += ["| request | place | test |", "|---|---|---|"]
    order = {request: number for number, request in enumerate(REQUESTS)}
    for cover in sorted(covers(), key=lambda one: (order[one.request], one.place, one.module, one.test)):
        place = f"P{cover.place} {PLACES[cover.place]}"
        lines.append(f"| {cover.request} | {place} | `{cover.module}::{cover.test}` |")
    lines += [
        "",
        "## Where there is nothing to answer",
        "",
        "`lsp/test_every_place.py` asks each of these, commands and virtual documents aside.",
        "",
    ]
    lines += ["| why | where |", "|---|---|"]
    lines += [_row(rule.reason, [_cells_of(rule)]) for rule in not_here.RULES]
    return "\n".join(lines) + "\n"


def _request_of(test: str, module: str) -> str | None:
    """The request that a test's name begins with, else its module's."""
    match = _NAME.match(test) or _NAME.match(Path(module).stem)
    return _WORDS[match["request"]] if match else None


def _parsed(text: str) -> ast.Module:
    """The tree of a module; an empty one if its text can name no place."""
    return ast.parse(text if _NAMES_PLACE.search(text) or "from support" in text else "")


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    return {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _imported(tree: ast.Module, folder: Path) -> dict[str, ast.expr]:
    """The constants of modules in `tests/support` that a module imports from."""
    sources = {node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom)}
    paths = (folder / f"{source.replace('.', '/')}.py" for source in sources if source.startswith("support."))
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in paths if path.is_file())
    return {name: value for found in trees for name, value in _constants(found).items()}


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """The functions of a module and the methods of its classes, each with `::` and the class, if there is one."""
    owners: list[tuple[str, list[ast.stmt]]] = [("", tree.body)]
    owners += [(f"::{node.name}", node.body) for node in tree.body if isinstance(node, ast.ClassDef)]
    for owner, body in owners:
        yield from ((owner, node) for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _places_named(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[int]:
    return {int(number) for number in _PLACE_IN_NAME.findall(function.name)}


def _places_in(nodes: Iterable[ast.AST], constants: dict[str, ast.expr]) -> Iterator[int]:
    """The places that strings begin with, in some expressions and in the constants of the module that they use."""
    seen: set[str] = set()
    waiting = list(nodes)
    while waiting:
        for node in ast.walk(waiting.pop()):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                match = _PLACE_IN_STRING.match(node.value)
                if match:
                    yield int(match[1])
            elif isinstance(node, ast.Name) and node.id in constants and node.id not in seen:
                seen.add(node.id)
                waiting.append(constants[node.id])


def _cell(tests: list[str], place: int) -> str:
    """The test that says most plainly what is answered at the place, and how many others there are."""
    names = sorted(
        dict.fromkeys(tests), key=lambda name: (bool(_DENIES.search(name)), f"_p{place}" not in name, len(name), name)
    )
    others = f" +{len(names) - 1}" if len(names) > 1 else ""
    return f"`{names[0].removeprefix('test_')}`{others}" if names else "–"


def _cells_of(rule: not_here.Rule) -> str:
    """The cells of a rule in words, requests with the same places together."""
    by_places: dict[frozenset[int], list[str]] = defaultdict(list)
    for request, places in rule.cells.items():
        by_places[places].append(request)
    said = ((requests, ", ".join(f"P{place}" for place in sorted(places))) for places, requests in by_places.items())
    return "; ".join(f"{', '.join(requests)}: {places}" for requests, places in said)


def _row(head: str, cells: list[str]) -> str:
    return f"| {' | '.join([head, *cells])} |"
