"""A project as it would be: the same answers as after writing, and the present one untouched."""

from cursus_registry.files import Memory
from cursus_registry.project import Project
from cursus_registry.project.revise import revise
from cursus_registry.text import SourceText
from support.checks import CORE, all_diagnostics, open_fixture, registry
from support.fixture import parse_fixture

ALICE, BOB = registry("alice"), registry("bob")
NEW = 'LOCAL_STEPS = {"Sampling": {"description": "d", "sagemaker_step_type": "Procesing"}, "Package": {}}\n'
PROJECT = f"{CORE}#- {ALICE}\n{NEW}"


def test_it_is_what_writing_would_lead_to():
    before = open_fixture(PROJECT).snapshot
    found = all_diagnostics(before)
    after, reached = revise(before, {BOB: SourceText.from_str(NEW), "/README.md": SourceText(b"nothing of ours")})
    assert {ALICE, BOB} <= reached
    assert all_diagnostics(after) == all_diagnostics(open_fixture(f"{PROJECT}#- {BOB}\n{NEW}").snapshot)
    assert all_diagnostics(before) == found
    assert BOB not in before.view.index.files
    assert {note.label for note in all_diagnostics(after)} > {note.label for note in found}


def test_an_unread_project_stays_unread():
    texts = {path: SourceText.from_str(text) for path, text in parse_fixture(PROJECT).files.items()}
    after, _ = revise(Project(Memory(), "/").snapshot, texts)
    assert ALICE in after.view.index.files
    assert after.view.is_complete(None) is False


def test_what_is_imported_is_still_followed():
    shared = "/developer_workspaces/developers/bob/src/cursus_dev/shared.py"
    before = open_fixture(f"{PROJECT}#- {shared}\nSTEPS = {{'Shared': {{}}}}\n").snapshot
    after, _ = revise(before, {BOB: SourceText(b"from cursus_dev.shared import STEPS\nLOCAL_STEPS = STEPS\n")})
    assert list(after.view.own("bob").steps) == ["Shared"]


def test_of_other_settings_the_pins_are_in_force_where_there_is_no_mistake():
    step = '{"description": "d", "sagemaker_step_type": "Processing", "conflict_resolution_strategy": "manual"}'
    text = f'{CORE}#- {ALICE}\nLOCAL_STEPS = {{"Sampling": {step}}}\n#- {BOB}\nLOCAL_STEPS = {{"Sampling": {step}}}\n'
    settings = "/cursus-registry.toml"
    before = open_fixture(f'{text}#- {settings}\nselect = ["CUR405"]\n').snapshot
    assert [len(before.check(path)) for path in (ALICE, BOB)] == [1, 1]
    after, reached = revise(before, {settings: SourceText(b'select = ["CUR1"]\npins = { Sampling = "bob" }\n')})
    assert {settings, ALICE, BOB} <= reached
    assert [after.check(path) for path in (ALICE, BOB)] == [[], []]
    assert after.settings.select == ("CUR405",)
    wrong, _ = revise(after, {settings: SourceText(b'selet = 1\npins = { Sampling = "alice", Other = "bob" }\n')})
    assert wrong.settings.pins == {"Sampling": "bob"}
