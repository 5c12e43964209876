"""The conflicts of a project as a page of Markdown."""

from cursus_registry.features.conflicts import conflicts_lines
from support.checks import CORE, open_fixture, registry

ALICE, BOB, CAROL = registry("alice"), registry("bob"), registry("carol")
GRAPHS = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{"Graph": {{"description": "hers ä🚀", "framework": "dgl"}}}}
#- {BOB}
WORKSPACE_STEPS = {{"Graph": {{"description": "his", "framework": "pytorch"}}}}
STEP_OVERRIDES = {{"Package": {{"description": "x"}}}}
#- {CAROL}
STEP_OVERRIDES = {{"Package": {{"description": "y"}}}}
"""


def page(fixture, workspace=None):
    return list(conflicts_lines(open_fixture(fixture).snapshot, workspace))


def test_a_collision():
    lines = page(GRAPHS)
    assert lines[:5] == [
        "# Conflicts",
        "",
        "## Graph",
        "",
        r"framework\_conflict of alice and bob. Reported as warning.",
    ]
    assert "It means nothing in workspace carol." in lines
    assert [line for line in lines if line.startswith("| alice.Graph")] == [
        r"| alice.Graph | workspace | developer\_workspaces/developers/alice/src/cursus\_dev/registry/workspace\_registry.py:1"
        " | workspace alice |"
    ]
    assert "| description | hers ä🚀 | alice |" in lines
    assert any(line.startswith(r"| framework\_match \(dgl\) | alice |") for line in lines)
    assert any(line.startswith("- ") and "rename" in line for line in lines)
    assert lines[-1] == "1 conflict in 3 workspaces."


def test_overrides_of_one_step_are_none():
    assert not any("Package" in line for line in page(GRAPHS))


def test_a_workspace_sees_its_own_conflicts():
    assert "Which one wins, asked from workspace bob:" in page(GRAPHS, "bob")
    assert page(GRAPHS, "carol") == ["# Conflicts of workspace carol", "", "No conflicts in 3 workspaces."]


def test_a_pin_is_told():
    pinned = f'{GRAPHS}#- /cursus-registry.toml\n[pins]\nGraph = "bob"\n'
    lines = page(pinned)
    assert "Pinned to bob in the settings." in lines
    assert any(line.endswith("Reported as information.") for line in lines)


def test_nothing_of_a_file_becomes_markup():
    evil = "](http://x) | <b>`*"
    fixture = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{"G": {{"description": "{evil}"}}}}
#- {BOB}
WORKSPACE_STEPS = {{"G": {{"description": "a\\nb"}}}}
"""
    lines = page(fixture)
    assert r"| description | \]\(http\://x\) \| \<b\>\`\* | alice |" in lines
    assert "| description | a b | bob |" in lines


def test_half_typed_text_is_told():
    lines = page(f'{GRAPHS}#- {registry("dora")}\nWORKSPACE_STEPS = {{"Graph": {{"desc\n')
    assert lines[4].startswith(r"framework\_conflict of alice, bob and dora.")


def test_what_could_not_be_read_is_told():
    lines = page(f"{GRAPHS}#- {registry('dora')}\nWORKSPACE_STEPS = make()\n")
    assert "Not everything could be read: there may be more." in lines
    assert "## Graph" in lines


def graphs(count):
    """A project in which so many workspaces declare the same name."""
    entry = 'WORKSPACE_STEPS = {{"Graph": {{"description": "{}"}}}}'
    return f"{CORE}\n" + "".join(f"#- {registry(f'w{one:02}')}\n{entry.format(one)}\n" for one in range(count))


def test_many_definitions_are_counted():
    lines = page(graphs(14))
    assert "| and 4 more |  |  |  |" in lines
    assert lines == page(graphs(14))
    eleven = "\n".join(page(graphs(11)))
    assert "| w10.Graph |" in eleven
    assert " more |" not in eleven
