"""What was read from a file, for whoever wonders."""

from cursus_registry.features.file_facts import file_facts
from support.checks import CORE, open_fixture, registry

ALICE = registry("alice")


def test_everything_that_was_read():
    project = open_fixture(
        f"""{CORE}
#- {ALICE}
# cursus: ignore-file[CUR110]
WORKSPACE_STEPS = {{"Mine": {{"description": "d", "job_types": ["training"], "spec_type": make()}}}}
#- /use.py
from cursus.registry.step_names import get_config_class_name

get_config_class_name("Package_training", workspace_id="alice")
"""
    )
    found = file_facts(project.snapshot, ALICE)
    assert (found["kind"], found["workspace"], found["readable"], found["judged"]) == ("workspace", "alice", True, True)
    assert found["tables"]["WORKSPACE_STEPS"] == {
        "complete": True,
        "aliasOf": None,
        "count": 1,
        "entries": [
            {
                "name": "Mine",
                "line": 2,
                "complete": True,
                "fields": {"description": "d", "job_types": ["training"], "spec_type": None},
            }
        ],
    }
    assert found["suppressions"] == [{"line": 1, "codes": ["CUR110"], "wholeFile": True}]
    assert [problem["code"] for problem in found["problems"]] == ["CUR003"]
    [mention] = file_facts(project.snapshot, "/use.py")["mentions"]
    assert mention == {
        "name": "Package_training",
        "line": 3,
        "callee": "cursus.registry.step_names.get_config_class_name",
        "workspace": "alice",
        "expected": True,
    }


def test_a_file_of_which_nothing_is_known():
    assert file_facts(open_fixture(CORE).snapshot, "/elsewhere.py") is None
