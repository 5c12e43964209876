"""Open documents, and the edits that a client sends for them."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lsprotocol import types as lsp

from cursus_registry.lsp.documents import Documents
from cursus_registry.lsp.from_lsp import encoding_of
from cursus_registry.lsp.greeting import initialize_result
from cursus_registry.text import Encoding, Position, SourceText

URI = "file:///a%20b.py"
CODECS = {Encoding.UTF8: ("utf-8", 1), Encoding.UTF16: ("utf-16-le", 2), Encoding.UTF32: ("utf-32-le", 4)}


def units(text, encoding):
    codec, width = CODECS[encoding]
    return len(text.encode(codec)) // width


def edited(text, *changes, encoding=Encoding.UTF16):
    """The text after changes: (start line, start column, end line, end column, new text), or a whole text."""
    documents = Documents()
    documents.open(URI, 1, text)
    events = [
        lsp.TextDocumentContentChangeWholeDocument(change)
        if isinstance(change, str)
        else lsp.TextDocumentContentChangePartial(
            lsp.Range(lsp.Position(*change[:2]), lsp.Position(*change[2:4])), change[4]
        )
        for change in changes
    ]
    document = documents.change(URI, 2, events, encoding)
    assert document is documents.get(URI) is documents.at("/a b.py")
    assert document.version == 2
    return str(document.source)


@pytest.mark.parametrize("encoding", Encoding)
def test_columns_are_counted_as_agreed(encoding):
    text = 'x = "ä🚀", "old"\n'
    start = units('x = "ä🚀", "', encoding)
    assert edited(text, (0, start, 0, start + 3, "nëw🚀"), encoding=encoding) == 'x = "ä🚀", "nëw🚀"\n'


@pytest.mark.parametrize(
    ("text", "change", "after"),
    [
        ("abc", (0, 10, 0, 10, "Z"), "abcZ"),
        ("abc\r\ndef", (0, 4, 0, 4, "Z"), "abcZ\r\ndef"),
        ("abc\n", (1, 0, 1, 0, "Z"), "abc\nZ"),
        ("abc\n", (7, 3, 9, 9, "Z"), "abc\nZ"),
        ("abc\ndef\n", (0, 99, 1, 0, ""), "abcdef\n"),
        ("abc\rdef", (1, 0, 1, 3, "Z"), "abc\rZ"),
        ("a\x0cb\x85c\u2028d\ne", (1, 0, 1, 1, "Z"), "a\x0cb\x85c\u2028d\nZ"),
        ("", (0, 0, 0, 0, "abc"), "abc"),
        ("abc", (0, 2, 0, 1, "Z"), "abZc"),
    ],
)
def test_edits_at_the_edges(text, change, after):
    assert edited(text, change) == after


@pytest.mark.parametrize(("encoding", "inside"), [(Encoding.UTF8, 2), (Encoding.UTF16, 1)])
def test_a_column_inside_a_character_is_its_start(encoding, inside):
    assert edited("🚀", (0, inside, 0, inside, "Z"), encoding=encoding) == "Z🚀"


def test_several_changes_follow_each_other():
    assert edited("abc\n", (0, 0, 0, 1, "x\n"), (1, 0, 1, 2, "y"), (0, 1, 0, 1, "!")) == "x!\ny\n"
    assert edited("abc", (0, 0, 0, 3, "x"), "whole", (0, 5, 0, 5, "!")) == "whole!"


@settings(deadline=None)
@given(
    text=st.text("ab🚀ä\n\r\x0c"),
    new=st.text("x🚀\n"),
    cut=st.tuples(st.integers(0, 99), st.integers(0, 99)),
    encoding=st.sampled_from(Encoding),
)
def test_any_stretch_is_replaced(text, new, cut, encoding):
    start, end = sorted(min(at, len(text)) for at in cut)
    halves = [text[at - 1 : at + 1] for at in (start, end) if at]
    assume("\r\n" not in halves)  # there is no position between the two halves of a line end
    places = []
    for at in (start, end):
        before = text[:at].replace("\r\n", "\n").replace("\r", "\n")
        places += [before.count("\n"), units(before.rpartition("\n")[2], encoding)]
    assert edited(text, (*places, new), encoding=encoding) == text[:start] + new + text[end:]


def test_what_is_not_open_is_not_edited():
    documents = Documents()
    assert documents.change(URI, 2, [lsp.TextDocumentContentChangeWholeDocument("x")], Encoding.UTF8) is None
    assert documents.close(URI) is None
    assert documents.get(URI) is None


def test_an_edit_that_is_older_than_the_text_is_left_out(caplog):
    documents = Documents()
    documents.open(URI, 5, "x")
    assert documents.change(URI, 4, [lsp.TextDocumentContentChangeWholeDocument("old")], Encoding.UTF8) is None
    assert (documents.get(URI).version, str(documents.get(URI).source)) == (5, "x")
    assert "version 4 came after version 5" in caplog.text
    assert documents.change(URI, 5, [lsp.TextDocumentContentChangeWholeDocument("same")], Encoding.UTF8).version == 5


@pytest.mark.parametrize(
    "other", ["file:///C:/x.py", "file:///c:/x.py", "file:///C%3A/x.py", "file://localhost/c%3a/x.py"]
)
def test_one_file_is_one_document_however_its_uri_is_spelt(other):
    documents = Documents()
    opened = documents.open("file:///c%3A/x.py", 1, "x")
    assert documents.get(other) is documents.at("C:/x.py") is opened
    changed = documents.change(other, 2, [lsp.TextDocumentContentChangeWholeDocument("y")], Encoding.UTF8)
    assert (changed.uri, str(changed.source)) == ("file:///c%3A/x.py", "y")
    assert documents.paths() == ["C:/x.py"]
    assert documents.close(other) is changed
    assert documents.get("file:///c%3A/x.py") is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\r"])
@pytest.mark.parametrize("line", [0, 1, 8191, 8192, 8193, 65_535, 65_536, 140_000, 149_999, 150_000, 150_001, 10**9])
def test_a_large_text_is_edited_like_a_small_one(end, line):
    text = f"1234567{end}" * 150_000
    small = SourceText(text.encode())
    assert small.line_starts
    large = SourceText(text.encode())
    for column in (0, 7, 99):
        place = Position(line, column)
        assert large.offset(place, Encoding.UTF16) == small.offset(place, Encoding.UTF16)


def test_a_closed_document_is_gone():
    documents = Documents()
    documents.open(URI, 1, "x")
    assert documents.paths() == ["/a b.py"]
    assert documents.close(URI).path == "/a b.py"
    assert (documents.get(URI), documents.at("/a b.py"), documents.paths()) == (None, None, [])


def test_what_is_no_file_has_no_path():
    documents = Documents()
    assert documents.open("untitled:1", 1, "x").path is None
    assert documents.get("untitled:1").version == 1
    assert documents.paths() == []


def test_lone_surrogates_are_kept():
    assert edited("a\ud800b", (0, 2, 0, 3, "\udfff")) == "a\ud800\udfff"


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (None, Encoding.UTF16),
        ([], Encoding.UTF16),
        (["utf-8", "utf-16"], Encoding.UTF8),
        (["utf-32", "utf-8"], Encoding.UTF32),
        (["utf-7", "utf-32"], Encoding.UTF32),
        (["utf-7"], Encoding.UTF16),
    ],
)
def test_the_first_encoding_that_both_know(offered, chosen):
    said = initialize_result({"general": {"positionEncodings": offered}}, {})["capabilities"]
    assert encoding_of(lsp.ServerCapabilities(position_encoding=said["positionEncoding"])) is chosen
