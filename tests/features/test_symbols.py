"""Symbols of a workspace and of a document: which come first, where they are, and what a client is told of them."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from lsprotocol import types as lsp

from cursus_registry.features.folding import folds
from cursus_registry.features.symbols import document_symbols
from cursus_registry.features.workspace_symbols import MOST_SYMBOLS, workspace_symbols
from cursus_registry.files import Memory
from cursus_registry.files.uris import to_path, to_uri
from cursus_registry.project import Project
from cursus_registry.text import Encoding
from support import clients
from support.checks import CORE, registry
from support.server import Desk

ALICE = registry("alice")
CORE_PATH = "/src/cursus/registry/step_names.py"
STEP = "/src/cursus/steps/interfaces/package.step.yaml"


def steps(*names):
    return "STEP_NAMES = {" + ", ".join(f'"{name}": {{}}' for name in names) + "}\n"


def found(query, *names):
    snapshot = Project(Memory({CORE_PATH: steps(*names)}), "/").load_all()
    return [one.identity.name for one in workspace_symbols([snapshot], query, Encoding.UTF16)]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("package", ["Package", "PackageModel", "ModelPackage", "Repackage", "PaceKeeperAge"]),
        ("Package", ["Package", "PackageModel", "ModelPackage", "Repackage", "PaceKeeperAge"]),
        ("mod", ["ModelPackage", "PackageModel"]),
        ("xt", ["XGBoostTraining"]),
        ("xgbt", ["XGBoostTraining"]),
        ("XGboost", ["XGBoostTraining"]),
        ("pkag", ["Package", "PackageModel", "PaceKeeperAge", "ModelPackage", "Repackage"]),
        ("core.pack", ["Package", "PackageModel", "ModelPackage", "PaceKeeperAge", "Repackage"]),
        ("model package", ["ModelPackage"]),
        ("zz", []),
    ],
)
def test_workspace_symbol_p1_the_best_come_first(query, names):
    came = found(query, "Repackage", "XGBoostTraining", "PaceKeeperAge", "ModelPackage", "PackageModel", "Package")
    assert came[: len(names)] == names
    assert bool(came) == bool(names)


def test_the_case_that_is_typed_comes_first():
    assert found("dummy", "Dummy", "dummy")[0] == "dummy"
    assert found("Dummy", "dummy", "Dummy")[0] == "Dummy"


@settings(max_examples=200, deadline=None)
@given(st.text("aBİß_x", min_size=1, max_size=8), st.data())
def test_whatever_letters_are_taken_of_a_name_find_it(name, data):
    kept = data.draw(st.lists(st.booleans(), min_size=len(name), max_size=len(name)))
    query = "".join(letter for letter, keep in zip(name, kept, strict=True) if keep)
    assert name in found(query, name)
    assert name in found(query.swapcase() if query.isascii() else query, name)


def test_no_more_than_anybody_reads():
    names = [f"Step{number}" for number in range(MOST_SYMBOLS + 50)]
    assert len(found("", *names)) == MOST_SYMBOLS
    assert found("step549", *names) == ["Step549"]


FILES = f"""{CORE}
#- {ALICE}
# ä🚀
STEP_OVERRIDES = {{"Package": {{}}}}; WORKSPACE_STEPS = {{"🚀": {{}}, "MIMSPayload": {{}}}}
"""


def lazy():
    return clients.vscode()


def plain():
    return lsp.ClientCapabilities()


def shown(desk, query=""):
    return desk.ask(lsp.WORKSPACE_SYMBOL, lsp.WorkspaceSymbolParams(query)) or []


@pytest.mark.parametrize("client", [lazy, plain])
def test_every_project_is_looked_through(client):
    desk = Desk(FILES, client())
    desk.run()
    came = shown(desk)
    assert sorted((one.name, one.container_name, to_path(one.location.uri)) for one in came) == sorted(
        [
            ("Package", "core", CORE_PATH),
            ("XGBoostTraining", "core", CORE_PATH),
            ("Package", "alice", ALICE),
            ("🚀", "alice", ALICE),
            ("MIMSPayload", "alice", ALICE),
        ]
    )
    assert {one.kind for one in came} == {lsp.SymbolKind.Class}
    assert [one.name for one in came if one.tags] == (["MIMSPayload"] if client is lazy else [])
    assert {isinstance(one.location, lsp.LocationUriOnly) for one in came} == {client is lazy}


@pytest.mark.parametrize("client", [lazy, plain])
def test_where_a_symbol_is(client):
    desk = Desk(FILES, client())
    desk.run()
    [one] = shown(desk, "mimspayload")
    if client is lazy:
        one = desk.ask(lsp.WORKSPACE_SYMBOL_RESOLVE, one)
    line = desk.disk.read(ALICE, 9999).data.decode().split("\n")[1]
    at = line.index('"MIMS') + 1  # a character beyond the plane counts twice
    assert one.location.range == lsp.Range(lsp.Position(1, at), lsp.Position(1, at + 13))


def test_a_symbol_that_has_moved_or_gone():
    desk = Desk(FILES)
    desk.run()
    [one] = shown(desk, "mimspayload")
    desk.open(ALICE, '\n\nWORKSPACE_STEPS = {"MIMSPayload": {}}\n')
    assert desk.ask(lsp.WORKSPACE_SYMBOL_RESOLVE, one).location.range.start == lsp.Position(2, 19)
    desk.type(ALICE, "", 2)
    assert desk.ask(lsp.WORKSPACE_SYMBOL_RESOLVE, one).location.range.start == lsp.Position(0, 0)


@pytest.mark.parametrize("data", [None, 7, {}, {"root": "/nowhere", "variable": "x", "ordinal": 1}])
def test_a_symbol_of_nobody(data):
    symbol = lsp.WorkspaceSymbol(lsp.LocationUriOnly(to_uri("/x.py")), "A", lsp.SymbolKind.Class, data=data)
    assert Desk(FILES).ask(lsp.WORKSPACE_SYMBOL_RESOLVE, symbol).location.range.start == lsp.Position(0, 0)


def test_nothing_found_is_null():
    desk = Desk(FILES)
    desk.run()
    assert shown(desk, "no such step") == []


# Documents


def outline(path, text, client=None):
    desk = Desk({path: text}, client or clients.vscode())
    desk.run()
    desk.open(path)
    params = lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(to_uri(path)))
    return desk.ask(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, params)


def test_document_symbol_p1_p2_of_an_interface_file():
    text = "registry:\n  description: Packs\n  sagemaker_step_type: Processing\nstep_type: Package\n"
    [table] = outline(STEP, text)
    [step] = table.children
    assert (step.name, step.detail, step.kind) == ("Package", "Processing", lsp.SymbolKind.Class)
    assert step.selection_range == lsp.Range(lsp.Position(3, 11), lsp.Position(3, 18))
    assert [(field.name, field.detail) for field in step.children] == [
        ("description", "Packs"),
        ("sagemaker_step_type", "Processing"),
    ]


def test_document_symbol_p2_a_list_has_its_strings():
    fields = '"job_types": ["a", "ä🚀", 1], "environment_tags": (), "metadata": {}'
    [table] = outline(ALICE, f'WORKSPACE_STEPS = {{"A": {{{fields}}}}}\n')
    found = {field.name: field.detail for field in table.children[0].children}
    assert found == {"job_types": "a, ä🚀", "environment_tags": None, "metadata": None}


def within(inner, outer):
    places = [(at.line, at.character) for at in (outer.start, inner.start, inner.end, outer.end)]
    return places == sorted(places)


@pytest.mark.parametrize("path", [ALICE, STEP, CORE_PATH])
@pytest.mark.parametrize(
    "text",
    ["step_type: A\nregistry:\n  description: d\n", FILES, steps("A", "B"), 'WORKSPACE_STEPS = {"A": {"b'],
    ids=["yaml", "fixture", "core", "broken"],
)
def test_a_name_lies_within_its_symbol(path, text):
    def check(symbol):
        assert within(symbol.selection_range, symbol.range)
        for child in symbol.children or ():
            check(child)

    for symbol in outline(path, text) or ():
        check(symbol)


def test_old_names_are_struck_through_where_the_client_can():
    [table] = outline(CORE_PATH, steps("MIMSPackaging", "Package"))
    assert [bool(step.tags) for step in table.children] == [True, False]
    [table] = outline(CORE_PATH, steps("MIMSPackaging"), clients.emacs())
    assert table.children[0].tags is None


def test_document_symbol_and_folding_range_count_in_the_same_words():
    names = [f"Step{number}" for number in range(1200)]
    snapshot = Project(Memory({CORE_PATH: f"{steps(*names)[:-2]}\n}}\n"}), "/").load_all()
    [table] = document_symbols(snapshot, CORE_PATH)
    assert table.detail == "1200 steps"
    assert "1200 steps" in {fold.instead for fold in folds(snapshot, CORE_PATH)}
