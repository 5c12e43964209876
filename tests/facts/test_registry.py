"""What a registry says, read from its text alone."""

import pytest

from cursus_registry.facts.entry import Shape
from cursus_registry.facts.read import MAX_PYTHON_BYTES, read_file
from cursus_registry.facts.values import UNKNOWN, DictValue, ListValue, OtherValue
from cursus_registry.files import Memory
from facts.registry_text import CORE, WORKSPACE, read
from support.checks import check_diagnostics


def facts_of(text, place=CORE):
    return read(text, place).facts


def problems_of(facts):
    """The code and the text of each problem."""
    return [(problem.code, facts.source.slice(problem.span)) for problem in facts.problems]


def entries_of(facts, variable="STEP_NAMES"):
    return {entry.name: entry.as_dict() for entry in facts.table(variable).entries}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('"a"', "a"),
        ("'a\"b'", 'a"b'),
        ('""', ""),
        ('"é😀"', "é😀"),
        ('"a" "b"', "ab"),
        ('("a"\n    # why\n    \'b\' """c""")', "abc"),
        ('"a" + "b" + \'c\'', "abc"),
        ('("a" + ("b"))', "ab"),
        (r'"\t\x41\u00e9\N{BULLET}\"\\"', '\tAé•"\\'),
        (r'r"\t\d"', r"\t\d"),
        (r"R'\''", r"\'"),
        ("u'x'", "x"),
        ('"""a\n  "b" \'c\'"""', "a\n  \"b\" 'c'"),
        ("'''a\r\nb\rc'''", "a\nb\nc"),
        ('"a\\\nb"', "ab"),
        ('"\\d"', "\\d"),
        ("1", 1),
        ("-7", -7),
        ("0x_ff", 255),
        ("1_000", 1000),
        ("1.5e3", 1500.0),
        ("-.5", -0.5),
        ("True", True),
        ("False", False),
        ("None", None),
        ("(None)", None),
        ("b'x'", OtherValue("bytes")),
        ("2j", OtherValue("complex")),
        ("lambda: 1", OtherValue("function")),
        ("[]", ListValue("list", ())),
        ("()", ListValue("tuple", ())),
        ('["a", 1, None,]', ListValue("list", ("a", 1, None))),
        ('("a",)', ListValue("tuple", ("a",))),
        ('{"a", "b"}', ListValue("set", ("a", "b"))),
        ('[["a"], ("b", 2)]', ListValue("list", (ListValue("list", ("a",)), ListValue("tuple", ("b", 2))))),
        ("{}", DictValue((), (), complete=True)),
        (
            '{"a": {"b": [1]}, 2: None}',
            DictValue(("a", 2), (DictValue(("b",), (ListValue("list", (1,)),), complete=True), None), complete=True),
        ),
        ("[ # one\n  1, # two\n # three\n]", ListValue("list", (1,))),
    ],
)
def test_a_value(written, value):
    facts = facts_of(f'STEP_NAMES = {{"A": {{"x": {written}, "y": 1}}}}\n')
    found = entries_of(facts)["A"]["x"]
    assert found == value
    assert type(found) is type(value)
    assert problems_of(facts) == []
    assert facts.table("STEP_NAMES").complete


@pytest.mark.parametrize(
    ("written", "unknown"),
    [
        ("load()", ["load()"]),
        ("os.environ['X']", ["os.environ['X']"]),
        ("1 if debug else 2", ["1 if debug else 2"]),
        ("[x for x in y]", ["[x for x in y]"]),
        ("f'{x}'", ["f'{x}'"]),
        ("'a' + load()", ["'a' + load()"]),
        ("'a' % 1", ["'a' % 1"]),
        ("'a' 'b' f'{c}'", ["'a' 'b' f'{c}'"]),
        ("1 + 2", ["1 + 2"]),
        ("not True", ["not True"]),
        ("-load()", ["-load()"]),
        ("a and b", ["a and b"]),
        ("(x := 1)", ["(x := 1)"]),
        ("[1, load(), *more]", ["load()", "more"]),
        ("{'k': load()}", ["load()"]),
        ("{**load()}", ["load()"]),
        ("...", ["..."]),
    ],
)
def test_a_value_that_only_running_could_tell(written, unknown):
    facts = facts_of(f'STEP_NAMES = {{"A": {{"x": {written}, "y": 1}}}}\n')
    assert problems_of(facts) == [("CUR003", text) for text in unknown]
    assert facts.table("STEP_NAMES").complete, "no name can be hidden in a value"
    [entry] = facts.table("STEP_NAMES").entries
    assert entry.complete
    assert entry.find("y").value == 1
    if len(unknown) == 1 and unknown[0] == written:
        assert entry.find("x").value is UNKNOWN


@pytest.mark.parametrize(
    ("table", "problems", "complete", "names"),
    [
        ('{"A": load()}', [("CUR003", "load()")], True, ["A"]),
        ('{"A": {} if x else {}}', [("CUR003", "{} if x else {}")], True, ["A"]),
        ('{"A": {**load(), "x": 1}}', [("CUR003", "load()")], True, ["A"]),
        ('{"A": {load(): 1}}', [("CUR003", "load()")], True, ["A"]),
        ('{"A": {}, **load()}', [("CUR003", "load()")], False, ["A"]),
        ('{load(): {}, "B": {}}', [("CUR003", "load()")], False, ["B"]),
        ('{f"{a}": {}, "B": {}}', [("CUR003", 'f"{a}"')], False, ["B"]),
        ("{name: {} for name in names()}", [("CUR003", "{name: {} for name in names()}")], False, []),
        ("load()", [("CUR003", "load()")], False, []),
        ("dict(load())", [("CUR003", "load()")], False, []),
        ("{} if x else {}", [("CUR003", "{} if x else {}")], False, []),
        ("{} | load()", [("CUR003", "load()")], False, []),
        (
            '{"A": 1, "B": "x", "C": [], "D": None}',
            [("CUR005", "1"), ("CUR005", '"x"'), ("CUR005", "[]"), ("CUR005", "None")],
            True,
            ["A", "B", "C", "D"],
        ),
        ("7", [("CUR005", "7")], False, []),
        ('["A"]', [("CUR005", '["A"]')], False, []),
        ('{1: {}, "B": {}}', [("CUR004", "1")], True, ["B"]),
        (
            '{None: {}, True: {}, b"x": {}, ("a", 1): {}}',
            [("CUR004", "None"), ("CUR004", "True"), ("CUR004", 'b"x"'), ("CUR004", '("a", 1)')],
            True,
            [],
        ),
        ('{"A": {1: 2, None: 3, "x": 4}}', [("CUR004", "1"), ("CUR004", "None")], True, ["A"]),
        ('{"A" "B": {}, "C" + "D": {}, ("E"): {}}', [], True, ["AB", "CD", "E"]),
        ("{}", [], True, []),
    ],
)
def test_a_table(table, problems, complete, names):
    facts = facts_of(f"STEP_NAMES = {table}\n")
    assert problems_of(facts) == problems
    assert facts.table("STEP_NAMES").complete is complete
    assert [entry.name for entry in facts.table("STEP_NAMES").entries] == names


@pytest.mark.parametrize(
    ("entry", "shape", "complete"),
    [
        ("{}", Shape.MAPPING, True),
        ('{"x": load()}', Shape.MAPPING, True),
        ("{**load()}", Shape.MAPPING, False),
        ("{load(): 1}", Shape.MAPPING, False),
        ("{1: 2}", Shape.MAPPING, True),
        ("load()", Shape.UNKNOWN, False),
        ("[]", Shape.OTHER, False),
    ],
)
def test_what_stands_in_the_place_of_an_entry(entry, shape, complete):
    [found] = facts_of(f'STEP_NAMES = {{"A": {entry}}}\n').table("STEP_NAMES").entries
    assert (found.shape, found.complete) == (shape, complete)


@pytest.mark.parametrize(
    ("statement", "unknown"),
    [
        ("STEP_NAMES.update(load())", "load()"),
        ("STEP_NAMES.update(A={}, **load())", "load()"),
        ("STEP_NAMES |= load()", "load()"),
        ('STEP_NAMES[name()] = {"x": 1}', "name()"),
        ("del STEP_NAMES[name()]", None),
        ("STEP_NAMES.pop(name())", None),
        ("STEP_NAMES.swap()", None),
        ("del STEP_NAMES", None),
        ("STEP_NAMES, other = {}, {}", None),
        ("STEP_NAMES += 1", None),
        ("def f():\n    STEP_NAMES['B'] = {}\nf()", "f()"),
        ("def f():\n    global STEP_NAMES\n    STEP_NAMES = {}\nx = f()", "x = f()"),
        ("def f(g):\n    STEP_NAMES['B'] = {}\n@f\ndef h(): pass", "@f\ndef h(): pass"),
    ],
)
def test_a_later_statement_that_only_running_could_tell(statement, unknown):
    facts = facts_of(f'STEP_NAMES = {{"A": {{}}}}\n{statement}\n')
    assert problems_of(facts) == [("CUR003", unknown or statement)]
    assert not facts.table("STEP_NAMES").complete
    assert "A" in entries_of(facts)


@pytest.mark.parametrize(
    "statement",
    ["STEP_NAMES.update(load())", 'STEP_NAMES["B"] = {}', "STEP_NAMES = {}", "del STEP_NAMES['A']"],
)
@pytest.mark.parametrize("head", ["if x:", "for x in y:", "with x:", "while x:", "try:\n    pass\nfinally:"])
def test_a_statement_that_may_not_run(statement, head):
    facts = facts_of(f'STEP_NAMES = {{"A": {{}}}}\n{head}\n    {statement}\n')
    assert problems_of(facts) == [("CUR003", statement)]
    assert not facts.table("STEP_NAMES").complete
    assert "A" in entries_of(facts)


@pytest.mark.parametrize(
    "statement",
    [
        "if __name__ == '__main__':\n    STEP_NAMES['B'] = {}\n    print(STEP_NAMES)",
        "if TYPE_CHECKING:\n    from elsewhere import STEP_NAMES",
        "def f():\n    STEP_NAMES['B'] = {}",
        "def f():\n    STEP_NAMES = {}\n    STEP_NAMES['B'] = {}\nf()",
        "for name in STEP_NAMES:\n    print(STEP_NAMES[name])",
        "STEP_NAMES.items()",
        "assert STEP_NAMES",
    ],
)
def test_a_statement_that_changes_nothing(statement):
    facts = facts_of(f'STEP_NAMES = {{"A": {{}}}}\n{statement}\n')
    assert (problems_of(facts), list(entries_of(facts)), facts.table("STEP_NAMES").complete) == ([], ["A"], True)


@pytest.mark.parametrize("statement", ["from elsewhere import STEP_NAMES", "from elsewhere import names as STEP_NAMES"])
def test_a_core_table_that_is_imported(statement):
    facts = facts_of(f"{statement}\n")
    assert problems_of(facts) == [("CUR003", statement)]
    assert (facts.table("STEP_NAMES").entries, facts.table("STEP_NAMES").complete) == ((), False)


def test_a_later_statement_of_something_else():
    text = 'STEP_NAMES = {"A": {}}\nOTHER = STEP_NAMES\nOTHER2["A"] = 1\nprint(STEP_NAMES)\nSTEP_NAMES_2.update(x)\n'
    facts = facts_of(f"{text}def f():\n    STEP_NAMES = load()\n    return STEP_NAMES\n")
    assert problems_of(facts) == []
    assert facts.table("STEP_NAMES").complete


def test_the_last_assignment_counts():
    facts = facts_of('STEP_NAMES = {"A": {}}\nSTEP_NAMES = {"B": {}}\n')
    assert list(entries_of(facts)) == ["B"]


@pytest.mark.parametrize(
    "head",
    [
        "STEP_NAMES: dict[str, dict[str, str]] = ",
        "STEP_NAMES: 'Dict[str, Dict]' = ",
        "STEP_NAMES=",
        "STEP_NAMES = \\\n    ",
        "STEP_NAMES = OTHER = ",
        "OTHER = STEP_NAMES = ",
    ],
)
@pytest.mark.parametrize("fault", ["", "x = (\n"])
def test_how_a_table_is_assigned(head, fault):
    table = facts_of(f'{head}{{"A": {{"x": 1}}}}\n{fault}').table("STEP_NAMES")
    assert [(entry.name, entry.as_dict()) for entry in table.entries] == [("A", {"x": 1})]
    assert table.complete


def test_an_annotation_alone_is_an_empty_table():
    facts = facts_of("STEP_NAMES: dict[str, dict]\n")
    assert facts.table("STEP_NAMES").entries == ()
    assert problems_of(facts) == []


def test_the_tables_of_a_workspace():
    text = """
WORKSPACE_STEPS = {"A": {"x": 1}}
LOCAL_STEPS = WORKSPACE_STEPS
STEP_OVERRIDES = {"B": {"y": 2}}
WORKSPACE_METADATA = {"developer_id": "alice", "dependencies": ["a"]}
STEP_NAMES = {"C": {}}
"""
    facts = facts_of(text, WORKSPACE)
    assert set(facts.tables) == {"WORKSPACE_STEPS", "LOCAL_STEPS", "STEP_OVERRIDES", "WORKSPACE_METADATA"}
    assert entries_of(facts, "WORKSPACE_STEPS") == {"A": {"x": 1}}
    assert entries_of(facts, "STEP_OVERRIDES") == {"B": {"y": 2}}
    [metadata] = facts.table("WORKSPACE_METADATA").entries
    assert metadata.as_dict() == {"developer_id": "alice", "dependencies": ListValue("list", ("a",))}
    alias = facts.table("LOCAL_STEPS")
    assert (alias.alias_of, alias.entries, alias.complete) == ("WORKSPACE_STEPS", (), True)
    assert problems_of(facts) == []


def test_a_star_import_may_bring_a_table():
    assert not facts_of("from elsewhere import *\n# STEP_NAMES\n").table("STEP_NAMES").complete
    assert facts_of("from elsewhere import *\nSTEP_NAMES = {}\n").table("STEP_NAMES").complete
    assert facts_of("from cursus_registry.compat import *\n# STEP_NAMES\n").table("STEP_NAMES") is None


SPANS = """# é
STEP_NAMES = {  # {
    # "No": {},
    "A" : {  # "B": 1
        "x"
        : "ä", 'y': ["p", ("q")],  # "z"
    } , 'Bé': {"z": -1},
    ("C"): {"w": {"v": 1}},
}
"""
PLACES = [
    ('"A"', [('"x"', '"ä"'), ("'y'", '["p", ("q")]')]),
    ("'Bé'", [('"z"', "-1")]),
    ('("C")', [('"w"', '{"v": 1}')]),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("fault", ["", "x = (\n", "\n)\n"])
def test_the_place_of_every_key_and_value(fault, newline):
    facts = facts_of((SPANS + fault).replace("\n", newline))
    table = facts.table("STEP_NAMES")
    cut = facts.source.slice
    found = [
        (
            cut(table.name_span(at)),
            [(cut(f.key_span.shifted(start)), cut(f.value_span.shifted(start))) for f in entry.items()],
        )
        for at, (entry, start) in enumerate(zip(table.entries, table.starts, strict=True))
    ]
    assert found == PLACES
    assert cut(table.variable_span) == "STEP_NAMES"
    assert cut(table.span).startswith("{  # {")
    assert cut(table.span).endswith("}")
    assert cut(table.entry_span(1)) == "'Bé': {\"z\": -1}"


def test_the_place_of_the_metadata():
    facts = facts_of('import os\nWORKSPACE_METADATA: dict = {"developer_id": "alice"}\n', WORKSPACE)
    table = facts.table("WORKSPACE_METADATA")
    [field] = table.entries[0].items()
    assert facts.source.slice(table.name_span(0)) == "WORKSPACE_METADATA"
    assert facts.source.slice(field.value_span.shifted(table.starts[0])) == '"alice"'


def test_a_repeated_field_is_kept_and_the_last_counts():
    [entry] = facts_of('STEP_NAMES = {"A": {"x": 1, "y": 2, "x": 3}}\n').table("STEP_NAMES").entries
    assert entry.fields == ("x", "y", "x")
    assert entry.as_dict() == {"x": 3, "y": 2}
    assert entry.find("x").value == 3
    assert entry.find("z") is None


def test_facts_compare_by_meaning():
    one = facts_of('STEP_NAMES = {"A": {"x": "ab"}}\n')
    other = facts_of("# moved\nSTEP_NAMES = {\n  'A': {'x': 'a' 'b'},\n}\n")
    assert one == other
    assert one != facts_of('STEP_NAMES = {"A": {"x": "abc"}}\n')


@pytest.mark.parametrize(("depth", "readable"), [(10, True), (60, True), (70, False), (5000, False)])
def test_nesting(depth, readable):
    facts = facts_of('STEP_NAMES = {"A": {"x": ' + "[" * depth + "]" * depth + "}}\n")
    assert facts.readable is readable
    assert [problem.code for problem in facts.problems] == ([] if readable else ["CUR007"])


def test_brackets_that_are_no_value_of_ours_do_no_harm():
    facts = facts_of("x = " + "[" * 5000 + "]" * 5000 + '\nSTEP_NAMES = {"A": {}}\n')
    assert list(entries_of(facts)) == ["A"]


@pytest.mark.parametrize(("size", "readable"), [(2_000_000, True), (2_000_001, False)])
def test_two_megabytes_are_the_limit(size, readable):
    assert MAX_PYTHON_BYTES == 2_000_000
    text = b'STEP_NAMES = {"A": {}}\n#'
    files = Memory({"/a.py": text + b"x" * (size - len(text))})
    facts = read_file(files, "/a.py", CORE).facts
    assert facts.readable is readable
    assert problems_of(facts) == ([] if readable else [("CUR007", "")])


@pytest.mark.parametrize(
    ("raw", "reason"),
    [(b"\0", "NUL"), (b"# coding: klingon\n", "klingon"), (b"STEP_NAMES = {'\xff': {}}\n", "UTF-8")],
)
def test_a_file_that_is_no_text(raw, reason):
    facts = read_file(Memory({"/a.py": raw}), "/a.py", CORE).facts
    assert not facts.readable
    [problem] = facts.problems
    assert (problem.code, reason in problem.message) == ("CUR007", True)


def test_a_coding_line_is_obeyed():
    raw = "# coding: latin-1\nSTEP_NAMES = {'Café': {'x': 'ü'}}\n".encode("latin-1")
    facts = read_file(Memory({"/a.py": raw}), "/a.py", CORE).facts
    assert entries_of(facts) == {"Café": {"x": "ü"}}
    assert facts.source.slice(facts.table("STEP_NAMES").name_span(0)) == "'Café'"


def test_a_byte_order_mark_is_dropped():
    raw = b"\xef\xbb\xbfSTEP_NAMES = {'A': {}}\n"
    assert list(entries_of(read_file(Memory({"/a.py": raw}), "/a.py", CORE).facts)) == ["A"]


def test_no_file_and_no_regular_file():
    files = Memory({"/folder/x.py": ""})
    assert read_file(files, "/none.py", CORE) is None
    assert not read_file(files, "/folder", CORE).facts.readable


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_classes_at_the_left_margin(newline):
    text = "class A:\n    class B:\n        x = 'class C'\nclass  Café(A): pass\nclassic = 1\nx = 'STEP_NAMES'\n"
    facts = facts_of(text.replace("\n", newline))
    assert [found.name for found in facts.classes] == ["A", "Café"]
    assert [facts.source.slice(found.span) for found in facts.classes] == ["A", "Café"]


def test_a_new_name_above_another_costs_no_entry():
    """Editors close quotes at once: for a moment Python would join the new name to the next one."""
    check_diagnostics(
        """
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "New"
#   ^^^^^ error[CUR001]
    "Package": {
        "config_class": "PackageConfig",
        "builder_step_name": "PackageStepBuilder",
        "spec_type": "Package",
        "sagemaker_step_type": "Processing",
        "description": "Packs a " "model",
    },
}
#- /use.py
from cursus.registry import get_config_class_name
get_config_class_name("Package")
"""
    )


@pytest.mark.parametrize("alias", ["STEP_OVERRIDES", "WORKSPACE_STEPS"])
def test_only_the_other_name_of_the_step_table_is_an_alias(alias):
    facts = read(f"{alias} = {{}}\nLOCAL_STEPS = {alias}\n", WORKSPACE).facts
    is_alias = alias == "WORKSPACE_STEPS"
    assert facts.table("LOCAL_STEPS").alias_of == ("WORKSPACE_STEPS" if is_alias else None)
    assert facts.table("LOCAL_STEPS").complete
    assert facts.problems == ()
