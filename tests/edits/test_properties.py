"""What holds for every edit in every layout: the text parses and says just what was asked, and nothing else has moved."""

import ast
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cursus_registry.edits import entries as edit
from cursus_registry.edits.put import put_entry
from cursus_registry.facts.values import ListValue
from cursus_registry.syntax.lexer import Kind, tokens
from cursus_registry.text import SourceText, apply_edits
from facts.registry_text import WORKSPACE, read, registries

STEPS, OVERRIDES = "WORKSPACE_STEPS", "STEP_OVERRIDES"
LINE_END = re.compile(rb"\r\n|\n|\r")

_NOTES = st.sampled_from(["", "  # a note: {", " # 'quoted', \"twice\""])
_ABOVE = st.sampled_from(["", "# about it\n", "# one\n    # two\n", "\n"])
_COMMA = st.booleans()
_INDENTS = st.sampled_from(["    ", "  ", "\t"])
_LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])
_QUOTES = st.sampled_from(["'", '"'])
_FIELDS = ("description", "priority", "job_types", "note")
_VALUES = {
    "description": ["{q}Samples, {{or}} so{q}", "({q}a{q}\n{q}b{q})", '"""one\ntwo"""', "r'x'"],
    "priority": ["1", "-2"],
    "job_types": ["[]", "[{q}a{q}, {q}b{q}]", "[\n{q}a{q},  # the one\n{q}b{q}\n]", "({q}a{q},)"],
    "note": ["None", "{{{q}x{q}: [1, 2]}}"],
}


@st.composite
def tidy(draw):
    """A registry as people and formatters lay it out; one way of ending lines."""
    unit, newline = draw(_INDENTS), draw(_LINE_ENDS)
    tables = [f"{name} = {draw(_table(unit, names))}" for name, names in ((STEPS, "ABC"), (OVERRIDES, "CDE"))]
    start = draw(st.sampled_from(["", '"""A registry: {"A": {}}."""\n\n', "import os\n\n"]))
    end = draw(st.sampled_from(["", "\n", "\n# cursus: ignore-file[CUR2]\n", "\n\ndef f():\n    return 1\n"]))
    return (start + "\n\n".join(tables) + end).replace("\n", newline)


@st.composite
def _table(draw, unit, names):
    quote = draw(_QUOTES)
    some = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    items = [f"{quote}{name}{quote}: {draw(_dictionary(unit, unit * 2, quote))}" for name in some]
    return draw(_laid_out(items, "", unit))


@st.composite
def _dictionary(draw, outer, indent, quote):
    names = draw(st.lists(st.sampled_from(_FIELDS), max_size=3, unique=True))
    items = [f"{quote}{name}{quote}: {draw(st.sampled_from(_VALUES[name])).format(q=quote)}" for name in names]
    return draw(_laid_out(items, outer, indent))


@st.composite
def _laid_out(draw, items, outer, indent):
    layout = draw(st.sampled_from(["lines", "lines", "one line", "padded", "hanging", "comma first"]))
    comma = "," if draw(_COMMA) and items else ""
    if layout in {"one line", "padded"}:
        blank = " " if layout == "padded" else ""
        return f"{{{blank}{', '.join(items)}{comma}{blank}}}"
    if layout == "hanging":
        return f"{{{f',{chr(10)}{indent}'.join(items)}{comma}}}"
    if layout == "comma first":
        return "{ " + f"\n{outer}, ".join(items) + (f"\n{outer}{comma}" if comma else "") + f"\n{outer}}}"
    text = "{" + draw(_NOTES) + "\n"
    for at, item in enumerate(items):
        behind = "," if at + 1 < len(items) else comma
        text += f"{draw(_ABOVE).replace('# ', f'{indent}# ', 1)}{indent}{item}{behind}{draw(_NOTES)}\n"
    return text + draw(st.sampled_from(["", f"{indent}# the end\n"])) + f"{outer}}}"


texts = tidy() | registries
texts_of_one_kind = tidy()


def choose(data, facts, variable=STEPS):
    """A table and one of its entries; None if it has none."""
    table = facts.tables[variable]
    return table, data.draw(st.integers(0, len(table.entries) - 1)) if table.entries else None


def changed(facts, *edits):
    """The facts after some edits; the text must parse, and keep its way of ending lines."""
    source = facts.source
    after = apply_edits(source.data, edits)
    found = read(after, WORKSPACE).facts
    assert not found.broken, after.decode()
    ast.parse(after)
    kinds = set(LINE_END.findall(source.data))
    if kinds:
        assert set(LINE_END.findall(after)) <= kinds
    return found


def comments(data, start=0, end=None):
    return [data[token.start : token.end] for token in tokens(data, start, end) if token.kind is Kind.COMMENT]


def same_tables(before, after, *but):
    assert set(before.tables) | set(but) == set(after.tables) | set(but)
    for name, table in before.tables.items():
        if name not in but:
            assert after.tables[name] == table


def fields_of(entry):
    return list(zip(entry.fields, entry.values, strict=True))


def is_subsequence(few, many):
    rest = iter(many)
    return all(one in rest for one in few)


VALUES = st.text(max_size=6) | st.integers(-5, 5) | st.lists(st.text("ab'\"\\,é", max_size=3), max_size=3)


@settings(max_examples=150, deadline=None)
@given(texts, st.data(), VALUES, st.text("ab'\"é", min_size=1, max_size=5))
def test_insert_field(text, data, value, name):
    facts = read(text, WORKSPACE).facts
    table, at = choose(data, facts)
    if at is None:
        return
    found = edit.insert_field(facts, table, at, name, value)
    after = changed(facts, found)
    same_tables(facts, after, STEPS)
    new = after.tables[STEPS]
    assert new.entries[:at] + new.entries[at + 1 :] == table.entries[:at] + table.entries[at + 1 :]
    expected = ListValue("list", tuple(value)) if isinstance(value, list) else value
    assert new.entries[at].name == table.entries[at].name
    assert fields_of(new.entries[at]) == [*fields_of(table.entries[at]), (name, expected)]
    assert comments(after.source.data) == comments(facts.source.data)


@settings(max_examples=150, deadline=None)
@given(texts, st.data())
def test_remove_entry(text, data):
    facts = read(text, WORKSPACE).facts
    table, at = choose(data, facts)
    if at is None:
        return
    found = edit.remove_entry(facts, table, at)
    after = changed(facts, found)
    same_tables(facts, after, STEPS)
    assert after.tables[STEPS].entries == table.entries[:at] + table.entries[at + 1 :]
    assert_only_own_comments_went(facts, after, table.entry_span(at))


@settings(max_examples=150, deadline=None)
@given(texts, st.data())
def test_remove_field(text, data):
    facts = read(text, WORKSPACE).facts
    table, at = choose(data, facts)
    if at is None or not table.entries[at].fields:
        return
    index = data.draw(st.integers(0, len(table.entries[at].fields) - 1))
    field, start = list(table.entries[at].items())[index], table.starts[at]
    after = changed(facts, edit.remove_field(facts, table, at, index))
    same_tables(facts, after, STEPS)
    new = after.tables[STEPS].entries
    assert new[:at] + new[at + 1 :] == table.entries[:at] + table.entries[at + 1 :]
    fields = fields_of(table.entries[at])
    assert fields_of(new[at]) == fields[:index] + fields[index + 1 :]
    assert_only_own_comments_went(
        facts, after, field.key_span.shifted(start)._replace(end=field.value_span.end + start)
    )


@settings(max_examples=150, deadline=None)
@given(texts, st.data())
def test_remove_item(text, data):
    facts = read(text, WORKSPACE).facts
    lists = [
        (at, index, field)
        for at, entry in enumerate(facts.tables[STEPS].entries)
        for index, field in enumerate(entry.items())
        if isinstance(field.value, ListValue) and field.value.items
    ]
    if not lists:
        return
    at, index, field = data.draw(st.sampled_from(lists))
    table = facts.tables[STEPS]
    which = data.draw(st.integers(0, len(field.value.items) - 1))
    found = edit.remove_item(facts, field.value_span.shifted(table.starts[at]), which)
    after = changed(facts, found)
    new = fields_of(after.tables[STEPS].entries[at])
    left = field.value.items[:which] + field.value.items[which + 1 :]
    assert new[index] == (field.name, ListValue(field.value.kind, left))
    fields = fields_of(table.entries[at])
    assert new[:index] + new[index + 1 :] == fields[:index] + fields[index + 1 :]


@settings(max_examples=150, deadline=None)
@given(texts, st.data(), st.text("ABé'\"", min_size=1, max_size=4))
def test_insert_entry(text, data, name):
    facts = read(text, WORKSPACE).facts
    table, source = facts.tables[STEPS], facts.tables[OVERRIDES]
    _, at = choose(data, facts, OVERRIDES)
    copied = '{"a": 1}' if at is None else edit.entry_source(facts, source, at)
    after = changed(facts, edit.insert_entry(facts, table, name, copied))
    same_tables(facts, after, STEPS)
    *kept, new = after.tables[STEPS].entries
    assert tuple(kept) == table.entries
    assert new.name == name
    if at is not None:
        assert fields_of(new) == fields_of(source.entries[at])


@settings(max_examples=150, deadline=None)
@given(texts, st.data())
def test_move_an_entry(text, data):
    facts = read(text, WORKSPACE).facts
    table, at = choose(data, facts)
    if at is None:
        return
    block = edit.entry_block(facts, table, at)
    target = facts.tables[OVERRIDES]
    after = changed(facts, edit.insert_block(facts, target, block), edit.remove_entry(facts, table, at))
    assert after.tables[STEPS].entries == table.entries[:at] + table.entries[at + 1 :]
    assert after.tables[OVERRIDES].entries == (*target.entries, table.entries[at])


@settings(max_examples=150, deadline=None)
@given(texts_of_one_kind, st.data())
def test_a_moved_entry_takes_its_comments_along(text, data):
    facts = read(text, WORKSPACE).facts
    table, at = choose(data, facts)
    if at is None:
        return
    block = edit.entry_block(facts, table, at)
    edits = edit.insert_block(facts, facts.tables[OVERRIDES], block), edit.remove_entry(facts, table, at)
    assert sorted(comments(changed(facts, *edits).source.data)) == sorted(comments(facts.source.data))


@settings(max_examples=150, deadline=None)
@given(texts, st.data())
def test_insert_table(text, data):
    facts = read(text, WORKSPACE).facts
    _, at = choose(data, facts)
    block = edit.entry_block(facts, facts.tables[STEPS], at) if at is not None else ""
    after = changed(facts, edit.insert_table(facts, "LOCAL_STEPS", block))
    same_tables(facts, after, "LOCAL_STEPS")
    assert after.tables["LOCAL_STEPS"].entries == (() if at is None else (facts.tables[STEPS].entries[at],))
    added = comments(block.encode())
    assert sorted(comments(after.source.data)) == sorted([*comments(facts.source.data), *added])


@settings(max_examples=150, deadline=None)
@given(texts)
def test_all_entries_of_a_table_put_into_another(text):
    facts = read(text, WORKSPACE).facts
    source, target = facts.tables[OVERRIDES], facts.tables[STEPS]
    block = edit.table_block(facts, source)
    if block is None:
        assert not source.entries
        return
    after = changed(facts, edit.insert_block(facts, target, block))
    assert after.tables[STEPS].entries == target.entries + source.entries
    inside = comments(facts.source.data, source.span.start, source.span.end)
    assert sorted(comments(after.source.data)) == sorted([*comments(facts.source.data), *inside])


@settings(max_examples=150, deadline=None)
@given(texts, st.data(), st.text(max_size=6))
def test_rewrite_string(text, data, value):
    facts = read(text, WORKSPACE).facts
    strings = [
        (at, index, field)
        for at, entry in enumerate(facts.tables[STEPS].entries)
        for index, field in enumerate(entry.items())
        if isinstance(field.value, str)
    ]
    if not strings:
        return
    table = facts.tables[STEPS]
    at, index, field = data.draw(st.sampled_from(strings))
    found = edit.rewrite_string(facts, field.value_span.shifted(table.starts[at]), value)
    literal = facts.source.slice(field.value_span.shifted(table.starts[at]))
    if literal.startswith("(") or literal.endswith(' ""'):
        assert found is None, "more than one literal, or brackets"
        return
    after = changed(facts, found)
    fields = fields_of(table.entries[at])
    assert fields_of(after.tables[STEPS].entries[at]) == [
        *fields[:index],
        (field.name, value),
        *fields[index + 1 :],
    ]
    assert comments(after.source.data) == comments(facts.source.data)


@settings(max_examples=200, deadline=None)
@given(texts, st.data(), st.text(min_size=1, max_size=6))
def test_rename_key(text, data, name):
    facts = read(text, WORKSPACE).facts
    table, at = choose(data, facts)
    if at is None:
        return
    after = changed(facts, edit.rename_key(facts, table.name_span(at), name))
    names = [entry.name for entry in table.entries]
    assert [entry.name for entry in after.tables[STEPS].entries] == [*names[:at], name, *names[at + 1 :]]
    assert [fields_of(entry) for entry in after.tables[STEPS].entries] == [fields_of(one) for one in table.entries]


@settings(max_examples=150, deadline=None)
@given(texts, st.data(), st.sampled_from(['"', "{", "}", ",", "(", "'''", ":"]), st.floats(0, 1))
def test_in_a_broken_text_what_is_edited_stays_as_readable_as_it_was(text, data, fault, where):
    at = int(where * len(text))
    facts = read(text[:at] + fault + text[at:], WORKSPACE).facts
    if STEPS not in facts.tables or not facts.broken:
        return
    table, at = choose(data, facts)
    if at is None:
        return
    found = edit.rename_key(facts, table.name_span(at), "Other")
    if found is None:
        return
    after = read(apply_edits(facts.source.data, [found]), WORKSPACE).facts
    names = [entry.name for entry in table.entries]
    assert [entry.name for entry in after.tables[STEPS].entries] == [*names[:at], "Other", *names[at + 1 :]]


def assert_only_own_comments_went(before, after, span):
    """Gone are at most the comments inside a stretch, on its lines, and on the lines directly above."""
    data = before.source.data
    source = SourceText(data)
    first = source.line_at(span.start)
    while first and source.slice(source.line_span(first - 1)).strip().startswith("#"):
        first -= 1
    last = source.line_span(source.line_at(span.end)).end
    comma = next(token for token in tokens(data, span.end) if token.kind in {Kind.COMMA, Kind.CLOSE})
    start, end = source.line_span(first).start, max(last, comma.end)
    elsewhere = comments(data, 0, start) + comments(data, end)
    assert is_subsequence(elsewhere, comments(after.source.data))
    assert is_subsequence(comments(after.source.data), comments(data))


@pytest.mark.parametrize("text", ["", "# nothing here", '"""A page."""\n'])
def test_a_table_in_a_file_that_has_none(text):
    facts = read(text, WORKSPACE).facts
    after = changed(facts, edit.insert_table(facts, "LOCAL_STEPS"))
    assert after.tables["LOCAL_STEPS"].entries == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
NEW_FIELDS = st.dictionaries(st.sampled_from(_FIELDS) | st.text("ab'\"é", min_size=1, max_size=4), JSON, max_size=5)


@settings(max_examples=150, deadline=None)
@given(texts, st.data(), st.sampled_from([STEPS, OVERRIDES, "LOCAL_STEPS"]), NEW_FIELDS)
def test_put_an_entry(text, data, variable, fields):
    """Whatever stood there: the entry is there and equal, in its old place; nothing else has changed."""
    facts = read(text, WORKSPACE).facts
    table = facts.table(variable)
    known = [entry.name for entry in table.entries] if table else []
    name = data.draw(st.sampled_from([*known, "New"]))
    source = put_entry(facts, (variable,), name, fields)
    if source is None:
        assert facts.broken or any(entry.problems for entry in table.entries) or len(set(known)) < len(known)
        return
    after = read(source.data, WORKSPACE).facts
    assert not after.broken
    ast.parse(source.data)
    same_tables(facts, after, variable)
    found = after.tables[variable]
    names = [entry.name for entry in found.entries]
    assert names == (known if name in known else [*known, name])
    at = len(names) - 1 - names[::-1].index(name)
    assert ast.literal_eval(edit.entry_source(after, found, at)) == fields
    if table:
        old = [entry for entry in table.entries if entry.name != name]
        assert [entry for entry in found.entries if entry.name != name] == old
    kinds = set(LINE_END.findall(facts.source.data))
    assert set(LINE_END.findall(source.data)) <= (kinds or {b"\n"})


@settings(max_examples=150, deadline=None)
@given(texts_of_one_kind, st.data())
def test_an_entry_that_says_the_same_is_left_as_it_is(text, data):
    facts = read(text, WORKSPACE).facts
    table, at = choose(data, facts)
    if at is None:
        return
    fields = ast.literal_eval(edit.entry_source(facts, table, at))
    assert put_entry(facts, (STEPS,), table.entries[at].name, fields) == facts.source
    more = put_entry(facts, (STEPS,), table.entries[at].name, {**fields, "more": 1})
    assert comments(more.data) == comments(facts.source.data)
