"""DAG files and config files as open documents: judged as they are typed, and as they are on the disk when closed."""

import pytest

from support.checks import CORE, registry
from support.server import Desk

DAG = '{{"dag": {{"nodes": ["{}"], "edges": []}}}}\n'
CONFIG = '{{"metadata": {{"config_types": {{"{}": "PackageConfig"}}}}}}\n'
LOOKUP = 'from cursus.registry.step_names import get_config_class_name\nget_config_class_name("{}")\n'
DAG_CALL = 'from cursus.api.dag.base_dag import PipelineDAG\nPipelineDAG().add_node("{}")\n'
OVERRIDE = 'STEP_OVERRIDES = {{"{}": {{"description": "d"}}}}\n'
FILES = {"p6 DAG file": ("/pipelines/fraud.dag.json", DAG), "p7 config file": ("/pipelines/config.json", CONFIG)}
ALL = {
    "p1 override": (registry("alice"), OVERRIDE, "CUR205"),
    "p4 call": ("/pipelines/fraud.py", LOOKUP, "CUR301"),
    "p5 DAG call": ("/pipelines/fraud.py", DAG_CALL, "CUR301"),
    **{place: (*file, "CUR301") for place, file in FILES.items()},
}
SOURCES = "step_type: Score\nregistry: {{description: d}}\nspec:\n  a: {{compatible_sources: [{}, x]}}\n"
VALUES = {
    "p2 value": (
        registry("alice"),
        'STEP_OVERRIDES = {{"Package": {{"sagemaker_step_type": "{}"}}}}\n',
        "Trainin",
        "Training",
        "CUR105",
    ),
    "p3 metadata": (registry("alice"), 'WORKSPACE_METADATA = {{"developer_id": "{}"}}\n', "anna", "alice", "CUR401"),
    "p8 source": ("/src/cursus/steps/interfaces/score.step.yaml", SOURCES, "Pakage", "Package", "CUR301"),
}
files = pytest.mark.parametrize(("path", "text"), FILES.values(), ids=FILES)


def desk_with(path, text):
    desk = Desk(f"{CORE}#- {path}\n{text.format('Package')}")
    desk.run()
    desk.pushed()
    return desk


@pytest.mark.parametrize(("path", "text", "code"), ALL.values(), ids=ALL)
def test_diagnostics_follow_what_is_typed(path, text, code):
    desk = desk_with(path, text)
    desk.open(path, text.format("Pakage"))
    desk.run()
    assert [(version, codes) for uri, version, codes in desk.pushed() if uri.endswith(path)] == [(1, [code])]
    desk.type(path, text.format("Package"), 2)
    desk.run()
    assert [(version, codes) for uri, version, codes in desk.pushed() if uri.endswith(path)] == [(2, [])]


@pytest.mark.parametrize(("path", "text", "wrong", "right", "code"), VALUES.values(), ids=VALUES)
def test_diagnostics_of_values_follow_what_is_typed(path, text, wrong, right, code):
    desk = desk_with(path, text)
    desk.open(path, text.format(wrong))
    desk.run()
    assert [(version, code in codes) for uri, version, codes in desk.pushed() if uri.endswith(path)] == [(1, True)]
    desk.type(path, text.format(right), 2)
    desk.run()
    assert [(version, code in codes) for uri, version, codes in desk.pushed() if uri.endswith(path)] == [(2, False)]


@files
def test_diagnostics_are_those_of_the_disk_when_it_is_closed(path, text):
    desk = desk_with(path, text)
    desk.open(path, text.format("Pakage"))
    desk.run()
    desk.pushed()
    desk.close(path)
    desk.run()
    assert [(version, codes) for uri, version, codes in desk.pushed() if uri.endswith(path)] == [(None, [])]


@files
def test_diagnostics_follow_the_registry(path, text):
    """A step that is renamed in the core is unknown in a closed file."""
    desk = desk_with(path, text)
    core = desk.disk.read("/src/cursus/registry/step_names.py", 10**6).data.decode()
    desk.open("/src/cursus/registry/step_names.py", core.replace('"Package": {', '"Parcel": {'))
    desk.run()
    assert (f"file://{path}", ["CUR301"]) in [(uri, codes) for uri, _, codes in desk.pushed()]


@pytest.mark.parametrize(
    "half", ['{"dag": {"nodes": ["Pack', '{"dag": {"nodes": [', '{"dag": ', "{", "", '"dag"', "[[[", "}"]
)
def test_diagnostics_p6_of_half_typed_text(half):
    """A text that is being typed is no flood: its first fault is told, and nothing of what cannot be read."""
    path = FILES["p6 DAG file"][0]
    desk = desk_with(path, DAG)
    desk.open(path, half)
    desk.run()
    found = [codes for uri, _, codes in desk.pushed() if uri.endswith(path) and codes]
    assert found == ([] if half == '"dag"' else [["CUR001"]])
