"""Fixes that give a step another name: all that has the old one gets it, pins and spec types too, or nothing does."""

import pytest

from cursus_registry.turns import at_once
from support.checks import CORE, classes, registry
from support.quick_fixes import after, offered, sound

ALICE, BOB = registry("alice"), registry("bob")
HOME, CORE_PATH = "/developer_workspaces/developers/alice", "/src/cursus/registry/step_names.py"
XGB = '"sagemaker_step_type": "Training", "description": "d"'
PINS = '# ä🚀\n[pins]\n"{}" = "alice"  # hers\n'
SLIPS = {  # by code: the old name, the new one, the table, what the settings say besides
    "CUR205": ("Pakage", "Package", "STEP_OVERRIDES"),
    "CUR209": ("XgboostTraining", "XGBoostTraining", "WORKSPACE_STEPS"),
    "CUR211": ("GraphSаmpling", "GraphSampling", "WORKSPACE_STEPS"),
    "CUR214": ("XGBoostTrainng", "XGBoostTraining", "WORKSPACE_STEPS"),
    "CUR501": ("graph_sampling", "GraphSampling", "WORKSPACE_STEPS"),
}


def slip(name, table, *, settings=PINS, fields=""):
    """An entry with a pin and a spec type of that name, and a use of it behind a job type's suffix."""
    spec = f'"spec_type": "{name}"{fields}'
    values = spec if table == "STEP_OVERRIDES" else f"{XGB}, {spec}"
    return f"""{CORE}
#- {ALICE}
{table} = {{"{name}": {{{values}}}}}  # 🚀
#- {HOME}/a.dag.json
{{"dag": {{"nodes": ["🚀", "{name}_x"], "edges": []}}}}
#- /cursus-registry.toml
{settings.format(name)}"""


@pytest.mark.parametrize("code", SLIPS)
def test_p1_p6_a_renaming_fix_takes_spec_type_uses_and_pin_along(code):
    old, new, table = SLIPS[code]
    text = slip(old, table)
    title = f"Rename to '{new}' wherever it is used"
    assert title in sound(code, text)
    changed = after(code, title, text)
    assert set(changed) == {ALICE, f"{HOME}/a.dag.json", "/cursus-registry.toml"}
    assert changed[ALICE].count(f'"{new}"') == 2
    assert f'"{new}_x"' in changed[f"{HOME}/a.dag.json"]
    assert changed["/cursus-registry.toml"].startswith(PINS.format(new))
    assert not any(f'"{old}' in one for one in changed.values())


def test_settings_are_asked_about():
    [fix] = [one for one in offered("CUR214", slip(*SLIPS["CUR214"][::2])) if one.later]
    assert [(one.path, bool(one.confirm)) for one in at_once(fix.changing())] == [
        (ALICE, False),
        ("/cursus-registry.toml", True),
        (f"{HOME}/a.dag.json", False),
    ]


def test_p1_what_is_used_nowhere_takes_its_spec_type_along():
    text = f'{CORE}\n#- {ALICE}\nWORKSPACE_STEPS = {{"XGBoostTrainng": {{{XGB}, "spec_type": "XGBoostTrainng"}}}}\n'
    assert after("CUR214", "Change to 'XGBoostTraining'", text) == {
        ALICE: f'WORKSPACE_STEPS = {{"XGBoostTraining": {{{XGB}, "spec_type": "XGBoostTraining"}}}}\n'
    }


def test_a_pin_for_the_new_name_is_for_a_person():
    text = slip("XGBoostTrainng", "WORKSPACE_STEPS", settings=f'{PINS}XGBoostTraining = "core"\n')
    assert sound("CUR214", text) == []


def test_p8_a_name_that_would_be_no_text_gets_quotes():
    odd, other = (f"/src/cursus/steps/interfaces/{one}.step.yaml" for one in ("odd", "other"))
    registry_block = "registry: {sagemaker_step_type: Processing, description: d}\n"
    sources = "contract:\n  inputs: {}\nspec:\n  dependencies:\n    data:\n      compatible_sources: [Other, o_n]\n"
    text = f"#- {odd}\nstep_type: o_n\n{registry_block}#- {other}\nstep_type: Other\n{registry_block}{sources}"
    title = "Rename to 'ON' wherever it is used"
    assert after("CUR501", title, text, odd) == {
        odd: f"step_type: 'ON'\n{registry_block}",
        other: f"step_type: Other\n{registry_block}{sources}".replace("o_n", "'ON'"),
    }
    [fix] = [one for one in offered("CUR501", text, odd) if one.title == title]
    assert [bool(one.confirm) for one in at_once(fix.changing())] == [False, True], (
        "what stands there need not be a step"
    )


OVERRIDDEN = """
#- {core}
STEP_NAMES = {{
    "{old}": {{"config_class": "AConfig", "builder_step_name": "AStepBuilder", "spec_type": "A", {fields}}},
}}
#- {alice}
STEP_OVERRIDES = {{"{old}": {{"priority": 1}}}}
#- {bob}
STEP_OVERRIDES = {{"{old}": {{"priority": 2}}}}
WORKSPACE_STEPS = {{{more}}}
"""


def overridden(old, more=""):
    return OVERRIDDEN.format(old=old, more=more, core=CORE_PATH, alice=ALICE, bob=BOB, fields=XGB)


@pytest.mark.parametrize("path", [CORE_PATH, ALICE])
def test_cur211_p1_of_a_core_step_reaches_its_overrides(path):
    title = "Rename to 'GraphSampling' wherever it is used"
    assert title in sound("CUR211", overridden("GraphSаmpling"), path)
    plain = after("CUR211", title, overridden("GraphSаmpling"), path)
    assert {one: text.count('"GraphSampling"') for one, text in plain.items()} == {CORE_PATH: 1, ALICE: 1, BOB: 1}


@pytest.mark.parametrize("path", [CORE_PATH, ALICE])
def test_cur211_p1_of_a_core_step_needs_a_name_that_nobody_has(path):
    mine = f'"GraphSampling": {{{XGB}, {classes("GraphSampling")}}}'
    assert sound("CUR211", overridden("GraphSаmpling", mine), path) == []


@pytest.mark.parametrize(("code", "name"), [("CUR209", "XgboostTraining"), ("CUR214", "XGBoostTrainng")])
def test_p1_an_override_must_not_come_to_stand_on_the_core(code, name):
    """Which of the two is to stay must be settled first (CUR203): the override would be of another step then."""
    text = slip(name, "WORKSPACE_STEPS").replace("  # 🚀", f'\nSTEP_OVERRIDES = {{"{name}": {{}}}}')
    assert sound(code, text) == []


TWICE = f"""
#- {CORE_PATH}
STEP_NAMES = {{
    "GraphSampling": {{{XGB}, {classes("GraphSampling")}}},
    "Graphsampling": {{{XGB}, {classes("Graphsampling")}}},
}}
#- {ALICE}
STEP_OVERRIDES = {{"Graphsampling": {{"spec_type": "Graphsampling"}}}}
#- {BOB}
STEP_OVERRIDES = {{}}
#- /a.dag.json
{{"dag": {{"nodes": ["Graphsampling_x"], "edges": []}}}}
#- /cursus-registry.toml
pins = {{ Graphsampling = "core" }}
"""
MERGE = "Use 'GraphSampling' instead, and remove this entry"


def test_cur209_p1_of_a_core_step_takes_its_overrides_over_to_the_other():
    assert MERGE in sound("CUR209", TWICE, CORE_PATH)
    assert after("CUR209", MERGE, TWICE, CORE_PATH) == {
        CORE_PATH: f'STEP_NAMES = {{\n    "GraphSampling": {{{XGB}, {classes("GraphSampling")}}},\n}}\n',
        ALICE: 'STEP_OVERRIDES = {"GraphSampling": {"spec_type": "GraphSampling"}}\n',
        "/a.dag.json": '{"dag": {"nodes": ["GraphSampling_x"], "edges": []}}\n',
        "/cursus-registry.toml": 'pins = { GraphSampling = "core" }\n',
    }


def test_cur209_p1_leaves_two_overrides_to_a_person():
    text = TWICE.replace("STEP_OVERRIDES = {}", 'STEP_OVERRIDES = {"GraphSampling": {}, "Graphsampling": {}}')
    assert MERGE not in sound("CUR209", text, CORE_PATH)


def test_cur209_p1_in_another_table_or_source():
    core = f'STEP_NAMES = {{"GraphSampling": {{{XGB}, {classes("GraphSampling")}}}}}\n'
    more = f'LOCAL_STEPS = {{"Graphsampling": {{{XGB}}}}}\nWORKSPACE_STEPS = {{"GraphSampling": {{{XGB}}}}}\n'
    text = f"#- {CORE_PATH}\n{core.replace('GraphSampling', 'Other')}#- {ALICE}\n{more}"
    assert MERGE.replace("GraphSampling", "Graphsampling") in sound("CUR209", text)
    other = CORE_PATH.replace(".py", "_base.py")
    twice = f"{TWICE}#- {other}\nSTEP_NAMES = {{\n    'Graphsampling': {{{XGB}, {classes('Graphsampling')}}},\n}}\n"
    assert MERGE in sound("CUR209", twice, CORE_PATH)
    assert after("CUR209", MERGE, twice, CORE_PATH)[other] == "STEP_NAMES = {\n}\n"
