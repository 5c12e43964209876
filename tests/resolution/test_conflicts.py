"""Which names are in conflict, of what type, and what is recommended."""

import re

import pytest

from cursus_registry.resolution.conflicts import detailed_conflicts, plain_conflicts
from support.checks import open_fixture
from support.rules import PATHS

STEP, OVERRIDE = 'LOCAL_STEPS = {{"Train": {{{}}}}}\n', 'STEP_OVERRIDES = {{"Train": {{{}}}}}\n'
CORE = '#- core\nSTEP_NAMES = {"Train": {}, "Other": {}}\n'


def view_of(text):
    for name, path in PATHS.items():
        text = re.sub(rf"^#- {name}$", f"#- {path}", text, flags=re.MULTILINE)
    return open_fixture(text).snapshot.view


def names(conflicts):
    return [conflict.name for conflict in conflicts]


@pytest.mark.parametrize(
    ("text", "plain", "detailed"),
    [
        (CORE + "#- alice\n" + STEP.format(""), False, True),
        (CORE + "#- alice\n" + OVERRIDE.format("") + "#- bob\n" + OVERRIDE.format(""), False, True),
        ("#- alice\n" + STEP.format("") + "#- bob\n" + OVERRIDE.format(""), False, True),
        ("#- alice\n" + STEP.format("") + OVERRIDE.format(""), False, False),
        ("#- alice\n" + STEP.format("") + "#- bob\n" + STEP.format(""), True, True),
        ('#- alice\nLOCAL_STEPS = {"Train": {}, "Train": {}}\n', False, False),
        (CORE + '#- original\nSTEP_NAMES = {"Train": {}}\n', False, False),
    ],
)
def test_what_is_a_conflict(text, plain, detailed):
    view = view_of(text)
    assert names(plain_conflicts(view, {})) == ["Train"] * plain
    assert names(detailed_conflicts(view, {})) == ["Train"] * detailed


FULL = (
    CORE
    + "#- alice\n"
    + STEP.format('"framework": "spark", "environment_tags": ["night"], "conflict_resolution_strategy": "manual"')
    + "#- bob\n"
    + STEP.format('"framework": "pandas", "environment_tags": ["day"]')
    + "#- carol\n"
    + OVERRIDE.format("")
)


def test_all_definitions_are_listed_and_all_recommendations_name_whom_they_concern():
    [conflict] = plain_conflicts(view_of(FULL), {})
    assert [one.row.qualified_name for one in conflict.definitions] == [
        "core.Train",
        "alice.Train",
        "bob.Train",
        "carol.Train",
    ]
    assert conflict.recommendations == (
        "choose by framework_match, and prefer one of the frameworks pandas and spark",
        "choose by environment_match, and name one of the environments day and night",
        "state a conflict_resolution_strategy in workspace bob",
        "choose by manual, and pin one of core, alice, bob and carol in the settings",
        "look whether the override in workspace carol is still needed and right",
        "rename it in workspaces alice and bob, so that its name says what it is for",
    )


def test_a_name_in_many_workspaces_names_ten_and_a_number():
    text = CORE + "".join(
        f"#- /developer_workspaces/developers/w{number:03}/src/cursus_dev/registry/workspace_registry.py\n{STEP.format('')}"
        for number in range(25)
    )
    [conflict] = plain_conflicts(view_of(text), {})
    assert len(conflict.definitions) == 26
    assert "w008, w009 and 15 more" in conflict.recommendations[0]
    assert max(map(len, conflict.recommendations)) < 160


@pytest.mark.parametrize(
    ("strategies", "pins", "settled", "first"),
    [
        (("", ""), {}, False, "state a conflict_resolution_strategy in workspaces alice and bob"),
        (('"conflict_resolution_strategy": "manual"', ""), {}, False, "state a conflict_resolution_strategy in workspace bob"),
        (('"conflict_resolution_strategy": "manual"',) * 2, {}, True, "choose by manual, and pin one of alice and bob in the settings"),
        (("", ""), {"Train": "bob"}, True, "state a conflict_resolution_strategy in workspaces alice and bob"),
        (('"conflict_resolution_strategy": "manual"',) * 2, {"Train": "bob"}, True, "rename it in"),
        (("", ""), {"Train": "zoe"}, False, "state a conflict_resolution_strategy"),
        (('"conflict_resolution_strategy": "manual"',) * 2, {"Train": "zoe"}, True, "correct the pin: 'zoe' declares no Train"),
    ],
)  # fmt: skip
def test_settled_as_the_collision_rule_has_it(strategies, pins, settled, first):
    alice, bob = strategies
    [conflict] = plain_conflicts(view_of("#- alice\n" + STEP.format(alice) + "#- bob\n" + STEP.format(bob)), pins)
    assert (conflict.settled, conflict.pin) == (settled, pins.get("Train"))
    assert conflict.recommendations[0].startswith(first)


def test_they_come_in_alphabetical_order():
    steps = 'LOCAL_STEPS = {"B": {}, "a": {}, "C": {}, "A": {}}\n'
    assert names(plain_conflicts(view_of(f"#- alice\n{steps}#- bob\n{steps}"), {})) == ["A", "B", "C", "a"]
