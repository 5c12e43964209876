"""Live tables are dictionaries to everybody, and follow the context and the files."""

import asyncio
import collections
import copy
import dataclasses
import json
import operator
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pydantic import TypeAdapter

from compat.conftest import CORE, WORKSPACE, write
from cursus_registry.api.context import get_global_registry_manager, reset_global_registry_manager
from cursus_registry.api.errors import RegistryLoadError, WorkspaceRegistryError
from cursus_registry.compat import hyperparameter_registry, step_names, tables
from cursus_registry.compat.step_names import (
    BUILDER_STEP_NAMES,
    STEP_NAMES,
    clear_workspace_context,
    get_builder_step_names,
    get_config_step_registry,
    get_spec_step_types,
    get_step_names,
    refresh_registry,
    set_workspace_context,
    workspace_context,
)

pytestmark = pytest.mark.usefixtures("project")
NAMES = {
    "STEP_NAMES": get_step_names,
    "CONFIG_STEP_REGISTRY": get_config_step_registry,
    "BUILDER_STEP_NAMES": get_builder_step_names,
    "SPEC_STEP_TYPES": get_spec_step_types,
    "HYPERPARAMETER_REGISTRY": hyperparameter_registry.get_all_hyperparameter_info,
}
CORE_STEPS = ["XGBoostTraining", "XGBoostModelEval", "Package"]


def table(name):
    return getattr(hyperparameter_registry if name.startswith("HYPER") else step_names, name)


def keywords(**found):
    return found


def matched(found):
    match found:
        case {**rest}:
            return rest


READERS = {
    "dict": dict,
    "spread": lambda found: {**found},
    "keywords": lambda found: keywords(**found),
    "or": lambda found: found | {},
    "or, from the right": lambda found: {} | found,
    "update": lambda found: collections.OrderedDict() | found,
    "in place": lambda found: operator.ior({}, found),
    "json": lambda found: json.loads(json.dumps(found)),
    "json, indented": lambda found: json.loads(json.dumps(found, indent=2)),
    "json, sorted": lambda found: json.loads(json.dumps({"in": found}, sort_keys=True))["in"],
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "its copy": lambda found: found.copy(),
    "pickle": lambda found: pickle.loads(pickle.dumps(found)),
    "old pickle": lambda found: pickle.loads(pickle.dumps(found, protocol=0)),
    "pickle in Python": lambda found: pickle.loads(pickle._dumps(found)),
    "items": lambda found: dict(found.items()),
    "keys": lambda found: {name: found[name] for name in found.keys()},  # noqa: SIM118
    "zip": lambda found: dict(zip(found, found.values(), strict=True)),
    "get": lambda found: {name: found.get(name) for name in found},
    "repr": lambda found: eval(repr(found)),
    "str": lambda found: eval(f"{found}"),
    "format": lambda found: eval("{}".format(found)),  # noqa: UP032
    "list": lambda found: {name: found[name] for name in list(found)},
    "reversed": lambda found: {name: found[name] for name in reversed(list(reversed(found)))},
    "pattern": matched,
    "chain": lambda found: dict(collections.ChainMap({}, found)),
    "ordered": lambda found: dict(collections.OrderedDict(found)),
    "default": lambda found: dict(collections.defaultdict(list, found)),
    "same type": lambda found: type(found)(found.items()),
    "past all methods": lambda found: dict(dict.items(found)),
    "in C": lambda found: TypeAdapter(dict[str, Any]).validate_python(found),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("workspace", [None, "alice", "bob"])
def test_it_is_a_dictionary_to_every_reader(reader, name, workspace):
    found = table(name)
    with workspace_context("alice" if workspace == "bob" else "bob"):
        assert len(found) == len(NAMES[name]())
    with workspace_context(workspace):
        read = READERS[reader](found)
        assert read == NAMES[name](workspace)
        assert reader == "json, sorted" or list(read) == list(NAMES[name](workspace))
        assert type(read) is not type(found)


@pytest.mark.parametrize("name", NAMES)
def test_it_has_what_dictionaries_have(name):
    found, plain = table(name), NAMES[name]()
    first = next(iter(plain))
    assert isinstance(found, dict)
    assert found == plain
    assert plain == found
    assert found == table(name)
    assert not operator.ne(found, plain)
    assert found != {}
    assert found != 1
    assert len(found) == len(plain)
    assert bool(found)
    assert first in found
    assert "Nothing" not in found
    assert found[first] == plain[first]
    assert found.get("Nothing") is None
    assert found.get("Nothing", 7) == 7
    assert sorted(found) == sorted(plain)
    assert list(reversed(found)) == list(reversed(plain))
    assert repr(found) == f"{found}" == str(plain)
    assert found.keys() == plain.keys()
    assert found.keys() & {first} == {first}
    assert list(found.values()) == list(plain.values())
    assert found.items() == plain.items()
    with pytest.raises(KeyError, match="Nothing"):
        found["Nothing"]
    with pytest.raises(TypeError, match="unhashable"):
        hash(found)


def test_a_key_of_a_format_is_looked_up():
    assert "{Package}".format_map(step_names.BUILDER_STEP_NAMES) == "PackageStepBuilder"
    assert operator.mod("%(Package)s", step_names.BUILDER_STEP_NAMES) == "PackageStepBuilder"


def test_a_dataclass_with_a_table_in_it_becomes_plain():
    @dataclasses.dataclass
    class Report:
        steps: dict

    assert dataclasses.asdict(Report(step_names.STEP_NAMES)) == {"steps": get_step_names()}


CHANGES = {
    "set": lambda found: operator.setitem(found, "New", {}),
    "delete": lambda found: operator.delitem(found, "Package"),
    "or": lambda found: operator.ior(found, {"New": {}}),
    "update": lambda found: found.update(New={}),
    "default": lambda found: found.setdefault("New", {}),
    "pop": lambda found: found.pop("Package"),
    "popitem": lambda found: found.popitem(),
    "clear": lambda found: found.clear(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_refused_and_changes_nothing(change):
    with pytest.raises(TypeError, match="register a step"):
        CHANGES[change](step_names.STEP_NAMES)
    assert list(step_names.STEP_NAMES) == CORE_STEPS


@pytest.mark.parametrize(
    "hand_out",
    [
        lambda found: found["XGBoostTraining"],
        lambda found: found.get("XGBoostTraining"),
        lambda found: dict(found)["XGBoostTraining"],
        lambda found: {**found}["XGBoostTraining"],
        lambda found: found.copy()["XGBoostTraining"],
        lambda found: dict(found.items())["XGBoostTraining"],
        lambda found: next(iter(found.values())),
        lambda found: found.keys().mapping["XGBoostTraining"],
        lambda found: dict.__getitem__(found, "XGBoostTraining"),
        lambda _: get_step_names()["XGBoostTraining"],
        lambda _: step_names.list_all_step_info()["XGBoostTraining"],
    ],
)
def test_what_is_handed_out_is_the_callers_own(hand_out):
    entry = hand_out(step_names.STEP_NAMES)
    entry["description"] = "changed"
    entry["job_types"].append("changed")
    assert step_names.STEP_NAMES["XGBoostTraining"]["description"] == "Trains trees"
    assert get_step_names()["XGBoostTraining"]["job_types"] == ["training"]


def test_what_was_imported_once_follows_the_context():
    assert step_names.STEP_NAMES is STEP_NAMES
    set_workspace_context("alice")
    assert list(STEP_NAMES) == [*CORE_STEPS, "GraphSampling"]
    assert BUILDER_STEP_NAMES["Package"] == "AliceStepBuilder"
    with workspace_context("bob"):
        assert "Geocoding" in STEP_NAMES
        assert "GraphSampling" not in STEP_NAMES
        with workspace_context(None):
            assert list(STEP_NAMES) == CORE_STEPS
    assert BUILDER_STEP_NAMES["Package"] == "AliceStepBuilder"
    clear_workspace_context()
    assert list(STEP_NAMES) == CORE_STEPS


def test_the_inside_follows_the_context_without_being_asked():
    found = step_names.STEP_NAMES
    for workspace, last in (("alice", "GraphSampling"), ("bob", "Geocoding"), (None, "Package")):
        with workspace_context(workspace):
            assert list(dict.keys(found))[-1] == last
    assert list(dict.keys(found)) == CORE_STEPS


def test_what_was_imported_once_follows_the_files(project):
    found = step_names.STEP_NAMES
    with workspace_context("alice"):
        assert "Fresh" not in found
        write(project, WORKSPACE.format("alice"), 'WORKSPACE_STEPS = {"Fresh": {"description": "d"}}')
        refresh_registry()
        assert list(dict.items(found)) == list(found.items())
        assert found["Fresh"]["config_class"] == "FreshConfig"
        assert "GraphSampling" not in json.dumps(found)


def test_a_table_being_gone_through_stays_as_it_was(project):
    seen = []
    for name in step_names.STEP_NAMES:
        set_workspace_context("alice")
        write(project, CORE, 'STEP_NAMES = {"Other": {"description": "d"}}')
        refresh_registry()
        seen.append(name)
    assert seen == CORE_STEPS
    assert list(step_names.STEP_NAMES) == ["Other", "GraphSampling", "Package"]


def test_an_empty_table_is_empty_and_the_next_is_not(project):
    found = hyperparameter_registry.HYPERPARAMETER_REGISTRY
    write(project, "src/cursus/registry/hyperparameter_registry.py", "HYPERPARAMETER_REGISTRY = {}\n")
    refresh_registry()
    assert (dict(found), len(found), bool(found), list(found), repr(found)) == ({}, 0, False, [], "{}")
    assert json.dumps(found) == "{}"
    with workspace_context("bob"):
        assert list(json.loads(json.dumps(found))) == ["Maps"]
    assert json.dumps(found, indent=1) == "{}"
    assert {**found} == found | {} == {} == found


def test_what_cannot_be_read_raises_whenever_it_is_asked_for(project):
    found = step_names.STEP_NAMES
    set_workspace_context("nobody")
    for read in (len, dict, json.dumps, repr, list, lambda table: "Package" in table, lambda table: table | {}):
        with pytest.raises(WorkspaceRegistryError, match="nobody"):
            read(found)
    clear_workspace_context()
    write(project, CORE, "STEP_NAMES = {'broken")
    get_global_registry_manager().refresh()
    for read in (len, dict, json.dumps):
        with pytest.raises(RegistryLoadError, match=r"step_names\.py:1: "):
            read(found)


def test_a_table_can_be_imported_where_there_is_no_project(monkeypatch, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.setenv("CURSUS_PROJECT_ROOT", str(elsewhere))
    monkeypatch.setattr(tables, "_live", {})
    reset_global_registry_manager()
    found = step_names.STEP_NAMES
    for read in (len, dict, json.dumps):
        with pytest.raises(RegistryLoadError, match="CURSUS_PROJECT_ROOT"):
            read(found)


def look(workspace):
    """Everything that is asked of the tables in one workspace, by one reader after another."""
    with workspace_context(workspace):
        found = step_names.STEP_NAMES
        return [
            json.dumps(found),
            list({**found}),
            len(found),
            dict(step_names.BUILDER_STEP_NAMES),
            {} | step_names.SPEC_STEP_TYPES,
            [name in found for name in ("GraphSampling", "Geocoding")],
            step_names.validate_step_name("GraphSampling"),
            step_names.get_builder_step_name("Package"),
            json.dumps(hyperparameter_registry.HYPERPARAMETER_REGISTRY),
            step_names.get_workspace_context(),
        ]


WORKSPACES = [None, "alice", "bob"]


def test_eight_threads_see_each_its_own_workspace():
    expected = {workspace: look(workspace) for workspace in WORKSPACES}
    assert len({json.dumps(found) for found in expected.values()}) == 3
    wrong, start = [], threading.Barrier(8)

    def run(number):
        start.wait()
        for turn in range(100):  # ten questions each time
            workspace = WORKSPACES[(number + turn) % 3]
            if look(workspace) != expected[workspace]:
                wrong.append((number, turn, workspace))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(run, range(8)))
    assert wrong == []


def test_two_hundred_tasks_see_each_its_own_workspace():
    expected = {workspace: look(workspace) for workspace in WORKSPACES}

    async def run(number):
        for turn in range(3):
            workspace = WORKSPACES[(number + turn) % 3]
            set_workspace_context(workspace or "")
            await asyncio.sleep(0)
            assert json.dumps(step_names.STEP_NAMES) == expected[workspace][0]
            with workspace_context(WORKSPACES[number % 3]):
                await asyncio.sleep(0)
                assert list(step_names.STEP_NAMES) == expected[WORKSPACES[number % 3]][1]
            assert step_names.get_builder_step_name("Package") == expected[workspace][7]

    async def run_all():
        await asyncio.gather(*(run(number) for number in range(200)))

    asyncio.run(run_all())
    assert step_names.get_workspace_context() is None
