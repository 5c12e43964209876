"""A variable under another name, and several fields at once."""

import ast

import pytest

from cursus_registry.edits.entries import insert_fields, rename_variable
from cursus_registry.files import Memory
from cursus_registry.project import Project
from cursus_registry.text import apply_edits
from support.checks import registry

ALICE = registry("alice")


def facts_of(text):
    return Project(Memory({ALICE: text}), "/").load_all().facts(ALICE)


@pytest.mark.parametrize(
    ("text", "renamed"),
    [
        ("OLD = {}\n", "NEW = {}\n"),
        (
            "OLD: dict = {}\nOTHER = OLD\nprint(OLD['x'], *OLD)\n",
            "NEW: dict = {}\nOTHER = NEW\nprint(NEW['x'], *NEW)\n",
        ),
        ("OLD = {}\n__all__ = ['OLD', \"x\"]\n", "NEW = {}\n__all__ = ['NEW', \"x\"]\n"),
        ("OLD = {}\n__all__ = ('OLD',)\n__all__ += ['OLD']\n", "NEW = {}\n__all__ = ('NEW',)\n__all__ += ['NEW']\n"),
        ("OLD = {}\nx.OLD, f(OLD=OLD), 'OLD'\n# OLD\n", "NEW = {}\nx.OLD, f(OLD=NEW), 'OLD'\n# OLD\n"),
        ("OLD = {}\nOLD.update({})\ndel OLD['a']\n", "NEW = {}\nNEW.update({})\ndel NEW['a']\n"),
        ("OLD = {}\nf'{OLD} ä'\n", "NEW = {}\nf'{NEW} ä'\n"),
        ("OLD = {}\nNEW_ONE = 1\n", None),
        ("OLD = {\n", None),
    ],
)
def test_a_variable_gets_another_name(text, renamed):
    edits = rename_variable(facts_of(text), "OLD", "NEW")
    assert (None if edits is None else apply_edits(text.encode(), edits).decode()) == renamed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{}", '{"a": "1", "b": "2"}'),
        ("{'x': 1}", "{'x': 1, 'a': '1', 'b': '2'}"),
        ('{"x": 1,}', '{"x": 1, "a": "1", "b": "2",}'),
        ('{\n        "x": 1,\n    }', '{\n        "x": 1,\n        "a": "1",\n        "b": "2",\n    }'),
        ('{\n        "x": 1\n    }', '{\n        "x": 1,\n        "a": "1",\n        "b": "2",\n    }'),
        ('{\r\n\t"x": 1  # y\r\n    }', '{\r\n\t"x": 1,  # y\r\n\t"a": "1",\r\n\t"b": "2",\r\n    }'),
        ("dict(x=1)", None),
        ("load()", None),
    ],
)
def test_several_fields_are_one_edit(before, after):
    text = f'WORKSPACE_STEPS = {{\n    "A": {before},\n}}\n'
    facts = facts_of(text)
    edit = insert_fields(facts, facts.tables["WORKSPACE_STEPS"], 0, {"a": "1", "b": "2"})
    if after is None:
        assert edit is None
        return
    changed = apply_edits(text.encode(), [edit]).decode()
    assert changed == text.replace(before, after)
    ast.parse(changed)
