"""The steps of a project as a graph: the whole of it, the DAGs of a file, and what is around a step."""

from cursus_registry.features.graph.drawn import Drawing, DrawnEdge, DrawnNode, file_drawings, step_drawing
from cursus_registry.features.graph.steps import DagUse, FoundDag, Graph, GraphEdge, GraphNode, step_graph

__all__ = [
    "DagUse",
    "Drawing",
    "DrawnEdge",
    "DrawnNode",
    "FoundDag",
    "Graph",
    "GraphEdge",
    "GraphNode",
    "file_drawings",
    "step_drawing",
    "step_graph",
]
