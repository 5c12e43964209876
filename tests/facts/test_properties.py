"""What holds for every text: an edit gives what a cold start gives, a fault elsewhere changes nothing, nothing raises."""

import random
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cursus_registry.facts import read_entry
from cursus_registry.facts.read import read_file
from cursus_registry.facts.read_items import JOINED
from cursus_registry.files import Memory
from facts.registry_text import CORE, WORKSPACE, read, registries, said

TOKENS = [
    '"',
    "'",
    '"""',
    "{",
    "}",
    "[",
    ")",
    ",",
    ":",
    "\n",
    "\r",
    "\r\n",
    "    ",
    "\\",
    "#",
    "**a",
    "=",
    "x",
    "é",
    "\0",
]
TOKENS += [
    '"New": {',
    '"A": {},',
    "WORKSPACE_STEPS = {",
    "STEP_OVERRIDES = WORKSPACE_STEPS\n",
    "f'{x}'",
    "if x:\n",
    "+",
    "lambda: 0",
]
TABLES = ("WORKSPACE_STEPS", "STEP_OVERRIDES")
positions = st.floats(0, 1, exclude_max=True)
edits = st.lists(st.tuples(positions, st.integers(0, 15), st.sampled_from(["", *TOKENS])), min_size=1, max_size=8)


def edited(text, where, removed, added):
    at = int(where * (len(text) + 1))
    return text[:at] + added + text[at + removed :]


@settings(max_examples=200, deadline=None)
@given(registries, edits)
def test_after_any_edits_a_text_says_what_it_says_on_a_cold_start(text, changes):
    previous = read(text, WORKSPACE)
    for change in changes:
        text = edited(text, *change)
        assert said(text, WORKSPACE, previous) == said(text, WORKSPACE)
        previous = read(text, WORKSPACE, previous)


@settings(max_examples=200, deadline=None)
@given(registries, edits)
def test_the_quick_way_of_reading_says_the_same(text, changes):
    texts = [text, edited(text, *changes[0])]
    quick = [said(text, WORKSPACE) for text in texts]
    with mock.patch.object(read_entry, "read_plain_fields", return_value=None):
        assert quick == [said(text, WORKSPACE) for text in texts]


@pytest.mark.parametrize("place", range(4))
def test_a_comment_that_is_broken(place):
    text = 'STEP_NAMES = {  # 0{\n    "A": {}  # 1{\n    ,  # 2{\n    "B": {}  # 3{\n}\n'
    broken = text.replace(str(place), "\0")
    assert said(broken, CORE, read(text)) == said(broken)
    assert [entry.name for entry in read(broken).facts.table("STEP_NAMES").entries] == ["A", "B"]


@settings(max_examples=200, deadline=None)
@given(registries, st.sampled_from(["\nx = (\n", "\n$\n", "\ndef f(:\n    pass\n", "\nx = 'abc\n", "\n)\n"]))
def test_a_fault_behind_the_tables_changes_no_entry(text, fault):
    whole, broken = read(text, WORKSPACE).facts, read(text + fault, WORKSPACE).facts
    assert not whole.broken
    assert broken.broken
    for name in TABLES:
        assert broken.tables[name] == whole.tables[name]
        assert broken.tables[name].starts == whole.tables[name].starts
        assert [entry.places for entry in broken.tables[name].entries] == [
            entry.places for entry in whole.tables[name].entries
        ]
    assert broken.tables["WORKSPACE_METADATA"].entries == whole.tables["WORKSPACE_METADATA"].entries
    assert [problem for problem in broken.problems if problem.code != "CUR001"] == list(whole.problems)


def check_places(data, place):
    """Every span is inside of the text, and what it marks is what it is said to be."""
    facts = read(data, place).facts
    size = len(facts.source.data)
    for table in facts.tables.values():
        spans = [table.span, table.variable_span]
        for at, entry in enumerate(table.entries):
            start = table.starts[at]
            spans += [table.name_span(at), table.entry_span(at), entry.value_span.shifted(start)]
            for field in entry.items():
                spans += [field.key_span.shifted(start), field.value_span.shifted(start)]
                assert table.entry_span(at).contains(field.value_span.shifted(start).end)
        assert all(0 <= span.start <= span.end <= size for span in spans)
        assert list(table.starts) == sorted(table.starts)
    for problem in facts.problems:
        assert 0 <= problem.span.start <= problem.span.end <= size
    faults = [problem.message for problem in facts.problems if problem.code == "CUR001"]
    assert bool(faults) if facts.broken else set(faults) <= {JOINED}, "a joined name is the one fault that parses"
    return facts


@settings(max_examples=200, deadline=None)
@given(registries, edits)
def test_every_place_is_in_the_text(text, changes):
    for change in changes:
        text = edited(text, *change)
    check_places(text, WORKSPACE)


@settings(max_examples=150, deadline=None)
@given(registries, st.lists(st.tuples(positions, st.integers(0, 5), st.binary(max_size=4)), min_size=1, max_size=8))
def test_whatever_bytes_stand_in_a_registry(text, changes):
    data = text.encode()
    for where, removed, added in changes:
        at = int(where * (len(data) + 1))
        data = data[:at] + added + data[at + removed :]
    files = Memory({"/registry.py": data})
    found = read_file(files, "/registry.py", WORKSPACE)
    assert found.facts.readable or [problem.code for problem in found.facts.problems] == ["CUR007"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["STEP_NAMES", " = ", "{", "}", *TOKENS]), max_size=30).map("".join) | st.text(max_size=40)
)
@example("STEP_NAMES = {\ud800'\udfff': {}}")
@example("STEP_NAMES = {'\0': {'\0': '\\0'}}")
@example("STEP_NAMES = {'A': {'x': 1e999, 'y': 9" + "9" * 5000 + "}}")
def test_any_text_can_be_read(text):
    check_places(text, CORE)


@pytest.mark.parametrize(
    "text",
    [
        "STEP_NAMES = " + "[" * 5000,
        "STEP_NAMES = {'A': {'x': " + "(" * 5000,
        "STEP_NAMES = " + "{'a': " * 5000,
        "STEP_NAMES = " + "a = " * 5000 + "{}\n",
        "STEP_NAMES" + ".a" * 5000 + " = {}\n",
        "STEP_NAMES" + "[0]" * 5000 + " = {}\n",
        "STEP_NAMES.update(" * 3000 + ")" * 3000,
        "STEP_NAMES = {'A': {'x': " + "-" * 5000 + "1}}",
        "STEP_NAMES = {'A': {'x': " + "not " * 5000 + "1}}",
        "STEP_NAMES = {'A': {'x': " + "'a' + " * 5000 + "'b'}}",
        "STEP_NAMES = {'A': {'x': " + "'a' " * 5000 + "}}",
        "STEP_NAMES = {}\n"
        + "".join(" " * depth + "if x:\n" for depth in range(1500))
        + " " * 1500
        + "STEP_NAMES['A'] = {}\n",
        "STEP_NAMES = {}\nif x:\n    pass\n" + "elif x:\n    pass\n" * 3000,
        "STEP_NAMES = {'A': {}}\nx = " + "lambda: " * 5000 + "0\n",
        "STEP_NAMES = {'A': {}}\nx = f'" + "{f'" * 2000 + "'}" * 2000 + "'\n",
        "STEP_NAMES = {\n" + '"New": {\n' * 3000,
        "STEP_NAMES = {\n" + "    '''\n" * 3000,
        "# cursus: ignore[" * 30_000,
        "#" * 200_000,
        "# noqa" + " " * 200_000,
        "# noqa: " + "CUR1, " * 5000 + "!",
    ],
    ids=lambda text: f"{text[:30]!r} and so on",
)
def test_no_depth_and_no_length_is_too_much(text):
    check_places(text, CORE)


def test_many_faults_at_once():
    words = random.Random(1)
    for _ in range(30):
        text = (
            "STEP_NAMES = {\n"
            + "".join(f"    {words.choice(TOKENS)} {words.choice(TOKENS)}\n" for _ in range(60))
            + "}\n"
        )
        check_places(text, CORE)
