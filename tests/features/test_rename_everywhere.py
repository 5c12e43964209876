"""Renaming at every place, in texts that are cut off anywhere: a plan, nothing, or a sentence; never anything else."""

from contextlib import suppress
from pathlib import Path

import pytest

from cursus_registry.features.rename import CannotRenameError, edits_of, find_subject, plan_rename, subject_named
from cursus_registry.files import Disk, Memory
from cursus_registry.project import Project
from support.checks import registry

FIXTURES = Path(__file__).parents[2] / "fixtures"
STEP = 7
CORE = 'STEP_NAMES = {"Package": {"description": "d"}}\n'
TEXTS = {
    registry("alice"): (
        'WORKSPACE_STEPS = {\n    "Graph": {"description": "ä🚀", "spec_type": "Graph"},\n    \'Load\': {},\n}\n'
        'STEP_OVERRIDES = {"Package": {"description": "ä"}}\n'
    ),
    "/src/cursus/steps/interfaces/graph.step.yaml": "step_type: 'Graph'\nregistry:\n  description: ä🚀\n  spec_type: Graph\n",
    "/use.py": 'from cursus.registry.step_names import *\nget_config_class_name("Package_a", workspace_id="alice")\n',
    "/use.dag.json": '{"dag": {"nodes": ["ä🚀", "Package_a"], "edges": [["Package", "Package_a"]]}}\n',
}


@pytest.mark.parametrize("name", ["healthy", "interfaces", "broken"])
def test_a_step_can_be_prepared_or_there_is_a_reason(name):
    snapshot = Project(Disk(), str(FIXTURES / name)).load_all()
    found = 0
    for path, facts in snapshot.view.index.files.items():
        for offset in range(0, len(facts.source.data) + 1, STEP):
            with suppress(CannotRenameError):
                subject = find_subject(snapshot, path, offset)
                if subject is not None:
                    assert subject.span.start - 3 <= offset <= subject.span.end + 3
                    assert facts.source.slice(subject.span) == subject.step.name
                    found += 1
    assert found > 20


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("path", TEXTS)
def test_rename_in_half_typed_texts(path, end):
    """A text that ends anywhere, beside others that are whole: whatever is edited there is a whole name."""
    text = TEXTS[path].replace("\n", end)
    planned = {"from here": 0, "from the core": 0}
    for cut in [*range(0, len(text), 3), len(text)]:
        half = {"/src/cursus/registry/step_names.py": CORE, registry("alice"): "", path: text[:cut]}
        snapshot = Project(Memory(half), "/").load_all()
        for offset in range(0, len(text[:cut].encode()) + 1, STEP):
            planned["from here"] += rename_soundly(find_subject, snapshot, path, offset)
        planned["from the core"] += rename_soundly(subject_named, snapshot, "Package", None)
    assert all(planned.values()), planned


def rename_soundly(find, snapshot, *place):
    """Whether there is a plan; what it puts into texts are whole names."""
    try:
        subject = find(snapshot, *place)
        plan = plan_rename(snapshot, subject, "Other") if subject else None
    except CannotRenameError:
        return False
    for one in edits_of(plan.of_name).values() if plan else ():
        assert one.applied().data.count(b"Other") == len(one.edits)
    return bool(plan)
