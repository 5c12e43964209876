"""After any sequence of events everything published equals what a cold start finds."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from lsprotocol import types as lsp

from cursus_registry.files import Memory
from cursus_registry.files.uris import to_path, to_uri
from cursus_registry.lsp.lane import Lane
from cursus_registry.lsp.progress import Progress
from cursus_registry.lsp.publish import Publisher
from cursus_registry.lsp.session import Session
from cursus_registry.lsp.work import Work
from support.checks import CORE
from support.fixture import parse_fixture
from support.random_texts import (
    INTERFACES,
    PIPELINES,
    REGISTRIES,
    SETTINGS,
    SOURCES,
    in_file,
    interface_texts,
    pipeline_texts,
    registry_texts,
    setting,
    source_texts,
)

FULL = lsp.ClientCapabilities(
    text_document=lsp.TextDocumentClientCapabilities(
        publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(related_information=True)
    )
)


class Events(RuleBasedStateMachine):
    """Edits, saves, deletions, buffers: in any order."""

    def __init__(self):
        super().__init__()
        self.disk = Memory()
        self.versions = {}

    @initialize()
    def start(self):
        for path, text in parse_fixture(CORE).files.items():
            self.disk.write(path, text)
        self.published = {}
        self.session, self.work, self.lane = serve(self.disk, self.published)

    @rule(path=st.sampled_from(REGISTRIES), text=registry_texts())
    def save_registry(self, path, text):
        self.disk.write(path, text)
        self.work.touched([path])

    @rule(path=st.sampled_from(PIPELINES), text=pipeline_texts)
    def save_pipeline(self, path, text):
        self.disk.write(path, text)
        self.work.touched([path])

    @rule(path=st.sampled_from(SETTINGS), text=setting)
    def save_settings(self, path, text):
        self.disk.write(path, in_file(path, text))
        self.work.touched([path])

    @rule(path=st.sampled_from(SETTINGS), text=setting)
    def type_settings(self, path, text):
        self._type(path, in_file(path, text))

    @rule(path=st.sampled_from(SOURCES), text=source_texts, head=st.sampled_from(["", "", "# coding: unknown\n"]))
    def save_source(self, path, text, head):
        self.disk.write(path, head + text)
        self.work.touched([path])

    @rule(path=st.sampled_from(SOURCES), text=source_texts)
    def type_source(self, path, text):
        self._type(path, text)

    @rule(path=st.sampled_from(INTERFACES), text=interface_texts)
    def save_interface(self, path, text):
        self.disk.write(path, text)
        self.work.touched([path])

    @rule(path=st.sampled_from((*REGISTRIES, *PIPELINES, *SETTINGS, *SOURCES, *INTERFACES)))
    def delete(self, path):
        self.disk.remove(path)
        self.work.touched([path])

    @rule(name=st.sampled_from(("alice", "bob")))
    def delete_folder(self, name):
        folder = f"/developer_workspaces/developers/{name}"
        self.disk.remove(folder)
        self.work.touched([folder])

    @rule(path=st.sampled_from(REGISTRIES), text=registry_texts())
    def type_registry(self, path, text):
        self._type(path, text)

    @rule(path=st.sampled_from(PIPELINES), text=pipeline_texts)
    def type_pipeline(self, path, text):
        self._type(path, text)

    @rule(path=st.sampled_from(INTERFACES), text=interface_texts)
    def type_interface(self, path, text):
        self._type(path, text)

    @rule(path=st.sampled_from((*REGISTRIES, *PIPELINES, *SETTINGS, *SOURCES, *INTERFACES)))
    def close(self, path):
        if self.session.documents.close(to_uri(path)):
            self.work.closed(path)

    @rule(steps=st.integers(1, 3))
    def work_a_little(self, steps):
        for _ in range(steps):
            self.lane.step()

    def _type(self, path, text):
        uri = to_uri(path)
        version = self.versions[path] = self.versions.get(path, 0) + 1
        if self.session.documents.get(uri) is None:
            self.work.opened(self.session.documents.open(uri, version, text))
        else:
            change = lsp.TextDocumentContentChangeWholeDocument(text)
            self.work.changed(self.session.documents.change(uri, version, [change], self.session.encoding))

    @rule()
    def published_equals_cold(self):
        while self.lane.busy:
            self.lane.step()
        cold = Memory({path: self.disk.read(path, 10**9).data for path in self.disk.paths()})
        for path in self.session.documents.paths():
            cold.write(path, self.session.documents.at(path).source.data)
        expected = {}
        serve(cold, expected)
        assert non_empty(self.published) == non_empty(expected)

    def teardown(self):
        if hasattr(self, "lane"):
            self.published_equals_cold()


def serve(disk, published):
    """A session over a disk, indexed; what it publishes goes into a dictionary."""
    session = Session(disk)
    session.client = FULL
    lane = Lane(schedule=lambda turn: None)
    publisher = Publisher(session, lambda params: published.__setitem__(to_path(params.uri), params.diagnostics))
    work = Work(session, publisher, lane, Progress(client=None))
    work.open_folder("/")
    while lane.busy:
        lane.step()
    return session, work, lane


def non_empty(published):
    return {path: found for path, found in published.items() if found}


Events.TestCase.settings = settings(max_examples=100, stateful_step_count=20, deadline=None)
TestEvents = Events.TestCase
