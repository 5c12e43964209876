"""A server with a notebook open, and what it has said of its cells."""

from __future__ import annotations

from lsprotocol import types as lsp

from cursus_registry.files.uris import to_uri
from support.checks import CORE, classes, registry
from support.notebooks import IMPORT, NOTEBOOK, CellText, OpenNotebook, cell_uri
from support.server import Desk

ALICE, BOB = registry("alice"), registry("bob")
HERS = "/developer_workspaces/developers/alice/notebooks/fraud.ipynb"
SAME = f'"Same": {{"sagemaker_step_type": "Processing", "description": "d", {classes("Same")}}}'
PROJECT = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{{SAME}}}
STEP_OVERRIDES = {{"Package": {{"description": "Packs hers"}}}}
#- {BOB}
WORKSPACE_STEPS = {{{SAME}}}
"""
URI = to_uri(NOTEBOOK)
WRONG = CellText("python", 'get_config_class_name("Pakage")')
OTHER = CellText("python", 'get_config_class_name("XGBoostTraning")')
FIRST = CellText("python", IMPORT)


def desk_with(cells, path=NOTEBOOK, capabilities=None):
    """A server on a project, and a notebook of it open, with everything done that has to be."""
    desk = Desk(PROJECT, capabilities)
    notebook = OpenNotebook(desk, path).open(cells)
    desk.run()
    return desk, notebook


def places(diagnostics):
    return [(one.range.start.line, one.range.start.character, one.range.end.character, one.code) for one in diagnostics]


def pushed(desk):
    """What was published of notebooks since the last time, in order: URI, version, places and codes."""
    came = [
        (params.uri, params.version, places(params.diagnostics))
        for method, params in desk.sent
        if method == lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS and ".ipynb" in params.uri
    ]
    desk.sent.clear()
    return came


def shown(desk):
    """What the client shows of notebooks, by URI."""
    return {uri: found for uri, _, found in pushed(desk) if found}


def wanted(noted, path=NOTEBOOK):
    """The notes as the client counts: UTF-16."""
    found = {}
    for number, note in noted.notes:
        line = noted.cells[number].text.split("\n")[note.line]
        start, end = (len(line[:at].encode("utf-16-le")) // 2 for at in (note.start, note.end))
        found.setdefault(cell_uri(path, number), []).append((note.line, start, end, note.text))
    return found
