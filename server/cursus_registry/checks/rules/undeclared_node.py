"""An edge of a DAG that names a node which is never added.

The framework adds such a node by itself, without a configuration, and the one that was meant is left without its edge.
Told of DAG files and of DAGs in Python, where every node could be read: nothing is said of a DAG that another function
makes, gets or fills in a loop, nor of one that is made of edges alone.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "Package": {
        "config_class": "PackageConfig",
        "builder_step_name": "PackageStepBuilder",
        "spec_type": "Package",
        "sagemaker_step_type": "Processing",
        "description": "Packs a model",
    },
    "Payload": {
        "config_class": "PayloadConfig",
        "builder_step_name": "PayloadStepBuilder",
        "spec_type": "Payload",
        "sagemaker_step_type": "Processing",
        "description": "Makes test data",
    },
}
#- /pipelines/fraud.py
from cursus.api.dag import PipelineDAG

dag = PipelineDAG()
dag.add_node("Package")
dag.add_node("Payload_training")
dag.add_edge("Package", "Payload_trainig")
#                        ^^^^^^^^^^^^^^^ warning[CUR304]
```

## Fix

Write the name of a node that is there, or add the node.
"""

from collections.abc import Iterator

from cursus_registry.checks.fixing import alternatives, write_name
from cursus_registry.checks.mentions import is_test
from cursus_registry.checks.model import Context, Finding, Related, Severity
from cursus_registry.facts.model import Dag
from cursus_registry.layout import FileKind
from cursus_registry.resolution.names import near_names
from cursus_registry.text import Span

CODE = "CUR304"
NAME = "undeclared-node"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """One finding on each such end of an edge."""
    if not context.facts.dags or not context.view.indexed or is_test(context):
        return
    for dag in context.facts.dags:
        if not dag.complete or not (dag.nodes or context.kind is FileKind.DAG) or not context.view.is_dag(dag):
            continue
        nodes = set(dag.nodes)
        for ends, spans in zip(dag.edges, dag.edge_spans, strict=True):
            for name, span in zip(ends, spans, strict=True):
                if name not in nodes and name.strip():
                    yield _finding(context, dag, name, span)


def _finding(context: Context, dag: Dag, name: str, span: Span) -> Finding:
    near = near_names(name, dag.nodes)
    hint = f"; did you mean '{near[0]}'?" if near else ""
    places = [dag.node_spans[dag.nodes.index(other)] for other in near]
    related = tuple(Related(context.facts.path, place, "a node of this DAG") for place in places)
    fixes = alternatives(fix for other in near for fix in write_name(context.facts, span, other))
    return Finding(span, f"the node '{name}' of this edge is never added to the DAG{hint}", related, fixes=fixes)
