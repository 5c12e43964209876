"""The outline of a DAG file."""

import pytest
from lsprotocol import types as lsp

from cursus_registry.features.symbols import SymbolKind, document_symbols
from cursus_registry.files.uris import to_uri
from support import clients
from support.checks import open_fixture
from support.server import Desk
from support.worlds import CONFIG_FILE, DAG_FILE, WORLD, config_file, dag_file

DAG = """{
  "note": "🚀", "dag": {
    "nodes": ["🚀", "Package_training", "MIMSPackaging"],
    "edges": [["Package_training", "MIMSPackaging"], ["🚀", "Package_training"], ["alone"]]
  }
}
"""


def outline(text):
    return document_symbols(open_fixture(f"{WORLD}\n#- {DAG_FILE}\n{text}").snapshot, DAG_FILE)


def test_document_symbol_p6_nodes_and_edges():
    [dag] = outline(DAG)
    assert (dag.name, dag.detail, dag.kind) == ("dag", "3 nodes, 2 edges", SymbolKind.DAG)
    assert [(symbol.name, symbol.detail, symbol.kind) for symbol in dag.children] == [
        ("🚀", "", SymbolKind.STEP),
        ("Package_training", "alice.Package", SymbolKind.STEP),
        ("MIMSPackaging", "", SymbolKind.STEP),
        ("Package_training → MIMSPackaging", "", SymbolKind.EDGE),
        ("🚀 → Package_training", "", SymbolKind.EDGE),
    ]
    assert [symbol.deprecated for symbol in dag.children] == [False, False, True, False, False]
    assert DAG.encode()[slice(*dag.children[3].span)] == b'Package_training", "MIMSPackaging'


@pytest.mark.parametrize("cut", [0.3, 0.5, 0.7, 0.9])
def test_document_symbol_p6_of_half_typed_text(cut):
    half = DAG[: int(len(DAG) * cut)]
    names = [child.name for symbol in outline(half) for child in symbol.children]
    whole = [child.name for symbol in outline(DAG) for child in symbol.children]
    assert set(names) <= set(whole)


@pytest.mark.parametrize("text", ['{"dag": 7}', '{"dag": {}}', "[]", "", '{"nodes": ["Package"]}'])
def test_document_symbol_p6_without_nodes(text):
    assert [symbol.children for symbol in outline(text)] in [[], [()]]


def test_document_symbol_p7_is_left_to_the_json_server():
    assert document_symbols(open_fixture(WORLD + config_file()).snapshot, CONFIG_FILE) == []


@pytest.mark.parametrize("client", [clients.vscode, clients.emacs, clients.nothing])
def test_document_symbol_p6_for_any_client(client):
    desk = Desk(WORLD + dag_file(), client())
    desk.run()
    desk.open(DAG_FILE)
    params = lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(to_uri(DAG_FILE)))
    found = desk.ask(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, params)
    assert found[0].name == "dag"
    assert found[0].kind is lsp.SymbolKind.Namespace
