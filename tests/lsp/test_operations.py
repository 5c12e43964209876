"""Whatever people, their editors and their disks do, in any order: everything asked is answered, once; every text is as
the client has it; and what is published in the end is what a server would publish that was started then.

`nox -s fuzz` does more of it, on other operations each time.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import PurePosixPath

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from lsprotocol import types as lsp

from cursus_registry.files import Memory
from cursus_registry.files.uris import to_uri
from support import clients
from support.checks import CORE
from support.fixture import parse_fixture
from support.notebook_operations import NOTEBOOKS, Cells, NotebookSteps, notebook_texts
from support.random_texts import (
    CONFIGS,
    DAGS,
    INTERFACES,
    PIPELINES,
    REGISTRIES,
    SETTINGS,
    SOURCES,
    config_texts,
    dag_texts,
    in_file,
    interface_texts,
    pipeline_texts,
    registry_texts,
    setting,
    source_texts,
)
from support.wire import Text, Wire

ROOTS = ("/one", "/two words")
OTHERS = ("/README.md", "/notes.py", "/.gitignore")
IN_ROOT = (*REGISTRIES, *PIPELINES, *SETTINGS, *SOURCES, *INTERFACES, *DAGS, *CONFIGS, *NOTEBOOKS, *OTHERS)
PATHS = tuple(f"{root}{path}" for root in ROOTS for path in IN_ROOT)
REQUESTS = (
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/completion",
    "textDocument/documentSymbol",
    "textDocument/declaration",
    "textDocument/typeDefinition",
    "textDocument/implementation",
    "textDocument/documentHighlight",
    "textDocument/foldingRange",
    "textDocument/semanticTokens/full",
    "textDocument/prepareTypeHierarchy",
    "textDocument/prepareCallHierarchy",
    "textDocument/references",
    "textDocument/codeLens",
    "textDocument/inlayHint",
    "textDocument/documentLink",
)
Change = lsp.FileChangeType

paths = st.sampled_from(PATHS)
has_open = precondition(lambda machine: machine.texts)
roots = st.sampled_from(ROOTS)
snippets = st.sampled_from(
    ["", "x", '"', "}", "{", "\n", "\r\n", "\r", "🚀", "\u2028", "\x0c", "\ufeff", '"Package"', "# noqa"]
)


@st.composite
def texts_for(draw, path):
    """A text that could stand in a file, by its name."""
    inner = path[path.index("/", 1) :]
    if inner in REGISTRIES:
        return draw(registry_texts())
    if inner in PIPELINES:
        return draw(pipeline_texts)
    if inner in SETTINGS:
        return in_file(inner, draw(setting))
    if inner in NOTEBOOKS:
        return draw(notebook_texts)
    if inner in INTERFACES:
        return draw(interface_texts)
    if inner in (*DAGS, *CONFIGS):
        return draw(dag_texts if inner in DAGS else config_texts)
    return draw(source_texts)


def is_settings(path):
    return path.endswith(".toml")


class Operations(NotebookSteps, RuleBasedStateMachine):
    """Two folders, one client to which diagnostics are sent, one server."""

    client = staticmethod(clients.pushed)
    all_notebooks = tuple(f"{root}{path}" for root in ROOTS for path in NOTEBOOKS)

    def __init__(self) -> None:
        super().__init__()
        self.disk = Memory()
        self.texts: dict[str, Text] = {}
        self.notebooks: dict[str, Cells] = {}
        self.folders = [ROOTS[0]]
        self.asked: dict[int, str] = {}

    @initialize()
    def start(self):
        for root in ROOTS:
            for path, text in parse_fixture(CORE).files.items():
                self.disk.write(f"{root}{path}", text)
        self.wire = Wire(self.disk, self.client(), self.folders)

    # In the editor

    @rule(path=paths, data=st.data(), from_disk=st.booleans())
    def open(self, path, data, from_disk):
        if path in self.texts or path in self.notebooks:
            return
        text = self._on_disk(path) if from_disk else None
        self.texts[path] = Text(data.draw(texts_for(path)) if text is None else text)
        item = {"uri": to_uri(path), "languageId": "python", "version": 1, "text": self.texts[path].text}
        self.wire.tell("textDocument/didOpen", {"textDocument": item})

    @has_open
    @rule(data=st.data(), edits=st.lists(st.tuples(st.integers(0, 600), st.integers(0, 40), snippets), max_size=3))
    def type(self, data, edits):
        path = self._any_open(data)
        if is_settings(path):  # a mistake in them keeps the last good ones, which a cold start does not know
            return
        text = self.texts[path]
        changes = []
        for at, length, new in edits:
            start = text.edge(at)
            changes.append(text.replace(start, max(start, text.edge(start + length)), new))
        self._change(path, changes)

    @has_open
    @rule(data=st.data())
    def replace_all(self, data):
        path = self._any_open(data)
        self.texts[path].text = data.draw(texts_for(path))
        self._change(path, [{"text": self.texts[path].text}])

    @has_open
    @rule(data=st.data())
    def send_an_edit_of_yesterday(self, data):
        path = self._any_open(data)
        identifier = {"uri": to_uri(path), "version": self.texts[path].version - 1}
        params = {"textDocument": identifier, "contentChanges": [{"text": "yesterday"}]}
        self.wire.tell("textDocument/didChange", params)

    @has_open
    @rule(data=st.data())
    def save(self, data):
        path = self._any_open(data)
        with self._watched((path, Change.Changed)):
            self.disk.write(path, self.texts[path].text)
        self.wire.tell("textDocument/didSave", {"textDocument": {"uri": to_uri(path)}})

    @has_open
    @rule(data=st.data())
    def close(self, data):
        path = self._any_open(data)
        del self.texts[path]
        self.wire.tell("textDocument/didClose", {"textDocument": {"uri": to_uri(path)}})

    @has_open
    @rule(data=st.data(), method=st.sampled_from(REQUESTS), at=st.integers(0, 600))
    def ask(self, data, method, at):
        path = self._any_open(data)
        place = self.texts[path].position(at)
        params = {"textDocument": {"uri": to_uri(path)}, "position": place}
        if method == "textDocument/references":
            params["context"] = {"includeDeclaration": True}
        if method == "textDocument/inlayHint":
            params["range"] = {"start": {"line": 0, "character": 0}, "end": place}
        self._ask(method, params)

    @has_open
    @rule(data=st.data(), at=st.integers(0, 600), only=st.sampled_from([[], ["quickfix"], ["source.fixAll"]]))
    def ask_for_actions(self, data, at, only):
        path = self._any_open(data)
        place = self.texts[path].position(at)
        params = {"textDocument": {"uri": to_uri(path)}, "range": {"start": place, "end": place}}
        self._ask("textDocument/codeAction", {**params, "context": {"diagnostics": [], "only": only}})

    @rule(query=st.sampled_from(["", "Pack", "zzz"]))
    def ask_for_symbols(self, query):
        self._ask("workspace/symbol", {"query": query})

    @has_open
    @rule(data=st.data(), method=st.sampled_from(REQUESTS))
    def ask_and_take_back(self, data, method):
        self.ask(data, method, 50)
        self.wire.tell("$/cancelRequest", {"id": max(self.asked)})

    @rule(number=st.integers(-3, 3))
    def take_back_what_nobody_asked(self, number):
        self.wire.tell("$/cancelRequest", {"id": number})

    @rule(
        method=st.sampled_from((*REQUESTS, "nobody/knows")),
        params=st.sampled_from([None, 7, "x", [], {}, {"textDocument": 1}]),
    )
    def ask_nonsense(self, method, params):
        self._ask(method, params)

    # On the disk

    @rule(path=paths, data=st.data())
    def write(self, path, data):
        text = data.draw(texts_for(path))
        with self._watched((path, Change.Changed)):
            self.disk.write(path, text)

    @rule(path=paths)
    def delete(self, path):
        with self._watched((path, Change.Deleted)):
            self.disk.remove(path)

    @rule(path=paths, other=paths)
    def rename(self, path, other):
        text = self._on_disk(path)
        if text is not None and other != path and is_settings(path) == is_settings(other):
            with self._watched((path, Change.Deleted), (other, Change.Created)):
                self.disk.remove(path)
                self.disk.write(other, text)

    @precondition(lambda machine: machine.workspaces())
    @rule(data=st.data(), new=st.sampled_from(["alice", "bob", "dave"]))
    def move_a_workspace(self, data, new):
        base, old = data.draw(st.sampled_from(self.workspaces()))
        if old == new:
            return
        with self._watched((f"{base}/{old}", Change.Deleted), (f"{base}/{new}", Change.Created)):
            for path in [path for path in self.disk.paths() if path.startswith(f"{base}/{old}/")]:
                self.disk.write(path.replace(f"{base}/{old}/", f"{base}/{new}/", 1), self._on_disk(path))
            self.disk.remove(f"{base}/{old}")

    # Around

    @rule(root=roots)
    def open_or_close_a_folder(self, root):
        folder = {"uri": to_uri(root), "name": root}
        is_open = root in self.folders
        change = {"added": [] if is_open else [folder], "removed": [folder] if is_open else []}
        self.folders = [one for one in self.folders if one != root] if is_open else [*self.folders, root]
        self.wire.tell("workspace/didChangeWorkspaceFolders", {"event": change})

    @rule(chosen=st.sampled_from([None, {}, {"ignore": ["CUR2"]}, {"severity": {"CUR301": "error"}}, {"select": 7}]))
    def configure(self, chosen):
        self.wire.settings = chosen
        self.wire.tell("workspace/didChangeConfiguration", {"settings": {"cursusRegistry": chosen}})

    @rule(turns=st.integers(1, 4))
    def pass_time(self, turns):
        for _ in range(turns):
            self.wire.turn()

    @rule()
    def everything_is_as_on_a_cold_start(self):
        self.wire.settle()
        for request_id, method in self.asked.items():
            assert len(self.wire.answers[request_id]) == 1, method
        documents = self.wire.server.session.documents
        assert {path: str(documents.at(path).source) for path in documents.paths() if path not in self.notebooks} == {
            path: text.text for path, text in self.texts.items()
        }
        assert self.cells_in(documents)
        assert self._versions_only_rise()
        cold = self._cold()
        try:
            opened = [*map(to_uri, self.texts), *self.cell_uris()]
            shown, wanted = self.wire.shown(opened), cold.shown(opened)
            for path in shown.keys() | wanted.keys():
                assert shown.get(path) == wanted.get(path), path
        finally:
            cold.close()

    def teardown(self):
        if hasattr(self, "wire"):
            try:
                self.everything_is_as_on_a_cold_start()
            finally:
                self.wire.close()

    def workspaces(self) -> list[tuple[str, str]]:
        """The folder of workspaces and the id of each that there is."""
        split = (path.partition("/developer_workspaces/developers/") for path in self.disk.paths())
        return sorted({(f"{root}{middle}".rstrip("/"), rest.split("/")[0]) for root, middle, rest in split if rest})

    def _cold(self) -> Wire:
        disk = Memory({path: self.disk.read(path, 10**9).data for path in self.disk.paths()})
        cold = Wire(disk, self.client(), self.folders)
        cold.settings = self.wire.settings
        cold.tell("workspace/didChangeConfiguration", {"settings": {"cursusRegistry": cold.settings}})
        for path, text in self.texts.items():
            item = {"uri": to_uri(path), "languageId": "python", "version": text.version, "text": text.text}
            cold.tell("textDocument/didOpen", {"textDocument": item})
        for notebook in self.notebooks.values():
            cold.tell("notebookDocument/didOpen", notebook.opening())
        cold.settle()
        return cold

    @contextmanager
    def _watched(self, *changes):
        """What the client's watcher sees: the changes named, and the topmost folders that came or went with them."""
        before = self._folders()
        yield
        after = self._folders()
        came = [(path, Change.Created) for path in _topmost(after - before)]
        gone = [(path, Change.Deleted) for path in _topmost(before - after)]
        self.wire.saw(*dict.fromkeys((*came, *gone, *changes)))

    def _folders(self) -> set[str]:
        return {str(folder) for path in self.disk.paths() for folder in PurePosixPath(path).parents}

    def _any_open(self, data) -> str:
        return data.draw(st.sampled_from(sorted(self.texts)))

    def _on_disk(self, path) -> str | None:
        try:
            return self.disk.read(path, 10**9).data.decode("utf-8", "surrogatepass")
        except OSError:
            return None

    def _change(self, path, changes):
        text = self.texts[path]
        text.version += 1
        identifier = {"uri": to_uri(path), "version": text.version}
        self.wire.tell("textDocument/didChange", {"textDocument": identifier, "contentChanges": changes})

    def _ask(self, method, params):
        self.asked[self.wire.ask(method, params)] = method

    def _versions_only_rise(self) -> bool:
        last: dict[str, int] = {}
        for uri, version in self.wire.versions:
            if version < last.get(uri, 0) and version != 1:
                return False
            last[uri] = version
        return True


def _topmost(folders: set[str]) -> list[str]:
    return sorted(path for path in folders if path.rpartition("/")[0] not in folders)


class Questions(Operations):
    """The same with a client that asks for diagnostics."""

    client = staticmethod(clients.vscode)


# Of all steps some wait for a file to be open; 10,000 are done all the same.
RUNS, STEPS = int(os.environ.get("CURSUS_REGISTRY_FUZZ_RUNS", "100")), 50
Operations.TestCase.settings = settings(max_examples=RUNS, stateful_step_count=STEPS, deadline=None)
Questions.TestCase.settings = Operations.TestCase.settings
TestOperations = Operations.TestCase
TestQuestions = Questions.TestCase
