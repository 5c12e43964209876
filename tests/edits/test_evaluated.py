"""Tables put together by spreads, unions, calls, constants and statements: an edit does just what was asked, or is none."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cursus_registry.edits import entries as edit
from cursus_registry.facts.values import ListValue
from cursus_registry.text import apply_edits
from facts.registry_text import WORKSPACE, read

STEPS = "WORKSPACE_STEPS"
CONSTANTS = """KEY = "K"
TEXT = "text"
ITEMS = ["one", "two"]
ENTRY = {"x": "first", "y": TEXT}
COMMON = {"M": {"x": "common"}, "N": ENTRY}
"""
_VALUES = st.sampled_from(
    ['"a"', "TEXT", '"a" "b"', '("a")', 'TEXT + "b"', '["i", "j"]', '["i", *ITEMS]', "ITEMS", "1", "make()"]
)
_FIELD_NAMES = st.sampled_from(["x", "y", "z"])
_FIELDS = st.lists(st.tuples(_FIELD_NAMES, _VALUES), max_size=3, unique_by=lambda pair: pair[0])
_DISPLAY = _FIELDS.map(lambda fields: "{" + ", ".join(f'"{name}": {value}' for name, value in fields) + "}")
_CALL = _FIELDS.map(lambda fields: "dict(" + ", ".join(f"{name}={value}" for name, value in fields) + ")")
_SPREAD = _DISPLAY.map(lambda text: f"{{**ENTRY, {text[1:]}")
_UNION = _DISPLAY.map(lambda text: f"ENTRY | {text}")
_DICTIONARIES = st.one_of(
    _DISPLAY, _DISPLAY, _CALL, _SPREAD, _UNION, st.sampled_from(["ENTRY", "make()", "dict(ENTRY, z=1)"])
)
_NAMES = st.sampled_from(['"A"', '"B"', '"C"', "KEY", '"M"'])
_ITEMS = st.one_of(*[st.builds("{}: {}".format, _NAMES, _DICTIONARIES)] * 4, st.sampled_from(["**COMMON", "**more()"]))
_ITEM_LISTS = st.lists(_ITEMS, max_size=3)
_TABLE = _ITEM_LISTS.map(lambda items: "{" + ", ".join(items) + "}")
_KEYWORDS = st.lists(st.tuples(st.sampled_from("ABC"), _DICTIONARIES), max_size=2, unique_by=lambda pair: pair[0])
_TABLE_CALL = _KEYWORDS.map(lambda pairs: "dict(" + "".join(f"{name}={value}, " for name, value in pairs) + "**COMMON)")
_TABLES = st.one_of(
    _TABLE, _TABLE, _TABLE_CALL, st.builds("{} | COMMON | {}".format, _TABLE, _TABLE), st.just("dict(COMMON)")
)
_STATEMENTS = st.one_of(
    st.builds("{}[{}] = {}".format, st.just(STEPS), _NAMES, _DICTIONARIES),
    st.builds("{}.update({})".format, st.just(STEPS), _TABLES),
    st.builds("{}.update(A={})".format, st.just(STEPS), _DICTIONARIES),
    st.builds("{} |= {}".format, st.just(STEPS), _TABLES),
    st.builds("{}[{}][{}] = {}".format, st.just(STEPS), _NAMES, _FIELD_NAMES.map(lambda name: f'"{name}"'), _VALUES),
    st.builds("{}[{}].update({})".format, st.just(STEPS), _NAMES, _DICTIONARIES),
    st.builds("del {}[{}]".format, st.just(STEPS), _NAMES),
)
texts = st.builds(
    "{}{} = {}\n{}\nSTEP_OVERRIDES = {}\n".format,
    st.just(CONSTANTS),
    st.just(STEPS),
    _TABLES,
    st.lists(_STATEMENTS, max_size=3).map("\n".join),
    _TABLE,
)


def told(facts):
    """What the tables say: for every entry its table, its name and its fields."""
    return [
        (table.variable, entry.name, list(zip(entry.fields, entry.values, strict=True)))
        for table in facts.tables.values()
        for entry in table.entries
    ]


def targets(facts):
    """Every entry with its table, its number in it and its number among all."""
    places = [(table, at) for table in facts.tables.values() for at in range(len(table.entries))]
    return [(table, at, number) for number, (table, at) in enumerate(places)]


def after(facts, found):
    result = read(apply_edits(facts.source.data, [found]), WORKSPACE).facts
    assert not result.broken
    return told(result)


def check(facts, found, expected, lost=None):
    """If there is an edit, it leads to what is expected, but for what an entry or a field that is lost had hidden."""
    if found is not None:
        shown = apply_edits(facts.source.data, [found]).decode()
        assert without(after(facts, found), lost) == without(expected, lost), shown


def without(said, lost):
    """What is said, but for the entries of a name in a table, or for the fields of a name in such an entry."""
    if lost is None:
        return said
    variable, name, field = lost
    if field is None:
        return [entry for entry in said if entry[:2] != (variable, name)]
    same = [entry[:2] == (variable, name) for entry in said]
    return [
        (*entry[:2], [pair for pair in entry[2] if pair[0] != field] if hit else entry[2])
        for entry, hit in zip(said, same, strict=True)
    ]


def replaced(said, number, entry):
    return [*said[:number], *([entry] if entry else []), *said[number + 1 :]]


@settings(max_examples=200, deadline=None)
@given(texts)
def test_strings_and_keys(text):
    facts = read(text, WORKSPACE).facts
    said = told(facts)
    for table, at, number in targets(facts):
        variable, name, fields = said[number]
        found = edit.rename_key(facts, table.name_span(at), "New")
        if not is_shared(facts, table, at):
            check(facts, found, replaced(said, number, (variable, "New", fields)), (variable, name, None))
        for index, field in enumerate(table.entries[at].items()):
            key, value = field.key_span.shifted(table.starts[at]), field.value_span.shifted(table.starts[at])
            other = (variable, name, [*fields[:index], ("new", fields[index][1]), *fields[index + 1 :]])
            if not is_shared(facts, table, at):
                found = edit.rename_key(facts, key, "new")
                check(facts, found, replaced(said, number, other), (variable, name, fields[index][0]))
                other = (variable, name, [*fields[:index], (fields[index][0], "new"), *fields[index + 1 :]])
                check(facts, edit.rewrite_string(facts, value, "new"), replaced(said, number, other))


def is_shared(facts, table, at):
    """Whether an entry stands in a constant: the string there is the one that is meant, wherever it is used."""
    return table.starts[at] < facts.source.data.index(STEPS.encode())


@settings(max_examples=200, deadline=None)
@given(texts)
def test_fields(text):
    facts = read(text, WORKSPACE).facts
    said = told(facts)
    for table, at, number in targets(facts):
        variable, name, fields = said[number]
        found = edit.insert_field(facts, table, at, "new", 1)
        check(facts, found, replaced(said, number, (variable, name, [*fields, ("new", 1)])))
        for index, field in enumerate(table.entries[at].items()):
            found = edit.remove_field(facts, table, at, index)
            left = (variable, name, fields[:index] + fields[index + 1 :])
            check(facts, found, replaced(said, number, left), (variable, name, field.name))
            if isinstance(field.value, ListValue) and not is_shared(facts, table, at):
                found = edit.remove_item(facts, field.value_span.shifted(table.starts[at]), 0)
                shorter = (field.name, ListValue(field.value.kind, field.value.items[1:]))
                entry = (variable, name, [*fields[:index], shorter, *fields[index + 1 :]])
                check(facts, found, replaced(said, number, entry))


@settings(max_examples=200, deadline=None)
@given(texts)
def test_entries(text):
    facts = read(text, WORKSPACE).facts
    said = told(facts)
    for table, at, number in targets(facts):
        found = edit.remove_entry(facts, table, at)
        check(facts, found, replaced(said, number, None), (*said[number][:2], None))
    for table in facts.tables.values():
        found = edit.insert_entry(facts, table, "New", '{"x": 1}')
        if found is not None:
            new = (table.variable, "New", [("x", 1)])
            assert [entry for entry in after(facts, found) if entry != new] == said
            assert new in after(facts, found)
