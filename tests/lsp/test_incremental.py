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
from support.checks import CORE, registry
from support.fixture import parse_fixture

FULL = lsp.ClientCapabilities(
    text_document=lsp.TextDocumentClientCapabilities(
        publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(related_information=True)
    )
)
CORE_PATH = "/src/cursus/registry/step_names.py"
PIPELINES = ("/pipelines/fraud.py", "/developer_workspaces/developers/alice/src/cursus_dev/run.py", "/mylib/names.py")
SOURCES = (
    "/src/cursus/registry/manager.py",
    "/src/cursus/steps/builders/builder_package_step.py",
    "/src/cursus/steps/configs/__init__.py",
    "/developer_workspaces/developers/alice/src/cursus_dev/steps/builders/builder_graph_sampling_step.py",
    "/developer_workspaces/developers/bob/src/cursus_dev/steps/configs/config_package_step.py",
    "/mylib/steps.py",
)
OTHER_CORE = "/src/cursus/registry/step_names_original.py"
REGISTRIES = (CORE_PATH, OTHER_CORE, *(registry(name) for name in ("alice", "bob", "carol")))
NAMES = ("Package", "Pakage", "XGBoostTraining", "Xgboosttraining", "GraphSampling", "graph_sampling", "A B")
FIELDS = (
    '"sagemaker_step_type": "Training", "description": "d"',
    '"sagemaker_step_type": "Custom", "description": "d", "conflict_resolution_strategy": "manual"',
    '"builder_step_name": "SharedBuilder", "job_types": [1, "x"]',
    '"config_class": make()',
    '"description": "ü🚀", **more',
    '"framework": "a", "priority": 7, "environment_tags": ["x"], "conflict_resolution_strategy": "environment_match"',
    '"framework": "b", "environment_tags": ["y"], "conflict_resolution_strategy": "highest_priority"',
    '"environment_tags": [tag()], "config_class": "PackageConfig", "builder_step_name": "GraphStepBuilder"',
    "",
)
COMMENTS = ("", "", "", "  # noqa: CUR204, CUR601", "  # cursus: ignore[CUR405, CUR105]", "  # noqa: CUR210, CUR2")
entries = st.builds(
    "    {!r}: {{{}}},{}\n".format, st.sampled_from(NAMES), st.sampled_from(FIELDS), st.sampled_from(COMMENTS)
)
damage = st.sampled_from(["", "", "", '    "New": {"config_class": "\n', "foo\n", "    }\n", '    "New'])
tables = st.sampled_from(["STEP_NAMES", "WORKSPACE_STEPS", "LOCAL_STEPS", "STEP_OVERRIDES"])
metadata = st.sampled_from(
    [
        "",
        'WORKSPACE_METADATA = {"developer_id": "alice"}\n',
        "# cursus: ignore-file[CUR204, CUR302]\n",
        'WORKSPACE_METADATA = {"default_resolution_strategy": "environment_match", "environment_preferences": ["x"]}\n',
        'WORKSPACE_METADATA = {"default_resolution_strategy": "framework_match", "conflict_tolerance": "low"}\n',
    ]
)


@st.composite
def registry_texts(draw):
    text = draw(st.sampled_from(["", "\n\n", '"""A registry."""\r\n']))
    for variable in draw(st.lists(tables, max_size=3, unique=True)):
        body = draw(st.lists(entries, max_size=4))
        body.insert(draw(st.integers(0, len(body))), draw(damage))
        text += f"{variable} = {{\n{''.join(body)}}}\n"
    return text + draw(metadata)


INTERFACES = (
    "/src/cursus/steps/interfaces/package.step.yaml",
    "/src/cursus/steps/interfaces/graph.step.yaml",
    "/step_pack/interfaces/package.step.yaml",
)
interface_texts = st.builds(
    "{}step_type: {}\n{}{}".format,
    st.sampled_from(["", "# cursus: ignore-file[CUR101]\n", "x: &y z\n"]),
    st.sampled_from([*NAMES, "no", "'", "*y"]),
    st.sampled_from(
        [
            "registry: {sagemaker_step_type: Training, description: d}\n",
            "registry:\n  sagemaker_step_type: Custom\n  description: |\n    ü🚀\n  config_class: AConfig\n",
            "registry:\n  sagemaker_step_type: Training\n  descr\n  job_types: [1, x]\n",
            "registry:\n  description: 'd\n",
            "registry: []\n",
            "",
        ]
    ),
    st.sampled_from(["", "contract: [\n", "---\nstep_type: B\n", "<<: {a: b}\n"]),
)

imports = st.sampled_from(
    [
        "from cursus.registry.step_names import get_config_class_name\n",
        "from mylib.names import get_config_class_name\n",
        "",
    ]
)
lookups = st.builds(
    "get_config_class_name({!r}{}){}\n".format,
    st.sampled_from((*NAMES, "Package_training", "MIMSPackaging")),
    st.sampled_from(["", ', workspace_id="bob"', ", workspace_id=other"]),
    st.sampled_from(["", "  # noqa: CUR301, CUR302"]),
)
source_texts = st.lists(
    st.sampled_from(
        [
            "class PackageStepBuilder:\n    pass\n",
            "class GraphSamplingStepBuilder:\n    pass\n",
            "class PackagConfig:\n    pass\n",
            "class PackageStepConfig:\n    pass\n",
            "from elsewhere import PackageConfig\n",
            'steps = getattr(registry, "LOCAL_STEPS", {})\n',
            "steps = registry.WORKSPACE_STEPS\n",
            "x = 1  # noqa: CUR301\n",
        ]
    ),
    max_size=3,
).map("".join)
pipeline_texts = st.builds(lambda head, calls: head + "".join(calls), imports, st.lists(lookups, max_size=4))


# Settings without a wrong value: such a value keeps the last good one, which a cold start does not know.
SETTINGS = ("/cursus-registry.toml", "/pyproject.toml")
setting = st.sampled_from(
    [
        "",
        'ignore = ["CUR2", "CUR3"]\n',
        'severity = { CUR2 = "hint", CUR301 = "off" }\n',
        'exclude = ["alice"]\n',
        'exclude = ["*.py", "!step_names.py", "!/pipelines"]\n',
        'exclude = ["/src/"]\n',
        'per-file-ignores = { "/pipelines/" = ["CUR3"], "bob" = ["CUR"] }\n',
        'selct = []\nignore = ["CUR299"]\n',
    ]
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


def in_file(path, text):
    """Settings as they stand in a file of that name; without any, a pyproject.toml is not about us."""
    return f"[tool.cursus-registry]\n{text}" if path == "/pyproject.toml" and text else text


def serve(disk, published):
    """A session over a disk, indexed; what it publishes goes into a dictionary."""
    session = Session(disk)
    session.client = FULL
    lane = Lane(schedule=lambda turn: None)
    publisher = Publisher(session, lambda params: published.__setitem__(to_path(params.uri), params.diagnostics))
    work = Work(session, publisher, lane, Progress(client=None))
    work.index(session.add_folder("/"))
    while lane.busy:
        lane.step()
    return session, work, lane


def non_empty(published):
    return {path: found for path, found in published.items() if found}


Events.TestCase.settings = settings(max_examples=100, stateful_step_count=20, deadline=None)
TestEvents = Events.TestCase
