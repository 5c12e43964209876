"""Lines, and places on them as editors count them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cursus_registry.text import Encoding, Position, Range, SourceText, Span

U8, U16, U32 = Encoding.UTF8, Encoding.UTF16, Encoding.UTF32
CODECS = {U8: ("utf-8", 1), U16: ("utf-16-le", 2), U32: ("utf-32-le", 4)}
TEXTS = st.text(st.sampled_from("ab \t\n\r\f\x85\u2028é€😀") | st.characters(), max_size=60)


def lines(text):
    source = SourceText.from_str(text)
    return [source.slice(source.line_span(line)) for line in range(len(source.line_starts))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a", ""]),
        ("a\r\nb\r\n", ["a", "b", ""]),
        ("a\rb\r", ["a", "b", ""]),
        ("a\n\r\nb\r\rc", ["a", "", "b", "", "c"]),
        ("\n\n", ["", "", ""]),
        ("a\fb\vc\x1cd\x85e\u2028f\u2029g", ["a\fb\vc\x1cd\x85e\u2028f\u2029g"]),
    ],
)
def test_a_line_ends_at_its_line_end_and_nowhere_else(text, expected):
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("text", "offset", "line", "columns"),
    [
        ("abc", 2, 0, (2, 2, 2)),
        ("é=1", 2, 0, (2, 1, 1)),
        ("€=1", 3, 0, (3, 1, 1)),
        ("😀=1", 4, 0, (4, 2, 1)),
        ("x\n😀é=1", 8, 1, (6, 3, 2)),
        ("x\r\ny", 3, 1, (0, 0, 0)),
        ("x\ry", 2, 1, (0, 0, 0)),
        ("x\u2028y", 4, 0, (4, 2, 2)),
        ("\ufeffx", 3, 0, (3, 1, 1)),
    ],
)
def test_a_place_in_every_encoding(text, offset, line, columns):
    source = SourceText.from_str(text)
    for encoding, column in zip((U8, U16, U32), columns, strict=True):
        assert source.position(offset, encoding) == Position(line, column)
        assert source.offset(Position(line, column), encoding) == offset


@pytest.mark.parametrize("encoding", CODECS)
def test_a_place_beyond_an_end_is_the_end(encoding):
    source = SourceText.from_str("ab\r\n😀\nc")
    assert source.offset(Position(0, 99), encoding) == 2
    assert source.offset(Position(1, 99), encoding) == 8
    assert source.offset(Position(2, 99), encoding) == 10
    assert source.offset(Position(99, 0), encoding) == 10
    assert source.offset(Position(-1, 5), encoding) == 0
    assert source.offset(Position(1, -1), encoding) == 4
    assert source.position(-1, encoding) == Position(0, 0)
    assert source.position(99, encoding) == Position(2, 1)


@pytest.mark.parametrize(
    ("encoding", "inside"), [(U8, (Position(0, 2), Position(0, 3), Position(0, 4))), (U16, (Position(0, 2),))]
)
def test_a_unit_inside_a_character_is_its_start(encoding, inside):
    source = SourceText.from_str("x😀y")
    assert {source.offset(position, encoding) for position in inside} == {1}
    assert {source.position(offset, encoding) for offset in (2, 3, 4)} == {source.position(1, encoding)}


def test_a_range():
    source = SourceText.from_str("a😀\nb")
    assert source.range(Span(1, 7), U16) == Range(Position(0, 1), Position(1, 1))


@given(TEXTS, st.integers(-3, 70), st.integers(-3, 70), st.sampled_from(list(CODECS)))
def test_a_range_is_its_two_positions(text, start, end, encoding):
    source = SourceText.from_str(text)
    assert source.range(Span(start, end), encoding) == Range(*(source.position(at, encoding) for at in (start, end)))


@given(TEXTS, st.data())
def test_every_place_between_characters_there_and_back(text, data):
    before = text[: data.draw(st.integers(0, len(text)))]
    source = SourceText.from_str(text)
    offset = len(before.encode("utf-8", "surrogatepass"))
    inside_line_end = source.data[offset - 1 : offset + 1] == b"\r\n"
    rest_of_line = max(before.rfind("\n"), before.rfind("\r")) + 1
    for encoding, (codec, size) in CODECS.items():
        position = source.position(offset, encoding)
        assert source.offset(position, encoding) == offset - inside_line_end
        if not inside_line_end:
            assert position.line == len(lines(before)) - 1
            assert position.character == len(before[rest_of_line:].encode(codec, "surrogatepass")) // size


@given(TEXTS, st.integers(-3, 70), st.integers(-3, 70), st.sampled_from(list(CODECS)))
def test_any_position_is_somewhere_in_the_text(text, line, character, encoding):
    source = SourceText.from_str(text)
    offset = source.offset(Position(line, character), encoding)
    assert 0 <= offset <= len(source.data)
    source.data[:offset].decode("utf-8", "surrogatepass")


@given(TEXTS)
def test_a_text_is_what_it_was_made_of(text):
    source = SourceText.from_str(text)
    assert str(source) == text
    assert source == SourceText.from_str(text)
    assert hash(source) == hash(SourceText.from_str(text))
    assert len(lines(text)) == 1 + text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


def test_spans():
    assert Span(2, 5).shifted(3) == Span(5, 8)
    assert [offset for offset in range(8) if Span(2, 5).contains(offset)] == [2, 3, 4, 5]
