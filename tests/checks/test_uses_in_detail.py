"""The edges of the rules about step names in DAGs, DAG files, config files and interface files.

`#- core`, `#- original` and `#- <workspace>` stand for the paths of registries. Only the rules named in front are asked.
"""

import pytest

from support.rules import cases, check_rules

INTERFACE = "/src/cursus/steps/interfaces/scorecard_binning.step.yaml"

USES = {
    "P5, a DAG's methods and lists": """
#- /pipelines/a.py
from cursus.api.dag import PipelineDAG
dag = PipelineDAG(nodes=["Package", "Pakage"], edges=[("Package", "XGBoostTrainig_training")])
#                                    ^^^^^^ warning[CUR301]
#                                                                  ^^^^^^^^^^^^^^^^^^^^^^^ warning[CUR301]
dag.add_node("Pakage_training")
#             ^^^^^^^^^^^^^^^ warning[CUR301]
dag.add_edge("Package", dst="MIMSPackaging_x")
#                            ^^^^^^^^^^^^^ warning[CUR303]
""",
    "P6, a DAG file": """
#- /pipelines/a.dag.json
{"dag": {"nodes": ["Package_training", "Pakage", "MIMSPackaging_training"],
#                                       ^^^^^^ warning[CUR301]
#                                                 ^^^^^^^^^^^^^ warning[CUR303]
         "edges": [["Package_training", "😀Pakage-x"]]},
#                                        ^^^^^^^^^ warning[CUR301]
 "metadata": {"entry_points": ["Nowhere"], "description": "Nothing"}}
#                               ^^^^^^^ warning[CUR301]
""",
    "P6, the nearest name with and without a job type": """
#- core
STEP_NAMES = {"Package": {}, "Package_ab": {}, "PackageData": {}, "payload": {}}
#- /pipelines/a.dag.json
{"dag": {"nodes": ["Packag_a", "Pakage_ab", "agent", "PackageDat_x_y", "payload-y", "Unknown_b"]}}
#                   ^^^^^^^^ warning[CUR301]
#                               ^^^^^^^^^ warning[CUR301]
#                                            ^^^^^ warning[CUR301]
#                                                     ^^^^^^^^^^^^^^ warning[CUR301]
#                                                                                    ^^^^^^^^^ warning[CUR301]
""",
    "P6, a broken DAG file": """
#- /pipelines/a.dag.json
{"dag": {"nodes": ["Package", "Pakage", "Pac
#                              ^^^^^^ warning[CUR301]
""",
    "P7, a config file": """
#- /configs/any_name.json
{"configuration": {"specific": {"Pakage_training": {"__model_type__": "PackageConfig"}, "Package": {}}},
#                                ^^^^^^^^^^^^^^^ warning[CUR301]
 "metadata": {"config_types": {"MIMSPackaging": "PackageConfig", "Package-x": "PackageConfig"}}}
#                               ^^^^^^^^^^^^^ warning[CUR303]
""",
    "P6 and P7, a step of another workspace": """
#- alice
WORKSPACE_STEPS = {"Alpha": {}}
#- bob
WORKSPACE_STEPS = {"Beta": {}}
#- /developer_workspaces/developers/alice/a.dag.json
{"dag": {"nodes": ["Alpha_training", "Beta"]}}
#                                     ^^^^ warning[CUR302]
#- /configs/a.json
{"metadata": {"config_types": {"Alpha": "AlphaConfig"}}}
#                               ^^^^^ warning[CUR302]
""",
    "P5 to P7, below tests": """
#- /tests/a.dag.json
{"dag": {"nodes": ["Pakage", "MIMSPackaging"]}}
#- /tests/configs/a.json
{"metadata": {"config_types": {"Pakage": "PackageConfig"}}}
#- /tests/test_a.py
from cursus.api.dag import PipelineDAG
PipelineDAG().add_node("A")
""",
    "P8, a guess": f"""
#- {INTERFACE}
step_type: ScorecardBinning
registry: {{sagemaker_step_type: Processing, description: Bins}}
spec:
  dependencies:
    data:
      compatible_sources:
      - Package_training
      - ProcessingStep
      - Pakage
#       ^^^^^^ hint[CUR301]
      - "Pakage_training"
#        ^^^^^^^^^^^^^^^ hint[CUR301]
      - MIMSPackaging
#       ^^^^^^^^^^^^^ hint[CUR303]
      - Alpha
#       ^^^^^ hint[CUR302]
#- alice
WORKSPACE_STEPS = {{"Alpha": {{}}}}
""",
    "P4 to P6, while the core is incomplete": """
#- core
from somewhere import more
STEP_NAMES = {"Package": {}, **more()}
#- /pipelines/a.dag.json
{"dag": {"nodes": ["Pakage", "Package"]}}
""",
    "P5, anybody's graph": """
#- /pipelines/a.py
from langgraph.graph import StateGraph
graph = StateGraph(dict)
graph.add_node("agent")
graph.add_edge("a", "b")
class PipelineDAG:
    pass
dag = PipelineDAG(nodes=["agent"])
dag.add_node("agent")
payload = base_data = "Pakage"
step(sagemaker_step_type="Processing", kind="Base")
""",
    "P6 and P7, anybody's JSON": """
#- /pipelines/a.json
{"dag": {"nodes": ["agent"], "edges": [["a", "b"]]}}
#- /pipelines/b.json
{"config_types": {"agent": "A"}, "__model_type__": "B"}
#- /package.json
{"name": "Pakage", "metadata": {"a": 1}}
""",
}

DETAILS = {"CUR301 CUR302 CUR303": USES}


@pytest.mark.parametrize(("codes", "text"), cases(DETAILS))
def test_details(codes: str, text: str) -> None:
    check_rules(codes, text)
