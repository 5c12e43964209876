"""A project as it would be: the same answers as after writing, and the present one untouched."""

from cursus_registry.project import Project
from cursus_registry.project.preview import preview
from support.checks import CORE, all_diagnostics, open_fixture, registry
from support.fixture import parse_fixture

ALICE, BOB = registry("alice"), registry("bob")
NEW = 'LOCAL_STEPS = {"Sampling": {"description": "d", "sagemaker_step_type": "Procesing"}, "Package": {}}\n'
PROJECT = f"{CORE}#- {ALICE}\n{NEW}"


def test_it_is_what_writing_would_lead_to():
    before = open_fixture(PROJECT).snapshot
    found = all_diagnostics(before)
    after = preview(before, {BOB.lstrip("/"): NEW, "README.md": "nothing of ours"})
    assert all_diagnostics(after) == all_diagnostics(open_fixture(f"{PROJECT}#- {BOB}\n{NEW}").snapshot)
    assert all_diagnostics(before) == found
    assert BOB not in before.view.index.files
    assert {note.label for note in all_diagnostics(after)} > {note.label for note in found}


def test_an_unread_project_stays_unread():
    files = parse_fixture(PROJECT).files
    assert files
    assert preview(Project(None, "/").snapshot, files).view.is_complete(None) is False
