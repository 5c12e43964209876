"""Overrides and what they are laid over."""

import pytest

from cursus_registry.features.type_hierarchy import DeclarationIdentity, prepare_types, subtypes, supertypes
from cursus_registry.index.declaration import RegistryType
from support.checks import CORE, open_fixture, registry
from support.features import at_cursor
from support.worlds import CLASSES, MENTIONS, WORLD, interface

ALICE, BOB, CAROL = registry("alice"), registry("bob"), registry("carol")
REGISTRIES = f"""{CORE}
#- {ALICE}
x = "ä🚀"; STEP_OVERRIDES = {{"Package": {{"description": "Hers"}}, "Graph": {{"framework": "dgl"}}, "Lost": {{}}}}
WORKSPACE_STEPS = {{"Graph": {{"description": "d"}}}}
#- {BOB}
STEP_OVERRIDES = {{"Package": {{"description": "His"}}}}
WORKSPACE_STEPS = {{"Graph": {{}}}}
#- {CAROL}
WORKSPACE_STEPS = {{"Package": {{"description": "her own"}}}}
"""
HEADER = "from cursus.registry.step_names import get_config_class_name\n"


def told(items):
    return [(item.identity.name, item.detail) for item in items]


def prepared(text):
    _, snapshot, path, _, offset = at_cursor(text)
    return snapshot, prepare_types(snapshot, path, offset)


def test_p1_an_override_and_the_cores_entry():
    snapshot, [own] = prepared(
        REGISTRIES.replace('"Package": {"description": "Hers"', '"Pack<|>age": {"description": "Hers"')
    )
    assert own.identity == DeclarationIdentity("Package", "alice", RegistryType.OVERRIDE)
    assert own.detail == "override of alice"
    [above] = supertypes(snapshot, own.identity)
    assert (above.identity.namespace, above.detail) == ("core", "core")
    assert told(subtypes(snapshot, above.identity)) == [
        ("Package", "override of alice"),
        ("Package", "override of bob"),
    ]
    assert supertypes(snapshot, above.identity) == []
    assert subtypes(snapshot, own.identity) == []


def test_a_step_that_hides_the_cores_is_another_one():
    snapshot = open_fixture(REGISTRIES).snapshot
    own = DeclarationIdentity("Package", "carol", RegistryType.WORKSPACE)
    assert supertypes(snapshot, own) == subtypes(snapshot, own) == []


def test_an_override_of_an_own_step_and_one_of_nothing():
    snapshot = open_fixture(REGISTRIES).snapshot
    step = DeclarationIdentity("Graph", "alice", RegistryType.WORKSPACE)
    assert told(subtypes(snapshot, step)) == [("Graph", "override of alice")]
    assert told(supertypes(snapshot, DeclarationIdentity("Graph", "alice", RegistryType.OVERRIDE))) == [
        ("Graph", "workspace of alice")
    ]
    assert supertypes(snapshot, DeclarationIdentity("Lost", "alice", RegistryType.OVERRIDE)) == []
    assert subtypes(snapshot, DeclarationIdentity("Graph", "bob", RegistryType.WORKSPACE)) == []


@pytest.mark.parametrize(
    ("argument", "namespace"),
    [
        ('"Package_train<|>ing"', "core"),
        ('"Pack<|>age", workspace_id="bob"', "bob"),
        ('"Gr<|>aph", workspace_id="bob"', "bob"),
    ],
)
def test_p4_a_look_up_stands_for_what_wins_there(argument, namespace):
    _, [own] = prepared(f"{REGISTRIES}\n#- /pipelines/fraud.py\n{HEADER}'ä🚀', get_config_class_name({argument})\n")
    assert own.identity.namespace == namespace


def test_p6_a_node_of_a_dag_file():
    _, [own] = prepared(f'{REGISTRIES}\n#- /a.dag.json\n{{"dag": {{"nodes": ["Pack<|>age_x"]}}}}\n')
    assert own.identity == DeclarationIdentity("Package", "core", RegistryType.CORE)


@pytest.mark.parametrize("place", {**MENTIONS, **CLASSES})
def test_type_hierarchy_of_what_wins(place):
    text = {**MENTIONS, **CLASSES}[place]
    snapshot, found = prepared(WORLD + text("PackageConf<|>ig" if place in CLASSES else "Pack<|>age_training"))
    assert told(found) == [("Package", "override of alice")]
    assert told(supertypes(snapshot, found[0].identity)) == [("Package", "core")]


def test_p8_a_compatible_source_is_the_cores():
    assert told(prepared(WORLD + interface('["Pack<|>age"]'))[1]) == [("Package", "core")]


def test_p10_a_class():
    _, [own] = prepared(
        f"{REGISTRIES}\n#- /src/cursus/steps/configs/config_xgboost_training_step.py\nclass XGBoost<|>TrainingConfig: ...\n"
    )
    assert own.identity == DeclarationIdentity("XGBoostTraining", "core", RegistryType.CORE)


@pytest.mark.parametrize("line", ["x = <|>1", 'get_config_class_name("Lo<|>st")', 'get_config_class_name("Pack<|>'])
def test_nothing_where_no_step_stands(line):
    assert prepared(f"{REGISTRIES}\n#- /pipelines/fraud.py\n{HEADER}{line}\n")[1] == []


def test_the_last_of_two_counts_and_a_stranger_is_nobody():
    snapshot = open_fixture(
        f'{CORE}\n#- {ALICE}\nSTEP_OVERRIDES = {{"Package": {{}}, "Package": {{"a": 1}}}}\n'
    ).snapshot
    assert len(subtypes(snapshot, DeclarationIdentity("Package", "core", RegistryType.CORE))) == 2
    assert supertypes(snapshot, DeclarationIdentity("Nobody", "core", RegistryType.CORE)) == []


def test_half_typed_text_keeps_the_others():
    text = f'{CORE}\n#- {ALICE}\nSTEP_OVERRIDES = {{\n    "Package": {{"description": \n    "XGBoost<|>Training": {{}},\n}}\n'
    snapshot, [own] = prepared(text)
    assert told(supertypes(snapshot, own.identity)) == [("XGBoostTraining", "core")]
