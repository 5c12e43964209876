"""What a plain scalar is: the same as PyYAML's safe loader says, for everything that it says."""

from datetime import date

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cursus_registry.facts.values import UNKNOWN, DictValue, ListValue, OtherValue
from cursus_registry.facts.yaml_values import read_node, resolve
from cursus_registry.syntax.yaml import parse_yaml
from cursus_registry.syntax.yaml.suspects import doubtful_starts, is_doubtful
from syntax.yaml_text import structures

PARTS = [
    *("0", "1", "9", "60", "_", ":", "-", "+", ".", "e", "E", "b", "f", "7", "8", "12", "00", "59", "0x", "0b", "0o"),
    *("yes", "No", "ON", "off", "true", "FALSE", "y", "n", "~", "null", "Null", "inf", "INF", "nan", "NaN", "=", "<<"),
    *("2024-", "02-", "30", "T", "t", "Z", " ", "é", "x", "."),
]
_TIMES = st.from_regex(
    r"[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?([Tt ][0-9][0-9]?:[0-9]{2}:[0-9]{2}(\.[0-9]*)?( ?(Z|[-+][0-9]{2}(:[0-9]{2})?))?)?",
    fullmatch=True,
    alphabet=st.characters(max_codepoint=0x7F),
)
scalars = st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map("".join) | _TIMES


def loaded(text):
    """What the safe loader makes of a plain scalar; None if the text is none, an exception if it refuses it."""
    try:
        node = yaml.compose(f"a: {text}", Loader=yaml.SafeLoader).value[0][1]
    except (yaml.YAMLError, AttributeError, IndexError):
        return None
    if not isinstance(node, yaml.ScalarNode) or node.style or node.value != text:
        return None
    try:
        return [yaml.safe_load(f"a: {text}")["a"]]
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        return error


def as_ours(value):
    """A value of PyYAML's, with dates in our terms."""
    if isinstance(value, date):
        return OtherValue(type(value).__name__)
    if isinstance(value, list):
        return [as_ours(item) for item in value]
    return {as_ours(key): as_ours(item) for key, item in value.items()} if isinstance(value, dict) else value


def as_theirs(value):
    """A value of ours as lists and dictionaries; of a key that stands twice the last, as in PyYAML."""
    if isinstance(value, ListValue):
        return [as_theirs(item) for item in value.items]
    if isinstance(value, DictValue):
        return dict(zip(value.keys, map(as_theirs, value.values), strict=True))
    return value


def is_same(ours, theirs):
    """Equal and of one type, not-a-number included."""
    return type(ours) is type(theirs) and (ours == theirs or repr(ours) == repr(theirs) == "nan")


@settings(max_examples=1500, deadline=None)
@given(scalars)
@example("1:30:00.5")
@example("190:20:30")
@example("+.INF")
@example("-.inf")
@example(".nan")
@example("0o7")
@example("08")
@example("0_")
@example("0b_")
@example("-0x_")
@example("1_000.5e+3")
@example("685_230.15")
@example("2024-02-30")
@example("2024-2-3")
@example("2024-1-1 1:00:00 +24:00")
@example("2024-1-1 1:00:00 +23:59")
@example("0000-01-01")
@example("9" * 4301)
@example("0x" + "f" * 5000)
@example("1" + ":1" * 300 + ".0")
def test_a_plain_scalar(text):
    expected = loaded(text)
    if expected is None:
        return
    if isinstance(expected, list):
        assert is_same(resolve(text), as_ours(expected[0]))
        return
    with pytest.raises(ValueError, match=r"it (is taken for|has) a "):
        resolve(text)
    assert is_doubtful(text)
    assert 3 in doubtful_starts(f"a: {text}\n".encode())


@settings(max_examples=400, deadline=None)
@given(structures)
def test_a_whole_text(text):
    found = parse_yaml(text.encode(), None)
    try:
        expected = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return
    assert found.fault is None
    if found.unsafe is None:
        assert as_theirs(read_node(found.root)) == as_ours(expected)


def test_what_is_not_followed_is_unknown():
    root = parse_yaml(b"a: [b, *c, !d e]\n2024-13-01: x\n<<: {}\n", None).root
    assert read_node(root) == DictValue(
        ("a", UNKNOWN, UNKNOWN),
        (ListValue("list", ("b", UNKNOWN, UNKNOWN)), "x", DictValue((), (), complete=True)),
        complete=False,
    )
