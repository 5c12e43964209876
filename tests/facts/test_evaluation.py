"""What a registry says by spreads, unions, calls of `dict`, constants and later statements, none of them run."""

import pytest

from cursus_registry.facts.entry import Shape
from cursus_registry.facts.values import UNKNOWN, ListValue, Reference, Spread
from cursus_registry.layout import FileKind, Place
from facts.registry_text import CORE, WORKSPACE, read

METADATA = "WORKSPACE_METADATA"


def facts_of(text, place=WORKSPACE):
    return read(text, place).facts


def entries(facts, variable="WORKSPACE_STEPS"):
    return {entry.name: entry.as_dict() for entry in facts.table(variable).entries}


def problems(facts):
    return [(problem.code, facts.source.slice(problem.span)) for problem in facts.problems]


@pytest.mark.parametrize(
    ("before", "written", "value"),
    [
        ('X = "a"', "X", "a"),
        ('X: Final[str] = "a"', "X", "a"),
        ('X = Y = "a"', "Y", "a"),
        ('Y = "a"\nX = Y', "X", "a"),
        ('X = "a"', 'X + "b"', "ab"),
        ('X = "a"', '"b" + X + "c" + X', "bacb"[:0] + "baca"),
        ('X = "a"', '["b", X]', ListValue("list", ("b", "a"))),
        ('X = ["a", "b"]', "X", ListValue("list", ("a", "b"))),
        ('X = ["a"]', '[*X, "b"]', ListValue("list", ("a", "b"))),
        ('X = ["a"]', 'X + ["b"]', ListValue("list", ("a", "b"))),
        ('X = ["a"]\nX += ["b"]', "X", ListValue("list", ("a", "b"))),
        ('X = "a"\nX += "b"', "X", "ab"),
        ("X = 5", "-X", -5),
        ("X = None", "X", None),
        ('X = "a"\nX = "b"', "X", "b"),
        ("import other", "other.X", Reference(("other.X",))),
        ("from other import X", "X", Reference(("other.X",))),
        ("from other import Y as X", "X", Reference(("other.Y",))),
        ("from . import other", "other.X", Reference(("cursus_dev.registry.other.X",))),
        ("from .other import X", "X", Reference(("cursus_dev.registry.other.X",))),
        ("from a import *\nfrom b import *", "X", Reference(("b.X", "a.X"))),
        ("from other import X", "[X]", ListValue("list", (Reference(("other.X",)),))),
        ("from other import X", "[*X]", ListValue("list", (Spread(Reference(("other.X",))),))),
    ],
)
def test_a_constant(before, written, value):
    place = Place(FileKind.WORKSPACE, "alice", "cursus_dev/registry/workspace_registry.py")
    facts = facts_of(f'{before}\nWORKSPACE_STEPS = {{"A": {{"x": {written}, "y": 1}}}}\n', place)
    assert entries(facts) == {"A": {"x": value, "y": 1}}
    assert problems(facts) == []


@pytest.mark.parametrize(
    ("before", "written"),
    [
        ("", "X"),
        ("X = load()", "X"),
        ('if y:\n    X = "a"', "X"),
        ('try:\n    from a import X\nexcept ImportError:\n    X = "a"', "X"),
        ("X = Y\nY = X", "X"),
        ("X = X", "X"),
        ("def X(): pass", "X"),
        ("class X: pass", "X.A"),
        ("X = 1\ndel X", "X"),
        ("X, Y = 1, 2", "X"),
        ("X = ['a']\nX.append('b')", "X"),
        ("for X in y: pass", "X"),
        ("X = {}\nX[name()] = 1", "X"),
    ],
)
def test_a_name_that_cannot_be_told(before, written):
    facts = facts_of(f'{before}\nWORKSPACE_STEPS = {{"A": {{"x": {written}, "y": 1}}}}\n')
    assert entries(facts) == {"A": {"x": UNKNOWN, "y": 1}}
    assert problems(facts) == [("CUR003", written)]


def test_a_constant_that_comes_later_is_not_there_yet():
    facts = facts_of('WORKSPACE_STEPS = {"A": {"x": X}}\nX = "a"\n')
    assert entries(facts) == {"A": {"x": UNKNOWN}}


TABLES = {
    "a spread of a table": '_T = {"A": {"x": 1}}\nWORKSPACE_STEPS = {**_T, "B": {"x": 2}}\n',
    "a spread of a display": 'WORKSPACE_STEPS = {**{"A": {"x": 1}}, "B": {"x": 2}}\n',
    "a union": '_T = {"A": {"x": 1}}\nWORKSPACE_STEPS = _T | {"B": {"x": 2}}\n',
    "a union of three": 'WORKSPACE_STEPS = {"A": {"x": 0}} | {"B": {"x": 2}} | {"A": {"x": 1}}\n',
    "a union in brackets": '_T = {"A": {"x": 1}}\nWORKSPACE_STEPS = (({"B": {"x": 2}} | _T))\n',
    "dict with names": 'WORKSPACE_STEPS = dict(A={"x": 1}, B=dict(x=2))\n',
    "dict of a table": '_T = {"A": {"x": 1}}\nWORKSPACE_STEPS = dict(_T, B={"x": 2})\n',
    "dict with a spread": '_T = {"A": {"x": 1}}\nWORKSPACE_STEPS = dict(B={"x": 2}, **_T)\n',
    "another variable": '_T = {"A": {"x": 1}, "B": {"x": 2}}\nWORKSPACE_STEPS = _T\n',
    "an item": 'WORKSPACE_STEPS = {"A": {"x": 1}}\nWORKSPACE_STEPS["B"] = {"x": 2}\n',
    "an item that is there": 'WORKSPACE_STEPS = {"A": 1, "B": {"x": 2}}\nWORKSPACE_STEPS["A"] = {"x": 1}\n',
    "update": 'WORKSPACE_STEPS = {"A": {"x": 1}}\nWORKSPACE_STEPS.update({"B": {"x": 2}})\n',
    "update with names": 'WORKSPACE_STEPS = {"A": {"x": 1}}\nWORKSPACE_STEPS.update(B={"x": 2})\n',
    "update by a table": '_T = {"B": {"x": 2}}\nWORKSPACE_STEPS = {"A": {"x": 1}}\nWORKSPACE_STEPS.update(_T)\n',
    "union in place": 'WORKSPACE_STEPS = {"A": {"x": 1}}\nWORKSPACE_STEPS |= {"B": {"x": 2}}\n',
    "del": 'WORKSPACE_STEPS = {"A": {"x": 1}, "B": {"x": 2}, "C": {}}\ndel WORKSPACE_STEPS["C"]\n',
    "del of two": 'T = {"C": 1}\nWORKSPACE_STEPS = {"A": {"x": 1}, "B": {"x": 2}, "C": {}}\ndel T["C"], WORKSPACE_STEPS["C"]\n',
    "pop": 'WORKSPACE_STEPS = {"A": {"x": 1}, "B": {"x": 2}, "C": {}}\nWORKSPACE_STEPS.pop("C", None)\n',
    "pop of what was spread": '_T = {"C": 1, "B": {"x": 2}}\nWORKSPACE_STEPS = {"A": {"x": 1}, **_T}\nWORKSPACE_STEPS.pop("C")\n',
    "setdefault": 'WORKSPACE_STEPS = {"A": {"x": 1}}\nWORKSPACE_STEPS.setdefault("A", {"x": 3})\nWORKSPACE_STEPS.setdefault("B", {"x": 2})\n',
    "clear": 'WORKSPACE_STEPS = {"C": {}}\nWORKSPACE_STEPS.clear()\nWORKSPACE_STEPS.update(A={"x": 1}, B={"x": 2})\n',
    "a declaration": 'WORKSPACE_STEPS: dict = {"A": {"x": 1}, "B": {"x": 2}}\nWORKSPACE_STEPS: dict\n',
    "a change of the spread table later": '_T = {"A": {"x": 1}}\nWORKSPACE_STEPS = {**_T, "B": {"x": 2}}\n_T["C"] = {}\n',
    "a change through another name": 'WORKSPACE_STEPS = {"A": {"x": 1}}\nt = WORKSPACE_STEPS\nt["B"] = {"x": 2}\n',
    "the alias is changed": 'WORKSPACE_STEPS = {"A": {"x": 1}}\nLOCAL_STEPS = WORKSPACE_STEPS\nLOCAL_STEPS["B"] = {"x": 2}\n',
    "names of constants": 'N = "A"\nB = "B"\nWORKSPACE_STEPS = {N: {"x": 1}, B: {"x": 2}}\n',
    "a whole entry by its name": '_A = {"x": 1}\nWORKSPACE_STEPS = {"A": _A, "B": {"x": 2}}\n',
    "fields spread": '_D = {"x": 1}\nWORKSPACE_STEPS = {"A": {**_D}, "B": {**_D, "x": 2}}\n',
    "fields united": '_D = {"x": 2}\nWORKSPACE_STEPS = {"A": _D | {"x": 1}, "B": {"x": 1} | _D}\n',
    "fields of dict": '_D = {"x": 1}\nWORKSPACE_STEPS = {"A": dict(_D), "B": dict(_D, x=2)}\n',
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize("fault", ["", "x = (\n"], ids=["whole", "broken"])
def test_a_table(text, fault):
    facts = facts_of(text + fault)
    assert entries(facts) == {"A": {"x": 1}, "B": {"x": 2}}
    assert [code for code, _ in problems(facts) if code != "CUR001"] == []
    assert facts.table("WORKSPACE_STEPS").complete
    assert all(entry.complete for entry in facts.table("WORKSPACE_STEPS").entries)


def test_every_entry_has_its_own_place():
    text = '_T = {"A": {"x": 1}}\nWORKSPACE_STEPS = {**_T, "B": {**_D}}\nWORKSPACE_STEPS["C"] = {"y": 2}\n'
    facts = facts_of(f'_D = {{"z": 3}}\n{text}')
    table = facts.table("WORKSPACE_STEPS")
    cut = facts.source.slice
    found = [
        (
            cut(table.name_span(at)),
            [(cut(f.key_span.shifted(start)), cut(f.value_span.shifted(start))) for f in entry.items()],
        )
        for at, (entry, start) in enumerate(zip(table.entries, table.starts, strict=True))
    ]
    assert found == [('"A"', [('"x"', "1")]), ('"B"', [("_D", "_D")]), ('"C"', [('"y"', "2")])]


def test_two_of_a_name_in_one_display_are_both_kept():
    facts = facts_of('_T = {"A": {"x": 0}}\nWORKSPACE_STEPS = {"A": {"x": 1}, **_T, "A": {"x": 2}, "B": {}, "B": {}}\n')
    assert [entry.name for entry in facts.table("WORKSPACE_STEPS").entries] == ["A", "B", "B"]
    facts = facts_of('WORKSPACE_STEPS = {"A": {"x": 1, "x": 2} | {"y": 1, "y": 2, "x": 3}}\n')
    assert [entry.fields for entry in facts.table("WORKSPACE_STEPS").entries] == [("y", "y", "x")]


def test_something_inside_an_entry_is_changed():
    facts = facts_of('WORKSPACE_STEPS = {"A": {"x": 1}, "B": {"x": 2}}\nWORKSPACE_STEPS["A"]["x"] = 3\n')
    assert [(entry.name, entry.complete) for entry in facts.table("WORKSPACE_STEPS").entries] == [
        ("A", False),
        ("B", True),
    ]
    assert facts.table("WORKSPACE_STEPS").complete
    assert problems(facts) == [("CUR003", 'WORKSPACE_STEPS["A"]["x"] = 3')]


def test_what_stands_elsewhere_is_marked():
    text = "from shared import STEPS, FIELDS\nimport more\nWORKSPACE_STEPS = {**STEPS, 'A': {**FIELDS, 'x': 1}, 'B': more.B}\n"
    facts = facts_of(text)
    [mark, first, second] = facts.table("WORKSPACE_STEPS").entries
    assert (mark.shape, mark.values) == (Shape.SPREAD, (Spread(Reference(("shared.STEPS",))),))
    assert (first.fields, first.values) == ((None, "x"), (Spread(Reference(("shared.FIELDS",))), 1))
    assert (second.fields, second.values) == ((None,), (Spread(Reference(("more.B",))),))
    assert problems(facts) == []


@pytest.mark.parametrize(
    ("text", "code", "blamed"),
    [
        ('X = "a"\nWORKSPACE_STEPS = {**X}\n', "CUR005", "X"),
        ('X = "a"\nWORKSPACE_STEPS = {"A": X}\n', "CUR005", "X"),
        ('X = "a"\nWORKSPACE_STEPS = {"A": {**X}}\n', "CUR005", "X"),
        ("X = 1\nWORKSPACE_STEPS = {X: {}}\n", "CUR004", "X"),
        ('X = {1: 2}\nWORKSPACE_STEPS = {"A": {**X}}\n', "CUR004", "X"),
        ('X = {**load()}\nWORKSPACE_STEPS = {"A": {**X}}\n', "CUR003", "X"),
    ],
)
def test_a_name_for_the_wrong_thing(text, code, blamed):
    assert problems(facts_of(text)) == [(code, blamed)]


def test_metadata_that_is_put_together():
    text = f"""
ID = "alice"
COMMON = {{"version": "1", "description": "old"}}
{METADATA} = {{"developer_id": ID, **COMMON}}
{METADATA}["description"] = "new"
{METADATA}.update(dependencies=["a"])
{METADATA}.setdefault("version", "2")
{METADATA}.pop("x", None)
"""
    facts = facts_of(text)
    table = facts.table(METADATA)
    [metadata] = table.entries
    expected = {
        "developer_id": "alice",
        "version": "1",
        "description": "new",
        "dependencies": ListValue("list", ("a",)),
    }
    assert metadata.as_dict() == expected
    assert metadata.complete
    cut = facts.source.slice
    places = [cut(field.value_span.shifted(table.starts[0])) for field in metadata.items()]
    assert places == ["ID", "COMMON", '"new"', '["a"]']
    assert problems(facts) == []


def test_changed_metadata_that_cannot_be_told():
    facts = facts_of(f'{METADATA} = {{"developer_id": "alice"}}\n{METADATA}.update(load())\n')
    assert problems(facts) == [("CUR003", "load()")]
    assert not facts.table(METADATA).entries[0].complete


HOSTILE = {
    "doubled strings": "A0 = 'ab'\n" + "".join(f"A{n + 1} = A{n} + A{n}\n" for n in range(60)) + "X = A60",
    "doubled lists": "A0 = ['a']\n" + "".join(f"A{n + 1} = [A{n}, A{n}]\n" for n in range(60)) + "X = A60",
    "doubled tables": "A0 = {}\n" + "".join(f"A{n + 1} = {{'a': A{n}, 'b': A{n}}}\n" for n in range(60)) + "X = A60",
    "a long chain of names": "A0 = 'x'\n" + "".join(f"A{n + 1} = A{n}\n" for n in range(5000)) + "X = A5000",
    "a long sum": "X = " + " + ".join(["'a'"] * 20_000),
    "a long union": "X = " + " | ".join(["{'a': 1}"] * 20_000),
    "many statements": "X = {}\n" + "".join(f"X['a{n}'] = {{**X}}\n" for n in range(5000)),
    "many spreads": "Y = {'a': 1}\nX = {" + "**Y, " * 50_000 + "}",
    "nested spreads": "X = " + "{**" * 3000 + "{}" + "}" * 3000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(
    "use", ["WORKSPACE_STEPS = {'A': {'x': X}, 'B': {}}", "WORKSPACE_STEPS = {**X, 'B': {}}", "WORKSPACE_STEPS = X"]
)
def test_what_would_grow_without_end_is_bounded(text, use):
    facts = facts_of(f"{text}\n{use}\n")
    assert not facts.readable or facts.table("WORKSPACE_STEPS") is not None


@pytest.mark.parametrize(
    "statement",
    [
        "WORKSPACE_STEPS['S{n}'] = {{'x': {n}}}",
        "WORKSPACE_STEPS.update(S{n}={{'x': {n}}})",
        "WORKSPACE_STEPS |= {{'S{n}': {{'x': {n}}}}}",
        "WORKSPACE_STEPS.setdefault('S{n}', {{'x': {n}}})",
    ],
)
def test_many_statements_take_no_longer_than_their_number(statement):
    lines = "".join(f"{statement.format(n=n)}\n" for n in range(8_000))
    facts = facts_of(f"WORKSPACE_STEPS = {{}}\n{lines}")
    assert len(facts.table("WORKSPACE_STEPS").entries) == 8_000
    removed = "".join(f"del WORKSPACE_STEPS['S{n}']\n" for n in range(8_000))
    assert facts_of(f"WORKSPACE_STEPS = {{}}\n{lines}{removed}").table("WORKSPACE_STEPS").entries == ()


def test_the_extras_of_a_core():
    facts = facts_of('_EXTRAS: Dict[str, Dict[str, str]] = {"Base": {"x": 1}}\n', Place(FileKind.EXTRAS))
    assert entries(facts, "_EXTRAS") == {"Base": {"x": 1}}


def test_the_hyperparameters():
    facts = facts_of('HYPERPARAMETER_REGISTRY = {"Xgb": {"class_name": "Xgb"}}\n', Place(FileKind.HYPERPARAMETERS))
    assert entries(facts, "HYPERPARAMETER_REGISTRY") == {"Xgb": {"class_name": "Xgb"}}


def test_an_access_module_hands_on_what_another_source_has():
    facts = facts_of("from .step_names_original import STEP_NAMES\n", CORE)
    assert (facts.table("STEP_NAMES").entries, facts.table("STEP_NAMES").complete) == ((), False)
