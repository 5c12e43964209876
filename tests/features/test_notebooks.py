"""What is asked about a notebook's JSON text: places, targets and highlights are offsets in it."""

from cursus_registry.features.code_actions import quick_fixes
from cursus_registry.features.declaration import declaration
from cursus_registry.features.definition import definition
from cursus_registry.features.highlight import highlights
from cursus_registry.features.implementation import implementation
from cursus_registry.features.type_definition import type_definition
from cursus_registry.features.type_hierarchy import prepare_types
from cursus_registry.text import apply_edits
from support.checks import CORE, classes, registry
from support.features import at_cursor, check_highlights, check_targets, completions_at, hover_at

SAME = f'"Same": {{"sagemaker_step_type": "Processing", "description": "d", {classes("Same")}}}'
PROJECT = f"""{CORE}
#- {registry("alice")}
WORKSPACE_STEPS = {{{SAME}}}
STEP_OVERRIDES = {{
    "Package": {{"description": "Packs hers"}},
#   ^^^^^^^^^ {{target}}
}}
#- {registry("bob")}
WORKSPACE_STEPS = {{{SAME}}}
"""
NOTEBOOK = """
#- {folder}/notebooks/a.ipynb
{{"cells": [{{"cell_type": "code", "source": "from cursus.registry.step_names import get_config_class_name as f"}},
 {{"cell_type": "code", "source": "{cell}"}}]}}
{notes}
"""
HERS = "/developer_workspaces/developers/alice"


def project(cell, notes="", folder=HERS, target=""):
    return PROJECT.replace("{target}", target) + NOTEBOOK.format(cell=cell, notes=notes, folder=folder)


ASTRAL = "x = \\\"🚀\\\"; f('Pack<|>age_training'), f('Package'), f('Sam"
NOTES = """#                                               ^^^^^^^ {0}
#                                                                      ^^^^^^^ {0}"""


def test_hover_p9_notebook():
    assert "Packs hers" in hover_at(project(ASTRAL)).markdown
    assert "Packs hers" not in hover_at(project(ASTRAL, folder="")).markdown.partition("Also")[0]
    assert hover_at(project("x = <|>1")) is None


def test_definition_p9_notebook():
    check_targets(definition, project(ASTRAL, NOTES.format("origin").split("\n")[0], target="target"))


def test_declaration_p9_notebook():
    _, snapshot, path, _, offset = at_cursor(project(ASTRAL))
    [found] = declaration(snapshot, path, offset).targets
    assert found.path == "/src/cursus/registry/step_names.py"


def led_to(feature, class_name):
    """Where a feature leads to from the notebook, in a project with this class."""
    path = "/src/cursus/steps/more/classes.py"
    _, snapshot, asked, _, offset = at_cursor(f"#- {path}\nclass {class_name}: ...\n{project(ASTRAL)}")
    return [target.path == path for target in feature(snapshot, asked, offset).targets]


def test_type_definition_p9_notebook():
    assert led_to(type_definition, "PackageConfig") == [True]


def test_implementation_p9_notebook():
    assert led_to(implementation, "PackageStepBuilder") == [True]


def test_type_hierarchy_p9_notebook():
    _, snapshot, path, _, offset = at_cursor(project(ASTRAL))
    assert [item.detail for item in prepare_types(snapshot, path, offset)] == ["override of alice"]


def test_highlight_p9_notebook():
    check_highlights(project(ASTRAL, NOTES.format("read")))


def test_completion_p9_notebook_not_in_its_json_text():
    assert completions_at(project("f('Pack<|>')")) is None
    assert completions_at(project("x = 'Pack<|>")) is None


def test_quick_fix_p9_notebook():
    _, snapshot, path, data, _ = at_cursor(project("x = '🚀'\\nf('Pak<|>age'), f(\\\"Nope\\\")"))
    findings = snapshot.check(path)
    assert [finding.code for finding in findings] == ["CUR301", "CUR301"]
    [fix] = [one for one in quick_fixes(snapshot, path, findings, range(2)) if not one.silences]
    assert fix.title == "Change to 'Package'"
    [file] = fix.files
    assert apply_edits(data, file.edits) == data.replace(b"Pakage", b"Package")


def test_code_action_p9_a_code_more_in_a_comment():
    _, snapshot, path, data, _ = at_cursor(
        project("f('Pak<|>age')  # cursus: ignore[CUR302]\\n# cursus: ignore[CUR303]")
    )
    findings = [finding for finding in snapshot.check(path) if finding.code == "CUR301"]
    titles = {fix.title: fix for fix in quick_fixes(snapshot, path, findings, range(1))}
    [file] = titles["Ignore CUR301 on this line"].files
    assert apply_edits(data, file.edits) == data.replace(b"CUR302]", b"CUR302, CUR301]")
    assert highlights(snapshot, path, len(data)) == []
