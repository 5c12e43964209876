"""What can be renamed at all: the name alone, where it stands; else a sentence that says why not."""

import pytest

from cursus_registry.features.rename import CannotRenameError
from support.checks import CORE
from support.fixture import CURSOR
from support.renames import ALICE, BOB, CORE_PATH, EMPTY_CORE, IMPORT, own_entry, plan_at, prepared, texts_after


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ('"Package": {', 0, 7),
        ("'''Package''': {", 2, 9),
        ("r'Package': {", 1, 8),
    ],
)
def test_prepare_is_the_name_without_quotes(written, start, end):
    text = f"#- {CORE_PATH}\nSTEP_NAMES = {{\n    {CURSOR}{written}}},\n}}\n"
    name, note = prepared(text)
    assert (name, note.start, note.end) == ("Package", 5 + start, 5 + end)


def test_prepare_is_the_name_without_its_suffix_and_nothing_on_the_suffix():
    text = f'{CORE}\n#- /use.py\n{IMPORT}get_config_class_name("Package_training")\n'
    name, note = prepared(text.replace('"Package_', f'"Pac{CURSOR}kage_'))
    assert (name, note.start, note.end) == ("Package", 23, 30)
    assert prepared(text.replace("_training", f"_trai{CURSOR}ning")) is None


@pytest.mark.parametrize(
    "text",
    [
        f"{CORE}\n#- /use.py\nget_config_class_name('Pack{CURSOR}age')\n",
        f"{CORE}\n#- /use.py\nx{CURSOR} = 'Package'\n",
        CORE.replace('"description": "Packs', f'"descr{CURSOR}iption": "Packs'),
        CORE.replace('"spec_type": "Package"', f'"spec_type": "Pack{CURSOR}age"'),
        f"{CORE}\n#- {ALICE}\nWORKSPACE_METADATA = {{'developer_id': 'ali{CURSOR}ce'}}\n",
    ],
)
def test_prepare_is_nothing_off_the_names(text):
    assert prepared(text) is None


STEP = f"WORKSPACE_STEPS = {{\n    {own_entry('Samp<|>ling')}\n}}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            f'{CORE}\n#- /use.py\n{IMPORT}get_config_class_name("Pack{CURSOR}ag")\n',
            "no step 'Packag' can be seen in the core; did you mean Package?",
        ),
        (
            f"#- {CORE_PATH}\nSTEP_NAMES = {{'Ba<|>se': {{}}}}\n",
            "an abstract step of the framework",
        ),
        (
            "#- /step_pack/interfaces/x.step.yaml\nstep_type: Pa<|>ck\n",
            "declared by a step pack (step_pack/interfaces/x.step.yaml:1)",
        ),
        (f"{CORE}\n#- {ALICE}\n{STEP}\nX = [\n", "workspace_registry.py does not parse"),
        (
            f"{CORE}\n#- {ALICE}\n{STEP}WORKSPACE_STEPS.update(load())\n",
            "workspace_registry.py could not be read in full",
        ),
        (
            f"{CORE.replace('Package', 'Pack<|>age', 1)}\n#- {ALICE}\nSTEP_OVERRIDES = load()\n",
            "workspace_registry.py could not be read in full",
        ),
        (f"#- {CORE_PATH}\nSTEP_NAMES = load()\n#- {ALICE}\n{STEP}", "step_names.py could not be read in full"),
        (f"#- {ALICE}\nSTEP_OVERRIDES = {{'Pack<|>age': {{}}}}\n", "the core could not be read"),
        (
            f"{EMPTY_CORE}#- {ALICE}\nN = 'Sampling'\nWORKSPACE_STEPS = {{\n    <|>N: {{'description': 'x'}},\n}}\n",
            "not written as one string",
        ),
    ],
)
def test_prepare_is_refused_with_a_sentence(text, words):
    with pytest.raises(CannotRenameError) as refused:
        prepared(text)
    assert words in str(refused.value)


def test_a_workspace_without_any_core_can_rename_its_steps():
    assert prepared(f"#- {ALICE}\n{STEP}")[0] == "Sampling"


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("", "needs a name"),
        ("Graph Sampling", "letters, digits, '_' and '-'"),
        ("Gräph", "letters, digits, '_' and '-'"),
        ("None", "reserved"),
        ("Core", None),
        ("Processing", "reserved"),
        ("X" * 201, "too long"),
        ("Sorting", "workspace 'alice' declares it already"),
        ("Package", "the core declares it already"),
        ("Pruning", "workspace 'bob' declares it already"),
        ("Package_b", "would be read as the step 'Package' with the job-type suffix '_b'"),
        ("XGBoost", None),
        ("Long", "the step 'Long_name' could be read as 'Long' with the job-type suffix '_name'"),
        ("Sampling", None),
        ("Sampling_v2", None),
    ],
)
def test_the_law_of_the_new_name(new, words):
    text = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{
    {own_entry("Samp<|>ling")}
    {own_entry("Sorting")}
    {own_entry("Long_name")}
}}
#- {BOB}
STEP_OVERRIDES = {{"Pruning": {{}}}}
"""
    if words is None:
        assert bool(plan_at(text, new)[2].groups) is (new != "Sampling")
        return
    with pytest.raises(CannotRenameError) as refused:
        plan_at(text, new)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("WORKSPACE_STEPS = dict(Samp<|>ling={'description': 'x'})", "not written as one string"),
        (
            "WORKSPACE_STEPS = {'Sampling': {'description': 'x'}}\nWORKSPACE_STEPS['Samp<|>ling'] = {'description': 'y'}",
            "put together by several statements",
        ),
    ],
)
def test_rename_of_entries_that_cannot_be_edited(table, words):
    with pytest.raises(CannotRenameError) as refused:
        plan_at(f"{EMPTY_CORE}#- {ALICE}\n{table}\n", "A-b")
    assert words in str(refused.value)


def test_rename_does_not_miss_a_place_in_a_text_that_is_half_typed():
    use = f'{IMPORT}get_config_class_name("Package")\n'
    text = f"{CORE.replace('Package', 'Pack<|>age', 1)}\n#- /use.py\n{use}"
    assert "/use.py" in texts_after(plan_at(f"{text}x = (\n", "Bundle")[2]), "every place of the name is known"
    with pytest.raises(CannotRenameError) as refused:
        plan_at(f'{text}get_config_class_name(x=("Package\n', "Bundle")
    assert "use.py:3 has 'Package', and that file does not parse" in str(refused.value)


def test_rename_of_an_installed_core_is_refused():
    text = f"""
#- /.venv/lib/python3.11/site-packages/cursus/registry/step_names.py
STEP_NAMES = {{"Package": {{"description": "d"}}}}
#- {ALICE}
STEP_OVERRIDES = {{"Pack<|>age": {{"description": "Hers"}}}}
"""
    with pytest.raises(CannotRenameError, match="belongs to the installed core"):
        prepared(text)


def test_rename_of_a_step_of_one_s_own_beside_another_s_broken_registry():
    text = f"{CORE}\n#- {ALICE}\n{STEP}\n#- {BOB}\nWORKSPACE_STEPS = {{'Samp\n"
    assert set(texts_after(plan_at(text, "Pruning")[2])) == {ALICE}
