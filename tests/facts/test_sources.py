"""What component files bind besides classes, and which tables the framework's own code reads."""

import pytest

from cursus_registry.facts.bound_names import read_bound_names
from cursus_registry.facts.table_reads import read_table_names
from cursus_registry.syntax.python import parse_python


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Alpha = Beta", ("Alpha",)),
        ("Alpha: type = Beta", ("Alpha",)),
        ("if x:\n    class Alpha(Base): pass", ("Alpha",)),
        ("from a.b import Alpha, Beta as Gamma, delta", ("Alpha", "Beta", "Gamma")),
        ("from .a import (\n    Alpha,  # first\n    Beta,\n)\n", ("Alpha", "Beta")),
        ("from .a import (Alpha", ()),
        ("x = 1\rAlpha = 2\r", ("Alpha",)),
        ("class Alpha: pass", ()),
        ("Alpha == Beta", ()),
        ("Alpha.beta = Gamma", ()),
        ("f(Alpha=1)", ()),
        ("import Alpha", ()),
        ("# Alpha = 1", ()),
        ("", ()),
    ],
)
def test_bound_names(text, names):
    assert read_bound_names(text.encode()) == names


def test_bound_names_of_long_lines():
    """A line that never becomes a statement is not looked at again and again."""
    for line in ("from " * 200_000, "A" * 1_000_000, "from a import " + "(" * 500_000, " " * 1_000_000 + "x"):
        assert read_bound_names(line.encode()) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('getattr(module, "LOCAL_STEPS", {})', ["LOCAL_STEPS"]),
        ("hasattr(module, 'WORKSPACE_STEPS')", ["WORKSPACE_STEPS"]),
        ("module.LOCAL_STEPS", ["LOCAL_STEPS"]),
        ("x = module .  LOCAL_STEPS", ["LOCAL_STEPS"]),
        ('vars(module)["LOCAL_STEPS"]', ["LOCAL_STEPS"]),
        ("for name in ('WORKSPACE_STEPS', 'LOCAL_STEPS'): pass", ["LOCAL_STEPS", "WORKSPACE_STEPS"]),
        ("from x import LOCAL_STEPS as a, WORKSPACE_STEPS as b", ["LOCAL_STEPS", "WORKSPACE_STEPS"]),
        ("module.LOCAL_STEPS = {}", []),
        ("LOCAL_STEPS = {}", []),
        ('"LOCAL_STEPS = {}"', []),
        ("# module.LOCAL_STEPS", []),
        ("f'{LOCAL_STEPS}'", []),
    ],
)
def test_table_names(text, names):
    parsed = parse_python(text.encode())
    assert list(read_table_names(parsed.root, parsed.data)) == names
