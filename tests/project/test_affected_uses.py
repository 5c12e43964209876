"""DAGs, DAG files, config files and interface files: checking what a change reaches gives what checking all gives."""

from __future__ import annotations

import pytest

from cursus_registry.files import Memory
from cursus_registry.project import Project
from support.changes import changes_of
from support.checks import CORE, registry
from support.fixture import parse_fixture

PACKAGE = "\n".join(parse_fixture(CORE).files.values())
ALICE, BOB = registry("alice"), registry("bob")
ALICE_DAG = "/developer_workspaces/developers/alice/a.dag.json"
DAG = 'from {0} import PipelineDAG\ndag = PipelineDAG(nodes=["Package", "Shared"], edges=[("Package", "{1}")])\n'
TYPES = '{{"metadata": {{"config_types": {{"Package_x": "{0}", "Shared": "{1}", "Payload": "PayloadConfig"}}}}}}\n'
NAMED = ', "config_class": "{0}"'
STEP = '{0} = {{"{1}": {{"sagemaker_step_type": "Training", "description": "d"{2}}}}}\n'
TEXTS: dict[str, tuple[str | None, ...]] = {
    "/cursus-registry.toml": ('severity = { CUR305 = "information" }\n',),
    "/src/cursus/registry/step_names.py": (
        PACKAGE,
        PACKAGE.replace("PackageConfig", "PackConfig"),
        PACKAGE.replace("}\n", "    **more(),\n}\n"),
        None,
    ),
    "/src/cursus/steps/interfaces/payload.step.yaml": (
        None,
        "step_type: Payload\nregistry: {}\nspec: {compatible_sources: [Shared, Pakage, Package]}\n",
        "step_type: Payload\nregistry: {config_class: OtherConfig}\n",
    ),
    ALICE: (
        STEP.format("WORKSPACE_STEPS", "Shared", ""),
        STEP.format("WORKSPACE_STEPS", "Shared", NAMED.format("MyConfig")),
        STEP.format("WORKSPACE_STEPS", "Package", NAMED.format("MyConfig")),
        STEP.format("STEP_OVERRIDES", "Package", NAMED.format("MyConfig")),
        STEP.format("STEP_OVERRIDES", "Package", ", **more()"),
        "WORKSPACE_STEPS = load()\n",
        None,
    ),
    BOB: (
        None,
        STEP.format("WORKSPACE_STEPS", "Shared", ""),
        STEP.format("WORKSPACE_STEPS", "MIMSPackaging", ""),
    ),
    "/mylib/dags.py": (
        None,
        "from cursus.api.dag import PipelineDAG\n",
        "from networkx import PipelineDAG\n",
        "x = 1\n",
    ),
    "/pipelines/fraud.py": (
        None,
        DAG.format("mylib.dags", "Shard"),
        DAG.format("cursus.api.dag", "MIMSPackaging"),
        DAG.format("cursus.api.dag", "Shared") + "dag.add_node(name)\n",
        'from cursus.registry import get_config_class_name as look\nlook("Shared", workspace_id=who)\n',
        'from cursus.registry import get_config_class_name as look\nlook("Shared", workspace_id="bob")\n',
    ),
    ALICE_DAG: (
        None,
        '{"dag": {"nodes": ["Shared_x", "Package"], "edges": [["Shared_x", "Pakage"]]}}\n',
        '{"dag": {"nodes": ["Shared_x", "Pack',
    ),
    "/developer_workspaces/developers/alice/configs/a.json": (None, TYPES.format("PackageConfig", "MyConfig")),
    "/configs/a.json": (None, TYPES.format("PackageConfig", "SharedConfig"), TYPES.format("MyConfig", "x"), "{}"),
}


TestChanges = changes_of(TEXTS, max_examples=30, stateful_step_count=25)
SOME = {
    "/src/cursus/registry/step_names.py": PACKAGE,
    ALICE: STEP.format("WORKSPACE_STEPS", "Shared", NAMED.format("MyConfig")),
    BOB: STEP.format("WORKSPACE_STEPS", "Other", ""),
    "/developer_workspaces/developers/alice/configs/a.json": TYPES.format("PackageConfig", "MyConfig"),
    ALICE_DAG: '{"dag": {"nodes": ["Shared"]}}\n',
    "/pipelines/fraud.py": DAG.format("cursus.api.dag", "Shared"),
}
CONFIG = "/developer_workspaces/developers/alice/configs/a.json"


@pytest.mark.parametrize(
    ("path", "text", "reached"),
    [
        pytest.param(ALICE, SOME[ALICE].replace("My", "Your"), {CONFIG}, id="a config class"),
        pytest.param(ALICE, SOME[ALICE].replace('"d"', '"e"'), set(), id="a description"),
        pytest.param(BOB, SOME[BOB].replace('"d"', '"d", "config_class": "A"'), set(), id="one that no file has"),
        pytest.param(ALICE_DAG, '{"dag": {"nodes": ["Package"]}}\n', set(), id="a DAG file"),
        pytest.param("/pipelines/fraud.py", DAG.format("cursus.api.dag", "Pakage"), set(), id="a DAG"),
    ],
)
def test_what_a_change_reaches(path: str, text: str, reached: set[str]) -> None:
    assert _reached(SOME, path, text) == reached


@pytest.mark.parametrize(
    ("path", "text", "reached"),
    [
        (ALICE_DAG, '{"dag": {"nodes": ["Package_x"]}}\n', {ALICE, "/src/cursus/registry/step_names.py"}),
        (ALICE_DAG, '{"dag": {"nodes": ["Shared", "Nobody"]}}\n', set()),
        (ALICE_DAG, '\n{"dag": {"nodes": ["Shared"]}}\n', set()),
    ],
    ids=["other steps", "a name that nobody declares", "a blank line"],
)
def test_where_unused_steps_are_asked_for_a_mention_reaches_who_declares_it(
    path: str, text: str, reached: set[str]
) -> None:
    asking = {**SOME, "/cursus-registry.toml": 'select = ["CUR", "CUR305"]\n'}
    assert _reached(asking, path, text) == reached


def _reached(files: dict[str, str], path: str, text: str) -> set[str]:
    disk = Memory(files)
    project = Project(disk, "/")
    project.load_all()
    disk.write(path, text)
    return project.update([path]) - {path}
