"""A step under another name: every place that surely means it, and no other; who is asked."""

import re
from dataclasses import replace

import pytest

from cursus_registry.facts.model import Mention, Surface
from cursus_registry.features.rename import CannotRenameError, Kind, find_subject, plan_rename, subject_named
from cursus_registry.files import Memory
from cursus_registry.index.index import replace_files
from cursus_registry.project import Project
from cursus_registry.project.renaming.uses import use_changes
from cursus_registry.resolution.view import View
from cursus_registry.settings import Settings
from cursus_registry.text import Span, apply_edits
from support.checks import CORE, open_fixture
from support.fixture import CURSOR, parse_fixture
from support.renames import (
    ALICE,
    BOB,
    CORE_PATH,
    EMPTY_CORE,
    IMPORT,
    check_rename,
    open_files,
    own_entry,
    plan_at,
    texts_after,
)


def test_rename_p1_core_step_with_overrides_classes_left():
    check_rename(
        f"""
#- {CORE_PATH}
STEP_NAMES = {{
    "Pack<|>age": {{"config_class": "PackageConfig", "spec_type": "Package", "description": "Package"}},
#   ^^^^^^^^^ name
#                               ^^^^^^^^^^^^^^^ classes?
#                                                             ^^^^^^^^^ spec type
    "Packaging": {{"config_class": "PackagingConfig", "spec_type": "Packaging"}},
}}
#- {ALICE}
STEP_OVERRIDES = {{"Package": {{"description": "Hers", "spec_type": "Package"}}}}
#                 ^^^^^^^^^ name?
#                                                                 ^^^^^^^^^ spec type?
""",
        "Bundle",
    )


def test_rename_p1_workspace_step_is_another_than_the_core_s_and_bob_s():
    check_rename(
        f"""
{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{
    "Package<|>": {{"sagemaker_step_type": "Processing", "description": "🚀"}},
#   ^^^^^^^^^ name
}}
#- {BOB}
WORKSPACE_STEPS = {{
    {own_entry("Package")}
}}
#- /developer_workspaces/developers/alice/use.py
{IMPORT}
get_config_class_name("Package_training")
#                      ^^^^^^^ name
#- /developer_workspaces/developers/bob/use.py
{IMPORT}
get_config_class_name("Package")
#- /pipelines/fraud.py
{IMPORT}
get_config_class_name("Package")
get_config_class_name("Package-eval", workspace_id="alice")
#                      ^^^^^^^ name?
get_config_class_name("Package", workspace_id="bob")
""",
        "Bundle",
    )


def test_rename_p4_from_a_call_behind_an_astral_character_is_the_step_that_wins_there():
    check_rename(
        f"""
{EMPTY_CORE}
#- {ALICE}
LOCAL_STEPS = {{
    {own_entry("Sampling")}
#   ^^^^^^^^^^ name
}}
#- /developer_workspaces/developers/alice/use.py
{IMPORT}
"🚀🚀"; get_config_class_name("Samp<|>ling_training"); "Sampling"
#                            ^^^^^^^^ name
""",
        "Pruning",
    )


def test_rename_p5_dag_call_p6_dag_file_p7_config_file():
    check_rename(
        f"""
#- {CORE_PATH}
STEP_NAMES = {{
    "Package": {{"description": "Packs"}},
#   ^^^^^^^^^ name
    "XGBoostTraining": {{"description": "Trains"}},
}}
#- /pipelines/dag.py
from cursus.api.dag.base_dag import PipelineDAG

dag = PipelineDAG(nodes=["Package", 'XGBoostTraining'], edges=[("XGBoostTraining", r"Package_a")])
#                         ^^^^^^^ name
#                                                                                    ^^^^^^^ name
dag.add_node("Pack<|>age_eval")
#             ^^^^^^^ name
#- /pipelines/fraud.dag.json
{{"dag": {{"nodes": ["Package", "🚀Package"], "edges": [["XGBoostTraining", "Package_a"]]}}, "metadata": {{"entry_points": ["Package"]}}}}
#                   ^^^^^^^ name
#                                                                         ^^^^^^^ name
#                                                                                                                       ^^^^^^^ name
#- /pipelines/config.json
{{"metadata": {{"config_types": {{"Package_training": "PackageConfig"}}}}, "configuration": {{"specific": {{"Package_training": {{}}}}}}}}
#                               ^^^^^^^ name
#                                                                                                     ^^^^^^^ name
""",
        "Bundle",
    )


def test_rename_p8_interface_file_its_step_type_and_its_own_name():
    plan = check_rename(
        """
#- /src/cursus/steps/interfaces/xgboost_training.step.yaml
step_type: XGBoost<|>Training  # the step
#          ^^^^^^^^^^^^^^^ name
registry:
  sagemaker_step_type: Training
  description: XGBoostTraining
  spec_type: 'XGBoostTraining'
#            ^^^^^^^^^^^^^^^^^ spec type
#- /pipelines/use.py
from cursus.registry.step_names import get_config_class_name
get_config_class_name("XGBoostTraining")
#                      ^^^^^^^^^^^^^^^ name
""",
        "XGBoostTuning",
    )
    [move] = [move for group in plan.groups for move in group.moves]
    assert move.new_path == "/src/cursus/steps/interfaces/xgboost_tuning.step.yaml"
    assert "spec_type: 'XGBoostTuning'\n" in texts_after(plan)[move.path]


def test_rename_yaml_name_that_would_be_no_text_gets_quotes():
    text = "#- /src/cursus/steps/interfaces/package.step.yaml\nstep_type: Pack<|>age\nregistry: {}\n"
    [after] = texts_after(plan_at(text, "On")[2]).values()
    assert after == "step_type: 'On'\nregistry: {}\n"


def test_rename_pins_that_choose_this_step():
    pins = '[tool.cursus-registry.pins]\nSampling = "alice"  # hers\nOther = "alice"'
    text = f"""
{EMPTY_CORE}
#- /pyproject.toml
{pins}
#- {ALICE}
WORKSPACE_STEPS = {{ {own_entry("Samp<|>ling")} }}
#- {BOB}
WORKSPACE_STEPS = {{ {own_entry("Sampling")} }}
"""
    after = texts_after(plan_at(text, "Pruning")[2])
    assert after["/pyproject.toml"].startswith(pins.replace("Sampling", "Pruning"))
    his = text.replace(CURSOR, "").replace(
        f'{BOB}\nWORKSPACE_STEPS = {{ "Samp', f'{BOB}\nWORKSPACE_STEPS = {{ "Samp{CURSOR}'
    )
    assert set(texts_after(plan_at(his, "Pruning")[2])) == {BOB}


STRINGS = f"""
#- {CORE_PATH}
STEP_NAMES = {{
    "Pack<|>age": {{"description": "Package", "config_class": "Config"}},
#   ^^^^^^^^^ name
}}
#- {ALICE}
STEP_OVERRIDES = {{"Package": {{"description": "Package"}}}}
#                 ^^^^^^^^^ name?
ORDER = ["🚀", "Package"]
#              ^^^^^^^ strings?
#- {BOB}
WORKSPACE_STEPS = {{{own_entry("Package")}}}
ORDER = ["Package"]
#- /pipelines/order.py
# Package
print("Package is packed", "Packages", "Package_x")
if step == "Package" or kind == 'Package':
#           ^^^^^^^ strings?
#                                ^^^^^^^ strings?
    order = {{"Package": 1, "x": "Package"}}
#             ^^^^^^^ strings?
#                                ^^^^^^^ strings?
graph.add_node("Package")
"""


def test_rename_p11_other_strings_are_a_group_that_is_asked_about():
    check_rename(STRINGS, "Bundle")


def test_rename_p11_a_string_in_a_file_that_has_changed_is_left_out_and_holds_nothing_up():
    disk = Memory(parse_fixture(f'{CORE}\n#- /a.py\nNAME = "Package"\n#- /b.py\nNAME = "Package"\n').files)
    snapshot = Project(disk, "/").load_all()
    subject = subject_named(snapshot, "Package", None)

    def strings():
        groups = plan_rename(snapshot, subject, "Bundle").groups
        return [one.path for group in groups if group.kind is Kind.STRINGS for one in group.files]

    assert strings() == ["/a.py", "/b.py"]
    disk.write("/a.py", '# other\nNAME = "Package"\n')
    assert strings() == ["/b.py"]
    disk.write(CORE_PATH, "# other")
    with pytest.raises(CannotRenameError, match="it has changed in the meantime"):
        strings()


def test_rename_p11_other_strings_keep_the_name_unless_somebody_agrees():
    plan = plan_at(STRINGS, "Bundle")[2]
    assert texts_after(plan)[ALICE].endswith('ORDER = ["🚀", "Package"]\n')
    assert texts_after(plan, everything=True)[ALICE].endswith('ORDER = ["🚀", "Bundle"]\n')


def test_rename_p2_p10_classes_and_files_each_by_itself():
    text = f"""
{EMPTY_CORE}
#- {ALICE}
WORKSPACE_STEPS = {{
    "GraphSamp<|>ling": {{"sagemaker_step_type": "Processing", "description": "x", "config_class": "GraphSamplingConfig"}},
#   ^^^^^^^^^^^^^^^ name
#                                                                                              ^^^^^^^^^^^^^^^^^^^^^ classes?
}}
#- /developer_workspaces/developers/alice/src/cursus_dev/steps/configs/config_graph_sampling_step.py
class GraphSamplingConfig:
#     ^^^^^^^^^^^^^^^^^^^ classes?
    \"\"\"GraphSamplingConfig is not an identifier here.\"\"\"
#- /developer_workspaces/developers/alice/src/cursus_dev/steps/configs/__init__.py
from .config_graph_sampling_step import GraphSamplingConfig
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^ files?
#                                       ^^^^^^^^^^^^^^^^^^^ classes?
__all__ = ["GraphSamplingConfig"]
#           ^^^^^^^^^^^^^^^^^^^ classes?
#- /developer_workspaces/developers/alice/src/cursus_dev/steps/builders/builder_graphsampling_step.py
from cursus_dev.steps.configs.config_graph_sampling_step import GraphSamplingConfig as Config
#                             ^^^^^^^^^^^^^^^^^^^^^^^^^^ files?
#                                                               ^^^^^^^^^^^^^^^^^^^ classes?
class GraphSamplingStepBuilder: ...
#     ^^^^^^^^^^^^^^^^^^^^^^^^ classes?
#- /developer_workspaces/developers/alice/src/cursus_dev/steps/scripts/graph_sampling.py
x = 1
#- /developer_workspaces/developers/bob/src/cursus_dev/steps/configs/config_graph_sampling_step.py
class GraphSamplingConfig: ...
"""
    plan = check_rename(text, "NodePruning")
    moves = [move.new_path.rpartition("/")[2] for group in plan.groups for move in group.moves]
    assert moves == ["builder_node_pruning_step.py", "config_node_pruning_step.py"]


@pytest.mark.parametrize(
    ("more", "note"),
    [
        ("#- /src/cursus/steps/configs/other.py\nclass BundleConfig: ...", "there is a BundleConfig already"),
        ("#- /src/cursus/steps/configs/more.py\nclass PackageConfig: ...", "it is defined 2 times"),
        (f"#- {BOB}\nWORKSPACE_STEPS = {{ {own_entry('Package')} }}", "the step 'Package' of bob has it too"),
    ],
)
def test_rename_a_class_that_must_keep_its_name(more, note):
    text = f"{CORE}\n#- /src/cursus/steps/configs/config_package_step.py\nclass PackageConfig: ...\n{more}\n"
    snapshot = open_fixture(text).snapshot
    plan = plan_rename(snapshot, subject_named(snapshot, "Package", None), "Bundle")
    assert plan.notes[-1] == f"the class PackageConfig keeps its name: {note}"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("#- /a.py\nfrom cursus.steps.configs import config_package_step", "a.py imports the module by it"),
        ("#- /a.py\nimport cursus.steps.configs.config_package_step", "a.py imports the module by it"),
        ("#- /src/cursus/steps/configs/config_bundle_step.py\n", "config_bundle_step.py is there already"),
    ],
)
def test_rename_a_file_that_must_keep_its_name(more, words):
    text = f"{CORE}\n#- /src/cursus/steps/configs/config_package_step.py\nx = 1\n{more}\n"
    snapshot = open_fixture(text).snapshot
    plan = plan_rename(snapshot, subject_named(snapshot, "Package", None), "Bundle")
    assert not any(group.kind is Kind.FILES for group in plan.groups)
    assert words in plan.notes[-1]


def test_rename_of_a_name_that_is_mentioned_already_takes_those_mentions():
    text = f'{CORE.replace("Package", "Pack<|>age", 1)}\n#- /use.py\n{IMPORT}get_config_class_name("Bundle")\n'
    assert "/use.py" not in texts_after(plan_at(text, "Bundle")[2])


def test_settings_elsewhere_do_not_matter():
    snapshot = open_fixture(CORE, Settings(ignore=("CUR",))).snapshot
    assert plan_rename(snapshot, subject_named(snapshot, "Package", None), "Bundle").is_certain


PLACES = {
    "p1_core": (CORE_PATH, '"Package": {{"description": "Packs"'),
    "p1_override": (ALICE, "Package"),
    "p4_call": ("/pipelines/use.py", 'name("Package'),
    "p4_subscript": ("/pipelines/use.py", 'STEP_NAMES["Package'),
    "p4_predicate": ("/pipelines/use.py", 'step_name("Package'),
    "p5_dag_call": ("/pipelines/dag.py", "Package"),
    "p6_dag_file": ("/pipelines/x.dag.json", "Package"),
    "p7_config_key": ("/pipelines/config.json", "Package"),
}
EVERYWHERE = {
    CORE_PATH: 'STEP_NAMES = {\n    "Package": {"description": "Packs"},\n}\n',
    ALICE: 'STEP_OVERRIDES = {"Package": {"description": "ä🚀"}}\n',
    "/pipelines/use.py": "from cursus.registry.step_names import *\n"
    '"🚀"; get_config_class_name("Package_training"), STEP_NAMES["Package"], validate_step_name("Package-x")\n',
    "/pipelines/dag.py": "from cursus.api.dag.base_dag import PipelineDAG\nPipelineDAG().add_edge('🚀', 'Package_a')\n",
    "/pipelines/x.dag.json": '{"dag": {"nodes": ["🚀", "Package_a"], "edges": []}}\n',
    "/pipelines/config.json": '{"metadata": {"config_types": {"🚀": "A", "Package_a": "B"}}}\n',
}


@pytest.mark.parametrize("place", PLACES)
def test_rename_from_every_place_is_the_same(place):
    path, words = PLACES[place]
    snapshot = open_files(EVERYWHERE)
    data = EVERYWHERE[path].encode()
    words = words.replace("{{", "{").encode()
    offset = data.index(words) + words.index(b"Package") + 3
    subject = find_subject(snapshot, path, offset)
    assert snapshot.view.index.files[path].source.slice(subject.span) == "Package"
    after = texts_after(plan_rename(snapshot, subject, "Bundle"))
    assert after == {path: text.replace("Package", "Bundle") for path, text in EVERYWHERE.items()}


@pytest.mark.parametrize(
    ("written", "new", "after"),
    [
        ("Package", "Bundle", "Bundle"),
        ("Package_a", "Bundle", "Bundle_a"),
        ("Package", "On", "'On'"),
        ("Package_a", "On", "On_a"),
        ("'Package'", "On", "'On'"),
    ],
)
def test_rename_p8_compatible_source(written, new, after):
    path = "/src/cursus/steps/interfaces/load.step.yaml"
    text = f"step_type: Load\nregistry: {{}}\ncompatible_sources: [{written}, Other]\n"
    snapshot = open_files({CORE_PATH: EVERYWHERE[CORE_PATH], path: text})
    index, facts = snapshot.view.index, snapshot.view.index.files[path]
    start = text.index(written) + (written[0] == "'")
    name = written.strip("'")
    mention = Mention(
        name,
        (),
        None,
        computed_workspace=False,
        expected=True,
        span=Span(start, start + len(name)),
        surface=Surface.COMPATIBLE_SOURCE,
    )
    view = View(replace_files(index, {path: replace(facts, mentions=(mention,))}))
    subject = subject_named(replace(snapshot, view=view), "Package", None)
    [piece] = [one for one in use_changes(replace(snapshot, view=view), subject, new) if one.path == path]
    assert piece.kind is Kind.SOURCES
    assert apply_edits(text.encode(), [piece.edit]).decode() == text.replace(written, after)


ENTRY = '{"sagemaker_step_type": "Processing", "description": "Sampling"}'


@pytest.mark.parametrize(
    ("table", "after"),
    [
        (f'T = {{"Sampling": {ENTRY}}}\nT["Sampling"]["priority"] = 3\n', 'T["Pruning"]["priority"] = 3\n'),
        (
            f"T = {{'Sampling': {ENTRY}}}\nT.get('Sampling').update(priority=3)\n",
            "T.get('Pruning').update(priority=3)\n",
        ),
        (
            f'T = {{"Sampling": {ENTRY}}}\nother.T["Sampling"] = X["Sampling"]\n',
            'other.T["Sampling"] = X["Sampling"]\n',
        ),
        (f'T = {{}}\nT["Sampling"] = {ENTRY}\n', f'T = {{}}\nT["Pruning"] = {ENTRY}\n'),
        (f'T = {{}}\nT.update({{"Sampling": {ENTRY}}})\n', f'T.update({{"Pruning": {ENTRY}}})\n'),
        (f"T = dict(Sampling={ENTRY})\n", f"T = dict(Pruning={ENTRY})\n"),
        (f'MORE = {{"Sampling": {ENTRY}}}\nT = {{**MORE}}\n', f'MORE = {{"Pruning": {ENTRY}}}\nT = {{**MORE}}\n'),
    ],
)
def test_rename_p1_in_statements_of_every_kind(table, after):
    snapshot = open_files({CORE_PATH: "STEP_NAMES = {}\n", ALICE: re.sub(r"\bT\b", "WORKSPACE_STEPS", table)})
    plan = plan_rename(snapshot, subject_named(snapshot, "Sampling", "alice"), "Pruning")
    assert texts_after(plan)[ALICE].endswith(re.sub(r"\bT\b", "WORKSPACE_STEPS", after))


def test_rename_of_an_entry_that_others_use_is_left_to_a_person():
    table = f'MORE = {{"Sampling": {ENTRY}}}\nWORKSPACE_STEPS = {{**MORE}}\nprint(MORE["Sampling"])\n'
    snapshot = open_files({CORE_PATH: "STEP_NAMES = {}\n", ALICE: table})
    with pytest.raises(CannotRenameError, match="is used elsewhere in its file as well"):
        plan_rename(snapshot, subject_named(snapshot, "Sampling", "alice"), "Pruning")
