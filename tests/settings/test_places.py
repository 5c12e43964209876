"""Where keys and values stand, whatever way a file is written: the text at a value's place is that value."""

import tomllib

import hypothesis.strategies as st
from hypothesis import assume, given, settings

from cursus_registry.settings.toml import read_toml

names = st.sampled_from(["a", "b-c", "D_1", "2", "x y", "ä🚀", 'q"', "t\tn", ".", "", "[k]"])
scalars = st.sampled_from(
    [
        *('"s"', "'l # [x'", '"""m\n]"""', "'''\nn'''", '"\\u00e4\\""', '""', '"🚀ä"'),
        *("3", "0x1F", "1.5e3", "inf", "true", "1979-05-27", "07:32:00", "1979-05-27T07:32:00Z"),
    ]
)
blanks = st.sampled_from(["", " ", "\t", "  "])
breaks = st.sampled_from(["", " ", "\n", "\r\n  ", ' # a comment, with ] and "\n', "\n\n\t"])


@st.composite
def keys(draw, name):
    """One way to write a name."""
    ways = ['"' + "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in name) + '"']
    ways.append('"' + name.replace('"', '\\"').replace("\t", "\\t") + '"')
    if "'" not in name:
        ways.append(f"'{name}'")
    if name and name.isascii() and name.replace("-", "").replace("_", "").isalnum():
        ways.append(name)
    return draw(st.sampled_from(ways))


@st.composite
def dotted(draw):
    """A key of one to three parts."""
    parts = [draw(keys(draw(names))) for _ in range(draw(st.integers(1, 3)))]
    return f"{draw(blanks)}.{draw(blanks)}".join(parts)


def lists(values):
    return st.builds(
        lambda items, gap, last: "[" + gap + (gap + "," + gap).join(items) + gap + last * bool(items) + gap + "]",
        st.lists(values, max_size=3),
        breaks,
        st.sampled_from(["", ","]),
    )


def tables(values):
    pairs = st.builds("{} = {}".format, dotted(), values)
    return st.builds(lambda items, gap: "{" + gap + ", ".join(items) + gap + "}", st.lists(pairs, max_size=3), blanks)


values = st.recursive(scalars, lambda inner: st.one_of(lists(inner), tables(inner)), max_leaves=6)
pairs = st.builds("{}{}{}={}{}{}".format, blanks, dotted(), blanks, blanks, values, st.sampled_from(["", " # c ]"]))
headings = st.one_of(
    st.builds("[{}{}{}]".format, blanks, dotted(), blanks),
    st.builds("[[{}{}{}]] # c".format, blanks, dotted(), blanks),
)
documents = st.builds(
    lambda lines, end: end.join([*lines, ""]),
    st.lists(st.one_of(pairs, pairs, headings, st.sampled_from(["", "# a = 1"])), max_size=8),
    st.sampled_from(["\n", "\r\n"]),
)


def leaves(value, path=()):
    """Every value with the way to it, those that hold others too, but for tables: these can be written in pieces."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
        return
    if not (isinstance(value, list) and value and all(isinstance(item, dict) for item in value)):
        yield path, value
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))


@given(documents)
@settings(max_examples=600, deadline=None)
def test_the_text_at_a_place_is_the_value(text):
    try:
        expected = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assume(False)
    found = read_toml(text.encode())
    assert (found.values, found.faults) == (expected, ())
    for path, value in leaves(expected):
        shown = found.source.slice(found.places.value(path))
        assert tomllib.loads(f"x = {shown}")["x"] == value
        if isinstance(path[-1], str):
            assert list(tomllib.loads(f"{found.source.slice(found.places.key(path))} = 0")) == [path[-1]]
