"""Which dotted paths lead to the registry package."""

from __future__ import annotations

import pytest

from cursus_registry.index.callee import function_of, leads_to_dag, leads_to_registry, surely_leads

PROJECT: dict[str, dict[str, tuple[str, ...]]] = {
    "mylib": {"get_step": ("mylib.names.get_step",), "names": ("mylib.names",), "json": ("json",)},
    "mylib.names": {"get_step": ("cursus.registry.step_names.get_step",), "r": ("cursus.registry",)},
    "mylib.all": {"*": ("json", "mylib.names", "cursus.registry"), "own": ("mylib.all.own",)},
    "mylib.fallback": {"get_step": ("stubs.get_step", "cursus.registry.get_step")},
    "circle.a": {"get_step": ("circle.b.get_step",), "*": ("circle.b",)},
    "circle.b": {"get_step": ("circle.a.get_step",), "*": ("circle.a",)},
    "growing": {"x": ("growing.x.x",)},
}


@pytest.mark.parametrize(
    "callee",
    [
        "cursus.registry.step_names.get_step",
        "cursus.registry.UnifiedRegistryManager().get_step_definition",
        "cursus.registry.step_names.STEP_NAMES[]",
        "cursus.registry.get_step_names()[]",
        "src.cursus.registry.get_step",
        "cursus.steps.registry.step_names.get_step",
        "cursus.step_catalog.StepCatalog().get_step_info",
        "cursus.steps.interfaces.load_interface",
        "cursus_registry.get_step",
        "mylib.get_step",
        "src.mylib.get_step",
        "mylib.names.get_step",
        "mylib.names.r.step_names.get_step",
        "mylib.names.r.UnifiedRegistryManager().get_step",
        "mylib.all.get_step",
        "mylib.fallback.get_step",
    ],
)
def test_leads_to_the_registry(callee: str) -> None:
    assert leads_to_registry(callee, PROJECT.get)


@pytest.mark.parametrize(
    "callee",
    [
        "langgraph.graph.StateGraph().get_step",
        "cursus.core.get_step",
        "cursus.registry_tools.get_step",
        "cursus_registry_extra.get_step",
        "other.cursus.registry.get_step",
        "mylib.json.get_step",
        "mylib.missing",
        "mylib.names",
        "mylib.all.own",
        "mylib.manager().get_step",
        "circle.a.get_step",
        "circle.a.other",
        "growing.x",
        "",
        "()",
    ],
)
def test_cannot_tell_means_no(callee: str) -> None:
    assert not leads_to_registry(callee, PROJECT.get)


@pytest.mark.parametrize(
    ("callee", "name"),
    [
        ("cursus.registry.get_step", "get_step"),
        ("cursus.registry.Manager().get_step", "get_step"),
        ("cursus.registry.STEP_NAMES[]", "STEP_NAMES"),
        ("cursus.registry.get_step_names()[]", "get_step_names"),
    ],
)
def test_the_last_name_of_a_callee(callee: str, name: str) -> None:
    assert function_of(callee) == name


DAG, GRAPH, OLD = "cursus.api.dag.PipelineDAG().add_node", "networkx.DiGraph().add_node", "old.PipelineDAG().add_node"


@pytest.mark.parametrize(
    ("callees", "sure"),
    [((DAG,), True), ((DAG, OLD), True), ((OLD, DAG), True), ((DAG, GRAPH), False), ((GRAPH,), False), ((), False)],
)
def test_what_can_be_several_things_is_ours_if_they_are_alike(callees: tuple[str, ...], sure: bool) -> None:
    assert surely_leads(callees, leads_to_dag, PROJECT.get) is sure
