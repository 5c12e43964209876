"""What is told of one name in very many workspaces: four times as many are four times the work, not sixteen times."""

import pytest

from cursus_registry.features.conflicts import find_conflicts, meanings
from cursus_registry.features.registry_tree import Group, tree_steps
from cursus_registry.text import Encoding
from support.checks import CORE, open_fixture, registry
from support.work import instructions_of

FEW, MANY = 20, 80


def told_meanings(snapshot):
    [shown] = find_conflicts(snapshot, None, Encoding.UTF16)
    return lambda: list(meanings(snapshot, shown))


def told_steps(snapshot):
    return lambda: list(tree_steps(snapshot, Group.STEPS))


@pytest.mark.parametrize("prepare", [told_meanings, told_steps])
def test_one_name_in_very_many_workspaces(prepare):
    few, many = (instructions_of(prepare(declared_by(number))) for number in (FEW, MANY))
    assert many < 1.5 * (MANY / FEW) * few


def declared_by(number):
    entries = (f'#- {registry(f"w{one:03}")}\nWORKSPACE_STEPS = {{"Same": {{}}}}\n' for one in range(number))
    return open_fixture(f"{CORE}\n{''.join(entries)}").snapshot


def test_the_other_workspaces_of_a_step_are_counted_and_the_first_named():
    found = {one.row.namespace: one for one in tree_steps(declared_by(12), Group.STEPS)}
    assert {one.other_count for one in found.values()} == {11}
    assert found["w000"].others == tuple(f"w{one:03}" for one in range(1, 11))
    assert found["w011"].others == tuple(f"w{one:03}" for one in range(10))


def test_overrides_and_the_core_are_others_too():
    text = f"#- {registry('alice')}\nSTEP_OVERRIDES = {{'Package': {{}}}}\nWORKSPACE_STEPS = {{'Package': {{}}}}\n"
    snapshot = open_fixture(f"{CORE}\n{text}").snapshot
    [base] = [one for one in tree_steps(snapshot, Group.CORE) if one.row.name == "Package"]
    [own] = tree_steps(snapshot, Group.OVERRIDES)
    assert [(one.other_count, one.others) for one in (base, own)] == [(1, ("alice",)), (1, ("core",))]
