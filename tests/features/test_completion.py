"""What is proposed where, in whole and in half-typed text."""

import pytest

from support.checks import CORE, registry
from support.features import at_cursor, check_completion_edit, completions_at, labels_at

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
    ("line", "header"),
    [
        ('config("<|>', "from cursus.registry.step_names import get_config_class_name as config\n"),
        ('config("<|>")', "from cursus.registry import get_config_class_name\nconfig = get_config_class_name\n"),
        ('STEP_NAMES["<|>', "from cursus.registry.step_names import STEP_NAMES\n"),
        ('names["<|>', "from cursus.registry import get_step_names\nnames = get_step_names()\n"),
        ('get_step_names()["<|>', "from cursus.registry import get_step_names\n"),
        ('if "<|>" in STEP_NAMES: pass', "from cursus.registry.step_names import STEP_NAMES\n"),
        ('if "<|>" not in STEP_NAMES: pass', "from cursus.registry.step_names import STEP_NAMES\n"),
        ('get_config_class_name(\n    # first\n    "<|>', "from cursus.registry import get_config_class_name\n"),
    ],
)
def test_every_way_of_looking_up(line, header):
    assert labels_at(lookup(line, header))[:2] == ["XGBoostTraining", "Package"]


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


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ('        "fra<|>"', '        "framework": '),
        ("        'fra<|>mes'  ", "        'framework':   "),
        ('        "fra<|>"}', '        "framework": }'),
        ('        "fra<|>",', '        "framework",'),
        ('        "fra<|>" "x"', '        "framework" "x"'),
    ],
)
def test_completion_p2_a_field_in_quotes_that_the_editor_closed_comes_with_its_colon(line, after):
    text = f'{TABLES}# 🚀\nWORKSPACE_STEPS = {{\n    "New": {{\n{line}\n    }},\n}}\n'
    check_completion_edit(text, "framework", after)


@pytest.mark.parametrize("line", ['"<|>"', "'Pa<|>'", '"Package<|>"}'])
def test_completion_p1_quotes_that_the_editor_closed_become_a_whole_entry(line):
    text = f"{TABLES}STEP_OVERRIDES = {{\n    {line}\n}}\n"
    _, _, _, data, offset = at_cursor(text)
    found = completions_at(text)
    [item] = [item for item in found.items if item.label == "Package"]
    quote = line[0]
    assert data[found.span.start - 1 : found.span.start].decode() == quote
    assert data[offset : found.span.end].decode() == quote
    assert item.snippet == f'Package{quote}: {{\n    "description": "${{1:Packs a model}}",\n$0}},'
    assert item.text == f"Package{quote}"


def test_completion_p1_p4_abstract_steps_come_last():
    core = CORE.replace('    "XGBoost', '    "Base": {"sagemaker_step_type": "Base"},\n    "XGBoost')
    call = "from cursus.registry.step_names import get_step\nget_step('<|>')\n"
    assert labels_at(f"{core}#- /pipelines/a.py\n{call}")[:3] == ["XGBoostTraining", "Package", "Base"]
    assert labels_at(f"{core}#- {ALICE}\nSTEP_OVERRIDES = {{\n    '<|>'\n}}\n") == [
        "XGBoostTraining",
        "Package",
        "Base",
    ]


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


# More than one workspace


def test_what_a_workspace_has_of_its_own_is_not_overridden():
    text = f"""{TABLES}WORKSPACE_STEPS = {{"Package": {{"description": "Hers"}}}}
STEP_OVERRIDES = {{
    "<|>
}}
"""
    assert labels_at(text) == ["XGBoostTraining"]


def test_a_class_that_an_entry_names_is_no_new_step():
    text = f"""{TABLES}WORKSPACE_STEPS = {{
    "Graph": {{"builder_step_name": "FastStepBuilder"}},
    "<|>
}}
#- /developer_workspaces/developers/alice/src/cursus_dev/steps/builders/builder_graph_step.py
class FastStepBuilder:
    pass
class SlowStepBuilder:
    pass
#- /developer_workspaces/developers/bob/src/cursus_dev/steps/builders/builder_his_step.py
class HisStepBuilder:
    pass
"""
    assert labels_at(text) == ["Slow"]


def test_a_new_step_names_classes_that_do_not_follow_convention():
    text = f"""{TABLES}WORKSPACE_STEPS = {{
    <|>
}}
#- /developer_workspaces/developers/alice/src/cursus_dev/steps/configs/config_graph_training_step.py
class GraphTrainingStepConfig:
    pass
"""
    [item] = completions_at(text).items
    assert item.snippet == (
        '"GraphTraining": {\n'
        '    "sagemaker_step_type": "${1:Training}",\n'
        '    "description": "${2:}",\n'
        '    "config_class": "${3:GraphTrainingStepConfig}",\n'
        "$0},"
    )
    assert item.class_name == "GraphTrainingStepConfig"


def test_types_of_the_settings_are_proposed():
    text = f"""{TABLES}WORKSPACE_STEPS = {{
    "New": {{"sagemaker_step_type": "<|>"}},
}}
#- /cursus-registry.toml
sagemaker-step-types = ["Odd"]
"""
    assert "Odd" in labels_at(text)


JOBS = f"""{TABLES}STEP_OVERRIDES = {{
    "Package": {{"job_types": ["calibration", "no good"]}},
}}
#- /developer_workspaces/developers/alice/src/cursus_dev/run.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("XGBoostTraining_night")
"""


def test_a_steps_own_job_types_are_proposed():
    found = labels_at(f'{JOBS}get_config_class_name("<|>")')
    assert "Package_calibration" in found
    assert "XGBoostTraining_night" in found
    assert "Package_night" not in found
    assert "Package_no good" not in found


@pytest.mark.parametrize(("typed", "label"), [("Package_", "Package_night"), ("Package-n", "Package-night")])
def test_behind_a_step_every_suffix_in_use_is_proposed(typed, label):
    assert label in labels_at(f'{JOBS}get_config_class_name("{typed}<|>")')
    check_completion_edit(f'{JOBS}get_config_class_name("{typed}<|>', label, f'get_config_class_name("{label}"')


def test_a_literal_workspace_says_whose_names_count():
    found = completions_at(lookup('get_config_class_name("<|>", workspace_id="bob")'))
    assert found.items[0].label == "BobOnly"
    assert found.workspace == "bob"


def test_a_hidden_step_is_proposed_once_with_what_counts():
    text = f"""{TABLES}WORKSPACE_STEPS = {{"Package": {{"sagemaker_step_type": "Training", "description": "Hers"}}}}
#- /developer_workspaces/developers/alice/src/cursus_dev/run.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("<|>")
"""
    [item] = [item for item in completions_at(text).items if item.label == "Package"]
    assert item.detail == "alice · workspace · Training"


MANY = "".join(f'    "Step{number:04}": {{"sagemaker_step_type": "Training"}},\n' for number in range(1_200))
MANY_STEPS = f"""
#- /src/cursus/registry/step_names.py
STEP_NAMES = {{
{MANY}}}
#- /pipelines/fraud.py
from cursus.registry.step_names import get_config_class_name
"""


def test_too_many_are_cut_and_asked_for_again():
    found = completions_at(f'{MANY_STEPS}get_config_class_name("<|>")')
    assert (len(found.items), found.incomplete) == (1_000, True)


def test_what_is_typed_decides_which_of_too_many_are_kept():
    found = completions_at(f'{MANY_STEPS}get_config_class_name("s11<|>99")')
    assert found.incomplete
    assert "Step1150" in [item.label for item in found.items]
    assert "Step0150" not in [item.label for item in found.items]
    assert "Step0011" in [item.label for item in found.items]


def test_windows_line_ends():
    text = f"""{TABLES}WORKSPACE_STEPS = {{
    "N": {{"description": "🚀"}},
    "New": {{"description": "🚀", "sagemaker_step_type": "Tr<|>
}}
"""
    check_completion_edit(
        text.replace("\n", "\r\n"), "Training", '    "New": {"description": "🚀", "sagemaker_step_type": "Training"\r'
    )


# Hostile texts

HOSTILE = r"""
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "Good": {"sagemaker_step_type": "Training", "description": "a \"b\" ${1:c} \\ \n d}"},
    "A\"$1}\\": {"framework": "x\ny", "sagemaker_step_type": "T"},
    "New\nline": {"framework": "LONG"},
}
"""


@pytest.mark.parametrize(
    ("line", "label", "after"),
    [
        ('get_config_class_name("<|>")', 'A"$1}\\', 'get_config_class_name("A\\"$1}\\\\")'),
        ("get_config_class_name('<|>", 'A"$1}\\', "get_config_class_name('A\"$1}\\\\'"),
    ],
)
def test_a_name_is_written_so_that_it_means_itself(line, label, after):
    text = f"{HOSTILE}#- /pipelines/fraud.py\nfrom cursus.registry.step_names import get_config_class_name\n{line}\n"
    check_completion_edit(text, label, after)
    assert "New\nline" not in labels_at(text)


def test_nothing_of_a_file_is_a_place_to_fill_in():
    found = completions_at(f"{HOSTILE}#- {ALICE}\nSTEP_OVERRIDES = {{\n    <|>\n}}\n")
    good, odd = found.items
    assert good.snippet == ('"Good": {\n    "description": "${1:a \\\\"b\\\\" \\${1:c\\} \\\\\\\\   d\\}}",\n$0},')
    assert odd.snippet.startswith('"A\\\\"\\$1\\}\\\\\\\\": {\n')


def test_what_cannot_stand_in_a_line_is_not_proposed():
    text = HOSTILE.replace("LONG", "l" * 5_000)
    assert completions_at(f'{text}#- {ALICE}\nWORKSPACE_STEPS = {{"New": {{"framework": "<|>"}}}}\n') is None
