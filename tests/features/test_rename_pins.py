"""Renaming from a pin in the settings, and from what is no name of a step: a class."""

import pytest

from cursus_registry.features.rename import CannotRenameError, Kind
from support.checks import CORE, registry
from support.fixture import CURSOR
from support.renames import plan_at, prepared, texts_after

ALICE, BOB = registry("alice"), registry("bob")
TOML, PYPROJECT = "/cursus-registry.toml", "/pyproject.toml"
OWN = '"sagemaker_step_type": "Processing", "description": "ä"'
PROJECT = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{"Sampling": {{{OWN}, "spec_type": "Sampling"}}}}
#- {BOB}
WORKSPACE_STEPS = {{"Sampling": {{{OWN}}}, "Only": {{{OWN}}}}}
STEP_OVERRIDES = {{"Package": {{"priority": 1}}}}
#- /developer_workspaces/developers/alice/a.dag.json
{{"dag": {{"nodes": ["Sampling_x"], "edges": []}}}}
"""


@pytest.mark.parametrize(
    ("path", "pin", "new"),
    [
        (TOML, 'pins = {{ {} = "alice" }}  # ä🚀', "Sampling"),
        (TOML, '# 🚀\n[pins]\n"{}" = "alice"', "Sampling"),
        (TOML, "pins.'{}' = 'alice'", "Sampling"),
        (PYPROJECT, '[tool.cursus-registry.pins]\nPackage = "core"\n{} = "alice"', "Sampling"),
    ],
)
def test_rename_from_a_pin_is_the_step_that_it_names(path, pin, new):
    text = f"{PROJECT}#- {path}\n{pin.format(f'Samp{CURSOR}ling')}\n"
    _, _, plan = plan_at(text, "Pruning")
    after = texts_after(plan)
    assert set(after) == {ALICE, path, "/developer_workspaces/developers/alice/a.dag.json"}
    assert after[path].startswith(pin.format("Pruning"))
    assert after[ALICE].count('"Pruning"') == 2
    asked = {one.path: group.needs_confirmation for group in plan.groups for one in group.files}
    assert asked == {one: one != path for one in after}, "the settings are nobody's workspace"
    name, note = prepared(text)
    assert name == "Sampling"
    line = pin.format("Sampling").splitlines()[note.line]
    assert line[note.start : note.end] == "Sampling"


def test_rename_from_a_pin_of_an_override_is_the_core_s_step():
    _, _, plan = plan_at(f'{PROJECT}#- {TOML}\npins = {{ Pack{CURSOR}age = "bob" }}\n', "Bundle")
    assert {one.path for group in plan.of_name for one in group.files if group.kind is Kind.NAME} == {
        TOML,
        BOB,
        "/src/cursus/registry/step_names.py",
    }


def test_rename_from_a_pin_for_a_namespace_without_the_name_is_the_one_step_there_is():
    _, _, plan = plan_at(f'{PROJECT}#- {TOML}\npins = {{ On{CURSOR}ly = "alice" }}\n', "Pruning")
    assert set(texts_after(plan)) == {TOML, BOB}


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('pins = {{ Sampl{}ing = "carol" }}', "no step 'Sampling' can be seen in workspace 'carol'"),
        ('pins = {{ Packa{}e = "core" }}', "no step 'Packae' can be seen in the core; did you mean Package?"),
        ('selet = 1\npins = {{ Samp{}ling = "alice" }}', "cursus-registry.toml has a mistake"),
        ("pins = {{ Samp{}ling = 1 }}", "cursus-registry.toml has a mistake"),
    ],
)
def test_prepare_from_a_pin_is_refused_with_a_sentence(settings, words):
    with pytest.raises(CannotRenameError) as refused:
        prepared(f"{PROJECT}#- {TOML}\n{settings.format(CURSOR)}\n")
    assert words in str(refused.value)


@pytest.mark.parametrize(
    "settings",
    [
        'pins = {{ Sampling = "ali{}ce" }}',
        'pi{}ns = {{ Sampling = "alice" }}',
        'pins = {{ Sampling = "alice" }}  # Sampl{}ing',
        'ignore = ["CUR{}1"]',
        "pins = {{ Samp{}ling = ",
    ],
)
def test_prepare_is_nothing_elsewhere_in_the_settings(settings):
    assert prepared(f"{PROJECT}#- {TOML}\n{settings.format(CURSOR)}\n") is None


def test_prepare_p10_is_nothing_on_a_class():
    """Its definition and its uses in the code are the language server's of Python; the step's name is not there."""
    text = f"{CORE}\n#- /src/cursus/steps/configs/config_package_step.py\nclass Package{CURSOR}Config: ...\n"
    assert prepared(text) is None
    assert '"PackageConfig"' in CORE
    assert prepared(CORE.replace('"PackageConfig"', f'"Pack{CURSOR}ageConfig"')) is None
