"""Quick fixes beside those of the rules: another name everywhere, strategies, pins, nodes, and what silences."""

from textwrap import dedent

import pytest

from cursus_registry.checks.model import Finding
from cursus_registry.edits.dag_nodes import add_node
from cursus_registry.edits.pinning import CannotPinError
from cursus_registry.facts.model import Dag, FileFacts
from cursus_registry.facts.read import read_source
from cursus_registry.features.code_actions import quick_fixes
from cursus_registry.features.code_actions.proposals import proposals
from cursus_registry.files import Memory
from cursus_registry.layout import place_of
from cursus_registry.project import Project
from cursus_registry.text import SourceText, Span, apply_edits
from cursus_registry.turns import at_once
from support.checks import CORE, classes, open_fixture, registry
from support.fixes import check_fix
from support.fixture import parse_fixture
from support.quick_fixes import after, offered, titles
from support.rules import with_paths

STEP = f'"sagemaker_step_type": "Processing", "description": "ä🚀", {classes("GraphSampling")}'
ALICE, BOB = registry("alice"), registry("bob")


COLLISION = f"""
#- alice
WORKSPACE_STEPS = {{
    "GraphSampling": {{{STEP}}},  # mine
}}
STEP_OVERRIDES = {{"Package": {{"priority": 1}}}}
#- bob
WORKSPACE_STEPS = {{
    "GraphSampling": {{{STEP}}},
}}
#- /developer_workspaces/developers/alice/a.py
from cursus.registry.step_names import get_config_class_name as of
from cursus.api.dag.base_dag import PipelineDAG
x = "🚀", of("GraphSampling"), "GraphSampling"
dag = PipelineDAG()
dag.add_node("GraphSampling_training")
broken = of("Gr
#- /developer_workspaces/developers/alice/a.dag.json
{{"dag": {{"nodes": ["GraphSampling", "Package"], "edges": [["GraphSampling", "Package"]]}}, "a": "GraphSampling"}}
#- /developer_workspaces/developers/alice/c.json
{{"metadata": {{"config_types": {{"GraphSampling_🚀": "GraphSamplingConfig"}}}}, "configuration": {{}}}}
#- /developer_workspaces/developers/bob/b.py
from cursus.registry.step_names import get_config_class_name as of
x = of("GraphSampling")
"""
HOME = "/developer_workspaces/developers/alice"


def test_quick_fix_p3_the_id_is_the_folder_s():
    before = """
        #- alice
        WORKSPACE_METADATA = {"version": "🚀", 'developer_id': 'anna'}
        """
    check_fix("CUR401", "Change to 'alice'", before, before.replace("anna", "alice"))


def test_cur204_is_renamed_at_p1_p4_p5_p6_p7_of_this_workspace_alone():
    files = parse_fixture(with_paths(COLLISION)).files
    changed = after("CUR204", "Rename to 'AliceGraphSampling' in workspace alice", COLLISION)
    assert set(changed) == {ALICE, f"{HOME}/a.py", f"{HOME}/a.dag.json", f"{HOME}/c.json"}
    assert changed[ALICE] == files[ALICE].replace('"GraphSampling"', '"AliceGraphSampling"'), "the spec type follows"
    code = files[f"{HOME}/a.py"].replace('of("GraphSampling")', 'of("AliceGraphSampling")')
    assert changed[f"{HOME}/a.py"] == code.replace('"GraphSampling_training"', '"AliceGraphSampling_training"')
    dag = files[f"{HOME}/a.dag.json"].replace("GraphSampling", "AliceGraphSampling", 2)
    assert changed[f"{HOME}/a.dag.json"] == dag
    config = files[f"{HOME}/c.json"].replace("GraphSampling_🚀", "AliceGraphSampling_🚀")
    assert changed[f"{HOME}/c.json"] == config


def test_cur204_offers_every_way_and_prefers_none():
    found = offered("CUR204", COLLISION)
    assert [fix.title for fix in found] == [
        "Rename to 'AliceGraphSampling' in workspace alice",
        "State conflict_resolution_strategy 'workspace_priority' for 'GraphSampling' in 2 workspaces",
        "Pin 'GraphSampling' to alice in the settings",
        "Pin 'GraphSampling' to bob in the settings",
        "Ignore CUR204 on this line",
    ]
    assert not any(fix.preferred for fix in found)


def test_cur204_states_a_strategy_and_asks_before_it_touches_others():
    [fix] = [one for one in offered("CUR204", COLLISION) if one.title.startswith("State ")]
    assert [(one.path, bool(one.confirm)) for one in at_once(fix.changing())] == [(ALICE, False), (BOB, True)]
    assert all(
        '"spec_type": "GraphSampling", "conflict_resolution_strategy": "workspace_priority"}' in str(one.applied())
        for one in at_once(fix.changing())
    )


def test_cur204_pin_goes_into_the_settings_that_are_there_or_into_new_ones():
    title = "Pin 'GraphSampling' to bob in the settings"
    assert after("CUR204", title, COLLISION) == {"/cursus-registry.toml": '[pins]\nGraphSampling = "bob"\n'}
    there = f'{COLLISION}#- /pyproject.toml\n# ä🚀\n[tool.cursus-registry]\nignore = ["CUR214"]  # why\n'
    [text] = after("CUR204", title, there).values()
    assert text.startswith('# ä🚀\n[tool.cursus-registry]\nignore = ["CUR214"]  # why\n')
    assert 'GraphSampling = "bob"' in text
    pinned = f'{COLLISION}#- /cursus-registry.toml\npins = {{ GraphSampling = "alice" }}\n'
    assert not any(one.startswith("Pin ") for one in titles("CUR204", pinned))


def test_cur204_pin_is_refused_where_the_settings_have_a_mistake():
    with pytest.raises(CannotPinError, match="mistake"):
        after("CUR204", "Pin 'GraphSampling' to bob in the settings", f"{COLLISION}#- /cursus-registry.toml\nx = 1\n")


def test_cur202_offers_the_move_a_name_and_a_strategy():
    text = f"""
        #- alice
        WORKSPACE_STEPS = {{"Package": {{"sagemaker_step_type": "Processing", "description": "d", {classes("Package")}}}}}
        #- bob
        WORKSPACE_STEPS = {{"AlicePackage": {{{STEP}}}}}
        """
    assert titles("CUR202", text) == [
        "Move to STEP_OVERRIDES",
        "Rename to 'AlicePackage2' in workspace alice",
        "State conflict_resolution_strategy 'workspace_priority' for 'Package'",
        "Ignore CUR202 on this line",
    ]


def test_cur405_pins_what_was_left_to_a_person():
    text = COLLISION.replace('"sagemaker', '"conflict_resolution_strategy": "manual", "sagemaker')
    assert after("CUR405", "Pin 'GraphSampling' to alice in the settings", text) == {
        "/cursus-registry.toml": '[pins]\nGraphSampling = "alice"\n'
    }


def test_cur501_of_a_core_step_reaches_overrides_and_uses_in_workspaces():
    text = """
        #- core
        STEP_NAMES = {
            "graph_sampling": {
                "config_class": "GraphConfig",
                "builder_step_name": "GraphStepBuilder",
                "spec_type": "graph_sampling",
                "sagemaker_step_type": "Processing",
                "description": "d",
            },
        }
        #- alice
        STEP_OVERRIDES = {'graph_sampling': {"priority": 1}}
        #- bob
        WORKSPACE_STEPS = {}
        #- /p/a.dag.json
        {"dag": {"nodes": ["graph_sampling-x"], "edges": []}}
        """
    core = "/src/cursus/registry/step_names.py"
    [fix, _] = offered("CUR501", text, core)
    assert (fix.title, fix.preferred) == ("Rename to 'GraphSampling' wherever it is used", True)
    assert [(one.path, bool(one.confirm)) for one in at_once(fix.changing())] == [
        (core, False),
        (ALICE, True),
        ("/p/a.dag.json", False),
    ]
    assert [str(one.applied()).count("GraphSampling") for one in at_once(fix.changing())] == [2, 1, 1]


@pytest.mark.parametrize("code", ["CUR214", "CUR209"])
def test_a_slip_is_mended_where_it_is_used(code):
    name = {"CUR214": "XGBoostTrainng", "CUR209": "XgboostTraining"}[code]
    text = f"""
        #- alice
        WORKSPACE_STEPS = {{"{name}": {{"sagemaker_step_type": "Training", "description": "d"}}}}
        #- {HOME}/a.dag.json
        {{"dag": {{"nodes": ["{name}_x"], "edges": []}}}}
        """
    changed = after(code, "Rename to 'XGBoostTraining' wherever it is used", text)
    assert '"XGBoostTraining": {' in changed[ALICE]
    assert '["XGBoostTraining_x"]' in changed[f"{HOME}/a.dag.json"]


def test_cur209_in_one_table_uses_the_other():
    text = f"""
        #- alice
        WORKSPACE_STEPS = {{
            "GraphSampling": {{{STEP}}},
            "Graphsampling": {{{STEP}}},
        }}
        #- {HOME}/a.dag.json
        {{"dag": {{"nodes": ["Graphsampling_x"], "edges": []}}}}
        """
    changed = after("CUR209", "Use 'GraphSampling' instead, and remove this entry", text)
    assert changed == {
        ALICE: f'WORKSPACE_STEPS = {{\n    "GraphSampling": {{{STEP}}},\n}}\n',
        f"{HOME}/a.dag.json": '{"dag": {"nodes": ["GraphSampling_x"], "edges": []}}\n',
    }


def test_cur201_gives_the_later_one_a_name_of_its_own():
    text = f"""
        #- alice
        WORKSPACE_STEPS = {{
            "GraphSampling": {{{STEP}}},
            "GraphSampling": {{"sagemaker_step_type": "Training", "description": "d"}},
        }}
        """
    snapshot = open_fixture(with_paths(dedent(text))).snapshot
    findings = snapshot.check(ALICE)
    later = next(at for at, one in enumerate(findings) if one.code == "CUR201" and one.severity.label == "error")
    fixes = {fix.title: fix for fix in quick_fixes(snapshot, ALICE, findings, [later])}
    [change] = at_once(fixes["Rename this one to 'GraphSampling2'"].changing())
    assert '"GraphSampling2": {"sagemaker_step_type": "Training"' in str(change.applied())
    assert not any(fix.preferred for fix in fixes.values())


MISSING = {
    "p6_dag_file": ("a.dag.json", '{"dag": {"nodes": ["Pakage"], "edges": []}}\n'),
    "p7_config_file": ("c.json", '{"metadata": {"config_types": {"Pakage": "PackageConfig"}}, "configuration": {}}\n'),
}


@pytest.mark.parametrize("place", MISSING)
def test_json_is_mended_in_the_text_and_silenced_in_the_settings(place):
    name, text = MISSING[place]
    project = f"#- /p/{name}\n{text}#- /cursus-registry.toml\nper-file-ignores = {{ '/p/{name}' = ['CUR9'] }}  # so\n"
    fix, quiet = offered("CUR301", project, f"/p/{name}")
    assert (fix.title, fix.preferred) == ("Change to 'Package'", True)
    assert str(at_once(fix.changing())[0].applied()) == text.replace("Pakage", "Package")
    assert (quiet.title, quiet.preferred) == ("Ignore CUR301 in this file, by the settings", False)
    [change] = at_once(quiet.changing())
    assert str(change.applied()) == f"per-file-ignores = {{ '/p/{name}' = ['CUR9', \"CUR301\"] }}  # so\n"


def test_json_is_silenced_in_new_settings():
    name, text = MISSING["p6_dag_file"]
    title = "Ignore CUR301 in this file, by the settings"
    assert after("CUR301", title, f"#- /p/{name}\n{text}", f"/p/{name}") == {
        "/cursus-registry.toml": '[per-file-ignores]\n"/p/a.dag.json" = ["CUR301"]\n'
    }


@pytest.mark.parametrize("folder", ["/p", "/p #1!/ä🚀"])
def test_json_is_silent_once_the_settings_say_so(folder):
    files = {f"{folder}/{name}": text for name, text in MISSING.values()}
    core = parse_fixture(CORE).files
    for path in files:
        project = Project(Memory({**core, **files}), "/")
        findings = project.load_all().check(path)
        quiet = quick_fixes(project.snapshot, path, findings, range(len(findings)))[-1]
        [change] = at_once(quiet.changing())
        assert findings
        assert Project(Memory({**core, **files, change.path: str(change.applied())}), "/").load_all().check(path) == []


def test_a_path_that_no_pattern_can_name_is_left_to_people():
    path = "/p/a*.dag.json"
    with pytest.raises(CannotPinError, match="by hand"):
        after("CUR301", "Ignore CUR301 in this file, by the settings", f"#- {path}\n{MISSING['p6_dag_file'][1]}", path)


def test_cur303_keeps_the_suffix_at_p6():
    text = '#- /p/a.dag.json\n{"dag": {"nodes": ["MIMSPackaging_training"], "edges": []}}\n'
    assert after("CUR303", "Change to 'Package'", text, "/p/a.dag.json") == {
        "/p/a.dag.json": '{"dag": {"nodes": ["Package_training"], "edges": []}}\n'
    }


def test_cur304_adds_the_node_at_p6():
    snapshot = open_fixture('#- /a.dag.json\n{"dag": {"nodes": ["A"], "edges": [["A", "B"]]}}\n').snapshot
    facts = snapshot.view.index.files["/a.dag.json"]
    finding = Finding(facts.dags[0].edge_spans[0][1], "it is never added", code="CUR304")
    [way] = proposals(snapshot, facts, finding)
    assert way.title == "Add the node 'B'"
    assert str(way.files[0].applied()) == '{"dag": {"nodes": ["A", "B"], "edges": [["A", "B"]]}}\n'


def in_code(text):
    """The text with a node for the name between `<` and `>`."""
    data = text.encode()
    start = data.index(b"<")
    end = data.index(b">") - 1
    source = SourceText(data.replace(b"<", b"").replace(b">", b""))
    facts = read_source("/p/a.py", place_of("p/a.py"), source).facts
    assert isinstance(facts, FileFacts)
    edit = add_node(facts, Dag((), (), complete=True), source.slice(Span(start, end)), Span(start, end))
    return str(SourceText(apply_edits(source.data, [edit]))) if edit else None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "x = '🚀'\nif x:\n\tdag.add_edge('A', '<B_x>')\n",
            "x = '🚀'\nif x:\n\tdag.add_node('B_x')\n\tdag.add_edge('A', 'B_x')\n",
        ),
        (
            'self.dag.add_edge(src="<A>", dst="B")\r\n',
            'self.dag.add_node("A")\r\nself.dag.add_edge(src="A", dst="B")\r\n',
        ),
        (
            'd = PipelineDAG(nodes=["A"], edges=[("A", "<B>")])\n',
            'd = PipelineDAG(nodes=["A", "B"], edges=[("A", "B")])\n',
        ),
        ('d = PipelineDAG([], [["A", "<B>"]])\n', 'd = PipelineDAG(["B"], [["A", "B"]])\n'),
        ('d = PipelineDAG(nodes, [["A", "<B>"]])\n', None),
        ('x = 1; dag.add_edge("A", "<B>")\n', None),
        ('make().add_edge("A", "<B>")\n', None),
        ('dag.add_edge("A", "<B>"\n', None),
    ],
)
def test_a_node_at_p5_dag_call(before, after):
    assert in_code(before) == after
