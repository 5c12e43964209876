"""How an edit looks in the layouts that people use, and where there is no edit."""

from textwrap import dedent

import pytest

from cursus_registry.edits import entries as edit
from cursus_registry.text import Span, apply_edits
from facts.registry_text import WORKSPACE, read

STEPS = "WORKSPACE_STEPS"


def after(text, make):
    """The text after an edit of the first table; None if there is no edit."""
    facts = read(text, WORKSPACE).facts
    found = make(facts, facts.tables[STEPS])
    return apply_edits(facts.source.data, [found]).decode() if found else None


def check(before, expected, make):
    assert after(dedent(before), make) == dedent(expected)


def add(facts, table):
    return edit.insert_field(facts, table, len(table.entries) - 1, "new", 1)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ('{"A": {"x": 1}}', '{"A": {"x": 1, "new": 1}}'),
        ("{'A': {'x': 1}}", "{'A': {'x': 1, 'new': 1}}"),
        ('{"A": {"x": 1,}}', '{"A": {"x": 1, "new": 1,}}'),
        ('{"A": { "x": 1, }}', '{"A": { "x": 1, "new": 1, }}'),
        ('{"A": {}}', '{"A": {"new": 1}}'),
        ("{'A': {}}", "{'A': {'new': 1}}"),
        ('{"A": {**x}}', '{"A": {**x, "new": 1}}'),
        ('{"A": {"x": 1,\n       "y": 2}}', '{"A": {"x": 1,\n       "y": 2,\n       "new": 1}}'),
        (
            '{"A": {"x": 1, "y": 2,\n       "z": 3, "a": 4}}',
            '{"A": {"x": 1, "y": 2,\n       "z": 3, "a": 4, "new": 1}}',
        ),
        ('{"A": {\n\t"x": 1\n}}', '{"A": {\n\t"x": 1,\n\t"new": 1,\n}}'),
        ('{\r\n  "A": {\r\n  },\r\n}', '{\r\n  "A": {\r\n    "new": 1,\r\n  },\r\n}'),
        ('{"A": {\r"x": 1,  # one\r}}', '{"A": {\r"x": 1,  # one\r"new": 1,\r}}'),
        ('{"A": {\n    "x": 1  # one\n}}', '{"A": {\n    "x": 1,  # one\n    "new": 1,\n}}'),
        ('{"A": {\n    "x": 1,\n    # two\n}}', '{"A": {\n    "x": 1,\n    "new": 1,\n    # two\n}}'),
        ('{"A": {\n    # none yet\n}}', '{"A": {\n    # none yet\n    "new": 1,\n}}'),
        ('{"A": {  # none yet\n}}', '{"A": {  # none yet\n    "new": 1,\n}}'),
        ('{"A": {"x": 1  # one\n    , "y": 2\n}}', '{"A": {"x": 1  # one\n    , "y": 2, "new": 1\n}}'),
        ('{"A": make()}', None),
        ('{"A": 1}', None),
        ('{"A": {"x": 1}', '{"A": {"x": 1, "new": 1}'),
        ('{"A": {"x": 1', None),
        ('{"A": {"x" 1}}', None),
    ],
)
def test_a_field_is_written_as_the_others_are(before, expected):
    found = after(f"{STEPS} = {before}", add)
    assert found == (expected and f"{STEPS} = {expected}")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("It's", "'It\\'s'"),
        ('"', "'\"'"),
        ("a\\b\n\0\u200b🚀", "'a\\\\b\\n\\x00\\u200b🚀'"),
        (-3, "-3"),
        (["a", "b"], "['a', 'b']"),
        ([], "[]"),
    ],
)
def test_values_of_a_field(value, expected):
    found = after(f"{STEPS} = {{'A': {{}}}}", lambda facts, table: edit.insert_field(facts, table, 0, "x", value))
    assert found == f"{STEPS} = {{'A': {{'x': {expected}}}}}"


LAYOUTS = """
    WORKSPACE_STEPS = {
        # the first
        "A": {
            "x": 1,
        },  # an end

        # cursus: ignore-file[CUR2]
        # the second
        # in two lines
        "B": {"x": 1}, "C": {"x": 2},
        "D": {"x": 3}  # the last
        # behind
    }
    """


@pytest.mark.parametrize(
    ("ordinal", "gone"),
    [
        (0, '    # the first\n    "A": {\n        "x": 1,\n    },  # an end\n'),
        (1, '"B": {"x": 1}, '),
        (2, ' "C": {"x": 2},'),
        (3, '    "D": {"x": 3}  # the last\n'),
    ],
)
def test_what_goes_with_an_entry(ordinal, gone):
    before = dedent(LAYOUTS)
    assert gone in before
    found = after(before, lambda facts, table: edit.remove_entry(facts, table, ordinal))
    assert found == before.replace(gone, "")


@pytest.mark.parametrize(
    ("before", "ordinal", "expected"),
    [
        ('{ "A": {}, "B": {} }', 0, '{ "B": {} }'),
        ('{ "A": {}, "B": {} }', 1, '{ "A": {} }'),
        ('{"A": {}, "B": {},}', 1, '{"A": {},}'),
        ('{ "A": {} }', 0, "{}"),
        ('{ "A": {}, }', 0, "{}"),
        ('{\n    "A": {},\n}', 0, "{\n}"),
        ('{"A": {},\n "B": {}}', 1, '{"A": {}}'),
        ('{"A": {},  # one\n # two\n "B": {}}', 1, '{"A": {},  # one\n}'),
        ('{ "A": {}\n, "B": {}\n}', 0, '{ "B": {}\n}'),
        ('{ "A": {}\n, "B": {}\n}', 1, '{ "A": {}\n}'),
        ('{ "A": {}  # one\n, "B": {}\n}', 1, '{ "A": {}  # one\n\n}'),
        ('{"A": 1, "B": make()}', 1, '{"A": 1}'),
        ('{"A": {} "B": {}}', 0, None),
        ('{"A": {"x": }, "B": {}}', 0, None),
    ],
)
def test_an_entry_is_taken_out_of_a_shared_line(before, ordinal, expected):
    found = after(f"{STEPS} = {before}\n", lambda facts, table: edit.remove_entry(facts, table, ordinal))
    assert found == (expected and f"{STEPS} = {expected}\n")


@pytest.mark.parametrize(
    ("before", "index", "expected"),
    [
        ('["a", "b"]', 0, '["b"]'),
        ('["a", "b"]', 1, '["a"]'),
        ('["a"]', 0, "[]"),
        ("['a', 'b',]", 1, "['a',]"),
        ('[\n    "a",\n    "b",  # two\n]', 1, '[\n    "a",\n]'),
        ('("a", "b")', 0, '("b",)'),
        ('("a", "b", )', 0, '("b", )'),
        ('("a", "b")', 1, '("a",)'),
        ('("a", "b", "c")', 0, '("b", "c")'),
        ('("a",)', 0, "()"),
        ('{"a"}', 0, None),
        ('["a"]', 1, None),
        ("names", 0, None),
        ('(["a", "b"])', 1, '(["a",])'),
    ],
)
def test_an_item_is_taken_out_of_a_list(before, index, expected):
    text = f'{STEPS} = {{"A": {{"x": {before}}}}}'

    def remove(facts, table):
        return edit.remove_item(facts, table.entries[0].find("x").value_span.shifted(table.starts[0]), index)

    assert after(text, remove) == (expected and text.replace(before, expected))


def test_a_new_entry_is_indented_as_the_others_are():
    text = '{\n    "text": """one\n  two""",\n}'
    check(
        """
        WORKSPACE_STEPS = {
          "A": {}  # one
        }
        """,
        """
        WORKSPACE_STEPS = {
          "A": {},  # one
          "B": {
              "text": \"""one
          two\""",
          },
        }
        """,
        lambda facts, table: edit.insert_entry(facts, table, "B", text.replace("\n  two", "\n  two")),
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_first_entry_of_a_table(newline):
    text = f"import os{newline}{STEPS} = {{}}{newline}"
    found = after(text, lambda facts, table: edit.insert_entry(facts, table, "A", '{\n    "x": 1,\n}'))
    assert found == f'import os\n{STEPS} = {{\n    "A": {{\n        "x": 1,\n    }},\n}}\n'.replace("\n", newline)


def test_the_source_of_an_entry_stands_at_the_left_margin():
    text = dedent(LAYOUTS)
    facts = read(text, WORKSPACE).facts
    table = facts.tables[STEPS]
    assert edit.entry_source(facts, table, 0) == '{\n    "x": 1,\n}'
    assert edit.entry_block(facts, table, 0) == '# the first\n"A": {\n    "x": 1,\n},  # an end'
    assert edit.entry_block(facts, table, 3) == '"D": {"x": 3},  # the last'


@pytest.mark.parametrize(("block", "expected"), [('"A": {"x": [1, True, None]},', True), ('"A": {"x": NAME},', False)])
def test_whether_an_entry_needs_anything_else(block, expected):
    assert edit.is_self_contained(block) is expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", "LOCAL_STEPS = {}\n"),
        ('"""A page."""', '"""A page."""\n\nLOCAL_STEPS = {}\n'),
        ("import os\n\n\n", "import os\n\nLOCAL_STEPS = {}\n"),
        ("STEP_OVERRIDES = {}\nx = 1\n", "STEP_OVERRIDES = {}\n\nLOCAL_STEPS = {}\n\nx = 1\n"),
        (
            "STEP_OVERRIDES = {}  # none\n\nWORKSPACE_METADATA = {}\n",
            "STEP_OVERRIDES = {}  # none\n\nLOCAL_STEPS = {}\n\nWORKSPACE_METADATA = {}\n",
        ),
        ("STEP_OVERRIDES = {}; x = {\n}\n", "STEP_OVERRIDES = {}; x = {\n}\n\nLOCAL_STEPS = {}\n"),
        ("WORKSPACE_METADATA = {}", "WORKSPACE_METADATA = {}\n\nLOCAL_STEPS = {}\n"),
        ("STEP_OVERRIDES = x = {}\n", "STEP_OVERRIDES = x = {}\n\nLOCAL_STEPS = {}\n"),
    ],
)
def test_where_a_new_table_goes(before, expected):
    facts = read(before, WORKSPACE).facts
    assert apply_edits(facts.source.data, [edit.insert_table(facts, "LOCAL_STEPS")]).decode() == expected


@pytest.mark.parametrize(
    ("literal", "text", "expected"),
    [
        ('"a"', "b", '"b"'),
        ("'a'", "it's", "'it\\'s'"),
        ('"""a\nb"""', 'c"\n', '"""c\\"\\n"""'),
        ("r'a'", "b", "r'b'"),
        ("R'a'", "\\d", "'\\\\d'"),
        ("u'a'", "b", "u'b'"),
        ('"a"', "\ud800", '"\\ud800"'),
        ("b'a'", "b", None),
        ("f'a'", "b", None),
        ('"a" "b"', "c", None),
        ('("a")', "c", None),
        ("NAME", "c", None),
        ('"a" + NAME', "c", None),
        ('"a', "c", None),
    ],
)
def test_a_string_is_written_in_the_quotes_that_are_there(literal, text, expected):
    facts = read(f"x = {literal}", WORKSPACE).facts
    found = edit.rewrite_string(facts, Span(4, 4 + len(literal.encode())), text)
    assert found == (expected and (Span(4, 4 + len(literal.encode())), expected))


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ('{"a": 1}', "b", '{"b": 1}'),
        ("dict(a=1)", "b", "dict(b=1)"),
        ("dict(a = 1)", "b", "dict(b = 1)"),
        ("dict(a=1)", "not this", None),
        ("dict(a=1)", "class", None),
        ("{a: 1}", "b", None),
        ("(a == 1)", "b", None),
    ],
)
def test_a_key_is_renamed(key, text, expected):
    facts = read(f"x = {key}", WORKSPACE).facts
    literal = '"a"' if '"a"' in key else "a=1" if "a=1" in key else "a"
    start = facts.source.data.index(literal.encode())
    span = Span(start, start + (3 if '"' in literal else 1))
    found = edit.rename_key(facts, span, text)
    assert (apply_edits(facts.source.data, [found]).decode() if found else None) == (expected and f"x = {expected}")
