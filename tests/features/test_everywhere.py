"""Every question at every place of whole projects: none fails, and what is answered is about the place."""

from itertools import pairwise
from pathlib import Path

import pytest

from cursus_registry.features.completion import completion
from cursus_registry.features.declaration import declaration
from cursus_registry.features.definition import definition
from cursus_registry.features.highlight import highlights
from cursus_registry.features.hover import hover
from cursus_registry.features.implementation import implementation
from cursus_registry.features.type_definition import type_definition
from cursus_registry.files import Disk, Memory
from cursus_registry.project import Project
from support.checks import open_fixture, registry

FIXTURES = Path(__file__).parents[2] / "fixtures"
WAYS = (definition, declaration, type_definition, implementation)
STEP = 11
"""Not every byte: a token of ours is longer, or its neighbour is asked about."""


@pytest.mark.parametrize("name", ["healthy", "interfaces", "broken"])
def test_no_place_is_without_a_proper_answer(name):
    snapshot = Project(Disk(), str(FIXTURES / name)).load_all()
    answered = 0
    for path, facts in snapshot.view.index.files.items():
        for offset in range(0, len(facts.source.data) + 1, STEP):
            answered += ask_everything(snapshot, path, facts.source.data, offset)
    assert answered > 100


def ask_everything(snapshot, path, data, offset):
    """How many questions were answered; each answer must be about the place."""
    spans = [found.span for found in (hover(snapshot, path, offset), completion(snapshot, path, data, offset)) if found]
    for way in WAYS:
        found = way(snapshot, path, offset)
        if found:
            assert found.targets
            assert found.origin.start <= offset
            for target in found.targets:
                size = len(snapshot.facts(target.path).source.data)
                assert (
                    0 <= target.span.start <= target.name_span.start <= target.name_span.end <= target.span.end <= size
                )
            spans.append(found.origin._replace(end=max(found.origin.end, offset)))
    marked = highlights(snapshot, path, offset)
    assert all(left.span.end <= right.span.start for left, right in pairwise(marked))
    assert all(span.contains(offset) for span in spans)
    return len(spans) + bool(marked)


TEXT = """WORKSPACE_STEPS = {
    "Graph🚀": {"sagemaker_step_type": "Training", 'job_types': ["a", 'b'], "config_class": "GraphConfig"},
}
STEP_OVERRIDES = {"Package": {"description": "ä"}}
WORKSPACE_METADATA = {"developer_id": "alice", "preferred_frameworks": ["dgl"]}
"""
BLOCK = """step_type: Graph
registry:
  sagemaker_step_type: "Training"
  job_types: [a, 'b']
  environment_tags:
  - prod
  description: ä🚀
"""
CORE = '#- /src/cursus/registry/step_names.py\nSTEP_NAMES = {"Package": {"description": "d"}}\n'


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("path", "text"), [(registry("alice"), TEXT), ("/src/cursus/steps/interfaces/graph.step.yaml", BLOCK)]
)
def test_half_typed_text_is_answered_everywhere(path, text, end):
    """A text that ends anywhere, asked about at its end."""
    core = open_fixture(CORE).snapshot.facts("/src/cursus/registry/step_names.py").source
    data = text.replace("\n", end).encode()
    answered = 0
    for cut in range(len(data) + 1):
        half = data[:cut].decode("utf-8", "ignore")
        project = Project(Memory({"/src/cursus/registry/step_names.py": str(core), path: half}), "/", None)
        answered += ask_everything(project.load_all(), path, half.encode(), len(half.encode()))
    assert answered > 50
