"""What is said of classes, of fields, of other workspaces; and that nothing of a file becomes a page."""

import re

import pytest

from cursus_registry.features.hover import describe_class, describe_step, hover
from support.checks import CORE, open_fixture, registry
from support.features import at_cursor, hover_at

HEADER = "from cursus.registry.step_names import get_config_class_name\n"
ALICE = registry("alice")
TWO = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{
    "GraphSampling": {{"sagemaker_step_type": "Processing", "description": "ä🚀", "framework": "dgl", "priority": 10}},
}}
#- {registry("bob")}
WORKSPACE_STEPS = {{
    "GraphSampling": {{"sagemaker_step_type": "Processing", "description": "His", "framework": "pyg"}},
}}
"""
BUILDERS = """
#- /src/cursus/steps/builders/base.py
class StepBuilderBase:
    '''Builds steps.

        Always.
    '''
    def __init__(self, config, *, role: str = "x"):
        pass
#- /src/cursus/steps/builders/builder_package_step.py
from .base import StepBuilderBase
class PackageStepBuilder(StepBuilderBase):
    pass
"""


def shown(text):
    _, _, _, data, _ = at_cursor(text)
    found = hover_at(text)
    return data[found.span.start : found.span.end].decode(), found


def test_across_workspaces_the_strategy_is_told():
    found = hover_at(TWO.replace('"GraphSampling"', '"Graph<|>Sampling"', 1))
    assert "Counts here: it is workspace alice's own step." in found.plain
    assert "Across workspaces: alice (workspace_priority): " in found.plain


def test_outside_of_all_workspaces_the_file_is_what_decides():
    call = f"{TWO}#- /pipelines/a.py\nfrom cursus.registry.step_names import get_step\nget_step('Pack<|>age')\n"
    override = f'#- {registry("carol")}\nSTEP_OVERRIDES = {{"Package": {{"description": "Packs hers"}}}}\n'
    assert (
        "Counts here: this file is in no workspace."
        in hover_at(call.replace(f"#- {ALICE}", f"{override}#- {ALICE}")).plain
    )


def test_lists_are_written_out_and_what_an_override_hides_is_told_of_the_description_too():
    fields = (
        '"description": "Packs hers", "job_types": ["a", "b"], "environment_tags": [], "compatibility_tags": ["", 1]'
    )
    found = hover_at(f'{CORE}\n#- {ALICE}\nSTEP_OVERRIDES = {{"Pack<|>age": {{{fields}}}}}\n').plain
    assert "description: Packs hers — alice (instead of Packs a model)\n" in found
    assert "job_types: a, b — alice\n" in found
    assert "environment_tags: [] — alice\n" in found
    assert "compatibility_tags: ['', 1] — alice\n" in found


def test_without_another_workspace_there_is_nothing_to_settle():
    found = hover_at(f'{CORE}\n#- {ALICE}\nSTEP_OVERRIDES = {{"Pack<|>age": {{"framework": "dgl"}}}}\n')
    assert "Across workspaces" not in found.plain


@pytest.mark.parametrize(
    ("name", "word"), [("Pack<|>age_training", "Package"), ("Package_train<|>ing", "Package_training")]
)
def test_the_stretch_is_the_name_unless_the_suffix_is_pointed_at(name, word):
    word_shown, found = shown(f'{CORE}\n#- /pipelines/fraud.py\n{HEADER}x = "ä🚀", get_config_class_name("{name}")\n')
    assert word_shown == word
    assert found.plain.startswith("Package — core step as training")


def test_components_are_linked_and_look_ups_counted():
    found = hover_at(f'{CORE}{BUILDERS}#- /pipelines/a b.py\n{HEADER}get_config_class_name("Pack<|>age")\n')
    assert "[builder](<file:///src/cursus/steps/builders/builder_package_step.py>)" in found.markdown
    assert "builder src/cursus/steps/builders/builder_package_step.py" in found.plain
    assert "Mentioned 1 time in 1 file." in found.plain


# Classes


def test_a_class_value_shows_the_class_with_what_it_inherits():
    found = hover_at(CORE.replace('"PackageStepBuilder"', '"Package<|>StepBuilder"') + BUILDERS)
    assert '```python\nclass PackageStepBuilder(config, *, role: str = "x")\n```' in found.markdown
    assert "Builds steps.\n\nAlways." in found.plain
    assert "(docstring of StepBuilderBase)" in found.plain
    assert "The builder class." in found.plain


def test_the_definition_of_a_class_shows_its_step():
    found = hover_at(CORE + BUILDERS.replace("class PackageStep", "class Package<|>Step"))
    assert found.plain.startswith("Package — core step")


def test_a_class_of_several_steps_names_them():
    text = f"""{TWO.replace('"framework": "dgl"', '"config_class": "Shared"').replace('"framework": "pyg"', '"config_class": "Shared"')}
#- /src/cursus/steps/configs/config_shared_step.py
class Sha<|>red:
    pass
"""
    assert "alice.GraphSampling — step of workspace alice" in hover_at(text).plain
    assert "bob.GraphSampling — step of workspace bob" in hover_at(text).plain


def test_a_class_of_a_workspace_is_meant_by_its_own_entries_alone():
    text = f"""{TWO}
#- /developer_workspaces/developers/bob/src/cursus_dev/steps/configs/config_x_step.py
class GraphSampling<|>Config:
    pass
"""
    assert hover_at(text).plain.startswith("GraphSampling — step of workspace bob")
    assert hover_at(text.replace("GraphSampling<|>Config", "XGBoostTraining<|>Config")) is None


def test_a_class_that_no_entry_names_is_none_of_ours():
    assert hover_at(f"{CORE}\n#- /src/cursus/other.py\nclass Other<|>Config:\n    pass\n") is None


@pytest.mark.parametrize("body", ["    '''unclosed", "    def __init__(self", "    f'''{x}'''", "    b''", ""])
def test_a_broken_class_says_what_it_can(body):
    snapshot = open_fixture(
        f"{CORE}#- /src/cursus/steps/builders/b.py\nclass PackageStepBuilder(Unknown[int]):\n{body}\n"
    ).snapshot
    assert "class PackageStepBuilder" in describe_class(snapshot, "PackageStepBuilder", None).plain


def test_bases_that_go_in_circles_end():
    text = f"{CORE}#- /src/cursus/steps/builders/b.py\nclass A(B):\n    pass\nclass B(A):\n    pass\n"
    assert "class A(B)" in describe_class(open_fixture(text).snapshot, "A", None).plain


# Fields


def test_hover_p3_of_metadata_keys_has_their_own_meaning():
    found = hover_at(f"{CORE}\n#- {ALICE}\nWORKSPACE_METADATA = {{'desc<|>ription': 'd'}}\n")
    assert "what this workspace is for" in found.plain


@pytest.mark.parametrize("value", ['"conflict_tole<|>rance": "low"', '"conflict_tolerance": "lo<|>w"'])
def test_metadata_values_are_told(value):
    assert "One of low, medium, high." in hover_at(f"{CORE}\n#- {ALICE}\nWORKSPACE_METADATA = {{{value}}}\n").plain


def test_types_of_the_settings_are_allowed():
    text = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{"New": {{"sagemaker_step_type": "O<|>dd"}}}}
#- /cursus-registry.toml
sagemaker-step-types = ["Odd"]
"""
    assert ", Odd." in hover_at(text).plain


@pytest.mark.parametrize("line", ["step_type: Gra<|>ph", "step_type: Graph\nregistry:\n  fram<|>ework: dgl"])
def test_interface_files(line):
    assert hover_at(f"{CORE}\n#- /src/cursus/steps/interfaces/graph.step.yaml\n{line}\n") is not None


# Hostile texts

HOSTILE = [
    "[click](command:x)",
    "![x](http://evil.example/x.png)",
    "<img src=x>",
    "`a` | b",
    "http://evil.example",
    "www.evil.example",
    "a@evil.example",
    "&lt;b&gt;",
    "**b** _i_ ~~s~~ # h",
    "$x$",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_of_a_file_is_markdown(words):
    text = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{"Gra<|>ph": {{"sagemaker_step_type": {words!r}, "description": {words!r}, {words!r}: {words!r}}}}}
"""
    found = hover_at(text)
    unescaped = re.sub(r"\\.", "", found.markdown.partition("|---|---|---|")[2])
    assert not re.search(r"[\[\]<>`*&$@]|://|www\.", unescaped)
    rows = [line for line in found.markdown.split("\n") if line.startswith("|")]
    assert all(re.sub(r"\\.", "", row).count("|") == 4 for row in rows)
    assert words in found.plain


@pytest.mark.parametrize(
    "mark", ["\\x00", "\\x1b[31m", "\\u202e", "\\u200b", "\\n# h", "\\r\\n- x", "\\u2028x", "\\ud800"]
)
def test_no_character_hides_or_breaks_a_line(mark):
    text = f'{CORE}\n#- {ALICE}\nWORKSPACE_STEPS = {{"Gra<|>ph": {{"sagemaker_step_type": "a{mark}b", "description": "a{mark}b"}}}}\n'
    found = hover_at(text)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e\u200b\u2028\ud800]", found.markdown + found.plain)
    assert not re.search(r"^(?:#|- x)", found.markdown, re.MULTILINE)
    found.markdown.encode()


def test_a_docstring_cannot_leave_its_fence():
    text = f"{CORE}#- /src/cursus/steps/builders/b.py\nclass A:\n    '''x\n    ```\n    [click](command:x)\n    ````\n    '''\n"
    markdown = describe_class(open_fixture(text).snapshot, "A", None).markdown
    assert "`````text\nx\n```\n[click](command:x)\n````\n`````" in markdown


def test_an_answer_is_bounded():
    fields = ", ".join(f'"field{number}": "{"x" * 5_000}"' for number in range(300))
    docs = "\n".join("    " + "y" * 5_000 for _ in range(100))
    text = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{"Graph": {{{fields}}}}}
#- /src/cursus/steps/builders/b.py
class A:
    '''
{docs}
    '''
"""
    snapshot = open_fixture(text).snapshot
    for found in (describe_step(snapshot, "Graph", "alice"), describe_class(snapshot, "A", None)):
        assert len(found.markdown) < 40_000
        assert len(found.plain) < 40_000
    assert "and 263 more" in describe_step(snapshot, "Graph", "alice").plain


def test_which_steps_name_a_class_is_read_anew():
    path = "/src/cursus/steps/configs/config_x_step.py"
    project = open_fixture(
        f'{CORE}\n#- {ALICE}\nWORKSPACE_STEPS = {{"Graph": {{}}}}\n#- {path}\nclass XConfig:\n    pass\n'
    )
    assert hover(project.snapshot, path, 8) is None
    for entry, is_named in (
        ('{"config_class": "XConfig"}', True),
        ("{}", False),
        ('{"builder_step_name": "XConfig"}', True),
    ):
        project.files.open(ALICE, f'WORKSPACE_STEPS = {{"Graph": {entry}}}\n'.encode())
        project.update([ALICE])
        assert (hover(project.snapshot, path, 8) is not None) == is_named
