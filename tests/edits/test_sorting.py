"""Sorting a table, in every layout: the same entries by name, the same comments, and nothing else has moved."""

from collections import Counter

import pytest
from hypothesis import given, settings

from cursus_registry.edits.entries import sort_entries
from cursus_registry.syntax.lexer import Kind, tokens
from cursus_registry.text import apply_edits
from edits.test_properties import OVERRIDES, STEPS, changed, texts
from facts.registry_text import WORKSPACE, read


def comments(data):
    return Counter(data[token.start : token.end] for token in tokens(data) if token.kind is Kind.COMMENT)


def keys(table):
    return [(entry.name.casefold(), entry.name) for entry in table.entries]


@settings(max_examples=200, deadline=None)
@given(texts)
def test_sorting_moves_entries_and_nothing_else(text):
    facts = read(text, WORKSPACE).facts
    for variable in {STEPS, OVERRIDES} & set(facts.tables):
        table = facts.tables[variable]
        edits = sort_entries(facts, table)
        if not edits:
            continue
        after = changed(facts, *edits)
        assert keys(after.tables[variable]) == sorted(keys(table))
        assert sorted(after.tables[variable].entries, key=repr) == sorted(table.entries, key=repr)
        assert {**after.tables, variable: None} == {**facts.tables, variable: None}
        assert comments(after.source.data) == comments(facts.source.data)


@pytest.mark.parametrize(
    "table",
    [
        '{"B": {}, "A": {}, "B": {"priority": 1}}',
        '{\n    "B": {},\n\n    # --- part ---\n\n    "A": {},  # a\n}',
        "{'B': {}\n, 'A': {}\n}",
    ],
)
def test_the_later_of_two_stays_the_later(table):
    facts = read(f"{STEPS} = {table}\n".encode(), WORKSPACE).facts
    edits = sort_entries(facts, facts.tables[STEPS])
    assert edits
    after = read(apply_edits(facts.source.data, edits), WORKSPACE).facts.tables[STEPS]
    assert [entry.name for entry in after.entries] == sorted(entry.name for entry in facts.tables[STEPS].entries)
    assert after.entries[-1] == max(facts.tables[STEPS].entries, key=lambda entry: (entry.name, len(entry.fields)))
