"""One small project with every kind of place where a step name stands, and texts for each with the cursor in it.

The core has two steps, alice and bob one each, a collision and an override. All places stand behind an astral character.
"""

from __future__ import annotations

from support.checks import CORE, registry

RUN = "/developer_workspaces/developers/alice/src/cursus_dev/run.py"
DAG_FILE = "/developer_workspaces/developers/alice/pipelines/fraud.dag.json"
CONFIG_FILE = "/developer_workspaces/developers/alice/pipelines/config.json"
INTERFACE = "/src/cursus/steps/interfaces/score.step.yaml"
BUILDER = "/src/cursus/steps/builders/builder_package_step.py"

WORLD = f"""{CORE}
#- {registry("alice")}
WORKSPACE_STEPS = {{
    "Graph": {{"sagemaker_step_type": "Processing", "description": "Hers", "config_class": "HerGraphConfig"}},
    "AliceOnly": {{"sagemaker_step_type": "Training", "description": "Hers"}},
}}
STEP_OVERRIDES = {{"Package": {{"description": "Packs her model"}}}}
#- {registry("bob")}
WORKSPACE_STEPS = {{
    "Graph": {{"sagemaker_step_type": "Training", "description": "His"}},
    "BobOnly": {{"sagemaker_step_type": "Training", "description": "His"}},
}}
#- {BUILDER}
class PackageStepBuilder:
    pass
#- /src/cursus/steps/configs/config_package_step.py
class PackageConfig:
    '''How a model is packed.'''
#- /src/cursus/steps/scripts/package.py
print("packs")
#- /src/cursus/api/dag/base_dag.py
class PipelineDAG:
    pass
"""

LOOKUP = """from cursus.registry.step_names import get_config_class_name
note = "🚀", get_config_class_name("{}")
"""
DAG_HEAD = """from cursus.api.dag.base_dag import PipelineDAG
dag = PipelineDAG()
dag.add_node("AliceOnly")
dag.add_node("Package_training")
"""
DAG_JSON = """{{
  "metadata": {{"note": "🚀", "entry_points": ["{}"]}},
  "dag": {{
    "🚀": 0, "nodes": ["AliceOnly", "Package_training", "{}"],
    "🚀🚀": 0, "edges": [["AliceOnly", "{}"], ["Package_training", "AliceOnly"]]
  }}
}}
"""
CONFIG_JSON = """{{
  "metadata": {{"note": "🚀", "config_types": {{"{}": "{}",
    "AliceOnly": "AliceOnlyConfig"}}}},
  "configuration": {{"shared": {{}}, "specific": {{"{}": {{"🚀": 1, "__model_type__": "{}"}}}}}}
}}
"""


def lookup(name: str) -> str:
    """A look-up in alice's workspace."""
    return f"#- {RUN}\n" + LOOKUP.format(name)


def dag_call(line: str) -> str:
    """A line about a DAG in alice's workspace."""
    return f"#- {RUN}\n{DAG_HEAD}note = '🚀', {line}\n"


def dag_file(entry_point: str = "AliceOnly", node: str = "Graph", edge: str = "Graph") -> str:
    """A DAG file of alice's."""
    return f"#- {DAG_FILE}\n" + DAG_JSON.format(entry_point, node, edge)


def config_file(
    key: str = "Package", value: str = "PackageConfig", specific: str = "Package", model: str = "PackageConfig"
) -> str:
    """A config file of alice's."""
    return f"#- {CONFIG_FILE}\n" + CONFIG_JSON.format(key, value, specific, model)


def interface(sources: str) -> str:
    """An interface file of the core."""
    return f"""#- {INTERFACE}
step_type: Score
registry:
  sagemaker_step_type: Training
  description: Scores
spec:
  dependencies:
    model:
      {{note: "🚀", compatible_sources: {sources}}}
"""


MENTIONS = {
    "p4 call": lookup,
    "p5 add_node": lambda name: dag_call(f'dag.add_node("{name}")'),
    "p5 add_edge": lambda name: dag_call(f'dag.add_edge("AliceOnly", "{name}")'),
    "p5 nodes": lambda name: dag_call(f'PipelineDAG(nodes=["AliceOnly", "{name}"])'),
    "p5 edges": lambda name: dag_call(f'PipelineDAG(["AliceOnly"], edges=[("AliceOnly", "{name}")])'),
    "p6 nodes": lambda name: dag_file(node=name),
    "p6 edges": lambda name: dag_file(edge=name),
    "p6 entry_points": lambda name: dag_file(entry_point=name),
    "p7 config_types": lambda name: config_file(key=name),
    "p7 specific": lambda name: config_file(specific=name),
}
"""By each place a whole file in which a name stands there. All but the first have more than one mention."""

CLASSES = {
    "p7 class value": lambda name: config_file(value=name),
    "p7 __model_type__": lambda name: config_file(model=name),
}
"""Likewise the places of a configuration class."""

NEW = registry("carol")
REGISTRY_PLACES = {
    "p1 override": lambda name: (
        f"""#- {NEW}
STEP_OVERRIDES = {{
    "XGBoostTraining": {{"description": "🚀"}}, "{name}": {{"description": "d"}},
}}
"""
    ),
    "p1 step": lambda name: (
        f"""#- {NEW}
WORKSPACE_STEPS = {{
    "Other": {{"description": "🚀"}}, "{name}": {{"description": "d"}},
}}
"""
    ),
    "p2 field": lambda name: carol(f'"description": "🚀", "{name}": "x"'),
    "p2 value": lambda name: carol(f'"description": "🚀", "sagemaker_step_type": "{name}", "framework": "x"'),
    "p2 class": lambda name: carol(f'"description": "🚀", "config_class": "{name}", "framework": "x"'),
    "p2 item": lambda name: carol(f'"description": "🚀", "job_types": ["a", "{name}", "b"]'),
    "p3 key": lambda name: f'#- {NEW}\nWORKSPACE_METADATA = {{"version": "🚀", "{name}": "x"}}\n',
    "p3 value": lambda name: f'#- {NEW}\nWORKSPACE_METADATA = {{"version": "🚀", "conflict_tolerance": "{name}"}}\n',
    "p3 item": lambda name: (
        f'#- {NEW}\nWORKSPACE_METADATA = {{"version": "🚀", "preferred_frameworks": ["{name}", "x"]}}\n'
    ),
}
"""Places in a registry, of one more workspace."""


def carol(fields: str) -> str:
    """A registry with one step, which has these fields."""
    return f'#- {NEW}\nWORKSPACE_STEPS = {{\n    "Mine": {{{fields}}},\n    "Other": {{"description": "d"}},\n}}\n'


def block(fields: str) -> str:
    """An interface file of the core with these fields."""
    return f"#- {INTERFACE}\nstep_type: Score\nregistry:\n  description: 🚀\n{fields}  framework: x\n"


SOURCES = {
    "p8 in brackets": lambda name: interface(f'[a, "{name}", "b"]'),
    "p8 alone": lambda name: interface(f'["{name}"]'),
}
"""Places of sources in an interface file."""

BLOCKS = {
    "p2 interface value": lambda name: block(f'  sagemaker_step_type: "{name}"\n'),
    "p2 interface class": lambda name: block(f"  config_class: '{name}'  # 'c'\n"),
    "p2 interface list": lambda name: block(f'  job_types: ["a", "{name}", "b"]\n'),
    "p2 interface item": lambda name: block(f'  job_types:\n  - "a"\n  - "{name}"\n  - "b"\n'),
}
"""Places in the `registry:` block of an interface file."""
