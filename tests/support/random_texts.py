"""Texts for random projects: registries, look-ups, sources, interface files, settings, whole and damaged."""

from __future__ import annotations

import hypothesis.strategies as st

from support.checks import registry

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

DAGS = ("/pipelines/fraud.dag.json", "/developer_workspaces/developers/alice/pipelines/own.dag.json")
CONFIGS = ("/pipelines/config.json", "/developer_workspaces/developers/bob/config.json")
node_names = st.sampled_from([*NAMES, "Package_training", "MIMSPackaging", "ü🚀", ""])
node_lists = st.lists(node_names, max_size=3).map(lambda names: ", ".join(f'"{name}"' for name in names))
dag_texts = st.builds(
    '{{"metadata": {{"entry_points": [{}]}},\n "dag": {{"nodes": [{}],\n  "edges": [[{}]]{}\n'.format,
    node_lists,
    node_lists,
    node_lists,
    st.sampled_from(["}}", "}}", "}", '}, "x": "', ', "nodes": ["Package']),
)
config_texts = st.builds(
    '{{"metadata": {{"{}": {{"{}": "PackageConfig"{}}}}},\n "configuration": {{"specific": {{"{}": {{{}}}}}}}}}\n'.format,
    st.sampled_from(["config_types", "config_types", "other"]),
    node_names,
    st.sampled_from(["", ', "GraphSampling": "GraphConfig"', ', "Pack']),
    node_names,
    st.sampled_from(["", '"__model_type__": "OtherConfig"', '"__model_type__": ']),
)


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


def in_file(path, text):
    """Settings as they stand in a file of that name; without any, a pyproject.toml is not about us."""
    return f"[tool.cursus-registry]\n{text}" if path == "/pyproject.toml" and text else text
