"""What is proposed where, in whole and in half-typed text."""

import pytest

from support.checks import CORE, registry
from support.features import check_completion_edit, completions_at, labels_at

ALICE = registry("alice")
BOB = f"""
#- {registry("bob")}
WORKSPACE_STEPS = {{
    "BobOnly": {{"sagemaker_step_type": "Training", "description": "Bob's", "framework": "dgl"}},
}}
"""
TABLES = f"{CORE}{BOB}#- {ALICE}\n"


def lookup(line, header="from cursus.registry.step_names import get_config_class_name\n"):
    return f"{CORE}{BOB}#- /pipelines/fraud.py\n{header}{line}\n"


@pytest.mark.parametrize(
    "line",
    [
        'get_config_class_name("<|>")',
        'get_config_class_name("XGB<|>")',
        'get_config_class_name("XGB<|>Training")',
        'get_config_class_name("<|>',
        'get_config_class_name("XGB<|>',
        "get_config_class_name('XGB<|>",
        'x = [get_config_class_name("P<|>',
        'get_config_class_name(step_name="P<|>',
    ],
)
def test_lookups_propose_visible_steps(line):
    found = labels_at(lookup(line))
    assert found[:2] == ["XGBoostTraining", "Package"]
    assert "BobOnly" not in found


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ('get_config_class_name("<|>")', 'get_config_class_name("Package")'),
        ('get_config_class_name("Pa<|>ck")', 'get_config_class_name("Package")'),
        ('get_config_class_name("<|>', 'get_config_class_name("Package"'),
        ("get_config_class_name('Pa<|>", "get_config_class_name('Package'"),
    ],
)
def test_the_whole_token_is_replaced(line, after):
    check_completion_edit(lookup(line), "Package", after)


@pytest.mark.parametrize(
    "line",
    ['print("<|>")', 'get_config_class_name(x, "<|>"', '# get_config_class_name("<|>")', 'other("get_config", "<|>")'],
)
def test_nothing_off_our_ground(line):
    assert completions_at(lookup(line)) is None


def test_legacy_names_are_marked():
    [item] = [item for item in completions_at(lookup('get_config_class_name("<|>")')).items if "MIMS" in item.label]
    assert (item.label, item.deprecated) == ("MIMSPackaging", True)


def test_own_names_come_first_in_a_workspace():
    text = f"""{TABLES}WORKSPACE_STEPS = {{
    "AliceOnly": {{"sagemaker_step_type": "Training", "description": "Hers"}},
}}
#- /developer_workspaces/developers/alice/src/cursus_dev/run.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("<|>")
"""
    assert labels_at(text)[:3] == ["AliceOnly", "XGBoostTraining", "Package"]


def test_suffixes_in_use_are_proposed():
    text = lookup('get_config_class_name("Package_training")\nget_config_class_name("<|>")')
    assert "Package_training" in labels_at(text)


@pytest.mark.parametrize(
    "line",
    ['"sagemaker_step_type": "<|>",', '"sagemaker_step_type": "Tr<|>', '"sagemaker_step_type": <|>'],
)
def test_values_of_the_step_type(line):
    text = f'{TABLES}WORKSPACE_STEPS = {{\n    "New": {{\n        {line}\n    }},\n}}\n'
    assert labels_at(text)[:2] == ["Processing", "Training"]


def test_bare_values_get_quotes():
    text = f'{TABLES}WORKSPACE_STEPS = {{\n    "New": {{\n        "sagemaker_step_type": Tr<|>\n    }},\n}}\n'
    check_completion_edit(text, "Training", '        "sagemaker_step_type": "Training"')


@pytest.mark.parametrize("line", ['"<|>', '"<|>"', "<|>", '"fra<|>'])
def test_fields_that_are_absent_required_ones_first(line):
    text = f"""{TABLES}WORKSPACE_STEPS = {{
    "New": {{
        "description": "New",
        {line}
    }},
    "Other": {{"sagemaker_step_type": "Training", "description": "Other"}},
}}
"""
    found = labels_at(text)
    assert found[0] == "sagemaker_step_type"
    assert "description" not in found
    assert "framework" in found


def test_a_field_comes_with_its_colon():
    text = f'{TABLES}WORKSPACE_STEPS = {{\n    "New": {{\n        <|>\n    }},\n}}\n'
    check_completion_edit(text, "framework", '        "framework": ')


def test_a_field_before_a_colon_comes_without():
    text = f'{TABLES}WORKSPACE_STEPS = {{\n    "New": {{"fr<|>": "dgl"}},\n}}\n'
    check_completion_edit(text, "framework", '    "New": {"framework": "dgl"},')


@pytest.mark.parametrize("line", ['"<|>"', '"<|>', "<|>", '"XG<|>'])
def test_overrides_propose_core_names_not_yet_overridden(line):
    text = f'{TABLES}STEP_OVERRIDES = {{\n    "Package": {{"description": "Mine"}},\n    {line}\n}}\n'
    assert labels_at(text) == ["XGBoostTraining"]


def test_an_override_is_a_whole_entry_where_the_editor_can():
    text = f"{TABLES}STEP_OVERRIDES = {{\n    <|>\n}}\n"
    [item] = [item for item in completions_at(text).items if item.label == "Package"]
    assert item.snippet == '"Package": {\n    "description": "${1:Packs a model}",\n$0},'


def test_new_steps_are_named_after_classes_without_an_entry():
    text = f"""{TABLES}WORKSPACE_STEPS = {{
    "<|>
}}
#- /developer_workspaces/developers/alice/src/cursus_dev/steps/builders/builder_graph_sampling_step.py
class GraphSamplingStepBuilder:
    pass
"""
    assert labels_at(text) == ["GraphSampling"]


def test_classes_nearest_to_the_name_first():
    text = f"""{TABLES}WORKSPACE_STEPS = {{
    "GraphSampling": {{"builder_step_name": "<|>"}},
}}
#- /src/cursus/steps/builders/builder_package_step.py
class PackageStepBuilder:
    pass
class GraphSamplingStepBuilder:
    pass
"""
    assert labels_at(text) == ["GraphSamplingStepBuilder", "PackageStepBuilder"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('"developer_id": "<|>"', ["alice"]),
        ('"conflict_tolerance": "<|>', ["low", "medium", "high"]),
        ('"preferred_frameworks": ["<|>"]', ["dgl"]),
    ],
)
def test_metadata_values(line, expected):
    assert labels_at(f"{TABLES}WORKSPACE_METADATA = {{\n    {line}\n}}\n") == expected


def test_metadata_keys():
    found = labels_at(f'{TABLES}WORKSPACE_METADATA = {{\n    "version": "1",\n    "<|>"\n}}\n')
    assert "developer_id" in found
    assert "version" not in found


def test_astral_characters_before_the_cursor():
    check_completion_edit(
        f'{TABLES}WORKSPACE_STEPS = {{\n    "New": {{"description": "🚀ä", "framework": "<|>"}},\n}}\n',
        "dgl",
        '    "New": {"description": "🚀ä", "framework": "dgl"},',
    )


@pytest.mark.parametrize("line", ['# "<|>', '"description": "a <|> b"'])
def test_nothing_in_comments_and_free_text(line):
    assert completions_at(f'{TABLES}WORKSPACE_STEPS = {{\n    "New": {{\n        {line}\n    }},\n}}\n') is None
