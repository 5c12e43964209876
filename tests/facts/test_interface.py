"""The step that an interface file declares, whole or half-typed."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cursus_registry.facts.entry import Shape
from cursus_registry.facts.interface import INTERFACE
from cursus_registry.facts.read import read_file, read_source
from cursus_registry.facts.values import UNKNOWN, DictValue, ListValue, OtherValue
from cursus_registry.files import Memory
from cursus_registry.layout import FileKind, Place
from cursus_registry.text import SourceText, Span
from facts.test_yaml_values import as_ours, as_theirs
from syntax.yaml_text import edited, edits, structures

PLACE = Place(FileKind.INTERFACE)
WHOLE = """\
# Bins the features of a scorecard.
step_type: ScorecardBinning
node_type: internal
registry:
  sagemaker_step_type: Processing   # a container
  description: >-
    Bins the features
    of a scorecard
  job_types: [training, 'validation']
  priority: 0o7
  compatibility_tags:
  - "cpu"
  -
    gpu
compute:
  kind: sklearn
contract:
  entry_point: scorecard_binning.py
  env_vars:
    required: []
    optional:
      METHOD: 'quantile'
  description: 'A script: it bins.

    '
variants:
  training:
    step_type: ScorecardBinning_Training
"""


def read(text):
    """The facts of an interface file."""
    source = SourceText(text) if isinstance(text, bytes) else SourceText.from_str(text)
    return read_source("/a.step.yaml", PLACE, source).facts


def table(text):
    return read(text).table(INTERFACE)


def entry(text):
    [found] = table(text).entries
    return found


def problems(text):
    """Code, text and message of each problem."""
    facts = read(text)
    return [(problem.code, facts.source.slice(problem.span), problem.message) for problem in facts.problems]


def codes(text):
    return [code for code, _, _ in problems(text)]


def test_a_whole_file():
    facts = read(WHOLE)
    [found] = facts.table(INTERFACE).entries
    assert (found.name, found.shape, found.complete) == ("ScorecardBinning", Shape.MAPPING, True)
    assert found.as_dict() == {
        "sagemaker_step_type": "Processing",
        "description": "Bins the features of a scorecard",
        "job_types": ListValue("list", ("training", "validation")),
        "priority": "0o7",
        "compatibility_tags": ListValue("list", ("cpu", "gpu")),
    }
    assert facts.table(INTERFACE).complete
    assert facts.problems == ()
    assert not facts.broken


def test_where_everything_stands():
    facts = read(WHOLE)
    found = facts.table(INTERFACE)
    [declared] = found.entries
    assert list(found.starts) == [0]
    assert facts.source.slice(found.name_span(0)) == "ScorecardBinning"
    assert [facts.source.slice(field.key_span) for field in declared.items()] == list(declared.fields)
    assert [facts.source.slice(field.value_span) for field in declared.items()] == [
        "Processing",
        ">-\n    Bins the features\n    of a scorecard",
        "[training, 'validation']",
        "0o7",
        '- "cpu"\n  -\n    gpu',
    ]
    block = facts.source.slice(declared.value_span)
    assert block.startswith("sagemaker_step_type")
    assert block.endswith("gpu")
    assert found.entry_span(0) == Span(0, WHOLE.index("\ncompute"))


def test_the_block_can_stand_first():
    found = table("registry:\n  description: x\nstep_type: A\n")
    assert found.entries[0].as_dict() == {"description": "x"}
    assert found.entry_span(0).end == found.name_span(0).end


def test_only_the_top_counts():
    assert table("variants:\n  a:\n    step_type: A\n").entries == ()
    assert entry("registry:\n  step_type: B\nstep_type: A\n").name == "A"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", False),
        ("12:30", 750),
        ("010", 8),
        ("1_000", 1000),
        ("1.5e+3", 1500.0),
        ("", None),
        ("~", None),
        ("2024-05-06", OtherValue("date")),
        ("2024-05-06 07:08:09", OtherValue("datetime")),
        ("'no'", "no"),
        ('"12:30"', "12:30"),
        ("{a: [1, x], no: ~}", DictValue(("a", False), (ListValue("list", (1, "x")), None), complete=True)),
        ("|\n    a\n    b\n", "a\nb\n"),
        (">+\n    a\n    b\n", "a b\n\n"),
        ("a\n    b\n\n    c", "a b\nc"),
    ],
)
def test_values(written, value):
    assert entry(f"step_type: A\nregistry:\n  x: {written}\n  y: z\n").as_dict() == {"x": value, "y": "z"}


@settings(max_examples=300, deadline=None)
@given(structures.filter(lambda text: "&" not in text), st.sampled_from(["Step", "'A b'", '"B"', "é"]))
def test_the_fields_are_those_that_the_framework_reads(text, name):
    """The block of a file, whatever is in it, against PyYAML."""
    block = "".join(f"  {line}\n" if line else "\n" for line in text.split("\n"))
    whole = f"step_type: {name}\nregistry:\n{block}other: [1]\n"
    try:
        expected = yaml.safe_load(whole)
    except (yaml.YAMLError, ValueError):
        return
    facts = read(whole)
    assert not facts.broken
    if "<<" in text:
        return
    [found] = facts.table(INTERFACE).entries
    assert found.name == expected["step_type"]
    fields = expected["registry"]
    ours = {key: as_theirs(value) for key, value in found.as_dict().items()}
    assert ours == {key: as_ours(value) for key, value in fields.items() if isinstance(key, str)}
    assert None in found.fields or all(isinstance(key, str) for key in fields)


PROBLEMS = {
    "empty": ("", [("CUR002", "", "no 'step_type' at the top of this file, so it declares no step")]),
    "comments": ("# a\n# b\n", [("CUR002", "# a", "no 'step_type'")]),
    "no name": ("registry: {}\n", [("CUR002", "registry: {}", "no 'step_type'")]),
    "a list": ("- a\n", [("CUR005", "- a", "an interface file is a mapping of keys, this is a list")]),
    "a word": ("step_type\n", [("CUR005", "step_type", "this is a string")]),
    "a name that is no string": (
        "step_type: no\n",
        [("CUR004", "no", "'step_type' is 'no', which is the boolean false: put it in quotes")],
    ),
    "a name that is a number": (
        "step_type: 12:30\n",
        [("CUR004", "12:30", "'step_type' is '12:30', which is the number 750: put it in quotes")],
    ),
    "a name that is a date": (
        "step_type: 2024-05-06\n",
        [("CUR004", "2024-05-06", "'step_type' is '2024-05-06', which is a date: put it in quotes")],
    ),
    "a name that is a huge number": (
        "step_type: 0x" + "f" * 5000,
        [("CUR004", "0x" + "f" * 5000, "which is an integer")],
    ),
    "a name that is a list": ("step_type: [A]\n", [("CUR004", "[A]", "'step_type' is a list, not a string")]),
    "a name that is null": (
        "step_type: ~\n",
        [("CUR004", "~", "'step_type' is '~', which is no value: put it in quotes")],
    ),
    "no name yet": ("step_type:\n", [("CUR004", "step_type", "'step_type' has no value")]),
    "a name that cannot be": ("step_type: =\n", [("CUR001", "=", "'=' cannot be read, it has a meaning of its own")]),
    "a field name": (
        "step_type: A\nregistry:\n  no: x\n  2: y\n",
        [
            ("CUR004", "no", "a key is 'no', which is the boolean false: put it in quotes"),
            ("CUR004", "2", "a key is '2', which is the number 2: put it in quotes"),
        ],
    ),
    "a key at the top": ("step_type: A\non: x\n", [("CUR004", "on", "a key is 'on', which is the boolean true")]),
    "a block that is text": (
        "step_type: A\nregistry: x\n",
        [("CUR005", "x", "'registry' of 'A' is a string, not a mapping")],
    ),
    "a block that is a list": ("step_type: A\nregistry: [x]\n", [("CUR005", "[x]", "'registry' of 'A' is a list")]),
    "a name twice": (
        "step_type: A\nstep_type: B\n",
        [("CUR201", "step_type", "'step_type' stands twice in this file; the earlier one is lost")],
    ),
    "another key twice": ("step_type: A\nx: 1\ny: 2\nx: 3\n", [("CUR201", "x", "'x' stands twice")]),
    "an alias": ("step_type: A\nx: &x 1\ny: *x\n", [("CUR008", "*x", "the alias '*x' is not followed")]),
    "a tag": ("step_type: A\nx: !!python/name:os.system\n", [("CUR008", "!!python/name:os.system", "the tag")]),
    "a date that does not exist": (
        "step_type: A\nx:\n- 2024-02-30\n- 2024-02-31\n",
        [("CUR001", "2024-02-30", "'2024-02-30' cannot be read, it is taken for a date that does not exist")],
    ),
    "two documents": ("step_type: A\n---\nstep_type: B\n", [("CUR001", "---", "a second document begins here")]),
    "a list as a key": ("step_type: A\nregistry:\n  ? [a]\n  : b\n", [("CUR001", "[a]", "cannot be a key")]),
    "text that is broken": ("step_type: A\nx: [\n2024-02-30: x\n", [("CUR001", "[", "']' or ',' is missing")]),
    "nothing wrong": ("step_type: A\nregistry: {description: x}\n", []),
    "no block": ("step_type: A\n", []),
    "an empty block": ("step_type: A\nregistry:\n", []),
    "an empty name": ("step_type: ''\nregistry: {}\n", []),
}


@pytest.mark.parametrize(("text", "expected"), PROBLEMS.values(), ids=PROBLEMS)
def test_problems(text, expected):
    found = problems(text)
    assert [(code, where) for code, where, _ in found] == [(code, where) for code, where, _ in expected]
    assert all(message in said for (_, _, said), (_, _, message) in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    ("text", "shape", "complete"),
    [
        ("step_type: A\n", Shape.MAPPING, True),
        ("step_type: A\nregistry:\n", Shape.MAPPING, True),
        ("step_type: A\nregistry: ~\n", Shape.MAPPING, True),
        ("step_type: A\nregistry: x\n", Shape.OTHER, False),
        ("step_type: A\nregistry: *x\n", Shape.UNKNOWN, False),
        ("step_type: A\nregistry: !t {}\n", Shape.UNKNOWN, False),
        ("step_type: A\nregistry: =\n", Shape.OTHER, False),
        ("step_type: A\nregistry:\n  <<: {a: b}\n", Shape.MAPPING, False),
        ("step_type: A\nregistry:\n  *x : b\n", Shape.MAPPING, False),
        ("step_type: A\nregistry:\n  x: *x\n", Shape.MAPPING, True),
        ("step_type: A\nregistry:\n  x: y\nz: [\n", Shape.MAPPING, True),
        ("step_type: A\nregistry:\n  x: [\n", Shape.DAMAGED, False),
        ("step_type: A\nregistry: [\n", Shape.DAMAGED, False),
        ("step_type: A\nx: [\n", Shape.DAMAGED, False),
    ],
)
def test_how_much_of_a_block_is_known(text, shape, complete):
    found = entry(text)
    assert (found.name, found.shape, found.complete) == ("A", shape, complete)


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("", True),
        ("x: y\n", True),
        ("- x\n", True),
        ("step_type: no\n", True),
        ("step_type: *x\n", False),
        ("step_type: 2024-02-30\n", False),
        ("*x : A\n", False),
        ("<<: *x\nregistry: {}\n", False),
        ("!t {step_type: A}\n", False),
        ("x: [\n", False),
        ("step_type: [\n", False),
        ("[", False),
    ],
)
def test_whether_a_step_could_be_hidden(text, complete):
    found = table(text)
    assert found.entries == ()
    assert found.complete == complete


def test_a_field_twice_is_kept_twice():
    found = entry("step_type: A\nregistry:\n  description: x\n  description: y\n")
    assert found.fields == ("description", "description")
    assert found.find("description").value == "y"


def test_the_last_of_two_names_counts():
    assert entry("step_type: A\nregistry: {x: y}\nregistry: {z: w}\nstep_type: B\n").name == "B"


def test_what_is_unsafe_is_unknown():
    found = entry("step_type: A\nregistry:\n  a: *b\n  c: !!str d\n  e: [f, *g]\n  h: i\n")
    assert found.as_dict() == {"a": UNKNOWN, "c": UNKNOWN, "e": ListValue("list", ("f", UNKNOWN)), "h": "i"}
    assert codes("step_type: A\nregistry:\n  a: *b\n  c: !!str d\n") == ["CUR008"]


HALF_TYPED = {
    "a key": "  fra",
    "a key and a colon": "  framework:",
    "a key, a colon and a blank": "  framework: ",
    "a quote": "  framework: '",
    "a double quote": '  framework: "xgb',
    "a list": "  tags: [a",
    "a list and a comma": "  tags: [a, ",
    "a list and a quote": '  tags: [a, "b',
    "a mapping": "  extra: {a: b, c",
    "a dash": "  -",
    "an item": "  - a",
    "a key too far right": "    framework: x",
    "a key too far left": " framework: x",
    "a key at the margin": "framework",
    "a word at the margin": "some words",
    "a tab": "\tframework: x",
    "a colon": "  :",
    "a second colon": "  framework: a: b",
    "a reserved character": "  framework: @x",
    "an alias": "  framework: *",
    "a tag": "  framework: !",
    "an anchor": "  framework: &",
    "a merge key": "  <<",
    "a question mark": "  ?",
    "a bar": "  framework: |",
    "an escape": '  framework: "\\',
    "a percent sign": "  framework: %",
    "a bracket that closes": "  framework: ]",
    "a comment": "  #",
}
"""Lines as they are while somebody writes a field."""


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("typed", HALF_TYPED.values(), ids=HALF_TYPED)
def test_half_typed_between_the_fields(typed, newline):
    lines = WHOLE.splitlines()
    for at in (4, 5, 8, 9, 10, 14):  # before and behind each field, never inside one
        text = newline.join([*lines[:at], typed, *lines[at:]]) + newline
        facts = read(text)
        found = facts.table(INTERFACE)
        assert [declared.name for declared in found.entries] == ["ScorecardBinning"]
        assert sum(problem.code == "CUR001" for problem in facts.problems) == facts.broken
        kept = {name: value for name, value in found.entries[0].as_dict().items() if value is not UNKNOWN}
        whole = entry(WHOLE).as_dict()
        lost = {name for name in whole if kept.get(name) != whole[name]}
        assert len(lost) <= 1, f"line {at}: {lost}"


def test_while_a_file_is_typed():
    named = WHOLE.index("\nnode_type")
    for length in range(len(WHOLE) + 1):
        facts = read(WHOLE[:length])
        found = facts.table(INTERFACE)
        assert sum(problem.code == "CUR001" for problem in facts.problems) <= 1
        assert facts.broken == any(problem.code == "CUR001" for problem in facts.problems)
        if length >= named:
            assert [declared.name for declared in found.entries] == ["ScorecardBinning"], WHOLE[:length]
    assert facts.table(INTERFACE) == table(WHOLE)


def test_while_a_file_is_typed_from_its_end():
    """The lines below stand already; the name is the last to come."""
    for length in range(WHOLE.index("compute")):
        facts = read(WHOLE[length:])
        assert sum(problem.code == "CUR001" for problem in facts.problems) <= 1


def test_fields_come_one_by_one():
    """What was typed whole stays, whatever is typed below."""
    start = WHOLE.index("  job_types")
    for length in range(start, WHOLE.index("compute")):
        fields = entry(WHOLE[:length]).as_dict()
        assert fields["sagemaker_step_type"] == "Processing", WHOLE[:length]
        assert fields["description"] == "Bins the features of a scorecard", WHOLE[:length]


@settings(max_examples=300, deadline=None)
@given(structures | st.just(WHOLE), edits)
def test_any_text_can_be_read(text, changes):
    text = edited(text, changes)
    facts = read(text)
    size = len(facts.source.data)
    found = facts.table(INTERFACE)
    for declared in found.entries:
        spans = [declared.name_span, declared.value_span]
        for field in declared.items():
            spans += [field.key_span, field.value_span]
            assert found.entry_span(0).contains(field.value_span.end)
        assert all(0 <= span.start <= span.end <= size for span in spans)
        assert found.entry_span(0).contains(declared.name_span.end)
    assert all(0 <= problem.span.start <= problem.span.end <= size for problem in facts.problems)
    assert [problem.span for problem in facts.problems] == sorted(problem.span for problem in facts.problems)
    faults = [problem.code for problem in facts.problems].count("CUR001")
    assert faults <= 1
    assert faults == 1 or not facts.broken


def read_bytes(data):
    return read_file(Memory({"/a.step.yaml": data}), "/a.step.yaml", PLACE).facts


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=60) | st.binary(max_size=4).map(lambda piece: WHOLE.encode()[:90] + piece + WHOLE.encode()[90:])
)
def test_any_bytes_can_be_read(data):
    facts = read_bytes(data)
    assert facts.readable or [problem.code for problem in facts.problems] == ["CUR007"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (WHOLE.encode("utf-16"), "it is UTF-16, and the framework reads it as UTF-8; save it as UTF-8"),
        (WHOLE.encode("utf-32"), "it is UTF-32"),
        (WHOLE.encode("utf-16-le"), "it holds NUL bytes"),
        ("step_type: Größe\n".encode("latin-1"), "it is not valid utf-8"),
        (b"x: y\n" + b"#" * 1_000_000, "1000005 bytes, the limit is 1000000"),
        (b"[" * 100 + b"]" * 100, "its values are nested more than 64 deep; simplify it"),
        (b"- " * 300, "nested more than 64 deep"),
        (b"\n" * 40_000, "more than 32,767 lines"),
    ],
)
def test_what_is_skipped(data, message):
    facts = read_bytes(data)
    [problem] = facts.problems
    assert problem.code == "CUR007"
    assert problem.message.startswith("the file is skipped: ")
    assert message in problem.message
    assert not facts.readable
    assert facts.tables == {}


def test_a_byte_order_mark():
    assert read_bytes(b"\xef\xbb\xbf" + WHOLE.encode()).table(INTERFACE) == table(WHOLE)
    buffered = read("\ufeff" + WHOLE)
    assert buffered.source.slice(buffered.table(INTERFACE).name_span(0)) == "ScorecardBinning"
    broken = read("\ufeff" + WHOLE + "x: [\n")
    assert broken.source.slice(broken.table(INTERFACE).name_span(0)) == "ScorecardBinning"


def test_comments_that_silence():
    text = "# cursus: ignore-file[CUR501]\nstep_type: a  # noqa: CUR104\nregistry:\n  x: '# noqa: CUR1'\n  y: |\n    # noqa: CUR2\n"
    found = read(text).suppressions
    assert [(one.codes, one.whole_file, one.line) for one in found] == [(("CUR501",), True, 0), (("CUR104",), False, 1)]


def test_a_pack_is_read_like_the_core():
    source = SourceText.from_str(WHOLE)
    found = read_source("/a.step.yaml", Place(FileKind.PACK), source).facts
    assert found.tables == read(WHOLE).tables


def test_facts_compare_without_places():
    moved = read("# a line more\n" + WHOLE.replace("  # a container", ""))
    assert moved.tables == read(WHOLE).tables
