"""One broken place costs at most the entry that it is in, whatever the style of the file."""

from functools import cache

import pytest

from cursus_registry.facts.entry import Shape
from facts.registry_text import STYLES, WORKSPACE, entry_text, read, said, table_text

MANY, FEW = 200, 12
HALF_TYPED = {
    "a value begun": '"New": {"config_class": "',
    "an entry begun": '"New": {',
    "a field begun": '"New": {"config_class": ',
    "a name begun": '"New',
    "a stray word": "word",
    "two stray words": "stray word",
    "a name and a colon": '"New":',
    "a call begun": '"New": make(',
    "a quote": '"',
    "three quotes": '"""',
    "a list begun": '"New": {"job_types": ["training", ',
    "a stray bracket": "]",
    "a stray number": "7",
    "an operator": "**",
}
"""Text that a person is about to write in front of an entry; there is no entry yet, or only `New`."""

DAMAGES = {
    "no comma between entries": lambda entry: "".join(entry.rsplit(",", 1)),
    "no comma between fields": lambda entry: entry.replace('StepBuilder",', 'StepBuilder"'),
    "no colon after the name": lambda entry: entry.replace('": {', '" {', 1),
    "no bracket after the name": lambda entry: entry.replace("{", "", 1),
    "no colon after a field": lambda entry: entry.replace('"spec_type":', '"spec_type"'),
    "one bracket too many": lambda entry: "}},".join(entry.rsplit("},", 1)),
    "no closing bracket": lambda entry: "".join(entry.rsplit("},", 1)),
    "a list that is not closed": lambda entry: entry.replace('"validation"]', '"validation"'),
    "a string that is not closed": lambda entry: entry.replace('"Processing"', '"Processing'),
    "a name that is not closed": lambda entry: entry.replace('": {', ": {", 1),
    "a field without a value": lambda entry: entry.replace('"xgboost"', ""),
    "a stray word between fields": lambda entry: entry.replace('"framework"', 'word "framework"'),
    "a stray bracket": lambda entry: entry.replace('"framework"', ') "framework"'),
    "a comma too many": lambda entry: entry.replace('"xgboost",', '"xgboost",,'),
    "an expression begun": lambda entry: entry.replace('"xgboost"', "os.environ["),
    "two colons": lambda entry: entry.replace('"spec_type":', '"spec_type"::'),
}
"""An entry spoilt."""

AROUND = '''"""How to write one:

STEP_NAMES = {
    "Example": {
        "config_class": "ExampleConfig",
    },
}
"""
import os

'''


def entries_of(style, count=FEW):
    return [entry_text(style, number) for number in range(count)]


@cache
def clean(style, count=FEW, newline="\n"):
    text = f"{AROUND}STEP_NAMES = {table_text(style, entries_of(style, count))}"
    return read(text.replace("\n", newline)).facts.table("STEP_NAMES").entries


def broken(style, entries, newline="\n"):
    text = f"{AROUND}STEP_NAMES = {table_text(style, entries)}"
    return read(text.replace("\n", newline).encode())


def check_one_fault(found, expected, damaged=None):
    """All other entries as in the clean text, no name that is none, and one syntax error."""
    table = found.facts.table("STEP_NAMES")
    kept = [entry for entry in table.entries if entry.name != "New"]
    names = [entry.name for entry in kept]
    wanted = [entry.name for at, entry in enumerate(expected) if at != damaged]
    assert [name for name in names if damaged is None or name != expected[damaged].name] == wanted
    for entry in kept:
        number = int(entry.name.removeprefix("Step"))
        if number != damaged:
            assert entry == expected[number]
            assert entry.places == expected[number].places
    [problem] = [problem for problem in found.facts.problems if problem.code == "CUR001"]
    assert found.facts.broken
    for at, entry in enumerate(table.entries):
        assert found.facts.source.slice(table.name_span(at)).strip("\"'") == entry.name
    return problem


def line_of(found, text):
    return found.facts.source.line_at(found.facts.source.data.index(text.encode()))


def type_before(entries, at, typed, style):
    """Half-typed text on a line of its own in front of an entry, or on the one line that there is."""
    entries[at] = f"{typed} {entries[at]}" if style == "one line" else f"    {typed}\n{entries[at]}"


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("typed", HALF_TYPED.values(), ids=HALF_TYPED)
def test_half_typed(typed, style):
    entries = entries_of(style, MANY)
    type_before(entries, 100, typed, style)
    found = broken(style, entries)
    problem = check_one_fault(found, clean(style, MANY), 100 if style == "one line" else None)
    if style != "one line":
        line = found.facts.source.line_at(problem.span.start)
        assert abs(line - line_of(found, '"Step100"')) <= 1 + (style == "multi-line")
    known = {entry.name for entry in found.facts.table("STEP_NAMES").entries}
    assert "New" not in known or typed.startswith(('"New": {', '"New": make'))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_an_entry_is_damaged(damage, style):
    entries = entries_of(style, MANY)
    spoilt = damage(entries[100])
    assert spoilt != entries[100]
    entries[100] = spoilt
    found = broken(style, entries)
    problem = check_one_fault(found, clean(style, MANY), 100)
    if style != "one line":
        first, last = line_of(found, "Step100"), line_of(found, "Step101")
        assert first <= found.facts.source.line_at(problem.span.start) <= last


@pytest.mark.parametrize("newline", ["\r\n", "\r"], ids=["crlf", "cr"])
@pytest.mark.parametrize("at", [0, 1, 5, FEW - 2, FEW - 1])
@pytest.mark.parametrize("style", STYLES)
def test_wherever_the_fault_is(style, at, newline):
    expected = clean(style, newline=newline)
    at_the_end = {"no comma between entries", "one bracket too many"}  # are another matter behind the last entry
    for what, damage in DAMAGES.items():
        if at < FEW - 1 or what not in at_the_end:
            entries = entries_of(style)
            entries[at] = damage(entries[at])
            check_one_fault(broken(style, entries, newline), expected, at)
    for typed in HALF_TYPED.values():
        entries = entries_of(style)
        type_before(entries, at, typed, style)
        check_one_fault(broken(style, entries, newline), expected, at if style == "one line" else None)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("typed", HALF_TYPED.values(), ids=HALF_TYPED)
def test_half_typed_behind_the_last_entry(typed, style):
    check_one_fault(broken(style, [*entries_of(style), typed, "\n"]), clean(style))


@pytest.mark.parametrize("rest", ["", "\nimport sys\n", "\nX = {'a': 1}\n\n\ndef f():\n    return {}\n"])
@pytest.mark.parametrize("style", STYLES)
def test_the_table_is_not_closed(style, rest):
    text = f"{AROUND}STEP_NAMES = {table_text(style, entries_of(style)).rstrip().removesuffix('}')}\n{rest}"
    check_one_fault(read(text), clean(style))


@pytest.mark.parametrize("style", STYLES)
def test_one_bracket_too_many_at_the_end(style):
    text = f"{AROUND}STEP_NAMES = {table_text(style, entries_of(style))}}}\n"
    check_one_fault(read(text), clean(style))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("stray", ["word\n", '"New\n', "}\n", ")\n", "7\n", "'''\n"])
def test_stray_text_at_the_left_margin(stray, style):
    if style == "one line":
        stray = f"\n{stray}"
    entries = entries_of(style)
    entries[5] = stray + entries[5]
    check_one_fault(broken(style, entries), clean(style))


@pytest.mark.parametrize("fault", ["def f(:\n    pass\n", "x = (\n", "$\n", "x = 'abc\n", "if x\n    y = 1\n"])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_the_fault_is_outside_of_the_table(before, style, fault):
    table = f"STEP_NAMES = {table_text(style, entries_of(style))}"
    found = read(f"{fault}{table}" if before else f"{table}{fault}")
    problem = check_one_fault(found, clean(style))
    line = found.facts.source.line_at(problem.span.start)
    assert line <= 1 if before else line >= table.count("\n")
    assert found.facts.table("STEP_NAMES").complete


METADATA = 'WORKSPACE_METADATA = {\n    "developer_id": "alice",\n    "version": "1",\n}\n'
OVERRIDES = 'STEP_OVERRIDES: dict = {\n    "Package": {"priority": 10},\n}\n'


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("fault", [*HALF_TYPED, *DAMAGES])
def test_what_stands_behind_a_broken_table_stays_known(fault, style):
    entries = [entry_text(style, number) for number in range(3)]
    blank = " " if style == "one line" else "\n"
    entries[2] = DAMAGES[fault](entries[2]) if fault in DAMAGES else f"{entries[2]}{HALF_TYPED[fault]}{blank}"
    whole = read(f"{OVERRIDES}{METADATA}", WORKSPACE).facts
    facts = read(f"WORKSPACE_STEPS = {table_text(style, entries)}{OVERRIDES}{METADATA}", WORKSPACE).facts
    assert facts.table("STEP_OVERRIDES") == whole.table("STEP_OVERRIDES")
    assert facts.table("WORKSPACE_METADATA").entries == whole.table("WORKSPACE_METADATA").entries
    assert {entry.name for entry in facts.table("WORKSPACE_STEPS").entries} <= {"Step0", "Step1", "Step2", "New"}


def test_broken_metadata_keeps_what_is_whole():
    facts = read(
        f'{OVERRIDES}WORKSPACE_METADATA = {{\n    "developer_id": "alice",\n    "version": \n}}\n', WORKSPACE
    ).facts
    assert facts.table("WORKSPACE_METADATA").entries[0].as_dict() == {"developer_id": "alice"}
    assert facts.table("STEP_OVERRIDES").complete
    assert [problem.code for problem in facts.problems] == ["CUR001"]


@pytest.mark.parametrize(
    ("text", "names", "complete"),
    [
        ('{\n    "A": {},\n    **load(),\n    "B": {},\n}\nx = (\n', ["A", "B"], False),
        ('{\n    **load(),\n    "B": {},\n}\nx = (\n', ["B"], False),
        ('{\n    **load(),\n    "B": {\n}\n', ["B"], False),
        ('{\n    "A": {},\n    **load(),\n    "B": {\n}\n', ["A", "B"], False),
        ('{\n    load(): {},\n    "B": {\n}\n', ["B"], False),
        ('{\n    # "A": {},\n    "B": {\n}\n', ["B"], True),
        ('{\n    "A": load(),\n    "B": {\n}\n', ["A", "B"], True),
        ('{\n    "A": {},\n    "B\n}\n', ["A"], False),
        ("{\n    # nothing yet\n}\nx = (\n", [], True),
        ("{\n    **load()\n}\nx = (\n", [], False),
    ],
)
def test_what_a_fault_may_hide(text, names, complete):
    table = read(f"STEP_NAMES = {text}").facts.table("STEP_NAMES")
    assert [entry.name for entry in table.entries] == names
    assert table.complete is complete


@pytest.mark.parametrize(
    "entry",
    [
        '"A": make(),',
        '"A": 7,',
        '"A": {"x": load(), **more()},',
        "**more(),",
        '7: {"x": 1},',
        'f"{a}": {"x": 1},',
        '"A": {"x": 1} if a else {},',
        '"A": {"x": "a" "b"\n        "c"},',
        '"A": {"x": """\n"Inner": {\n"""},',
    ],
)
def test_what_is_no_fault_is_read_as_in_a_whole_text(entry):
    whole = read(f'STEP_NAMES = {{\n    {entry}\n    "B": {{}},\n    "C": {{}},\n}}\n').facts
    broken = read(f'STEP_NAMES = {{\n    {entry}\n    "B": {{}},\n    "C": {{}}\n    word\n}}\n').facts
    assert broken.table("STEP_NAMES").entries == whole.table("STEP_NAMES").entries
    assert [problem for problem in broken.problems if problem.code != "CUR001"] == list(whole.problems)
    assert sum(problem.code == "CUR001" for problem in broken.problems) == 1


def test_a_damaged_entry_keeps_the_fields_that_are_whole():
    text = 'STEP_NAMES = {\n    "A": {"x": "1", "y": , "z": ["2"], "w": "3\n    },\n    "B": {},\n}\n'
    [damaged, whole] = read(text).facts.table("STEP_NAMES").entries
    assert damaged.shape is Shape.DAMAGED
    assert not damaged.complete
    assert list(damaged.as_dict())[:1] == ["x"]
    assert "z" in damaged.fields
    assert whole.complete


def test_said_sees_places():
    assert said("STEP_NAMES = {}\n") != said("\nSTEP_NAMES = {}\n")


@pytest.mark.parametrize("end", ["", " ", "\n", " =", "[", "."])
def test_a_text_ends_with_the_name_of_a_table(end):
    found = read(f'STEP_OVERRIDES = {{"A": {{}}}}\nx = (]\nWORKSPACE_STEPS{end}', WORKSPACE).facts
    assert [entry.name for entry in found.tables["STEP_OVERRIDES"].entries] == ["A"]
