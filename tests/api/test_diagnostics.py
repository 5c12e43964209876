"""Diagnostics say what is wrong, in fixed words, and raise nothing for it."""

import shutil

import pytest

from cursus_registry.api.diagnostics import RegistryDiagnostics
from support.checkouts import core, open_checkout, workspace, write
from support.checks import registry

KEYS = {"step_name", "workspace_id", "resolution_path", "issues", "recommendations"}
HEALTH_KEYS = {"overall_status", "core_registry", "workspace_registries", "system_issues", "recommendations"}
UNPARSABLE = "x = (\n"


def diagnostics(root, *parts):
    return RegistryDiagnostics(open_checkout(root, *parts))


@pytest.fixture
def sound(tmp_path):
    return diagnostics(
        tmp_path,
        core("Package", "Payload"),
        workspace("alice", "Survey", overrides='{"Package": {"priority": 1}}'),
        workspace("bob"),
    )


@pytest.mark.parametrize(
    ("step", "where", "path", "issues"),
    [
        ("Package", None, ["core registry: core"], []),
        ("Package", "alice", ["core registry: core", "workspace alice: override"], []),
        ("Payload", "alice", ["core registry: core", "workspace alice: core"], []),
        ("Survey", "alice", ["workspace alice: workspace"], ["not found in the core registry"]),
        ("Survey", "bob", [], ["not found in the core registry", "not found in the workspace bob"]),
        ("Package", "carol", ["core registry: core"], ["there is no workspace 'carol'"]),
    ],
)
def test_where_a_step_was_found(sound, step, where, path, issues):
    found = sound.diagnose_step_resolution(step, where)
    assert set(found) == KEYS
    assert (found["step_name"], found["workspace_id"]) == (step, where)
    for said, expected in ((found["resolution_path"], path), (found["issues"], issues)):
        assert len(said) == len(expected)
        assert all(words in line for words, line in zip(expected, said, strict=True))


def test_what_to_do(sound):
    assert sound.diagnose_step_resolution("Package", "alice")["recommendations"] == []
    near = sound.diagnose_step_resolution("Packagee")["recommendations"]
    assert any("did you mean Package?" in advice for advice in near)
    elsewhere = sound.diagnose_step_resolution("Survey", "bob")["recommendations"]
    assert any("alice declares it" in advice for advice in elsewhere)
    assert sound.diagnose_step_resolution("Package", "carol")["recommendations"]


def test_a_healthy_project(sound):
    assert sound.diagnose_registry_health() == {
        "overall_status": "HEALTHY",
        "core_registry": {"status": "HEALTHY", "issues": []},
        "workspace_registries": {name: {"status": "HEALTHY", "issues": []} for name in ("alice", "bob")},
        "system_issues": [],
        "recommendations": [],
    }


def test_errors_unread_registries_and_conflicts(tmp_path):
    found = diagnostics(
        tmp_path,
        core("Package"),
        workspace("alice", "Survey"),
        workspace("bob", "Survey", overrides='{"Nothing": {"priority": 1}}'),
        f"#- {registry('carol')}\n{UNPARSABLE}",
        f"#- {registry('dana')}\nWORKSPACE_STEPS = make()\n",
    ).diagnose_registry_health()
    assert set(found) == HEALTH_KEYS
    assert found["overall_status"] == "UNHEALTHY"
    statuses = {name: part["status"] for name, part in found["workspace_registries"].items()}
    assert statuses == {"alice": "HEALTHY", "bob": "UNHEALTHY", "carol": "ERROR", "dana": "UNKNOWN"}
    assert found["core_registry"]["status"] == "HEALTHY"
    assert any("Nothing" in issue for issue in found["workspace_registries"]["bob"]["issues"])
    assert "workspace_registry.py:1" in found["workspace_registries"]["carol"]["issues"][0]
    assert found["system_issues"] == ["several workspaces declare a step of the name Survey"]
    assert len(found["recommendations"]) == 3


def test_what_only_running_could_tell_is_unknown_and_no_fault(tmp_path):
    found = diagnostics(tmp_path, core("Package").replace("= {", "= make() or {")).diagnose_registry_health()
    assert (found["overall_status"], found["core_registry"]["status"]) == ("HEALTHY", "UNKNOWN")


def test_a_core_that_does_not_parse_is_told_of_once(tmp_path):
    diagnose = diagnostics(tmp_path, core("Package"), workspace("alice", "Survey"))
    write(tmp_path, f"#- /src/cursus/registry/step_names.py\n{UNPARSABLE}")
    diagnose.registry_manager.refresh()
    found = diagnose.diagnose_registry_health()
    assert found["core_registry"]["status"] == "ERROR"
    assert "step_names.py:1" in found["core_registry"]["issues"][0]
    assert found["workspace_registries"]["alice"] == {"status": "HEALTHY", "issues": []}
    assert found["system_issues"] == []
    step = diagnose.diagnose_step_resolution("Survey", "alice")
    assert len([issue for issue in step["issues"] if "step_names.py:1" in issue]) == 1


def test_no_core_at_all(tmp_path):
    found = diagnostics(tmp_path, workspace("alice", "Survey")).diagnose_registry_health()
    assert (found["overall_status"], found["core_registry"]["status"]) == ("UNHEALTHY", "ERROR")
    assert "no core registry" in found["core_registry"]["issues"][0]


def test_a_workspace_that_vanishes(tmp_path, sound):
    assert "alice" in sound.diagnose_registry_health()["workspace_registries"]
    shutil.rmtree(tmp_path / "developer_workspaces/developers/alice")
    sound.registry_manager.refresh()
    assert list(sound.diagnose_registry_health()["workspace_registries"]) == ["bob"]
    assert "there is no workspace 'alice'" in sound.diagnose_step_resolution("Survey", "alice")["issues"][-1]


def test_a_manager_that_is_closed(sound):
    sound.registry_manager.close()
    found = sound.diagnose_registry_health()
    assert (found["overall_status"], found["core_registry"]["status"]) == ("UNHEALTHY", "ERROR")
    assert "closed" in sound.diagnose_step_resolution("Package", "alice")["issues"][0]
