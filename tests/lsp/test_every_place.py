"""Every request at every place: something about the place, or nothing if that is what `docs/not_here.py` says.

What is about a place is what touches it: a lens over it, a symbol of it, an edit in it.
"""

import json

import pytest

import not_here
import requests_table
from cursus_registry.files import Memory
from cursus_registry.files.uris import to_uri
from support import clients
from support.checks import registry
from support.fixture import CURSOR, parse_fixture
from support.notebooks import CellText, cell_uri, to_json
from support.wire import Text, Wire
from support.worlds import BUILDER, DAG_HEAD, RUN, WORLD, config_file, dag_call, dag_file, interface, lookup

NOTEBOOK = "/developer_workspaces/developers/alice/notebooks/fraud.ipynb"
PACK = "#- /step_pack/interfaces/refund.step.yaml\nstep_type: Refund\nregistry: {description: d}\n"
KEPT = "/developer_workspaces/developers/alice/src/cursus_dev/steps/configs/config_alice_only_step.py"
CELL = f"{DAG_HEAD}'🚀', dag.add_edge('AliceOnly', '{{}}')"
HERS = f"""#- {registry("alice")}
STEP_OVERRIDES = {{"Package": {{
    "description": "ä🚀", "sagemaker_step_type": "<value>", "spec_type": "<spec>",
    "config_class": "<config>",
}}}}
WORKSPACE_METADATA = {{"conflict_tolerance": "<tolerance>", "developer_id": "<id>",
    "description": "d",
}}
WORKSPACE_STEPS = {{
    "<step>": {{
        "sagemaker_step_type": "Training", "description": "Hers",
    }},
    "Graph": {{"sagemaker_step_type": "Training", "description": "Hers"}},
}}
"""
SAID = {
    "value": "Processing",
    "spec": "Package",
    "config": "PackageConfig",
    "tolerance": "medium",
    "id": "alice",
    "step": "AliceOnly",
}


def hers(**said):
    """Alice's registry, in which something is said otherwise."""
    text = HERS
    for word, default in SAID.items():
        text = text.replace(f"<{word}>", said.get(word, default))
    return text


def at(word, number=4):
    """A word with the cursor in it."""
    return word[:number] + CURSOR + word[number:]


def cell(name):
    return f"#- {NOTEBOOK}\n{to_json([CellText('python', CELL.format(name))], ensure_ascii=False)}"


NAMES = ("Package_x", "Pakkage", "AliceOnly")
IN_FILES = {4: lookup, 5: lambda name: dag_call(f'dag.add_edge("AliceOnly", "{name}")'), 9: cell}
PLACES = {
    1: [hers(step=at("AliceOnly")), hers(step=at("Alice-Only")), hers().replace('"Package"', f'"{at("Package")}"', 1)],
    2: [
        *(hers(value=at(value)) for value in ("Processing", "Procesing")),
        hers(spec=at("Package")),
        hers(config=at("PackageConfig")),
        hers().replace('"description": "ä', f'"{at("description")}": "ä'),
    ],
    3: [
        *(hers(tolerance=at(word, 2)) for word in ("medium", "medum")),
        *(hers(id=at(word, 2)) for word in ("alice", "anna")),
        hers().replace("conflict_t", f"conflict_t{CURSOR}"),
    ],
    **{place: [text(at(name)) for name in NAMES] for place, text in IN_FILES.items()},
    6: [*(dag_file(edge=at(name)) for name in NAMES), dag_file(node=at("Package_x"))],
    7: [*(config_file(key=at(name)) for name in NAMES), config_file(value=at("PackageConfig"))],
    8: [interface(f'["{at(name)}", x]') for name in (*NAMES, "Refund")],
    10: [
        f"#- {BUILDER}\nclass {at('PackageStepBuilder')}:\n    pass\n",
        f"#- {KEPT}\nclass {at('AliceOnlyConfig')}:\n    pass\n",
        f"#- {KEPT}\nclass {at('NobodyConfig')}:\n    pass\n",
    ],
    11: [
        f'#- {RUN}\nnames = ["🚀", "{at("AliceOnly")}"]\n',
        f'#- {RUN}\nfor name in (\n  "{at("Package")}",\n):\n    pass\n',
    ],
}
PLACES[4].append(f'{lookup("Graph")}get_config_class_name("{at("Package")}", workspace_id="alice")\n')


class Here:
    """One place in a document that is open."""

    def __init__(self, text):
        fixture = parse_fixture(f"{WORLD}\n{PACK}{text}")
        self.path, line, character = fixture.cursor
        self.texts, self.opened = fixture.files, set()
        self.wire = Wire(Memory(fixture.files), clients.vscode(), ["/"])
        whole = fixture.files[self.path]
        start = sum(len(one) + 1 for one in whole.split("\n")[:line]) + character
        self.uri = to_uri(self.path)
        if self.path == NOTEBOOK:
            self._open_cell(whole, start)
        else:
            self.place = Text(whole).position(start)
            self.open(self.path)
        self.wire.settle()

    def open(self, path):
        if path in self.opened:
            return
        self.opened.add(path)
        item = {"uri": to_uri(path), "languageId": "x", "version": 1, "text": self.texts[path]}
        self.wire.tell("textDocument/didOpen", {"textDocument": item})

    def _open_cell(self, whole, start):
        [shown] = json.loads(whole)["cells"]
        source = "".join(shown["source"])
        self.uri = cell_uri(NOTEBOOK, 0)
        before = whole[:start].rpartition("add_edge")[2]
        self.place = Text(source).position(source.index("add_edge") + len("add_edge" + before))
        notebook = {
            "uri": to_uri(NOTEBOOK),
            "notebookType": "jupyter-notebook",
            "version": 1,
            "cells": [{"kind": 2, "document": self.uri}],
        }
        item = {"uri": self.uri, "languageId": "python", "version": 1, "text": source}
        self.wire.tell("notebookDocument/didOpen", {"notebookDocument": notebook, "cellTextDocuments": [item]})

    def ask(self, method, **more):
        """What is answered; nothing if it is refused."""
        params = {"textDocument": {"uri": self.uri}, "position": self.place, **more}
        number = self.wire.ask(method, params)
        self.wire.settle()
        [reply] = self.wire.answers[number]
        return reply.get("result")

    def touches(self, stretch):
        """Whether a range has the place in it."""
        start, end = ((stretch[side]["line"], stretch[side]["character"]) for side in ("start", "end"))
        return start <= (self.place["line"], self.place["character"]) <= end

    def is_in(self, edit):
        """Whether one of the changes of an edit is here."""
        return any(
            self.touches(one["range"])
            for change in (edit or {}).get("documentChanges", ())
            if change.get("textDocument", {}).get("uri") == self.uri
            for one in change["edits"]
        )


def touching(method, key="range", **more):
    return lambda here: [one for one in here.ask(method, **more) or () if here.touches(one[key])]


def diagnostics(here):
    return [one for one in here.ask("textDocument/diagnostic")["items"] if here.touches(one["range"])]


def code_actions(here):
    stretch, found = {"start": here.place, "end": here.place}, diagnostics(here)
    return here.ask("textDocument/codeAction", range=stretch, context={"diagnostics": found})


def from_keys(here, method, **more):
    """What is answered at this place, and at the names of the core's step and of alice's own."""
    yield here.ask(method, **more)
    keys = {"/src/cursus/registry/step_names.py": '"Package"', registry("alice"): '"AliceOnly"'}
    for path, key in keys.items():
        whole = here.texts[path]
        here.open(path)
        if key in whole:
            place = Text(whole).position(whole.index(key) + 3)
            yield here.ask(method, **more, textDocument={"uri": to_uri(path)}, position=place)


def references(here):
    more = {"context": {"includeDeclaration": True}}
    answers = from_keys(here, "textDocument/references", **more)
    return [one for found in answers for one in found or () if one["uri"] == here.uri and here.touches(one["range"])]


def renames(here):
    return [edit for edit in from_keys(here, "textDocument/rename", newName="Bundle") if here.is_in(edit)]


def moves(here):
    """A workspace's folder gets another name: what is changed in the place's line."""
    folder = "/developer_workspaces/developers/"
    files = [{"oldUri": to_uri(f"{folder}alice"), "newUri": to_uri(f"{folder}anna")}]
    edit = here.ask("workspace/willRenameFiles", files=files) or {}
    changes = [one for one in edit.get("documentChanges", ()) if one.get("textDocument", {}).get("uri") == here.uri]
    lines = {one["range"]["start"]["line"] for change in changes for one in change["edits"]}
    return here.place["line"] in lines


def hints(here):
    whole = {"start": {"line": here.place["line"], "character": 0}, "end": {"line": 10**4, "character": 0}}
    reach = 12  # a hint stands behind the token
    found = here.ask("textDocument/inlayHint", range=whole) or ()
    return [
        one
        for one in found
        if one["position"]["line"] == here.place["line"]
        and 0 <= one["position"]["character"] - here.place["character"] <= reach
    ]


def outline(here):
    waiting, found = list(here.ask("textDocument/documentSymbol") or ()), []
    while waiting:
        one = waiting.pop()
        waiting += one.get("children") or ()
        found += [one] if here.touches(one["selectionRange"]) else []
    return found


def symbols(here):
    found = [here.ask("workspaceSymbol/resolve", **one) for one in here.ask("workspace/symbol", query="")]
    return [one for one in found if one["location"]["uri"] == here.uri and here.touches(one["location"]["range"])]


def tokens(here):
    data = (here.ask("textDocument/semanticTokens/full") or {}).get("data", ())
    line = start = 0
    for down, right, length in zip(data[::5], data[1::5], data[2::5], strict=True):
        line, start = line + down, right if down else start + right
        if here.touches(
            {"start": {"line": line, "character": start}, "end": {"line": line, "character": start + length}}
        ):
            yield line, start


def folds(here):
    return [one for one in here.ask("textDocument/foldingRange") or () if one["startLine"] == here.place["line"]]


def plainly(method):
    return lambda here: here.ask(method)


ASKED = {
    "diagnostics": diagnostics,
    "completion": lambda here: (here.ask("textDocument/completion", context={"triggerKind": 1}) or {}).get("items"),
    "hover": plainly("textDocument/hover"),
    "definition": plainly("textDocument/definition"),
    "declaration": plainly("textDocument/declaration"),
    "type_definition": plainly("textDocument/typeDefinition"),
    "implementation": plainly("textDocument/implementation"),
    "references": references,
    "document_highlight": touching("textDocument/documentHighlight"),
    "rename": renames,
    "will_rename_files": moves,
    "code_action": code_actions,
    "code_lens": touching("textDocument/codeLens"),
    "inlay_hint": hints,
    "document_symbol": outline,
    "workspace_symbol": symbols,
    "semantic_tokens": lambda here: list(tokens(here)),
    "folding_range": folds,
    "selection_range": lambda here: here.ask("textDocument/selectionRange", positions=[here.place]),
    "document_link": touching("textDocument/documentLink"),
    "type_hierarchy": plainly("textDocument/prepareTypeHierarchy"),
    "call_hierarchy": plainly("textDocument/prepareCallHierarchy"),
}
OF_NO_PLACE = {"execute_command", "text_document_content"}


@pytest.mark.parametrize("place", requests_table.PLACES)
def test_what_is_answered_is_what_the_table_says(place):
    reasons = not_here.reasons()
    answered = set()
    for text in PLACES[place]:
        here = Here(text)
        answered |= {request for request, asked in ASKED.items() if asked(here)}
        here.wire.close()
    assert answered == {request for request in ASKED if (request, place) not in reasons}


def test_every_request_is_asked():
    assert ASKED.keys() | OF_NO_PLACE == requests_table.REQUESTS.keys()
