"""Definitions: what they take, what they refuse, and the old format there and back."""

import copy
import json
import pickle
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from cursus_registry.api.definitions import ENTRY_FIELDS, NamespacedStepDefinition, ResolutionContext, StepDefinition
from cursus_registry.api.legacy import from_legacy_format, to_legacy_format
from cursus_registry.api.results import RegistryValidationModel

texts = st.text(max_size=8)
values = st.one_of(texts, st.none(), st.integers(), st.lists(texts, max_size=3), st.booleans(), st.tuples(texts))
entries = st.dictionaries(st.sampled_from([*ENTRY_FIELDS, "custom", "more"]), values, max_size=9)


@given(st.text(min_size=1, max_size=9).filter(str.strip), entries)
def test_the_old_format_comes_back_as_it_was(name, entry):
    back = to_legacy_format(from_legacy_format(name, entry, "workspace", "alice"))
    assert back == entry
    assert list(back) == list(entry)
    assert [type(value) for value in back.values()] == [type(value) for value in entry.values()]


def test_what_is_set_later_is_in_the_old_format_too():
    found = from_legacy_format("Train", {"framework": "dgl", "custom": 1, "description": " d "})
    found.framework, found.priority, found.description = None, 7, "other"
    found.metadata["more"] = [1]
    assert found.to_legacy_format() == {"custom": 1, "description": "other", "priority": 7, "more": [1]}


def test_what_is_made_by_hand_has_what_was_set():
    found = StepDefinition(name=" Train ", registry_type="core", description="d", job_types=["training"])
    assert found.name == "Train"
    assert found.to_legacy_format() == {"description": "d", "job_types": ["training"]}


def test_the_lists_of_a_definition_are_its_own():
    entry = {"job_types": ["training"]}
    found = from_legacy_format("Train", entry)
    found.to_legacy_format()["job_types"].append("x")
    found.job_types.append("y")
    assert entry == {"job_types": ["training"]}


@pytest.mark.parametrize(
    "arguments",
    [
        {"name": ""},
        {"name": "  "},
        {"registry_type": "shared"},
        {"unknown": 1},
        {"builder_step_name": " "},
        {"priority": True},
        {"priority": "1"},
        {"conflict_resolution_strategy": "best"},
        {"line": 0},
    ],
)
def test_what_is_refused(arguments):
    with pytest.raises(ValidationError):
        StepDefinition(**{"name": "Train", "registry_type": "core", **arguments})


def test_what_comes_from_elsewhere_is_refused_too():
    found = from_legacy_format("Train", {"framework": "xgboost", "odd": {"deep": [1]}})
    assert pickle.loads(pickle.dumps(found)) == found
    assert pickle.loads(pickle.dumps(found)).to_legacy_format() == found.to_legacy_format()
    assert copy.deepcopy(found) == found
    assert StepDefinition.model_validate_json(found.model_dump_json()).model_dump() == found.model_dump()
    with pytest.raises(ValidationError, match="unknown"):
        StepDefinition.model_validate_json('{"name": "Train", "registry_type": "core", "unknown": 1}')
    found.__dict__["unknown"] = 1
    with pytest.raises(ValidationError, match="unknown"):
        pickle.loads(pickle.dumps(found))


def test_the_exported_schema_takes_what_is_dumped_and_nothing_else():
    schema = json.loads((Path(__file__).parents[2] / "docs/cursus-registry-models.schema.json").read_text("utf-8"))
    validator = Draft202012Validator({**schema, "$ref": "#/$defs/StepDefinition"})
    found = from_legacy_format("Train", {"framework": "xgboost", "job_types": ["training"], "odd": 1})
    dumped = found.model_dump(mode="json")
    assert validator.is_valid(dumped)
    assert not validator.is_valid({**dumped, "unknown": 1})
    assert {"ConflictAnalysis", "ResolutionContext", "StepComponentResolution"} <= set(schema["$defs"])


def test_assignments_are_checked_and_the_schema_describes_every_field():
    found = StepDefinition(name="Train", registry_type="core")
    with pytest.raises(ValidationError):
        found.priority = "high"
    schema = StepDefinition.model_json_schema()
    assert all("description" in field for field in schema["properties"].values())


def namespaced(namespace, **more):
    return NamespacedStepDefinition(name="Train", registry_type="workspace", namespace=namespace, **more)


def test_a_qualified_name():
    assert namespaced("alice").qualified_name == "alice.Train"
    assert namespaced("alice", qualified_name="given").qualified_name == "given"


@pytest.mark.parametrize(
    ("one", "other", "compatible"),
    [
        ({}, {}, True),
        ({"framework": "dgl"}, {"framework": "pyg"}, False),
        ({"framework": "dgl"}, {}, True),
        ({"environment_tags": ["gpu"]}, {"environment_tags": ["cpu"]}, False),
        ({"environment_tags": ["gpu"]}, {"environment_tags": ["cpu", "gpu"]}, True),
        ({"compatibility_tags": ["a"]}, {"compatibility_tags": ["b"]}, False),
        ({"compatibility_tags": ["a"]}, {}, True),
    ],
)
def test_compatibility(one, other, compatible):
    assert namespaced("alice", **one).is_compatible_with(namespaced("bob", **other)) is compatible
    assert namespaced("bob", **other).is_compatible_with(namespaced("alice", **one)) is compatible


def test_the_score():
    context = ResolutionContext(workspace_id="alice", preferred_framework="dgl", environment_tags=["gpu", "x"])
    best = namespaced("alice", workspace_id="alice", framework="dgl", environment_tags=["gpu"], priority=90)
    assert best.get_resolution_score(context) == 90 - 50 - 10 - 30
    assert namespaced("bob").get_resolution_score(context) == 100


@pytest.mark.parametrize(("name", "workspace"), [("A b", None), ("Train", "a/b"), ("Trän", None), ("-", None)])
def test_names_that_nothing_may_have(name, workspace):
    with pytest.raises(ValidationError):
        RegistryValidationModel(registry_type="core", step_name=name, workspace_id=workspace)


def test_names_that_are_well():
    assert (
        RegistryValidationModel(registry_type="override", step_name="A-b_1", workspace_id="team-1").step_name == "A-b_1"
    )
