"""Step names given to DAGs that a class declares, receives or is made from, over several files."""

import pytest

from cursus_registry.features.references import Kind, references, subject_at
from support.checks import CORE, check_diagnostics, open_fixture, registry
from support.features import at_cursor, hover_at, labels_at
from support.renames import plan_at, texts_after

DAGS = f"""{CORE}
#- {registry("alice")}
STEP_OVERRIDES = {{"Package": {{"description": "Hers"}}}}
#- /src/cursus/api/dag/base_dag.py
class PipelineDAG:
    pass
#- /pipelines/graphs.py
from cursus.api.dag.base_dag import PipelineDAG
class FraudDAG(PipelineDAG):
    def __init__(self):
        super().__init__()
        "🚀", self.add_node("Package_training")
"""
USES = {
    "p5 subclass of another file": 'from pipelines.graphs import FraudDAG\n"🚀", FraudDAG().add_node("{}")',
    "p5 annotation in quotes": """from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from pipelines.graphs import FraudDAG
def build(dag: "FraudDAG"):
    "🚀", dag.add_node("{}")""",
    "p5 field of a dataclass": """from dataclasses import dataclass
from cursus.api.dag.base_dag import PipelineDAG
@dataclass
class B:
    dag: PipelineDAG
    def go(self):
        "🚀", self.dag.add_edge("Package", "{}")""",
    "p5 variable with an annotation": """from cursus.api.dag.base_dag import PipelineDAG
dag: PipelineDAG = load()
"🚀", dag.add_node("{}")""",
}
uses = pytest.mark.parametrize("use", USES.values(), ids=USES)


def with_use(use: str, name: str) -> str:
    """The project with one more use of a DAG."""
    return f"{DAGS}#- /pipelines/run.py\n{use.format(name)}\n"


@uses
def test_hover(use):
    assert hover_at(with_use(use, "Pack<|>age_x")).plain.startswith("Package — core step as x")
    assert "not a step here" in hover_at(with_use(use, "Pack<|>aeg")).plain


@uses
def test_references(use):
    _, snapshot, path, _, offset = at_cursor(with_use(use, "Pack<|>age_x"))
    found = references([snapshot], subject_at(snapshot, path, offset))
    mentions = [(one.path, one.source.slice(one.span)) for one in found if one.kind is Kind.MENTION]
    assert mentions.count(("/pipelines/run.py", "Package")) == 1 + use.count('"Package"')
    assert ("/pipelines/graphs.py", "Package") in mentions


@uses
def test_diagnostics(use):
    snapshot = open_fixture(with_use(use, "Packaeg")).snapshot
    [found] = snapshot.check("/pipelines/run.py")
    assert (found.code, snapshot.facts("/pipelines/run.py").source.slice(found.span)) == ("CUR301", "Packaeg")


@uses
def test_completion(use):
    assert {"Package", "XGBoostTraining"} <= set(labels_at(with_use(use, "Pack<|>")))
    half = with_use(use, "Pack<|>")
    closing = half.index('"', half.index("<|>"))
    assert {"Package", "XGBoostTraining"} <= set(labels_at(f"{half[:closing]}\n"))


@uses
def test_rename_keeps_suffixes(use):
    _, _, plan = plan_at(with_use(use, "Pack<|>age_x"), "Packing")
    after = texts_after(plan)
    assert after["/pipelines/run.py"].rstrip("\n") == use.replace('"Package"', '"Packing"').format("Packing_x")
    assert 'self.add_node("Packing_training")' in after["/pipelines/graphs.py"]


def test_diagnostics_p5_follow_the_class_that_another_file_makes():
    check_diagnostics(
        f"""{DAGS}
#- /pipelines/run.py
from pipelines.graphs import FraudDAG
FraudDAG().add_node("Packaeg")
#                    ^^^^^^^ warning[CUR301]
"""
    )
    other = DAGS.replace("class FraudDAG(PipelineDAG):", "class FraudDAG(Graph):").replace("self.add_node", "self.node")
    check_diagnostics(
        f'{other}#- /pipelines/run.py\nfrom pipelines.graphs import FraudDAG\nFraudDAG().add_node("Packaeg")\n'
    )
