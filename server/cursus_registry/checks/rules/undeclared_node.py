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

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from cursus_registry.checks.fixing import alternatives, write_name
from cursus_registry.checks.mentions import is_test
from cursus_registry.checks.model import Context, Finding, Related, Severity
from cursus_registry.layout import FileKind
from cursus_registry.resolution.names import near_names
from cursus_registry.text import Span

CODE = "CUR304"
NAME = "undeclared-node"
SEVERITY = Severity.WARNING
MOST_COMPARED = 1_000_000
"""So many pairs of names are compared in a DAG, so that a hostile one takes no longer than a person waits."""


def check(context: Context) -> Iterator[Finding]:
    """One finding on each such end of an edge."""
    if not context.facts.dags or not context.view.indexed or is_test(context):
        return
    for dag in context.facts.dags:
        if not dag.complete or not (dag.nodes or context.kind is FileKind.DAG) or not context.view.is_dag(dag):
            continue
        nodes = {name: at for at, name in reversed(list(enumerate(dag.nodes)))}
        near_of = _near_names(list(nodes))
        for ends, spans in zip(dag.edges, dag.edge_spans, strict=True):
            for name, span in zip(ends, spans, strict=True):
                if name not in nodes and name.strip():
                    places = {other: dag.node_spans[nodes[other]] for other in near_of(name)}
                    yield _finding(context, name, span, places)


def _near_names(nodes: list[str]) -> Callable[[str], list[str]]:
    """The nodes that are near a name; none when too many names have been asked about."""
    left = MOST_COMPARED // max(len(nodes), 1)

    @cache
    def near(name: str) -> list[str]:
        nonlocal left
        left -= 1
        return near_names(name, nodes) if left >= 0 else []

    return near


def _finding(context: Context, name: str, span: Span, places: Mapping[str, Span]) -> Finding:
    near = list(places)
    hint = f"; did you mean '{near[0]}'?" if near else ""
    related = tuple(Related(context.facts.path, place, "a node of this DAG") for place in places.values())
    fixes = alternatives(fix for other in near for fix in write_name(context.facts, span, other))
    return Finding(span, f"the node '{name}' of this edge is never added to the DAG{hint}", related, fixes=fixes)
